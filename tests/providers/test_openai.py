import asyncio
import email.utils
import importlib
import inspect
import json
import logging
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from replywright.domain import TextDelta
from replywright.errors import (
    ProviderBusy,
    ProviderDown,
    ProviderError,
    ProviderGarbled,
    ProviderRefused,
    ProviderTimeout,
)
from replywright.providers.openai import OpenAIProvider
from replywright.providers.openai_faults import TRANSLATED, retry_after
from tests.providers.contract import ProviderContract, collected, sample_request
from tests.providers.openai_server import Drop, FakeOpenAIServer, Hang, Pieces, Whole, error, replies

KEY = "sk-not-a-real-key"
GOOD = Whole(replies("Thank you, Dana.", "Hello Dana.", "Dear Dana."))


@pytest.fixture
async def server() -> AsyncIterator[FakeOpenAIServer]:
    async with FakeOpenAIServer() as running:
        yield running


@pytest.fixture
async def provider(server: FakeOpenAIServer) -> AsyncIterator[OpenAIProvider]:
    made = OpenAIProvider(server.url, KEY, "small-model", timeout_s=10.0)
    yield made
    await made.aclose()


@pytest.fixture
async def hasty(server: FakeOpenAIServer) -> AsyncIterator[OpenAIProvider]:
    """Gives up after a moment; its client is warm, so that the moment is the server's."""
    made = OpenAIProvider(server.url, KEY, "small-model", timeout_s=10.0)
    await made.complete(sample_request())
    made._timeout_s = 0.3
    server.asked.clear()
    yield made
    await made.aclose()


class TestOpenAIKeepsTheContract(ProviderContract):
    provider_class = OpenAIProvider

    @pytest.fixture
    def provider(self, provider: OpenAIProvider) -> OpenAIProvider:
        return provider


async def test_request_carries_model_messages_schema_and_limits(
    provider: OpenAIProvider, server: FakeOpenAIServer
) -> None:
    await provider.complete(sample_request(count=2, seed=5))
    (asked,) = server.asked
    assert asked["model"] == "small-model"
    assert asked["messages"][0] == {"role": "system", "content": "Write replies to reviews."}
    schema = asked["response_format"]["json_schema"]["schema"]
    assert schema["properties"]["replies"]["maxItems"] == 2
    assert (asked["max_tokens"], asked["seed"], asked["temperature"]) == (1200, 5, 0.7)
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"


async def test_usage_is_recorded_whole_and_streamed(provider: OpenAIProvider) -> None:
    completion = await provider.complete(sample_request())
    _, (streamed,) = await collected(provider.stream(sample_request()))
    for usage in (completion.usage, streamed.usage):
        assert (usage.prompt_tokens, usage.completion_tokens) == (11, 22)


@pytest.mark.parametrize("status", [400, 422])
async def test_server_without_schemas_is_asked_for_json_then_for_text_and_remembered(
    provider: OpenAIProvider, server: FakeOpenAIServer, status: int
) -> None:
    server.will(
        error(status, "response_format json_schema is not supported"),
        error(status, "'response_format' is an unknown field"),
        Whole("Thank you, Dana."),
        Whole("Thank you again, Dana."),
    )
    assert (await provider.complete(sample_request())).texts == ("Thank you, Dana.",)
    kinds = [asked.get("response_format", {}).get("type") for asked in server.asked]
    assert kinds == ["json_schema", "json_object", None]
    assert '"replies"' in server.asked[1]["messages"][0]["content"]
    assert '"replies"' not in server.asked[0]["messages"][0]["content"]
    await provider.complete(sample_request())
    assert len(server.asked) == 4
    assert "response_format" not in server.asked[3]


async def test_what_did_not_work_is_not_remembered(
    provider: OpenAIProvider, server: FakeOpenAIServer
) -> None:
    server.will(error(400, "bad response_format"), error(400, "the prompt is too long"))
    with pytest.raises(ProviderRefused):
        await provider.complete(sample_request())
    await provider.complete(sample_request())
    assert server.asked[-1]["response_format"]["type"] == "json_schema"


