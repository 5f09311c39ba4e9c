"""Sentences and words of a text, in any script. Spans are code points of the text given."""

import functools
import re
from collections.abc import Iterator

from replywright.domain import Span
from replywright.text.scripts import UNSPACED, WORD

# Short forms after which a full stop does not end a sentence, whatever the language.
_SHORT_FORMS = (
    "dr mr mrs ms prof st nr no vs etc e.g i.e ca bzw z.b u.a d.h str tel hr fr pr jr sr art p.ex n m "
    "mme mlle nt jne u sh k.a г ул д им стр тел руб т.е т.д т.п т.к и.о напр бул лв ст vt lk "
    "snr sra srta ud uds av pl"
)
_SHORT = frozenset(_SHORT_FORMS.split())
_CLOSERS = "\"'”’»)\\]』」）】"


@functools.cache
def _enders() -> re.Pattern[str]:
    return re.compile(
        rf"[。！？｡][{_CLOSERS}]*|[.!?…]+[{_CLOSERS}]*(?=\s|$|[{UNSPACED}])|[।۔؟](?=\s|$)|\r?\n\s*"
    )


@functools.cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"[{WORD}](?:[{WORD}\u200c\u200d]|['’](?=[{WORD}]))*|[{UNSPACED}]")


@functools.lru_cache(maxsize=64)
def sentences(text: str) -> tuple[Span, ...]:
    """Sentences without the white space around them, in order; none for a text without visible signs."""
    found: list[Span] = []
    start = 0
    for ender in _enders().finditer(text):
        if not _ends_sentence(text, ender):
            continue
        _add(text, start, ender.end(), found)
        start = ender.end()
    _add(text, start, len(text), found)
    return tuple(found)


def _add(text: str, start: int, end: int, found: list[Span]) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        at = start + len(piece) - len(piece.lstrip())
        found.append(Span(at, at + len(stripped)))


def _ends_sentence(text: str, ender: re.Match[str]) -> bool:
    mark = ender.group().strip()
    after = text[ender.end() : ender.end() + 80].lstrip()[:1]
    if not mark:  # a line break: a wrapped line goes on in small letters
        return not (after.islower() and text[max(0, ender.start() - 1) : ender.start()] not in ".!?…:;")
    if mark != ".":
        return not (mark.startswith(("…", "..")) and after.islower())
    before = text[max(0, ender.start() - 12) : ender.start()].rsplit(maxsplit=1)
    last = before[-1].lower().lstrip("(\"'«„“") if before else ""
    if last in _SHORT or (last.isdigit() and len(last) <= 2 and after and after.isalpha()):
        return False
    if len(last) == 1 and last.isalpha() and after.isupper():
        return False
    return not after.islower()


def word_ranges(text: str) -> Iterator[tuple[int, int]]:
    """The same as ``words``, as plain pairs."""
    return (found.span() for found in _word().finditer(text))


@functools.lru_cache(maxsize=64)
def words(text: str) -> tuple[Span, ...]:
    """Words in order: runs of letters, marks, digits, inner apostrophes; each Han, kana, Thai sign alone."""
    return tuple(Span(start, end) for start, end in word_ranges(text))


def sentence_at(spans: tuple[Span, ...], at: int) -> int:
    """Index of the sentence that holds the offset, or of the last that starts before it; 0 if none does."""
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle].start <= at:
            low = middle + 1
        else:
            high = middle
    return max(low - 1, 0)
