"""The review's words again.

Option ``find``: ``copied`` (a long run of its words), ``quoted`` (an insult in quotes) or ``quoted_review``
(a piece
of an unhappy review in quotes; names pass).

Options of ``copied``: ``words`` (how many in a row), ``signs`` (the same for Han and other unspaced writing).
For ``quoted`` the ``terms`` are the insults; what stands in quotes passes when it holds none of them.
"""

from collections.abc import Iterator

from replywright.domain import Span
from replywright.linter.checks import Check
from replywright.linter.document import Document, Finding
from replywright.linter.finding_terms import standing_hits
from replywright.linter.options import known_options, number, one_of
from replywright.linter.patterns import LinearPattern
from replywright.linter.shingles import shingles
from replywright.rulebook.schema.risk import RuleSpec
from replywright.text.normalize import fold

_UNHAPPY = 3
_FEWEST_SIGNS = 4
_QUOTED = [r'"([^"\n]{2,120})"', r"(?:^|[\s(:,])'([^'\n]{2,80}(?:'[a-z][^'\n]{0,60})?)'(?:$|[\s).,?!:;])"]


def build(rule_id: str, rule: RuleSpec) -> Check:
    known_options(rule_id, rule, ("find", "words", "signs"))
    find = one_of(rule_id, rule, "find", ("copied", "quoted", "quoted_review"))
    if find == "quoted":
        return _quoted(rule_id, rule)
    if find == "quoted_review":
        return _quoted_review()
    return _copied(int(number(rule_id, rule, "words", 8)), int(number(rule_id, rule, "signs", 14)))


def _copied(most_words: int, most_signs: int) -> Check:
    def check(document: Document) -> Iterator[Finding]:
        if not document.review_text:
            return
        size = most_signs if document.language.startswith(("zh", "ja", "th")) else most_words
        theirs = shingles(document.review_words, size)
        if not theirs:
            return
        ours = document.folded_words
        start = end = None
        for at in range(len(ours) - size + 1):
            if tuple(ours[at : at + size]) not in theirs:
                continue
            if start is not None and end is not None and at > end:
                yield Finding(Span(document.words[start].start, document.words[end].end))
                start = None
            start = at if start is None else start
            end = at + size - 1
        if start is not None and end is not None:
            yield Finding(Span(document.words[start].start, document.words[end].end))

    return check


def _quoted(rule_id: str, rule: RuleSpec) -> Check:
    pattern = LinearPattern(_QUOTED, needs="\"'")

    def check(document: Document) -> Iterator[Finding]:
        insults = standing_hits(rule_id, rule, document)
        if not insults:
            return
        for span in pattern.spans(document.folded):
            if any(span.start <= hit.span.start and hit.span.end <= span.end for hit in insults):
                yield Finding(span)

    return check


def _quoted_review() -> Check:
    pattern = LinearPattern(_QUOTED, needs="\"'")

    def check(document: Document) -> Iterator[Finding]:
        review = document.context.review
        if review is None or not review.text or (review.stars or 0) > _UNHAPPY:
            return
        for span in pattern.spans(document.folded):
            words = span.of(document.text).strip(" .,!?")
            signs = sum(char.isalpha() for char in words)
            if (
                signs >= _FEWEST_SIGNS
                and not _is_name(words)
                and fold(words).text in document.review_folded.text
            ):
                yield Finding(span)

    return check


def _is_name(words: str) -> bool:
    """Words that all begin with a capital, as dishes and rooms do."""
    parts = words.split()
    return len(parts) > 1 and all(not part[0].islower() for part in parts) and words.lower() != words
