"""A fake OpenAI-compatible server on a real socket: a queue of scripted answers, faults included.

It remembers what it was asked. With an empty queue it answers properly, streamed or whole as asked.
"""

import asyncio
import json
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal

End = Literal["done", "die", "hang", "eof"]


@dataclass(frozen=True)
class Whole:
    """One HTTP answer. ``content`` is what the model wrote; ``body`` replaces the usual envelope."""

    content: str | None = None
    status: int = 200
    finish: str | None = "stop"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    refusal: str | None = None
    content_type: str = "application/json"


@dataclass(frozen=True)
class Pieces:
    """A streamed answer. ``end`` eof: the body ends properly but without the last words of the protocol."""

    pieces: Sequence[str]
    finish: str | None = "stop"
    end: End = "done"
    raw: bytes = b""


@dataclass(frozen=True)
class Hang:
    """Takes the request and never answers."""


@dataclass(frozen=True)
class Drop:
    """Closes the connection without an answer."""


Step = Whole | Pieces | Hang | Drop


def replies(*texts: str) -> str:
    """The agreed JSON of these reply texts."""
    return json.dumps({"replies": [{"text": text} for text in texts]}, ensure_ascii=False)


def error(status: int, message: str, *, code: str | None = None, **headers: str) -> Whole:
    """An error answer in the vendor's form; ``retry_after="1"`` becomes the header Retry-After."""
    body = json.dumps({"error": {"message": message, "type": "invalid_request_error", "code": code}}).encode()
    return Whole(status=status, body=body, headers={k.replace("_", "-"): v for k, v in headers.items()})


class FakeOpenAIServer:
    def __init__(self) -> None:
        self.script: deque[Step] = deque()
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.was_asked = asyncio.Event()
        self.left_early = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> "FakeOpenAIServer":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for writer in list(self._open):
            writer.transport.abort()
        await asyncio.sleep(0)

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"

    def will(self, *steps: Step) -> None:
        self.script.extend(steps)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            while await self._one(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            self.left_early.set()
        finally:
            self._open.discard(writer)
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:] if line)}
        question = json.loads(await reader.readexactly(int(headers.get("content-length", 0))))
        self.asked.append(question)
        self.was_asked.set()
        self.headers.append(headers)
        step = self.script.popleft() if self.script else _proper(question)
        if isinstance(step, Drop):
            return False
        if isinstance(step, Hang):
            await self._wait_until_left(reader)
            return False
        if isinstance(step, Whole):
            writer.write(_whole(step))
            await writer.drain()
            return True
        return await self._stream(step, reader, writer)

    async def _stream(self, step: Pieces, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        writer.write(
            b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
        )
        for piece in step.pieces:
            writer.write(_chunk(_event({"choices": [{"index": 0, "delta": {"content": piece}}]})))
            await writer.drain()
            await asyncio.sleep(0)
        if step.raw:
            writer.write(_chunk(step.raw))
        if step.end == "hang":
            await writer.drain()
            await self._wait_until_left(reader)
        if step.end in ("hang", "die"):
            return False
        if step.end == "done":
            writer.write(
                _chunk(_event({"choices": [{"index": 0, "delta": {}, "finish_reason": step.finish}]}))
            )
            usage = {"prompt_tokens": 11, "completion_tokens": 22, "total_tokens": 33}
            writer.write(_chunk(_event({"choices": [], "usage": usage})) + _chunk(b"data: [DONE]\n\n"))
        writer.write(b"0\r\n\r\n")
        await writer.drain()
        return True

    async def _wait_until_left(self, reader: asyncio.StreamReader) -> None:
        with suppress(ConnectionError):
            await reader.read()
        self.left_early.set()


def _proper(question: dict[str, Any]) -> Step:
    schema = question.get("response_format", {}).get("json_schema", {}).get("schema", {})
    count = schema.get("properties", {}).get("replies", {}).get("minItems", 1)
    content = replies(*(f"Thank you for telling us, Dana. Version {number}." for number in range(count)))
    if question.get("stream"):
        return Pieces([content[at : at + 7] for at in range(0, len(content), 7)])
    return Whole(content)


def _whole(step: Whole) -> bytes:
    body = step.body
    if body is None:
        message = {"role": "assistant", "content": step.content, "refusal": step.refusal}
        envelope = {
            "id": "x",
            "object": "chat.completion",
            "created": 1,
            "model": "m",
            "choices": [{"index": 0, "message": message, "finish_reason": step.finish}],
            "usage": {"prompt_tokens": 11, "completion_tokens": 22, "total_tokens": 33},
        }
        body = json.dumps(envelope).encode()
    head = {"content-type": step.content_type, "content-length": str(len(body)), **step.headers}
    lines = [f"HTTP/1.1 {step.status} Status", *(f"{k}: {v}" for k, v in head.items()), "", ""]
    return "\r\n".join(lines).encode() + body


def _event(data: dict[str, Any]) -> bytes:
    envelope = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", **data}
    return b"data: " + json.dumps(envelope).encode() + b"\n\n"


def _chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"
