"""How a command runs: its settings, its errors, its event loop."""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, TypeVar

import typer
from pydantic import ValidationError

from replywright.api.inputs import LONGEST_TEXT
from replywright.errors import InvalidInput, ReplywrightError
from replywright.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")


def fail(sentence: str) -> NoReturn:
    """End the command with one sentence on standard error and exit status 1."""
    typer.secho(sentence, fg=typer.colors.RED, err=True)
    raise typer.Exit(1)


def settings() -> Settings:
    """The settings, or one clear sentence for each that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = [
            f"{'.'.join(map(str, fault['loc'])) or 'settings'}: {fault['msg']}" for fault in error.errors()
        ]
        fail("The settings cannot be used. " + " ".join(wrong))


def plainly(command: Callable[P, T]) -> Callable[P, T]:
    """Turn our own errors into one sentence, and Ctrl-C into a quiet exit."""

    @wraps(command)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except ReplywrightError as error:
            fail(f"{error.title}. {error.detail}".strip())
        except KeyboardInterrupt:
            typer.echo("Stopped.", err=True)
            raise typer.Exit(130) from None

    return wrapper


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(coroutine)


def read_text(source: Path | None) -> str:
    """All of a file, or of standard input for None or ``-``; UTF-8, at most LONGEST_TEXT code points."""
    try:
        raw = sys.stdin.buffer.read() if source is None or str(source) == "-" else source.read_bytes()
    except OSError as error:
        raise InvalidInput(f"{source} cannot be read: {error.strerror}.") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(
            f"The text is not UTF-8 (byte {error.start}). Save it as UTF-8 and try again."
        ) from error
    if len(text) > LONGEST_TEXT:
        raise InvalidInput(f"The text has {len(text)} characters; {LONGEST_TEXT} are the most that is taken.")
    return text.strip()
