"""What a review says, clause by clause: about which topic, and whether it complains, praises or asks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from replywright.domain import Point, PointKind, Review, Span
from replywright.linter.document import NEGATION
from replywright.rulebook.model import Rulebook
from replywright.rulebook.schema.language import LanguageSpec
from replywright.text.language import UNKNOWN, canonical, detect
from replywright.text.segment import sentences
from replywright.text.terms import Hit, TermMatcher

_MOST_POINTS = 8
_MOST_A_CLAUSE = 3
_NEGATION_REACH = 24  # code points between a negation and the word that it turns round
_CONTRAST, _QUESTION, _POSITIVE, _NEGATIVE = "contrast", "question", "positive", "negative"
_TOPIC = "topic:"
_COMMA = re.compile(r"[,;:，；、–—]|\s-\s")
_OPPOSITE: dict[PointKind, PointKind] = {"praise": "complaint", "complaint": "praise", "question": "question"}
_HAPPY, _UNHAPPY = 4.0, 3.0


class TopicMatchers:
    """One matcher a language for its topics and the words that tell how something was."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._languages = rulebook.languages
        self._matchers: dict[str, TermMatcher] = {}

    def find(self, text: str, language: str) -> list[Hit]:
        """Hits by ``topic:<id>``, positive, negative, contrast, question, negation; none for an unknown
        language.
        """
        tag = self.tag(text, language)
        if tag is None:
            return []
        matcher = self._matchers.get(tag)
        if matcher is None:
            matcher = self._matchers[tag] = TermMatcher(_patterns(self._languages[tag]))
        return matcher.find(text)

    def tag(self, text: str, language: str) -> str | None:
        """The language file to use: the named one, else the one that the text speaks for, else a sibling."""
        tag = canonical(language) if language != UNKNOWN else detect(text).tag
        if tag in self._languages:
            return tag
        return next((known for known in self._languages if known.split("-")[0] == tag.split("-")[0]), None)


def _patterns(spec: LanguageSpec) -> dict[str, Sequence[str]]:
    patterns: dict[str, Sequence[str]] = {_TOPIC + topic: words.terms for topic, words in spec.topics.items()}
    patterns |= {
        _CONTRAST: spec.contrast,
        _QUESTION: spec.question,
        _POSITIVE: spec.positive,
        _NEGATIVE: spec.negative,
        NEGATION: spec.negation,
    }
    return patterns


def topics_of(hits: Iterable[Hit]) -> list[Hit]:
    """Hits of topics only; one that lies inside a longer one of another topic is the less exact and goes."""
    topics = [hit for hit in hits if hit.key.startswith(_TOPIC)]
    return [
        hit
        for hit in topics
        if not any(
            other.span.start <= hit.span.start and hit.span.end <= other.span.end and other.span != hit.span
            for other in topics
        )
    ]


def topic_id(hit: Hit) -> str:
    return hit.key.removeprefix(_TOPIC)


@dataclass(frozen=True)
class _Clause:
    span: Span
    hits: tuple[Hit, ...]

    @cached_property
    def topics(self) -> list[Hit]:
        return topics_of(self.hits)

    @cached_property
    def mood(self) -> int:
        """Positive minus negative words; a negation turns round what follows it."""
        return sum(self._weight(hit) for hit in self.hits if hit.key in (_POSITIVE, _NEGATIVE))

    def _weight(self, hit: Hit) -> int:
        weight = 1 if hit.key == _POSITIVE else -1
        return -weight if self._is_turned(hit) and weight > 0 else weight

    def _is_turned(self, hit: Hit) -> bool:
        return any(
            other.key == NEGATION
            and not other.span.overlaps(hit.span)
            and -_NEGATION_REACH < hit.span.start - other.span.end < _NEGATION_REACH
            for other in self.hits
        )

    @property
    def turns(self) -> bool:
        """It begins with a ``but``."""
        return any(hit.key == _CONTRAST and hit.span.start - self.span.start < 3 for hit in self.hits)

    def asks(self, text: str) -> bool:
        return self.span.of(text).rstrip("\"'”’»)").endswith(("?", "？"))


