"""Brings a database to the newest schema. Safe when several workers or machines start at once."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection

from replywright.errors import Unavailable
from replywright.store.sql.engine import build_engine, translated

HEAD = "0001"
_POSTGRES_LOCK = 7_305_180_311  # any number will do, as long as nobody else on that database uses it
_LOCK_WAIT_S = 60


async def migrate(url: str) -> None:
    """Run the missing migrations. Raises Unavailable when there is no database, or it is from the future."""
    # In a thread of its own, because waiting for another process's lock blocks.
    await asyncio.to_thread(_migrate_alone, url)


def _migrate_alone(url: str) -> None:
    _make_folder(url)
    # Even the first look is taken alone: a new SQLite file that two open at once may refuse one of them.
    with _sqlite_lock(url):
        asyncio.run(_upgrade(url))


async def _upgrade(url: str) -> None:
    engine = build_engine(url, pooled=False)
    try:
        with translated():
            async with engine.connect() as connection:
                if await connection.run_sync(_current) == HEAD:
                    return
            async with engine.connect() as connection:
                connection = await connection.execution_options(writes=True)
                async with connection.begin():
                    await _postgres_lock(connection)
                    await connection.run_sync(_run_alembic)
    finally:
        await engine.dispose()


async def _postgres_lock(connection: AsyncConnection) -> None:
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})


def _run_alembic(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise Unavailable(
            "The database was made by a newer version of Replywright; "
            "install that version or use another database."
        ) from error


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


@contextmanager
def _sqlite_lock(url: str) -> Iterator[None]:
    """Held by one process at a time; a second SQLite file, since its lock ends when the holder dies."""
    path = _file(url)
    if path is None:
        yield
        return
    with closing(sqlite3.connect(f"{path}.lock", timeout=_LOCK_WAIT_S, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        try:
            yield
        finally:
            lock.execute("ROLLBACK")


def _make_folder(url: str) -> None:
    path = _file(url)
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(f"The database folder {path.parent} cannot be made: {error.strerror}.") from error


def _file(url: str) -> Path | None:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        return None
    return Path(parsed.database)
