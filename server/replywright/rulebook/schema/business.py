"""prompts/example_business.yaml, and the shape of a business profile wherever one is read."""

from datetime import date
from typing import Literal

from replywright.domain import ContactKind
from replywright.rulebook.schema.base import LanguageTag, Slug, StrictModel, Text


class FactSpec(StrictModel):
    topic: Text
    text: dict[LanguageTag, Text]


class ContactEntry(StrictModel):
    kind: ContactKind
    value: Text
    verified_on: date | None = None


class RemedyEntry(StrictModel):
    id: Slug
    text: dict[LanguageTag, Text]
    topics: list[Slug] = []
    platforms: list[Slug] = []


class BusinessSpec(StrictModel):
    """The facts, contacts and remedies that a draft may use; nothing else may be stated."""

    slug: str
    name: Text
    sector: Slug = "general"
    city: Text | None = None
    facts: list[FactSpec] = []
    contacts: list[ContactEntry] = []
    remedies: list[RemedyEntry] = []
    signatory: Text | None = None
    address_form: Literal["formal", "informal"] = "formal"
    avoid: list[Text] = []
    jurisdictions: list[Text] = []
