"""The whole job: what is asked, what is kept, and that nothing bad gets out."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from replywright.domain import DraftRequest, DraftSet, TextDelta
from replywright.drafting.events import Done, DraftReady, Event, TriageReady
from replywright.drafting.pipeline import DraftingJob
from replywright.errors import ProviderBusy, ProviderDown, ProviderError, ProviderGarbled, ProviderTimeout
from replywright.providers.fake import FakeProvider
from replywright.rulebook.model import Rulebook

from .conftest import TODAY, FakeCache, FakeComposer, FakeLinter

Make = Callable[..., DraftRequest]
_A = "Thank you for telling us about the soup. We are sorry and will speak with the kitchen."
_B = "Your evening deserved better than this. Please write to us so that we can look into the soup."
_C = "We read your words with regret; a soup should be hot. Our cook checks each plate from now on."
_BAD = "BLOCKME you clown, this never happened and everybody knows it."


def _encode(answer: DraftSet) -> bytes:
    drafts = [
        {
            "text": draft.text,
            "provider": draft.provenance.provider,
            "attempts": draft.provenance.attempts,
            "reason": draft.provenance.fallback_reason,
        }
        for draft in answer.drafts
    ]
    whole = {
        "id": answer.id,
        "drafts": drafts,
        "labels": answer.triage.labels,
        "reply_language": answer.reply_language,
    }
    return json.dumps(whole).encode()


class Bench:
    """A job with all its surroundings at hand."""

    def __init__(self, rulebook: Rulebook, provider: FakeProvider | None, composer: FakeComposer) -> None:
        self.cache = FakeCache()
        self.linter = FakeLinter()
        self.provider = provider
        self.composer = composer
        self.job = DraftingJob(
            rulebook, self.linter, provider, composer, self.cache, _encode, today=lambda: TODAY
        )

    async def drafts(self, request: DraftRequest) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads((await self.job.answer(request)).payload)["drafts"]
        return found


@pytest.fixture
def bench(rulebook: Rulebook) -> Callable[..., Bench]:
    def make(
        *answers: tuple[str, ...] | ProviderError, llm: bool = True, texts: tuple[str, ...] | None = None
    ) -> Bench:
        return Bench(rulebook, FakeProvider(answers) if llm else None, FakeComposer(texts))

    return make


async def test_good_drafts_of_the_model_are_given_as_they_are(
    bench: Callable[..., Bench], request_for: Make
) -> None:
    made = bench((_A, _B, _C))
    drafts = await made.drafts(request_for())
    assert [draft["text"] for draft in drafts] == [_A, _B, _C]
    assert {draft["provider"] for draft in drafts} == {"fake"}
    assert {draft["reason"] for draft in drafts} == {None}
    assert made.composer.requests == []


async def test_the_second_answer_comes_from_the_cache_before_any_work(
    bench: Callable[..., Bench], request_for: Make
) -> None:
    made = bench((_A, _B, _C))
    first = await made.job.answer(request_for())
    checks = len(made.linter.contexts)
    second = await made.job.answer(request_for())
    assert (first.cached, second.cached) == (False, True)
    assert second.payload == first.payload
    assert len(made.linter.contexts) == checks
    assert len(made.provider.requests) == 1  # type: ignore[union-attr]


async def test_force_asks_again_and_keeps_the_new_answer(
    bench: Callable[..., Bench], request_for: Make
) -> None:
    made = bench((_A, _B, _C), (_C, _B, _A))
    await made.job.answer(request_for())
    forced = await made.job.answer(request_for(force=True))
    assert forced.cached is False
    later = await made.job.answer(request_for())
    assert (later.cached, later.payload) == (True, forced.payload)


async def test_a_blocked_draft_never_gets_out_and_the_model_is_asked_once_more(
    bench: Callable[..., Bench], request_for: Make
) -> None:
    made = bench((_BAD, _BAD, _BAD), (_A, _B, _C))
    drafts = await made.drafts(request_for())
    assert [draft["text"] for draft in drafts] == [_A, _B, _C]
    assert {draft["attempts"] for draft in drafts} == {2}
    again = made.provider.requests[1].prompt.messages  # type: ignore[union-attr]
    assert "strong word" in again[-1].content


async def test_after_two_bad_rounds_the_composer_writes(
    bench: Callable[..., Bench], request_for: Make
) -> None:
    made = bench((_BAD,) * 3, (_BAD,) * 3, (_A, _B, _C))
    drafts = await made.drafts(request_for())
    assert len(made.provider.requests) == 2  # type: ignore[union-attr]
    assert len(drafts) == 3
    assert {draft["provider"] for draft in drafts} == {"composer"}
    assert {draft["reason"] for draft in drafts} == {"model-refused-by-checks"}


async def test_too_few_usable_drafts_are_filled_up(bench: Callable[..., Bench], request_for: Make) -> None:
    drafts = await bench((_A, _BAD, _A.replace("kitchen", "cook"))).drafts(request_for())
    assert [draft["provider"] for draft in drafts] == ["fake", "composer", "composer"]
    assert [draft["reason"] for draft in drafts] == [None, "model-too-few", "model-too-few"]


@pytest.mark.parametrize("fault", [ProviderTimeout(), ProviderBusy(), ProviderDown(), ProviderGarbled()])
async def test_a_model_that_fails_costs_nothing_but_its_words(
    bench: Callable[..., Bench], request_for: Make, fault: ProviderError
) -> None:
    made = bench(fault, (_A, _B, _C))
    drafts = await made.drafts(request_for())
    assert {draft["reason"] for draft in drafts} == {fault.code}
    assert made.cache.kept == {}
    assert [draft["text"] for draft in await made.drafts(request_for())] == [_A, _B, _C]


async def test_without_a_model_the_composer_writes_and_is_kept(
    bench: Callable[..., Bench], request_for: Make
) -> None:
    made = bench(llm=False)
    drafts = await made.drafts(request_for(count=5))
    assert len(drafts) == 5
    assert {draft["reason"] for draft in drafts} == {None}
    assert len(made.cache.kept) == 1


async def test_even_the_composers_draft_is_held_back_when_it_is_blocked(
    bench: Callable[..., Bench], request_for: Make
) -> None:
    assert await bench(llm=False, texts=(_BAD,)).drafts(request_for()) == []


async def test_the_composers_near_copies_are_given_once(
    bench: Callable[..., Bench], request_for: Make
) -> None:
    drafts = await bench(llm=False, texts=(_A, _A.replace("kitchen", "cook"))).drafts(request_for())
    assert [draft["text"] for draft in drafts] == [_A]


async def test_what_needs_a_person_gets_one_holding_text_and_no_model(
    bench: Callable[..., Bench], request_for: Make
) -> None:
    made = bench((_A, _B, _C))
    drafts = await made.drafts(request_for("We got food poisoning from the cold soup."))
    assert [draft["provider"] for draft in drafts] == ["composer"]
    assert made.provider.requests == []  # type: ignore[union-attr]


async def test_spam_gets_no_draft(bench: Callable[..., Bench], request_for: Make) -> None:
    assert await bench((_A,)).drafts(request_for("Earn 500 dollars a day from home, visit my page!")) == []


async def test_a_report_to_the_site_is_written_where_no_reply_is(
    bench: Callable[..., Bench], request_for: Make
) -> None:
    text = "Earn 500 dollars a day from home, visit my page!"
    drafts = await bench((_A, _B)).drafts(request_for(text, kind="platform_report", count=1))
    assert len(drafts) == 1


async def test_a_language_without_phrases_is_answered_in_english_and_says_so(
    bench: Callable[..., Bench], request_for: Make
) -> None:
    made = bench(llm=False)
    answer = json.loads((await made.job.answer(request_for(language="fi"))).payload)
    assert answer["reply_language"] == "en"
    assert answer["drafts"]


async def test_a_truncated_last_text_is_left_out(rulebook: Rulebook, request_for: Make) -> None:
    class Cut(FakeProvider):
        async def complete(self, request):  # type: ignore[no-untyped-def]
            return replace(await super().complete(request), truncated=True)

        async def stream(self, request):  # type: ignore[no-untyped-def]
            yield await self.complete(request)

    made = Bench(rulebook, Cut([(_A, _B[:30])]), FakeComposer())
    drafts = await made.drafts(request_for(count=2))
    assert [draft["provider"] for draft in drafts] == ["fake", "composer"]


async def _collect(made: Bench, request: DraftRequest) -> list[Event]:
    return [event async for event in made.job.events(request)]


async def test_events_come_in_order_and_end_with_the_payload(
    bench: Callable[..., Bench], request_for: Make
) -> None:
    made = bench((_A, _B, _C))
    events = await _collect(made, request_for())
    assert isinstance(events[0], TriageReady)
    assert [event.index for event in events if isinstance(event, DraftReady)] == [0, 1, 2]
    last = events[-1]
    assert isinstance(last, Done)
    assert last.payload == next(iter(made.cache.kept.values()))
    assert "".join(event.text for event in events if isinstance(event, TextDelta) and event.draft == 0) in _A


async def test_a_cached_answer_is_one_event(bench: Callable[..., Bench], request_for: Make) -> None:
    made = bench((_A, _B, _C))
    answer = await made.job.answer(request_for())
    assert await _collect(made, request_for()) == [Done(answer.payload, cached=True)]


async def test_no_piece_of_a_blocked_text_is_streamed(bench: Callable[..., Bench], request_for: Make) -> None:
    bad = "We are sorry about it. BLOCKME is what you are. And more of the same follows here."
    events = await _collect(bench((bad, _B, _C)), request_for())
    pieces = "".join(event.text for event in events if isinstance(event, TextDelta) and event.draft == 0)
    assert "BLOCKME" not in pieces
    assert "more of the same" not in pieces


async def test_closing_the_stream_early_cancels_the_work(rulebook: Rulebook, request_for: Make) -> None:
    class Slow(FakeProvider):
        cancelled = False

        async def stream(self, request):  # type: ignore[no-untyped-def]
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                self.cancelled = True
                raise
            yield await self.complete(request)

    slow = Slow([(_A,)])
    events = Bench(rulebook, slow, FakeComposer()).job.events(request_for())
    assert isinstance(await anext(events), TriageReady)
    await events.aclose()  # type: ignore[attr-defined]
    assert slow.cancelled


async def test_a_changed_rulebook_or_model_is_another_job(rulebook: Rulebook, request_for: Make) -> None:
    def job(book: Rulebook, model: str = "m") -> DraftingJob:
        provider = FakeProvider(model=model)
        return DraftingJob(
            book, FakeLinter(), provider, FakeComposer(), FakeCache(), _encode, today=lambda: TODAY
        )

    keys = {
        job(rulebook).key(request_for()),
        job(replace(rulebook, revision="other")).key(request_for()),
        job(rulebook, "m2").key(request_for()),
    }
    assert len(keys) == 3


async def test_logs_hold_no_text(
    bench: Callable[..., Bench], request_for: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    await bench((_BAD,) * 3, (_A, _B, _C)).drafts(request_for("We got cold soup, secretword."))
    printed = "".join(capsys.readouterr())
    assert "secretword" not in printed
    assert "kitchen" not in printed
    assert "BLOCKME" not in printed


async def test_a_provocation_gets_one_line_and_no_model(
    bench: Callable[..., Bench], request_for: Make
) -> None:
    made = bench((_A, _B, _C))
    drafts = await made.drafts(request_for("lol you clowns"))
    assert [draft["provider"] for draft in drafts] == ["composer"]
    assert made.provider.requests == []  # type: ignore[union-attr]


def test_warming_up_changes_no_answer(bench: Callable[..., Bench], request_for: Make) -> None:
    made = bench(llm=False)
    before = made.job.key(request_for())
    made.job.warm_up()
    assert made.job.key(request_for()) == before
