"""Reads the ``options`` of a rule and says what would be allowed when they are wrong."""

from collections.abc import Iterable
from typing import Any

from replywright.errors import RulebookError
from replywright.rulebook.schema.risk import RuleSpec


def _where(rule_id: str) -> str:
    return f"risk/{rule_id.replace('.', '/')}.yaml: options"


def known_options(rule_id: str, rule: RuleSpec, known: Iterable[str]) -> dict[str, Any]:
    """The options. Raises RulebookError for one that the check does not know."""
    allowed = set(known)
    for name in rule.options:
        if name not in allowed:
            raise RulebookError(
                f"{_where(rule_id)}.{name}: there is no such option here; "
                f"known are: {', '.join(sorted(allowed)) or 'none'}"
            )
    return rule.options


def one_of(rule_id: str, rule: RuleSpec, name: str, values: Iterable[str]) -> str:
    """A required option that has one of some values."""
    legal = sorted(values)
    value = rule.options.get(name)
    if value not in legal:
        raise RulebookError(f"{_where(rule_id)}.{name}: {value!r} is not one of: {', '.join(legal)}")
    return str(value)


def texts(rule_id: str, rule: RuleSpec, name: str, *, required: bool = False) -> list[str]:
    """An option that is a list of texts."""
    value = rule.options.get(name, [])
    if (
        not isinstance(value, list)
        or not all(isinstance(one, str) for one in value)
        or (required and not value)
    ):
        raise RulebookError(f"{_where(rule_id)}.{name}: a list of texts is wanted")
    return value


def number(rule_id: str, rule: RuleSpec, name: str, default: float) -> float:
    """An option that is a positive number."""
    value = rule.options.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
        raise RulebookError(f"{_where(rule_id)}.{name}: a positive number is wanted, not {value!r}")
    return float(value)
