"""Any of the terms with any of ``near`` within ``within`` sentences of it. Options: ``skip_questions``."""

from collections.abc import Iterator

from replywright.domain import Span
from replywright.linter.checks import Check
from replywright.linter.document import Document, Finding
from replywright.linter.finding_terms import near_hits, standing_hits
from replywright.linter.options import known_options
from replywright.rulebook.schema.risk import RuleSpec

_FAR = 160  # code points; beyond that only the term itself is marked


def build(rule_id: str, rule: RuleSpec) -> Check:
    known_options(rule_id, rule, ("skip_questions",))

    def check(document: Document) -> Iterator[Finding]:
        near = near_hits(rule_id, document.hits)
        if not near:
            return
        for hit in standing_hits(rule_id, rule, document):
            sentence = document.sentence_of(hit.span.start)
            close = [
                other.span
                for other in near
                if abs(document.sentence_of(other.span.start) - sentence) <= rule.within
                and other.span != hit.span
            ]
            if close:
                yield Finding(_joined(hit.span, close))

    return check


def _joined(span: Span, others: list[Span]) -> Span:
    """The term and the nearest other together, when they stand close."""
    nearest = min(others, key=lambda other: max(other.start - span.end, span.start - other.end))
    both = Span(min(span.start, nearest.start), max(span.end, nearest.end))
    return both if both.end - both.start <= _FAR else span
