"""The literals that must be in a text for a term to match there, as they stand in a squeezed text: its words
with one blank between them and at both ends. So a literal may span words and tell where one begins and ends.
"""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from replywright.text.scripts import UNSPACED, WORD
from replywright.text.term_syntax import Choice, Element, Gap, Word, common_joint, element_edges

Cover = tuple[str, ...]  # one of these must be there
_MOST_TOGETHER = 8  # literals that alternatives and their neighbours are multiplied into


@functools.cache
def _tokens() -> re.Pattern[str]:
    return re.compile(f"[{WORD}]+|[{UNSPACED}]+")


def token_ranges(folded: str) -> list[tuple[int, int]]:
    return [token.span() for token in _tokens().finditer(folded)]


def squeezed(folded: str) -> str:
    return f" {' '.join(_tokens().findall(folded))} "


def is_token(folded: str) -> bool:
    """Whether squeezing leaves it as it is."""
    return _tokens().fullmatch(folded) is not None


def covers_of(elements: Sequence[Element]) -> list[Cover]:
    """All that a match of these elements needs; empty when nothing of it has letters."""
    edges = element_edges(elements[0])[0], element_edges(elements[-1])[1]
    return _covers(elements, edges[0] == "w", edges[1] == "w")


@dataclass(slots=True)
class _Part:
    """``left`` and ``right``: surely at a word's edge. ``joined``: nothing but a separator before it."""

    element: Word | Choice
    left: bool
    joined: bool
    right: bool = False


def _parts(elements: Sequence[Element], left: bool, right: bool) -> list[_Part]:
    parts: list[_Part] = []
    before: str | None = None
    gap = False
    skipped = edge = True  # optional elements lie between; all joints since the last part are separators
    for element in elements:
        if isinstance(element, Gap):
            gap = True
            continue
        first, last = element_edges(element)
        optional = isinstance(element, Choice) and element.optional
        separated = left if before is None else common_joint(before, first, gap, element.glued)
        edge = edge and separated
        if not optional:
            if parts:
                parts[-1].right = edge
            at_start = not parts and before is not None
            parts.append(_Part(element, separated and (left or not at_start), edge and not (gap or skipped)))
            skipped, edge = False, True
        else:
            skipped = True
        before, gap = (before if optional and before == "u" else last), False
    if parts:
        parts[-1].right = edge and right
    return parts


def _covers(elements: Sequence[Element], left: bool, right: bool) -> list[Cover]:
    found: list[Cover] = []
    runs: list[str] = []
    parts = _parts(elements, left, right)
    for index, part in enumerate(parts):
        runs = [f"{run} " for run in runs] if part.joined and runs else [" " if part.left else ""]
        ends = index + 1 == len(parts) or not parts[index + 1].joined
        if isinstance(part.element, Word):
            first, *others = re.split(r"[*#]+", part.element.text)
            runs = [run + first for run in runs]
            for piece in others:
                _close(runs, found)
                runs = [piece]
        else:
            runs = _with_choice(runs, part, found)
        if ends:
            _close([f"{run} " for run in runs] if part.right else runs, found)
            runs = []
    return found


def _with_choice(runs: list[str], part: _Part, found: list[Cover]) -> list[str]:
    """The runs with each alternative behind them, where those are plain words and not too many."""
    options = part.element.options if isinstance(part.element, Choice) else ()
    whole = [_whole(option) for option in options]
    plain = [words for words in whole if words is not None]
    if len(plain) == len(whole) and len(runs) * len(plain) <= _MOST_TOGETHER:
        return [run + words for run in runs for words in plain]
    _close(runs, found)
    best: list[str] = []
    for option in options:
        covers = _covers(option, part.left, part.right)
        if not covers:
            return [""]
        best.extend(max(covers, key=telling))
    found.append(tuple(dict.fromkeys(best)))
    return [""]


def _whole(option: Sequence[Element]) -> str | None:
    words: list[str] = []
    for part in _parts(option, True, True):
        if not isinstance(part.element, Word) or re.search(r"[*#]", part.element.text):
            return None
        if words and not part.joined:
            return None
        words.append(part.element.text)
    return " ".join(words) if len(words) == len(option) else None


def _close(runs: Iterable[str], found: list[Cover]) -> None:
    literals = [_literal(run) for run in dict.fromkeys(runs)]
    if literals and all(literal.strip() for literal in literals):
        found.append(tuple(dict.fromkeys(literals)))


def _literal(run: str) -> str:
    ranges = token_ranges(run)
    if not ranges:
        return ""
    # Beside Han and the like a word may begin and end anywhere.
    before = " " if ranges[0][0] and not _is_unspaced(run[ranges[0][0]]) else ""
    after = " " if ranges[-1][1] < len(run) and not _is_unspaced(run[ranges[-1][1] - 1]) else ""
    return before + " ".join(run[start:end] for start, end in ranges) + after


def _is_unspaced(char: str) -> bool:
    return re.match(f"[{UNSPACED}]", char) is not None


def telling(cover: Iterable[str]) -> int:
    """How seldom a cover's literals will be met: the length of the shortest."""
    return min(map(len, cover))
