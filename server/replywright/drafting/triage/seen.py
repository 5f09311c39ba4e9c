"""What the detectors look at: one review, read once."""

from dataclasses import dataclass
from functools import cached_property

from replywright.domain import Business, Review, Span
from replywright.drafting.triage.lexicon import Hits
from replywright.text.segment import sentences, words

_TOP = 4.5
_LONG_WORD = 5
_JUDGING = ("word:positive", "word:negative", "word:negation", "word:contrast")


@dataclass(frozen=True)
class Seen:
    """A review, its text without instructions to the software, and the hits in that text.

    ``sector`` is the slug that the rulebook knows the business's trade by. Spans count in both texts alike.
    """

    review: Review
    business: Business
    sector: str
    text: str
    hits: Hits
    instructions: tuple[Span, ...]

    @property
    def stars(self) -> float | None:
        return self.review.stars

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        return tuple(sentences(self.text))

    @cached_property
    def length(self) -> float:
        """Length in words; a character of Chinese counts as 0.6 of one."""
        return sum(0.6 if _is_han(span.of(self.text)) else 1.0 for span in words(self.text))

    def substance(self, label: str) -> float:
        """How many longer words there are that neither judge nor are a term of ``label``.

        Three characters of Chinese count as one word.
        """
        judging = [span for key in (*_JUDGING, f"label:{label}") for span in self.of(key)]
        told = [span for span in words(self.text) if not any(span.overlaps(other) for other in judging)]
        return sum(_weight(span.of(self.text)) for span in told)

    @cached_property
    def topics(self) -> frozenset[str]:
        return frozenset(key.removeprefix("topic:") for key in self.hits if key.startswith("topic:"))

    @cached_property
    def has_number(self) -> bool:
        return any(char.isdigit() for char in self.text)

    @cached_property
    def positive(self) -> tuple[Span, ...]:
        """Words of praise that are not turned round by a negation just before them."""
        negations = self.hits.get("word:negation", ())
        return tuple(
            span for span in self.hits.get("word:positive", ()) if not self._negated(span, negations)
        )

    @cached_property
    def negative(self) -> tuple[Span, ...]:
        """Words of complaint. With five stars a mere mention of a trouble is none."""
        troubles = self.of("label:genuine_complaint") if self.stars is None or self.stars < _TOP else ()
        return tuple(sorted({*self.of("word:negative"), *troubles}))

    @cached_property
    def contrast(self) -> tuple[Span, ...]:
        return self.hits.get("word:contrast", ())

    def of(self, key: str) -> tuple[Span, ...]:
        return self.hits.get(key, ())

    def topics_beside(self, spans: tuple[Span, ...]) -> frozenset[str]:
        """Topics that the text speaks of outside these spans."""
        return frozenset(
            topic
            for topic in self.topics
            if not all(any(found.overlaps(span) for span in spans) for found in self.of(f"topic:{topic}"))
        )

    def sentence_of(self, span: Span) -> Span:
        return next((found for found in self.sentences if found.overlaps(span)), span)

    def _negated(self, span: Span, negations: tuple[Span, ...]) -> bool:
        near = 18 if self.text.isascii() else 14
        return any(0 <= span.start - found.end <= near or found.overlaps(span) for found in negations)


def _weight(word: str) -> float:
    return 1 / 3 if _is_han(word) else float(len(word) >= _LONG_WORD)


def _is_han(word: str) -> bool:
    return len(word) == 1 and "\u3400" <= word <= "\u9fff"
