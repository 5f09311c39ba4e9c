"""Keeps a broken Redis from costing time: after a fault it is left alone for a moment, then tried again."""

import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from redis.exceptions import RedisClusterException, RedisError

T = TypeVar("T")

_FAULTS = (RedisError, RedisClusterException, OSError, TimeoutError)


class StoreDown(Exception):
    """Redis does not answer, or is being left alone because it did not a moment ago."""


class Circuit:
    """Runs commands, and none for ``pause_s`` seconds after a fault; then one at a time until one succeeds.

    ``faults`` counts what went wrong. Logs the first fault and the return, not what lies between.
    """

    def __init__(self, pause_s: float = 1.0, clock: Callable[[], float] = time.monotonic) -> None:
        self.faults = 0
        self._pause_s = pause_s
        self._clock = clock
        self._down = False
        self._again_at = 0.0

    @property
    def is_down(self) -> bool:
        return self._down

    async def run(self, command: Callable[[], Awaitable[T]], *, insist: bool = False) -> T:
        """The command's result. ``insist``: try even now. Raises StoreDown only."""
        if self._down:
            now = self._clock()
            if now < self._again_at and not insist:
                raise StoreDown
            self._again_at = now + self._pause_s
        try:
            result = await command()
        except _FAULTS as error:
            self._note_fault(error)
            raise StoreDown from None
        if self._down:
            self._down = False
            structlog.get_logger().info("redis_is_back", faults=self.faults)
        return result

    def _note_fault(self, error: Exception) -> None:
        self.faults += 1
        self._again_at = self._clock() + self._pause_s
        if not self._down:
            self._down = True
            structlog.get_logger().warning("redis_is_down", error=type(error).__name__)
