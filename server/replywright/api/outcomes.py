"""POST /v1/outcomes: what became of drafts and flags."""

from fastapi import APIRouter
from pydantic import BaseModel
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response

from replywright.api.access import admit
from replywright.api.bodies import BodyReader
from replywright.api.contract import body_of, problems
from replywright.api.inputs import OutcomeIn, OutcomesIn
from replywright.api.routing import DirectRoute
from replywright.api.service import service_of
from replywright.store.sql.records import OutcomeRecord

router = APIRouter(route_class=DirectRoute, tags=["outcomes"])
_reader = BodyReader(OutcomesIn)


class OutcomesOut(BaseModel):
    """``known``: outcomes that were sent before and are counted once."""

    accepted: int
    known: int


@router.post(
    "/v1/outcomes",
    operation_id="outcomes",
    summary="Tell what became of drafts and flags",
    openapi_extra=body_of(OutcomesIn),
    responses={200: {"model": OutcomesOut}, **problems(400, 401, 403, 413, 421, 422, 429, 500, 503)},
)
async def outcomes(request: Request) -> Response:
    """A batch; sending it again changes nothing, since each outcome has an id of the client's making."""
    operator = await admit(request)
    body = await _reader.read(request)
    records = [_record(outcome) for outcome in body.outcomes]
    new = await service_of(request).repository.record_outcomes(operator.id, records)
    return Response(to_json({"accepted": new, "known": len(records) - new}), media_type="application/json")


def _record(outcome: OutcomeIn) -> OutcomeRecord:
    return OutcomeRecord(
        client_id=outcome.client_id,
        action=outcome.action,
        draft_id=outcome.draft,
        rule=outcome.rule,
        scope=outcome.scope,
        reason=outcome.reason,
        platform=outcome.platform,
        edited=outcome.edited,
    )
