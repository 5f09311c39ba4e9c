"""What models put around a reply is taken off by rule; the reply itself stays."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replywright.domain import DraftRequest, Plan, Triage
from replywright.drafting.repair import cleaned, size, within_limit

_REPLY = "Thank you for telling us. We are sorry about the soup."


@pytest.fixture
def plan(request_for: Callable[..., DraftRequest]) -> Plan:
    triage = Triage(("genuine_complaint",), "reply", 50, (), "x")
    return Plan(request_for(), "en", "en", triage, ())


@pytest.mark.parametrize(
    "raw",
    [
        _REPLY,
        f"<think>what would they like?</think>{_REPLY}",
        f"<THINKING>\nhm\n</THINKING>\n\n{_REPLY}",
        f"Certainly! Here is a reply you can use:\n\n{_REPLY}",
        f'Here is the reply: "{_REPLY}"',
        f'"{_REPLY}"',
        f"“{_REPLY}”",
        f"„{_REPLY}“",
        f"«{_REPLY}»",
        f"```\n{_REPLY}\n```",
        f"# Reply\n{_REPLY}".replace("# Reply\n", "---\n"),
        f"**{_REPLY}**",
        f"\u200b{_REPLY}\u200b  \n",
        _REPLY.replace("the soup", "[the soup](https://x.example/a)"),
        _REPLY.replace("sorry", "*sorry*"),
    ],
)
def test_the_reply_alone_remains(plan: Plan, raw: str) -> None:
    assert cleaned(raw, plan) == _REPLY


@pytest.mark.parametrize(
    "text",
    [
        "Estimada Ana:\nGracias por su mensaje.",
        'You wrote "cold" and we agree that it was "late".',
        "Dear guest,\n\nThank you.\n\nMaris",
        "“Cold” is the last thing soup should be. We wrote it down as “late”.",
    ],
)
def test_a_reply_that_looks_alike_is_left_as_it_is(plan: Plan, text: str) -> None:
    assert cleaned(text, plan) == text


def test_an_open_thought_leaves_nothing(plan: Plan) -> None:
    assert cleaned("<think>I should never have", plan) == ""


def test_a_long_dash_goes_only_where_it_is_no_spelling(plan: Plan) -> None:
    assert cleaned("We are sorry — truly.", plan) == "We are sorry, truly."
    assert cleaned("Суп — это важно.", plan, latin=False) == "Суп — это важно."


def test_a_text_over_the_limit_ends_at_a_sentence() -> None:
    text = "One two three. Four five six. Seven eight nine."
    assert within_limit(text, 32, "chars") == "One two three. Four five six."
    assert within_limit("Ёлка цветёт. Ёлка спит.", 25, "bytes") == "Ёлка цветёт."


def test_the_signature_survives_shortening() -> None:
    text = "One two three. Four five six. Seven eight nine.\nMaris"
    assert within_limit(text, 36, "chars", "Maris") == "One two three. Four five six.\nMaris"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300), st.integers(1, 200))
def test_a_shortened_text_fits_or_is_whole(text: str, limit: int) -> None:
    short = within_limit(text, limit, "bytes")
    assert short == text or size(short, "bytes") <= limit


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_cleaning_any_text_ends_and_has_no_invisible_characters(text: str) -> None:
    triage = Triage(("praise",), "reply", 10, (), "x")
    from replywright.domain import Business, Review

    plan = Plan(DraftRequest(Review(), Business("b", "B", "r")), "en", "en", triage, ())
    assert "\u200b" not in cleaned(text, replace(plan, limit_max=50))
