"""Only a text without faults may be shown."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from replywright.domain import Contact, DraftRequest, Plan, Point, PointKind, Span, Triage
from replywright.drafting.checking import Checker, alike, distinct, stuck

from .conftest import TODAY, FakeLinter

_GOOD = "Thank you for telling us about dinner. We are sorry about the soup and will look into it today."


@pytest.fixture
def plan(request_for: Callable[..., DraftRequest]) -> Plan:
    triage = Triage(("genuine_complaint",), "reply", 50, (), "x")
    contact = Contact("email", "hello@lantern.example", TODAY)
    return Plan(request_for(), "en", "en", triage, (), contacts=(contact,))


def test_a_good_text_has_no_faults(plan: Plan) -> None:
    assert Checker(FakeLinter()).check(plan, _GOOD).usable


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "empty"),
        (f"{_GOOD} BLOCKME", "blocked"),
        (
            "Täname teid kirja eest. Meil on väga kahju, et supp oli külm ja et pidite ootama.",
            "wrong-language",
        ),
        (" ".join(["We are very sorry about this."] * 4), "repetition"),
        (f"{_GOOD} Write to boss@other.example now.", "unknown-contact"),
        (f"{_GOOD} See www.other.example/form", "unknown-contact"),
        (f"{_GOOD} Call +372 5999 8888 today.", "unknown-contact"),
        (f"{_GOOD} <<REVIEW abc>>", "fence-leaked"),
        ("Sorry!", "too-short"),
        ("@Dana_für_die_A", "too-short"),
        ("Xqz vbnm qwrt plkj zxcv hgfd.", "wrong-language"),
    ],
)
def test_a_fault_is_named(plan: Plan, text: str, fault: str) -> None:
    assert fault in Checker(FakeLinter()).check(plan, text).faults


@pytest.mark.parametrize(
    "text",
    [
        f"{_GOOD} Write to hello@lantern.example.",
        f"{_GOOD} 請寫信到hello@lantern.example與我們聯繫。",
        f"{_GOOD} It happened on 12.05.2026 at table 7, for 1 200 euros.",
    ],
)
def test_what_is_held_by_the_plan_is_no_fault(plan: Plan, text: str) -> None:
    assert Checker(FakeLinter()).check(plan, text).usable


@pytest.mark.parametrize(("kind", "held"), [("complaint", True), ("question", True), ("praise", False)])
def test_a_text_that_touches_nothing_of_what_the_review_says_is_held_back(
    plan: Plan, kind: PointKind, held: bool
) -> None:
    point = Point("p1", kind, "food_cold", Span(0, 4), "soup")
    asked = replace(plan, points=(point,))
    text = "This message is being used by a different person for now."
    assert ("answers-nothing" in Checker(FakeLinter()).check(asked, text).faults) is held
    assert Checker(FakeLinter()).check(asked, _GOOD).usable


def test_a_text_over_a_hard_limit_is_held_back(plan: Plan) -> None:
    assert Checker(FakeLinter(limit=20)).check(plan, _GOOD).faults == ("too-long",)


def test_private_notes_do_not_leak_word_for_word(
    plan: Plan, request_for: Callable[..., DraftRequest]
) -> None:
    notes = "the guest in room seven was very drunk and broke two glasses"
    private = replace(plan, request=request_for(notes=notes))
    checked = Checker(FakeLinter()).check(private, f"{_GOOD} As noted, {notes}.")
    assert "notes-leaked" in checked.faults


def test_private_kinds_are_judged_by_no_sites_rules(request_for: Callable[..., DraftRequest]) -> None:
    triage = Triage(("genuine_complaint",), "reply", 50, (), "x")
    linter = FakeLinter()
    for kind in ("public_reply", "private_message"):
        Checker(linter).check(Plan(request_for(kind=kind, platform="ebay"), "en", "en", triage, ()), _GOOD)
    assert [context.platform for context in linter.contexts] == ["ebay", "generic"]


def test_drafts_that_are_nearly_the_same_are_dropped(plan: Plan) -> None:
    checker = Checker(FakeLinter())
    texts = [
        _GOOD,
        _GOOD.replace("today", "soon"),
        "Nobody should wait an hour for lukewarm broth; apologies.",
    ]
    kept = distinct([checker.check(plan, text) for text in texts])
    assert [item.text for item in kept] == [texts[0], texts[2]]


def test_nearness_is_judged_in_chinese_too() -> None:
    left = "感謝您的意見，湯品沒有熱騰騰上桌，我們很抱歉。"
    assert alike(left, left.replace("很", "非常"))
    assert not alike(left, "房間的隔音我們會再改善，期待再次見到您。")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("we are sorry for this and " * 5, True),
        ("我們非常抱歉讓您久等了。" * 4, True),
        (_GOOD, False),
        ("We know. We see. We hear. We care about how the evening went.", False),
    ],
)
def test_going_round_in_circles_is_seen(text: str, found: bool) -> None:
    assert stuck(text) is found
