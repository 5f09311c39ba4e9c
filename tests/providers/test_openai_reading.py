import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replywright.domain import TextDelta
from replywright.providers.openai_reading import ReplyReader, is_stuck, read_answer
from tests.providers.openai_server import replies

TWO = replies("Dear Ana, thank you.", "Hello Ana, we are sorry.")


@pytest.mark.parametrize(
    "content",
    [
        TWO,
        f"```json\n{TWO}\n```",
        f"```\n{TWO}\n```\nI hope this helps!",
        f"Sure, here you are:\n{TWO}\nAnything else?",
        f"<think>The owner {{must}} say [sorry].</think>\n{TWO}",
        f"They want two replies.</think>{TWO}",
        json.dumps(["Dear Ana, thank you.", "Hello Ana, we are sorry."]),
        json.dumps([{"text": "Dear Ana, thank you."}, {"text": "Hello Ana, we are sorry."}]),
        json.dumps({"drafts": ["Dear Ana, thank you.", "Hello Ana, we are sorry."]}),
        json.dumps({"replies": ["Dear Ana, thank you.", "Hello Ana, we are sorry."]}),
        TWO[:-1],
        TWO + TWO,
    ],
)
def test_replies_are_found_however_they_are_wrapped(content: str) -> None:
    answer = read_answer(content, 3)
    assert answer.texts == ("Dear Ana, thank you.", "Hello Ana, we are sorry.")
    assert not answer.cut


def test_plain_text_is_one_reply() -> None:
    assert read_answer("  Dear Ana, thank you.\n\nThe team ", 3).texts == (
        "Dear Ana, thank you.\n\nThe team",
    )


def test_plain_text_with_braces_is_no_broken_json() -> None:
    assert read_answer("Dear {name}, thank you [really].", 1).texts == ("Dear {name}, thank you [really].",)


def test_plain_text_in_a_fence_loses_the_fence() -> None:
    assert read_answer("```\nDear Ana, thank you.\n```", 1).texts == ("Dear Ana, thank you.",)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "   ",
        "{}",
        '{"replies": []}',
        '{"replies": [{"text": "  "}]}',
        '{"error": 3}',
        "<think>Hm, well",
        '{"rep',
    ],
)
def test_nothing_is_made_up_where_there_is_no_reply(content: str) -> None:
    assert read_answer(content, 3).texts == ()


def test_truncated_json_keeps_the_whole_replies_only() -> None:
    content = replies("First, complete.", "Second, complete.", "Third, cut off here")[:-12]
    assert read_answer(content, 3).texts == ("First, complete.", "Second, complete.")


def test_reply_cut_off_by_the_models_limit_comes_last_and_is_marked() -> None:
    content = replies("First, complete.", "Second, cut off here")[:-12]
    answer = read_answer(content, 3, ended=False)
    assert answer.texts[0] == "First, complete."
    assert answer.texts[1].startswith("Second")
    assert answer.cut


def test_limit_reached_between_replies_cuts_nothing() -> None:
    content = replies("First, complete.", "Second, complete.")[:-3]
    answer = read_answer(content, 3, ended=False)
    assert len(answer.texts) == 2
    assert not answer.cut


def test_no_more_replies_than_asked_and_none_twice() -> None:
    content = replies("One.", "One.", "Two.", "Three.")
    assert read_answer(content, 2).texts == ("One.", "Two.")


def test_lone_surrogates_never_leave() -> None:
    text = read_answer('{"replies":[{"text":"Hi \\ud83d there \\ud83d\\ude00"}]}', 1).texts[0]
    assert text == "Hi � there 😀"


def test_stuck_texts_are_left_out() -> None:
    loop = "We are sorry that it was cold. " * 12
    assert read_answer(replies(loop, "Thank you, Ana."), 2).texts == ("Thank you, Ana.",)
    assert read_answer(replies(loop), 2).texts == ()


@pytest.mark.parametrize(
    "text", ["ha" * 100, "很抱歉讓您久等了，我們會改進。" * 4, "Thank you so much!\n" * 3]
)
def test_going_in_circles_is_noticed(text: str) -> None:
    assert is_stuck(text)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for coming, Ana. We are sorry that the soup was cold and that you had to wait so long. "
        "Our kitchen was short of hands that evening, and we have talked about it with the whole team since.",
        "謝謝您的評論。很抱歉湯是冷的，也讓您久等了。我們已經和廚房談過，希望下次能讓您滿意。",
        "",
        "Thanks! Thanks! Thanks!",
    ],
)
def test_ordinary_replies_are_not_stuck(text: str) -> None:
    assert not is_stuck(text)


def _spelt(deltas: list[TextDelta]) -> list[str]:
    spelt: dict[int, str] = {}
    for delta in deltas:
        spelt[delta.draft] = spelt.get(delta.draft, "") + delta.text
    return [spelt[number] for number in sorted(spelt)]


def _fed(content: str, sizes: list[int]) -> tuple[ReplyReader, list[TextDelta]]:
    reader, deltas, at, turn = ReplyReader(), [], 0, 0
    while at < len(content):
        size = sizes[turn % len(sizes)]
        deltas += reader.feed(content[at : at + size])
        at, turn = at + size, turn + 1
    return reader, deltas


@given(
    texts=st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=4),
    sizes=st.lists(st.integers(1, 9), min_size=1, max_size=5),
    ascii_only=st.booleans(),
)
def test_any_text_survives_any_cutting(texts: list[str], sizes: list[int], ascii_only: bool) -> None:
    content = json.dumps(
        {"note": "text", "replies": [{"text": t, "n": 1} for t in texts]}, ensure_ascii=ascii_only
    )
    reader, deltas = _fed(content, sizes)
    assert reader.texts == texts
    assert _spelt(deltas) == texts
    assert reader.partial == ""


def test_surrogate_pair_split_over_chunks_becomes_one_character() -> None:
    reader = ReplyReader()
    deltas = reader.feed('{"replies":[{"text":"a\\ud83') + reader.feed("d\\u") + reader.feed('de00b"}]}')
    assert "".join(delta.text for delta in deltas) == "a😀b"


def test_surrogate_halves_that_arrive_raw_are_joined() -> None:
    reader = ReplyReader()
    reader.feed('{"text":"\ud83d')
    reader.feed('\ude00"}')
    assert reader.texts == ["😀"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"\ud83d", "�"),
        (r"\ude00x", "�x"),
        (r"\ud83dA", "�A"),
        (r"\q", "q"),
        (r"\u00zz", "�"),
        (r"a\"b\\c\/d\n", 'a"b\\c/d\n'),
        ("a\nb", "a\nb"),
    ],
)
def test_odd_escapes_are_read_and_never_break(written: str, read: str) -> None:
    reader = ReplyReader()
    reader.feed(f'{{"replies":[{{"text":"{written}"}}]}}')
    assert reader.texts == [read]


def test_only_reply_texts_are_read() -> None:
    reader = ReplyReader()
    reader.feed(
        '<think>{"text":"no"}</think>```json '
        '{"language":"en","text ":"no","replies":["a",{"tone":"x","text":"b"}]}'
    )
    assert reader.texts == ["a", "b"]


def test_a_delta_belongs_to_one_reply() -> None:
    deltas = ReplyReader().feed(replies("One.", "Two."))
    assert deltas == [TextDelta(0, "One."), TextDelta(1, "Two.")]


def test_deeply_nested_nonsense_is_survived() -> None:
    reader = ReplyReader()
    reader.feed('{"a":' + "[" * 50_000)
    assert reader.texts == []
