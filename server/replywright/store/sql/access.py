"""Operators, their tokens, one-time links and the key that signs console sessions."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from replywright.domain import Operator, Role
from replywright.errors import NotFound
from replywright.store.sql.engine import insert_if_new, reading, writing
from replywright.store.sql.tables import audit_log, one_time_links, operators, service_keys, tokens

TOKEN_PREFIX = "rw_"  # noqa: S105 - the mark by which people and scanners know a token
LINK_LIFETIME = timedelta(minutes=15)
_TOUCH_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class TokenInfo:
    """A token as a list may show it; the secret itself is not kept anywhere."""

    id: int
    operator: str
    role: Role
    label: str
    hint: str
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


def now() -> datetime:
    return datetime.now(UTC)


def digest(secret: str) -> str:
    """How a secret is stored: 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


class AccessStore:
    """The part of the repository that knows who may come in."""

    _engine: AsyncEngine

    async def create_token(self, name: str, role: Role, *, label: str = "", actor: str) -> str:
        """A new token for the operator of this name, who is made (or given this role) if need be.

        The answer is the only time that the secret is seen.
        """
        secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
        async with writing(self._engine) as connection:
            operator_id = await _operator_id(connection, name, role)
            await connection.execute(
                insert(tokens).values(
                    operator_id=operator_id,
                    hash=digest(secret),
                    hint=secret[:8],
                    label=label,
                    created_at=now(),
                )
            )
            await _audit(connection, actor, "token.created", f"{name} ({role})")
        return secret

    async def operator_of(self, token: str) -> Operator | None:
        """Who holds this token; None when it is not known or was revoked."""
        query = (
            select(
                operators.c.id,
                operators.c.name,
                operators.c.role,
                tokens.c.id.label("token"),
                tokens.c.last_used_at,
            )
            .join(operators, operators.c.id == tokens.c.operator_id)
            .where(tokens.c.hash == digest(token), tokens.c.revoked_at.is_(None))
        )
        async with reading(self._engine) as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            return None
        if row.last_used_at is None or now() - row.last_used_at > _TOUCH_EVERY:
            async with writing(self._engine) as connection:
                await connection.execute(
                    update(tokens).where(tokens.c.id == row.token).values(last_used_at=now())
                )
        return Operator(id=row.id, name=row.name, role=row.role, token=row.token)

    async def tokens(self) -> tuple[TokenInfo, ...]:
        """All tokens, newest first."""
        query = (
            select(
                tokens.c.id, operators.c.name, operators.c.role, tokens.c.label, tokens.c.hint,
                tokens.c.created_at, tokens.c.last_used_at, tokens.c.revoked_at,
            )
            .join(operators, operators.c.id == tokens.c.operator_id)
            .order_by(tokens.c.id.desc())
        )  # fmt: skip
        async with reading(self._engine) as connection:
            return tuple(TokenInfo(*row) for row in (await connection.execute(query)).all())

    async def revoke_token(self, token_id: int, *, actor: str) -> None:
        """End a token for good. NotFound when there is none that is still good."""
        change = update(tokens).where(tokens.c.id == token_id, tokens.c.revoked_at.is_(None))
        async with writing(self._engine) as connection:
            if (await connection.execute(change.values(revoked_at=now()))).rowcount != 1:
                raise NotFound("There is no such token, or it was revoked before.")
            await _audit(connection, actor, "token.revoked", str(token_id))

    async def create_link_code(self, purpose: str) -> str:
        """A code that ``redeem_link_code`` takes once within LINK_LIFETIME."""
        code = secrets.token_urlsafe(32)
        async with writing(self._engine) as connection:
            await connection.execute(
                insert(one_time_links).values(
                    hash=digest(code), purpose=purpose, created_at=now(), expires_at=now() + LINK_LIFETIME
                )
            )
        return code

    async def redeem_link_code(self, code: str, purpose: str, *, actor: str) -> bool:
        """True the first time that a good code is shown."""
        change = update(one_time_links).where(
            one_time_links.c.hash == digest(code),
            one_time_links.c.purpose == purpose,
            one_time_links.c.used_at.is_(None),
            one_time_links.c.expires_at > now(),
        )
        async with writing(self._engine) as connection:
            good = (await connection.execute(change.values(used_at=now()))).rowcount == 1
            if good:
                await _audit(connection, actor, "link.used", purpose)
        return good

    async def service_key(self, name: str) -> bytes:
        """256 random bits that all workers share, made when first asked for."""
        query = select(service_keys.c.value).where(service_keys.c.name == name)
        async with reading(self._engine) as connection:
            found = (await connection.execute(query)).scalar()
        if found is None:
            # Another worker may be faster; then its key is the one that counts.
            made = insert_if_new(self._engine, service_keys).values(name=name, value=secrets.token_bytes(32))
            async with writing(self._engine) as connection:
                await connection.execute(made)
            async with reading(self._engine) as connection:
                found = (await connection.execute(query)).scalar_one()
        return bytes(found)


async def _operator_id(connection: AsyncConnection, name: str, role: Role) -> int:
    found = (await connection.execute(select(operators).where(operators.c.name == name))).one_or_none()
    if found is None:
        made = await connection.execute(
            insert(operators).values(name=name, role=role, created_at=now()).returning(operators.c.id)
        )
        return cast(int, made.scalar_one())
    if found.role != role:
        await connection.execute(update(operators).where(operators.c.id == found.id).values(role=role))
    return cast(int, found.id)


async def _audit(connection: AsyncConnection, actor: str, action: str, subject: str) -> None:
    await connection.execute(
        insert(audit_log).values(at=now(), actor=actor, action=action, subject=subject[:200])
    )
