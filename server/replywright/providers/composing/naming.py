"""Noun phrases for what the review speaks of, and a public name that may stand in a greeting."""

import unicodedata

from replywright.domain import Plan, PointKind
from replywright.rulebook.schema.language import LanguageSpec, TopicWords

MAX_NAMED = 4
_MAX_NAME = 40
_MARKS_IN_NAMES = " .'’-·"


def topics_of(plan: Plan, kind: PointKind) -> tuple[str | None, ...]:
    """Topics of the points of a kind, each once, in their order; None for points of no known topic."""
    seen = dict.fromkeys(point.topic for point in plan.points if point.kind == kind)
    known = [topic for topic in seen if topic is not None]
    return tuple(known[:MAX_NAMED]) or (None,) * bool(seen)


def phrase(language: LanguageSpec, topic: str | None, kind: PointKind, turn: int) -> str:
    """The noun phrase for a topic; turns bring other wordings where there are some."""
    words = language.topics.get(topic) if topic else None
    chosen = _phrases(words, kind) or _unnamed(language, kind)
    return chosen[turn % len(chosen)]


def _phrases(words: TopicWords | None, kind: PointKind) -> list[str]:
    if words is None:
        return []
    if kind == "question":
        return [words.about] if words.about else []
    return words.complaint if kind == "complaint" else words.praise


def _unnamed(language: LanguageSpec, kind: PointKind) -> list[str]:
    assert language.composer is not None
    return language.composer.unnamed_plus if kind == "praise" else language.composer.unnamed_issue


def listed(parts: list[str], comma: str, final: str) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return comma.join(parts[:-1]) + final + parts[-1]


def greeting_name(name: str | None, anonymous: list[str]) -> str | None:
    """The display name when it looks like a person's name, else None."""
    name = " ".join((name or "").split())
    if not name or len(name) > _MAX_NAME or name.casefold() in anonymous:
        return None
    if not all(char in _MARKS_IN_NAMES or unicodedata.category(char)[0] in "LM" for char in name):
        return None
    parts = name.split()
    starts_well = all(part[0].isalpha() and not part[0].islower() for part in (parts[0], parts[-1]))
    if len(parts) > 3 or not starts_well or parts[0].casefold() in anonymous:
        return None
    shouted = name.isupper() and len(name.replace(".", "")) > 3
    return None if shouted else name
