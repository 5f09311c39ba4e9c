import pytest

from replywright.errors import ProviderBusy, ProviderGarbled
from replywright.providers.fake import FakeProvider
from tests.providers.contract import ProviderContract, sample_request

ANSWER = ("Thank you for telling us, Dana.", "Hello Dana, the soup was cold.", "Dear Dana, we are sorry.")


class TestFakeKeepsTheContract(ProviderContract):
    provider_class = FakeProvider

    @pytest.fixture
    def provider(self) -> FakeProvider:
        return FakeProvider([ANSWER, ANSWER])


async def test_queued_error_is_raised_and_an_empty_queue_is_one() -> None:
    provider = FakeProvider([ProviderBusy("wait")])
    with pytest.raises(ProviderBusy):
        await provider.complete(sample_request())
    with pytest.raises(ProviderGarbled):
        await provider.complete(sample_request())
    assert len(provider.requests) == 2
