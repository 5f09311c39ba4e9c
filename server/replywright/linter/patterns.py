"""Patterns of linear time over folded text, with spans of the original."""

from collections.abc import Iterable, Iterator
from typing import Any

import re2

from replywright.domain import Span
from replywright.errors import RulebookError
from replywright.text.normalize import Folded

_MOST = 64


class LinearPattern:
    """Any of some RE2 patterns. Where a pattern has groups, group 1 is what is found.

    ``needs``: signs of which one must be in the text for a search to be worth its time. Raises RulebookError.
    """

    def __init__(self, patterns: Iterable[str], *, needs: str = "", where: str = "") -> None:
        self._needs = needs
        self._compiled: list[Any] = [_compiled(pattern, where) for pattern in patterns]

    def spans(self, folded: Folded) -> Iterator[Span]:
        """Spans in the original text, pattern by pattern, at most 64 each."""
        for start, end in self.folded_spans(folded.text):
            yield folded.span(start, end)

    def folded_spans(self, text: str) -> Iterator[tuple[int, int]]:
        if self._needs and not any(sign in text for sign in self._needs):
            return
        for compiled in self._compiled:
            for count, match in enumerate(compiled.finditer(text)):
                if count >= _MOST:
                    break
                start, end = match.span(1) if compiled.groups else match.span()
                if start < end:
                    yield start, end


def _compiled(pattern: str, where: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
        raise RulebookError(f"{where}: the pattern {pattern!r} cannot be used: {reason}") from None