async def test_parameters_a_server_refuses_are_given_up(
    provider: OpenAIProvider, server: FakeOpenAIServer
) -> None:
    server.will(
        error(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
        error(400, "Unsupported value: 'temperature' does not support 0.7"),
        error(422, "seed: extra inputs are not permitted"),
        GOOD,
    )
    await provider.complete(sample_request())
    last = server.asked[-1]
    assert last["max_completion_tokens"] == 1200
    assert not {"max_tokens", "temperature", "seed"} & set(last)


async def test_server_that_refuses_everything_is_not_asked_for_ever(
    provider: OpenAIProvider, server: FakeOpenAIServer
) -> None:
    server.will(*[error(400, "response_format temperature seed max_completion_tokens")] * 20)
    with pytest.raises(ProviderRefused):
        await provider.complete(sample_request())
    assert len(server.asked) < 10


@pytest.mark.parametrize(
    "broken",
    [
        Whole(""),
        Whole(None),
        Whole('{"replies": []}'),
        Whole('{"repl'),
        Whole(replies("We are sorry about that. " * 20)),
        Whole(body=b"{}"),
        Whole(body=b"not json at all"),
        Whole(body=b"<html>welcome</html>", content_type="text/html"),
        Whole(body=b'{"choices": []}'),
        Whole(body=b'{"choices": [{"message": null}]}'),
        Whole(body=b"[1, 2]"),
        Whole(body=b"\xff\xfe"),
        Whole("{" + '"a":{' * 3000),
    ],
)
async def test_useless_answer_is_garbled(
    provider: OpenAIProvider, server: FakeOpenAIServer, broken: Whole
) -> None:
    server.will(broken)
    with pytest.raises(ProviderGarbled):
        await provider.complete(sample_request())


async def test_answer_cut_off_by_the_limit_says_so(
    provider: OpenAIProvider, server: FakeOpenAIServer
) -> None:
    server.will(Whole(replies("Complete.", "This one is cut")[:-8], finish="length"))
    completion = await provider.complete(sample_request())
    assert completion.truncated
    assert completion.texts[0] == "Complete."


async def test_model_that_declines_is_a_refusal(provider: OpenAIProvider, server: FakeOpenAIServer) -> None:
    server.will(Whole(None, refusal="I cannot."), Whole("Half", finish="content_filter"))
    for _ in range(2):
        with pytest.raises(ProviderRefused):
            await provider.complete(sample_request())


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 413])
async def test_refusals_are_told_apart_with_a_cure_and_not_repeated(
    provider: OpenAIProvider, server: FakeOpenAIServer, status: int
) -> None:
    server.will(error(status, f"no, {KEY}, The soup was cold"))
    with pytest.raises(ProviderRefused) as caught:
        await provider.complete(sample_request())
    assert len(server.asked) == 1
    assert caught.value.detail
    assert KEY not in str(caught.value)
    assert "soup" not in str(caught.value)


async def test_redirect_is_not_followed_to_another_host(
    provider: OpenAIProvider, server: FakeOpenAIServer
) -> None:
    async with FakeOpenAIServer() as stranger:
        server.will(Whole(status=307, body=b"", headers={"location": f"{stranger.url}/chat/completions"}))
        with pytest.raises(ProviderRefused):
            await provider.complete(sample_request())
        assert stranger.asked == []


async def test_short_retry_after_is_waited_for_once(
    provider: OpenAIProvider, server: FakeOpenAIServer
) -> None:
    server.will(error(429, "slow down", retry_after="0"), GOOD)
    assert (await provider.complete(sample_request())).texts
    assert len(server.asked) == 2


async def test_second_429_is_busy(provider: OpenAIProvider, server: FakeOpenAIServer) -> None:
    server.will(error(429, "slow down", retry_after="0"), error(429, "slow down", retry_after="0"))
    with pytest.raises(ProviderBusy):
        await provider.complete(sample_request())
    assert len(server.asked) == 2


async def test_long_retry_after_is_passed_on(provider: OpenAIProvider, server: FakeOpenAIServer) -> None:
    server.will(error(429, "slow down", retry_after="17"))
    with pytest.raises(ProviderBusy) as caught:
        await provider.complete(sample_request())
    assert caught.value.retry_after == 17.0
    assert len(server.asked) == 1


async def test_retry_after_as_a_date_is_passed_on(provider: OpenAIProvider, server: FakeOpenAIServer) -> None:
    date = email.utils.formatdate(time.time() + 90, usegmt=True)
    server.will(error(429, "slow down", retry_after=date))
    with pytest.raises(ProviderBusy) as caught:
        await provider.complete(sample_request())
    assert caught.value.retry_after == pytest.approx(90, abs=15)


