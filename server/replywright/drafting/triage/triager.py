"""Labels, strategy, priority and advice for one review."""

from collections.abc import Iterable

from replywright.domain import Business, Review, Signal, Span, Triage
from replywright.drafting.triage.detectors import DETECTORS
from replywright.drafting.triage.injection import hidden_instructions, without_instructions
from replywright.drafting.triage.lexicon import Hits, Lexicons
from replywright.drafting.triage.seen import Seen
from replywright.linter.site import SectorNames
from replywright.rulebook.model import Rulebook
from replywright.rulebook.schema.base import localized
from replywright.rulebook.schema.triage import LabelSpec

INJECTION = "prompt_injection"
_DEFAULT = "genuine_complaint"
# These look at what was found before them.
_LATE = ("insufficient_detail", "mixed", "praise", _DEFAULT)


class Triager:
    """Reads reviews by the rulebook's labels. Safe to share; a language is loaded when needed."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._lexicons = Lexicons(rulebook)
        self._sectors = SectorNames(rulebook)
        self._labels = dict(sorted(rulebook.labels.items(), key=lambda item: item[1].precedence))

    def triage(self, review: Review, language: str, business: Business, ui_language: str = "en") -> Triage:
        """Labels in the order of precedence; the first but ``prompt_injection`` decides what to do."""
        seen = self._read(review, language, business)
        found = self._detect(seen)
        labels = tuple(found)
        decisive, spec = self._decisive(labels, seen)
        at_home = seen.sector in spec.home_sectors or review.platform in spec.home_platforms
        return Triage(
            labels=labels,
            strategy="reply" if at_home else spec.strategy,
            priority=_priority(self._labels[decisive], review),
            signals=_signals(found, review.text),
            advice=localized(spec.advice, ui_language),
            holding_text=spec.holding_text and not at_home,
        )

    def warm_up(self, languages: Iterable[str]) -> None:
        """Loads the words of these languages now instead of when each is first met."""
        for language in languages:
            self._lexicons.scan("", language)

    def remainder(self, review: Review, language: str) -> str:
        """The review's text with blanks, one for one, in place of instructions to the software."""
        return without_instructions(
            review.text, self._instructions(review.text, self._scan(review, language))
        )

    def _scan(self, review: Review, language: str) -> Hits:
        return self._lexicons.scan(review.text, language)

    @staticmethod
    def _instructions(text: str, hits: Hits) -> tuple[Span, ...]:
        return tuple(sorted({*hits.get(f"label:{INJECTION}", ()), *hidden_instructions(text)}))

    def _read(self, review: Review, language: str, business: Business) -> Seen:
        raw = self._scan(review, language)
        instructions = self._instructions(review.text, raw)
        rest = without_instructions(review.text, instructions)
        hits = self._lexicons.scan(rest, language) if instructions else raw
        sector = self._sectors.slug(business.sector) or "general"
        return Seen(review, business, sector, rest, hits, instructions)

    def _detect(self, seen: Seen) -> dict[str, tuple[Span, ...]]:
        """Spans by label, in the order of precedence."""
        found: dict[str, tuple[Span, ...]] = {}
        first = [label for label in self._labels if label not in _LATE]
        for label in [*first, *(label for label in _LATE if label in self._labels)]:
            spans = DETECTORS[self._labels[label].detector](label, seen, frozenset(found))
            if spans is not None:
                found[label] = spans
        if not set(found) - {INJECTION} and seen.text.strip():
            found[_DEFAULT] = ()
        return {label: found[label] for label in self._labels if label in found}

    def _decisive(self, labels: tuple[str, ...], seen: Seen) -> tuple[str, LabelSpec]:
        """What remains without the instructions decides; with nothing left, the instructions do."""
        rest = [label for label in labels if label != INJECTION]
        nothing_left = INJECTION in labels and not seen.text.strip()
        if nothing_left or not rest:
            label = labels[0] if labels else _DEFAULT
            return label, self._labels[label]
        if (
            INJECTION in labels
            and rest[0] in {"insufficient_detail", _DEFAULT}
            and not (seen.topics or seen.negative)
        ):
            return INJECTION, self._labels[INJECTION]
        return rest[0], self._labels[rest[0]]


def _priority(label: LabelSpec, review: Review) -> int:
    """The label's own urgency or that of the stars, whichever is more; half once a reply stands."""
    stars = review.stars
    by_stars = 0 if stars is None else round((6 - stars) * 10)
    urgency = min(100, max(label.priority, by_stars))
    return urgency // 2 if review.existing_reply else urgency


def _signals(found: dict[str, tuple[Span, ...]], text: str) -> tuple[Signal, ...]:
    return tuple(
        Signal(label, span, span.of(text))
        for label, spans in found.items()
        for span in (spans[:8] or (Span(0, 0),))
    )
