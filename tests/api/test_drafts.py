"""POST /v1/drafts: the answer, the cache, the stream."""

import asyncio
import json

import pytest

from replywright.api.schemas import DraftsOut
from replywright.errors import Unavailable
from replywright.rulebook.schema.business import BusinessSpec

from .conftest import review


async def ask(client, **fields):
    return await client.post("/v1/drafts", json={"review": review(), **fields})


def events(text):
    """(name, data) of each event of a stream."""
    blocks = [block for block in text.split("\n\n") if block and not block.startswith(":")]
    found = []
    for block in blocks:
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


async def stream(client, **fields):
    answer = await client.post(
        "/v1/drafts", json={"review": review(), **fields}, headers={"accept": "text/event-stream"}
    )
    assert answer.headers["content-type"].startswith("text/event-stream")
    return events(answer.text)


async def test_an_answer_has_the_shape_of_the_contract(client):
    answer = await ask(client)
    assert answer.status_code == 200
    DraftsOut.model_validate(answer.json(), strict=True)
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["took_ms"] >= 0


async def test_the_second_answer_is_the_same_from_the_cache(client):
    first, second = (await ask(client)).json(), (await ask(client)).json()
    assert (first.pop("cached"), second.pop("cached")) == (False, True)
    first.pop("took_ms"), second.pop("took_ms")
    assert first == second


async def test_spans_count_utf16_units(client):
    told = (await client.post("/v1/drafts", json={"review": review(text="👋🏽 Soup: cold")})).json()
    raw = "👋🏽 Soup: cold".encode("utf-16-le")
    for item in (*told["points"], *told["triage"]["signals"]):
        assert raw[2 * item["start"] : 2 * item["end"]].decode("utf-16-le") == item["text"] == "cold"


async def test_the_job_is_told_everything(client, parts):
    style = {"kind": "staff_note", "count": 2, "tone": "formal", "length": "short"}
    await ask(client, **style, notes="n", reply_language="et", force=True, seed=7)
    (asked,) = parts.job.asked
    assert (asked.kind, asked.count, asked.tone, asked.length) == ("staff_note", 2, "formal", "short")
    assert (asked.notes, asked.reply_language, asked.force, asked.seed) == ("n", "et", True, 7)
    assert asked.business.slug == "harbour-cafe"
    assert asked.review.rating == 2


async def test_a_missing_rating_stays_unknown(client, parts):
    await client.post("/v1/drafts", json={"review": review(rating=None, rating_max=None)})
    assert parts.job.asked[0].review.rating is None


@pytest.mark.parametrize(
    ("header", "field", "spoken"),
    [
        (None, None, "en"),
        ("et-EE,et;q=0.9", None, "et"),
        ("xx, et;q=0.3, en;q=0.1", None, "et"),
        ("en;q=0.1, et;q=0.3", None, "et"),
        ("zh-TW", None, "zh-Hant"),
        ("et", "en", "en"),
        (";;;q=,,", None, "en"),
    ],
)
async def test_words_come_in_the_operators_language(client, parts, header, field, spoken):
    headers = {"accept-language": header} if header else {}
    await client.post("/v1/drafts", json={"review": review(), "ui_language": field}, headers=headers)
    assert parts.job.asked[0].ui_language == spoken


async def test_a_stream_tells_triage_then_text_then_drafts_then_the_whole(client):
    told = await stream(client)
    assert [name for name, _ in told] == ["triage", "delta", "draft", "done"]
    triage, delta, draft, done = (data for _, data in told)
    assert triage["triage"]["strategy"] == "reply"
    assert triage["points"][0]["text"] == "cold"
    assert delta == {"draft": 0, "text": "Thank you 👋"}
    assert (draft["draft"], draft["id"]) == (0, "d1")
    DraftsOut.model_validate(done, strict=True)


async def test_a_cached_stream_tells_the_same_without_deltas(client):
    fresh, cached = await stream(client), await stream(client)
    assert [name for name, _ in cached] == ["triage", "draft", "done"]
    assert dict(cached)["triage"] == dict(fresh)["triage"]
    assert dict(cached)["draft"] == dict(fresh)["draft"]
    assert dict(cached)["done"]["cached"] is True


async def test_a_stream_that_fails_ends_with_a_problem(client, parts):
    parts.job.fault = Unavailable("The database is down.")
    ((name, told),) = await stream(client)
    assert (name, told["status"], told["detail"]) == ("problem", 503, "The database is down.")
    parts.job.fault = RuntimeError("private words")
    ((name, told),) = await stream(client)
    assert (name, told["status"]) == ("problem", 500)
    assert "private" not in json.dumps(told)


async def test_every_stream_closes_its_job(client, parts):
    await stream(client)
    assert parts.job.closed == 1


async def test_a_new_draft_is_remembered_by_its_provenance(client, parts):
    await ask(client)
    await asyncio.gather(*client.app.state.pending)
    from sqlalchemy import select

    from replywright.store.sql.engine import reading
    from replywright.store.sql.tables import drafts

    async with reading(parts.repository._engine) as connection:
        (row,) = (await connection.execute(select(drafts))).all()
    assert (row.draft_id, row.set_id, row.business, row.level) == ("d1", "s1", "harbour-cafe", "ok")
    assert row.provenance["provider"] == "composer"


async def test_among_several_businesses_one_must_be_named(client, parts):
    for slug in ("inn", "bar"):
        await parts.repository.save_business(BusinessSpec(slug=slug, name=slug), actor="test")
    answer = await ask(client)
    assert answer.status_code == 404
    assert "/v1/businesses" in answer.json()["detail"]
    assert (await ask(client, business="inn")).status_code == 200
    assert parts.job.asked[0].business.slug == "inn"
