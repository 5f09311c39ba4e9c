"""The outermost layer: request ids, who may call from where, security headers, metrics, the last resort.

One plain ASGI layer instead of several, because every request passes through it.
"""

import logging
import sys
import traceback
from secrets import token_hex
from time import perf_counter

import structlog
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from replywright.api.cors import (
    ALLOWED_HEADERS,
    ALLOWED_METHODS,
    EXPOSED_HEADERS,
    is_extension,
    is_own,
    names_loopback,
)
from replywright.api.metrics import Metrics
from replywright.api.problems import MEDIA_TYPE, plain_problem, problem_body
from replywright.errors import ReplywrightError

_Raw = list[tuple[bytes, bytes]]

_ALWAYS: _Raw = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
]
_CLOSED = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'")
_PAGES = (
    b"content-security-policy",
    b"default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
    b"font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
)
_NO_STORE = (b"cache-control", b"no-store")
_log = structlog.get_logger("replywright.http")
_stdlib_log = logging.getLogger("replywright.http")  # knows for nothing whether anybody listens


class Edge:
    """``loopback_only``: answer only to loopback host names (open mode, against DNS rebinding)."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics, loopback_only: bool) -> None:
        self._app = app
        self._metrics = metrics
        self._loopback_only = loopback_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, _in_one_sentence(send))
            return
        await _Exchange(self._app, scope, send, self._metrics).run(receive, self._loopback_only)


def _in_one_sentence(send: Send) -> Send:
    """A start that fails for a reason of ours says that reason, without the way the program came there."""

    async def shorter(message: Message) -> None:
        error = sys.exc_info()[1]
        if message["type"] == "lifespan.startup.failed" and isinstance(error, ReplywrightError):
            message = {**message, "message": f"{error.title}. {error.detail}".strip()}
        await send(message)

    return shorter


class _Exchange:
    """One request and its answer."""

    __slots__ = (
        "_app",
        "_begin",
        "_extra",
        "_metrics",
        "_origin",
        "_request_id",
        "_scope",
        "_send",
        "_status",
    )

    def __init__(self, app: ASGIApp, scope: Scope, send: Send, metrics: Metrics) -> None:
        self._app, self._scope, self._send, self._metrics = app, scope, send, metrics
        self._begin = perf_counter()
        self._status = 0
        self._origin: str | None = None
        self._request_id = ""
        self._extra: _Raw = []

    async def run(self, receive: Receive, loopback_only: bool) -> None:
        headers: dict[bytes, bytes] = dict(self._scope["headers"])
        self._name_request(headers.get(b"x-request-id", b""))
        self._origin = headers[b"origin"].decode("latin-1") if b"origin" in headers else None
        host = headers.get(b"host", b"").decode("latin-1")
        self._allow_origin()
        if loopback_only and not names_loopback(host):
            await self._answer(421, plain_problem(421, self._scope["path"], "Use 127.0.0.1 or localhost."))
        elif self._origin is not None and not (is_extension(self._origin) or is_own(self._origin, host)):
            await self._refuse_origin()
        elif self._scope["method"] == "OPTIONS" and self._origin is not None:
            await self._preflight(headers)
        else:
            await self._pass_on(receive)
        self._count()

    def _name_request(self, given: bytes) -> None:
        safe = 0 < len(given) <= 64 and given.replace(b"-", b"").isalnum()
        self._request_id = given.decode("ascii") if safe else token_hex(8)
        self._scope["request_id"] = self._request_id

    def _allow_origin(self) -> None:
        if self._origin is not None and is_extension(self._origin):
            self._extra = [
                (b"access-control-allow-origin", self._origin.encode("latin-1")),
                (b"access-control-expose-headers", EXPOSED_HEADERS),
                (b"vary", b"Origin"),
            ]

    async def _refuse_origin(self) -> None:
        body = problem_body(
            self._scope["path"],
            code="foreign-origin",
            title="Pages of other sites may not call this service",
            status=403,
            detail="Only the browser extension and pages of this service may.",
        )
        await self._answer(403, body)

    async def _preflight(self, headers: dict[bytes, bytes]) -> None:
        allowed: _Raw = [
            (b"access-control-allow-methods", ALLOWED_METHODS),
            (b"access-control-allow-headers", ALLOWED_HEADERS),
            (b"access-control-max-age", b"600"),
        ]
        if headers.get(b"access-control-request-private-network") == b"true":
            allowed.append((b"access-control-allow-private-network", b"true"))
        self._extra += allowed
        await self._answer(204, b"")

    async def _pass_on(self, receive: Receive) -> None:
        try:
            await self._app(self._scope, receive, self._on_send)
        except ClientDisconnect:
            self._status = self._status or 499  # nobody is there to answer to; as nginx counts it
        except Exception as error:
            # Neither the message nor the values of a fault are logged: they may hold somebody's words.
            frames = traceback.extract_tb(error.__traceback__)[-8:]
            _log.error(
                "request failed",
                error=type(error).__name__,
                where=[
                    f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames
                ],
                request_id=self._request_id,
            )
            if self._status:
                raise ConnectionAbortedError("the answer broke off") from None
            body = problem_body(
                self._scope["path"],
                code="internal",
                title="Something went wrong on our side",
                status=500,
                detail=f"Try again; if it stays, give the administrator this request id: {self._request_id}.",
            )
            await self._answer(500, body)

    async def _answer(self, status: int, body: bytes) -> None:
        headers: _Raw = [(b"content-length", str(len(body)).encode())]
        if body:
            headers.append((b"content-type", MEDIA_TYPE.encode()))
        await self._on_send({"type": "http.response.start", "status": status, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})

    async def _on_send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers: _Raw = list(message.get("headers", ()))
            headers += _ALWAYS
            headers.append((b"x-request-id", self._request_id.encode()))
            headers += self._extra
            self._fill_in(headers)
            message["headers"] = headers
        await self._send(message)

    def _fill_in(self, headers: _Raw) -> None:
        names = {name for name, _ in headers}
        if b"content-security-policy" not in names:
            path = self._scope["path"]
            headers.append(_PAGES if path.startswith(("/demo", "/admin")) else _CLOSED)
        if b"cache-control" not in names:
            headers.append(_NO_STORE)

    def _count(self) -> None:
        route = self._scope.get("route")
        path = getattr(route, "path", None) or "other"
        seconds = perf_counter() - self._begin
        self._metrics.request(path, self._scope["method"], self._status, seconds)
        if not _stdlib_log.isEnabledFor(logging.DEBUG):
            return
        _log.debug(
            "request",
            route=path,
            method=self._scope["method"],
            status=self._status,
            ms=round(seconds * 1000, 2),
            request_id=self._request_id,
        )
