"""Finds thousands of terms in one pass: an automaton proposes, a linear-time pattern decides."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any
from unicodedata import category

import re2
from ahocorasick_rs import MATCHKIND_STANDARD, AhoCorasick

from replywright.domain import Span
from replywright.text.normalize import Folded, fold
from replywright.text.term_literals import Cover, covers_of, is_token, squeezed, telling, token_ranges
from replywright.text.term_syntax import Pattern, TermSyntaxError, parse_term

_MOST_HITS = 32  # of one term in one text; keeps the time for a hostile text bounded
_MOST_EXTENSION = 64
_SHORT = 2_000  # code points that are searched as a whole, rather than around the anchors


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A key of the matcher and where one of its terms stands in the original text (code points)."""

    span: Span
    key: str


class TermMatcher:
    """Looks for the terms of many keys at once; time grows with the text, not with the number of terms.

    ``patterns`` maps a key to terms in the syntax of term_syntax. ``after`` names keys that are of interest
    only where one of some other keys is found; else they are not looked for. Raises TermSyntaxError naming
    key and term.
    """

    def __init__(
        self, patterns: Mapping[str, Sequence[str]], *, after: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self._after = after or {}
        owned: dict[str, list[str]] = {}
        for key, terms in patterns.items():
            for term in terms:
                owners = owned.setdefault(term, [])
                if not owners or owners[-1] != key:
                    owners.append(key)
        self._terms = [_Term(term, tuple(owners)) for term, owners in owned.items()]
        by_literal: defaultdict[str, list[_Term]] = defaultdict(list)
        by_sign: defaultdict[str, list[_Term]] = defaultdict(list)
        for one in self._terms:
            wanted = by_literal if one.covers else by_sign
            for literal in one.anchors:
                wanted[literal].append(one)
        self._words, self._signs = _Automaton(by_literal), _Automaton(by_sign)

    def find(self, text: str | Folded) -> list[Hit]:
        """All hits ordered by start; of hits of one key inside each other only the widest."""
        folded = fold(text) if isinstance(text, str) else text
        if not folded.text:
            return []
        searched = _Searched(folded.text)
        found: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
        later: list[tuple[_Term, list[tuple[int, int]]]] = []
        for term, places in self._words.candidates(searched.squeezed).items():
            if self._after and all(key in self._after for key in term.keys):
                later.append((term, places))
            else:
                _note(term, term.spans(searched, places), found)
        for term, places in self._signs.candidates(folded.text).items():
            _note(term, term.spans_at(folded.text, places), found)
        for term, places in later:
            if any(first in found for key in term.keys for first in self._after[key]):
                _note(term, term.spans(searched, places), found)
        return sorted(_hits(found, folded))


def _note(term: "_Term", spans: list[tuple[int, int]], found: defaultdict[str, set[tuple[int, int]]]) -> None:
    if spans:
        for key in term.keys:
            found[key].update(spans)


class _Automaton:
    """Says in one pass which terms a text gives reason to look for, and where."""

    def __init__(self, by_literal: Mapping[str, list["_Term"]]) -> None:
        self._wanting = list(by_literal.values())
        self._literals = list(by_literal)
        self._automaton = AhoCorasick(self._literals, matchkind=MATCHKIND_STANDARD) if by_literal else None

    def candidates(self, text: str) -> dict["_Term", list[tuple[int, int]]]:
        places: dict[_Term, list[tuple[int, int]]] = {}
        if self._automaton is None:
            return places
        for literal, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for term in self._wanting[literal]:
                known = places.get(term)
                if known is None:
                    places[term] = [(start, end)]
                else:
                    known.append((start, end))
        return places


class _Searched:
    """A folded text in the forms that terms are looked for in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.squeezed = squeezed(text)
        self.whole = text.encode() if len(text) <= _SHORT and text.isascii() else None

    @cached_property
    def _tokens(self) -> list[tuple[int, int]]:
        return token_ranges(self.text)

    @cached_property
    def _token_starts(self) -> list[int]:
        """Where each token stands in the squeezed text."""
        lengths = (end - start + 1 for start, end in self._tokens)
        return list(accumulate(lengths, initial=1))[:-1]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """From the squeezed text back; the blanks at a literal's ends are no part of the place."""
        start += self.squeezed[start] == " "
        end -= self.squeezed[end - 1] == " "
        first, last = (bisect_right(self._token_starts, at) - 1 for at in (start, end - 1))
        return (
            self._tokens[first][0] + start - self._token_starts[first],
            self._tokens[last][0] + end - self._token_starts[last],
        )


def _hits(found: Mapping[str, Iterable[tuple[int, int]]], folded: Folded) -> Iterable[Hit]:
    for key, spans in found.items():
        reached = -1
        for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
            if end > reached:
                reached = end
                yield Hit(folded.span(start, end), key)


class _Term:
    """One term, compiled when a text first gives reason to."""

    def __init__(self, term: str, keys: tuple[str, ...]) -> None:
        self.keys = keys
        try:
            self.pattern: Pattern = parse_term(term)
        except TermSyntaxError as error:
            raise TermSyntaxError(f"{keys[0]}: the term {term!r} cannot be used: {error}") from None

        plain = self.pattern.plain
        covers = covers_of(self.pattern.elements) if plain is None or is_token(plain) else []
        self.covers = bool(covers)
        self.anchors: Cover = max(covers, key=telling) if covers else self.pattern.anchors
        self._others = tuple(cover for cover in covers if cover is not self.anchors)

    @cached_property
    def _compiled(self) -> Any:
        """None for a term that the engine finds too large; it then finds nothing."""
        options = re2.Options()
        options.log_errors = False
        try:
            return re2.compile(self.pattern.source, options)
        except re2.error:
            return None

    def spans(self, searched: _Searched, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Where the term stands; ``places`` are of its anchors in the squeezed text."""
        if self.pattern.plain is not None:
            return self.spans_at(searched.text, [searched.place(*at) for at in places])
        text = searched.squeezed
        for cover in self._others:
            for literal in cover:
                if literal in text:
                    break
            else:
                return []
        found: list[tuple[int, int]] = []
        if searched.whole is not None:
            self._search(searched.whole, 0, found)
        elif len(searched.text) <= _SHORT:
            self._search(searched.text, 0, found)
        else:
            self._search_around(searched.text, [searched.place(*at) for at in places], found)
        return found

    def spans_at(self, text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The same, the places being in the text itself."""
        if self.pattern.plain is not None:
            return [at for at in places if _stands_alone(text, *at)][:_MOST_HITS]
        found: list[tuple[int, int]] = []
        self._search_around(text, places, found)
        return found

    def _search_around(self, text: str, places: list[tuple[int, int]], found: list[tuple[int, int]]) -> None:
        needs = self.pattern.needs
        for low, high in _windows(text, places, self.pattern.reach):
            window = text[low:high]
            if all(any(literal in window for literal in cover) for cover in needs):
                self._search(window, low, found)
            if len(found) >= _MOST_HITS:
                break

    def _search(self, window: str | bytes, offset: int, found: list[tuple[int, int]]) -> None:
        at = 0
        while self._compiled is not None and len(found) < _MOST_HITS:
            match = self._compiled.search(window, at)
            if match is None:
                return
            start, end = match.span(1)
            found.append((start + offset, end + offset))
            at = max(end, at + 1)


def _is_letter(char: str) -> bool:
    """A letter, mark or digit of a script that puts spaces between words."""
    if char < "\u0300":
        return char.isalnum() or char == "_"
    return category(char)[0] in "LMN" and not _is_unspaced(char)


def _is_unspaced(char: str) -> bool:
    return char >= "\u0e00" and (
        "\u2e80" <= char <= "\u9fff" or char <= "\u0eff" or "\u1000" <= char <= "\u109f"
        or "\u1780" <= char <= "\u17ff" or "\uf900" <= char <= "\ufaff" or char >= "\U00020000"
    )  # fmt: skip


def _stands_alone(text: str, start: int, end: int) -> bool:
    if start and _is_letter(text[start]) and _is_letter(text[start - 1]):
        return False
    if end == len(text) or not _is_letter(text[end - 1]):
        return True
    after = text[end]
    return not _is_letter(after) and not (after == "'" and text[end + 1 : end + 2] == "t")


def _windows(text: str, places: list[tuple[int, int]], reach: int) -> Iterable[tuple[int, int]]:
    """Stretches around the places, wide enough for a hit, cutting no word; those that touch become one."""
    low, high = -1, -1
    for start, end in places:
        left, right = _widened(text, max(0, start - reach), min(len(text), end + reach))
        if left <= high:
            high = max(high, right)
            continue
        if high >= 0:
            yield low, high
        low, high = left, right
    if high >= 0:
        yield low, high


def _widened(text: str, left: int, right: int) -> tuple[int, int]:
    stop = max(0, left - _MOST_EXTENSION)
    while left > stop and _is_letter(text[left - 1]):
        left -= 1
    left = max(0, left - 1)
    stop = min(len(text), right + _MOST_EXTENSION)
    while right < stop and _is_letter(text[right]):
        right += 1
    return left, min(len(text), right + 2)
