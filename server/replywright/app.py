"""The composition root: the only place that reads settings and builds concrete objects."""

import asyncio
import gc
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from fastapi import FastAPI
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from replywright import __version__
from replywright.admin.console import Console, PartState
from replywright.admin.routes import attach_console, console_router
from replywright.api.health import readiness
from replywright.api.logs import configure_logging
from replywright.api.metrics import Metrics
from replywright.api.schemas import encode
from replywright.api.service import Job, Limiter, Service, Writer
from replywright.api.web import attach, bare_app, equip, finish_pending
from replywright.api.writer import NoModel, WatchedProvider
from replywright.domain import CheckContext, Review
from replywright.drafting.pipeline import DraftingJob
from replywright.errors import Unavailable
from replywright.linter.linter import Linter
from replywright.ports import DraftCache
from replywright.providers.composer import Composer
from replywright.rulebook.loader import load
from replywright.rulebook.model import Rulebook
from replywright.settings import Settings
from replywright.store.cache import RedisDraftCache, connect
from replywright.store.circuit import Circuit
from replywright.store.embedded import EmbeddedRedis
from replywright.store.rate_limit import RedisRateLimiter
from replywright.store.sql.engine import sqlite_url
from replywright.store.sql.repository import SqlRepository
from replywright.text.language import warm_up

