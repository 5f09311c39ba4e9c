"""Any server that speaks OpenAI's Chat Completions: OpenAI itself, vLLM, Ollama, llama.cpp and many more."""

import asyncio
import importlib
import random
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from replywright.domain import Completion, CompletionRequest, TextDelta, Usage
from replywright.errors import ProviderDown, ProviderError, ProviderGarbled, ProviderRefused, ProviderTimeout
from replywright.providers.openai_dialect import Dialect
from replywright.providers.openai_faults import fault, translate, translated
from replywright.providers.openai_reading import ReplyReader, read_answer

if TYPE_CHECKING:
    from openai import AsyncOpenAI

_CONNECT_S = 5.0
_LONGEST_WAIT_S = 2.0  # a person waits; whoever asks for more gets the composer's draft instead
_BACKOFF_S = (0.1, 0.4)
_MAX_CONCESSIONS = 6
_REASONS_REFUSED = frozenset({"content_filter"})


@dataclass(slots=True)
class _Heard:
    """What has come of one streamed answer."""

    reader: ReplyReader = field(default_factory=ReplyReader)
    pieces: list[str] = field(default_factory=list)
    finish: str | None = None
    usage: Usage = field(default_factory=Usage)
    refused: bool = False


class OpenAIProvider:
    """ports.ChatProvider over the vendor's client, which is imported and opened at the first call.

    ``timeout_s`` bounds a whole answer, retries included. ``base_url`` None is the vendor's own address.
    Without a key a placeholder is sent, for servers that need none.
    """

    name = "openai"

    def __init__(
        self,
        base_url: str | None,
        api_key: str | None,
        model: str,
        temperature: float = 0.7,
        timeout_s: float = 30.0,
        max_tokens: int = 1200,
    ) -> None:
        self.model = model
        self._base_url = base_url
        self._api_key = api_key or "none"
        self._temperature = temperature
        self._timeout_s = timeout_s
        self._max_tokens = max_tokens
        self._dialect = Dialect()
        self._client: AsyncOpenAI | None = None

    async def complete(self, request: CompletionRequest) -> Completion:
        """One answer. Raises ProviderError only."""
        with translated():
            async with asyncio.timeout(self._timeout_s):
                answer = await self._send(request, stream=False)
            return self._from_whole(answer, request.count)

    async def stream(self, request: CompletionRequest) -> AsyncIterator[TextDelta | Completion]:
        """Deltas as they come, then the Completion. Raises ProviderError only.

        A server that dies in the middle costs what was not finished: the replies that were are delivered.
        """
        deadline = asyncio.get_running_loop().time() + self._timeout_s
        with translated():
            async with asyncio.timeout_at(deadline):
                source = await self._send(request, stream=True)
        heard = _Heard()
        try:
            async with aclosing(self._deltas(source, heard, deadline)) as deltas:
                async for delta in deltas:
                    if delta.draft < request.count:
                        yield delta
        except (ProviderDown, ProviderTimeout, ProviderGarbled):
            if not heard.reader.texts:
                raise
        if heard.pieces:
            yield self._from_stream(heard, request.count)
        else:  # a server that cannot stream has sent something else
            with translated():
                async with asyncio.timeout_at(deadline):
                    answer = await self._send(request, stream=False)
                completion = self._from_whole(answer, request.count)
            yield completion

    async def aclose(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def _opened(self) -> "AsyncOpenAI":
        if self._client is None:
            # half a second of imports: in a thread, so that other requests go on
            vendor = await asyncio.to_thread(importlib.import_module, "openai")
            await asyncio.to_thread(importlib.import_module, "openai.resources.chat")
        if self._client is None:
            # A redirect could carry the texts to a host that nobody configured. The vendor's own limits stay:
            # 1,000 connections. Its own retries are off: ours know the deadline.
            timeout = vendor.Timeout(self._timeout_s, connect=min(_CONNECT_S, self._timeout_s))
            self._client = vendor.AsyncOpenAI(
                base_url=self._base_url,
                api_key=self._api_key,
                max_retries=0,
                timeout=timeout,
                http_client=vendor.DefaultAsyncHttpxClient(follow_redirects=False, timeout=timeout),
            )
        return self._client

    async def _send(self, request: CompletionRequest, *, stream: bool) -> Any:
        """The vendor's answer; gives way to what the server cannot do, and tries once more after a hiccup."""
        client = await self._opened()
        dialect, hiccups = self._dialect, 0
        for _ in range(_MAX_CONCESSIONS + 2):
            try:
                answer = await client.chat.completions.create(
                    **self._arguments(request, dialect, stream=stream)
                )
            except Exception as error:
                easier = dialect.without(getattr(error, "status_code", 0), _complaint(error))
                if easier is not None:
                    dialect = easier
                    continue
                pause = _pause_before_retry(error)
                if pause is None or hiccups:
                    raise
                hiccups += 1
                await asyncio.sleep(pause)
            else:
                self._dialect = dialect
                return answer
        raise fault(ProviderRefused)

    def _arguments(self, request: CompletionRequest, dialect: Dialect, *, stream: bool) -> dict[str, Any]:
        values: dict[str, Any] = {"temperature": self._temperature, "seed": request.seed}
        if stream:
            values["stream_options"] = {"include_usage": True}
        arguments = dialect.arguments(values, max_tokens=self._max_tokens, count=request.count)
        messages = dialect.messages(request.prompt.messages, request.count)
        return {"model": self.model, "messages": messages, "stream": stream, **arguments}

    async def _deltas(self, source: Any, heard: _Heard, deadline: float) -> AsyncGenerator[TextDelta, None]:
        """Reads the vendor's stream to its end into ``heard``. Closing it closes the connection."""
        try:
            while True:
                with translated():
                    async with asyncio.timeout_at(deadline):
                        chunk = await anext(source, None)
                    if chunk is None:
                        return
                    piece = _hear(chunk, heard)
                for delta in heard.reader.feed(piece):
                    yield delta
        finally:
            with suppress(Exception):
                await source.close()

    def _from_whole(self, answer: Any, count: int) -> Completion:
        choice = (getattr(answer, "choices", None) or [None])[0]
        message = getattr(choice, "message", None)
        if message is None:
            raise fault(ProviderGarbled)
        finish = getattr(choice, "finish_reason", None)
        if finish in _REASONS_REFUSED or (getattr(message, "refusal", None) and not message.content):
            raise fault(ProviderRefused, "The language model declined to answer this review.")
        return self._completion(message.content or "", count, _usage(answer), ended=finish != "length")

    def _from_stream(self, heard: _Heard, count: int) -> Completion:
        if heard.refused or heard.finish in _REASONS_REFUSED:
            raise fault(ProviderRefused, "The language model declined to answer this review.")
        if heard.finish is None and not heard.reader.texts:
            raise fault(ProviderDown)
        return self._completion("".join(heard.pieces), count, heard.usage, ended=heard.finish != "length")

    def _completion(self, content: str, count: int, usage: Usage, *, ended: bool) -> Completion:
        with translated():
            answer = read_answer(content, count, ended=ended)
        if not answer.texts:
            raise fault(ProviderGarbled)
        return Completion(answer.texts, self.name, self.model, usage, truncated=answer.cut)


def _hear(chunk: Any, heard: _Heard) -> str:
    """Takes one chunk in; the piece of the answer's text in it."""
    if getattr(chunk, "usage", None):
        heard.usage = _usage(chunk)
    choice = (getattr(chunk, "choices", None) or [None])[0]
    if choice is None:
        return ""
    heard.finish = getattr(choice, "finish_reason", None) or heard.finish
    delta = getattr(choice, "delta", None)
    heard.refused = heard.refused or bool(getattr(delta, "refusal", None))
    piece = getattr(delta, "content", None) or ""
    heard.pieces.append(piece)
    return piece


def _complaint(error: Exception) -> str:
    """What the server says against the request; only looked at, never shown: it may quote the request."""
    return f"{getattr(error, 'param', '')} {getattr(error, 'message', '')}"


def _pause_before_retry(error: Exception) -> float | None:
    """Seconds to wait before a second try, or None when there is no point in one."""
    ours: ProviderError = translate(error)
    if isinstance(ours, ProviderDown):
        return random.uniform(*_BACKOFF_S)  # noqa: S311 - spreads retries, hides nothing
    asked = getattr(ours, "retry_after", None)
    return asked if asked is not None and asked <= _LONGEST_WAIT_S else None


def _usage(answer: Any) -> Usage:
    usage = getattr(answer, "usage", None)
    return Usage(getattr(usage, "prompt_tokens", 0) or 0, getattr(usage, "completion_tokens", 0) or 0)
