"""A term's literals are in every text in which the term stands; rarely in others."""

import pytest
import re2

from replywright.text.normalize import fold
from replywright.text.term_literals import covers_of, squeezed
from replywright.text.term_syntax import parse_term
from replywright.text.terms import TermMatcher

_CASES = [
    ("thank you for", "Thank  you, for it"),
    ("e-mail*", "please E-mailed me"),
    ("(very)? good", "good"),
    ("a (very)? good meal", "A: very good (meal)"),
    ("a (very)? good meal", "a good meal"),
    ("you ...3 lied", "you have all lied"),
    ("(wifi|無線) 很好", "我們無線很好"),
    ("wifi 很好", "我們wifi 很好"),
    ("很* 差", "很差"),
    ("can", "the can's lid"),
    ("*ness of (the|our) manag*", "rudeness of our manager"),
    ("(we|our team) (will|shall) refund", "our team, will refund"),
    ("# % off", "20 % off"),
    ("(!|?) really", "no! really"),
    ("l'hôtel", "à l’hôtel."),
    ("(pay (for)?|give ...2 back)", "give it all back"),
]


@pytest.mark.parametrize(("term", "text"), _CASES)
def test_a_term_that_stands_in_a_text_has_its_literals_there(term: str, text: str) -> None:
    pattern, folded = parse_term(term), fold(text).text
    assert re2.search(pattern.source, folded) is not None
    covers = covers_of(pattern.elements)
    assert all(any(literal in squeezed(folded) for literal in cover) for cover in covers)
    assert [hit.key for hit in TermMatcher({"k": [term]}).find(text)] == ["k"]


def test_neighbouring_words_and_their_alternatives_are_one_literal() -> None:
    elements = parse_term("(we|i) will refund*").elements
    assert covers_of(elements) == [(" we will refund", " i will refund")]


def test_a_long_text_is_searched_like_a_short_one() -> None:
    text = "We wait. " * 400 + "You have all lied, 我們wifi很好 " + "and so on " * 400
    found = TermMatcher({"lie": ["you ...3 lied"], "net": ["wifi 很好"], "on": ["so"]}).find(text)
    assert [hit.span.of(text) for hit in found if hit.key != "on"] == ["You have all lied", "wifi很好"]
    assert {hit.span.of(text) for hit in found if hit.key == "on"} == {"so"}


def test_a_key_of_interest_only_after_another_is_left_alone_without_it() -> None:
    matcher = TermMatcher({"bad": ["awful"], "unless": ["not", "not at all"]}, after={"unless": ["bad"]})
    assert matcher.find("not at all good") == []
    assert [hit.key for hit in matcher.find("not at all awful")] == ["unless", "bad"]
