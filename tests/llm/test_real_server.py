"""The provider against a real llama.cpp server: the protocol as it is, not as we imagine it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace

import pytest

from replywright.domain import Completion, CompletionRequest, Message, Prompt, TextDelta
from replywright.errors import ProviderDown, ProviderError
from replywright.providers.openai import OpenAIProvider
from tests.llm.small_model import SmallModelServer
from tests.providers.contract import collected, sample_request

pytestmark = pytest.mark.llm

ENDLESS = 60  # that many replies take minutes


def short_job() -> CompletionRequest:
    """A reply of a sentence or two, on a busy machine too; our review makes the model go in circles."""
    request = Message("user", "Write a short thank-you note to a guest of our restaurant.")
    return replace(sample_request(count=1), prompt=Prompt((request,), 14, "digest"))


@pytest.fixture
async def provider(small_model: SmallModelServer) -> AsyncIterator[OpenAIProvider]:
    made = OpenAIProvider(small_model.url, None, "smollm2", temperature=0.0, timeout_s=60.0, max_tokens=32)
    yield made
    await made.aclose()


async def test_streaming_yields_deltas_and_then_one_completion(provider: OpenAIProvider) -> None:
    deltas, completions = await collected(provider.stream(short_job()))
    assert len(deltas) > 5
    assert len(completions) == 1
    first = "".join(delta.text for delta in deltas if delta.draft == 0)
    assert first.strip() == completions[0].texts[0]
    assert completions[0].usage.completion_tokens > 5


async def test_schema_is_kept_by_the_server_and_read_by_us(provider: OpenAIProvider) -> None:
    completion = await provider.complete(short_job())
    assert provider._dialect.format == "json_schema"
    (text,) = completion.texts
    assert text[0] not in "{["
    assert '"text"' not in text
    assert completion.usage.prompt_tokens > 5


async def test_stopping_at_the_token_limit_is_noticed(provider: OpenAIProvider) -> None:
    provider._max_tokens = 20
    assert (await provider.complete(short_job())).truncated


async def test_closing_the_stream_stops_the_work(
    provider: OpenAIProvider, small_model: SmallModelServer
) -> None:
    provider._max_tokens = 3500
    async with aclosing(provider.stream(sample_request(count=ENDLESS))) as items:  # type: ignore[type-var]
        assert isinstance(await anext(items), TextDelta)
        assert await asyncio.to_thread(small_model.is_working)
    assert await asyncio.to_thread(small_model.becomes_idle, 20.0)


async def test_server_killed_in_the_middle_gives_an_error_or_what_was_complete(
    mortal_model: SmallModelServer,
) -> None:
    provider = OpenAIProvider(
        mortal_model.url, None, "smollm2", temperature=0.0, timeout_s=60.0, max_tokens=3500
    )
    whole: list[Completion] = []
    fault: ProviderError | None = None
    try:
        async for item in provider.stream(sample_request(count=ENDLESS)):
            if isinstance(item, Completion):
                whole.append(item)
            else:
                mortal_model.kill()
    except ProviderError as error:
        fault = error
    assert isinstance(fault, ProviderDown) or whole[0].texts
    with pytest.raises(ProviderDown):
        await provider.complete(sample_request())
    await provider.aclose()
