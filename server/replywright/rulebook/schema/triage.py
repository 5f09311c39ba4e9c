"""prompts/triage/<label>.yaml: the labels, in the order of ``precedence``."""

from typing import Literal

from pydantic import Field

from replywright.domain import Strategy
from replywright.rulebook.schema.base import Localized, Slug, StrictModel, Terms, Text
from replywright.rulebook.schema.risk import Examples


class LabelSpec(StrictModel):
    """One label. The file's name is its id.

    ``detector`` names the function in drafting/triage that decides: ``terms`` (any of ``terms``,
    none of ``unless`` in the same sentence) or one that looks at rating, length or relations as well.
    ``home_sectors`` and ``home_platforms`` are where such reviews belong, to be answered as any other.
    ``sectors`` holds the words by which a trade is named, for ``wrong_business``.
    """

    title: Localized
    definition: Text
    precedence: int = Field(ge=1)
    detector: Literal[
        "terms", "personal_data", "injection", "spam", "wrong_business", "troll", "suspected_fake",
        "insufficient_detail", "question", "mixed", "praise", "complaint",
    ] = "terms"  # fmt: skip
    terms: Terms = {}
    unless: Terms = {}
    sectors: dict[Slug, Terms] = {}
    strategy: Strategy
    home_sectors: list[Slug] = []
    home_platforms: list[Slug] = []
    holding_text: bool = False
    priority: int = Field(ge=0, le=100)
    advice: Localized
    source: Text
    examples: Examples
