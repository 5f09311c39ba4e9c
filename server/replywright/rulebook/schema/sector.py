"""prompts/sectors.yaml: the trades that rules tell apart, with the words by which people name them."""

from replywright.rulebook.schema.base import Slug, StrictModel, Text


class SectorsFile(StrictModel):
    """``sectors`` maps a sector's slug to terms in any language."""

    sectors: dict[Slug, list[Text]]
