"""A text that is nearly another one. Options: ``against``: ``review`` or ``existing_reply``; ``share`` from 0 to 1."""

from collections.abc import Iterator

from replywright.linter.checks import Check
from replywright.linter.document import Document, Finding
from replywright.linter.options import known_options, number, one_of
from replywright.linter.shingles import folded_words, shingles
from replywright.rulebook.schema.risk import RuleSpec
from replywright.text.segment import words

_SIZE = 3
_FEWEST = 6


def build(rule_id: str, rule: RuleSpec) -> Check:
    known_options(rule_id, rule, ("against", "share"))
    against = one_of(rule_id, rule, "against", ("review", "existing_reply"))
    least = number(rule_id, rule, "share", 0.7)

    def check(document: Document) -> Iterator[Finding]:
        review = document.context.review
        other = "" if review is None else review.text if against == "review" else review.existing_reply or ""
        ours = shingles(folded_words(document.text, document.words), _SIZE)
        theirs = shingles(folded_words(other, words(other)), _SIZE)
        if len(ours) < _FEWEST or len(theirs) < _FEWEST:
            return
        share = len(ours & theirs) / len(ours)
        if share >= least:
            yield Finding(document.whole, score=share, whole=True)

    return check
