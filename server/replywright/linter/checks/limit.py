"""The site's length limit. Option ``which``: ``hard`` (more than the site takes) or ``soft`` (more than
people read).
"""

from collections.abc import Iterator

from replywright.domain import Level
from replywright.linter.checks import Check
from replywright.linter.document import Document, Finding
from replywright.linter.limits import limit_of
from replywright.linter.options import known_options, one_of
from replywright.rulebook.schema.risk import RuleSpec


def build(rule_id: str, rule: RuleSpec) -> Check:
    known_options(rule_id, rule, ("which",))
    return _over_hard if one_of(rule_id, rule, "which", ("hard", "soft")) == "hard" else _over_soft


def _over_hard(document: Document) -> Iterator[Finding]:
    limit = limit_of(document.text, document.platform)
    if limit.max is not None and limit.used > limit.max:
        # A limit that no page of the site confirms warns, but keeps nobody from posting.
        yield Finding(document.whole, level=None if limit.hard else Level.WARN, whole=True)


def _over_soft(document: Document) -> Iterator[Finding]:
    limit = limit_of(document.text, document.platform)
    soft = document.platform.limit.soft
    if soft is not None and limit.used > soft and (limit.max is None or limit.used <= limit.max):
        yield Finding(document.whole, whole=True)