class PointFinder:
    """Finds the points of reviews."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.matchers = TopicMatchers(rulebook)

    def find(self, review: Review, language: str) -> tuple[Point, ...]:
        """Points in the review's order; without a known topic the most telling sentence."""
        text = review.text
        parts = sentences(text)
        if not parts:
            return ()
        hits = self.matchers.find(text, language)
        clauses = [clause for part in parts for clause in _clauses(text, part, hits)]
        if not clauses:
            return ()
        prior = _prior(review, clauses)
        found = list(_topic_points(text, clauses, prior))
        if not found:
            found = [_telling(text, clauses, prior)]
        return tuple(
            Point(id=f"p{number}", kind=kind, topic=topic, span=span, text=span.of(text))
            for number, (kind, topic, span) in enumerate(_most_important(found), start=1)
        )


_Found = tuple[PointKind, str | None, Span]


def _prior(review: Review, clauses: Sequence[_Clause]) -> PointKind:
    stars = review.stars
    if stars is not None and stars >= _HAPPY:
        return "praise"
    if stars is not None and stars <= _UNHAPPY:
        return "complaint"
    return "praise" if sum(clause.mood for clause in clauses) > 0 else "complaint"


def _kind(clause: _Clause, text: str, prior: PointKind) -> PointKind:
    if clause.asks(text) and clause.mood >= 0:
        return "question"
    if clause.mood:
        return "praise" if clause.mood > 0 else "complaint"
    return prior


def _topic_points(text: str, clauses: Sequence[_Clause], prior: PointKind) -> Iterator[_Found]:
    seen: set[tuple[PointKind, str]] = set()
    before: PointKind = prior
    for clause in clauses:
        kind = _kind(clause, text, prior)
        if clause.turns and not clause.mood and kind == before:
            kind = _OPPOSITE[before]
        before = kind
        fresh = [hit for hit in clause.topics if (kind, topic_id(hit)) not in seen]
        for hit in list({topic_id(hit): hit for hit in reversed(fresh)}.values())[::-1][:_MOST_A_CLAUSE]:
            seen.add((kind, topic_id(hit)))
            yield kind, topic_id(hit), clause.span


def _telling(text: str, clauses: Sequence[_Clause], prior: PointKind) -> _Found:
    best = max(clauses, key=lambda clause: (abs(clause.mood), clause.span.end - clause.span.start))
    return _kind(best, text, prior), None, best.span


def _most_important(found: list[_Found]) -> list[_Found]:
    if len(found) <= _MOST_POINTS:
        return found
    weight = {"complaint": 0, "question": 1, "praise": 2}
    kept = sorted(range(len(found)), key=lambda index: (weight[found[index][0]], index))[:_MOST_POINTS]
    return [found[index] for index in sorted(kept)]


def _clauses(text: str, sentence: Span, hits: Sequence[Hit]) -> Iterator[_Clause]:
    inside = [hit for hit in hits if sentence.start <= hit.span.start < sentence.end]
    cuts = {hit.span.start for hit in inside if hit.key == _CONTRAST}
    topics = [hit.span for hit in topics_of(inside)]
    for comma in _COMMA.finditer(text, sentence.start, sentence.end):
        at = comma.end()
        within = any(span.start < at < span.end for span in topics)
        if not within and any(span.end <= at for span in topics) and any(span.start >= at for span in topics):
            cuts.add(at)
    cuts |= _cuts_between(inside)
    edges = [
        sentence.start,
        *sorted(cut for cut in cuts if sentence.start < cut < sentence.end),
        sentence.end,
    ]
    for start, end in pairwise(edges):
        span = _trimmed(text, start, end)
        if span is not None:
            yield _Clause(span, tuple(hit for hit in inside if start <= hit.span.start < end))


def _cuts_between(hits: Sequence[Hit]) -> set[int]:
    """Between two topics that each have a judgement of their own: ``cold soup and a rude waiter``."""
    topics = topics_of(hits)
    moods = [hit.span for hit in hits if hit.key in (_POSITIVE, _NEGATIVE)]
    cuts = set()
    for one, other in pairwise(topics):
        if one.key == other.key or one.span.end > other.span.start:
            continue
        before = [span for span in moods if one.span.start <= span.start and span.end <= other.span.start]
        if before and any(span.start >= other.span.start for span in moods):
            cuts.add(max(one.span.end, *(span.end for span in before)))
    return cuts


def _trimmed(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    kept = piece.strip(" \t\n,;:，；、-–—")
    if not any(char.isalnum() for char in kept):
        return None
    at = start + piece.index(kept)
    return Span(at, at + len(kept))
