"""What a first-time user sees in the terminal: one review going through the job, then where to go on."""

import asyncio
import json
import threading
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from rich.console import Console
from rich.panel import Panel

from replywright.cli.admin_link import make_link
from replywright.cli.render import show_drafts
from replywright.settings import Settings

PATIENCE_S = 60.0
REVIEW = Path(__file__).with_name("tour_review.json")


class Tour(threading.Thread):
    """Waits until the service answers, then shows the job. Runs beside the server and dies with it."""

    def __init__(self, config: Settings, extension: Path | None) -> None:
        super().__init__(daemon=True, name="tour")
        self._base = f"http://{config.host}:{config.port}"
        self._config = config
        self._extension = extension
        self._console = Console()

    def run(self) -> None:
        if not self._wait_until_ready():
            self._console.print(f"The service at {self._base} did not answer in time.", style="red")
            return
        if self._config.open:
            self._show_job()
        self._show_next_steps()

    def _wait_until_ready(self) -> bool:
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            try:
                with urlopen(f"{self._base}/healthz", timeout=2):  # noqa: S310 - our own address
                    return True
            except (URLError, OSError):
                time.sleep(0.1)
        return False

    def _show_job(self) -> None:
        body = REVIEW.read_bytes()
        review = json.loads(body)["review"]
        self._console.rule("one review going through the job", align="left")
        stars = "★" * int(review["rating"]) + "☆" * (int(review["rating_max"]) - int(review["rating"]))
        self._console.print(Panel(review["text"], title=f"{review['author']} {stars}", title_align="left"))
        answer, took = self._ask(body)
        show_drafts(self._console, answer)
        again, took_again = self._ask(body)
        self._console.print(
            f"first answer {took:.0f} ms (cached: {'yes' if answer['cached'] else 'no'}), "
            f"asked again {took_again:.1f} ms (cached: {'yes' if again['cached'] else 'no'})"
        )

    def _ask(self, body: bytes) -> tuple[dict[str, object], float]:
        request = Request(f"{self._base}/v1/drafts", body, {"content-type": "application/json"})  # noqa: S310
        begin = time.perf_counter()
        with urlopen(request, timeout=PATIENCE_S) as answer:  # noqa: S310 - our own address
            text = answer.read()
        return json.loads(text), (time.perf_counter() - begin) * 1000

    def _show_next_steps(self) -> None:
        self._console.rule("your turn", align="left")
        say = self._console.print
        say(f"demo page   {self._base}/demo/", highlight=False, soft_wrap=True)
        say(
            f"console     {asyncio.run(make_link(self._config))}",
            highlight=False,
            soft_wrap=True,
            markup=False,
        )
        if self._extension:
            say(f"extension   {self._extension.resolve()}", highlight=False, soft_wrap=True)
            say("            Chrome: chrome://extensions, Developer mode on, Load unpacked, that folder")
        say(f"service     {self._base} (Ctrl-C stops it and all that it started)", highlight=False)
