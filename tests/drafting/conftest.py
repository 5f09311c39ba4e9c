"""What the drafting tests share: the real rulebook, plain fakes for what lies outside."""

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest

from replywright.domain import (
    Business,
    CheckContext,
    CheckResult,
    Completion,
    CompletionRequest,
    Contact,
    Coverage,
    DraftRequest,
    Fact,
    Flag,
    Level,
    Limit,
    Point,
    Remedy,
    Review,
    Span,
    TextDelta,
    Why,
)
from replywright.drafting.triage import Triager
from replywright.rulebook.loader import load
from replywright.rulebook.model import Rulebook

PROMPTS = Path(__file__).resolve().parents[2] / "prompts"
TODAY = date(2026, 11, 20)


class FakeLinter:
    """Blocks texts that hold the word BLOCKME; finds a point wherever the review says "cold soup"."""

    def __init__(self, limit: int | None = None) -> None:
        self.limit = limit
        self.contexts: list[CheckContext] = []

    def check(self, text: str, context: CheckContext) -> CheckResult:
        self.contexts.append(context)
        flags = ()
        if "BLOCKME" in text:
            at = text.index("BLOCKME")
            why = Why("because", "house", None, "house")
            span = Span(at, at + 7)
            flags = (
                Flag("f1", "profanity", "profanity.x", Level.BLOCK, span, "BLOCKME", "strong word", why),
            )
        coverage = tuple(Coverage(point.id, "soup" in text) for point in context.points)
        return CheckResult(
            "en", flags, coverage, Limit("chars", self.limit, len(text), self.limit is not None)
        )

    def points(self, review: Review, language: str) -> tuple[Point, ...]:
        at = review.text.casefold().find("cold soup")
        if at < 0:
            return ()
        span = Span(at, at + 9)
        return (Point("p1", "complaint", "food_cold", span, span.of(review.text)),)


class FakeComposer:
    """Writes drafts that differ, from the plan alone; ``texts`` replaces them."""

    name = "composer"
    model = "phrases"

    def __init__(self, texts: tuple[str, ...] | None = None) -> None:
        self.texts = texts
        self.requests: list[CompletionRequest] = []

    async def complete(self, request: CompletionRequest) -> Completion:
        self.requests.append(request)
        made = tuple(_OWN[(request.seed + at) % len(_OWN)] for at in range(request.count))
        texts = made if self.texts is None else self.texts
        return Completion(texts, self.name, self.model)

    async def stream(self, request: CompletionRequest):  # type: ignore[no-untyped-def]
        completion = await self.complete(request)
        yield TextDelta(0, completion.texts[0])
        yield completion

    async def aclose(self) -> None:
        return None


_OWN = (
    "Thank you for writing. The soup should have been hot and we are sorry that it was not.",
    "Your words about dinner reached the kitchen today. We apologise for how that plate arrived.",
    "We read this with regret: nobody wants to wait and then eat lukewarm food. Please write to us.",
    "Hello, and thanks for telling us plainly. A soup that is not hot is our mistake to put right.",
    "It is a pity that supper went wrong. We have passed this on and would like to hear more from you.",
)


class FakeCache:
    """A cache in memory that counts what is asked of it."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.lookups = 0

    async def get(self, key: str) -> bytes | None:
        self.lookups += 1
        return self.kept.get(key)

    async def put(self, key: str, value: bytes) -> None:
        self.kept[key] = value

    async def single_flight(self, key: str, make: Callable[[], Awaitable[tuple[bytes, bool]]]) -> bytes:
        if key in self.kept:
            return self.kept[key]
        value, keep = await make()
        if keep:
            self.kept[key] = value
        return value

    async def ping(self) -> bool:
        return True

    async def aclose(self) -> None:
        return None


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load(PROMPTS)


@pytest.fixture(scope="session")
def triager(rulebook: Rulebook) -> Triager:
    return Triager(rulebook)


@pytest.fixture
def linter() -> FakeLinter:
    return FakeLinter()


@pytest.fixture
def business() -> Business:
    return Business(
        slug="lantern",
        name="Harbour Lantern",
        revision="r1",
        sector="hotel",
        city="Pärnu",
        facts=(
            Fact("food_cold", {"en": "Soup is served from noon.", "et": "Suppi pakume keskpäevast."}),
            Fact("parking", {"en": "There are eight parking places."}),
        ),
        contacts=(
            Contact("email", "hello@lantern.example", date(2026, 10, 1)),
            Contact("phone", "+372 5550 0100", date(2024, 10, 1)),
            Contact("address", "1 Quay Street", date(2026, 10, 1)),
        ),
        remedies=(Remedy("call", {"en": "The cook calls you back."}, topics=("food_cold",)),),
        signatory="Maris",
    )


@pytest.fixture
def request_for(business: Business) -> Callable[..., DraftRequest]:
    def make(text: str = "We got cold soup and waited an hour.", **changes: object) -> DraftRequest:
        review_keys = {"platform", "rating", "author", "language", "existing_reply", "rating_max"}
        of_review = {key: value for key, value in changes.items() if key in review_keys}
        rest = {key: value for key, value in changes.items() if key not in review_keys}
        review = Review(**{"text": text, "rating": 1.0, "platform": "generic", **of_review})  # type: ignore[arg-type]
        return DraftRequest(**{"review": review, "business": business, **rest})  # type: ignore[arg-type]

    return make
