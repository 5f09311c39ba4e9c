"""``replywright serve``: the service with everything that it needs beside it."""

import asyncio
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from replywright.cli.running import fail, plainly, settings
from replywright.cli.tour import Tour
from replywright.errors import Unavailable
from replywright.settings import Settings
from replywright.store.embedded import EmbeddedRedis, find_binary

SUPERVISE_EVERY_S = 1.0


@plainly
def serve(
    host: Annotated[str | None, typer.Option(help="Where to listen; REPLYWRIGHT_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="REPLYWRIGHT_PORT.")] = None,
    workers: Annotated[int | None, typer.Option(help="Worker processes; REPLYWRIGHT_WORKERS.")] = None,
    tour: Annotated[bool, typer.Option("--tour", help="Show one review going through the job.")] = False,
    extension: Annotated[
        Path | None, typer.Option(help="The built extension that the tour points at.")
    ] = None,
) -> None:
    """Serve until Ctrl-C."""
    for name, value in (("HOST", host), ("PORT", port), ("WORKERS", workers)):
        if value is not None:
            os.environ[f"REPLYWRIGHT_{name}"] = str(value)
    if tour:
        os.environ.setdefault("REPLYWRIGHT_LOG_LEVEL", "WARNING")
    config = settings()
    _need_free_port(config)
    _say_if_redis_is_missing(config)
    with _shared_redis(config):
        if tour:
            Tour(config, extension).start()
        uvicorn.run(
            "replywright.app:create_app",
            factory=True,
            host=config.host,
            port=config.port,
            workers=config.workers,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=5,
            # A worker that loads its rules on a busy machine is late, not dead.
            timeout_worker_healthcheck=60,
        )


def _need_free_port(config: Settings) -> None:
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config.host, config.port))
        except OSError as error:
            fail(
                f"Port {config.port} on {config.host} cannot be used ({error.strerror}). "
                f"Stop what runs there, or choose another: REPLYWRIGHT_PORT={config.port + 1}"
            )


def _say_if_redis_is_missing(config: Settings) -> None:
    if config.redis_url:
        return
    try:
        find_binary()
    except Unavailable as error:
        typer.secho(f"{error.detail} Until then nothing is cached.", fg=typer.colors.YELLOW, err=True)


@contextmanager
def _shared_redis(config: Settings) -> Iterator[None]:
    """One embedded Redis for all workers; a single worker looks after its own."""
    if config.workers == 1 or config.redis_url:
        yield
        return
    redis = EmbeddedRedis(config.data_dir)
    with suppress(Unavailable):  # said already; the workers do without
        redis.start()
    os.environ["REPLYWRIGHT_REDIS_URL"] = redis.url
    stopping = threading.Event()

    def supervise() -> None:
        while not stopping.wait(SUPERVISE_EVERY_S):
            asyncio.run(redis.ensure())

    threading.Thread(target=supervise, daemon=True, name="redis-supervisor").start()
    try:
        yield
    finally:
        stopping.set()
        redis.stop()
