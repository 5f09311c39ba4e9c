"""prompts/languages/<tag>.yaml: everything the house knows of one language. Adding a language is adding a file."""

from typing import Literal

from replywright.rulebook.schema.base import Slug, StrictModel, Text


class TopicWords(StrictModel):
    """How people of this language speak of a topic.

    ``terms`` find it in a review and in a reply. ``complaint`` and ``praise`` are noun phrases or clauses that
    the composer puts into its sentences; the pack's own comment says in which grammatical form.
    """

    terms: list[Text]
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
    composer: dict[str, list[Text]] = {}
