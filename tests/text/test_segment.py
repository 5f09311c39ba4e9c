from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replywright.text.segment import sentences, words


def parts(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cold soup. Rude staff!", ["Cold soup.", "Rude staff!"]),
        ("湯很冷。服務員不禮貌！再也不來了", ["湯很冷。", "服務員不禮貌！", "再也不來了"]),
        ("Dr. Smith was kind. Thanks", ["Dr. Smith was kind.", "Thanks"]),
        ("Käisime 3. mail. Tore", ["Käisime 3. mail.", "Tore"]),
        ("Am 3. Mai war es laut. Schade.", ["Am 3. Mai war es laut.", "Schade."]),
        ("It cost 3.50 euros... and more", ["It cost 3.50 euros... and more"]),
        ("one\ntwo lines", ["one\ntwo lines"]),
        ("One\n\nTwo", ["One", "Two"]),
        ("ул. Ленина и т.д. Всё", ["ул. Ленина и т.д. Всё"]),
        ("  ", []),
        ("Really?! Yes", ["Really?!", "Yes"]),
    ],
)
def test_sentences_end_where_people_end_them(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_words_are_runs_of_letters_and_single_han_signs() -> None:
    text = "Don’t eat 房間 नमस्ते 5x"
    assert [span.of(text) for span in words(text)] == ["Don’t", "eat", "房", "間", "नमस्ते", "5x"]


@given(st.text(max_size=120))
def test_sentences_lie_in_order_and_lose_no_letter(text: str) -> None:
    spans = sentences(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    inside = "".join(span.of(text) for span in spans)
    assert sorted(filter(str.isalnum, inside)) == sorted(filter(str.isalnum, text))
