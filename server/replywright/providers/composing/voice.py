"""Picks lines of a language's pack and fills them. Which line is a matter of seed, slot and turn only."""

import re
from collections.abc import Mapping
from hashlib import sha256

from replywright.domain import Tone
from replywright.rulebook.schema.phrases import ComposerSpec, Lines

_CHOICE = re.compile(r"\[([^|\]]*)\|([^\]]*)\]")


class Voice:
    """One language, one tone, one form of address, one seed."""

    def __init__(self, pack: ComposerSpec, tone: Tone, informal: bool, seed: str) -> None:
        self.pack = pack
        self._tone: Tone = tone
        self._informal = informal
        self._seed = seed

    def line(self, slot: str, turn: int, fills: Mapping[str, str] | None = None) -> str:
        """The line of a slot for a turn; within one round of turns no line comes twice."""
        return self._fill(self._pick(slot, turn), fills or {})

    def shortest(self, slot: str, fills: Mapping[str, str]) -> str:
        return min((self._fill(line, fills) for line in self._lines(slot)), key=len)

    def _lines(self, slot: str) -> list[str]:
        lines: Lines = getattr(self.pack, slot)
        return lines.of(self._tone)

    def _pick(self, slot: str, turn: int) -> str:
        lines = self._lines(slot)
        cycle, place = divmod(turn, len(lines))
        return sorted(lines, key=lambda line: self._rank(f"{slot}|{cycle}|{line}"))[place]

    def _rank(self, key: str) -> bytes:
        return sha256(f"{self._seed}|{key}".encode()).digest()

    def _fill(self, line: str, fills: Mapping[str, str]) -> str:
        line = self.addressed(line)
        for slot, words in fills.items():
            line = line.replace("{" + slot + "}", words, 1)
        return line[:1].upper() + line[1:]

    def addressed(self, text: str) -> str:
        """The text in the form of address asked for."""
        text = _CHOICE.sub(r"\2" if self._informal else r"\1", text)
        if self._informal:
            for formal, informal in self.pack.informal.items():
                text = text.replace(formal, informal)
        return text
