"""What the composer writes in every language, case, tone and length."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations, product
from pathlib import Path

import pytest

from replywright.domain import (
    Business,
    CheckContext,
    CompletionRequest,
    Contact,
    DraftKind,
    DraftRequest,
    Level,
    Plan,
    Point,
    PointKind,
    Prompt,
    Review,
    Span,
    TextDelta,
    Triage,
)
from replywright.linter.linter import Linter
from replywright.providers.composer import Composer
from replywright.providers.composing.difference import overlap, word_set
from replywright.rulebook.loader import load
from replywright.rulebook.model import Rulebook

LANGUAGES = ("en", "et", "zh-Hant", "bg", "kk", "ru", "es", "de", "fr")
TONES = ("warm", "neutral", "formal")
LENGTHS = ("short", "medium", "long")
EMAIL = Contact("email", "hello@example.com", date(2026, 11, 1))
LETTERS = {
    "Latn": r"[^\W\d_\u0400-\u04ff\u3400-\u9fff]",
    "Cyrl": r"[\u0400-\u04ff]",
    "Hant": r"[\u3400-\u9fff]",
}

CASES: dict[str, tuple[tuple[str, ...], tuple[tuple[PointKind, str], ...]]] = {
    "complaint": (("genuine_complaint",), (("complaint", "waiting"),)),
    "complaints": (
        ("genuine_complaint",),
        (("complaint", "food_cold"), ("complaint", "staff"), ("complaint", "billing")),
    ),
    "praise": (("praise",), (("praise", "atmosphere"),)),
    "mixed": (("mixed",), (("praise", "location"), ("complaint", "cleanliness"))),
    "question": (("question",), (("question", "parking"),)),
    "insufficient": (("insufficient_detail",), ()),
    "wrong_business": (("wrong_business",), ()),
    "no_match": (("suspected_fake",), ()),
    "troll": (("troll",), ()),
    "employee": (("employee_review",), (("complaint", "working_conditions"),)),
    "holding": (("threat_or_safety",), ()),
    "health": (("genuine_complaint",), (("complaint", "waiting"),)),
}
PLANNED_TOPICS = ("complaint", "complaints", "praise", "mixed", "question", "employee")


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load(Path(__file__).parents[2] / "prompts")


@pytest.fixture(scope="module")
def composer(rulebook: Rulebook) -> Composer:
    return Composer(rulebook)


def a_plan(language: str, case: str = "complaint", **changes: object) -> Plan:
    labels, points = CASES[case]
    options: dict[str, object] = {
        "tone": "warm",
        "length": "medium",
        "kind": "public_reply",
        "address_form": "formal",
        "contacts": (EMAIL,),
        "author": None,
    } | changes
    request_names = ("tone", "length", "kind")
    business = Business(
        "demo",
        "Demo",
        "r1",
        sector="health" if case == "health" else "general",
        contacts=options["contacts"],  # type: ignore[arg-type]
        address_form=options["address_form"],  # type: ignore[arg-type]
    )
    review = Review(text="text of a review", author=options["author"])  # type: ignore[arg-type]
    request = DraftRequest(review, business, **{name: options[name] for name in request_names})  # type: ignore[arg-type]
    rest = {k: v for k, v in options.items() if k not in (*request_names, "address_form", "author")}
    return Plan(
        request,
        language,
        language,
        Triage(labels, "escalate" if case == "holding" else "reply", 10, (), "", case == "holding"),
        tuple(Point(f"p{i}", kind, topic, Span(0, 4), "text") for i, (kind, topic) in enumerate(points)),
        **rest,  # type: ignore[arg-type]
    )


def variants() -> Iterator[tuple[str, str, str]]:
    yield from product(CASES, TONES, LENGTHS)


def body_of(text: str) -> str:
    return text.split("\n\n")[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_whole_clean_and_in_their_script(
    language: str, composer: Composer, rulebook: Rulebook
) -> None:
    script = rulebook.languages[language].script
    for (case, tone, length), form in product(variants(), ("formal", "informal")):
        plan = a_plan(language, case, tone=tone, length=length, address_form=form)
        for text in composer.compose(plan, 3):
            body = body_of(text)
            assert body[-1] in ".!?。！？", (case, tone, length, text)
            assert not re.search(r"[{}\[\]|]|  | [.,]", text), (case, text)
            assert language == "fr" or " !" not in text
            assert "—" not in text
            letters = re.findall(r"[^\W\d_]", text.replace(EMAIL.value, ""))
            own = [char for char in letters if re.match(LETTERS[script], char)]
            assert len(own) > 0.9 * len(letters), (case, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_drafts_are_made_and_really_differ(language: str, composer: Composer) -> None:
    for case, tone, length in variants():
        texts = composer.compose(a_plan(language, case, tone=tone, length=length), 3)
        assert len(texts) == 3, (case, tone, length)
        for one, other in combinations(texts, 2):
            assert overlap(word_set(one), word_set(other)) < 0.7


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_drafts_of_a_complaint_differ(language: str, composer: Composer) -> None:
    for seed in range(3):
        texts = composer.compose(a_plan(language, "complaints"), 5, seed)
        assert len(texts) == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_plan_and_seed_give_the_same_texts_and_seeds_vary_them(
    language: str, composer: Composer, rulebook: Rulebook
) -> None:
    plan = a_plan(language, "complaints")
    assert composer.compose(plan, 3, 7) == Composer(rulebook).compose(plan, 3, 7)
    assert len({composer.compose(plan, 3, seed) for seed in range(6)}) > 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_planned_topic_is_named(language: str, composer: Composer, rulebook: Rulebook) -> None:
    topics = rulebook.languages[language].topics
    for case, tone, length in product(PLANNED_TOPICS, TONES, LENGTHS):
        plan = a_plan(language, case, tone=tone, length=length)
        for text in composer.compose(plan, 3):
            for point in plan.points:
                assert point.topic
                words = topics[point.topic]
                phrases = [*words.complaint, *words.praise, words.about or "?"]
                folded = text.casefold()
                assert any(phrase.casefold() in folded for phrase in phrases), (case, point.topic, text)


def test_every_topic_has_words_in_every_language(rulebook: Rulebook) -> None:
    for language, topic in product(LANGUAGES, rulebook.topics):
        words = rulebook.languages[language].topics[topic]
        assert words.terms, (language, topic)
        assert words.about, (language, topic)
        assert words.complaint, (language, topic)
        assert words.praise, (language, topic)
    for language in LANGUAGES:
        assert not set(rulebook.languages[language].topics) - set(rulebook.topics)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_of_a_topic_is_no_other_topics_phrase(language: str, rulebook: Rulebook) -> None:
    for kind in ("complaint", "praise"):
        seen: dict[str, str] = {}
        for topic, words in rulebook.languages[language].topics.items():
            for phrase in getattr(words, kind):
                assert seen.setdefault(phrase, topic) == topic, (kind, phrase)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_flagged(language: str, composer: Composer, rulebook: Rulebook) -> None:
    linter = Linter(rulebook)
    for case, tone, length in variants():
        plan = a_plan(language, case, tone=tone, length=length)
        _assert_unflagged(linter, plan, composer.compose(plan, 5))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_topic_makes_a_flagged_text(language: str, composer: Composer, rulebook: Rulebook) -> None:
    linter = Linter(rulebook)
    for topic, (label, kind) in product(
        rulebook.topics, (("genuine_complaint", "complaint"), ("praise", "praise"), ("question", "question"))
    ):
        base = a_plan(language)
        plan = Plan(
            base.request,
            language,
            language,
            Triage((label,), "reply", 1, (), ""),
            (Point("p0", kind, topic, Span(0, 4), "text"),),  # type: ignore[arg-type]
            contacts=base.contacts,
        )
        texts = composer.compose(plan, 3)
        _assert_unflagged(linter, plan, texts)
        for text in texts:
            assert all(met.met for met in linter.coverage(plan.points, text, language)), (topic, text)


def _assert_unflagged(linter: Linter, plan: Plan, texts: tuple[str, ...]) -> None:
    for text in texts:
        context = CheckContext(business=plan.request.business, reply_language=plan.reply_language)
        flags = [f for f in linter.check(text, context).flags if f.level.rank >= Level.WARN.rank]
        assert not flags, [(flag.rule, flag.text, text) for flag in flags]


def test_thanks_are_not_followed_by_but(composer: Composer, rulebook: Rulebook) -> None:
    for language in LANGUAGES:
        contrast = {
            w
            for w in rulebook.languages[language].contrast
            if w in ("but", "aga", "но", "pero", "aber", "mais", "бірақ")
        }
        for text in composer.compose(a_plan(language, "mixed"), 5):
            assert not contrast & set(re.findall(r"\w+", text.casefold()))


def test_a_question_is_answered_from_facts_only(composer: Composer) -> None:
    fact = "Parking behind the house is free for guests."
    for text in composer.compose(a_plan("en", "question", facts=("The kitchen closes at ten.", fact)), 3):
        assert fact in text
        assert "kitchen" not in text
    for text in composer.compose(a_plan("en", "question", facts=("The kitchen closes at ten.",)), 3):
        assert "kitchen" not in text
        assert EMAIL.value in text


def test_a_remedy_is_offered_in_its_own_words(composer: Composer) -> None:
    remedy = "We will gladly clean the item again"
    for text in composer.compose(a_plan("en", remedies=(remedy,)), 3):
        assert f"{remedy}." in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_contacts_none_is_named(language: str, composer: Composer) -> None:
    address = (Contact("address", "1 Main Street", date(2026, 11, 1)),)
    for case, contacts in product(CASES, ((), address)):
        for text in composer.compose(a_plan(language, case, contacts=contacts), 3):
            assert "@" not in text
            assert "Main Street" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_limits_are_kept_in_whole_sentences(language: str, composer: Composer) -> None:
    for case, limit in product(CASES, (1000, 500, 350)):
        plan = a_plan(
            language, case, length="long", limit_unit="bytes", limit_max=limit, signatory="Mari Maasikas"
        )
        for text in composer.compose(plan, 3):
            assert len(text.encode()) <= limit, (case, text)
            assert text.removesuffix("\n\nMari Maasikas")[-1] in ".!?。！？"


@pytest.mark.parametrize(
    ("author", "greeted"),
    [
        ("Anna K.", True),
        ("Jean-Pierre", True),
        ("王小明", True),
        ("Guest", False),
        ("a google user", False),
        ("pizza_lover99", False),
        ("BEST DEALS", False),
        ("anna", False),
        ("Very Long Name Of Five", False),
        ("{name}", False),
        ("<b>Anna</b>", False),
        (None, False),
    ],
)
def test_only_a_name_is_greeted(author: str | None, greeted: bool, composer: Composer) -> None:
    for language in LANGUAGES:
        for text in composer.compose(a_plan(language, author=author, greet_by_name=True), 3):
            assert ((author or "?") in text) is greeted
        for text in composer.compose(a_plan(language, author=author, greet_by_name=False), 3):
            assert (author or "?") not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_health_sector_never_names_an_issue_or_a_relation(
    language: str, composer: Composer, rulebook: Rulebook
) -> None:
    words = rulebook.languages[language].topics["waiting"]
    for tone, length in product(TONES, LENGTHS):
        for text in composer.compose(a_plan(language, "health", tone=tone, length=length), 5):
            assert not any(phrase in text.casefold() for phrase in (*words.complaint, *words.praise))


@pytest.mark.parametrize(
    "sector", ["dental clinic", "стоматология", "牙醫", "Zahnarzt", "psychologue", "therapist"]
)
def test_a_health_business_is_known_by_any_of_its_names(sector: str, composer: Composer) -> None:
    base = a_plan("en")
    business = Business("demo", "Demo", "r1", sector=sector)
    plan = Plan(DraftRequest(base.request.review, business), "en", "en", base.triage, base.points)
    for text in composer.compose(plan, 5):
        assert "wait" not in text


@pytest.mark.parametrize("kind", ["private_message", "follow_up", "platform_report", "staff_note"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_other_kinds_are_written_too(language: str, kind: DraftKind, composer: Composer) -> None:
    texts = composer.compose(a_plan(language, "complaints", kind=kind), 3)
    public = composer.compose(a_plan(language, "complaints"), 3)
    assert len(texts) >= 2
    assert not set(texts) & set(public)


def test_an_unknown_language_is_answered_in_english(composer: Composer) -> None:
    assert composer.compose(a_plan("is"), 3) == composer.compose(a_plan("en"), 3)


@pytest.mark.parametrize(("tag", "pack"), [("de-AT", "de"), ("zh-Hans", "zh-Hant"), ("pt", "en")])
def test_a_language_is_served_by_its_base(tag: str, pack: str, composer: Composer) -> None:
    assert composer.compose(a_plan(tag), 2) == composer.compose(a_plan(pack), 2)


async def test_streaming_ends_with_the_same_completion(composer: Composer) -> None:
    request = CompletionRequest(a_plan("et"), Prompt((), 0, ""), 3, 5)
    completion = await composer.complete(request)
    seen = [part async for part in composer.stream(request)]
    assert seen[-1] == completion
    assert [part.text for part in seen if isinstance(part, TextDelta)] == list(completion.texts)
    assert (completion.provider, completion.model, completion.truncated) == ("composer", "phrases", False)
    await composer.aclose()
