import pytest

from replywright.domain import Point, Review, Span
from replywright.linter.coverage import CoverageJudge
from replywright.linter.points import PointFinder
from replywright.rulebook.model import Rulebook
from replywright.rulebook.schema.business import BusinessSpec
from replywright.rulebook.schema.language import LanguageSpec, TopicWords

ENGLISH = LanguageSpec(
    name="English",
    english_name="English",
    script="Latn",
    negation=["not", "never"],
    contrast=["but", "however"],
    question=["?"],
    positive=["friendly", "great", "tasty"],
    negative=["cold", "rude", "slow", "late"],
    topics={
        "staff": TopicWords(terms=["staff", "waiter*"], complaint=["how you were met"]),
        "food_cold": TopicWords(terms=["(soup|food) ...2 cold"]),
        "food_quality": TopicWords(terms=["soup", "food"]),
        "parking": TopicWords(terms=["parking"]),
    },
)
ESTONIAN = LanguageSpec(
    name="Eesti",
    english_name="Estonian",
    script="Latn",
    topics={"food_cold": TopicWords(terms=["külm* supp*"]), "staff": TopicWords(terms=["teenindaja*"])},
)
CHINESE = LanguageSpec(
    name="中文",
    english_name="Chinese",
    script="Hant",
    segmentation="characters",
    contrast=["但"],
    positive=["好吃"],
    negative=["太慢", "很冷"],
    topics={"food_quality": TopicWords(terms=["餐點", "湯"]), "waiting": TopicWords(terms=["上菜", "等"])},
)


@pytest.fixture
def book() -> Rulebook:
    return Rulebook(
        revision="x", categories={}, rules={}, guidelines={}, platforms={}, labels={}, topics={},
        templates={},
        languages={"en": ENGLISH, "et": ESTONIAN, "zh-Hant": CHINESE},
        example_business=BusinessSpec(slug="x", name="X"),
    )  # fmt: skip


@pytest.fixture
def finder(book: Rulebook) -> PointFinder:
    return PointFinder(book)


@pytest.fixture
def judge(book: Rulebook, finder: PointFinder) -> CoverageJudge:
    return CoverageJudge(book, finder)


def told(points: tuple[Point, ...]) -> list[tuple[str, str | None, str]]:
    return [(point.kind, point.topic, point.text) for point in points]


def test_a_contrast_splits_praise_from_complaint(finder: PointFinder) -> None:
    review = Review(text="The staff was friendly but the soup was cold. Is there parking?", rating=3)
    assert told(finder.find(review, "en")) == [
        ("praise", "staff", "The staff was friendly"),
        ("complaint", "food_cold", "but the soup was cold."),
        ("question", "parking", "Is there parking?"),
    ]


def test_a_list_of_troubles_gives_a_point_each(finder: PointFinder) -> None:
    review = Review(text="Soup was cold, staff rude.", rating=1)
    assert [point.topic for point in finder.find(review, "en")] == ["food_cold", "staff"]


def test_a_negation_turns_praise_round(finder: PointFinder) -> None:
    assert finder.find(Review(text="The staff was not friendly."), "en")[0].kind == "complaint"


def test_the_rating_decides_where_words_do_not(finder: PointFinder) -> None:
    assert finder.find(Review(text="The staff.", rating=5), "en")[0].kind == "praise"
    assert finder.find(Review(text="The staff.", rating=1), "en")[0].kind == "complaint"


def test_a_review_without_a_known_topic_gives_its_most_telling_sentence(finder: PointFinder) -> None:
    points = finder.find(Review(text="Hm. It was slow and late all evening long."), "en")
    assert told(points) == [("complaint", None, "It was slow and late all evening long.")]


def test_an_empty_review_has_no_points(finder: PointFinder) -> None:
    assert finder.find(Review(text="", rating=5), "en") == ()


def test_chinese_needs_no_spaces(finder: PointFinder) -> None:
    points = finder.find(Review(text="餐點好吃，但上菜太慢。", rating=3), "zh-Hant")
    assert told(points) == [("praise", "food_quality", "餐點好吃"), ("complaint", "waiting", "但上菜太慢。")]


def test_a_reply_in_another_language_answers_the_topic(judge: CoverageJudge) -> None:
    points = (
        Point("p1", "complaint", "food_cold", Span(0, 4), "soup"),
        Point("p2", "complaint", "staff", Span(0, 4), "rude"),
    )
    met = judge.judge(points, "Vabandust külma supi pärast, külm supp ei kõlba.", "et")
    assert [(one.point, one.met) for one in met] == [("p1", True), ("p2", False)]


def test_shared_words_answer_a_point_without_a_topic(judge: CoverageJudge) -> None:
    points = (Point("p1", "complaint", None, Span(0, 10), "The elevator squeaked terribly"),)
    assert judge.judge(points, "The squeaking elevator has been oiled.", "en")[0].met
    assert not judge.judge(points, "Thank you, we will think about it.", "en")[0].met


def test_a_phrase_of_the_composer_answers_its_topic(judge: CoverageJudge) -> None:
    points = (Point("p1", "complaint", "staff", Span(0, 4), "rude"),)
    assert judge.judge(points, "Thank you for telling us how you were met.", "en")[0].met
