"""A text that is nearly another one. Options: ``against``: ``review`` or ``existing_reply``; ``share`` from
0 to 1.
"""

from collections.abc import Iterator

from replywright.linter.checks import Check
from replywright.linter.document import Document, Finding
from replywright.linter.options import known_options, number, one_of
from replywright.linter.shingles import shingles
from replywright.rulebook.schema.risk import RuleSpec
from replywright.text.normalize import fold
from replywright.text.segment import word_ranges

_SIZE = 3
_FEWEST = 6


def build(rule_id: str, rule: RuleSpec) -> Check:
    known_options(rule_id, rule, ("against", "share"))
    against = one_of(rule_id, rule, "against", ("review", "existing_reply"))
    least = number(rule_id, rule, "share", 0.7)

    def check(document: Document) -> Iterator[Finding]:
        review = document.context.review
        other = "" if review is None else review.text if against == "review" else review.existing_reply or ""
        if not other:
            return
        ours = shingles(document.folded_words, _SIZE)
        theirs = shingles(_words(other), _SIZE)
        if len(ours) < _FEWEST or len(theirs) < _FEWEST:
            return
        share = len(ours & theirs) / len(ours)
        if share >= least:
            yield Finding(document.whole, score=share, whole=True)

    return check


def _words(text: str) -> list[str]:
    folded = fold(text).text
    return [folded[start:end] for start, end in word_ranges(folded)]
