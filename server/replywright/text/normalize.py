"""Text as it is compared: one case, one kind of quote and dash, no invisible characters; with a way back."""

import functools
import unicodedata
from dataclasses import dataclass

from replywright.domain import Span

_INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff\ufe0e\ufe0f"
)
_PLAIN = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u02b9\u0060\u00b4\u2032\u2039\u203a", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u300c\u300d\u300e\u300f", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a", " "),
    **dict.fromkeys("\u202f\u205f\u3000", " "),
    "\u0451": "\u0435",  # the two dots of Russian are optional in writing
    "\u0401": "\u0435",
    "\u0130": "i",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and, for each of its code points, the half-open range of the original it came from.

    ``starts`` and ``ends`` are None when every code point folded to exactly one.
    """

    text: str
    length: int
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """The original range of folded range [start, end); an empty range stays empty."""
        if self.starts is None or self.ends is None:
            return Span(start, end)
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else self.length
            return Span(at, at)
        return Span(self.starts[start], self.ends[end - 1])


class _FoldTable(dict[int, str]):
    """Folds of single code points, filled as they are met. ``odd`` holds those that need the slow way."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: set[str] = set()

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = fold_char(char)
        if len(folded) != 1 or unicodedata.combining(char):
            self.odd.add(char)
        if len(self) < 70_000:  # a hostile text cannot make it grow without end
            self[code] = folded
        return folded


@functools.cache
def _table() -> _FoldTable:
    return _FoldTable()


def _is_compatible(char: str) -> bool:
    """Ligatures, full-width and styled letters stand for plain ones; other compatibility forms do not."""
    code = ord(char)
    return 0xFB00 <= code <= 0xFB06 or 0xFF01 <= code <= 0xFFEE or 0x1D400 <= code <= 0x1D7FF or code == 0x17F


def fold_char(char: str) -> str:
    """What one code point (or one composed cluster) becomes: zero or more code points."""
    if char in _INVISIBLE:
        return ""
    plain = _PLAIN.get(char)
    if plain is not None:
        return plain
    if _is_compatible(char):
        char = unicodedata.normalize("NFKC", char)
    return "".join(_PLAIN.get(part, part) for part in char.casefold())


def fold(text: str) -> Folded:
    """Case-folded, composed text without invisible characters, with the map back to the original."""
    table = _table()
    folded = text.translate(table)
    if text.isascii() or table.odd.isdisjoint(text):
        return Folded(folded, len(text))
    return _fold_with_map(text, table)


def _fold_with_map(text: str, table: _FoldTable) -> Folded:
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at, length = 0, len(text)
    while at < length:
        end = _cluster_end(text, at)
        cluster = text[at:end]
        folded = table[ord(cluster)] if end - at == 1 else _fold_cluster(cluster)
        parts.append(folded)
        starts.extend([at] * len(folded))
        ends.extend([end] * len(folded))
        at = end
    return Folded("".join(parts), length, tuple(starts), tuple(ends))


_LONGEST_CLUSTER = 16


def _cluster_end(text: str, at: int) -> int:
    end = at + 1
    stop = min(len(text), at + _LONGEST_CLUSTER)
    while end < stop and (text[end] > "\u02ff" and unicodedata.combining(text[end])):
        end += 1
    return end


def _fold_cluster(cluster: str) -> str:
    composed = unicodedata.normalize("NFC", cluster)
    return "".join(fold_char(char) for char in composed)


def clean(text: str) -> str:
    """NFC text without zero-width and direction controls: to keep and to compare, never for offsets."""
    return unicodedata.normalize("NFC", "".join(char for char in text if char not in _INVISIBLE))
