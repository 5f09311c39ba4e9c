"""One function a detector: does the label hold, and what speaks for it.

Each answers None for no, or the spans that speak for it; no spans means that the rating or the length does.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping

from replywright.domain import Span
from replywright.drafting.triage.private_data import private_data
from replywright.drafting.triage.seen import Seen

Found = tuple[Span, ...] | None
Detector = Callable[[str, Seen, frozenset[str]], Found]

_URL = re.compile(
    r"(?:https?://|www\.)\S{3,200}|\b[\w-]{2,40}\.(?:com|net|org|info|shop|xyz|top|io|ru)\b", re.I
)
_QUESTION_MARKS = "?？;؟"
_LOW = 3.0
_TWO_WORDS = 2
_FEW_WORDS = 4
_BRIEF_WORDS = 10
_SUBSTANCE = 3
_VAGUE_WORDS = 14
_SHORT_WORDS = 25


def by_terms(label: str, seen: Seen, _: frozenset[str]) -> Found:
    """Any of the label's terms, unless one that clears it stands in the same sentence."""
    clearing = seen.of(f"unless:{label}")
    spans = tuple(
        span
        for span in seen.of(f"label:{label}")
        if not any(seen.sentence_of(span).overlaps(other) for other in clearing)
    )
    return spans or None


def personal_data(label: str, seen: Seen, found: frozenset[str]) -> Found:
    """Somebody's number, address or the like. In an advertisement it is the advertiser's own."""
    named = by_terms(label, seen, found) or ()
    shapes = private_data(seen.text, seen.business)
    if not named and shapes and seen.of("label:spam"):
        return None
    return tuple(sorted({*named, *shapes})) or None


def injection(label: str, seen: Seen, _: frozenset[str]) -> Found:
    return seen.instructions or None


def spam(label: str, seen: Seen, found: frozenset[str]) -> Found:
    """Advertising words, a link without any experience, or one thing over and over."""
    named = by_terms(label, seen, found)
    if named:
        return named
    links = tuple(Span(*match.span()) for match in _URL.finditer(seen.text))
    if links and not seen.negative and (not seen.topics or seen.length <= _BRIEF_WORDS):
        return links
    repeated = Counter(span.of(seen.text).strip().casefold() for span in seen.sentences)
    often = repeated.most_common(1)
    return () if often and often[0][1] >= 4 and len(often[0][0]) > 3 else None


def wrong_business(label: str, seen: Seen, _: frozenset[str]) -> Found:
    """Another trade, or a branch in a city that is not the business's."""
    elsewhere = tuple(span for span in seen.of(f"label:{label}") if _elsewhere(span, seen))
    own = seen.sector
    trades = {
        key.removeprefix("sector:"): spans for key, spans in seen.hits.items() if key.startswith("sector:")
    }
    if own != "general" and own not in trades:
        elsewhere += tuple(span for spans in trades.values() for span in spans)
    return tuple(sorted(set(elsewhere))) or None


def _elsewhere(span: Span, seen: Seen) -> bool:
    """A hit that names a place counts unless it is the business's own place."""
    after = seen.text[span.end : span.end + 24]
    own = (seen.business.city or "").casefold()
    said = (span.of(seen.text) + after).replace("臺", "台").casefold()
    if own and own[: max(4, len(own) - 2)].replace("臺", "台") in said:
        return False
    if any("\u3400" <= char <= "\u9fff" for char in span.of(seen.text)):
        return True
    return bool(own) and any(word[0].isupper() for word in _place_words(span, seen))


def _place_words(span: Span, seen: Seen) -> list[str]:
    """Words of a hit that may name a place: the next one after "your shop in", else those inside."""
    said = re.findall(r"[^\W\d_]+", span.of(seen.text))
    if len(said[-1]) <= 3:
        return re.findall(r"[^\W\d_]+", seen.text[span.end : span.end + 24])[:1]
    return [*said[1:], *(word for word in said[:1] if len(word) >= 6)]


def troll(label: str, seen: Seen, found: frozenset[str]) -> Found:
    """Abuse without any experience in it."""
    named = by_terms(label, seen, found)
    if not named or seen.topics_beside(named) or seen.has_number or seen.length > _SHORT_WORDS:
        return None
    return named if seen.stars is None or seen.stars <= _LOW else None