@pytest.mark.parametrize("said", ["", "soon", "nan", "inf"])
def test_unreadable_retry_after_is_none(said: str) -> None:
    assert retry_after({"retry-after": said}) is None


async def test_account_without_credit_is_refused_and_not_busy(
    provider: OpenAIProvider, server: FakeOpenAIServer
) -> None:
    server.will(error(429, "no credit", code="insufficient_quota"))
    with pytest.raises(ProviderRefused):
        await provider.complete(sample_request())


@pytest.mark.parametrize("hiccup", [error(500, "oops"), error(503, "starting"), Drop()])
async def test_one_hiccup_is_bridged(
    provider: OpenAIProvider, server: FakeOpenAIServer, hiccup: Whole
) -> None:
    server.will(hiccup, GOOD)
    assert (await provider.complete(sample_request())).texts
    assert len(server.asked) == 2


@pytest.mark.parametrize("fault", [error(500, "oops"), Drop()])
async def test_two_hiccups_are_a_server_that_is_down(
    provider: OpenAIProvider, server: FakeOpenAIServer, fault: Whole
) -> None:
    server.will(fault, fault, GOOD)
    with pytest.raises(ProviderDown):
        await provider.complete(sample_request())
    assert len(server.asked) == 2


async def test_nobody_listening_is_down() -> None:
    async with FakeOpenAIServer() as gone:
        url = gone.url
    provider = OpenAIProvider(url, None, "m", timeout_s=10.0)
    with pytest.raises(ProviderDown):
        await provider.complete(sample_request())
    with pytest.raises(ProviderDown):
        await collected(provider.stream(sample_request()))
    await provider.aclose()


@pytest.mark.parametrize("url", ["nonsense", "http://", "http://[::1", "ftp://127.0.0.1/v1"])
async def test_nonsense_address_is_a_provider_error(url: str) -> None:
    provider = OpenAIProvider(url, None, "m", timeout_s=5.0)
    with pytest.raises(ProviderError):
        await provider.complete(sample_request())
    await provider.aclose()


async def test_silence_is_a_timeout(hasty: OpenAIProvider, server: FakeOpenAIServer) -> None:
    server.will(Hang(), Hang())
    with pytest.raises(ProviderTimeout):
        await hasty.complete(sample_request())
    await asyncio.wait_for(server.left_early.wait(), 5)
    with pytest.raises(ProviderTimeout):
        await collected(hasty.stream(sample_request()))


async def test_endless_stream_is_bounded_by_the_total_time(
    hasty: OpenAIProvider, server: FakeOpenAIServer
) -> None:
    server.will(Pieces(['{"replies":[{"text":"Th'], end="hang"))
    with pytest.raises(ProviderTimeout):
        await collected(hasty.stream(sample_request()))
    await asyncio.wait_for(server.left_early.wait(), 5)


async def test_deltas_arrive_before_the_answer_is_complete(
    provider: OpenAIProvider, server: FakeOpenAIServer
) -> None:
    server.will(Pieces(['{"replies":[{"text":"Thank you'], end="hang"))
    async with aclosing(provider.stream(sample_request())) as items:
        assert await anext(items) == TextDelta(0, "Thank you")
        assert not server.left_early.is_set()


async def test_closing_the_stream_cancels_the_work_upstream(
    provider: OpenAIProvider, server: FakeOpenAIServer
) -> None:
    server.will(Pieces(['{"replies":[{"text":"Thank you'], end="hang"))
    async with aclosing(provider.stream(sample_request())) as items:
        await anext(items)
    await asyncio.wait_for(server.left_early.wait(), 5)


