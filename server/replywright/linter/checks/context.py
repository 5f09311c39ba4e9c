"""Any of the terms in the reply where the review holds any of ``near``. Options: ``skip_questions``."""

from collections.abc import Iterator

from replywright.linter.checks import Check
from replywright.linter.document import Document, Finding
from replywright.linter.finding_terms import near_hits, standing_hits
from replywright.linter.options import known_options
from replywright.rulebook.schema.risk import RuleSpec


def build(rule_id: str, rule: RuleSpec) -> Check:
    known_options(rule_id, rule, ("skip_questions",))

    def check(document: Document) -> Iterator[Finding]:
        if near_hits(rule_id, document.review_hits):
            for hit in standing_hits(rule_id, rule, document):
                yield Finding(hit.span)

    return check
