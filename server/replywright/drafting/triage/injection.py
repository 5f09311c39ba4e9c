"""Text that speaks to the software instead of to readers, told by its form; wording is the label's."""

import base64
import binascii
import re

from replywright.domain import Span
from replywright.text.segment import sentences

_FORMS = (
    re.compile(
        r"</?\s*(?:system|assistant|user|developer|instructions?|review|prompt|context)\b[^>]{0,80}>", re.I
    ),
    re.compile(r"<\|[\w ]{2,30}\|>|\[/?(?:INST|SYS)\]|<<\s*/?SYS\s*>>", re.I),
    re.compile(r"[\"']?\brole\b[\"']?\s*:\s*[\"'](?:system|assistant|developer|user|tool)", re.I),
    re.compile(
        r"(?:^|\s)(?:#{2,}|-{3,}|={3,})\s*(?:system|instructions?|end of|new task|prompt)\b[^\n]*", re.I
    ),
    re.compile(r"\{\{[^}\n]{1,80}\}\}|\{%[^%\n]{1,80}%\}"),
    re.compile(r"<!--.{0,400}?-->", re.S),
    re.compile(r"[\U000e0000-\U000e007f]+"),
    re.compile(r"[\u202a-\u202e\u2066-\u2069][^\n]{4,}"),
)
# One zero-width space is a trace of copying; several in Latin, Cyrillic or Han text hide something.
_HIDDEN = re.compile(r"[\u200b\u2060-\u2064\ufeff]")
_FEWEST_HIDDEN = 4
_BASE64 = re.compile(r"(?<![\w+/])[A-Za-z0-9+/]{20,4000}={0,2}(?![\w+/])")


def hidden_instructions(text: str) -> tuple[Span, ...]:
    """Spans of markup that imitates a conversation's structure, of invisible text and of encoded text."""
    spans = [Span(*found.span()) for form in _FORMS for found in form.finditer(text)]
    spans += [Span(*found.span()) for found in _BASE64.finditer(text) if _is_encoded_text(found.group())]
    hidden = [found.start() for found in _HIDDEN.finditer(text)]
    if len(hidden) >= _FEWEST_HIDDEN or (hidden and spans):
        spans.append(Span(hidden[0], hidden[-1] + 1))
    return tuple(sorted(set(spans)))


def without_instructions(text: str, instructions: tuple[Span, ...]) -> str:
    """The text with blanks, one for one, in place of every sentence that words an instruction.

    From a piece of false structure on, all the rest of the text is taken for part of it; of encoded text only
    the code itself goes.
    """
    if not instructions:
        return text
    chars = list(text)
    formal = set(hidden_instructions(text))
    for sentence in sentences(text):
        if any(sentence.overlaps(span) for span in instructions if span not in formal):
            _blank(chars, sentence)
    for span in instructions:
        _blank(chars, span)
    structure = [found.start() for form in _FORMS[:4] for found in form.finditer(text)]
    if structure:
        _blank(chars, Span(min(structure), len(chars)))
    return "".join(chars)


def _blank(chars: list[str], span: Span) -> None:
    for at in range(span.start, min(span.end, len(chars))):
        if chars[at] != "\n":
            chars[at] = " "


def _is_encoded_text(run: str) -> bool:
    """True when it decodes to a few readable words; a long word or a hash does not."""
    try:
        decoded = base64.b64decode(run + "=" * (-len(run) % 4), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return False
    return decoded.isprintable() and " " in decoded.strip()
