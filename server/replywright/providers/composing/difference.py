"""How much two texts share, as sets of words; characters where a script has no spaces."""

import re

_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")


def word_set(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard index, 0 to 1."""
    union = one | other
    return len(one & other) / len(union) if union else 1.0


def related(one: str, other: str, letters: int = 5) -> bool:
    """Whether two texts share a longer word's beginning, or two neighbouring Han characters."""
    return bool(_stems(one, letters) & _stems(other, letters))


def _stems(text: str, letters: int) -> set[str]:
    folded = text.casefold()
    stems = {word[:letters] for word in _WORD.findall(folded) if len(word) >= letters}
    return stems | {pair for pair in re.findall(r"(?=([\u3400-\u9fff]{2}))", folded)}
