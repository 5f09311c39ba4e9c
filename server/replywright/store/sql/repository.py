"""Everything that outlives the process, in SQLite or PostgreSQL."""

from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from replywright.domain import Business
from replywright.errors import Conflict, NotFound, Unavailable
from replywright.rulebook.schema.business import BusinessSpec
from replywright.store.sql.access import AccessStore, now
from replywright.store.sql.engine import build_engine, reading, writing
from replywright.store.sql.migrate import migrate
from replywright.store.sql.profiles import profile_of, revision_of, to_business
from replywright.store.sql.records import RecordStore
from replywright.store.sql.tables import audit_log, businesses


class SqlRepository(AccessStore, RecordStore):
    """Implements ports.Repository. Call ``start`` once; with no business stored, ``example`` is the only one.

    Raises Unavailable when the database is down, NotFound for what is not there.
    """

    def __init__(self, url: str, *, example: BusinessSpec | None = None) -> None:
        self.url = url
        self._example = example
        self._engine: AsyncEngine = build_engine(url)

    async def start(self) -> None:
        """Bring the schema up to date."""
        await migrate(self.url)

    async def business(self, slug: str | None) -> Business:
        """The business with this slug; for None the only one. NotFound when there is none, or a choice."""
        known = await self.businesses()
        if slug is None:
            if len(known) == 1:
                return known[0]
            raise NotFound("There are several businesses; say which (GET /v1/businesses lists them).")
        for business in known:
            if business.slug == slug:
                return business
        raise NotFound("No business has this slug; GET /v1/businesses lists them.")

    async def businesses(self) -> tuple[Business, ...]:
        """All stored businesses by slug, else the example."""
        return tuple(to_business(spec) for spec in await self.profiles())

    async def profiles(self) -> tuple[BusinessSpec, ...]:
        async with reading(self._engine) as connection:
            rows = (await connection.execute(select(businesses.c.profile).order_by(businesses.c.slug))).all()
        if rows:
            return tuple(profile_of(row.profile) for row in rows)
        return (self._example,) if self._example else ()

    async def save_business(self, spec: BusinessSpec, *, actor: str, expected: str | None = None) -> Business:
        """Store a profile; ``expected`` is the revision it starts from, None for a new one.

        Raises Conflict.
        """
        values = {
            "profile": spec.model_dump(mode="json"),
            "revision": revision_of(spec),
            "updated_at": now(),
        }
        async with writing(self._engine) as connection:
            if expected is None:
                try:
                    await connection.execute(
                        insert(businesses).values(slug=spec.slug, created_at=now(), **values)
                    )
                except IntegrityError:
                    raise Conflict("A business with this slug exists already.") from None
            else:
                change = businesses.update().where(
                    businesses.c.slug == spec.slug, businesses.c.revision == expected
                )
                if (await connection.execute(change.values(**values))).rowcount != 1:
                    raise Conflict("The profile was changed in the meantime; load it again.")
            await connection.execute(
                insert(audit_log).values(at=now(), actor=actor, action="business.saved", subject=spec.slug)
            )
        return to_business(spec)

    async def ping(self) -> bool:
        try:
            async with reading(self._engine) as connection:
                await connection.execute(text("SELECT 1"))
        except Unavailable:
            return False
        return True

    async def aclose(self) -> None:
        await self._engine.dispose()
