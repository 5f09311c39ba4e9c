"""prompts/guidelines/<topic>/<rule>.yaml: what a reply must, should or must not do."""

from typing import Literal

from replywright.domain import DraftKind
from replywright.rulebook.schema.base import Localized, Slug, StrictModel, Text


class When(StrictModel):
    """Conditions that must all hold; an empty list stands for any."""

    labels: list[Slug] = []
    not_labels: list[Slug] = []
    platforms: list[Slug] = []
    sectors: list[Slug] = []
    kinds: list[DraftKind] = []
    max_stars: float | None = None
    min_stars: float | None = None
    needs: list[Literal["remedy", "contact", "fact", "author", "notes"]] = []


class GuidelineExamples(StrictModel):
    """Replies that keep the guideline and that break it, in any language."""

    good: list[Text]
    bad: list[Text]


class GuidelineSpec(StrictModel):
    """One guideline. Its id is ``<folder>.<file>``. ``text`` is what the model is told, in English."""

    force: Literal["must", "should", "must_not"]
    title: Localized
    text: Text
    when: When = When()
    because: Text
    sources: list[Text]
    resolves: list[Text] = []
    checked_by: list[Text] = []
    examples: GuidelineExamples
