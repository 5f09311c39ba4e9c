"""Writes replies without any language model, from the plan and the phrases of the rulebook's languages."""

from collections.abc import AsyncIterator

from replywright.domain import Completion, CompletionRequest, Plan, TextDelta
from replywright.errors import ProviderGarbled
from replywright.linter.site import SectorNames
from replywright.providers.composing.difference import overlap, word_set
from replywright.providers.composing.fitting import fitted
from replywright.providers.composing.writing import Writer
from replywright.rulebook.model import Rulebook
from replywright.rulebook.schema.language import LanguageSpec

_MAX_OVERLAP = 0.7
_TRIES = 6
_LAST_RESORT = "en"


class Composer:
    """A ChatProvider that reads ``request.plan`` alone. The same plan and seed give the same texts.

    Returns up to ``request.count`` texts, fewer where the language has no further text that really differs,
    never none. Where the reply's language has no phrases the texts are in English.
    """

    name = "composer"
    model = "phrases"

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._sectors = SectorNames(rulebook)

    async def complete(self, request: CompletionRequest) -> Completion:
        return Completion(
            texts=self.compose(request.plan, request.count, request.seed),
            provider=self.name,
            model=self.model,
        )

    async def stream(self, request: CompletionRequest) -> AsyncIterator[TextDelta | Completion]:
        completion = await self.complete(request)
        for number, text in enumerate(completion.texts):
            yield TextDelta(number, text)
        yield completion

    async def aclose(self) -> None:
        """Nothing to close."""

    def compose(self, plan: Plan, count: int, seed: int = 0) -> tuple[str, ...]:
        """Between one and ``count`` texts, any two of which share less than 0.7 of their words."""
        language = self._language(plan.reply_language)
        pack = language.composer
        assert pack is not None
        sector = self._sectors.slug(plan.request.business.sector)
        writer = Writer(plan, language, pack, seed, sector)
        texts: dict[str, frozenset[str]] = {}
        for turn in range(max(count, 1) * _TRIES):
            text = fitted(writer, pack, turn, plan.request.length, plan.limit_unit, plan.limit_max)
            words = word_set(text)
            if all(overlap(words, other) < _MAX_OVERLAP for other in texts.values()):
                texts[text] = words
            if len(texts) >= count:
                break
        return tuple(texts)

    def _language(self, tag: str) -> LanguageSpec:
        """The pack of the tag, of its base language in any script, or English."""
        languages = self._rulebook.languages
        base = tag.split("-")[0]
        same_base = (known for known in languages if known.split("-")[0] == base)
        for candidate in (tag, base, *same_base, _LAST_RESORT):
            language = languages.get(candidate)
            if language is not None and language.composer is not None:
                return language
        raise ProviderGarbled("The rulebook has no phrases for the composer, not even English ones.")