SUPERVISE_EVERY_S = 1.0
_BREATH_S = 0.02
DEMO_SITE = Path(__file__).parent / "demo_site"
_log = structlog.get_logger("replywright.app")


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that one process works with."""

    rulebook: Rulebook
    linter: Linter
    job: Job
    repository: SqlRepository
    cache: DraftCache
    limiter: Limiter | None
    writer: Writer
    warm_up: Callable[[], None] | None = None


def create_app(settings: Settings | None = None, *, parts: Parts | None = None) -> FastAPI:
    """The whole service for these settings; ``parts`` that are given are used and left open."""
    settings = settings or Settings()
    configure_logging(settings.log_level)
    app = bare_app(__version__)
    metrics = Metrics()
    equip(app, metrics=metrics, loopback_only=settings.open)
    app.include_router(console_router)
    _add_pages(app, settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            ours = parts if parts is not None else await stack.enter_async_context(_built(settings))
            service = _service(ours, settings, metrics)
            attach(app, service)
            attach_console(app, _console(ours, service, app.state.tokens.forget))
            if parts is None:
                # What is there now stays; not looking at it again keeps the collector's pauses short.
                gc.collect()
                gc.freeze()
                await stack.enter_async_context(_warming(ours))
            yield
            await finish_pending(app)

    app.router.lifespan_context = lifespan
    return app


@asynccontextmanager
async def open_parts(settings: Settings) -> AsyncIterator[Parts]:
    """The same parts without HTTP, for the command line; logs only what is wrong."""
    configure_logging("WARNING")
    async with _built(settings) as parts:
        yield parts


@asynccontextmanager
async def open_repository(settings: Settings) -> AsyncIterator[SqlRepository]:
    """The database alone, brought up to date."""
    repository = SqlRepository(settings.database_url or sqlite_url(settings.data_dir))
    try:
        await repository.start()
        yield repository
    finally:
        await repository.aclose()


@asynccontextmanager
async def _built(settings: Settings) -> AsyncIterator[Parts]:
    rulebook = load(settings.prompts_dir)
    async with AsyncExitStack() as stack:
        repository = SqlRepository(
            settings.database_url or sqlite_url(settings.data_dir), example=rulebook.example_business
        )
        stack.push_async_callback(repository.aclose)
        await repository.start()
        await repository.note_rulebook(rulebook.revision)
        redis_url = settings.redis_url
        if redis_url is None:
            redis_url = await stack.enter_async_context(_embedded(settings.data_dir))
        client, circuit = connect(redis_url), Circuit()
        cache = RedisDraftCache(client, settings.draft_cache_ttl_s, circuit=circuit)
        stack.push_async_callback(cache.aclose)
        provider = _provider(settings)
        if provider is not None:
            stack.push_async_callback(provider.aclose)
        linter = Linter(rulebook)
        job = DraftingJob(
            rulebook,
            linter,
            provider,
            Composer(rulebook),
            cache,
            encode,
            prompt_token_budget=settings.prompt_token_budget,
            sampling=f"temperature={settings.llm_temperature} tokens={settings.completion_token_budget}",
        )
        yield Parts(
            rulebook=rulebook,
            linter=linter,
            job=job,
            repository=repository,
            cache=cache,
            limiter=RedisRateLimiter(client, settings.rate_limit_per_minute, circuit=circuit),
            writer=provider or NoModel(),
            warm_up=job.warm_up,
        )


def _provider(settings: Settings) -> WatchedProvider | None:
    if not settings.llm_model:
        return None
    from replywright.providers.openai import OpenAIProvider

    return WatchedProvider(
        OpenAIProvider(
            settings.llm_base_url,
            settings.llm_api_key.get_secret_value() if settings.llm_api_key else None,
            settings.llm_model,
            settings.llm_temperature,
            settings.llm_timeout_s,
            settings.completion_token_budget,
        )
    )


@asynccontextmanager
async def _embedded(data_dir: Path) -> AsyncIterator[str]:
    """Our own redis-server, looked after; without one the service works, only nothing is cached."""
    redis = EmbeddedRedis(data_dir)
    try:
        redis.start()
    except Unavailable as error:
        _log.warning("no redis", detail=error.detail)

    async def look_after() -> None:
        while True:
            await asyncio.sleep(SUPERVISE_EVERY_S)
            await redis.ensure()

    try:
        async with _background(look_after()):
            yield redis.url
    finally:
        redis.stop()


@asynccontextmanager
async def _warming(parts: Parts) -> AsyncIterator[None]:
    """Builds in a thread what would else be built at the first request in each language."""
    stopped = threading.Event()

    def warm() -> None:
        warm_up()
        for tag in parts.rulebook.languages:
            if stopped.is_set():
                return
            review = Review(text="-", language=tag)
            points = parts.linter.points(review, tag)
            parts.linter.check("-", CheckContext(review=review, language=tag, points=points))
            stopped.wait(_BREATH_S)  # whoever asks meanwhile comes first
        if parts.warm_up is not None:
            parts.warm_up()

    try:
        async with _background(asyncio.to_thread(warm)):
            yield
    finally:
        stopped.set()


@asynccontextmanager
async def _background(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def _service(parts: Parts, settings: Settings, metrics: Metrics) -> Service:
    return Service(
        rulebook=parts.rulebook,
        checker=parts.linter,
        job=parts.job,
        repository=parts.repository,
        cache=parts.cache,
        limiter=parts.limiter if settings.rate_limit_per_minute else None,
        writer=parts.writer,
        version=__version__,
        metrics=metrics,
        open=settings.open,
    )


def _console(parts: Parts, service: Service, forget_tokens: Callable[[], None]) -> Console:
    async def states() -> list[PartState]:
        report = await readiness(service)
        named = {
            "redis": report.redis,
            "database": report.database,
            "rulebook": report.rulebook,
            "provider": report.provider,
        }
        return [PartState(name, part.status, part.detail) for name, part in named.items()]

    return Console(parts.repository, parts.rulebook, __version__, states, forget_tokens)


def _add_pages(app: FastAPI, settings: Settings) -> None:
    has_demo = settings.demo and DEMO_SITE.is_dir()
    start = "/demo/" if has_demo else "/admin"

    async def to_start() -> Response:
        return RedirectResponse(start)

    app.add_api_route("/", to_start, include_in_schema=False)
    if has_demo:
        app.add_api_route("/demo", to_start, include_in_schema=False)
        app.mount("/demo", StaticFiles(directory=DEMO_SITE, html=True))
