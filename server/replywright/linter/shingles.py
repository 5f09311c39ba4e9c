"""Groups of neighbouring words, the common ground of echo and similarity."""

from replywright.domain import Span
from replywright.text.normalize import fold


def folded_words(text: str, words: tuple[Span, ...]) -> list[str]:
    return [fold(word.of(text)).text for word in words]


def shingles(words: list[str], size: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}
