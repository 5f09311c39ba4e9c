"""Finds thousands of terms in one pass: an automaton proposes, a linear-time pattern decides."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from unicodedata import category

import re2
from ahocorasick_rs import MATCHKIND_STANDARD, AhoCorasick

from replywright.domain import Span
from replywright.text.normalize import Folded, fold
from replywright.text.term_syntax import Pattern, TermSyntaxError, parse_term

_MOST_HITS = 32  # of one term in one text; keeps the time for a hostile text bounded
_MOST_EXTENSION = 64


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A key of the matcher and where one of its terms stands in the original text (code points)."""

    span: Span
    key: str


class TermMatcher:
    """Looks for the terms of many keys at once; time grows with the text, not with the number of terms.

    ``patterns`` maps a key to terms in the syntax of term_syntax. Raises TermSyntaxError naming key and term.
    """

    def __init__(self, patterns: Mapping[str, Sequence[str]]) -> None:
        owned: dict[str, list[str]] = {}
        for key, terms in patterns.items():
            for term in terms:
                owners = owned.setdefault(term, [])
                if not owners or owners[-1] != key:
                    owners.append(key)
        self._terms = [_Term(term, tuple(owners)) for term, owners in owned.items()]
        by_literal: defaultdict[str, list[int]] = defaultdict(list)
        for index, known in enumerate(self._terms):
            for literal in known.pattern.anchors:
                by_literal[literal].append(index)
        self._wanting = list(by_literal.values())
        self._literals = list(by_literal)
        self._automaton = AhoCorasick(self._literals, matchkind=MATCHKIND_STANDARD) if by_literal else None

    def find(self, text: str | Folded) -> list[Hit]:
        """All hits ordered by start; of hits of one key inside each other only the widest."""
        folded = fold(text) if isinstance(text, str) else text
        if self._automaton is None or not folded.text:
            return []
        places: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for literal, start, end in self._automaton.find_matches_as_indexes(folded.text, overlapping=True):
            for index in self._wanting[literal]:
                places[index].append((start, end))
        found: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
        for index, at in places.items():
            term = self._terms[index]
            spans = term.spans(folded.text, at)
            if spans:
                for key in term.keys:
                    found[key].update(spans)
        return sorted(_hits(found, folded))


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

    @cached_property
    def _compiled(self) -> Any:
        """None for a term that the engine finds too large; it then finds nothing."""
        options = re2.Options()
        options.log_errors = False
        try:
            return re2.compile(self.pattern.source, options)
        except re2.error:
            return None

    def spans(self, text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
        if self.pattern.plain is not None:
            return [at for at in places if _stands_alone(text, *at)][:_MOST_HITS]
        needs = self.pattern.needs
        if not all(any(literal in text for literal in cover) for cover in needs):
            return []
        found: list[tuple[int, int]] = []
        for low, high in _windows(text, places, self.pattern.reach):
            window = text[low:high]
            if all(any(literal in window for literal in cover) for cover in needs):
                self._search(window, low, found)
            if len(found) >= _MOST_HITS:
                break
        return found

    def _search(self, window: str, offset: int, found: list[tuple[int, int]]) -> None:
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
