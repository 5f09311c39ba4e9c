"""The reply's language against the review's. Option ``find``: ``mismatch`` (the whole text) or ``mixed`` (a
passage).
"""

from collections.abc import Iterator

from replywright.domain import Span
from replywright.linter.checks import Check
from replywright.linter.document import Document, Finding
from replywright.linter.options import known_options, one_of
from replywright.rulebook.schema.risk import RuleSpec
from replywright.text.language import UNKNOWN, canonical, detect, likelihood, same_language, scripts
from replywright.text.scripts import script_of

_FEWEST_LETTERS = 15
_SURE = 0.6
_PLAUSIBLE = 0.02
_SCRIPTS = {
    "zh-Hant": "Hani",
    "zh-Hans": "Hani",
    "ja": "Hani",
    "bg": "Cyrl",
    "kk": "Cyrl",
    "ru": "Cyrl",
    "uk": "Cyrl",
}
_FEWEST_WORDS = 3
_FEWEST_SIGNS = 6


def build(rule_id: str, rule: RuleSpec) -> Check:
    known_options(rule_id, rule, ("find",))
    return _mismatch if one_of(rule_id, rule, "find", ("mismatch", "mixed")) == "mismatch" else _mixed


def _mismatch(document: Document) -> Iterator[Finding]:
    expected, found = document.expected, document.language
    if expected is None or found == UNKNOWN or same_language(found, expected):
        return
    letters = scripts(document.text).letters
    other_script = _script(found) != _script(expected)
    if letters < (6 if other_script else _FEWEST_LETTERS) or (
        document.confidence < _SURE and not other_script
    ):
        return
    if not other_script and _may_be_the_same(document, found):
        return
    if other_script or not _speaks(_without_names(document), expected):
        yield Finding(document.whole, score=document.confidence, whole=True)


def _may_be_the_same(document: Document, found: str) -> bool:
    """A short review in a close language, whose language nobody named: it may be in the reply's after all."""
    named = document.context.reply_language or document.context.review_language
    review = document.context.review
    if named or review is None or review.language or not review.text:
        return False
    return likelihood(review.text, found) >= _PLAUSIBLE


def _without_names(document: Document) -> str:
    """Capitalised words inside sentences left out: dishes and brands are no proof of a language."""
    kept = []
    for word in document.words:
        before = document.text[max(0, word.start - 8) : word.start].rstrip(" \t\n\"'«„“(")[-1:]
        if before in ("", ".", "!", "?", "…") or not document.text[word.start].isupper():
            kept.append(word.of(document.text))
    return " ".join(kept)


def _speaks(text: str, expected: str) -> bool:
    """What is left is in the expected language, or too little to tell."""
    found = detect(text)
    return found.tag == UNKNOWN or same_language(found.tag, expected)


def _script(tag: str) -> str:
    return _SCRIPTS.get(canonical(tag), "Latn")


def _mixed(document: Document) -> Iterator[Finding]:
    shares = scripts(document.text)
    if len(shares.shares) < 2:
        return
    frame = _script(document.expected or document.language)
    if shares.of(frame) < 0.3:
        return  # another language altogether; ``mismatch`` says so
    for run, script in _runs(document, frame):
        if _is_passage(document.text, run, script) and run.of(document.text) not in document.review_text:
            yield Finding(run)


def _runs(document: Document, frame: str) -> Iterator[tuple[Span, str]]:
    """Stretches of neighbouring words in one script that is not the text's own."""
    start = end = None
    script = ""
    for word in document.words:
        own = script_of(document.text[word.start]) or script_of(document.text[word.end - 1])
        if own is None and start is not None:
            end = word.end
            continue
        if own is not None and own != frame and (start is None or own == script):
            start, end, script = (word.start if start is None else start), word.end, own
            continue
        if start is not None and end is not None:
            yield Span(start, end), script
        start, end = (word.start, word.end) if own not in (None, frame) else (None, None)
        script = own or ""
    if start is not None and end is not None:
        yield Span(start, end), script


def _is_passage(text: str, run: Span, script: str) -> bool:
    """More than a name: several words of which some are small, or several signs of Han."""
    words = run.of(text)
    if script in ("Hani", "Kana"):
        return sum(char.isalpha() for char in words) >= _FEWEST_SIGNS
    parts = words.split()
    small = sum(part[:1].islower() for part in parts)
    opens = run.start == 0 and len(parts) >= 2 and small >= 1
    return opens or (len(parts) >= _FEWEST_WORDS and small >= 2)
