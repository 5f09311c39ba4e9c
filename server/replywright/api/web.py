"""Puts the routes, errors and the edge together on one FastAPI app."""

import asyncio

from fastapi import FastAPI

from replywright.api import catalogue, check, drafts, health, outcomes, problems
from replywright.api.access import TokenMemory
from replywright.api.businesses import BusinessMemory
from replywright.api.contract import describe
from replywright.api.edge import Edge
from replywright.api.metrics import Metrics
from replywright.api.service import Service

_DESCRIPTION = (
    "Drafts replies to online reviews and checks them, and what people write themselves, for risky wording. "
    "Spans are half-open UTF-16 code-unit offsets. Errors are problem documents (RFC 9457)."
)


def equip(app: FastAPI, *, metrics: Metrics, loopback_only: bool) -> None:
    """Everything of the HTTP contract, without any service behind it yet."""
    problems.install(app)
    app.add_middleware(Edge, metrics=metrics, loopback_only=loopback_only)
    for router in (drafts.router, check.router, catalogue.router, outcomes.router, health.router):
        # Not include_router: the way through an included router costs a tenth of a cached answer.
        app.router.routes.extend(router.routes)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]


def bare_app(version: str) -> FastAPI:
    """A FastAPI app without documentation pages, since those load scripts from elsewhere."""
    return FastAPI(
        title="Replywright",
        version=version,
        summary="Checked replies to online reviews",
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )


def attach(app: FastAPI, service: Service) -> None:
    """Give the routes what they work with; called by the lifespan."""
    app.state.service = service
    app.state.tokens = TokenMemory()
    app.state.businesses = BusinessMemory()
    app.state.platforms = dict[str, bytes]()
    app.state.pending = set[asyncio.Task[None]]()


async def finish_pending(app: FastAPI) -> None:
    """Let what is still being written be written."""
    pending: set[asyncio.Task[None]] = app.state.pending
    if pending:
        await asyncio.wait(set(pending), timeout=5)
