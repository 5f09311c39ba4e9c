"""Texts for a plan: from the model where there is one, checked, and from the composer for what is missing."""

import hashlib
from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from dataclasses import dataclass, replace

from replywright.domain import (
    Completion,
    CompletionRequest,
    Draft,
    Plan,
    Prompt,
    Provenance,
    TextDelta,
)
from replywright.drafting.checking import Checked, Checker, alike, distinct
from replywright.drafting.languages import nearest
from replywright.drafting.prompting import PromptWriter
from replywright.drafting.repair import cleaned
from replywright.drafting.streaming import DeltaGate
from replywright.errors import ProviderError, ProviderGarbled
from replywright.ports import ChatProvider
from replywright.rulebook.model import Rulebook

_ROUNDS = 2
_COMPOSER_SEEDS = 4
_SEED_STEP = 101
_NO_PROMPT = Prompt((), 0, "")
_INTERNAL_KINDS = frozenset({"platform_report", "staff_note"})


@dataclass(frozen=True, slots=True)
class Written:
    """A text that passed, and what wrote it."""

    checked: Checked
    completion: Completion
    prompt: Prompt
    attempts: int
    fallback_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """The model's usable texts. ``reason``: why there are fewer than wanted; ``failed``: it broke down."""

    written: tuple[Written, ...] = ()
    reason: str | None = None
    failed: bool = False


def wanted(plan: Plan) -> int:
    """How many drafts a plan gets: none or one holding text where silence or somebody else is the answer."""
    request, triage = plan.request, plan.triage
    if request.kind in _INTERNAL_KINDS:
        return request.count
    if triage.strategy == "no_reply":
        return 1
    if triage.strategy in {"report", "escalate"}:
        return 1 if triage.holding_text else 0
    return 1 if triage.holding_text else request.count


def asks_model(plan: Plan) -> bool:
    """A holding text, and the one neutral line for a provocation, are never left to a model."""
    answers = plan.triage.strategy in {"reply", "reply_ask_details"} and not plan.triage.holding_text
    return answers or plan.request.kind in _INTERNAL_KINDS


