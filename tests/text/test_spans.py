import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replywright.domain import Span
from replywright.text.spans import SpanConverter, from_utf16, to_utf16

_FILE = Path(__file__).parents[1] / "fixtures" / "span_vectors.json"
VECTORS = json.loads(_FILE.read_text(encoding="utf-8"))
whole_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_vectors_shared_with_the_extension_hold(vector: dict) -> None:
    span = Span(*vector["codepoint"])
    assert span.of(vector["text"]) == vector["slice"]
    assert to_utf16(vector["text"], span) == Span(*vector["utf16"])
    assert from_utf16(vector["text"], Span(*vector["utf16"])) == span


@given(whole_text, st.data())
def test_a_span_comes_back_from_utf16_as_it_went(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    wire = to_utf16(text, Span(start, end))
    units = text.encode("utf-16-le")[2 * wire.start : 2 * wire.end]
    assert units.decode("utf-16-le") == text[start:end]
    assert from_utf16(text, wire) == Span(start, end)


def test_an_offset_inside_a_pair_goes_to_the_start_of_the_character() -> None:
    assert from_utf16("a😀b", Span(2, 4)) == Span(1, 3)


def test_offsets_past_the_end_are_brought_back() -> None:
    assert SpanConverter("ab").to_utf16(Span(1, 99)) == Span(1, 2)
    assert SpanConverter("a😀").from_utf16(Span(0, 99)) == Span(0, 2)
