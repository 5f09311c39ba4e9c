"""Whether a text may be shown: the linter's flags, and what only somebody who knows the plan can tell."""

from collections import Counter
from dataclasses import dataclass
from typing import Protocol

from replywright.domain import CheckContext, CheckResult, Level, Plan
from replywright.drafting.contacts import unknown_contacts
from replywright.drafting.planning import check_context
from replywright.text.language import detect, same_language
from replywright.text.normalize import fold
from replywright.text.segment import sentences, words

_ALIKE = 0.8
_SURE = 0.6
_FEWEST_WORDS = 5
_FEWEST_SIGNS = 10  # of Han and other unspaced writing
_NOTES_RUN = 8
_REVIEW_RUN = 14


class TextChecker(Protocol):
    """The part of the linter that checking needs."""

    def check(self, text: str, context: CheckContext) -> CheckResult: ...


@dataclass(frozen=True, slots=True)
class Checked:
    """A text with its findings. ``faults`` are codes of what keeps it back; none: it may be shown."""

    text: str
    result: CheckResult
    faults: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        return not self.faults


class Checker:
    """Judges the texts of one plan by the linter and by the plan."""

    def __init__(self, linter: TextChecker) -> None:
        self._linter = linter

    def check(self, plan: Plan, text: str) -> Checked:
        """All that a model's text must pass."""
        result = self._linter.check(text, check_context(plan))
        return Checked(text, result, tuple(_faults(plan, text, result)))

    def check_own(self, plan: Plan, text: str) -> Checked:
        """For a text put together from the house's own phrases: only what would block it holds it back."""
        result = self._linter.check(text, check_context(plan))
        blocked = not text.strip() or result.level is Level.BLOCK or _too_long(result)
        return Checked(text, result, ("blocked",) if blocked else ())

    def blocks(self, plan: Plan, text: str) -> bool:
        """True when this piece of a text, as far as it goes, holds something that is never shown."""
        return self._linter.check(text, check_context(plan)).level is Level.BLOCK


def distinct(checked: list[Checked]) -> list[Checked]:
    """Those that differ from all before them in more than a fifth of their words."""
    kept: list[Checked] = []
    for candidate in checked:
        if not any(alike(candidate.text, other.text) for other in kept):
            kept.append(candidate)
    return kept


def alike(left: str, right: str) -> bool:
    """True when the two texts share more than 0.8 of their words, of Chinese single characters."""
    first, second = _tokens(left), _tokens(right)
    if not first or not second:
        return first == second
    return len(first & second) / len(first | second) > _ALIKE


def stuck(text: str) -> bool:
    """True when a text goes round in circles: a sentence three times, or a run of words again and again."""
    said = Counter(fold(span.of(text)).text.strip() for span in sentences(text))
    if any(count >= 3 and len(sentence) > 3 for sentence, count in said.items()):
        return True
    units = [fold(span.of(text)).text for span in words(text)]
    run = 10 if _is_unspaced(units) else 4
    runs = Counter(tuple(units[at : at + run]) for at in range(len(units) - run + 1))
    return any(count >= 3 for count in runs.values())


def _faults(plan: Plan, text: str, result: CheckResult) -> list[str]:
    if not text.strip():
        return ["empty"]
    found = {
        "blocked": result.level is Level.BLOCK,
        "too-long": _too_long(result),
        "too-short": _too_short(text),
        "wrong-language": _wrong_language(plan, text),
        "answers-nothing": _answers_nothing(plan, result),
        "repetition": stuck(text),
        "unknown-contact": bool(unknown_contacts(text, _known_contacts(plan))),
        "notes-leaked": _shares_run(text, plan.request.notes, _NOTES_RUN),
        "review-repeated": _shares_run(text, plan.request.review.text, _REVIEW_RUN),
        "fence-leaked": any(mark in text for mark in ("<<REVIEW", "<</", "<<POINTS", "<<NOTES")),
    }
    return [fault for fault, holds in found.items() if holds]


def _too_long(result: CheckResult) -> bool:
    limit = result.limit
    return limit.hard and limit.max is not None and limit.used > limit.max


def _too_short(text: str) -> bool:
    units = [span.of(text) for span in words(text)]
    return len(units) < (_FEWEST_SIGNS if _is_unspaced(units) else _FEWEST_WORDS)


def _wrong_language(plan: Plan, text: str) -> bool:
    """A text whose language cannot be told is wrong too; one that is only close to another is let pass."""
    detected = detect(text)
    if detected.tag == "und":
        return True
    return detected.confidence >= _SURE and not same_language(detected.tag, plan.reply_language)


def _answers_nothing(plan: Plan, result: CheckResult) -> bool:
    """True when the review complains or asks about something known, and the text touches none of it."""
    if plan.request.kind != "public_reply":
        return False
    wanted = {point.id for point in plan.points if point.topic is not None and point.kind != "praise"}
    return bool(wanted) and not any(item.met for item in result.coverage)


def _known_contacts(plan: Plan) -> str:
    held = [contact.value for contact in plan.contacts]
    return "\n".join([*held, *plan.facts, *plan.remedies, plan.request.notes])


def _shares_run(text: str, private: str, run: int) -> bool:
    """True when ``run`` words in a row of the one stand in the other."""
    source = [fold(span.of(private)).text for span in words(private)]
    if len(source) < run:
        return False
    length = run * 2 if _is_unspaced(source) else run
    target = [fold(span.of(text)).text for span in words(text)]
    runs = {tuple(source[at : at + length]) for at in range(len(source) - length + 1)}
    return any(tuple(target[at : at + length]) in runs for at in range(len(target) - length + 1))


def _tokens(text: str) -> frozenset[str]:
    return frozenset(fold(span.of(text)).text for span in words(text))


def _is_unspaced(units: list[str]) -> bool:
    """True for a text mostly of single characters, such as Chinese."""
    return bool(units) and sum(len(unit) == 1 and unit > "\u2e7f" for unit in units) * 2 > len(units)
