"""Every error as application/problem+json (RFC 9457): a stable type, a title for a person, what to do."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from math import ceil
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.responses import Response

from replywright.errors import ReplywrightError, TooMany, Unauthenticated

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:replywright:problem:"

_TITLES = {
    400: ("malformed", "The request cannot be read"),
    404: ("not-found", "There is no such thing here"),
    405: ("method-not-allowed", "This address does not do that"),
    413: ("too-large", "The request is too large"),
    421: ("wrong-host", "This service does not answer for that host name"),
}


class Malformed(ReplywrightError):
    """The body is no JSON, or no UTF-8, or nested too deep."""

    code, status, title = "malformed", 400, "The request cannot be read"


class TooLarge(ReplywrightError):
    code, status, title = "too-large", 413, "The request is too large"


class FieldFault(BaseModel):
    """One field that is wrong, by its dotted path, and why."""

    field: str
    message: str


class Problem(BaseModel):
    """An error, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FieldFault] | None = None


def problem_body(
    path: str, *, code: str, title: str, status: int, detail: str, errors: Iterable[Mapping[str, str]] = ()
) -> bytes:
    body: dict[str, Any] = {
        "type": TYPE_PREFIX + code,
        "title": title,
        "status": status,
        "detail": detail,
        "instance": path,
    }
    if listed := list(errors):
        body["errors"] = listed
    return to_json(body)


def problem_of(error: ReplywrightError, path: str) -> bytes:
    return problem_body(
        path,
        code=error.code,
        title=error.title,
        status=error.status,
        detail=error.detail or error.title + ".",
        errors=error.errors,
    )


def respond(error: ReplywrightError, path: str) -> Response:
    """The response for one of our own errors, with the headers that its status asks for."""
    headers = {}
    if isinstance(error, Unauthenticated):
        headers["WWW-Authenticate"] = 'Bearer realm="replywright"'
    if isinstance(error, TooMany):
        headers["Retry-After"] = str(max(1, ceil(error.retry_after)))
    return Response(problem_of(error, path), error.status, headers, MEDIA_TYPE)


def plain_problem(status: int, path: str, detail: str = "") -> bytes:
    """A problem that has nothing to say beyond its HTTP status."""
    code, title = _TITLES.get(status, (f"http-{status}", HTTPStatus(status).phrase))
    return problem_body(path, code=code, title=title, status=status, detail=detail or title + ".")


def install(app: FastAPI) -> None:
    """Make all errors of this app problem documents."""

    async def ours(request: Request, error: Exception) -> Response:
        if not isinstance(error, ReplywrightError):
            raise error
        return respond(error, request.url.path)

    async def http(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        return Response(
            plain_problem(error.status_code, request.url.path), error.status_code, error.headers, MEDIA_TYPE
        )

    async def invalid(request: Request, error: Exception) -> Response:
        if not isinstance(error, RequestValidationError):
            raise error
        faults = [
            {"field": ".".join(map(str, fault["loc"][1:])) or "query", "message": fault["msg"]}
            for fault in error.errors()
        ]
        body = problem_body(
            request.url.path,
            code="invalid-input",
            title="A field cannot be used as it is",
            status=422,
            detail="See errors.",
            errors=faults,
        )
        return Response(body, 422, media_type=MEDIA_TYPE)

    app.add_exception_handler(ReplywrightError, ours)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
