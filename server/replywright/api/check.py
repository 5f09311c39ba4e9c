"""POST /v1/check: what is risky in a text, while it is typed."""

from time import perf_counter
from typing import Any

from fastapi import APIRouter
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response

from replywright.api.access import admit
from replywright.api.bodies import BodyReader
from replywright.api.businesses import BusinessMemory
from replywright.api.contract import body_of, problems
from replywright.api.inputs import CheckIn
from replywright.api.routing import DirectRoute
from replywright.api.schemas import CheckOut, check_fields
from replywright.api.service import Service, service_of
from replywright.api.words import ui_language
from replywright.domain import Business, CheckContext, Point, Review
from replywright.text.language import canonical, detect

router = APIRouter(route_class=DirectRoute, tags=["check"])
_reader = BodyReader(CheckIn)


@router.post(
    "/v1/check",
    operation_id="check",
    summary="Check a text, a person's as well as a model's",
    openapi_extra=body_of(CheckIn),
    responses={200: {"model": CheckOut}, **problems(400, 401, 403, 404, 413, 421, 422, 429, 500, 503)},
)
async def check(request: Request) -> Response:
    """Flags ordered by start, which points of the review the text answers, and the site's length limit.

    An unknown language is no error: the mechanical rules run and `language` says what was found.
    """
    begin = perf_counter()
    await admit(request)
    body = await _reader.read(request)
    service = service_of(request)
    businesses: BusinessMemory = request.app.state.businesses
    business = await businesses.only(service.repository, body.business)
    words = ui_language(body.ui_language, request.headers.get("accept-language"), service.rulebook.languages)
    fields = checked(service, body, business, words)
    for flag in fields["flags"]:
        service.metrics.flag(flag["category"], flag["level"])
    fields["took_ms"] = round((perf_counter() - begin) * 1000, 3)
    return Response(to_json(fields), media_type="application/json")


def checked(service: Service, body: CheckIn, business: Business | None, words: str) -> dict[str, Any]:
    """The answer but for ``took_ms``."""
    review = body.review.to_domain() if body.review else None
    spoken = _language_of(review)
    points: tuple[Point, ...] = service.checker.points(review, spoken) if review and spoken else ()
    context = CheckContext(
        platform=body.platform or (review.platform if review else "generic"),
        review=review,
        business=business,
        sector=body.sector,
        language=canonical(body.language) if body.language else None,
        review_language=spoken,
        notes=body.notes or "",
        scope=body.scope,
        reply_language=canonical(body.reply_language) if body.reply_language else None,
        ui_language=words,
        points=points,
    )
    result = service.checker.check(body.text, context)
    return check_fields(
        body.text,
        result,
        review_text=review.text if review else "",
        points=points,
        coverage=service.checker.coverage(points, body.text, result.language) if points else None,
    )


def _language_of(review: Review | None) -> str | None:
    if review is None:
        return None
    return canonical(review.language) if review.language else detect(review.text).tag
