"""Joins the parts of a draft and makes it fit a limit, whole sentence by whole sentence."""

from collections.abc import Iterator
from dataclasses import replace

from replywright.domain import Length, LimitUnit
from replywright.providers.composing.writing import Parts, Writer
from replywright.rulebook.schema.phrases import ComposerSpec

_SHORTER: dict[Length, tuple[Length, ...]] = {
    "long": ("long", "medium", "short"),
    "medium": ("medium", "short"),
    "short": ("short",),
}


def joined(parts: Parts, pack: ComposerSpec) -> str:
    """Greeting, body and signature as paragraphs."""
    body = pack.joiners.sentence.join(parts.sentences)
    return "\n\n".join(part for part in (parts.greeting, body, parts.signature) if part)


def size(text: str, unit: LimitUnit) -> int:
    return len(text.encode()) if unit == "bytes" else len(text)


def fitted(
    writer: Writer, pack: ComposerSpec, turn: int, length: Length, unit: LimitUnit, limit: int | None
) -> str:
    """The fullest version within the limit; the shortest there is when none fits."""
    text = ""
    for parts in _versions(writer, turn, length):
        text = joined(parts, pack)
        if limit is None or size(text, unit) <= limit:
            return text
    return text


def _versions(writer: Writer, turn: int, length: Length) -> Iterator[Parts]:
    for shorter in _SHORTER[length]:
        yield writer.parts(turn, shorter)
    least = replace(writer.parts(turn, "short"), greeting="")
    yield least
    yield (least := replace(least, signature=""))
    while len(least.sentences) > 1:
        yield (least := replace(least, sentences=least.sentences[:-1]))
    yield writer.shortest()
