"""Every label's examples, and how labels decide."""

from dataclasses import replace

import pytest

from replywright.domain import Business, Review
from replywright.drafting.triage import Triager
from replywright.rulebook.loader import load
from replywright.rulebook.schema.risk import Example

from .conftest import PROMPTS

_LABELS = load(PROMPTS).labels
_LANGUAGES = {"en", "et", "zh-Hant", "bg", "kk", "ru", "es", "de", "fr"}


def _cases(kind: str) -> list[object]:
    return [
        pytest.param(label, example, id=f"{label}-{number}-{example.lang}")
        for label, spec in _LABELS.items()
        for number, example in enumerate(getattr(spec.examples, kind))
    ]


def _review(example: Example) -> Review:
    context = example.context
    return Review(platform=context.platform, text=example.text, rating=context.rating)


@pytest.mark.parametrize(("label", "example"), _cases("flagged"))
def test_a_label_is_found_in_its_flagged_examples(
    triager: Triager, business: Business, label: str, example: Example
) -> None:
    found = triager.triage(_review(example), example.lang, business)
    assert label in found.labels
    if example.quote:
        at = example.text.index(example.quote)
        end = at + len(example.quote)
        assert any(
            signal.span.start < end and at < signal.span.end
            for signal in found.signals
            if signal.label == label
        )


@pytest.mark.parametrize(("label", "example"), _cases("clean"))
def test_a_label_is_not_found_in_its_clean_examples(
    triager: Triager, business: Business, label: str, example: Example
) -> None:
    assert label not in triager.triage(_review(example), example.lang, business).labels


@pytest.mark.parametrize("label", _LABELS)
def test_a_label_advises_in_every_language(label: str) -> None:
    assert set(_LABELS[label].advice) >= _LANGUAGES
    assert set(_LABELS[label].title) >= _LANGUAGES


@pytest.mark.parametrize("label", [name for name, spec in _LABELS.items() if spec.terms])
def test_a_label_that_goes_by_words_has_some_in_every_language(label: str) -> None:
    assert set(_LABELS[label].terms) >= _LANGUAGES


def test_precedence_has_no_ties() -> None:
    ranks = [spec.precedence for spec in _LABELS.values()]
    assert sorted(ranks) == list(range(1, 17))


def test_the_gravest_label_comes_first_and_decides(triager: Triager, business: Business) -> None:
    text = "The soup was cold, my son was taken to hospital, and my lawyer will write."
    found = triager.triage(Review(text=text, rating=1), "en", business)
    assert found.labels[:2] == ("threat_or_safety", "legal_claim")
    assert "genuine_complaint" in found.labels
    assert (found.strategy, found.holding_text, found.priority) == ("escalate", True, 100)


def test_signals_are_slices_of_the_review(triager: Triager, business: Business) -> None:
    text = "😀 Die Suppe war kalt. ﬁlter İstanbul. Mein Anwalt meldet sich."
    found = triager.triage(Review(text=text, rating=1), "de", business)
    assert found.signals
    assert all(signal.text == signal.span.of(text) for signal in found.signals)


def test_advice_is_in_the_operators_language(triager: Triager, business: Business) -> None:
    review = Review(text="Terrible.", rating=1)
    assert triager.triage(review, "en", business, "et").advice == _LABELS["insufficient_detail"].advice["et"]
    assert triager.triage(review, "en", business, "ja").advice == _LABELS["insufficient_detail"].advice["en"]


def test_a_rating_that_is_not_known_is_not_taken_for_a_bad_one(triager: Triager, business: Business) -> None:
    found = triager.triage(
        Review(text="Wonderful breakfast and friendly staff.", rating=None), "en", business
    )
    assert found.labels == ("praise",)


def test_an_empty_review_with_few_stars_asks_for_details(triager: Triager, business: Business) -> None:
    found = triager.triage(Review(text="", rating=2), "und", business)
    assert found.labels == ("insufficient_detail",)
    assert found.strategy == "reply_ask_details"


def test_an_empty_review_with_many_stars_is_praise(triager: Triager, business: Business) -> None:
    assert triager.triage(Review(text="", rating=5), "und", business).labels == ("praise",)


def test_an_unknown_language_is_no_error(triager: Triager, business: Business) -> None:
    found = triager.triage(Review(text="ᚠᚢᚦᚨᚱᚲ", rating=1), "und", business)
    assert found.labels


def test_a_reply_that_stands_already_lowers_the_priority(triager: Triager, business: Business) -> None:
    review = Review(text="We waited an hour for cold soup.", rating=1)
    answered = replace(review, existing_reply="Sorry!")
    before = triager.triage(review, "en", business).priority
    assert triager.triage(answered, "en", business).priority == before // 2


def test_the_business_own_phone_is_no_private_data(triager: Triager, business: Business) -> None:
    review = Review(text="Nobody answers +372 5550 0100, we waited an hour.", rating=1)
    assert "personal_data_in_review" not in triager.triage(review, "en", business).labels


def test_the_own_city_is_no_wrong_business(triager: Triager, business: Business) -> None:
    review = Review(text="Your hotel in Pärnu was dirty and loud.", rating=1)
    assert "wrong_business" not in triager.triage(review, "en", business).labels


def test_staff_are_answered_where_they_are_expected_to_write(triager: Triager, business: Business) -> None:
    text = "I worked here two summers, the overtime was never paid on time."
    elsewhere = triager.triage(Review(text=text, rating=2), "en", business)
    at_home = triager.triage(Review(platform="glassdoor", text=text, rating=2), "en", business)
    employer = triager.triage(Review(text=text, rating=2), "en", replace(business, sector="employer"))
    assert (elsewhere.strategy, elsewhere.holding_text) == ("escalate", True)
    assert {at_home.strategy, employer.strategy} == {"reply"}


def test_a_trade_is_known_by_any_of_its_names(triager: Triager, business: Business) -> None:
    review = Review(text="Best dentist I ever had.", rating=5)
    assert "wrong_business" in triager.triage(review, "en", business).labels
    assert (
        "wrong_business" not in triager.triage(review, "en", replace(business, sector="dental clinic")).labels
    )
