"""Probes, metrics, catalogue and outcomes."""

import dataclasses

import pytest

from replywright.api.catalogue import BusinessesOut, MeOut, PlatformsOut
from replywright.api.health import ReadyOut
from replywright.api.writer import WatchedProvider
from replywright.errors import ProviderTimeout

from .conftest import review, running


async def test_the_process_is_alive(closed):
    assert (await closed.get("/healthz")).json() == {"status": "ok"}


async def test_all_parts_are_ready(closed):
    answer = await closed.get("/readyz")
    ready = ReadyOut.model_validate(answer.json())
    assert answer.status_code == 200
    assert ready.ready
    assert ready.status == ready.redis.status == ready.database.status == ready.rulebook.status == "ok"
    assert "composer" in ready.provider.detail


async def test_without_redis_it_is_ready_and_says_so(client, parts):
    parts.cache.up = False
    answer = await client.get("/readyz")
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["redis"]["status"]) == ("degraded", "degraded")
    assert (await client.post("/v1/check", json={"text": "x"})).status_code == 200


async def test_without_its_database_it_is_not_ready(client, parts, tmp_path, monkeypatch):
    async def no():
        return False

    monkeypatch.setattr(parts.repository, "ping", no)
    answer = await client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"]["status"] == "down"


class FailingProvider:
    name, model = "openai", "some-model"

    async def complete(self, request):
        raise ProviderTimeout

    async def stream(self, request):
        raise ProviderTimeout
        yield

    async def aclose(self):
        return None


async def test_a_failing_model_is_told_until_it_answers(parts):
    watched = WatchedProvider(FailingProvider())
    async with running(dataclasses.replace(parts, writer=watched), open=True) as client:
        assert (await client.get("/readyz")).json()["provider"]["status"] == "ok"
        with pytest.raises(ProviderTimeout):
            await watched.complete(None)
        answer = await client.get("/readyz")
        assert answer.status_code == 200
        assert "model-timeout" in answer.json()["provider"]["detail"]
        with pytest.raises(ProviderTimeout):
            _ = [event async for event in watched.stream(None)]


async def test_metrics_count_routes_not_people(client):
    await client.post("/v1/check", json={"text": "see you in court"})
    await client.post("/v1/drafts", json={"review": review()})
    await client.get("/etc/passwd")
    text = (await client.get("/metrics")).text
    assert 'replywright_http_requests_total{method="POST",route="/v1/check",status="200"} 1.0' in text
    assert 'replywright_check_flags_total{category="legal_threat",level="warn"} 1.0' in text
    assert 'replywright_draft_answers_total{cached="false"} 1.0' in text
    assert "passwd" not in text
    assert "court" not in text


async def test_platforms_are_told_in_the_operators_language(client):
    answer = await client.get("/v1/platforms", headers={"accept-language": "et"})
    told = PlatformsOut.model_validate(answer.json(), strict=True)
    assert [platform.slug for platform in told.platforms] == ["generic", "google"]
    assert told.platforms[1].report_grounds[0].label == "Ei ole klient"
    assert told.platforms[0].limit.max is None


async def test_platforms_that_did_not_change_are_not_sent_again(client):
    first = await client.get("/v1/platforms")
    again = await client.get("/v1/platforms", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = await client.get(
        "/v1/platforms", headers={"if-none-match": first.headers["etag"], "accept-language": "et"}
    )
    assert other.status_code == 200


async def test_businesses_and_me_have_the_shape_of_the_contract(client):
    told = BusinessesOut.model_validate((await client.get("/v1/businesses")).json(), strict=True)
    assert [business.slug for business in told.businesses] == ["harbour-cafe"]
    MeOut.model_validate((await client.get("/v1/me")).json(), strict=True)


async def test_outcomes_sent_twice_count_once(client):
    batch = {
        "outcomes": [
            {"client_id": "1", "action": "inserted", "draft": "d1", "edited": True},
            {
                "client_id": "2",
                "action": "flag_dismissed",
                "rule": "link.any",
                "scope": "once",
                "reason": "ours",
            },
        ]
    }
    assert (await client.post("/v1/outcomes", json=batch)).json() == {"accepted": 2, "known": 0}
    assert (await client.post("/v1/outcomes", json=batch)).json() == {"accepted": 0, "known": 2}


async def test_an_outcome_that_is_none_is_named(client):
    answer = await client.post("/v1/outcomes", json={"outcomes": [{"client_id": "1", "action": "eaten"}]})
    assert [fault["field"] for fault in answer.json()["errors"]] == ["outcomes.0.action"]


async def test_the_address_itself_leads_somewhere(client):
    assert (await client.get("/")).status_code == 307
