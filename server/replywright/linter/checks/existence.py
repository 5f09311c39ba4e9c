"""Any of the terms. Options: ``skip_questions``; ``unless_in_review`` when the review itself has these
words; ``unless_approved`` when they stand in the words of a remedy that the business allows here.
"""

from collections.abc import Iterator

from replywright.domain import Span
from replywright.linter.checks import Check
from replywright.linter.document import Document, Finding
from replywright.linter.finding_terms import standing_hits
from replywright.linter.options import known_options
from replywright.rulebook.schema.risk import RuleSpec
from replywright.text.normalize import fold


def build(rule_id: str, rule: RuleSpec) -> Check:
    options = known_options(rule_id, rule, ("skip_questions", "unless_in_review", "unless_approved"))
    ask_review = bool(options.get("unless_in_review"))
    ask_business = bool(options.get("unless_approved"))

    def check(document: Document) -> Iterator[Finding]:
        for hit in standing_hits(rule_id, rule, document):
            if ask_review and fold(hit.span.of(document.text)).text in document.review_folded.text:
                continue
            if ask_business and any(_holds(approved, hit.span) for approved in _approved(document)):
                continue
            yield Finding(hit.span)

    return check


def _approved(document: Document) -> Iterator[Span]:
    """Where the text says an approved remedy in the business's words; nowhere where the site allows none."""
    business = document.context.business
    if business is None or document.platform.remedies.policy == "forbid":
        return
    for remedy in business.remedies:
        if remedy.platforms and document.platform_id not in remedy.platforms:
            continue
        for words in remedy.text.values():
            wanted = fold(words.strip().rstrip(".!。")).text
            at = document.folded.text.find(wanted)
            if wanted and at >= 0:
                yield document.folded.span(at, at + len(wanted))


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
