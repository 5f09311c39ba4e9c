import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replywright.text.normalize import clean, fold

any_text = st.text(max_size=80)


@given(any_text)
def test_every_folded_sign_comes_from_a_range_of_the_original(text: str) -> None:
    folded = fold(text)
    reached = 0
    for at in range(len(folded.text)):
        span = folded.span(at, at + 1)
        assert 0 <= span.start < span.end <= len(text)
        assert span.start >= reached or span.start == folded.span(at - 1, at).start
        reached = span.start


@given(any_text)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once or unicodedata.normalize("NFC", once) != once


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("İSTANBUL", "istanbul"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("cafe\u0301", "café"),
        ("сче\u0308т", "счет"),
        ("ｆｕｌｌ！", "full!"),
        ("don’t – “so”", 'don\'t - "so"'),
        ("se\u200bcret\u00ad", "secret"),
        ("\u202eabc\u202c", "abc"),
        ("a\u00a0b", "a b"),
        ("ЁЛКА", "елка"),
    ],
)
def test_writing_that_means_the_same_folds_to_the_same(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_the_map_survives_letters_that_change_length() -> None:
    text = "İß 😀 ﬁ e\u0301x"
    folded = fold(text)
    at = folded.text.index("x")
    assert folded.span(at, at + 1).of(text) == "x"
    at = folded.text.index("fi")
    assert folded.span(at, at + 2).of(text) == "ﬁ"
    at = folded.text.index("é")
    assert folded.span(at, at + 1).of(text) == "e\u0301"


def test_cleaned_text_is_composed_and_holds_no_invisible_signs() -> None:
    assert clean("e\u0301\u200b\ufeff\u202e!") == "é!"
