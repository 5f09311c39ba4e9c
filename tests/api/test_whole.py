"""The real parts together: rulebook, linter, job, Redis and database, as `replywright serve` builds them."""

import json
import os
import signal
from pathlib import Path

import httpx
import pytest

from replywright.app import create_app, open_parts, open_repository
from replywright.domain import DraftRequest, Review
from replywright.errors import RulebookError
from replywright.settings import Settings

from .conftest import BASE
from .test_drafts import events

REVIEW = {
    "platform": "google",
    "text": "😀 The soup was cold and we waited an hour.",
    "rating": 2,
    "author": "Mari",
}


def settings(folder, **fields):
    return Settings(_env_file=None, open=True, data_dir=folder, log_level="ERROR", **fields)


async def test_the_whole_job_runs_and_survives_its_redis(tmp_path):
    app = create_app(settings(tmp_path))
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=BASE, timeout=60) as client:
            await _drafts(client)
            await _stream(client)
            await _check(client)
            _kill_redis(tmp_path)
            answer = await client.post("/v1/drafts", json={"review": REVIEW | {"rating": 1}})
            assert answer.status_code == 200
            assert answer.json()["drafts"]
            assert (await client.get("/readyz")).status_code == 200
            assert (await client.get("/demo/")).status_code == 200


async def _drafts(client):
    first = (await client.post("/v1/drafts", json={"review": REVIEW})).json()
    second = (await client.post("/v1/drafts", json={"review": REVIEW})).json()
    assert (first["cached"], second["cached"]) == (False, True)
    assert first["drafts"] == second["drafts"]
    assert first["drafts"]
    raw = REVIEW["text"].encode("utf-16-le")
    for item in (*first["points"], *first["triage"]["signals"]):
        assert raw[2 * item["start"] : 2 * item["end"]].decode("utf-16-le") == item["text"]
    assert all(draft["level"] != "block" for draft in first["drafts"])


async def _stream(client):
    answer = await client.post(
        "/v1/drafts", json={"review": REVIEW, "count": 1}, headers={"accept": "text/event-stream"}
    )
    names = [name for name, _ in events(answer.text)]
    assert (names[0], names[-1]) == ("triage", "done")
    assert "draft" in names


async def _check(client):
    text = "😡 Write to someone@example.com about it."
    told = (await client.post("/v1/check", json={"text": text, "review": REVIEW})).json()
    raw = text.encode("utf-16-le")
    assert told["flags"]
    for flag in told["flags"]:
        assert raw[2 * flag["start"] : 2 * flag["end"]].decode("utf-16-le") == flag["text"]


def _kill_redis(folder):
    (socket,) = Path(folder).glob("redis/redis.sock")
    for status in Path("/proc").glob("[0-9]*/cmdline"):
        if os.fsencode(socket) in status.read_bytes():
            os.kill(int(status.parent.name), signal.SIGKILL)


async def test_the_command_line_gets_the_same_parts(tmp_path):
    async with open_parts(settings(tmp_path)) as parts:
        business = await parts.repository.business(None)
        answer = await parts.job.answer(DraftRequest(Review(text="Cold soup.", rating=2), business, count=1))
    assert json.loads(answer.payload)["drafts"]
    async with open_repository(settings(tmp_path)) as repository:
        assert await repository.ping()


async def test_a_start_that_fails_says_why_in_one_sentence(tmp_path):
    app = create_app(settings(tmp_path, prompts_dir=tmp_path / "nothing"))
    sent = []

    async def receive():
        return {"type": "lifespan.startup"}

    async def send(message):
        sent.append(message)

    with pytest.raises(RulebookError):
        await app({"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}, receive, send)
    (message,) = sent
    assert message["type"] == "lifespan.startup.failed"
    assert "Traceback" not in message["message"]
    assert "rulebook" in message["message"]
