"""Data of a person that the review did not tell itself.

Option ``find``: ``national_id`` (proven by check digits), ``name`` (``terms`` are forms of address; the
capitalised
words after them, that neither the review nor its author's name hold, are found) or ``terms`` (``terms`` say
how the data
looks; a find whose numbers all stand in the review is harmless).
"""

from collections.abc import Callable, Iterator

from replywright.domain import Level, Span
from replywright.linter.checks import Check
from replywright.linter.document import Document, Finding
from replywright.linter.finding_terms import standing_hits
from replywright.linter.numbers import is_national_id
from replywright.linter.options import known_options, number, one_of
from replywright.linter.patterns import LinearPattern
from replywright.rulebook.schema.risk import RuleSpec
from replywright.text.normalize import fold

_MOST_NAMES = 3


def build(rule_id: str, rule: RuleSpec) -> Check:
    known_options(rule_id, rule, ("find", "fewest"))
    makers: dict[str, Callable[[str, RuleSpec], Check]] = {
        "national_id": _national_ids,
        "name": _names,
        "terms": _terms,
    }
    return makers[one_of(rule_id, rule, "find", makers)](rule_id, rule)


def _national_ids(rule_id: str, rule: RuleSpec) -> Check:
    pattern = LinearPattern([r"(?:^|[^\d\pL+])(\d{10,12})(?:$|[^\d\pL])"], needs="0123456789")

    def check(document: Document) -> Iterator[Finding]:
        for start, end in pattern.folded_spans(document.folded.text):
            digits = document.folded.text[start:end]
            if is_national_id(digits) and digits not in document.review_folded.text:
                yield Finding(document.folded.span(start, end))

    return check


def _terms(rule_id: str, rule: RuleSpec) -> Check:
    def check(document: Document) -> Iterator[Finding]:
        known = _numbers(document.review_folded.text)
        for hit in standing_hits(rule_id, rule, document):
            found = _numbers(fold(hit.span.of(document.text)).text)
            if not found or not found <= known:
                yield Finding(hit.span)

    return check


def _numbers(text: str) -> set[str]:
    return {part for part in "".join(char if char.isdigit() else " " for char in text).split() if part}


def _names(rule_id: str, rule: RuleSpec) -> Check:
    fewest = int(number(rule_id, rule, "fewest", 1))

    def check(document: Document) -> Iterator[Finding]:
        author = document.context.review.author if document.context.review else None
        # One name after a title may well be the one that stands above the review, when that is not known.
        level = Level.HINT if fewest == 1 and not author else None
        known = _known_names(document)
        for hit in standing_hits(rule_id, rule, document):
            names = _capitalised_after(document, hit.span.end)
            if len(names) >= fewest and any(fold(name.of(document.text)).text not in known for name in names):
                yield Finding(Span(hit.span.start, names[-1].end), level=level)

    return check


def _known_names(document: Document) -> set[str]:
    review, business = document.context.review, document.context.business
    told = [review.text, review.author or ""] if review else []
    if business:
        told += [business.name, business.signatory or "", business.city or ""]
    return set("".join(char if char.isalnum() else " " for char in fold(" ".join(told)).text).split())


def _capitalised_after(document: Document, at: int) -> list[Span]:
    names: list[Span] = []
    for word in document.words:
        if word.start < at:
            continue
        gap = document.text[names[-1].end if names else at : word.start]
        if gap.strip(" .\u00a0") or not document.text[word.start].isupper() or len(names) == _MOST_NAMES:
            break
        names.append(word)
    return names
