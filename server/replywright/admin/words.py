"""The console's words, by language; English is always there."""

import json
from functools import cache
from pathlib import Path

LOCALES = Path(__file__).parent / "locales"
FALLBACK = "en"


class Words:
    """Looks words up by key and fills them in. A key that is missing shows itself, and fails a test."""

    def __init__(self, tag: str, table: dict[str, str]) -> None:
        self.tag = tag
        self._table = table

    def __call__(self, key: str, **values: object) -> str:
        return self._table.get(key, key).format_map(values)


@cache
def words(tag: str) -> Words:
    """The words of a language; what it lacks is English."""
    table = _table(FALLBACK)
    if tag != FALLBACK:
        table = table | _table(tag)
    return Words(tag, table)


def best_tag(accept_language: str | None) -> str:
    """The first language of an Accept-Language header that the console has."""
    for item in (accept_language or "").split(",")[:20]:
        tag = item.partition(";")[0].strip()
        for candidate in (tag, tag.split("-")[0]):
            if candidate and candidate in known():
                return candidate
    return FALLBACK


@cache
def known() -> frozenset[str]:
    return frozenset(path.stem for path in LOCALES.glob("*.json"))


def _table(tag: str) -> dict[str, str]:
    loaded: dict[str, str] = json.loads((LOCALES / f"{tag}.json").read_text(encoding="utf-8"))
    return loaded
