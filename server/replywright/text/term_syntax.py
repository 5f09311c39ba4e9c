"""The language in which rules name words, parsed into a linear-time pattern and the literals it needs.

Words separated by spaces match consecutive words at word boundaries. Han, kana and Thai need none, and
there a space matches nothing or white space.

- ``stem*`` ``*tail`` ``*mid*``: a word that begins so, ends so, holds it
- ``(a|b c|d*)``: alternatives; ``(a|b)?``: optional
- ``...``: a gap of 0-5 words (0-12 characters in Han) inside one sentence; ``...2``: of at most 2 words
- ``#``: a number

All else is literal. Case, and the shape of quotes and dashes, do not matter.
"""

import functools
import re
from dataclasses import dataclass

from replywright.text.normalize import fold
from replywright.text.scripts import UNSPACED, WORD


def _re2_class(ranges: str) -> str:
    return "".join(char if char in "-_" or char.isascii() else f"\\x{{{ord(char):x}}}" for char in ranges)


_W = _re2_class(WORD)
_SEPARATOR = r'[\s,;:"()*\-]+'
_LEAD = f"(?:^|[^{_W}])"
_TRAIL = f"(?:$|[^{_W}']|'(?:$|[^t]))"  # "can" is no word of "can't", but "manager" is one of "manager's"
_GAP_WORD = r"[^\s.!?。！？…]+(?:[.][^\s.!?。！？…]+)*"
_GAP_SIGN = r"[^。！？!?…\n]"
_NUMBER = r"\d+(?:[.,'\s]\d+)*"
_GAP_WORDS, _GAP_SIGNS = 5, 12
_ANY_WORD = 30  # how far, in code points, a wildcard or a word of a gap is taken to reach


class TermSyntaxError(ValueError):
    """A term that cannot be read. The message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word, with ``*`` and ``#`` as written. ``glued``: nothing stands before it."""

    text: str
    glued: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Alternatives in parentheses."""

    options: tuple[tuple["Element", ...], ...]
    optional: bool
    glued: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Any words, ``most`` of them; None: as many as a gap may have."""

    most: int | None


Element = Word | Choice | Gap
_WILD = re.compile(r"[*#]")
_TOKEN = re.compile(r"\s+|\.\.\.\d*|\(|\)\??|\||(?:(?!\.\.\.)[^\s()|])+")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed term. One of ``anchors`` is in every hit, and one
    of each set of ``needs``. ``reach`` bounds a hit's length. ``plain``: it is this one word as it stands.
    """

    elements: tuple["Element", ...]
    anchors: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]
    plain: str | None

    @property
    def reach(self) -> int:
        return _reach(self.elements)

    @property
    def source(self) -> str:
        """The pattern in RE2's syntax; group 1 is the hit. Made when asked for: most terms never need it."""
        first, last = _edges(self.elements)
        lead = _LEAD if first == "w" else ""
        return f"{lead}({_source(self.elements)}){_TRAIL if last == 'w' else ''}"


@functools.lru_cache(maxsize=65_536)
def parse_term(term: str) -> Pattern:
    """Raises TermSyntaxError for one that is empty, unbalanced, or has no literal letter to look for."""
    folded = fold(term.strip()).text
    pieces = _TOKEN.findall(folded)
    elements, at = _sequence(pieces, 0, nested=False)
    if at != len(pieces):
        raise TermSyntaxError("a ')' or '|' has no '(' before it")
    elements = _trim_gaps(elements)
    covers = [_cover(element) for element in elements]
    needs = tuple(cover for cover in covers if cover)
    if not needs:
        raise TermSyntaxError("it has no fixed letters, so it would match anything")
    anchors = max(needs, key=lambda cover: min(map(len, cover)))
    only = elements[0]
    plain = only.text if len(elements) == 1 and isinstance(only, Word) and not _special(only.text) else None
    return Pattern(elements, anchors, needs, plain)


def _special(text: str) -> bool:
    return "*" in text or "#" in text


def _trim_gaps(elements: tuple[Element, ...]) -> tuple[Element, ...]:
    """A gap at either end says nothing."""
    start, end = 0, len(elements)
    while start < end and isinstance(elements[start], Gap):
        start += 1
    while end > start and isinstance(elements[end - 1], Gap):
        end -= 1
    if start == end:
        raise TermSyntaxError("it is empty")
    return elements[start:end]


def _sequence(pieces: list[str], at: int, *, nested: bool) -> tuple[tuple[Element, ...], int]:
    elements: list[Element] = []
    glued = False
    while at < len(pieces):
        piece = pieces[at]
        if piece == "|" or piece.startswith(")"):
            break
        at += 1
        if piece.isspace():
            glued = False
            continue
        if piece == "(":
            choice, at = _choice(pieces, at, glued)
            elements.append(choice)
        elif piece.startswith("..."):
            elements.append(Gap(int(piece[3:]) if len(piece) > 3 else None))
        else:
            elements.append(Word(piece, glued))
        glued = not isinstance(elements[-1], Gap)
    if nested and not elements:
        raise TermSyntaxError("an alternative is empty")
    return tuple(elements), at


