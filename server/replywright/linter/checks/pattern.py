"""RE2 patterns over the folded text (lower case, plain quotes and dashes), or over the text as it stands.

Options: ``patterns``, a list or lists by language; ``case_sensitive``: the text as it stands, and a find
whose last
capitalised word the review or the business's own names hold is harmless; ``unless``: patterns that take a
find
away when they overlap it; ``needs``: signs of which one must be in the text; ``at_least``: how many finds
there
must be; ``unless_in_review``.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from replywright.domain import Span
from replywright.errors import RulebookError
from replywright.linter.checks import Check
from replywright.linter.document import Document, Finding
from replywright.linter.options import known_options, number, texts
from replywright.linter.patterns import LinearPattern
from replywright.rulebook.schema.risk import RuleSpec
from replywright.text.language import UNKNOWN
from replywright.text.normalize import Folded, fold

_OPTIONS = ("patterns", "unless", "needs", "at_least", "unless_in_review", "case_sensitive")
_ALL = "all"


def build(rule_id: str, rule: RuleSpec) -> Check:
    options = known_options(rule_id, rule, _OPTIONS)
    where = f"risk/{rule_id.replace('.', '/')}.yaml: options"
    wanted = _by_language(options, where)
    harmless = LinearPattern(texts(rule_id, rule, "unless"), where=f"{where}.unless")
    at_least = number(rule_id, rule, "at_least", 1)
    ask_review = bool(options.get("unless_in_review"))
    as_it_stands = bool(options.get("case_sensitive"))

    def check(document: Document) -> Iterator[Finding]:
        text = Folded(document.text, len(document.text)) if as_it_stands else document.folded
        found = [span for pattern in _chosen(wanted, document.language) for span in pattern.spans(text)]
        if not found or len(found) < at_least:
            return
        excepted = list(harmless.spans(text))
        for span in found:
            if any(other.overlaps(span) for other in excepted):
                continue
            if ask_review and fold(span.of(document.text)).text in document.review_folded.text:
                continue
            if not (as_it_stands and _is_known_name(span, document)):
                yield Finding(span)

    return check


def _by_language(options: Mapping[str, Any], where: str) -> dict[str, LinearPattern]:
    given = options.get("patterns")
    lists: dict[str, Any] = given if isinstance(given, dict) else {_ALL: given}
    if not all(
        isinstance(one, list) and one and all(isinstance(part, str) for part in one) for one in lists.values()
    ):
        raise RulebookError(f"{where}.patterns: a list of patterns, or lists by language, are wanted")
    needs = str(options.get("needs", ""))
    return {tag: LinearPattern(one, needs=needs, where=f"{where}.patterns") for tag, one in lists.items()}


def _chosen(wanted: Mapping[str, LinearPattern], language: str) -> list[LinearPattern]:
    if language == UNKNOWN:
        return list(wanted.values())
    root = language.split("-")[0]
    return [pattern for tag, pattern in wanted.items() if tag == _ALL or tag.split("-")[0] == root]


def _is_known_name(span: Span, document: Document) -> bool:
    names = [word for word in span.of(document.text).split() if word[:1].isupper()]
    if not names:
        return False
    business = document.context.business
    known = document.review_text + " " + (business.signatory or "" if business else "")
    return names[-1].strip(".,!") in known
