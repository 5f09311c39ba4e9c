"""A provider for tests: a queue of answers that remembers what it was asked."""

from collections import deque
from collections.abc import AsyncIterator, Iterable

from replywright.domain import Completion, CompletionRequest, TextDelta, Usage
from replywright.errors import ProviderError, ProviderGarbled


class FakeProvider:
    """Gives the queued answers in turn; an error in the queue is raised. Empty: ProviderGarbled.

    ``requests`` holds what was asked, ``closed`` whether it was closed, ``abandoned`` how many streams were
    closed before their end.
    """

    def __init__(
        self,
        answers: Iterable[tuple[str, ...] | ProviderError] = (),
        *,
        name: str = "fake",
        model: str = "fake-1",
    ) -> None:
        self.name = name
        self.model = model
        self.answers: deque[tuple[str, ...] | ProviderError] = deque(answers)
        self.requests: list[CompletionRequest] = []
        self.closed = False
        self.abandoned = 0

    async def complete(self, request: CompletionRequest) -> Completion:
        self.requests.append(request)
        if not self.answers:
            raise ProviderGarbled("The queue of answers is empty.")
        answer = self.answers.popleft()
        if isinstance(answer, ProviderError):
            raise answer
        usage = Usage(request.prompt.tokens, sum(len(text.split()) for text in answer))
        return Completion(answer, self.name, self.model, usage)

    async def stream(self, request: CompletionRequest) -> AsyncIterator[TextDelta | Completion]:
        completion = await self.complete(request)
        try:
            for index, text in enumerate(completion.texts):
                for start in range(0, len(text), 16):
                    yield TextDelta(index, text[start : start + 16])
        except GeneratorExit:
            self.abandoned += 1
            raise
        yield completion

    async def aclose(self) -> None:
        self.closed = True
