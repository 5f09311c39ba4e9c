"""Card and account numbers, proven by their check digits. Option ``find``: ``card`` or ``iban``."""

from collections.abc import Iterator

from replywright.linter.checks import Check
from replywright.linter.document import Document, Finding
from replywright.linter.numbers import is_card, is_iban
from replywright.linter.options import known_options, one_of
from replywright.linter.patterns import LinearPattern
from replywright.rulebook.schema.risk import RuleSpec

_DIGITS = "0123456789"


def build(rule_id: str, rule: RuleSpec) -> Check:
    known_options(rule_id, rule, ("find",))
    return _cards() if one_of(rule_id, rule, "find", ("card", "iban")) == "card" else _accounts()


def _cards() -> Check:
    pattern = LinearPattern([r"(?:^|[^\d.,])(\d(?:[ \-]?\d){12,18})(?:$|[^\d])"], needs=_DIGITS)

    def check(document: Document) -> Iterator[Finding]:
        for start, end in pattern.folded_spans(document.folded.text):
            if is_card("".join(filter(str.isdigit, document.folded.text[start:end]))):
                yield Finding(document.folded.span(start, end))

    return check


def _accounts() -> Check:
    pattern = LinearPattern(
        [r"(?:^|[^a-z0-9])([a-z]{2}\d{2}(?: ?[a-z0-9]){11,30})(?:$|[^a-z0-9])"], needs=_DIGITS
    )

    def check(document: Document) -> Iterator[Finding]:
        for start, end in pattern.folded_spans(document.folded.text):
            cut = _valid_end(document.folded.text, start, end)
            if cut:
                yield Finding(document.folded.span(start, cut))

    return check


def _valid_end(text: str, start: int, end: int) -> int | None:
    """Where the account number ends; the pattern may have taken words behind it along."""
    while end - start >= 15:
        if is_iban(text[start:end]):
            return end
        end = text.rfind(" ", start, end)
    return None
