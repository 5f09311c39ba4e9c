"""Commands run as a person runs them: in a process of their own, with a data folder of their own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def replywright(tmp_path: Path) -> Run:
    """Runs ``replywright`` with these arguments; ``typed`` is its standard input."""

    def run(*arguments: str, typed: str | bytes = "", **environment: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "replywright", *arguments],
            input=typed if isinstance(typed, bytes) else typed.encode(),
            capture_output=True,
            cwd=tmp_path,
            env=os.environ
            | {"REPLYWRIGHT_DATA_DIR": str(tmp_path / "data"), "COLUMNS": "100", "PYTHONWARNINGS": "default"}
            | environment,
            timeout=120,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run
