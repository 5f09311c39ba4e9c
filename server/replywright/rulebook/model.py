"""The Rulebook: all of prompts/ validated, immutable, its revision changes with any byte of meaning."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from replywright.rulebook.schema.business import BusinessSpec
from replywright.rulebook.schema.guideline import GuidelineSpec
from replywright.rulebook.schema.language import LanguageSpec
from replywright.rulebook.schema.platform import PlatformSpec
from replywright.rulebook.schema.risk import CategorySpec, RuleSpec
from replywright.rulebook.schema.topic import TopicSpec
from replywright.rulebook.schema.triage import LabelSpec


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything an admin may tune. Keys are ids; rules carry the terms of the language files already.

    ``revision`` is the first 16 hex digits of a SHA-256 over the canonical form of all of it.
    """

    revision: str
    categories: Mapping[str, CategorySpec]
    rules: Mapping[str, RuleSpec]
    guidelines: Mapping[str, GuidelineSpec]
    languages: Mapping[str, LanguageSpec]
    platforms: Mapping[str, PlatformSpec]
    labels: Mapping[str, LabelSpec]
    topics: Mapping[str, TopicSpec]
    templates: Mapping[str, str]
    example_business: BusinessSpec
    sectors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def platform(self, slug: str) -> PlatformSpec:
        """The pack of a site; of ``generic`` for one that is not known."""
        return self.platforms.get(slug) or self.platforms["generic"]
