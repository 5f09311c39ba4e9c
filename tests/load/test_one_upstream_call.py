"""Many people, several worker processes, one question: the model is asked once."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from tests.providers.openai_server import FakeOpenAIServer

AT_ONCE = 50
JOB = {
    "review": {"platform": "google", "text": "We waited an hour and the soup was cold.", "rating": 2},
    "count": 2,
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
async def model() -> AsyncIterator[FakeOpenAIServer]:
    async with FakeOpenAIServer() as server:
        yield server


@pytest.fixture
async def service(model: FakeOpenAIServer, tmp_path: Path) -> AsyncIterator[str]:
    """Two worker processes before one model."""
    port = free_port()
    environment = {
        "REPLYWRIGHT_OPEN": "1",
        "REPLYWRIGHT_DATA_DIR": str(tmp_path),
        "REPLYWRIGHT_RATE_LIMIT_PER_MINUTE": "0",
        "REPLYWRIGHT_LLM_BASE_URL": model.url,
        "REPLYWRIGHT_LLM_API_KEY": "made-up",
        "REPLYWRIGHT_LLM_MODEL": "fake",
    }
    with (tmp_path / "log").open("wb") as log:
        child = await asyncio.to_thread(
            subprocess.Popen,
            [sys.executable, "-m", "replywright", "serve", "--port", str(port), "--workers", "2"],
            cwd=tmp_path,
            env=os.environ | environment,
            stdout=log,
            stderr=log,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        async with httpx.AsyncClient() as client:
            for _ in range(600):
                try:
                    await client.get(f"{address}/healthz")
                    break
                except httpx.TransportError:
                    assert child.poll() is None, (tmp_path / "log").read_text()
                    await asyncio.sleep(0.1)
        yield address
    finally:
        child.terminate()
        await asyncio.to_thread(child.wait, 30)


async def test_fifty_identical_requests_over_two_workers_make_one_upstream_call(
    service: str, model: FakeOpenAIServer
) -> None:
    async def ask() -> bytes:
        # A connection of its own each: the kernel spreads connections, not requests, over the workers.
        async with httpx.AsyncClient(timeout=60) as client:
            answer = await client.post(f"{service}/v1/drafts", json=JOB)
            assert answer.status_code == 200, answer.text
            return answer.content

    answers = [json.loads(answer) for answer in await asyncio.gather(*(ask() for _ in range(AT_ONCE)))]
    first_round = [question for question in model.asked if len(question["messages"]) == 2]
    assert len({json.dumps(answer["drafts"]) for answer in answers}) == 1
    assert len(first_round) == 1
    assert sum(not answer["cached"] for answer in answers) >= 1


async def test_another_option_asks_the_model_again(service: str, model: FakeOpenAIServer) -> None:
    async with httpx.AsyncClient(timeout=60) as client:
        changes = ({}, {"tone": "formal"}, {"notes": "The boiler was repaired on Monday."}, {})
        ids = [
            (await client.post(f"{service}/v1/drafts", json=JOB | change)).json()["id"] for change in changes
        ]
    assert len(set(ids)) == 3
    assert ids[0] == ids[3]
