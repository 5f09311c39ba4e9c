"""Tokens, open mode, and which pages may call."""

import pytest
from pydantic import ValidationError

from replywright.settings import Settings

from .conftest import review, running

EXTENSIONS = ["chrome-extension://abcdefghijklmnop", "moz-extension://0f0e-1"]


async def me(client, **headers):
    return await client.get("/v1/me", headers=headers)


@pytest.mark.parametrize("path", ["/v1/me", "/v1/platforms", "/v1/businesses"])
async def test_without_a_token_nothing_is_told(closed, path):
    answer = await closed.get(path)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.json()["type"].endswith("unauthenticated")


@pytest.mark.parametrize("path", ["/v1/drafts", "/v1/check", "/v1/outcomes"])
async def test_without_a_token_nothing_is_done(closed, path):
    answer = await closed.post(path, content=b"not even json")
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "header", ["Bearer rw_unknown", "Bearer", "Basic abc", "Bearer " + "x" * 5000, "Bearer é"]
)
async def test_a_token_that_is_not_known_is_refused(closed, header):
    assert (await me(closed, authorization=header.encode("latin-1"))).status_code == 401


async def test_a_token_says_who_is_asking(closed, parts):
    secret = await parts.repository.create_token("anna", "owner", actor="test")
    told = (await me(closed, authorization=f"bearer {secret}")).json()
    assert told["operator"] == {"name": "anna", "role": "owner"}
    assert (told["version"], told["rulebook"], told["open"]) == ("0.1.0", "0123456789abcdef", False)
    assert told["languages"] == ["en", "et", "zh-Hant"]


async def test_a_revoked_token_is_refused_once_forgotten(closed, parts):
    secret = await parts.repository.create_token("anna", "owner", actor="test")
    bearer = f"Bearer {secret}"
    assert (await me(closed, authorization=bearer)).status_code == 200
    (info,) = await parts.repository.tokens()
    await parts.repository.revoke_token(info.id, actor="test")
    closed.app.state.tokens.forget()
    assert (await me(closed, authorization=bearer)).status_code == 401


async def test_open_mode_works_without_a_token_but_not_with_a_wrong_one(client):
    assert (await me(client)).json()["open"] is True
    assert (await me(client, authorization="Bearer rw_wrong")).status_code == 401


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])
def test_open_mode_is_refused_on_an_address_that_others_reach(host):
    with pytest.raises(ValidationError, match="loopback"):
        Settings(_env_file=None, open=True, host=host)


async def test_too_many_requests_are_told_how_long_to_wait(closed, parts):
    secret = await parts.repository.create_token("anna", "owner", actor="test")
    parts.limiter.seconds = 2.3
    answer = await me(closed, authorization=f"Bearer {secret}")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "3")
    assert secret not in "".join(parts.limiter.seen)


async def test_guessing_is_slowed_by_address(closed, parts):
    parts.limiter.seconds = 5
    assert (await me(closed, authorization="Bearer rw_guess")).status_code == 429
    assert parts.limiter.seen == ["ip:127.0.0.1"]


async def test_in_open_mode_nobody_is_slowed(client, parts):
    parts.limiter.seconds = 5
    assert (await me(client)).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8410", "127.0.0.1.evil.example", "localhost@evil", "["]
)
async def test_open_mode_answers_to_loopback_names_only(client, host):
    answer = await me(client, host=host)
    assert answer.status_code == 421
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("host", ["127.0.0.1:9", "localhost", "localhost:8410", "[::1]:8410"])
async def test_every_loopback_name_is_answered_in_open_mode(client, host):
    assert (await me(client, host=host)).status_code == 200


async def test_with_tokens_any_host_name_is_answered(closed):
    assert (await closed.get("/healthz", headers={"host": "replies.example"})).status_code == 200


@pytest.mark.parametrize("origin", EXTENSIONS)
async def test_extensions_may_call(client, origin):
    preflight = await client.options(
        "/v1/drafts",
        headers={
            "origin": origin,
            "access-control-request-method": "POST",
            "access-control-request-headers": "authorization,content-type",
            "access-control-request-private-network": "true",
        },
    )
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-origin"] == origin
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "authorization" in preflight.headers["access-control-allow-headers"]
    assert preflight.headers["access-control-allow-private-network"] == "true"
    answer = await client.post("/v1/drafts", json={"review": review()}, headers={"origin": origin})
    assert answer.headers["access-control-allow-origin"] == origin
    assert "Origin" in answer.headers["vary"]


@pytest.mark.parametrize("origin", EXTENSIONS)
async def test_errors_can_be_read_by_extensions_too(closed, origin):
    answer = await me(closed, origin=origin)
    assert answer.status_code == 401
    assert answer.headers["access-control-allow-origin"] == origin


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:9999", "https://chrome-extension.example"]
)
async def test_pages_of_other_sites_may_not_even_ask(client, parts, origin):
    answer = await client.post("/v1/drafts", json={"review": review()}, headers={"origin": origin})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers
    assert parts.job.asked == []
    assert (await client.options("/v1/drafts", headers={"origin": origin})).status_code == 403


async def test_pages_of_the_service_itself_may_ask(client):
    answer = await client.post(
        "/v1/drafts", json={"review": review()}, headers={"origin": "http://127.0.0.1:8410"}
    )
    assert answer.status_code == 200


async def test_every_answer_carries_its_safeguards(client):
    for path in ("/healthz", "/v1/me", "/nothing", "/admin"):
        headers = (await client.get(path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in headers


async def test_a_request_id_is_taken_over_or_made(client):
    assert (await client.get("/healthz", headers={"x-request-id": "abc-123"})).headers[
        "x-request-id"
    ] == "abc-123"
    made = (await client.get("/healthz", headers={"x-request-id": "<script>"})).headers["x-request-id"]
    assert made.isalnum()


async def test_the_limit_can_be_switched_off(parts):
    parts.limiter.seconds = 5
    secret = await parts.repository.create_token("anna", "owner", actor="test")
    async with running(parts, rate_limit_per_minute=0) as client:
        assert (await me(client, authorization=f"Bearer {secret}")).status_code == 200
