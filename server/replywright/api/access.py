"""Who is asking, and whether they may."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from replywright.api.service import Service, service_of
from replywright.domain import Operator, Role
from replywright.errors import Forbidden, TooMany, Unauthenticated

# A revoked token works on other workers for at most this long.
REMEMBER_S = 5.0
_MOST_REMEMBERED = 4096
_LONGEST_TOKEN = 200
_RANK: dict[Role, int] = {"agent": 0, "owner": 1, "admin": 2}
LOCAL = Operator(id=0, name="local", role="admin")

_MISSING = "Send the header 'Authorization: Bearer rw_...' with a token from the console."
_UNKNOWN = "This token is not known here, or it was revoked; make a new one in the console."


class TokenMemory:
    """Holders of tokens for a few seconds, so that not every request asks the database."""

    def __init__(self, *, remember_s: float = REMEMBER_S) -> None:
        self._remember_s = remember_s
        self._holders: OrderedDict[str, tuple[float, Operator | None]] = OrderedDict()

    async def holder(self, service: Service, token: str) -> Operator | None:
        known = self._holders.get(token)
        now = monotonic()
        if known is not None and known[0] > now:
            return known[1]
        operator = await service.repository.operator_of(token)
        self._holders[token] = (now + self._remember_s, operator)
        self._holders.move_to_end(token)
        while len(self._holders) > _MOST_REMEMBERED:
            self._holders.popitem(last=False)
        return operator

    def forget(self) -> None:
        """Ask again for every token; called when one is revoked in this process."""
        self._holders.clear()


async def admit(request: Request) -> Operator:
    """The operator who is asking. Raises Unauthenticated, or TooMany with the time to wait.

    In open mode nothing is limited: whoever can reach a loopback address owns the machine.
    """
    service = service_of(request)
    token = _token(request)
    if token is None and service.open:
        return LOCAL
    memory: TokenMemory = request.app.state.tokens
    operator = None
    if token is not None and len(token) <= _LONGEST_TOKEN:
        operator = await memory.holder(service, token)
    if operator is None:
        await _slow_down(service, f"ip:{request.client.host if request.client else ''}")
        raise Unauthenticated(_MISSING if token is None else _UNKNOWN)
    await _slow_down(service, f"token:{operator.token}")
    return operator


def needs(role: Role) -> Callable[[Request], Awaitable[Operator]]:
    """A dependency that lets this role and higher ones in."""

    async def check(request: Request) -> Operator:
        operator = await admit(request)
        if _RANK[operator.role] < _RANK[role]:
            raise Forbidden(f"This needs the role {role}; the token has the role {operator.role}.")
        return operator

    return check


def _token(request: Request) -> str | None:
    header = request.headers.get("authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


async def _slow_down(service: Service, key: str) -> None:
    if service.limiter is None:
        return
    wait = await service.limiter.take(key)
    if wait > 0:
        raise TooMany(f"Slow down; try again in {wait:.0f} s.", retry_after=wait)


Admitted = Annotated[Operator, Depends(admit)]
