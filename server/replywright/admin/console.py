"""What the console works with, handed to it by app.py."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from replywright.domain import Role
from replywright.rulebook.model import Rulebook
from replywright.rulebook.schema.business import BusinessSpec
from replywright.store.sql.access import TokenInfo


class Store(Protocol):
    """store/sql, as the console sees it."""

    async def create_token(self, name: str, role: Role, *, label: str = "", actor: str) -> str: ...

    async def tokens(self) -> tuple[TokenInfo, ...]: ...

    async def revoke_token(self, token_id: int, *, actor: str) -> None: ...

    async def create_link_code(self, purpose: str) -> str: ...

    async def redeem_link_code(self, code: str, purpose: str, *, actor: str) -> bool: ...

    async def service_key(self, name: str) -> bytes: ...

    async def profiles(self) -> tuple[BusinessSpec, ...]: ...

    async def audit(self, limit: int = 50) -> list[dict[str, Any]]: ...


@dataclass(frozen=True, slots=True)
class PartState:
    """One part of the service and how it does, in a sentence."""

    name: str
    status: Literal["ok", "degraded", "down"]
    detail: str


@dataclass(frozen=True, slots=True)
class Console:
    """``forget_tokens`` makes this process ask the database again for every token."""

    repository: Store
    rulebook: Rulebook
    version: str
    states: Callable[[], Awaitable[list[PartState]]]
    forget_tokens: Callable[[], None]
