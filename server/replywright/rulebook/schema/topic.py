"""prompts/topics.yaml: what reviews speak of. The words of each language for a topic are in its language file."""

from replywright.rulebook.schema.base import Slug, StrictModel, Text


class TopicSpec(StrictModel):
    """One topic; ``sectors`` empty means that it comes up everywhere."""

    title: Text
    sectors: list[Slug] = []


class TopicsFile(StrictModel):
    topics: dict[Slug, TopicSpec]
