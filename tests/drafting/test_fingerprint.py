"""What belongs to the key of a job, and what does not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replywright.domain import Business, Contact, DraftRequest, Fact, Review
from replywright.drafting.fingerprint import fingerprint

_TODAY = date(2026, 11, 20)
_BUSINESS = Business("lantern", "Harbour Lantern", "r1", contacts=(Contact("email", "a@b.example", _TODAY),))
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def _key(request: DraftRequest, **changes: str) -> str:
    values = {"rulebook": "b1", "provider": "openai", "model": "m", "sampling": "t=0.7", "version": "1"}
    return fingerprint(request, **{**values, **changes}, today=_TODAY)


def _request(text: str = "Cold soup.") -> DraftRequest:
    return DraftRequest(Review(platform="google", text=text, rating=1), _BUSINESS)


def test_a_key_is_64_hex_digits_and_the_same_each_time() -> None:
    assert len(_key(_request())) == 64
    assert int(_key(_request()), 16) >= 0
    assert _key(_request()) == _key(_request())


@given(
    _TEXT, st.sampled_from([" ", "\n", "\t", "\u00a0", "\u3000"]), st.sampled_from(["", " ", "\r\n", "\n\n"])
)
def test_kinds_of_white_space_and_what_follows_the_review_do_not_change_the_key(
    text: str, kind: str, behind: str
) -> None:
    assert _key(_request(text)) == _key(_request(text.replace(" ", kind) + behind))


@pytest.mark.parametrize(
    "moved", [" Cold soup.", "Cold  soup.", "Cold\r\nsoup.", "\n\nCold soup.", "Cold soup\u0301."]
)
def test_a_review_whose_words_stand_elsewhere_has_another_key(moved: str) -> None:
    assert _key(_request(moved)) != _key(_request("Cold soup."))


@given(_TEXT, _TEXT)
def test_another_review_has_another_key(left: str, right: str) -> None:
    same = left.split() == right.split()
    if not same and left.isascii() and right.isascii():
        assert _key(_request(left)) != _key(_request(right))


@pytest.mark.parametrize("name", ["rulebook", "provider", "model", "sampling", "version"])
@given(value=st.text(st.characters(codec="ascii"), min_size=1, max_size=12))
def test_a_changed_rulebook_model_or_setting_changes_the_key(name: str, value: str) -> None:
    known = {"rulebook": "b1", "provider": "openai", "model": "m", "sampling": "t=0.7", "version": "1"}
    assert (_key(_request(), **{name: value}) == _key(_request())) is (value == known[name])


@given(st.text(st.characters(codec="ascii"), min_size=1, max_size=12))
def test_a_changed_fact_changes_the_key(revision: str) -> None:
    changed = replace(
        _request(), business=replace(_BUSINESS, revision=revision, facts=(Fact("menu", {"en": "x"}),))
    )
    assert (_key(changed) == _key(_request())) is (revision == "r1")


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "follow_up"},
        {"count": 2},
        {"tone": "formal"},
        {"length": "short"},
        {"notes": "cook was ill"},
        {"reply_language": "et"},
        {"ui_language": "et"},
        {"seed": 7},
    ],
)
def test_every_option_changes_the_key(change: dict[str, object]) -> None:
    assert _key(replace(_request(), **change)) != _key(_request())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"platform": "yelp"},
        {"rating": 2},
        {"rating": None},
        {"rating_max": 10},
        {"author": "Ann"},
        {"language": "et"},
        {"existing_reply": "Sorry."},
    ],
)
def test_what_the_drafts_depend_on_in_a_review_changes_the_key(change: dict[str, object]) -> None:
    request = _request()
    changed = replace(request, review=replace(request.review, **change))  # type: ignore[arg-type]
    assert _key(changed) != _key(request)


def test_asking_again_is_the_same_job() -> None:
    assert _key(replace(_request(), force=True)) == _key(_request())


def test_where_and_when_a_review_was_posted_does_not_change_the_key() -> None:
    request = _request()
    moved = replace(request.review, review_id="r9", url="https://x.example/9", posted_at="2026-01-01")
    assert _key(replace(request, review=moved)) == _key(request)


def test_a_contact_that_grows_too_old_changes_the_key() -> None:
    values = {"rulebook": "b", "provider": "p", "model": "m", "sampling": "", "version": "1"}
    now = fingerprint(_request(), **values, today=_TODAY)
    later = fingerprint(_request(), **values, today=date(2027, 12, 1))
    assert now != later


def test_parts_do_not_run_into_each_other() -> None:
    left = _key(_request(), rulebook="ab", provider="c")
    right = _key(_request(), rulebook="a", provider="bc")
    assert left != right


def test_a_key_is_made_of_any_text(request_for: Callable[..., DraftRequest]) -> None:
    assert len(_key(_request("\ud800 lone"))) == 64
