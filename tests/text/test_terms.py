import pytest
from hypothesis import given
from hypothesis import strategies as st

from replywright.text.normalize import fold
from replywright.text.term_syntax import TermSyntaxError, parse_term
from replywright.text.terms import TermMatcher


def found(term: str, text: str) -> list[str]:
    return [hit.span.of(text) for hit in TermMatcher({"key": [term]}).find(text)]


@pytest.mark.parametrize(
    ("term", "text", "hits"),
    [
        ("refund*", "We REFUNDED you, refund. Prerefund.", ["REFUNDED", "refund"]),
        ("*shop", "the webshop, shops", ["webshop"]),
        ("*text*", "kontekstis contextual", ["contextual"]),
        ("(we|i) (will)? sue", "Perhaps we sue, or I will  sue.", ["we sue", "I will  sue"]),
        ("delete ... refund", "delete the bad review we refund", ["delete the bad review we refund"]),
        ("delete ...2 refund", "delete the bad old ugly review we refund", []),
        ("delete ... refund", "Delete it. We refund.", []),
        ("you owe (us)? #", "You owe us 1 200,50 now", ["You owe us 1 200,50"]),
        ("don't come", "Don’t come", ["Don’t come"]),
        ("can", "I can't. You can.", ["can"]),
        ("manager", "the manager's desk", ["manager"]),
        ("sorry but", "Sorry, but no", ["Sorry, but"]),
        ("no", "no no no", ["no", "no", "no"]),
        ("refund(s|ed)?", "refunds refunded refunding", ["refunds", "refunded"]),
        ("c++", "learn C++ now", ["C++"]),
        ("[name]", "Dear [Name],", ["[Name]"]),
    ],
)
def test_the_syntax_means_what_it_says(term: str, text: str, hits: list[str]) -> None:
    assert found(term, text) == hits


@pytest.mark.parametrize(
    ("term", "text", "hits"),
    [
        ("退款", "請刪除評論就退款給您", ["退款"]),
        ("(刪除|移除)...退款", "請刪除評論就退款給您", ["刪除評論就退款"]),
        ("刪除 評論", "刪除評論", ["刪除評論"]),
        ("суд", "подадим в СУД, а не судно", ["СУД"]),
        ("счет", "ваш счёт", ["счёт"]),
        ("नमस्ते", "नमस्तेजी नमस्ते", ["नमस्ते"]),
        ("ขอโทษ", "เราขอโทษครับ", ["ขอโทษ"]),
        ("soup", "😡😡 SOUP!", ["SOUP"]),
        ("café", "at the cafe\u0301.", ["cafe\u0301"]),
        ("strasse", "Große Straße 5", ["Straße"]),
        ("istanbul", "In İSTANBUL", ["İSTANBUL"]),
        ("line", "加LINE：abc, linear", ["LINE"]),
    ],
)
def test_traps_of_scripts_are_no_traps(term: str, text: str, hits: list[str]) -> None:
    assert found(term, text) == hits


def test_overlapping_hits_of_different_keys_are_all_told() -> None:
    hits = TermMatcher({"a": ["legal action"], "b": ["action against you"]}).find("legal action against you")
    assert [hit.key for hit in hits] == ["a", "b"]


def test_of_hits_inside_each_other_the_widest_stays() -> None:
    text = "take legal action now"
    hits = TermMatcher({"a": ["legal", "take legal action"]}).find(text)
    assert [hit.span.of(text) for hit in hits] == ["take legal action"]


@pytest.mark.parametrize("term", ["(a", "a)", "...", "*", "#", "(a|)", "(a)?", "a | b"])
def test_a_term_that_cannot_be_meant_is_refused(term: str) -> None:
    with pytest.raises(TermSyntaxError):
        parse_term(term)


words = st.text(st.characters(categories=["Ll", "Lu", "Lo"], max_codepoint=0x4FF), min_size=2, max_size=8)
filling = st.text(max_size=30)


@given(words, filling, filling)
def test_a_word_is_found_wherever_it_stands_alone(word: str, before: str, after: str) -> None:
    text = f"{before} . {word} . {after}"
    matcher = TermMatcher({"key": [word]})
    assert (
        any(
            fold(hit.span.of(text)).text == fold(word).text and hit.span.start == len(before) + 3
            for hit in matcher.find(text)
        )
        or len(matcher.find(text)) >= 32
    )


@given(st.lists(words, min_size=1, max_size=5), st.text(max_size=200))
def test_every_hit_folds_to_its_term(terms: list[str], text: str) -> None:
    folded = {fold(term).text for term in terms}
    for hit in TermMatcher({"key": terms}).find(text + " ".join(terms)):
        assert fold(hit.span.of(text + " ".join(terms))).text in folded


@pytest.mark.parametrize("filler", ["delete ", "a", "😀", "删", "e\u0301", "\u202e", "(", "delete refund "])
def test_a_long_hostile_text_gives_bounded_hits(filler: str) -> None:
    text = (filler * 20_000)[:20_000]
    matcher = TermMatcher({"key": ["delete ... refund", "*elet*", "(a|b)... (c|d)", "删...除"]})
    assert len(matcher.find(text)) <= 4 * 32
