"""The real service, the real built extension, a real Chromium; nothing reaches beyond this machine."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.browser.driving import Options, Panel

ROOT = Path(__file__).resolve().parents[2]
EXTENSION = ROOT / "extension" / ".output" / "chrome-mv3-test"
ARTIFACTS = ROOT / "test-artifacts"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running service in open mode, with its own data folder."""
    port = free_port()
    folder = tmp_path_factory.mktemp("data")
    environment = {
        "REPLYWRIGHT_OPEN": "1",
        "REPLYWRIGHT_DATA_DIR": str(folder),
        "REPLYWRIGHT_RATE_LIMIT_PER_MINUTE": "0",
    }
    with (folder / "log").open("wb") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "replywright", "serve", "--port", str(port)],
            cwd=folder,
            env=os.environ | environment,
            stdout=log,
            stderr=log,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, child, folder / "log")
        yield address
    finally:
        child.terminate()
        child.wait(15)


def _wait_for(address: str, child: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urlopen(f"{address}/healthz", timeout=1):
                return
        except (URLError, OSError):
            assert child.poll() is None, log.read_text()
            time.sleep(0.05)
    raise AssertionError("the service did not answer in time: " + log.read_text())


@pytest.fixture
def context(tmp_path: Path) -> Iterator[BrowserContext]:
    """A fresh browser profile with the extension loaded."""
    assert EXTENSION.is_dir(), "build the extension first: make extension/.output/.ready"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            str(tmp_path / "profile"),
            executable_path=shutil.which("chromium"),
            headless=True,
            viewport={"width": 1280, "height": 900},
            locale="en-US",
            args=[
                "--headless=new",
                "--no-sandbox",
                f"--disable-extensions-except={EXTENSION}",
                f"--load-extension={EXTENSION}",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        browser.set_default_timeout(15_000)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def extension_id() -> str:
    """Chromium names an unpacked extension after the folder it lies in."""
    digest = sha256(str(EXTENSION).encode()).hexdigest()[:32]
    return "".join(chr(ord("a") + int(digit, 16)) for digit in digest)


@pytest.fixture
def options(context: BrowserContext, extension_id: str, service: str) -> Options:
    """The extension's options page, with the service's address set."""
    options = Options(context, extension_id)
    options.set_server(service)
    return options


@pytest.fixture
def page(context: BrowserContext, options: Options) -> Page:
    """A tab to visit review sites in."""
    return context.pages[0]


@pytest.fixture
def panel(context: BrowserContext, extension_id: str, options: Options) -> Panel:
    """The side panel's page, in a tab of its own."""
    return Panel(context, extension_id)


@pytest.fixture(scope="session")
def artifacts() -> Path:
    ARTIFACTS.mkdir(exist_ok=True)
    return ARTIFACTS
