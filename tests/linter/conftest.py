from pathlib import Path

import pytest

from replywright.linter.linter import Linter
from replywright.rulebook.loader import load
from replywright.rulebook.model import Rulebook


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load(Path(__file__).parents[2] / "prompts")


@pytest.fixture(scope="session")
def linter(rulebook: Rulebook) -> Linter:
    return Linter(rulebook)
