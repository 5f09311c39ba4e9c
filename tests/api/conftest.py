"""An app on a small rulebook and a real database file, with a job and a checker that do as they are told."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
import pytest

from replywright.api.schemas import encode
from replywright.api.writer import NoModel
from replywright.app import Parts, create_app
from replywright.domain import (
    CheckResult,
    Coverage,
    Draft,
    DraftSet,
    Flag,
    Level,
    Limit,
    Point,
    Provenance,
    Signal,
    Span,
    TextDelta,
    Triage,
    Why,
)
from replywright.drafting.events import Answer, Done, DraftReady, TriageReady
from replywright.rulebook.model import Rulebook
from replywright.rulebook.schema.business import BusinessSpec
from replywright.rulebook.schema.language import LanguageSpec
from replywright.rulebook.schema.platform import PlatformSpec, ReportGround
from replywright.settings import Settings
from replywright.store.sql.engine import sqlite_url
from replywright.store.sql.repository import SqlRepository

BASE = "http://127.0.0.1:8410"
EXAMPLE = BusinessSpec(slug="harbour-cafe", name="Harbour Café", sector="restaurant", city="Pärnu")


def small_rulebook() -> Rulebook:
    languages = {
        "en": LanguageSpec(name="English", english_name="English", script="Latn"),
        "et": LanguageSpec(name="eesti", english_name="Estonian", script="Latn"),
        "zh-Hant": LanguageSpec(name="繁體中文", english_name="Chinese (traditional)", script="Hant"),
    }
    ground = ReportGround(label={"en": "Not a customer", "et": "Ei ole klient"}, source="the site's rules")
    platforms = {
        "generic": PlatformSpec(name="Any site"),
        "google": PlatformSpec(name="Google", hosts=["google.com"], report_grounds=[ground]),
    }
    empty: dict = {}
    return Rulebook(
        "0123456789abcdef", empty, empty, empty, languages, platforms, empty, empty, empty, EXAMPLE
    )


def finding(text: str, word: str, level: Level = Level.WARN) -> Flag:
    start = text.index(word)
    return Flag(
        id="f1",
        category="legal_threat",
        rule="legal_threat.court",
        level=level,
        span=Span(start, start + len(word)),
        text=word,
        message="Names a court.",
        why=Why("It scares readers.", "House style", None, "house"),
        replacements=("a talk",),
    )


def result(text: str, *flags: Flag, coverage: tuple[Coverage, ...] = ()) -> CheckResult:
    return CheckResult("en", flags, coverage, Limit("chars", 4096, len(text), True))


@dataclass
class FakeChecker:
    """Flags the word ``court``; finds one point, the word ``cold``, which ``warm`` answers."""

    asked: list = field(default_factory=list)
    fault: Exception | None = None

    def check(self, text, context):
        self.asked.append((text, context))
        if self.fault:
            raise self.fault
        flags = (finding(text, "court"),) if "court" in text else ()
        return result(text, *flags, coverage=self.coverage(context.points, text, "en"))

    def points(self, review, language):
        at = review.text.find("cold")
        return (Point("p1", "complaint", None, Span(at, at + 4), "cold"),) if at >= 0 else ()

    def coverage(self, points, text, language):
        return tuple(Coverage(point.id, "warm" in text) for point in points)


@dataclass
class FakeJob:
    """Answers with one draft; a request seen before is answered from memory, unless forced."""

    asked: list = field(default_factory=list)
    kept: dict = field(default_factory=dict)
    fault: Exception | None = None
    closed: int = 0

    def make(self, request):
        text = request.review.text
        at = text.find("cold")
        span = Span(max(at, 0), max(at, 0) + 4)
        triage = Triage(
            ("genuine_complaint",),
            "reply",
            50,
            (Signal("genuine_complaint", span, span.of(text)),),
            "Say sorry.",
        )
        points = (Point("p1", "complaint", None, span, span.of(text)),)
        provenance = Provenance("composer", "phrases", "0123456789abcdef", "")
        draft = Draft("d1", "Thank you 👋 we heard.", "warm", result("Thank you 👋 we heard."), provenance)
        return DraftSet("s1", "0123456789abcdef", "en", "en", triage, points, (draft,), review_text=text)

    async def answer(self, request):
        self.asked.append(request)
        if self.fault:
            raise self.fault
        key = repr(request)
        if key in self.kept and not request.force:
            return Answer(self.kept[key], cached=True)
        self.kept[key] = encode(self.make(request))
        return Answer(self.kept[key], cached=False)

    async def events(self, request):
        answer = await self.answer(request)
        try:
            if not answer.cached:
                made = self.make(request)
                yield TriageReady(made.triage, made.points, made.language, made.reply_language)
                yield TextDelta(0, "Thank you 👋")
                yield DraftReady(0, made.drafts[0])
            yield Done(answer.payload, answer.cached)
        finally:
            self.closed += 1


@dataclass
class FakeCache:
    up: bool = True

    async def ping(self):
        return self.up


@dataclass
class FakeLimiter:
    seconds: float = 0.0
    seen: list = field(default_factory=list)

    async def take(self, who):
        self.seen.append(who)
        return self.seconds


@asynccontextmanager
async def running(parts: Parts, **settings) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(Settings(_env_file=None, **settings), parts=parts)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
            client.app = app
            yield client


@asynccontextmanager
async def service_parts(folder) -> AsyncIterator[Parts]:
    repository = SqlRepository(sqlite_url(folder), example=EXAMPLE)
    await repository.start()
    yield Parts(
        rulebook=small_rulebook(),
        linter=FakeChecker(),
        job=FakeJob(),
        repository=repository,
        cache=FakeCache(),
        limiter=FakeLimiter(),
        writer=NoModel(),
    )
    await repository.aclose()


@pytest.fixture
async def parts(tmp_path):
    async with service_parts(tmp_path) as parts:
        yield parts


@pytest.fixture
async def client(parts):
    """A service in open mode."""
    async with running(parts, open=True) as client:
        yield client


@pytest.fixture
async def closed(parts):
    """A service that wants tokens."""
    async with running(parts, open=False) as client:
        yield client


def review(**fields):
    return {"platform": "google", "text": "The soup was cold.", "rating": 2, **fields}
