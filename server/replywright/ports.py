"""What the main job needs from outside, as protocols. Adapters live in providers/ and store/."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Protocol

from replywright.domain import Business, Completion, CompletionRequest, TextDelta


class ChatProvider(Protocol):
    """Writes reply texts.

    ``stream`` yields any number of deltas and then exactly one Completion, the same that ``complete`` would
    have returned. Both raise only ProviderError. Closing the iterator early cancels the work upstream.
    """

    name: str
    model: str

    async def complete(self, request: CompletionRequest) -> Completion: ...

    def stream(self, request: CompletionRequest) -> AsyncIterator[TextDelta | Completion]: ...

    async def aclose(self) -> None: ...


class DraftCache(Protocol):
    """Finished answers as bytes, by fingerprint, with one flight per key over all workers and machines.

    Never raises for a fault of the store behind it: ``get`` then answers None and ``single_flight`` makes
    the value itself. ``make`` returns the value and whether it is worth keeping.
    """

    async def get(self, key: str) -> bytes | None: ...

    async def put(self, key: str, value: bytes) -> None: ...

    async def single_flight(self, key: str, make: Callable[[], Awaitable[tuple[bytes, bool]]]) -> bytes: ...

    async def ping(self) -> bool: ...

    async def aclose(self) -> None: ...


class Repository(Protocol):
    """Operators, businesses, drafts and outcomes that outlive the process. Raises Unavailable when down."""

    async def business(self, slug: str | None) -> Business: ...

    async def businesses(self) -> tuple[Business, ...]: ...

    async def ping(self) -> bool: ...

    async def aclose(self) -> None: ...
