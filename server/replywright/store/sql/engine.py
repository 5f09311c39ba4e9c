"""The engine for SQLite and PostgreSQL, and the translation of their errors into ours."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, event
from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
from sqlalchemy.dialects.sqlite import Insert as SqliteInsert
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from replywright.errors import Conflict, Unavailable

_POSTGRES = "postgresql+asyncpg"
_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": _POSTGRES, "postgres": _POSTGRES}


def sqlite_url(data_dir: Path) -> str:
    """The address of the database file in the data folder."""
    return f"sqlite+aiosqlite:///{data_dir / 'replywright.db'}"


def build_engine(url: str, *, pooled: bool = True) -> AsyncEngine:
    """An engine for an SQLAlchemy URL; the driver may be left out of it. Raises Unavailable for a bad URL."""
    try:
        parsed = make_url(url)
        parsed = parsed.set(drivername=_DRIVERS.get(parsed.drivername, parsed.drivername))
        options: dict[str, Any] = {} if pooled else {"poolclass": NullPool}
        if parsed.get_backend_name() != "sqlite" and pooled:
            options |= {"pool_pre_ping": True, "pool_timeout": 5}
        engine = create_async_engine(parsed, **options)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise Unavailable(
            "REPLYWRIGHT_DATABASE_URL cannot be used: it needs the form sqlite:///FILE or "
            "postgresql://USER:PASSWORD@HOST/NAME, and for PostgreSQL the extra replywright[postgres]."
        ) from error
    if parsed.get_backend_name() == "sqlite":
        _prepare_sqlite(engine)
    return engine


def _prepare_sqlite(engine: AsyncEngine) -> None:
    """WAL, waiting instead of failing when locked, and transactions that hold for schema changes too."""

    @event.listens_for(engine.sync_engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("busy_timeout=10000", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        # A read that turns into a write cannot wait for its turn, so a writer says so at the start.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@asynccontextmanager
async def reading(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection for reads. Raises Unavailable when the database is down."""
    with translated():
        async with engine.connect() as connection:
            yield connection


@asynccontextmanager
async def writing(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """One transaction, committed at the end. Raises Unavailable when the database is down."""
    with translated():
        async with engine.connect() as connection:
            connection = await connection.execution_options(writes=True)
            async with connection.begin():
                yield connection


def insert_if_new(engine: AsyncEngine, table: Table) -> SqliteInsert | PostgresInsert:
    """An INSERT that leaves a row with the same key as it is."""
    if engine.dialect.name == "postgresql":
        return PostgresInsert(table).on_conflict_do_nothing()
    return SqliteInsert(table).on_conflict_do_nothing()


class translated:
    """Turns the vendor's faults into Unavailable, without the statement's values in the message."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise Unavailable("The database closed the connection; try again in a moment.") from None
        if isinstance(error, IntegrityError):
            raise Conflict("Somebody else stored the same thing at the same moment.") from None
        if isinstance(error, DBAPIError | PoolTimeout | OSError):
            raise Unavailable("The database cannot be reached; see /readyz and the server's log.") from None
