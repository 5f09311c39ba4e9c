"""Putting right by rule what models commonly do wrong around a text. Wording is never changed here."""

import re

from replywright.domain import LimitUnit, Plan
from replywright.text.normalize import clean
from replywright.text.segment import sentences, words

_THOUGHT = re.compile(r"<(think(?:ing)?|reasoning)>.*?(?:</\1>|\Z)", re.S | re.I)
_FENCE = re.compile(r"^\s*```[^\n]*\n?|\n?```\s*$", re.M)
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+", re.M)
_RULE = re.compile(r"^[ \t]*(?:-{3,}|\*{3,}|_{3,}|={3,})[ \t]*$\n?", re.M)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,400}?)(?<=\S)\1", re.S)
_ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,200}?)(?<=[^\s*])\*(?![\w*])")
_LINK = re.compile(r"\[([^\]\n]{1,200})\]\((?:https?://|mailto:)[^)\s]{1,300}\)")
_BULLET = re.compile(r"^[ \t]*[-*•][ \t]+", re.M)
_CODE = re.compile(r"`([^`\n]{1,200})`")
_PREAMBLE = re.compile(r"\A([^\n]{3,160}?):[ \t]*\n+(?=\S)")
_PREAMBLE_QUOTED = re.compile(r"\A[^\n\"“„«「]{3,160}:\s*([\"“„«「].{20,}[\"”“»」])\s*\Z", re.S)
_FEWEST_WORDS_OF_PREAMBLE = 5
_DASH = re.compile(r"(?<=[^\W_])[ \u00a0]?\u2014[ \u00a0]?(?=[^\W_])")
_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»", "「": "」", "'": "'", "‘": "’"}
_BLANK_LINES = re.compile(r"\n{3,}")
_LONGEST_SIGNATURE = 60


def cleaned(text: str, plan: Plan, *, latin: bool = True) -> str:
    """The reply alone: no thoughts, preamble, markdown or quotes around it, and within the site's limit.

    ``latin``: the language is written in Latin letters, where a long dash between words marks a machine's
    hand; in Russian, Bulgarian, Kazakh and Chinese it is plain spelling.
    """
    bare = _without_markup(_THOUGHT.sub("", clean(text)).strip())
    bare = _unquoted(_without_preamble(bare))
    if latin:
        bare = _DASH.sub(", ", bare)
    bare = _BLANK_LINES.sub("\n\n", "\n".join(line.rstrip() for line in bare.splitlines())).strip()
    return within_limit(bare, plan.limit_max, plan.limit_unit, plan.signatory)


def within_limit(text: str, limit: int | None, unit: LimitUnit, signatory: str | None = None) -> str:
    """The text cut at a sentence's end so that it fits, with its signature kept. As it is if nothing fits."""
    if limit is None or size(text, unit) <= limit:
        return text
    body, signature = _split_signature(text, signatory)
    room = limit - size(signature, unit)
    for sentence in reversed(sentences(body)):
        shorter = body[: sentence.end].rstrip()
        if shorter and size(shorter, unit) <= room:
            return shorter + signature
    return text


def size(text: str, unit: LimitUnit) -> int:
    """How much of a site's limit the text uses."""
    return len(text.encode("utf-8", "surrogatepass")) if unit == "bytes" else len(text)


def _split_signature(text: str, signatory: str | None) -> tuple[str, str]:
    head, gap, last = text.rpartition("\n")
    short = gap and len(last) <= _LONGEST_SIGNATURE
    if short and (signatory is None or signatory in last):
        return head.rstrip(), f"\n{last}"
    return text, ""


def _without_markup(text: str) -> str:
    text = _RULE.sub("", _HEADING.sub("", _FENCE.sub("", text)))
    text = _BOLD.sub(r"\2", text)
    text = _ITALIC.sub(r"\1", text)
    return _BULLET.sub("", _LINK.sub(r"\1", _CODE.sub(r"\1", text))).strip()


def _without_preamble(text: str) -> str:
    """Drops an announcement such as a first line that ends in a colon; a short one may be a greeting."""
    quoted = _PREAMBLE_QUOTED.match(text)
    if quoted:
        return quoted.group(1)
    found = _PREAMBLE.match(text)
    if found is None:
        return text
    line = found.group(1)
    announces = len(words(line)) >= _FEWEST_WORDS_OF_PREAMBLE or any(mark in line for mark in "!.！。")
    return text[found.end() :] if announces else text


def _unquoted(text: str) -> str:
    """Without quotation marks around the whole; a text that only begins and ends with quotes keeps them."""
    closing = _QUOTES.get(text[:1], "")
    if len(text) < 2 or not closing or text[-1] not in closing:
        return text
    inside = text[1:-1]
    return text if any(mark in inside for mark in (text[0], text[-1])) else inside.strip()
