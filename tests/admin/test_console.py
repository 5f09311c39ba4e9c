"""The console: a one-time link in, tokens made and revoked, what the service is."""

import html
import json
import re

import pytest

from replywright.admin.entry import COOKIE, SessionSigner, create_admin_link
from replywright.admin.words import LOCALES, words
from replywright.rulebook.schema.business import BusinessSpec
from tests.api.conftest import BASE, running, service_parts


@pytest.fixture
async def parts(tmp_path):
    async with service_parts(tmp_path) as parts:
        yield parts


@pytest.fixture
async def outside(parts):
    async with running(parts) as client:
        yield client


@pytest.fixture
async def inside(outside, parts):
    await outside.get(await create_admin_link(parts.repository, BASE))
    return outside


def form_token(page):
    return re.search(r'name="form_token" value="([^"]+)"', page.text)[1]


async def send(client, path, **fields):
    token = form_token(await client.get("/admin/tokens"))
    return await client.post(path, data={"form_token": token, **fields})


@pytest.mark.parametrize("path", ["/admin", "/admin/tokens", "/admin/businesses", "/admin/businesses/x"])
async def test_without_a_session_every_page_is_shut(outside, path):
    answer = await outside.get(path)
    assert answer.status_code == 401
    assert "replywright admin-link" in answer.text


async def test_a_link_opens_the_console_once(outside, parts):
    link = await create_admin_link(parts.repository, BASE + "/")
    assert link.startswith(f"{BASE}/admin/enter?code=")
    answer = await outside.get(link)
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert "Path=/admin" in cookie
    assert (await outside.get("/admin")).status_code == 200
    outside.cookies.clear()
    again = await outside.get(link)
    assert again.status_code == 403
    assert "set-cookie" not in again.headers


@pytest.mark.parametrize("code", ["", "made-up", "x" * 10_000, "é\x00"])
async def test_a_made_up_code_opens_nothing(outside, code):
    assert (await outside.get("/admin/enter", params={"code": code})).status_code == 403


@pytest.mark.parametrize("cookie", ["", "x", "x.y", "W10.x", "%", "a" * 5000])
async def test_a_made_up_cookie_opens_nothing(outside, cookie):
    assert (await outside.get("/admin", headers={"cookie": f"{COOKIE}={cookie}"})).status_code == 401


def test_a_cookie_of_another_key_or_time_is_nothing(monkeypatch):
    ours, other = SessionSigner(b"a" * 32), SessionSigner(b"b" * 32)
    session, cookie = ours.issue()
    assert ours.read(cookie) == session
    assert other.read(cookie) is None
    assert not ours.is_form_token(session, other.form_token(session))
    monkeypatch.setattr("replywright.admin.entry.time.time", lambda: session.expires_at + 1)
    assert ours.read(cookie) is None


async def test_the_overview_tells_how_the_service_does(inside, parts):
    parts.cache.up = False
    page = (await inside.get("/admin")).text
    assert "0123456789abcdef" in page
    assert "Redis does not answer" in page
    assert "The database answers" in page
    assert "Estonian" in page
    assert "link.used" in page


async def test_a_token_is_shown_once_and_works(inside, parts):
    page = await send(inside, "/admin/tokens", name="Anna", label="till", role="agent")
    secret = re.search(r'id="secret">(rw_[^<]+)<', page.text)[1]
    assert (await parts.repository.operator_of(secret)).name == "Anna"
    later = (await inside.get("/admin/tokens")).text
    assert secret not in later
    assert "Anna" in later
    me = await inside.get("/v1/me", headers={"authorization": f"Bearer {secret}"})
    assert me.json()["role"] == "agent"


async def test_a_revoked_token_stops_working_at_once(inside, parts):
    secret = await parts.repository.create_token("Anna", "agent", actor="test")
    bearer = {"authorization": f"Bearer {secret}"}
    assert (await inside.get("/v1/me", headers=bearer)).status_code == 200
    (info,) = await parts.repository.tokens()
    assert (await send(inside, f"/admin/tokens/{info.id}/revoke")).status_code == 303
    assert (await inside.get("/v1/me", headers=bearer)).status_code == 401
    assert (await send(inside, f"/admin/tokens/{info.id}/revoke")).status_code == 404


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "", "role": "agent"},
        {"name": "A" * 121, "role": "agent"},
        {"name": "Anna", "role": "king"},
        {},
    ],
)
async def test_a_form_that_is_wrong_makes_no_token(inside, parts, fields):
    assert (await send(inside, "/admin/tokens", **fields)).status_code == 422
    assert await parts.repository.tokens() == ()


@pytest.mark.parametrize("token", ["", "made-up", "é"])
async def test_a_form_from_elsewhere_does_nothing(inside, parts, token):
    answer = await inside.post("/admin/tokens", data={"form_token": token, "name": "Eve", "role": "admin"})
    assert answer.status_code == 422
    assert await parts.repository.tokens() == ()


@pytest.mark.parametrize("body", [b"\xff", b"a=1&" * 60, b"x" * 70_000])
async def test_a_form_that_is_none_is_refused(inside, body):
    assert (await inside.post("/admin/tokens", content=body)).status_code == 422


async def test_a_page_of_another_site_cannot_send_forms(inside):
    answer = await inside.post("/admin/leave", headers={"origin": "https://evil.example"})
    assert answer.status_code == 403


async def test_names_are_shown_as_text(inside):
    name = "<script>alert('x')</script>"
    page = await send(inside, "/admin/tokens", name=name, label=name, role="agent")
    assert "<script>" not in page.text
    assert html.escape(name, quote=True).replace("&#x27;", "&#39;") in page.text


async def test_a_business_is_shown_with_all_that_drafts_may_state(inside, parts):
    spec = BusinessSpec.model_validate(
        {
            "slug": "inn",
            "name": "The Inn <3",
            "facts": [{"topic": "parking", "text": {"en": "Parking is free."}}],
            "contacts": [{"kind": "email", "value": "host@inn.example", "verified_on": "2026-05-01"}],
            "remedies": [{"id": "recook", "text": {"en": "We cook it again."}}],
        }
    )
    await parts.repository.save_business(spec, actor="test")
    listed = (await inside.get("/admin/businesses")).text
    assert "/admin/businesses/inn" in listed
    page = (await inside.get("/admin/businesses/inn")).text
    for shown in ("The Inn &lt;3", "Parking is free.", "host@inn.example", "2026-05-01", "We cook it again."):
        assert shown in page
    assert (await inside.get("/admin/businesses/bar")).status_code == 404


async def test_leaving_ends_the_session(inside):
    assert (await send(inside, "/admin/leave")).status_code == 303
    assert (await inside.get("/admin")).status_code == 401


async def test_the_style_is_served_from_here(outside):
    answer = await outside.get("/admin/console.css")
    assert answer.headers["content-type"].startswith("text/css")


async def test_every_word_of_the_pages_is_in_the_locale():
    table = json.loads((LOCALES / "en.json").read_text(encoding="utf-8"))
    used = set()
    for template in (LOCALES.parent / "templates").glob("*.html"):
        used |= set(re.findall(r'say\([\'"]([a-z_.]+)[\'"][,)]', template.read_text(encoding="utf-8")))
    assert used <= table.keys()
    assert words("en")("frame.version", version="1") == "Replywright 1"
    for path in LOCALES.glob("*.json"):
        assert json.loads(path.read_text(encoding="utf-8")).keys() <= table.keys()
