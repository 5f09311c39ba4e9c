"""The job with the real rulebook, linter and composer, in all nine languages."""

import pytest

from replywright.domain import Business, Contact, DraftRequest, DraftSet, Fact, Level, Remedy, Review
from replywright.drafting.checking import alike
from replywright.drafting.pipeline import DraftingJob
from replywright.linter.linter import Linter
from replywright.providers.composer import Composer
from replywright.rulebook.model import Rulebook
from replywright.text.language import detect, same_language

from .conftest import TODAY, FakeCache

_REVIEWS = {
    "en": "We waited an hour for our table and the soup was cold. The room was dirty too.",
    "et": "Ootasime lauda terve tunni ja supp oli külm. Tuba oli ka must.",
    "zh-Hant": "我們等了一個小時才有位子，湯是冷的，房間也很髒。",
    "bg": "Чакахме маса цял час и супата беше студена. Стаята също беше мръсна.",
    "kk": "Үстелді бір сағат күттік, сорпа суық болды. Бөлме де кір екен.",
    "ru": "Ждали столик целый час, суп был холодный. В номере тоже грязно.",
    "es": "Esperamos una hora por la mesa y la sopa estaba fría. La habitación también estaba sucia.",
    "de": "Wir warteten eine Stunde auf den Tisch und die Suppe war kalt. Das Zimmer war auch schmutzig.",
    "fr": "Nous avons attendu la table une heure et la soupe était froide. La chambre aussi était sale.",
}
_HARM = {
    "en": "My father was taken to hospital with food poisoning after dinner.",
    "et": "Isa viidi pärast õhtusööki toidumürgitusega haiglasse.",
    "zh-Hant": "晚餐後爸爸食物中毒送醫。",
    "bg": "След вечерята баща ми беше в болница с хранително отравяне.",
    "kk": "Кешкі астан кейін әкем уланып, ауруханаға түсті.",
    "ru": "После ужина отец отравился и попал в больницу.",
    "es": "Después de la cena mi padre acabó en urgencias con una intoxicación.",
    "de": "Nach dem Essen kam mein Vater mit einer Lebensmittelvergiftung ins Krankenhaus.",
    "fr": "Après le dîner mon père a fini aux urgences avec une intoxication.",
}


@pytest.fixture(scope="module")
def linter(rulebook: Rulebook) -> Linter:
    return Linter(rulebook)


@pytest.fixture(scope="module")
def house(rulebook: Rulebook) -> Business:
    spec = rulebook.example_business
    return Business(
        slug=spec.slug,
        name=spec.name,
        revision="r1",
        sector=spec.sector,
        city=spec.city,
        facts=tuple(Fact(fact.topic, fact.text) for fact in spec.facts),
        contacts=tuple(Contact(item.kind, item.value, item.verified_on) for item in spec.contacts),
        remedies=tuple(
            Remedy(item.id, item.text, tuple(item.topics), tuple(item.platforms)) for item in spec.remedies
        ),
        signatory=spec.signatory,
    )


async def _answer(rulebook: Rulebook, linter: Linter, request: DraftRequest) -> DraftSet:
    made: list[DraftSet] = []

    def encode(answer: DraftSet) -> bytes:
        made.append(answer)
        return b"{}"

    job = DraftingJob(rulebook, linter, None, Composer(rulebook), FakeCache(), encode, today=lambda: TODAY)
    await job.answer(request)
    return made[0]


@pytest.mark.parametrize("tag", _REVIEWS)
async def test_a_complaint_gets_three_clean_drafts_in_its_language(
    rulebook: Rulebook, linter: Linter, house: Business, tag: str
) -> None:
    answer = await _answer(rulebook, linter, DraftRequest(Review("google", _REVIEWS[tag], 1.0), house))
    assert (answer.language, answer.reply_language) == (tag, tag)
    assert answer.triage.strategy == "reply"
    assert answer.points
    assert len(answer.drafts) == 3
    assert all(draft.check.level is not Level.BLOCK for draft in answer.drafts)
    assert all(same_language(detect(draft.text).tag, tag) for draft in answer.drafts)
    assert all(any(item.met for item in draft.check.coverage) for draft in answer.drafts)
    texts = [draft.text for draft in answer.drafts]
    assert not any(alike(left, right) for left in texts for right in texts if left is not right)


@pytest.mark.parametrize("tag", _HARM)
async def test_harm_gets_one_holding_text_that_promises_nothing(
    rulebook: Rulebook, linter: Linter, house: Business, tag: str
) -> None:
    answer = await _answer(rulebook, linter, DraftRequest(Review("google", _HARM[tag], 1.0), house))
    assert answer.triage.labels[0] == "threat_or_safety"
    assert answer.triage.strategy == "escalate"
    assert len(answer.drafts) == 1
    assert answer.drafts[0].check.level in {Level.OK, Level.HINT}


@pytest.mark.parametrize("tag", _REVIEWS)
async def test_a_site_that_forbids_contacts_gets_none(
    rulebook: Rulebook, linter: Linter, house: Business, tag: str
) -> None:
    answer = await _answer(rulebook, linter, DraftRequest(Review("tripadvisor", _REVIEWS[tag], 1.0), house))
    assert answer.drafts
    assert not any(contact.value in draft.text for draft in answer.drafts for contact in house.contacts)


@pytest.mark.parametrize("kind", ["private_message", "follow_up", "platform_report", "staff_note"])
async def test_every_other_kind_of_text_is_written_too(
    rulebook: Rulebook, linter: Linter, house: Business, kind: str
) -> None:
    request = DraftRequest(Review("google", _REVIEWS["en"], 1.0), house, kind=kind, count=2)  # type: ignore[arg-type]
    answer = await _answer(rulebook, linter, request)
    assert answer.drafts
    assert all(draft.check.level is not Level.BLOCK for draft in answer.drafts)


async def test_a_confidential_trade_never_confirms_a_visit(
    rulebook: Rulebook, linter: Linter, house: Business
) -> None:
    clinic = Business(**{**{name: getattr(house, name) for name in house.__slots__}, "sector": "dentist"})
    review = Review("google", "The wait was long and nobody answered the phone.", 2.0, author="Ann Lee")
    answer = await _answer(rulebook, linter, DraftRequest(review, clinic))
    assert answer.drafts
    for draft in answer.drafts:
        assert "Ann" not in draft.text
        assert not any(flag.category == "health_relationship" for flag in draft.check.flags)
