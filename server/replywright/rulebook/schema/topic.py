"""prompts/topics.yaml: what reviews speak of. Each language file holds its words for a topic."""

from replywright.rulebook.schema.base import Slug, StrictModel, Text


class TopicSpec(StrictModel):
    """One topic; ``sectors`` empty means that it comes up everywhere."""

    title: Text
    sectors: list[Slug] = []


class TopicsFile(StrictModel):
    topics: dict[Slug, TopicSpec]
