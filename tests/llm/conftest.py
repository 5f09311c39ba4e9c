from collections.abc import Iterator

import pytest

from tests.llm.small_model import SmallModelServer, installed


@pytest.fixture(scope="session")
def small_model() -> Iterator[SmallModelServer]:
    server = SmallModelServer(installed())
    yield server
    server.kill()


@pytest.fixture
def mortal_model() -> Iterator[SmallModelServer]:
    """One for a single test, that may kill it."""
    server = SmallModelServer(installed())
    yield server
    server.kill()
