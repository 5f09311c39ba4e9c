"""One module a kind of check. A module offers ``build(rule_id, rule) -> Check``; its name is the ``kind``
of a rule.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from functools import cache

from replywright.errors import RulebookError
from replywright.linter.document import Document, Finding
from replywright.rulebook.schema.risk import RuleSpec

Check = Callable[[Document], Iterable[Finding]]


@cache
def kinds() -> tuple[str, ...]:
    """All kinds of check there are."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def build_check(rule_id: str, rule: RuleSpec) -> Check:
    """The check of a rule. Raises RulebookError for a kind or an option that does not exist."""
    if rule.kind not in kinds():
        raise RulebookError(
            f"risk/{rule_id.replace('.', '/')}.yaml: kind: there is no kind {rule.kind!r}; "
            f"known are: {', '.join(kinds())}"
        )
    build: Callable[[str, RuleSpec], Check] = importlib.import_module(f"{__name__}.{rule.kind}").build
    return build(rule_id, rule)
