"""What the extension needs to know beforehand: sites, businesses, and who it is."""

from typing import Annotated, Any

from fastapi import APIRouter, Header
from pydantic import BaseModel
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response

from replywright.api.access import Admitted
from replywright.api.businesses import BusinessMemory
from replywright.api.contract import problems
from replywright.api.service import service_of
from replywright.api.words import ui_language
from replywright.domain import LimitUnit, Role
from replywright.rulebook.schema.base import localized
from replywright.rulebook.schema.platform import (
    ContactPolicy,
    LinkPolicy,
    NamingPolicy,
    PlatformSpec,
    RemedyPolicy,
)

router = APIRouter(tags=["catalogue"])
_REFUSALS = problems(401, 403, 421, 422, 429, 500, 503)
Language = Annotated[str | None, Header(alias="accept-language", max_length=500)]


class PlatformLimitOut(BaseModel):
    """``max`` null: no limit is known, then ``soft`` is only a piece of advice."""

    unit: LimitUnit
    max: int | None
    soft: int | None


class ReportGroundOut(BaseModel):
    label: str
    source: str | None
    url: str | None


class PlatformOut(BaseModel):
    """One site. ``enabled`` false switches its adapter off; null stands for not known, never for no."""

    slug: str
    name: str
    aliases: list[str]
    hosts: list[str]
    enabled: bool
    owner_can_reply: bool | None
    who_may_reply: str | None
    rating_only_reply: bool | None
    limit: PlatformLimitOut
    contact: ContactPolicy
    links: LinkPolicy
    remedies: RemedyPolicy
    naming: NamingPolicy
    irreversible: bool | None
    premoderated: bool | None
    replies_per_review: int | None
    note: str | None
    report_url: str | None
    report_grounds: list[ReportGroundOut]


class PlatformsOut(BaseModel):
    rulebook: str
    platforms: list[PlatformOut]


class BusinessOut(BaseModel):
    slug: str
    name: str
    sector: str
    city: str | None
    revision: str


class BusinessesOut(BaseModel):
    businesses: list[BusinessOut]


class OperatorOut(BaseModel):
    name: str
    role: Role


class MeOut(BaseModel):
    """Who the token belongs to and what it talks to. ``open``: no token is needed here."""

    operator: OperatorOut
    role: Role
    open: bool
    version: str
    rulebook: str
    provider: str
    model: str
    languages: list[str]


@router.get(
    "/v1/platforms",
    operation_id="platforms",
    summary="Sites, their limits and rules, and switches",
    response_model=PlatformsOut,
    responses={304: {"description": "Not changed since the ETag that was sent."}, **_REFUSALS},
)
async def platforms(
    request: Request,
    operator: Admitted,
    language: Language = None,
    if_none_match: Annotated[str | None, Header(max_length=500)] = None,
) -> Response:
    """Kept by the extension with its ETag, which changes with the rulebook and the language."""
    rulebook = service_of(request).rulebook
    words = ui_language(None, language, rulebook.languages)
    etag = f'"{rulebook.revision}-{words}"'
    headers = {"ETag": etag, "Vary": "Accept-Language", "Cache-Control": "private, no-cache"}
    if if_none_match is not None and etag in if_none_match:
        return Response(status_code=304, headers=headers)
    kept: dict[str, bytes] = request.app.state.platforms
    if etag not in kept:
        listed = [_platform(slug, spec, words) for slug, spec in sorted(rulebook.platforms.items())]
        kept[etag] = to_json({"rulebook": rulebook.revision, "platforms": listed})
    return Response(kept[etag], headers=headers, media_type="application/json")


def _platform(slug: str, spec: PlatformSpec, words: str) -> dict[str, Any]:
    note = spec.editing.note
    return {
        "slug": slug,
        "name": spec.name,
        "aliases": spec.aliases,
        "hosts": spec.hosts,
        "enabled": spec.enabled,
        "owner_can_reply": spec.owner_can_reply,
        "who_may_reply": spec.who_may_reply,
        "rating_only_reply": spec.rating_only_reply,
        "limit": {"unit": spec.limit.unit, "max": spec.limit.max, "soft": spec.limit.soft},
        "contact": spec.contact.policy,
        "links": spec.links.policy,
        "remedies": spec.remedies.policy,
        "naming": spec.naming.policy,
        "irreversible": spec.editing.irreversible,
        "premoderated": spec.editing.premoderated,
        "replies_per_review": spec.editing.replies_per_review,
        "note": localized(note, words) if note else None,
        "report_url": spec.report_url,
        "report_grounds": [
            {"label": localized(ground.label, words), "source": ground.source, "url": ground.url}
            for ground in spec.report_grounds
        ],
    }


@router.get(
    "/v1/businesses",
    operation_id="businesses",
    summary="Businesses to draft for",
    response_model=BusinessesOut,
    responses=_REFUSALS,
)
async def businesses(request: Request, operator: Admitted) -> Response:
    """The stored businesses; the built-in example when there is none."""
    memory: BusinessMemory = request.app.state.businesses
    listed = [
        {
            "slug": business.slug,
            "name": business.name,
            "sector": business.sector,
            "city": business.city,
            "revision": business.revision,
        }
        for business in (await memory.all(service_of(request).repository)).values()
    ]
    return Response(to_json({"businesses": listed}), media_type="application/json")


@router.get(
    "/v1/me",
    operation_id="me",
    summary="Who am I, and what am I talking to",
    response_model=MeOut,
    responses=_REFUSALS,
)
async def me(request: Request, operator: Admitted) -> Response:
    """Serves as the extension's test of its connection."""
    service = service_of(request)
    fields = {
        "operator": {"name": operator.name, "role": operator.role},
        "role": operator.role,
        "open": service.open,
        "version": service.version,
        "rulebook": service.rulebook.revision,
        "provider": service.writer.provider,
        "model": service.writer.model,
        "languages": sorted(service.rulebook.languages),
    }
    return Response(to_json(fields), media_type="application/json")
