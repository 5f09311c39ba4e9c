"""POST /v1/check."""

from replywright.api.schemas import CheckOut, check_out
from replywright.domain import Level

from .conftest import finding, result, review


async def check(client, text, **fields):
    return (await client.post("/v1/check", json={"text": text, **fields})).json()


async def test_an_answer_has_the_shape_of_the_contract(client):
    told = await check(client, "See you in court.", review=review())
    CheckOut.model_validate(told, strict=True)
    assert told["level"] == "warn"
    assert told["flags"][0]["why"]["kind"] == "house"
    assert told["limit"] == {"unit": "chars", "max": 4096, "used": 17, "hard": True}


async def test_spans_count_utf16_units(client):
    text = "😡👨‍👩‍👧 see you in court"
    (flag,) = (await check(client, text))["flags"]
    raw = text.encode("utf-16-le")
    assert raw[2 * flag["start"] : 2 * flag["end"]].decode("utf-16-le") == flag["text"] == "court"


async def test_it_says_which_points_are_answered(client):
    told = await check(client, "We keep it warm now.", review=review(text="😀 cold soup"))
    assert told["coverage"] == [{"point": "p1", "met": True}]
    assert (told["points"][0]["start"], told["points"][0]["text"]) == (3, "cold")
    assert (await check(client, "We are sorry.", review=review()))["coverage"] == [
        {"point": "p1", "met": False}
    ]
    assert (await check(client, "We are sorry."))["coverage"] == []


async def test_the_checker_is_told_everything(client, parts):
    await check(client, "hi", review=review(language="et"), platform="yelp", sector="health", language="en",
                notes="n", scope="draft", reply_language="en", ui_language="et")  # fmt: skip
    ((_, context),) = parts.linter.asked
    assert (context.platform, context.sector, context.language) == ("yelp", "health", "en")
    assert (context.review_language, context.reply_language, context.scope) == ("et", "en", "draft")
    assert (context.notes, context.ui_language) == ("n", "et")
    assert context.business.slug == "harbour-cafe"


async def test_the_site_comes_from_the_review_when_not_said(client, parts):
    await check(client, "hi", review=review(platform="yelp"))
    await check(client, "hi")
    assert [context.platform for _, context in parts.linter.asked] == ["yelp", "generic"]


def test_the_command_line_gets_the_same_as_a_model():
    out = check_out("in court", result("in court", finding("in court", "court", Level.BLOCK)))
    assert (out.level, out.flags[0].start, out.flags[0].end) == ("block", 3, 8)
