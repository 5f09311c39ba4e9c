"""Output that is stuck: one sentence or one group of words over and over.

Options: ``sentences``, ``groups`` (of four words): how often at least.
"""

from collections import Counter
from collections.abc import Iterator

from replywright.domain import Span
from replywright.linter.checks import Check
from replywright.linter.document import Document, Finding
from replywright.linter.options import known_options, number
from replywright.rulebook.schema.risk import RuleSpec
from replywright.text.normalize import fold

_GROUP = 4
_SHORT = 8  # code points; shorter sentences ("Thank you.") may come again


def build(rule_id: str, rule: RuleSpec) -> Check:
    known_options(rule_id, rule, ("sentences", "groups"))
    sentences = int(number(rule_id, rule, "sentences", 2))
    groups = int(number(rule_id, rule, "groups", 4))

    def check(document: Document) -> Iterator[Finding]:
        again = _again(document, sentences)
        if again is None:
            again = _same_groups(document, groups)
        if again is not None:
            yield Finding(again)

    return check


def _again(document: Document, times: int) -> Span | None:
    places: dict[str, list[Span]] = {}
    for sentence in document.sentences:
        plain = fold(sentence.of(document.text)).text.strip(" .!?。！？")
        if len(plain) < (_SHORT // 2 if document.language.startswith("zh") else _SHORT * 2):
            continue
        found = places.setdefault(plain, [])
        found.append(sentence)
        if len(found) >= times:
            return Span(found[1].start, found[-1].end)
    return None


def _same_groups(document: Document, times: int) -> Span | None:
    words = document.folded_words
    size = _GROUP * 2 if document.language.startswith("zh") else _GROUP
    if len(words) < size * times:
        return None
    counts = Counter(tuple(words[at : at + size]) for at in range(len(words) - size + 1))
    group, count = counts.most_common(1)[0]
    if count < times:
        return None
    places = [at for at in range(len(words) - size + 1) if tuple(words[at : at + size]) == group]
    return Span(document.words[places[1]].start, document.words[places[-1] + size - 1].end)
