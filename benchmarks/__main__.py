"""Measures the service beside the floor, in one run, and prints a table. Takes about two minutes."""

import gzip
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import Request, urlopen

from rich.console import Console
from rich.table import Table

from benchmarks.load import Rate, drive
from replywright.store.embedded import EmbeddedRedis

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5
SECONDS = 2.0
REVIEW = "The room was cold and we waited forty minutes at reception, but breakfast was lovely."
REPLY = (
    "Thank you for telling us about your stay. You waited far too long at reception that evening, "
    "and the room should have been warm when you came in. I am sorry about both. I have asked our "
    "colleagues at the desk how the queue built up, and we are going through the heating room by "
    "room. It is good to read that breakfast was to your liking; the kitchen will be glad to hear "
    "it. If you would like to tell me more, please write to me, and I will answer you myself. Warm "
    "regards from all of us here at the house."
)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _server(command: list[str], port: int, environment: dict[str, str]) -> Iterator[tuple[float, int]]:
    """Yields (seconds until it answered, process id)."""
    begin = time.perf_counter()
    child = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL)
    try:
        while True:
            try:
                with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1):
                    break
            except (URLError, OSError):
                if child.poll() is not None or time.perf_counter() - begin > 60:
                    raise RuntimeError(f"{command} did not start") from None
                time.sleep(0.01)
        yield time.perf_counter() - begin, child.pid
    finally:
        child.terminate()
        child.wait(10)


def _resident_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no memory figure")


def _median(port: int, path: str, body: bytes, connections: int) -> Rate:
    drive(port, path, body, connections, 0.5)
    rates = [drive(port, path, body, connections, SECONDS) for _ in range(RUNS)]
    return Rate(
        *(median(getattr(rate, name) for rate in rates) for name in ("per_second", "p50_ms", "p99_ms"))
    )


def _post(port: int, path: str, body: bytes) -> bytes:
    question = Request(f"http://127.0.0.1:{port}{path}", body, {"content-type": "application/json"})
    with urlopen(question, timeout=30) as answer:
        return bytes(answer.read())


def _server_time_ms(port: int, body: bytes) -> float:
    return median(json.loads(_post(port, "/v1/check", body))["took_ms"] for _ in range(200))


def _gzipped_kb(*files: Path) -> float:
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) / 1024


def _sizes(console: Console) -> None:
    built = ROOT / "extension" / ".output" / "chrome-mv3"
    if not built.is_dir():
        console.print("extension not built: sizes left out")
        return
    content = list((built / "content-scripts").glob("*.js"))
    html = built / "sidepanel.html"
    panel = (built / "chunks").glob("*.js")
    script, page = _gzipped_kb(*content), _gzipped_kb(html, *panel)
    console.print(f"content script {script:.1f} KB gzipped, panel and options {page:.1f} KB gzipped")


def _row(table: Table, name: str, rate: Rate, floor: Rate) -> None:
    table.add_row(
        name,
        f"{rate.per_second:,.0f}",
        f"{rate.p50_ms:.2f}",
        f"{rate.p99_ms:.2f}",
        f"{rate.per_second / floor.per_second:.2f}",
    )


def _serving(ours: int, bare: int) -> Table:
    drafts = json.dumps({"review": {"platform": "google", "text": REVIEW, "rating": 2}}).encode()
    check = json.dumps({"text": REPLY, "platform": "google"}).encode()
    question = json.dumps({"text": "review"}).encode()
    table = Table(title="medians of five runs of two seconds, one worker", title_justify="left")
    for head in ("route", "req/s", "p50 ms", "p99 ms", "of the floor"):
        table.add_column(head, justify="left" if head == "route" else "right")
    for connections in (1, 16):
        least = _median(bare, "/floor", question, connections)
        _row(table, f"bare FastAPI route, one Redis GET, c={connections}", least, least)
        _row(
            table,
            f"cached /v1/drafts, c={connections}",
            _median(ours, "/v1/drafts", drafts, connections),
            least,
        )
        name = f"/v1/check of {len(REPLY)} characters, c={connections}"
        _row(table, name, _median(ours, "/v1/check", check, connections), least)
    return table


def _measure(console: Console, environment: dict[str, str]) -> None:
    drafts = json.dumps({"review": {"platform": "google", "text": REVIEW, "rating": 2}}).encode()
    check = json.dumps({"text": REPLY, "platform": "google"}).encode()
    ours, bare = _free_port(), _free_port()
    serve = [sys.executable, "-m", "replywright", "serve", "--port", str(ours)]
    floor = [sys.executable, "-m", "uvicorn", "benchmarks.floor:app", "--port", str(bare), "--no-access-log"]
    with _server(serve, ours, environment) as (started, pid):
        at_rest = _resident_mb(pid)
        size = str(len(_post(ours, "/v1/drafts", drafts)))
        with _server(floor, bare, environment | {"FLOOR_BYTES": size}):
            console.print(_serving(ours, bare))
        console.print(f"/v1/check, server time: {_server_time_ms(ours, check):.2f} ms (median of 200)")
        after = _resident_mb(pid)
        console.print(
            f"start-up {started:.2f} s, memory at rest {at_rest:.0f} MB, after the load {after:.0f} MB"
        )


def main() -> None:
    console = Console(width=100)
    with tempfile.TemporaryDirectory() as folder:
        redis = EmbeddedRedis(Path(folder))
        environment = {
            "REPLYWRIGHT_REDIS_URL": redis.start(),
            "REPLYWRIGHT_DATA_DIR": folder,
            "REPLYWRIGHT_OPEN": "1",
            "REPLYWRIGHT_RATE_LIMIT_PER_MINUTE": "0",
            "REPLYWRIGHT_LOG_LEVEL": "WARNING",
        }
        try:
            _measure(console, environment)
        finally:
            redis.stop()
    _sizes(console)


if __name__ == "__main__":
    main()
