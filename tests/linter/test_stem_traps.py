"""Words that begin like a topic's word and mean something else."""

from pathlib import Path

import pytest

from replywright.domain import Review
from replywright.linter.points import PointFinder
from replywright.rulebook.loader import load

_TRAPS = [
    ("en", "The waitress was lovely.", "waiting"),
    ("en", "Of course we paid and went.", "lesson"),
    ("en", "We paid and went.", "working_conditions"),
    ("en", "They painted the door.", "pain"),
    ("es", "El camarero fue amable.", "room"),
    ("es", "Unas vistas preciosas.", "price"),
    ("es", "Nos gustó la carta.", "price"),
    ("es", "Tengo la esperanza de volver.", "waiting"),
    ("de", "Der Besuch lohnt sich.", "working_conditions"),
    ("fr", "Nous avons reçu un cadeau.", "billing"),
    ("fr", "À la hauteur de nos attentes.", "waiting"),
    ("ru", "Гуляли по центру.", "price"),
    ("ru", "Хамам понравился.", "staff"),
    ("bg", "Беше забавно.", "waiting"),
    ("et", "Ilus, umbes nagu kodus.", "temperature"),
    ("et", "Ootamatult kena.", "waiting"),
    ("kk", "Орталық көше әдемі.", "atmosphere"),
    ("kk", "Еңбегіңізді бағалаймыз.", "price"),
    ("zh-Hant", "這間飯店很漂亮。", "food_quality"),
    ("zh-Hant", "貴店很漂亮。", "price"),
]


@pytest.fixture(scope="module")
def finder() -> PointFinder:
    return PointFinder(load(Path(__file__).resolve().parents[2] / "prompts"))


@pytest.mark.parametrize(("language", "text", "topic"), _TRAPS)
def test_a_word_that_only_begins_alike_is_no_topic(
    finder: PointFinder, language: str, text: str, topic: str
) -> None:
    found = {point.topic for point in finder.find(Review("google", text, 5.0), language)}
    assert topic not in found
