"""Spans in code points (inside the server) and in UTF-16 code units (on the wire)."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from replywright.domain import Span


class SpanConverter:
    """Converts many spans of one text. Offsets past the end are brought back to the end.

    A UTF-16 offset that points into the middle of a pair is taken to the start of that character.
    """

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._astral: Sequence[int] = (
            () if text.isascii() else [at for at, char in enumerate(text) if char > "\uffff"]
        )
        self._units = [at + index for index, at in enumerate(self._astral)]

    def to_utf16(self, span: Span) -> Span:
        return Span(self._unit(span.start), self._unit(span.end))

    def from_utf16(self, span: Span) -> Span:
        return Span(self._point(span.start), self._point(span.end))

    def _unit(self, point: int) -> int:
        point = min(max(point, 0), self._length)
        return point + bisect_left(self._astral, point)

    def _point(self, unit: int) -> int:
        unit = min(max(unit, 0), self._length + len(self._astral))
        before = bisect_right(self._units, unit)
        if before and self._units[before - 1] in (unit, unit - 1):
            return self._astral[before - 1]
        return unit - before


def to_utf16(text: str, span: Span) -> Span:
    """The same range in UTF-16 code units."""
    return SpanConverter(text).to_utf16(span)


def from_utf16(text: str, span: Span) -> Span:
    """The same range in code points, from UTF-16 code units."""
    return SpanConverter(text).from_utf16(span)
