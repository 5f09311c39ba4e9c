"""Capitals. Two or more neighbouring words, or most of the text; acronyms and what the review writes so pass.

Options: ``words`` (how many at least), ``letters`` (in all of them together, at least).
"""

import re
from collections.abc import Iterator

from replywright.domain import Span
from replywright.linter.checks import Check
from replywright.linter.document import Document, Finding
from replywright.linter.options import known_options, number
from replywright.rulebook.schema.risk import RuleSpec

_LONG_WORD = 4
_PIECES = re.compile(rf"[^\sa-z]{{{_LONG_WORD},}}")  # a long word in capitals is inside one of these


def build(rule_id: str, rule: RuleSpec) -> Check:
    known_options(rule_id, rule, ("words", "letters"))
    fewest_words = int(number(rule_id, rule, "words", 2))
    fewest_letters = int(number(rule_id, rule, "letters", 8))

    def check(document: Document) -> Iterator[Finding]:
        if not any(piece != piece.lower() for piece in _PIECES.findall(document.text)):
            return
        for run in _runs(document):
            span = Span(run[0].start, run[-1].end)
            text = span.of(document.text)
            letters = sum(char.isalpha() for char in text)
            long_words = sum(len(word.of(document.text)) >= _LONG_WORD for word in run)
            if len(run) < fewest_words or letters < fewest_letters or not long_words:
                continue
            if long_words == 1 and len(run) == fewest_words and _is_name(document, run):
                continue
            if text not in document.review_text:
                yield Finding(span)

    return check


def _is_name(document: Document, run: list[Span]) -> bool:
    """Two capitals words inside a sentence that goes on in small letters before and after are mostly a
    brand.
    """
    business = document.context.business
    own = business.name.upper() if business else ""
    return any(word.of(document.text) in own for word in run)


def _runs(document: Document) -> Iterator[list[Span]]:
    run: list[Span] = []
    for word in document.words:
        text = word.of(document.text)
        if _is_capital(text) and (not run or not document.text[run[-1].end : word.start].strip()):
            run.append(word)
            continue
        if run:
            yield run
        run = [word] if _is_capital(text) else []
    if run:
        yield run


def _is_capital(word: str) -> bool:
    return word.isupper() and word.upper() != word.lower()
