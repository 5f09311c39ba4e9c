"""A drafting job as server-sent events: triage, delta, draft, done, or problem."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any

import structlog
from pydantic_core import to_json

from replywright.api.problems import problem_body, problem_of
from replywright.api.schemas import draft_fields, point_fields, triage_fields
from replywright.domain import TextDelta
from replywright.drafting.events import Done, DraftReady, Event, TriageReady
from replywright.errors import ReplywrightError
from replywright.text.spans import SpanConverter

KEEP_ALIVE_S = 10.0
_KEEP_ALIVE = b": still working\n\n"
_log = structlog.get_logger("replywright.drafts")

Finish = Callable[[bytes, bool], bytes]


class Streamer:
    """Writes one job's events. ``finish`` makes the whole answer of the payload and whether it was cached."""

    def __init__(
        self, review_text: str, path: str, finish: Finish, *, keep_alive_s: float = KEEP_ALIVE_S
    ) -> None:
        self._spans = SpanConverter(review_text)
        self._path = path
        self._finish = finish
        self._keep_alive_s = keep_alive_s

    async def run(self, events: AsyncIterator[Event]) -> AsyncIterator[bytes]:
        """The bytes to send. Closing this early closes the job, which stops the work upstream."""
        upcoming: asyncio.Task[Event | None] | None = None
        try:
            while True:
                upcoming = upcoming or asyncio.ensure_future(_following(events))
                done, _ = await asyncio.wait({upcoming}, timeout=self._keep_alive_s)
                if not done:
                    yield _KEEP_ALIVE
                    continue
                event, upcoming = upcoming.result(), None
                if event is None:
                    return
                for piece in self._written(event):
                    yield piece
        except ReplywrightError as error:
            yield _event("problem", problem_of(error, self._path))
        except Exception as error:
            _log.error("stream failed", error=type(error).__name__)
            yield _event("problem", self._unexpected())
        finally:
            await _close(events, upcoming)

    def _written(self, event: Event) -> list[bytes]:
        match event:
            case TriageReady():
                return [_event("triage", to_json(self._triage(event)))]
            case TextDelta():
                return [_event("delta", to_json({"draft": event.draft, "text": event.text}))]
            case DraftReady():
                return [_event("draft", to_json({"draft": event.index, **draft_fields(event.draft)}))]
            case Done():
                before = _retold(event.payload) if event.cached else []
                return [*before, _event("done", self._finish(event.payload, event.cached))]

    def _triage(self, event: TriageReady) -> dict[str, Any]:
        return {
            "language": event.language,
            "reply_language": event.reply_language,
            "triage": triage_fields(event.triage, self._spans),
            "points": point_fields(event.points, self._spans),
        }

    def _unexpected(self) -> bytes:
        return problem_body(
            self._path,
            code="internal",
            title="Something went wrong on our side",
            status=500,
            detail="Try again; if it stays, look at the server's log.",
        )


def _retold(payload: bytes) -> list[bytes]:
    """The events of an answer from the cache, so that a reader needs to know only one order of things."""
    answer = json.loads(payload)
    head = {name: answer[name] for name in ("language", "reply_language", "triage", "points")}
    drafts = (
        _event("draft", to_json({"draft": index, **draft})) for index, draft in enumerate(answer["drafts"])
    )
    return [_event("triage", to_json(head)), *drafts]


def _event(name: str, data: bytes) -> bytes:
    # JSON has its line breaks escaped, so one data line always holds the whole of it.
    return b"event: %s\ndata: %s\n\n" % (name.encode(), data)


async def _following(events: AsyncIterator[Event]) -> Event | None:
    return await anext(events, None)


async def _close(events: AsyncIterator[Event], upcoming: asyncio.Task[Event | None] | None) -> None:
    if upcoming is not None and not upcoming.done():
        upcoming.cancel()
        with suppress(asyncio.CancelledError, StopAsyncIteration):
            await upcoming
    close = getattr(events, "aclose", None)
    if close is not None:
        await close()
