"""What the routes need, handed to them by app.py; nothing here is built by this package."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from starlette.requests import Request

from replywright.api.metrics import Metrics
from replywright.domain import CheckContext, CheckResult, Coverage, DraftRequest, Operator, Point, Review
from replywright.drafting.events import Answer, Event
from replywright.ports import DraftCache, Repository
from replywright.rulebook.model import Rulebook
from replywright.store.sql.records import DraftRecord, OutcomeRecord


class Job(Protocol):
    """drafting/pipeline.py, as the routes see it."""

    async def answer(self, request: DraftRequest) -> Answer: ...

    def events(self, request: DraftRequest) -> AsyncIterator[Event]: ...


class Checker(Protocol):
    """linter/linter.py, as the routes see it."""

    def check(self, text: str, context: CheckContext) -> CheckResult: ...

    def points(self, review: Review, language: str) -> tuple[Point, ...]: ...

    def coverage(self, points: Sequence[Point], text: str, language: str) -> tuple[Coverage, ...]: ...


class Store(Repository, Protocol):
    """store/sql, as the routes see it."""

    async def operator_of(self, token: str) -> Operator | None: ...

    async def record_drafts(self, records: Sequence[DraftRecord]) -> None: ...

    async def record_outcomes(self, operator_id: int, records: Sequence[OutcomeRecord]) -> int: ...


class Limiter(Protocol):
    """Says how many seconds ``who`` has to wait before its next request; 0 for not at all. Never raises."""

    async def take(self, who: str) -> float: ...


class Writer(Protocol):
    """Who writes the drafts, and how the last attempts went."""

    @property
    def provider(self) -> str: ...

    @property
    def model(self) -> str: ...

    @property
    def trouble(self) -> str | None:
        """The code of the last error when no answer has come since, else None."""


@dataclass(frozen=True, slots=True)
class Service:
    """``open`` True lets requests without a token in, as an admin; only on a loopback bind."""

    rulebook: Rulebook
    checker: Checker
    job: Job
    repository: Store
    cache: DraftCache
    limiter: Limiter | None
    writer: Writer
    version: str
    metrics: Metrics
    open: bool = False


def service_of(request: Request) -> Service:
    service: Service = request.app.state.service
    return service
