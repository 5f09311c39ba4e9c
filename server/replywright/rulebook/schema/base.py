"""What all files under prompts/ have in common."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from replywright.domain import WhyKind

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]

# Words for a person, by the language of the interface; English is always there, for where one is missing.
Localized = dict[LanguageTag, Text]
# Term patterns by the language of the text that is searched; the syntax is told in text/term_syntax.py.
Terms = dict[LanguageTag, list[Text]]


class StrictModel(BaseModel):
    """Frozen, and refuses keys that it does not know, so that a typo cannot pass unseen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WhySpec(StrictModel):
    """The reason and its source. ``kind`` says who wants it so: law, platform, guideline or house."""

    text: Text
    source: Text
    url: str | None = None
    kind: WhyKind


def localized(words: Localized, language: str) -> str:
    """The words in this interface language, else in English."""
    return words.get(language) or words.get(language.split("-")[0]) or words["en"]


__all__ = [
    "Field",
    "LanguageTag",
    "Localized",
    "Slug",
    "StrictModel",
    "Terms",
    "Text",
    "WhySpec",
    "localized",
]
