"""A text under check, with everything about it that several checks need; each part is worked out once."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from replywright.domain import CheckContext, Level, Span
from replywright.rulebook.schema.platform import PlatformSpec
from replywright.text.normalize import Folded, fold
from replywright.text.segment import sentence_at, sentences, word_ranges
from replywright.text.terms import Hit

NEGATION = "negation"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw. ``level`` and ``message`` only where it knows better than its rule."""

    span: Span
    level: Level | None = None
    message: Mapping[str, str] | None = None
    replacements: tuple[str, ...] = ()
    score: float = 1.0
    whole: bool = False  # of the text as such, not of a place in it


@dataclass(frozen=True)
class Document:
    """``language`` is of the text, ``expected`` what it should be in (None: anything goes)."""

    text: str
    folded: Folded
    context: CheckContext
    platform_id: str
    platform: PlatformSpec
    sector: str | None
    language: str
    confidence: float
    expected: str | None
    hits: Mapping[str, Sequence[Hit]] = field(default_factory=dict)
    review_hits: Mapping[str, Sequence[Hit]] = field(default_factory=dict)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        return sentences(self.text)

    @cached_property
    def _word_ranges(self) -> list[tuple[int, int]]:
        return list(word_ranges(self.folded.text))

    @cached_property
    def words(self) -> tuple[Span, ...]:
        return tuple(self.folded.span(start, end) for start, end in self._word_ranges)

    @cached_property
    def folded_words(self) -> list[str]:
        """The words as they are compared; as many as ``words``."""
        text = self.folded.text
        return [text[start:end] for start, end in self._word_ranges]

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    @property
    def review_text(self) -> str:
        return self.context.review.text if self.context.review else ""

    @cached_property
    def review_folded(self) -> Folded:
        return fold(self.review_text)

    @cached_property
    def review_words(self) -> list[str]:
        text = self.review_folded.text
        return [text[start:end] for start, end in word_ranges(text)]

    @property
    def whole(self) -> Span:
        return Span(0, len(self.text))

    def sentence_of(self, at: int) -> int:
        return sentence_at(self.sentences, at)

    def words_between(self, start: int, end: int) -> int:
        """How many words begin in [start, end)."""
        return max(0, bisect_right(self._word_starts, end - 1) - bisect_right(self._word_starts, start - 1))

    def is_question(self, at: int) -> bool:
        if not self.sentences:
            return False
        return self.sentences[self.sentence_of(at)].of(self.text).rstrip("\"'”’»)").endswith(("?", "？"))
