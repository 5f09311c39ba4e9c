"""How serious a rule is for this site and trade, and what it says."""

from collections.abc import Iterable, Mapping

from replywright.domain import Level, Why, highest
from replywright.linter.document import Document
from replywright.rulebook.model import Rulebook
from replywright.rulebook.schema.base import WhySpec, localized
from replywright.rulebook.schema.risk import LevelOverrides, RuleSpec


class RuleWords:
    """Level, message, reason and replacements of each rule, filled from its category where it is silent."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._whys = {rule_id: _why(self._spec(rule_id, rule)) for rule_id, rule in rulebook.rules.items()}

    def _spec(self, rule_id: str, rule: RuleSpec) -> WhySpec:
        return rule.why or self._rulebook.categories[category_of(rule_id)].why

    def level(self, rule_id: str, rule: RuleSpec, document: Document) -> Level:
        """The most serious override for site or trade, else the rule's own level, else its category's."""
        category = self._rulebook.categories[category_of(rule_id)]
        overrides = [*_overrides(rule.levels, document), *_overrides(category.levels, document)]
        return highest(overrides) if overrides else rule.level or category.level

    def message(self, rule_id: str, rule: RuleSpec, ui_language: str) -> str:
        return localized(rule.message or self._rulebook.categories[category_of(rule_id)].message, ui_language)

    def why(self, rule_id: str) -> Why:
        return self._whys[rule_id]


def category_of(rule_id: str) -> str:
    return rule_id.split(".", 1)[0]


def _why(spec: WhySpec) -> Why:
    return Why(text=spec.text, source=spec.source, url=spec.url, kind=spec.kind)


def _overrides(levels: LevelOverrides, document: Document) -> Iterable[Level]:
    if document.platform_id in levels.platforms:
        yield levels.platforms[document.platform_id]
    if document.sector is not None and document.sector in levels.sectors:
        yield levels.sectors[document.sector]


def replacements_for(rule: RuleSpec, language: str) -> tuple[str, ...]:
    """Safer wordings in the language of the text."""
    found: Mapping[str, list[str]] = rule.replacements
    return tuple(found.get(language) or found.get(language.split("-")[0]) or ())
