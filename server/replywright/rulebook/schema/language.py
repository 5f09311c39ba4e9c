"""prompts/languages/<tag>.yaml: all the house knows of one language. Adding one is adding a file."""

from typing import Literal

from pydantic import Field

from replywright.rulebook.schema.base import Slug, StrictModel, Text
from replywright.rulebook.schema.phrases import ComposerSpec


class TopicWords(StrictModel):
    """How people of this language speak of a topic.

    ``terms`` find it in a review and in a reply. ``about`` (the topic, without judgement), ``complaint`` and
    ``praise`` are noun phrases that the composer puts into its sentences; all of a language stand in one
    grammatical form, which the pack's own comment names, and none addresses the reader.
    """

    terms: list[Text]
    about: Text | None = None
    complaint: list[Text] = []
    praise: list[Text] = []


class LanguageSpec(StrictModel):
    """One language. The file's name is its BCP 47 tag."""

    name: Text
    english_name: Text
    script: Literal["Latn", "Cyrl", "Hant", "Hans", "Arab", "Hebr", "Thai", "Jpan", "Kore", "Grek", "Deva"]
    segmentation: Literal["words", "characters"] = "words"
    direction: Literal["ltr", "rtl"] = "ltr"
    detects_as: list[Text] = []
    negation: list[Text] = []
    contrast: list[Text] = []
    question: list[Text] = []
    positive: list[Text] = []
    negative: list[Text] = []
    topics: dict[Slug, TopicWords] = {}
    risk: dict[str, list[Text]] = {}
    triage: dict[Slug, list[Text]] = {}
    composer: ComposerSpec | None = Field(
        None, description="None: the composer does not write in this language"
    )
