"""What Prometheus reads. Labels are routes, methods, statuses and levels: never texts, tokens or people."""

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """One registry an app, so that several apps can live in one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "replywright_http_requests",
            "Requests answered",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "replywright_http_request_seconds",
            "Time to the end of the answer",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._answers = Counter(
            "replywright_draft_answers", "Answers of /v1/drafts", ("cached",), registry=self.registry
        )
        self._drafts = Counter(
            "replywright_drafts", "New drafts by writer and reason of a fall-back",
            ("provider", "fallback"), registry=self.registry,
        )  # fmt: skip
        self._flags = Counter(
            "replywright_check_flags",
            "Flags found by /v1/check",
            ("category", "level"),
            registry=self.registry,
        )
        # Looking children up by labels costs more than counting.
        self._of_route: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self._hit = self._answers.labels("true")
        self._miss = self._answers.labels("false")

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        known = self._of_route.get((route, method, status))
        if known is None:
            known = (self._requests.labels(route, method, str(status)), self._seconds.labels(route))
            self._of_route[route, method, status] = known
        known[0].inc()
        known[1].observe(seconds)

    def answer(self, *, cached: bool) -> None:
        (self._hit if cached else self._miss).inc()

    def draft(self, provider: str, fallback: str | None) -> None:
        self._drafts.labels(provider, fallback or "").inc()

    def flag(self, category: str, level: str) -> None:
        self._flags.labels(category, level).inc()

    def render(self) -> bytes:
        """The text format; over all workers when the parent process set the shared folder up."""
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            shared = CollectorRegistry()
            MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
            return generate_latest(shared)
        return generate_latest(self.registry)
