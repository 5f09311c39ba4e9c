"""A load generator on raw sockets: fixed requests over kept-alive connections, every answer read whole."""

import asyncio
import time
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Rate:
    """Requests a second, and round trips in milliseconds."""

    per_second: float
    p50_ms: float
    p99_ms: float


class _Connection(asyncio.Protocol):
    """Sends the request again as soon as its answer is complete, until told to stop."""

    def __init__(self, request: bytes, until: float) -> None:
        self._request = request
        self._until = until
        self._buffer = b""
        self._missing = -1
        self._begin = 0.0
        self.took: list[float] = []
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._send()

    def _send(self) -> None:
        self._begin = time.perf_counter()
        self._transport.write(self._request)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if self._missing < 0:
            head, gap, body = self._buffer.partition(b"\r\n\r\n")
            if not gap:
                return
            if not head.startswith(b"HTTP/1.1 200"):
                self.done.set_exception(RuntimeError(head.split(b"\r\n")[0].decode()))
                return
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            self._missing, self._buffer = length, body
        if len(self._buffer) < self._missing:
            return
        self.took.append(time.perf_counter() - self._begin)
        self._buffer, self._missing = b"", -1
        if time.perf_counter() < self._until:
            self._send()
        elif not self.done.done():
            self.done.set_result(None)
            self._transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(error or ConnectionError("the server closed the connection"))


def request(port: int, path: str, body: bytes) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json\r\n"
        f"accept: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _drive(port: int, message: bytes, connections: int, seconds: float) -> Rate:
    loop = asyncio.get_running_loop()
    begin = time.perf_counter()
    until = begin + seconds
    pairs = [
        await loop.create_connection(lambda: _Connection(message, until), "127.0.0.1", port)
        for _ in range(connections)
    ]
    await asyncio.gather(*(protocol.done for _, protocol in pairs))
    took = sorted(value for _, protocol in pairs for value in protocol.took)
    return Rate(
        len(took) / (time.perf_counter() - begin), median(took) * 1000, took[int(len(took) * 0.99)] * 1000
    )


def drive(port: int, path: str, body: bytes, connections: int, seconds: float) -> Rate:
    """Send the same request over that many connections for that long."""
    return asyncio.run(_drive(port, request(port, path, body), connections, seconds))