def _choice(pieces: list[str], at: int, glued: bool) -> tuple[Choice, int]:
    options = []
    while True:
        option, at = _sequence(pieces, at, nested=True)
        options.append(option)
        if at >= len(pieces):
            raise TermSyntaxError("a '(' is not closed")
        piece = pieces[at]
        at += 1
        if piece != "|":
            return Choice(tuple(options), piece == ")?", glued), at


@functools.lru_cache(maxsize=8192)
def _edge(char: str) -> str:
    if re.match(f"[{UNSPACED}]", char):
        return "u"
    return "w" if char in "*#" or re.match(f"[{WORD}]", char) else "p"


def _edges(elements: tuple[Element, ...]) -> tuple[str, str]:
    """What kind of sign the sequence begins and ends with: w(ord), u(nspaced) or p(unctuation)."""
    return element_edges(elements[0])[0], element_edges(elements[-1])[1]


def element_edges(element: Element) -> tuple[str, str]:
    """The same for one element."""
    if isinstance(element, Word):
        bare = element.text.strip("*") or "*"
        return (
            "u" if _edge(bare[0]) == "u" else _edge(element.text[0]),
            "u" if _edge(bare[-1]) == "u" else _edge(element.text[-1]),
        )
    if isinstance(element, Gap):
        return "w", "w"
    pairs = [_edges(option) for option in element.options]
    return _common({first for first, _ in pairs}), _common({last for _, last in pairs})


def _common(kinds: set[str]) -> str:
    return kinds.pop() if len(kinds) == 1 else "w" if "w" in kinds else "u"


def _source(elements: tuple[Element, ...]) -> str:
    out = ""
    before: str | None = None  # how what stands before ends
    gap: Gap | None = None
    lead_optional = ""
    for element in elements:
        if isinstance(element, Gap):
            gap = element
            continue
        first, last = element_edges(element)
        piece = _piece(element)
        optional = isinstance(element, Choice) and element.optional
        if before is None and optional and len(elements) > 1:
            lead_optional, before, gap = piece, last, None
            continue
        joint = "" if before is None else _joint(before, first, gap, element.glued)
        if lead_optional:
            out, lead_optional = f"(?:(?:{lead_optional}){joint})?", ""
            joint = ""
        out += f"(?:{joint}{piece})?" if optional else joint + piece
        before, gap = (before if optional and before == "u" else last), None
    return out + (f"(?:{lead_optional})?" if lead_optional else "")


def common_joint(before: str, after: str, gap: bool, glued: bool) -> bool:
    """Whether a separator surely stands between two elements whose edges are of these kinds."""
    return before == after == "w" and (gap or not glued)


def _joint(before: str, after: str, gap: Gap | None, glued: bool) -> str:
    unspaced = "u" in (before, after)
    if gap is not None:
        if unspaced:
            most = _GAP_SIGNS if gap.most is None else 2 * gap.most
            return f"{_GAP_SIGN}{{0,{most}}}?"
        most = _GAP_WORDS if gap.most is None else gap.most
        return f"(?:{_SEPARATOR}{_GAP_WORD}){{0,{most}}}?{_SEPARATOR}"
    if glued:
        return ""
    if unspaced or "p" in (before, after):
        return r"\s*"
    return _SEPARATOR


def _piece(element: Word | Choice) -> str:
    if isinstance(element, Choice):
        return "(?:" + "|".join(_source(option) for option in element.options) + ")"
    parts = re.split(r"([*#])", element.text)
    out = ""
    for index, part in enumerate(parts):
        if part == "#":
            out += _NUMBER
        elif part == "*":
            beside = (parts[index - 1][-1:] + parts[index + 1][:1]) if index + 1 < len(parts) else ""
            out += "" if any(_edge(char) == "u" for char in beside) else f"[{_W}]*"
        else:
            out += "".join(char if char.isalnum() or char == "_" else _escaped(char) for char in part)
    return out


def _escaped(char: str) -> str:
    return f"\\x{{{ord(char):x}}}"


def _cover(element: Element) -> tuple[str, ...]:
    """Literals of which one must be there for the element to match; empty if it can match without any."""
    if isinstance(element, Gap):
        return ()
    if isinstance(element, Word):
        if not _special(element.text):
            return (element.text,)
        longest = max(_WILD.split(element.text), key=len)
        return (longest,) if longest else ()
    if element.optional:
        return ()
    found: list[str] = []
    for option in element.options:
        covers = [cover for cover in map(_cover, option) if cover]
        if not covers:
            return ()
        found.extend(max(covers, key=lambda cover: min(map(len, cover))))
    return tuple(dict.fromkeys(found))


def _reach(elements: tuple[Element, ...]) -> int:
    total = 0
    for element in elements:
        if isinstance(element, Gap):
            total += _ANY_WORD * (_GAP_WORDS if element.most is None else element.most)
        elif isinstance(element, Word):
            total += len(element.text) + _ANY_WORD * (element.text.count("*") + element.text.count("#")) + 4
        else:
            total += max(_reach(option) for option in element.options) + 4
    return total
