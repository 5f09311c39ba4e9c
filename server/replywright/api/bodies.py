"""Reading a request's body: at most MAX_BODY bytes, parsed and validated in one pass over the bytes."""

import json
from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.requests import ClientDisconnect, Request

from replywright.api.problems import Malformed, TooLarge
from replywright.errors import InvalidInput

MAX_BODY = 1_000_000  # bytes
_MOST_FAULTS = 20
# Faults that show only when fields are looked at together, and the field to blame.
_BLAMED = {"empty_review": ("review", "text"), "rating_over_max": ("rating",)}

Model = TypeVar("Model", bound=BaseModel)


class BodyReader(Generic[Model]):
    """Reads bodies of one model. Raises Malformed, TooLarge or InvalidInput; none of them repeats a value."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self._adapter = TypeAdapter(model)

    async def read(self, request: Request) -> Model:
        raw = await raw_body(request)
        try:
            return self._adapter.validate_json(raw)
        except ValidationError as error:
            raise _fault(raw, error) from None


async def raw_body(request: Request) -> bytes:
    """The bytes of the body. Raises TooLarge as soon as there are too many."""
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > MAX_BODY:
        raise _too_large()
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        if size > MAX_BODY:
            raise _too_large()
        if not message.get("more_body", False):
            return b"".join((*chunks, chunk)) if chunks else chunk
        chunks.append(chunk)


def _too_large() -> TooLarge:
    return TooLarge(f"A request may have at most {MAX_BODY:,} bytes.")


def _fault(raw: bytes, error: ValidationError) -> Malformed | InvalidInput:
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    if faults[0]["type"] != "json_invalid":
        return InvalidInput(
            "See errors.",
            errors=tuple(
                {"field": _path((*fault["loc"], *_BLAMED.get(fault["type"], ()))), "message": fault["msg"]}
                for fault in faults[:_MOST_FAULTS]
            ),
        )
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        return Malformed(f"The body is not UTF-8 (byte {fault.start}).")
    if lone := [_path(path) for path in _lone_surrogates(raw)]:
        message = "holds half of a surrogate pair, which is no character"
        return InvalidInput("See errors.", errors=tuple({"field": path, "message": message} for path in lone))
    return Malformed(
        "The body must be one JSON object: " + faults[0]["msg"].removeprefix("Invalid JSON: ") + "."
    )


def _path(parts: tuple[int | str, ...]) -> str:
    # Names of unknown fields come from outside, so they are kept short and printable.
    shown = (str(part)[:60].encode("ascii", "backslashreplace").decode() for part in parts)
    return ".".join(shown) or "body"


def _lone_surrogates(raw: bytes) -> list[tuple[int | str, ...]]:
    """Where the JSON holds text that is not text. Only a parser that lets it pass can say where."""
    try:
        return list(_search(json.loads(raw), ()))[:_MOST_FAULTS]
    except (ValueError, RecursionError):
        return []


def _search(value: Any, path: tuple[int | str, ...]) -> Iterator[tuple[int | str, ...]]:
    if isinstance(value, str):
        if any("\ud800" <= char <= "\udfff" for char in value):
            yield path
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _search(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _search(key, (*path, key))
            yield from _search(item, (*path, key))
