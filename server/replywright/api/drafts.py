"""POST /v1/drafts, as one JSON answer or as server-sent events."""

import asyncio
import json
from collections.abc import AsyncIterator
from time import perf_counter
from typing import Any

import structlog
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from replywright.api.access import admit
from replywright.api.bodies import BodyReader
from replywright.api.businesses import BusinessMemory
from replywright.api.contract import body_of, problems
from replywright.api.events import Streamer
from replywright.api.inputs import DraftsIn
from replywright.api.routing import DirectRoute
from replywright.api.schemas import DraftsOut
from replywright.api.service import Service, service_of
from replywright.api.words import ui_language
from replywright.domain import DraftRequest
from replywright.errors import ReplywrightError
from replywright.store.sql.records import DraftRecord

router = APIRouter(route_class=DirectRoute, tags=["drafts"])
_reader = BodyReader(DraftsIn)
_log = structlog.get_logger("replywright.drafts")


@router.post(
    "/v1/drafts",
    operation_id="draft",
    summary="Draft replies to a review",
    openapi_extra=body_of(DraftsIn),
    responses={
        200: {"model": DraftsOut, "content": {"text/event-stream": {"schema": {"type": "string"}}}},
        **problems(400, 401, 403, 404, 413, 421, 422, 429, 500, 503),
    },
)
async def draft(request: Request) -> Response:
    """Answer with checked drafts; none of them holds a block flag.

    With `Accept: text/event-stream` the events `triage`, `delta`, `draft` and `done`, or `problem`.
    """
    begin = perf_counter()
    await admit(request)
    body = await _reader.read(request)
    service = service_of(request)
    businesses: BusinessMemory = request.app.state.businesses
    job = body.to_domain(
        await businesses.find(service.repository, body.business),
        ui_language(body.ui_language, request.headers.get("accept-language"), service.rulebook.languages),
    )
    if "text/event-stream" in request.headers.get("accept", ""):
        return _stream(request, service, job, begin)
    answer = await service.job.answer(job)
    service.metrics.answer(cached=answer.cached)
    if not answer.cached:
        remember(request, job, answer.payload)
    return Response(whole(answer.payload, cached=answer.cached, begin=begin), media_type="application/json")


def whole(payload: bytes, *, cached: bool, begin: float) -> bytes:
    """The answer with the two fields that change from call to call put before the kept bytes."""
    took = (perf_counter() - begin) * 1000
    return b'{"cached":%s,"took_ms":%.2f,%s' % (b"true" if cached else b"false", took, payload[1:])


def _stream(request: Request, service: Service, job: DraftRequest, begin: float) -> Response:
    def finish(payload: bytes, cached: bool) -> bytes:
        service.metrics.answer(cached=cached)
        if not cached:
            remember(request, job, payload)
        return whole(payload, cached=cached, begin=begin)

    stream: AsyncIterator[bytes] = Streamer(job.review.text, request.url.path, finish).run(
        service.job.events(job)
    )
    return StreamingResponse(
        stream,
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def remember(request: Request, job: DraftRequest, payload: bytes) -> None:
    """Keep the new drafts' provenance, without making the operator wait for it."""
    task = asyncio.create_task(_record(service_of(request), job.business.slug, json.loads(payload)))
    pending: set[asyncio.Task[None]] = request.app.state.pending
    pending.add(task)
    task.add_done_callback(pending.discard)


async def _record(service: Service, business: str, answer: dict[str, Any]) -> None:
    drafts = answer["drafts"]
    for item in drafts:
        service.metrics.draft(item["provenance"]["provider"], item["provenance"]["fallback_reason"])
    records = [
        DraftRecord(item["id"], answer["id"], business, item["level"], answer["rulebook"], item["provenance"])
        for item in drafts
    ]
    try:
        await service.repository.record_drafts(records)
    except ReplywrightError as error:
        _log.warning("provenance was not kept", code=error.code)
