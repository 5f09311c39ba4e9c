"""Watches how the language model does, for the readiness probe and the console."""

from collections.abc import AsyncIterator

from replywright.domain import Completion, CompletionRequest, TextDelta
from replywright.errors import ProviderError
from replywright.ports import ChatProvider


class NoModel:
    """The composer writes; nothing can go wrong upstream."""

    provider = "composer"
    model = "phrases"
    trouble: str | None = None


class WatchedProvider:
    """A ports.ChatProvider that remembers the code of the last error until an answer comes."""

    def __init__(self, inner: ChatProvider) -> None:
        self._inner = inner
        self.name = inner.name
        self.model = inner.model
        self.trouble: str | None = None

    @property
    def provider(self) -> str:
        return self.name

    async def complete(self, request: CompletionRequest) -> Completion:
        try:
            completion = await self._inner.complete(request)
        except ProviderError as error:
            self.trouble = error.code
            raise
        self.trouble = None
        return completion

    async def stream(self, request: CompletionRequest) -> AsyncIterator[TextDelta | Completion]:
        stream = self._inner.stream(request)
        try:
            async for event in stream:
                yield event
                if isinstance(event, Completion):
                    self.trouble = None
        except ProviderError as error:
            self.trouble = error.code
            raise
        finally:
            close = getattr(stream, "aclose", None)
            if close is not None:
                await close()

    async def aclose(self) -> None:
        await self._inner.aclose()
