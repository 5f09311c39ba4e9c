"""What the commands print, for people and for programs, and how they fail."""

import csv
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.cli.conftest import Run

COMPLAINT = "We waited an hour for a table and the soup was cold."


def test_draft_prints_the_jobs_json_and_no_blocked_draft(replywright: Run) -> None:
    first = replywright("draft", "--json", "--rating", "2", "--platform", "google", typed=COMPLAINT)
    assert first.returncode == 0, first.stderr
    answer = json.loads(first.stdout)
    assert answer["triage"]["strategy"] == "reply"
    assert len(answer["drafts"]) == 3
    assert all(draft["level"] != "block" for draft in answer["drafts"])


def test_draft_shows_people_what_to_do_and_the_drafts(replywright: Run) -> None:
    shown = replywright("draft", "--rating", "2", typed=COMPLAINT)
    assert shown.returncode == 0, shown.stderr
    assert "genuine_complaint" in shown.stdout
    assert "draft 1" in shown.stdout


def test_a_review_may_come_as_json(replywright: Run) -> None:
    review = json.dumps({"text": "Kõik oli imeline, aitäh!", "rating": 5, "author": "Kadri"})
    answer = json.loads(replywright("draft", "--json", typed=review).stdout)
    assert answer["language"] == "et"
    assert answer["triage"]["labels"] == ["praise"]


def test_check_underlines_a_threat_explains_it_and_fails(replywright: Run) -> None:
    checked = replywright("check", typed="Remove this review or you will hear from our lawyers.")
    assert checked.returncode == 1
    assert "legal_threat" in checked.stdout
    assert "465.7" in checked.stdout


def test_check_of_a_harmless_reply_succeeds_and_prints_json_on_demand(replywright: Run) -> None:
    checked = replywright("check", "--json", typed="Thank you for telling us about the cold soup.")
    assert checked.returncode == 0
    assert json.loads(checked.stdout)["level"] in {"ok", "hint"}


@pytest.mark.parametrize(
    ("arguments", "typed", "sentence"),
    [
        (("check",), b"caf\xe9", "not UTF-8"),
        (("check",), b"", "no text to check"),
        (("check",), b"x" * 20_001, "20000"),
        (("draft",), b'{"text": "broken', "JSON is broken at line 1"),
        (("draft",), b'{"text": "x", "stars": 2}', "stars"),
        (("draft", "--business", "nobody"), b"Fine.", "No business has this slug"),
        (("check", "/no/such/file"), b"", "cannot be read"),
    ],
)
def test_wrong_input_gets_one_clear_sentence(
    replywright: Run, arguments: tuple[str, ...], typed: bytes, sentence: str
) -> None:
    done = replywright(*arguments, typed=typed)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_settings_are_named(replywright: Run) -> None:
    done = replywright("check", typed="Hello", REPLYWRIGHT_OPEN="1", REPLYWRIGHT_HOST="0.0.0.0")
    assert done.returncode == 1
    assert "loopback" in done.stderr


def test_rulebook_says_what_it_holds_and_keeps_its_examples(replywright: Run) -> None:
    done = replywright("rulebook", "--grid")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "39 categories" in done.stdout
    assert "every rule keeps its own examples" in done.stdout


def test_bulk_drafts_the_good_rows_and_names_the_bad_ones(replywright: Run, tmp_path: Path) -> None:
    table = tmp_path / "reviews.csv"
    table.write_text(
        'review,stars,platform\n"Cold soup,\nrude waiter.",1,google\nNice!,many,yelp\nChambre magnifique,5,\n'
    )
    done = replywright("bulk", str(table), "-o", "drafts.csv")
    assert done.returncode == 0, done.stderr
    assert "line 4" in done.stderr
    assert "rating" in done.stderr
    rows = rows_of(tmp_path / "drafts.csv")
    assert [(row["line"], row["status"]) for row in rows] == [("2", "ok"), ("4", "bad"), ("5", "ok")]
    assert rows[0]["draft_1"]
    assert rows[2]["language"] == "fr"


def test_bulk_stopped_in_the_middle_goes_on_without_doing_a_row_twice(
    replywright: Run, tmp_path: Path
) -> None:
    table, output = tmp_path / "reviews.csv", tmp_path / "drafts.csv"
    many = 400
    table.write_text("text,rating\n" + "".join(f"Room {n} was cold and loud.,2\n" for n in range(many)))
    child = subprocess.Popen(
        [sys.executable, "-m", "replywright", "bulk", str(table), "-o", str(output)],
        env=os.environ | {"REPLYWRIGHT_DATA_DIR": str(tmp_path / "data")},
        stderr=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and (not output.exists() or output.read_text().count("\n") < 20):
        time.sleep(0.02)
    child.send_signal(signal.SIGINT)
    child.wait(30)
    before = output.read_text()
    done = replywright("bulk", str(table), "-o", str(output))
    assert done.returncode == 0, done.stderr
    assert "were done before" in done.stderr
    lines = [row["line"] for row in rows_of(output)]
    assert sorted(map(int, lines)) == list(range(2, many + 2))
    assert output.read_text().startswith(before[: before.rindex("\n")])


def test_a_taken_port_is_said_in_one_sentence_with_the_cure(replywright: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = replywright("serve", "--port", str(port))
    assert done.returncode == 1
    assert f"Port {port}" in done.stderr
    assert "REPLYWRIGHT_PORT" in done.stderr


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_stops_the_service_and_every_child(tmp_path: Path, workers: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    child = subprocess.Popen(
        [sys.executable, "-m", "replywright", "serve", "--port", str(port), "--workers", workers],
        env=os.environ | {"REPLYWRIGHT_DATA_DIR": str(tmp_path), "REPLYWRIGHT_OPEN": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=1):
                break
        except (URLError, OSError):
            time.sleep(0.05)
    ours = _processes_of(child.pid)
    assert any("redis-server" in name for name in ours.values()), ours
    os.killpg(child.pid, signal.SIGINT)
    child.wait(30)
    time.sleep(0.5)
    assert not [pid for pid in ours if Path(f"/proc/{pid}").exists() and not _is_zombie(pid)]


def rows_of(table: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"), newline="")))


def _processes_of(session: int) -> dict[int, str]:
    """Every process of that session and its children, by id, with its command."""
    found: dict[int, str] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
        parent, its_session = int(fields[1]), int(fields[3])
        if its_session == session or parent in found:
            found[int(folder.name)] = command
    return found


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True
