"""Probes for machines: alive, ready, measured."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from replywright.api.metrics import CONTENT_TYPE
from replywright.api.service import Service, service_of

router = APIRouter(tags=["probes"])
State = Literal["ok", "degraded", "down"]


class PartOut(BaseModel):
    """One part of the service. ``degraded``: it works without, only worse; ``down``: it does not."""

    status: State
    detail: str


class ReadyOut(BaseModel):
    ready: bool
    status: State
    version: str
    redis: PartOut
    database: PartOut
    rulebook: PartOut
    provider: PartOut


class AliveOut(BaseModel):
    status: Literal["ok"]


@router.get("/healthz", operation_id="healthz", summary="Is the process alive", response_model=AliveOut)
async def healthz() -> Response:
    return Response(b'{"status":"ok"}', media_type="application/json")


@router.get(
    "/readyz",
    operation_id="readyz",
    summary="Can it work",
    response_model=ReadyOut,
    responses={503: {"model": ReadyOut, "description": "Something that it cannot do without is down."}},
)
async def readyz(request: Request) -> Response:
    """Ready as long as drafts and checks can be answered: neither Redis nor a model is needed for that."""
    report = await readiness(service_of(request))
    return Response(
        report.model_dump_json(), status_code=200 if report.ready else 503, media_type="application/json"
    )


async def readiness(service: Service) -> ReadyOut:
    """The state of each part in a sentence."""
    redis = await _redis(service)
    database = await _database(service)
    provider = _provider(service)
    rulebook = PartOut(
        status="ok",
        detail=f"Revision {service.rulebook.revision}: {len(service.rulebook.rules)} rules, "
        f"{len(service.rulebook.languages)} languages, {len(service.rulebook.platforms)} platforms.",
    )
    parts = (redis, database, rulebook, provider)
    ready = all(part.status != "down" for part in parts)
    worst: State = "ok" if all(part.status == "ok" for part in parts) else "degraded"
    return ReadyOut(
        ready=ready,
        status=worst if ready else "down",
        version=service.version,
        redis=redis,
        database=database,
        rulebook=rulebook,
        provider=provider,
    )


async def _redis(service: Service) -> PartOut:
    if await service.cache.ping():
        return PartOut(status="ok", detail="Redis answers; drafts are cached.")
    return PartOut(
        status="degraded", detail="Redis does not answer; everything works, but nothing is cached."
    )


async def _database(service: Service) -> PartOut:
    if await service.repository.ping():
        return PartOut(status="ok", detail="The database answers.")
    return PartOut(
        status="down", detail="The database does not answer; tokens and businesses cannot be read."
    )


def _provider(service: Service) -> PartOut:
    writer = service.writer
    if writer.provider == "composer":
        return PartOut(status="ok", detail="No language model is set; the composer writes the drafts.")
    if writer.trouble is None:
        return PartOut(status="ok", detail=f"Drafts come from {writer.model}.")
    return PartOut(
        status="degraded",
        detail=f"The last request to {writer.model} failed ({writer.trouble}); the composer fills in.",
    )


@router.get("/metrics", operation_id="metrics", summary="For Prometheus", include_in_schema=False)
async def metrics(request: Request) -> Response:
    return Response(service_of(request).metrics.render(), headers={"Content-Type": CONTENT_TYPE})
