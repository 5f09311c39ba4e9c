"""What was drafted and what became of it. Provenance and outcomes only, never the texts."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from replywright.store.sql.access import now
from replywright.store.sql.engine import insert_if_new, reading, writing
from replywright.store.sql.tables import audit_log, drafts, outcomes, rulebook_revisions


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """One draft that was handed out: where it comes from, not what it says."""

    draft_id: str
    set_id: str
    business: str
    level: str
    rulebook: str
    provenance: dict[str, Any]


@dataclass(frozen=True, slots=True)
class OutcomeRecord:
    """What an operator did with a draft or a flag. ``client_id`` is the client's own, for sending twice."""

    client_id: str
    action: str
    draft_id: str | None = None
    rule: str | None = None
    scope: str | None = None
    reason: str | None = None
    platform: str | None = None
    edited: bool | None = None


class RecordStore:
    """The part of the repository that remembers work done."""

    _engine: AsyncEngine

    async def record_drafts(self, records: Sequence[DraftRecord]) -> None:
        if not records:
            return
        rows = [asdict(record) | {"created_at": now()} for record in records]
        async with writing(self._engine) as connection:
            await connection.execute(insert(drafts), rows)

    async def record_outcomes(self, operator_id: int, records: Sequence[OutcomeRecord]) -> int:
        """Keep the outcomes not seen before; answers how many were new."""
        new = 0
        async with writing(self._engine) as connection:
            for record in records:
                row = asdict(record) | {"operator_id": operator_id, "created_at": now()}
                statement = insert_if_new(self._engine, outcomes).values(**row)
                new += (await connection.execute(statement)).rowcount
        return new

    async def note_rulebook(self, revision: str) -> None:
        """Remember that this revision of the rulebook was live."""
        statement = insert_if_new(self._engine, rulebook_revisions).values(hash=revision, created_at=now())
        async with writing(self._engine) as connection:
            await connection.execute(statement)

    async def audit(self, limit: int = 50) -> list[dict[str, Any]]:
        """The newest entries of the audit log."""
        query = select(audit_log).order_by(audit_log.c.id.desc()).limit(limit)
        async with reading(self._engine) as connection:
            return [dict(row) for row in (await connection.execute(query)).mappings()]
