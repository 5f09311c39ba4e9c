"""Any of the terms. Options: ``skip_questions``; ``unless_in_review`` when the review itself has these
words.
"""

from collections.abc import Iterator

from replywright.linter.checks import Check
from replywright.linter.document import Document, Finding
from replywright.linter.finding_terms import standing_hits
from replywright.linter.options import known_options
from replywright.rulebook.schema.risk import RuleSpec
from replywright.text.normalize import fold


def build(rule_id: str, rule: RuleSpec) -> Check:
    options = known_options(rule_id, rule, ("skip_questions", "unless_in_review"))
    ask_review = bool(options.get("unless_in_review"))

    def check(document: Document) -> Iterator[Finding]:
        for hit in standing_hits(rule_id, rule, document):
            if ask_review and fold(hit.span.of(document.text)).text in document.review_folded.text:
                continue
            yield Finding(hit.span)

    return check
