from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from replywright.domain import Business, CheckContext, Contact, Flag, Level, Review
from replywright.linter.linter import Linter

Check = Callable[..., tuple[Flag, ...]]


@pytest.fixture(scope="session")
def check(linter: Linter) -> Check:
    def run(text: str, *, review: str | None = None, **context: object) -> tuple[Flag, ...]:
        given_review = Review(text=review) if review is not None else None
        return linter.check(text, CheckContext(review=given_review, **context)).flags  # type: ignore[arg-type]

    return run


@pytest.fixture
def business() -> Business:
    return Business(
        slug="kohvik",
        name="Kohvik Kask",
        revision="1",
        contacts=(
            Contact("phone", "+372 5123 4567", date(2026, 1, 1)),
            Contact("email", "tere@kohvikkask.ee", date(2026, 1, 1)),
            Contact("url", "https://kohvikkask.ee", date(2026, 1, 1)),
        ),
    )


def categories(flags: tuple[Flag, ...]) -> set[str]:
    return {flag.category for flag in flags}


def test_flags_carry_their_own_text_and_come_in_order(check: Check) -> None:
    text = "😀 WTF??? Call 555-0147 or mail a@b.example now!!!"
    flags = check(text)
    assert [flag.span.of(text) for flag in flags] == [flag.text for flag in flags]
    assert [flag.span.start for flag in flags] == sorted(flag.span.start for flag in flags)
    assert {"profanity", "unverified_contact", "shouting_punctuation"} <= categories(flags)


def test_the_id_of_a_flag_does_not_depend_on_its_place(check: Check) -> None:
    one = check("Call 555-0147.")
    two = check("Well then, please do this: call 555-0147.")
    assert [flag.id for flag in one] == [flag.id for flag in two] != []


def test_a_verified_contact_passes_and_another_does_not(check: Check, business: Business) -> None:
    assert not check("Helistage 5123 4567 või kirjutage tere@kohvikkask.ee.", business=business)
    flags = check("Helistage 5999 4567 või kirjutage tere@muukoht.ee.", business=business)
    assert sum(flag.category == "unverified_contact" for flag in flags) == 2


def test_where_a_site_forbids_contacts_even_a_verified_one_blocks(check: Check, business: Business) -> None:
    flags = check("Please call +372 5123 4567.", business=business, platform="tripadvisor")
    phone = next(flag for flag in flags if flag.rule == "unverified_contact.phone")
    assert phone.level is Level.BLOCK
    assert "no phone numbers" in phone.message


def test_a_site_is_known_by_its_name_as_well(linter: Linter) -> None:
    assert linter.check("Hello", CheckContext(platform="Google Maps")).limit.unit == "bytes"
    assert linter.check("Hello", CheckContext(platform="Nobody's Reviews")).limit.max is None


@pytest.mark.parametrize(
    ("text", "used", "over"),
    [
        ("a" * 4096, 4096, False),
        ("a" * 4097, 4097, True),
        ("я" * 2049, 4098, True),
        ("湯" * 1365, 4095, False),
    ],
)
def test_the_limit_of_google_counts_bytes(linter: Linter, text: str, used: int, over: bool) -> None:
    result = linter.check(text, CheckContext(platform="google"))
    assert (result.limit.used, result.limit.hard) == (used, True)
    assert ("over_length.hard_limit" in {flag.rule for flag in result.flags}) is over
    if over:
        flag = next(flag for flag in result.flags if flag.rule == "over_length.hard_limit")
        assert (flag.level, flag.span.start, flag.span.end) == (Level.BLOCK, 0, len(text))


def test_what_the_review_tells_is_no_disclosure(check: Check) -> None:
    reply = "Order 88231 left on Monday."
    assert "personal_data_disclosure" in categories(check(reply))
    assert "personal_data_disclosure" not in categories(check(reply, review="Where is order 88231?"))


def test_overlapping_flags_of_one_category_become_one(check: Check) -> None:
    flags = check("See https://www.example.com/page now.")
    assert [flag.text for flag in flags if flag.category == "link"] == ["https://www.example.com/page"]


def test_the_message_speaks_the_language_of_the_interface_or_english(check: Check) -> None:
    assert check("What the hell", ui_language="kk")[0].message


def test_an_unknown_language_still_gets_the_mechanical_rules(linter: Linter) -> None:
    result = linter.check("Hringdu í síma +354 555 0147 !!!", CheckContext())
    assert {"unverified_contact", "shouting_punctuation"} <= categories(result.flags)


def test_a_check_that_fails_leaves_the_others_standing(linter: Linter, rulebook: object) -> None:
    def broken(document: object) -> list[object]:
        raise RuntimeError("broken")

    damaged = object.__new__(Linter)
    damaged.__dict__.update(linter.__dict__)
    damaged._checks = [
        (rule_id, rule, broken if rule.kind == "link" else check) for rule_id, rule, check in linter._checks
    ]
    flags = damaged.check("What the hell, see www.example.com", CheckContext()).flags
    assert categories(flags) == {"profanity"}


@pytest.mark.parametrize(
    "sign",
    [
        "a",
        "A ",
        "😀",
        "\u202e",
        "湯",
        "9",
        "1 ",
        "@",
        "[",
        "<",
        "*",
        "'",
        '"',
        "e\u0301",
        "! ",
        "a.b",
        "www.",
        "ß",
        "ab@",
        "ш*",
    ],
)
def test_a_long_text_of_one_kind_does_no_harm(linter: Linter, sign: str) -> None:
    text = (sign * 20_000)[:20_000]
    result = linter.check(text, CheckContext(platform="google", review=Review(text=text)))
    assert all(flag.span.of(text) == flag.text for flag in result.flags)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=100))
def test_any_text_is_checked_and_every_span_fits(linter: Linter, text: str, review: str) -> None:
    result = linter.check(text, CheckContext(review=Review(text=review)))
    assert all(flag.text == flag.span.of(text) for flag in result.flags)
    assert all(0 <= flag.span.start <= flag.span.end <= len(text) for flag in result.flags)