async def test_cancelling_the_task_cancels_the_work_upstream(
    provider: OpenAIProvider, server: FakeOpenAIServer
) -> None:
    server.will(Hang())
    task = asyncio.ensure_future(provider.complete(sample_request()))
    await asyncio.wait_for(server.was_asked.wait(), 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(server.left_early.wait(), 5)


@pytest.mark.parametrize("end", ["die", "eof"])
async def test_server_that_dies_before_a_reply_is_complete_is_down(
    provider: OpenAIProvider, server: FakeOpenAIServer, end: str
) -> None:
    server.will(Pieces(['{"replies":[{"text":"Th'], end=end))
    with pytest.raises(ProviderDown):
        await collected(provider.stream(sample_request()))


@pytest.mark.parametrize("end", ["die", "eof"])
async def test_complete_replies_of_a_dying_server_are_saved(
    provider: OpenAIProvider, server: FakeOpenAIServer, end: str
) -> None:
    server.will(Pieces([replies("Complete, Dana.", "Not comp")[:-6]], end=end))
    deltas, (completion,) = await collected(provider.stream(sample_request()))
    assert deltas
    assert completion.texts == ("Complete, Dana.",)
    assert not completion.truncated


async def test_error_told_in_the_middle_of_a_stream_is_down(
    provider: OpenAIProvider, server: FakeOpenAIServer
) -> None:
    server.will(Pieces(["{"], raw=b'data: {"error": {"message": "out of memory"}}\n\n'))
    with pytest.raises(ProviderDown):
        await collected(provider.stream(sample_request()))


async def test_nonsense_in_a_stream_is_garbled(provider: OpenAIProvider, server: FakeOpenAIServer) -> None:
    server.will(Pieces(["{"], raw=b"data: {nonsense\n\n"))
    with pytest.raises(ProviderGarbled):
        await collected(provider.stream(sample_request()))


async def test_plain_text_stream_is_one_reply(provider: OpenAIProvider, server: FakeOpenAIServer) -> None:
    server.will(Pieces(["Thank ", "you, ", "Dana."]))
    deltas, (completion,) = await collected(provider.stream(sample_request()))
    assert deltas == []
    assert completion.texts == ("Thank you, Dana.",)


async def test_stream_cut_off_by_the_limit_says_so(
    provider: OpenAIProvider, server: FakeOpenAIServer
) -> None:
    server.will(Pieces([replies("This one is cut")[:-8]], finish="length"))
    _, (completion,) = await collected(provider.stream(sample_request()))
    assert completion.truncated


async def test_server_that_cannot_stream_is_asked_for_the_whole(
    provider: OpenAIProvider, server: FakeOpenAIServer
) -> None:
    server.will(GOOD)
    _, (completion,) = await collected(provider.stream(sample_request()))
    assert len(completion.texts) == 3
    assert [asked["stream"] for asked in server.asked] == [True, False]


async def test_more_drafts_than_asked_are_not_streamed(
    provider: OpenAIProvider, server: FakeOpenAIServer
) -> None:
    server.will(Pieces([replies("One.", "Two.", "Three.")]))
    deltas, (completion,) = await collected(provider.stream(sample_request(count=2)))
    assert {delta.draft for delta in deltas} == {0, 1}
    assert completion.texts == ("One.", "Two.")


async def test_prompt_that_cannot_be_encoded_is_refused(provider: OpenAIProvider) -> None:
    from dataclasses import replace

    from replywright.domain import Message

    job = sample_request()
    broken = replace(job, prompt=replace(job.prompt, messages=(Message("user", "\ud800"),)))
    with pytest.raises(ProviderError):
        await provider.complete(broken)


async def test_neither_texts_nor_keys_are_logged(
    provider: OpenAIProvider, server: FakeOpenAIServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    server.will(error(500, "The soup was cold"), GOOD, error(401, KEY))
    await provider.complete(sample_request())
    with pytest.raises(ProviderRefused):
        await provider.complete(sample_request())
    for word in (KEY, "soup", "Dana"):
        assert word not in caplog.text


async def test_many_at_once_share_one_client(provider: OpenAIProvider, server: FakeOpenAIServer) -> None:
    completions = await asyncio.gather(*(provider.complete(sample_request()) for _ in range(20)))
    assert len(completions) == len(server.asked) == 20


def test_every_exception_of_the_vendor_is_translated() -> None:
    import openai

    exceptions = importlib.import_module("openai._exceptions")
    known = {
        name
        for module in (openai, exceptions)
        for name in {*dir(module), *getattr(module, "__all__", ())}
        if not name.startswith("_")
        and (thing := getattr(module, name)) is not None
        and inspect.isclass(thing)
        and issubclass(thing, Exception)
        and thing.__module__.startswith("openai")
    }
    assert known == set(TRANSLATED)


def test_vendor_is_not_imported_before_it_is_needed() -> None:
    code = (
        "import sys; from replywright.providers.openai import OpenAIProvider as P; P(None, None, 'm');"
        "print('openai' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"


def test_agreed_json_is_what_the_tests_speak() -> None:
    assert json.loads(replies("a")) == {"replies": [{"text": "a"}]}
