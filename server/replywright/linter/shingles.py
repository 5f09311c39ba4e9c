"""Groups of neighbouring words, the common ground of echo and similarity."""


def shingles(words: list[str], size: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}
