"""How a route is wired where every microsecond counts."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response


class DirectRoute(APIRoute):
    """Calls its endpoint with the request and sends the response that comes back.

    FastAPI's resolving of dependencies and bodies costs as much as all the rest of a cached answer. The
    endpoint admits the operator and reads the body itself; the schema is told by ``openapi_extra``.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler: Callable[[Request], Coroutine[Any, Any, Response]] = self.endpoint
        return handler
