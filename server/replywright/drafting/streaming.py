"""Letting a model's text through while it arrives, sentence by sentence, as far as nothing blocks it."""

from collections.abc import Callable

from replywright.domain import TextDelta
from replywright.text.segment import sentences


class DeltaGate:
    """Holds back each sentence until it is whole and judged. A text that is blocked once stays shut."""

    def __init__(self, blocks: Callable[[str], bool]) -> None:
        self._blocks = blocks
        self._arrived: dict[int, str] = {}
        self._shown: dict[int, int] = {}
        self._shut: set[int] = set()

    def pass_on(self, delta: TextDelta) -> TextDelta | None:
        """The sentences that have become whole with this delta, or None while there are none to show."""
        number = delta.draft
        if number in self._shut:
            return None
        text = self._arrived.get(number, "") + delta.text
        self._arrived[number] = text
        shown = self._shown.get(number, 0)
        whole = sentences(text)[:-1]
        end = whole[-1].end if whole else 0
        if end <= shown:
            return None
        if self._blocks(text[:end]):
            self._shut.add(number)
            return None
        self._shown[number] = end
        return TextDelta(number, text[shown:end])
