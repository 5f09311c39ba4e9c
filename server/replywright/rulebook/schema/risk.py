"""prompts/risk/<category>/_category.yaml and prompts/risk/<category>/<rule>.yaml."""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from replywright.domain import Level
from replywright.rulebook.schema.base import (
    LanguageTag,
    Localized,
    Slug,
    StrictModel,
    Terms,
    Text,
    WhySpec,
)


class LevelOverrides(StrictModel):
    """Where a rule is more or less serious than usual. The most serious that applies wins over ``level``."""

    platforms: dict[Slug, Level] = {}
    sectors: dict[Slug, Level] = {}


class CategorySpec(StrictModel):
    """What a category means, and the defaults of its rules. The folder's name is its id."""

    title: Localized
    definition: Text
    level: Level
    levels: LevelOverrides = LevelOverrides()
    message: Localized
    why: WhySpec


class ExampleContext(StrictModel):
    """What surrounds an example's text; everything is optional."""

    platform: Slug = "generic"
    sector: Slug | None = None
    review: str | None = None
    review_language: LanguageTag | None = None
    rating: float | None = None
    author: str | None = None
    notes: str = ""


class Example(StrictModel):
    """A text that must, or must not, be flagged by the rule it stands in.

    ``quote`` is the part that the flag's span has to overlap; the whole text when it is missing.
    """

    lang: str
    text: Text
    quote: Text | None = None
    context: ExampleContext = ExampleContext()


class Examples(StrictModel):
    """A rule without proof of what it catches and of what it lets pass does not exist."""

    flagged: Annotated[list[Example], Field(min_length=1)]
    clean: Annotated[list[Example], Field(min_length=1)]


class RuleSpec(StrictModel):
    """One rule. Its id is ``<folder>.<file>``; what is not said here comes from its category.

    ``kind`` names the module under linter/checks that reads ``terms``, ``near``, ``unless`` and ``options``:

    - existence: any of ``terms``
    - conditional: any of ``terms`` with any of ``near`` within ``within`` sentences of it
    - context: any of ``terms`` in the reply where the review holds any of ``near``
    - the mechanical kinds read only ``options``; each check says which it knows

    A hit that overlaps a hit of ``unless``, or for which one stands in the same sentence, is no finding.
    """

    kind: Slug
    level: Level | None = None
    levels: LevelOverrides = LevelOverrides()
    message: Localized | None = None
    why: WhySpec | None = None
    terms: Terms = {}
    near: Terms = {}
    within: int = Field(0, ge=0, le=3)
    unless: Terms = {}
    negatable: bool = False
    replacements: dict[LanguageTag, list[Text]] = {}
    options: dict[str, Any] = {}
    sectors: list[Slug] = []
    platforms: list[Slug] = []
    scopes: list[Literal["draft", "edit"]] = ["draft", "edit"]
    examples: Examples

    @model_validator(mode="after")
    def _terms_where_needed(self) -> "RuleSpec":
        if self.kind in {"existence", "conditional", "context"} and not self.terms:
            raise ValueError(f"a rule of kind {self.kind} needs terms")
        if self.kind in {"conditional", "context"} and not self.near:
            raise ValueError(f"a rule of kind {self.kind} needs near")
        return self
