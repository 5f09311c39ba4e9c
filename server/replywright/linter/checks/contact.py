"""Phones, e-mail addresses, handles and street addresses that are not the business's own verified ones.

Option ``find``: ``phone``, ``email``, ``handle`` or ``address`` (``terms`` then say how addresses look).
``near`` holds
words before a number that make it a phone number. Option ``forbidden``: the message where the site allows
none.
"""

from collections.abc import Callable, Iterator

from replywright.domain import Level, Span
from replywright.linter.checks import Check
from replywright.linter.contacts import digits_of, is_own_phone, values, verdict
from replywright.linter.document import Document, Finding
from replywright.linter.finding_terms import near_hits, standing_hits
from replywright.linter.options import known_options, one_of
from replywright.linter.patterns import LinearPattern
from replywright.linter.phones import phone_like
from replywright.rulebook.schema.risk import RuleSpec
from replywright.text.normalize import fold

_CUE_REACH = 30
_Found = Iterator[tuple[Span, bool]]  # where, and whether it is the business's own


def build(rule_id: str, rule: RuleSpec) -> Check:
    options = known_options(rule_id, rule, ("find", "forbidden"))
    makers: dict[str, Callable[[str, RuleSpec], Callable[[Document], _Found]]] = {
        "phone": _phones,
        "email": _emails,
        "handle": _handles,
        "address": _addresses,
    }
    find = makers[one_of(rule_id, rule, "find", makers)](rule_id, rule)
    forbidden = options.get("forbidden")

    def check(document: Document) -> Iterator[Finding]:
        for span, own in find(document):
            flagged, level = verdict(document, own=own)
            if flagged:
                yield Finding(span, level=level, message=forbidden if level is Level.BLOCK else None)

    return check


def _phones(rule_id: str, rule: RuleSpec) -> Callable[[Document], _Found]:
    pattern = LinearPattern(
        [r"(?:^|[^\d\pL@#.,/+]|\p{Han})(\+?\(?\d(?:[ .()\-/]{0,3}\d){5,16})(?:$|[^\d\pL@%]|[\p{Han}])"],
        needs="0123456789",
    )

    def find(document: Document) -> _Found:
        text = document.folded.text
        for start, end in pattern.folded_spans(text):
            span = document.folded.span(start, end)
            digits = digits_of(text[start:end])
            cued = any(
                0 <= span.start - hit.span.end <= _CUE_REACH for hit in near_hits(rule_id, document.hits)
            )
            if not phone_like(text, start, end, cued=cued) or digits in digits_of(
                document.review_folded.text
            ):
                continue
            yield span, is_own_phone(digits, document.context.business)

    return find


def _emails(rule_id: str, rule: RuleSpec) -> Callable[[Document], _Found]:
    # Scripts without spaces run up to an address and on after it: their letters do not belong to it.
    letters = r"\p{Latin}\p{Cyrillic}\pN"
    name, ascii_part, part = rf"[{letters}._%+\-]+", r"[a-z0-9\-]+", rf"[{letters}\-]+"
    pattern = LinearPattern(
        [rf"{name}@(?:{ascii_part}(?:\.{ascii_part})+|{part}(?:\.{part})+)|[{letters}._+\-]{{3,}}@"],
        needs="@",
    )

    def find(document: Document) -> _Found:
        own = values(document.context.business, "email")
        for start, end in pattern.folded_spans(document.folded.text):
            address = document.folded.text[start:end].strip(".-")
            if address in document.review_folded.text:
                continue
            yield document.folded.span(start, start + len(address)), address in own

    return find


def _handles(rule_id: str, rule: RuleSpec) -> Callable[[Document], _Found]:
    pattern = LinearPattern([r"(?:^|[^\pL\pN@._\-])(@[a-z0-9_][a-z0-9_.]{2,30})"], needs="@")

    def find(document: Document) -> _Found:
        own = values(document.context.business, "message", "url")
        for start, end in pattern.folded_spans(document.folded.text):
            handle = document.folded.text[start:end].rstrip(".")
            if handle not in document.review_folded.text:
                yield (
                    document.folded.span(start, start + len(handle)),
                    any(handle.lstrip("@") in value for value in own),
                )
        for hit in standing_hits(rule_id, rule, document):
            words = fold(hit.span.of(document.text)).text
            yield hit.span, any(value and value in words for value in own)

    return find


def _addresses(rule_id: str, rule: RuleSpec) -> Callable[[Document], _Found]:
    def find(document: Document) -> _Found:
        own = values(document.context.business, "address")
        for hit in standing_hits(rule_id, rule, document):
            words = fold(hit.span.of(document.text)).text
            if words not in document.review_folded.text:
                yield hit.span, any(words in value or value in words for value in own)

    return find