class Writer:
    """Asks the provider, checks, asks once more, and lets the composer fill up."""

    def __init__(
        self,
        rulebook: Rulebook,
        checker: Checker,
        prompts: PromptWriter,
        provider: ChatProvider | None,
        composer: ChatProvider,
    ) -> None:
        self._rulebook = rulebook
        self._checker = checker
        self._prompts = prompts
        self._provider = provider
        self._composer = composer

    async def deltas(self, plan: Plan) -> AsyncGenerator[TextDelta | Batch, None]:
        """Pieces of text that passed so far, as they arrive, and at the end the batch."""
        provider = self._provider
        if provider is None or not asks_model(plan):
            yield Batch()
            return
        good: list[Written] = []
        faults: tuple[str, ...] = ()
        try:
            for attempt in range(1, _ROUNDS + 1):
                prompt = self._prompts.write_again(plan, faults) if faults else self._prompts.write(plan)
                completion: Completion | None = None
                async with aclosing(_events(provider, plan, prompt)) as events:
                    gate = DeltaGate(lambda text: self._checker.blocks(plan, text))
                    async for event in events:
                        if isinstance(event, Completion):
                            completion = event
                        elif attempt == 1 and (passed := gate.pass_on(event)):
                            yield passed
                if completion is None:
                    raise ProviderGarbled("The model's answer has no end.")
                checked = self._checked(plan, completion)
                good = [Written(item, completion, prompt, attempt) for item in checked if item.usable]
                if good:
                    break
                faults = self._fault_texts(checked)
        except ProviderError as error:
            yield Batch(tuple(good), error.code, failed=True)
            return
        yield Batch(tuple(good), _shortage(good, plan))

    async def filled(self, plan: Plan, batch: Batch) -> tuple[Plan, tuple[Written, ...]]:
        """The model's texts and, up to the number wanted, the composer's; and the plan those are for.

        Where the house has no phrases in the reply's language and the model gave nothing, the answer is in
        English and the plan returned says so.
        """
        written = list(batch.written[: wanted(plan)])
        missing = wanted(plan) - len(written)
        if missing <= 0:
            return plan, tuple(written)
        packs = self._rulebook.languages
        tag = nearest(plan.reply_language, [tag for tag, pack in packs.items() if pack.composer])
        if tag is None and written:
            return plan, tuple(written)
        own = plan if tag is not None else replace(plan, reply_language="en", facts=(), remedies=())
        written += await self._composed(own, missing, [item.checked.text for item in written], batch.reason)
        return own, tuple(written)

    async def _composed(
        self, plan: Plan, missing: int, taken: list[str], reason: str | None
    ) -> list[Written]:
        """Composer's drafts that differ from each other and hold nothing that blocks."""
        found: list[Written] = []
        for step in range(_COMPOSER_SEEDS):
            seed = plan.request.seed + step * _SEED_STEP
            request = CompletionRequest(plan, _NO_PROMPT, max(missing, 1), seed)
            try:
                completion = await self._composer.complete(request)
            except ProviderError:
                break
            for text in completion.texts:
                checked = self._checker.check_own(plan, cleaned(text, plan, latin=False))
                if not checked.usable or any(alike(checked.text, other) for other in taken):
                    continue
                taken.append(checked.text)
                found.append(Written(checked, completion, _NO_PROMPT, 1, reason))
                if len(found) == missing:
                    return found
        return found

    def _checked(self, plan: Plan, completion: Completion) -> list[Checked]:
        """Each text once, cleaned and judged; the last one is left out if the model was cut off in it."""
        latin = self._is_latin(plan.reply_language)
        texts = completion.texts
        if completion.truncated and texts:
            texts = texts[:-1]
        return distinct([self._checker.check(plan, cleaned(text, plan, latin=latin)) for text in texts])

    def _is_latin(self, language: str) -> bool:
        tag = nearest(language, self._rulebook.languages)
        return tag is None or self._rulebook.languages[tag].script == "Latn"

    def _fault_texts(self, checked: list[Checked]) -> tuple[str, ...]:
        """What was wrong, in the rules' own words: never a piece of the review."""
        said: list[str] = []
        for item in checked:
            said += [flag.message for flag in item.result.flags if flag.level == "block"]
            said += [fault.replace("-", " ") for fault in item.faults if fault != "blocked"]
        return tuple(dict.fromkeys(said))[:8] or ("no usable reply",)


def drafts_of(written: Iterable[Written], plan: Plan, rulebook: str) -> tuple[Draft, ...]:
    return tuple(draft_of(item, plan, rulebook) for item in written)


def draft_of(written: Written, plan: Plan, rulebook: str) -> Draft:
    """A draft with its provenance. Its id depends on its text, the rulebook and the business's revision."""
    completion, usage = written.completion, written.completion.usage
    identity = f"{rulebook}\x00{plan.request.business.revision}\x00{written.checked.text}"
    return Draft(
        id=hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        text=written.checked.text,
        tone=plan.request.tone,
        check=written.checked.result,
        provenance=Provenance(
            provider=completion.provider,
            model=completion.model,
            rulebook=rulebook,
            prompt=written.prompt.digest,
            prompt_tokens=usage.prompt_tokens,
            completion_tokens=usage.completion_tokens,
            attempts=written.attempts,
            fallback_reason=written.fallback_reason,
        ),
    )


async def _events(
    provider: ChatProvider, plan: Plan, prompt: Prompt
) -> AsyncGenerator[TextDelta | Completion, None]:
    """The provider's events; closing this closes the provider's stream at once."""
    stream = provider.stream(CompletionRequest(plan, prompt, wanted(plan), plan.request.seed))
    try:
        async for event in stream:
            yield event
    finally:
        if isinstance(stream, AsyncGenerator):
            await stream.aclose()


def _shortage(good: list[Written], plan: Plan) -> str | None:
    if not good:
        return "model-refused-by-checks"
    return "model-too-few" if len(good) < wanted(plan) else None
