"""The main job: a review in, checked drafts out. Stages in order: fingerprint, cache, triage, planning,
prompting, provider, checking, repair, cache.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, suppress
from datetime import date
from typing import Protocol

import structlog

from replywright import __version__
from replywright.domain import DraftRequest, DraftSet, Plan, TextDelta
from replywright.drafting.checking import Checker, TextChecker
from replywright.drafting.events import Answer, Done, DraftReady, Event, TriageReady
from replywright.drafting.fingerprint import fingerprint
from replywright.drafting.planning import Planner, PointFinder
from replywright.drafting.prompting import PromptWriter
from replywright.drafting.triage import Triager
from replywright.drafting.writing import Batch, Writer, draft_of, wanted
from replywright.ports import ChatProvider, DraftCache
from replywright.rulebook.model import Rulebook
from replywright.text.language import canonical, detect

log = structlog.get_logger(__name__)

Tell = Callable[[Event], None]


class Linter(TextChecker, PointFinder, Protocol):
    """What the job needs of the linter."""


class DraftingJob:
    """Answers draft requests for one rulebook. Shared by all requests of a process.

    ``encode`` turns a DraftSet into the JSON object of the contract without ``cached`` and ``took_ms``.
    ``provider`` None: the composer writes. ``sampling`` names whatever else of the model's settings changes
    its answers, such as the temperature.
    """

    def __init__(
        self,
        rulebook: Rulebook,
        linter: Linter,
        provider: ChatProvider | None,
        composer: ChatProvider,
        cache: DraftCache,
        encode: Callable[[DraftSet], bytes],
        *,
        prompt_token_budget: int = 6000,
        sampling: str = "",
        version: str = __version__,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._rulebook = rulebook
        self._writer_name = provider or composer
        self._cache = cache
        self._encode = encode
        self._sampling = sampling
        self._version = version
        self._today = today
        self._triager = Triager(rulebook)
        self._planner = Planner(rulebook, linter, self._triager, today)
        prompts = PromptWriter(rulebook, prompt_token_budget, provider.model if provider else "")
        self._writer = Writer(rulebook, Checker(linter), prompts, provider, composer)

    def key(self, request: DraftRequest) -> str:
        """The fingerprint of this job."""
        return fingerprint(
            request,
            rulebook=self._rulebook.revision,
            provider=self._writer_name.name,
            model=self._writer_name.model,
            sampling=self._sampling,
            version=self._version,
            today=self._today(),
        )

    def warm_up(self) -> None:
        """Loads now what the first reviews would wait for. Takes a second; may run in a thread."""
        self._triager.warm_up([*self._rulebook.languages, "und"])

    async def answer(self, request: DraftRequest) -> Answer:
        """The answer, from the cache if it is there. A failing model is no error."""
        return await self._answer(request, self.key(request), lambda event: None)

    async def events(self, request: DraftRequest) -> AsyncIterator[Event]:
        """The same while it is made. Closing the iterator early cancels the work; cached: ``Done`` alone."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        work = asyncio.create_task(self._answer(request, self.key(request), queue.put_nowait))
        work.add_done_callback(lambda _: queue.put_nowait(None))
        try:
            while (event := await queue.get()) is not None:
                yield event
            answer = await work
            yield Done(answer.payload, answer.cached)
        finally:
            if not work.done():
                work.cancel()
                with suppress(asyncio.CancelledError):
                    await work

    async def _answer(self, request: DraftRequest, key: str, tell: Tell) -> Answer:
        made_here = False

        async def make() -> tuple[bytes, bool]:
            nonlocal made_here
            made_here = True
            return await self._make(request, key, tell)

        if request.force:
            payload, keep = await make()
            if keep:
                await self._cache.put(key, payload)
            return Answer(payload, cached=False)
        held = await self._cache.get(key)
        if held is not None:
            return Answer(held, cached=True)
        payload = await self._cache.single_flight(key, make)
        return Answer(payload, cached=not made_here)

    async def _make(self, request: DraftRequest, key: str, tell: Tell) -> tuple[bytes, bool]:
        """The encoded answer and whether it is worth keeping: a breakdown of the model is not."""
        plan = self._planner.plan(request, language_of(request))
        tell(TriageReady(plan.triage, plan.points, plan.language, plan.reply_language))
        batch = await self._asked(plan, tell)
        served, written = await self._writer.filled(plan, batch)
        drafts = tuple(draft_of(item, served, self._rulebook.revision) for item in written)
        for index, draft in enumerate(drafts):
            tell(DraftReady(index, draft))
        log.info(
            "drafts made",
            key=key[:12],
            strategy=plan.triage.strategy,
            language=plan.language,
            reply_language=served.reply_language,
            wanted=wanted(plan),
            drafts=len(drafts),
            from_model=len(batch.written),
            reason=batch.reason,
        )
        answer = DraftSet(
            id=_set_id(key, [draft.id for draft in drafts]),
            rulebook=self._rulebook.revision,
            language=plan.language,
            reply_language=served.reply_language,
            triage=plan.triage,
            points=plan.points,
            drafts=drafts,
            review_text=request.review.text,
        )
        return self._encode(answer), not batch.failed

    async def _asked(self, plan: Plan, tell: Tell) -> Batch:
        batch = Batch()
        async with aclosing(self._writer.deltas(plan)) as events:
            async for event in events:
                if isinstance(event, TextDelta):
                    tell(event)
                else:
                    batch = event
        return batch


def language_of(request: DraftRequest) -> str:
    """The review's language: as the page told it, else as it reads; ``und`` when nothing tells."""
    return canonical(request.review.language) if request.review.language else detect(request.review.text).tag


def _set_id(key: str, drafts: list[str]) -> str:
    return hashlib.sha256("\x00".join([key, *drafts]).encode()).hexdigest()[:24]