def suspected_fake(label: str, seen: Seen, found: frozenset[str]) -> Found:
    """Two signs together: it sends readers to a competitor, and it tells of no experience."""
    named = by_terms(label, seen, found)
    if not named or seen.has_number or len(seen.topics) > 1 or seen.length > _SHORT_WORDS:
        return None
    return named


def insufficient_detail(label: str, seen: Seen, found: frozenset[str]) -> Found:
    """A low or unknown rating with nothing that could be answered. Its terms are words without substance."""
    if _content(label, seen) or (seen.stars is not None and seen.stars > _LOW) or "question" in found:
        return None
    if seen.stars is None and seen.positive and not seen.negative:
        return None
    return ()


def _content(label: str, seen: Seen) -> bool:
    """True when the text says enough to answer: a known trouble, a topic, a figure, two sides."""
    topics = seen.topics_beside(seen.of(f"label:{label}"))
    if seen.of("label:genuine_complaint") or seen.length > _VAGUE_WORDS or len(topics) > 1:
        return True
    if seen.length > _FEW_WORDS and (seen.has_number or (seen.positive and seen.contrast)):
        return True
    if seen.length > _FEW_WORDS and seen.substance(label) >= _SUBSTANCE:
        return True
    return bool(topics) and seen.length > _TWO_WORDS


def question(label: str, seen: Seen, found: frozenset[str]) -> Found:
    """A request for information; an angry rhetorical question is none."""
    asked = tuple(span for span in seen.sentences if span.of(seen.text).rstrip()[-1:] in _QUESTION_MARKS)
    named = seen.of(f"label:{label}")
    specific = tuple(span for span in asked if any(span.overlaps(term) for term in named))
    if specific:
        return specific
    calm = seen.stars is not None and seen.stars > _LOW and not seen.negative
    unrated = seen.stars is None and not seen.negative
    return asked if asked and (calm or unrated) else None


def mixed(label: str, seen: Seen, found: frozenset[str]) -> Found:
    """Praise and complaint together."""
    turn = seen.contrast[:1]
    if _low_only(seen):
        return None
    if seen.positive and (seen.negative or turn) and not _glowing(seen):
        return (*seen.positive[:1], *(seen.negative[:1] or turn))
    middling = seen.stars is not None and 2 < seen.stars < 4.5
    return turn if turn and middling and seen.length > _FEW_WORDS else None


def _low_only(seen: Seen) -> bool:
    """With one star, a word of praise without a turn against it is irony or chance."""
    return seen.stars is not None and seen.stars < 1.5 and not (seen.positive and seen.contrast)


def _glowing(seen: Seen) -> bool:
    """Five stars and no complaint: a turn alone does not make it mixed."""
    return seen.stars is not None and seen.stars >= 4.5 and not seen.negative


def praise(label: str, seen: Seen, found: frozenset[str]) -> Found:
    if "mixed" in found or (seen.stars is not None and seen.stars < 3.5):
        return None
    if seen.negative and not seen.positive:
        return None
    return seen.positive if seen.positive or seen.stars is not None else None


def complaint(label: str, seen: Seen, found: frozenset[str]) -> Found:
    """A concrete experience gone wrong; also the default when nothing else fits."""
    if found & {"praise", "insufficient_detail", "spam", "troll", "mixed"}:
        return None
    low = seen.stars is not None and seen.stars <= _LOW
    if found - {"prompt_injection"}:
        concrete = bool(seen.topics) or bool(by_terms(label, seen, found))
        return (
            (by_terms(label, seen, found) or seen.negative) if concrete and (low or seen.negative) else None
        )
    return by_terms(label, seen, found) or seen.negative


DETECTORS: Mapping[str, Detector] = {
    "terms": by_terms,
    "personal_data": personal_data,
    "injection": injection,
    "spam": spam,
    "wrong_business": wrong_business,
    "troll": troll,
    "suspected_fake": suspected_fake,
    "insufficient_detail": insufficient_detail,
    "question": question,
    "mixed": mixed,
    "praise": praise,
    "complaint": complaint,
}
