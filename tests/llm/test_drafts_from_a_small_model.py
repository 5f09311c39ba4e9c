"""A model that writes badly, in the whole job: nothing bad comes out, and the answer says why."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from replywright.domain import Business, DraftRequest, DraftSet, Level, Review
from replywright.drafting.pipeline import DraftingJob
from replywright.linter.linter import Linter
from replywright.providers.composer import Composer
from replywright.providers.openai import OpenAIProvider
from replywright.providers.openai_reading import is_stuck
from replywright.rulebook.loader import load
from replywright.store.cache import RedisDraftCache, connect
from replywright.text.language import detect
from tests.llm.small_model import SmallModelServer
from tests.store.redis_server import RealRedis

pytestmark = pytest.mark.llm

REVIEWS = {
    "en": ("We waited forty minutes and the soup was cold. The waiter was friendly, though.", 2.0),
    "de": ("Das Zimmer war schmutzig und niemand hat uns geholfen. Das Frühstück war gut.", 2.0),
    "zh-Hant": ("等了四十分鐘，湯是冷的，店員態度也不好。", 1.0),
}


@pytest.fixture
async def made(small_model: SmallModelServer) -> AsyncIterator[tuple[DraftingJob, list[DraftSet]]]:
    rulebook = load(Path(__file__).parents[2] / "prompts")
    provider = OpenAIProvider(small_model.url, None, "smollm2", 0.7, timeout_s=20.0, max_tokens=90)
    redis, answers = RealRedis(), []
    cache = RedisDraftCache(connect(redis.url), 60)

    def keep(answer: DraftSet) -> bytes:
        answers.append(answer)
        return b"{}"

    yield (
        DraftingJob(
            rulebook, Linter(rulebook), provider, Composer(rulebook), cache, keep, prompt_token_budget=3000
        ),
        answers,
    )
    await provider.aclose()
    await cache.aclose()
    redis.close()


@pytest.mark.parametrize("tag", REVIEWS)
async def test_bad_drafts_never_come_back_and_the_answer_says_why(
    made: tuple[DraftingJob, list[DraftSet]], tag: str
) -> None:
    job, answers = made
    text, rating = REVIEWS[tag]
    review = Review(platform="google", text=text, rating=rating, author="Dana", language=tag)
    business = Business(slug="corner", name="Corner Inn", revision="r1")
    await job.answer(DraftRequest(review, business, count=1))
    (answer,) = answers
    assert answer.drafts
    for draft in answer.drafts:
        assert draft.check.level is not Level.BLOCK
        assert not is_stuck(draft.text)
        assert detect(draft.text).tag == tag
        assert any(item.met for item in draft.check.coverage)
        assert answer.reply_language == tag
        from_the_model = draft.provenance.provider == "openai"
        assert from_the_model or draft.provenance.fallback_reason
