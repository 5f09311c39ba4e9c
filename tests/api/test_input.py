"""Every kind of wrong input gets the problem document that names what is wrong, and never repeats a text."""

import json

import pytest

from .conftest import review

SECRET = "private words of a guest"


async def post(client, body, path="/v1/drafts", **headers):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return await client.post(path, content=content, headers={"content-type": "application/json", **headers})


def problem(answer, status):
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert {"type", "title", "status", "detail", "instance"} <= told.keys()
    assert told["status"] == status
    return told


def fields(answer):
    return [fault["field"] for fault in problem(answer, 422)["errors"]]


@pytest.mark.parametrize("path", ["/v1/drafts", "/v1/check", "/v1/outcomes"])
@pytest.mark.parametrize(
    "body", [b"", b"{", b"nonsense", b'{"review":', b"[" * 5000, b'{"a":' * 5000, b"\xff\xfe", b'"\xe9"']
)
async def test_a_body_that_is_no_json_is_malformed(client, path, body):
    told = problem(await post(client, body, path), 400)
    assert told["type"].endswith("malformed")
    assert told["instance"] == path


async def test_bytes_that_are_not_utf8_are_named_as_such(client):
    told = problem(await post(client, b'{"review": {"text": "caf\xe9"}}'), 400)
    assert "UTF-8" in told["detail"]


@pytest.mark.parametrize("body", [b"[]", b"null", b"3", b'"text"', b"true"])
async def test_json_that_is_no_object_is_invalid(client, body):
    assert fields(await post(client, body)) == ["body"]


async def test_deep_json_in_a_field_is_malformed(client):
    body = b'{"review":{"text":"x","rating":3},"notes":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    problem(await post(client, body), 400)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"review": review(text="\ud83d oh")}, "review.text"),
        ({"review": review(author="\udc00")}, "review.author"),
        ({"review": review(), "notes": "\udfff"}, "notes"),
        ({"review": review(), "\ud800": 1}, "\\ud800"),
    ],
)
async def test_half_a_surrogate_pair_is_named_by_its_field(client, body, field):
    assert fields(await post(client, body)) == [field]


async def test_a_whole_surrogate_pair_is_a_character(client):
    body = json.dumps({"review": review(text="good \U0001f600")}).encode()
    assert b"\\ud83d" in body
    assert (await post(client, body)).status_code == 200


@pytest.mark.parametrize(("length", "status"), [(20_000, 200), (20_001, 422)])
@pytest.mark.parametrize("letter", ["a", "щ", "😀"])
async def test_a_text_may_have_20_000_code_points(client, length, status, letter):
    drafts = await post(client, {"review": review(text=letter * length)})
    check = await post(client, {"text": letter * length}, "/v1/check")
    assert (drafts.status_code, check.status_code) == (status, status)
    if status == 422:
        assert fields(drafts) == ["review.text"]
        assert fields(check) == ["text"]


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_body_of_more_than_a_megabyte_is_too_large(client, chunked):
    body = b" " * 1_000_001

    async def pieces():
        yield body[:600_000]
        yield body[600_000:]

    answer = await client.post("/v1/check", content=pieces() if chunked else body)
    assert problem(answer, 413)["type"].endswith("too-large")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"review": review(), "counts": 3}, "counts"),
        ({"review": review(stars=3)}, "review.stars"),
        ({"review": review(), "x" * 500: 3}, "x" * 60),
    ],
)
async def test_an_unknown_field_is_named(client, body, field):
    assert fields(await post(client, body)) == [field]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "review"),
        ({"review": None}, "review"),
        ({"review": review(rating=True)}, "review.rating"),
        ({"review": review(rating="4")}, "review.rating"),
        ({"review": review(rating=-1)}, "review.rating"),
        ({"review": review(rating=6)}, "review.rating"),
        ({"review": review(rating_max=0)}, "review.rating_max"),
        ({"review": review(language="not a tag")}, "review.language"),
        ({"review": review(text="", rating=None)}, "review.text"),
        ({"review": review(text="  \n", rating=None)}, "review.text"),
        ({"review": review(), "count": 0}, "count"),
        ({"review": review(), "count": 6}, "count"),
        ({"review": review(), "count": 2.5}, "count"),
        ({"review": review(), "tone": "angry"}, "tone"),
        ({"review": review(), "kind": "poem"}, "kind"),
        ({"review": review(), "length": "endless"}, "length"),
        ({"review": review(), "force": 1}, "force"),
        ({"review": review(), "reply_language": ""}, "reply_language"),
        ({"review": review(), "notes": "n" * 4001}, "notes"),
    ],
)
async def test_a_wrong_field_is_named(client, body, field):
    assert fields(await post(client, body)) == [field]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
async def test_a_number_that_is_none_is_refused(client, number):
    answer = await post(client, b'{"review":{"text":"x","rating":' + number.encode() + b"}}")
    assert fields(answer) == ["review.rating"]


async def test_a_rating_alone_is_enough(client):
    assert (await post(client, {"review": {"rating": 1}})).status_code == 200


async def test_an_unknown_platform_is_like_any_other_site(client, parts):
    assert (await post(client, {"review": review(platform="neverheard")})).status_code == 200
    assert (await post(client, {"text": "hi", "platform": "neverheard"}, "/v1/check")).status_code == 200


async def test_an_empty_text_has_no_flags(client):
    answer = await post(client, {"text": ""}, "/v1/check")
    assert (answer.json()["level"], answer.json()["flags"]) == ("ok", [])


@pytest.mark.parametrize(
    "text", ["\u200b\u200dhello\ufeff", "\u202eevil\u202c", "<script>alert(1)</script>", "\x00"]
)
async def test_strange_letters_are_letters(client, text):
    assert (await post(client, {"review": review(text=text)})).status_code == 200
    assert (await post(client, {"text": text}, "/v1/check")).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {"review": review(text=SECRET + "x" * 20_000)},
        {"review": review(text=SECRET, rating="4")},
        {"review": review(text=SECRET + "\ud800")},
        {"review": [SECRET]},
        {"review": review(text=SECRET), "tone": SECRET},
    ],
)
async def test_no_problem_repeats_what_was_sent(client, body, caplog):
    answer = await post(client, body)
    assert answer.status_code == 422
    assert SECRET not in answer.text
    assert SECRET not in caplog.text


async def test_an_unknown_address_is_not_found(client):
    assert problem(await client.get("/v1/nothing"), 404)["instance"] == "/v1/nothing"


async def test_a_wrong_method_is_told_which_are_right(client):
    answer = await client.get("/v1/drafts")
    problem(answer, 405)
    assert answer.headers["allow"] == "POST"


async def test_an_unknown_business_is_not_found(client):
    problem(await post(client, {"review": review(), "business": "nobody"}), 404)
    problem(await post(client, {"text": "x", "business": "nobody"}, "/v1/check"), 404)


async def test_a_fault_of_ours_shows_neither_text_nor_trace(client, parts, caplog):
    parts.linter.fault = RuntimeError(SECRET)
    parts.job.fault = RuntimeError(SECRET)
    for path, body in (("/v1/check", {"text": SECRET}), ("/v1/drafts", {"review": review(text=SECRET)})):
        answer = await post(client, body, path)
        told = problem(answer, 500)
        assert SECRET not in answer.text
        assert "Traceback" not in answer.text
        assert answer.headers["x-request-id"] in told["detail"]
    assert SECRET not in caplog.text
    assert "RuntimeError" in caplog.text
