"""The composer keeps what every provider promises."""

from pathlib import Path

import pytest

from replywright.providers.composer import Composer
from replywright.rulebook.loader import load
from tests.providers.contract import ProviderContract


class TestComposerKeepsTheContract(ProviderContract):
    provider_class = Composer

    @pytest.fixture
    def provider(self) -> Composer:
        return Composer(load(Path(__file__).parents[2] / "prompts"))
