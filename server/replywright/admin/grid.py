"""The rules x languages grid in a few numbers: where nothing is said yet."""

from dataclasses import dataclass

from replywright.rulebook.loader import empty_cells
from replywright.rulebook.model import Rulebook


@dataclass(frozen=True, slots=True)
class GridRow:
    """One language: how many of the worded rules have terms in it. ``rules`` is the number of all of them."""

    tag: str
    name: str
    filled: int
    rules: int

    @property
    def percent(self) -> int:
        return round(100 * self.filled / self.rules) if self.rules else 100


def grid(rulebook: Rulebook) -> list[GridRow]:
    """One row a language, the emptiest last."""
    worded = [
        rule for rule in rulebook.rules.values() if rule.kind in {"existence", "conditional", "context"}
    ]
    empty = empty_cells(rulebook)
    rows = [
        GridRow(
            tag, spec.english_name, len(worded) - sum(tag in tags for tags in empty.values()), len(worded)
        )
        for tag, spec in rulebook.languages.items()
    ]
    return sorted(rows, key=lambda row: (-row.filled, row.tag))
