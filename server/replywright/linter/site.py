"""From names as people and pages write them to the rulebook's slugs."""

import re

from replywright.rulebook.model import Rulebook
from replywright.text.normalize import fold
from replywright.text.terms import TermMatcher


def _slugged(name: str) -> str:
    return re.sub(r"[\s.\-_]+", "_", fold(name).text.strip()).strip("_")


class SiteNames:
    """Sites by slug, name and alias; ``generic`` for one that is not known."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._slugs = {_slugged(slug): slug for slug in rulebook.platforms}
        for slug, spec in rulebook.platforms.items():
            for name in (spec.name, *spec.aliases):
                self._slugs.setdefault(_slugged(name), slug)

    def slug(self, name: str) -> str:
        return self._slugs.get(_slugged(name), "generic")


class SectorNames:
    """Sectors by the words that trades are called by, in any language."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._known = set(rulebook.sectors)
        self._matcher = TermMatcher(rulebook.sectors)
        self._found: dict[str, str | None] = {}

    def slug(self, name: str | None) -> str | None:
        """None for no name; the slug form of the name itself when no sector knows it."""
        if not name:
            return None
        if name in self._known:
            return name
        if name not in self._found and len(self._found) < 4096:
            self._found[name] = self._search(name)
        return self._found[name] if name in self._found else self._search(name)

    def _search(self, name: str) -> str:
        hits = self._matcher.find(name.replace("_", " "))
        return hits[0].key if hits else _slugged(name)
