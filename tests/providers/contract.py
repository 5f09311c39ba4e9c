"""What every provider must do, whoever writes it.

A provider module proves itself by a test class of its own:

    class TestOpenAIKeepsTheContract(ProviderContract):
        provider_class = OpenAIProvider

        @pytest.fixture
        def provider(self): ...

``test_every_provider.py`` fails for a module under providers/ that has no such class.
"""

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any, ClassVar

import pytest

from replywright.domain import (
    Business,
    Completion,
    CompletionRequest,
    DraftRequest,
    Message,
    Plan,
    Point,
    Prompt,
    Review,
    Span,
    TextDelta,
    Triage,
)
from replywright.ports import ChatProvider

_REVIEW = "The soup was cold and nobody came to our table for half an hour. The bread was good."


def sample_request(count: int = 3, seed: int = 7, language: str = "en") -> CompletionRequest:
    """A job about a made-up review, complete enough for a model and for the composer."""
    review = Review(platform="google", text=_REVIEW, rating=2.0, author="Dana", language=language)
    business = Business(slug="corner", name="Corner Bistro", revision="r1", sector="restaurant")
    request = DraftRequest(review=review, business=business, count=count, seed=seed)
    soup = Span(0, 17)
    points = (Point("p1", "complaint", "food_quality", soup, soup.of(_REVIEW)),)
    triage = Triage(("genuine_complaint",), "reply", 60, (), "Answer the points.")
    plan = Plan(request, language, language, triage, points)
    messages = (Message("system", "Write replies to reviews."), Message("user", _REVIEW))
    return CompletionRequest(plan, Prompt(messages, 40, "digest"), count, seed)


async def collected(items: AsyncIterator[TextDelta | Completion]) -> tuple[list[TextDelta], list[Completion]]:
    """Everything a stream yields, deltas and completions apart."""
    deltas: list[TextDelta] = []
    completions: list[Completion] = []
    async for item in items:
        if isinstance(item, TextDelta):
            assert not completions, "a delta came after the completion"
            deltas.append(item)
        else:
            completions.append(item)
    return deltas, completions


class ProviderContract:
    """Inherit, name the class, give the fixture ``provider``; replace ``job`` where plans need more."""

    provider_class: ClassVar[type[Any]]

    @pytest.fixture
    def provider(self) -> ChatProvider:
        raise NotImplementedError

    @pytest.fixture
    def job(self) -> CompletionRequest:
        return sample_request()

    async def test_contract_holds_for_the_class_it_names(self, provider: ChatProvider) -> None:
        assert isinstance(provider, self.provider_class)

    async def test_name_and_model_are_told_and_repeated_in_the_completion(
        self, provider: ChatProvider, job: CompletionRequest
    ) -> None:
        completion = await provider.complete(job)
        assert provider.name
        assert provider.model
        assert (completion.provider, completion.model) == (provider.name, provider.model)

    async def test_completion_holds_as_many_texts_as_asked(
        self, provider: ChatProvider, job: CompletionRequest
    ) -> None:
        texts = (await provider.complete(job)).texts
        assert len(texts) == job.count
        assert len(set(texts)) == len(texts)

    async def test_texts_are_stripped_and_can_be_encoded(
        self, provider: ChatProvider, job: CompletionRequest
    ) -> None:
        for text in (await provider.complete(job)).texts:
            assert text
            assert text == text.strip()
            assert text.encode("utf-8")

    async def test_stream_ends_with_one_completion_that_complete_would_have_given(
        self, provider: ChatProvider, job: CompletionRequest
    ) -> None:
        _, completions = await collected(provider.stream(job))
        assert len(completions) == 1
        assert completions[0].texts == (await provider.complete(job)).texts

    async def test_deltas_spell_the_texts(self, provider: ChatProvider, job: CompletionRequest) -> None:
        deltas, (completion,) = await collected(provider.stream(job))
        spelt = ["" for _ in completion.texts]
        for delta in deltas:
            spelt[delta.draft] += delta.text
        for number, text in enumerate(spelt):
            assert not text or text.strip() == completion.texts[number]

    async def test_stream_may_be_closed_early_and_the_provider_goes_on(
        self, provider: ChatProvider, job: CompletionRequest
    ) -> None:
        async with aclosing(provider.stream(job)) as items:  # type: ignore[type-var]
            assert await anext(items) is not None
        assert (await provider.complete(job)).texts

    async def test_usage_is_counted_or_zero(self, provider: ChatProvider, job: CompletionRequest) -> None:
        usage = (await provider.complete(job)).usage
        assert usage.prompt_tokens >= 0
        assert usage.completion_tokens >= 0

    async def test_it_may_be_closed_twice(self, provider: ChatProvider) -> None:
        await provider.aclose()
        await provider.aclose()
