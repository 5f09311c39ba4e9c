"""A real redis-server for a test, that can be killed and come back at the same place."""

import subprocess
import tempfile
import time
from pathlib import Path

from replywright.store.embedded import find_binary


class RealRedis:
    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="rw-redis-")
        self.socket = Path(self._folder.name) / "r.sock"
        self._process: subprocess.Popen[bytes] | None = None
        self.revive()

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    def kill(self) -> None:
        """As a power cut does."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        self._process = None

    def revive(self) -> None:
        options = ["--port", "0", "--unixsocket", str(self.socket), "--save", "", "--dir", self._folder.name]
        self._process = subprocess.Popen([str(find_binary()), *options], stdout=subprocess.DEVNULL)
        give_up_at = time.monotonic() + 10
        while not self._ready():
            assert time.monotonic() < give_up_at, "redis-server did not start"
            time.sleep(0.01)

    def close(self) -> None:
        if self._process is not None:
            self.kill()
        self._folder.cleanup()

    def _ready(self) -> bool:
        import socket

        try:
            with socket.socket(socket.AF_UNIX) as probe:
                probe.connect(str(self.socket))
                probe.sendall(b"PING\r\n")
                return probe.recv(16).startswith(b"+PONG")
        except OSError:
            return False
