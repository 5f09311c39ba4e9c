"""Finished drafts in Redis, and one flight per key over all workers and machines."""

import asyncio
import random
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from replywright.store.circuit import Circuit, StoreDown
from replywright.store.redis_url import RedisClient, connect, disconnect

__all__ = ["RedisDraftCache", "connect"]

Make = Callable[[], Awaitable[tuple[bytes, bool]]]

_HANDED_OVER_MS = 5_000
_POLL_S = (0.01, 0.15)

# All keys of one flight share the value's hash slot, so that the scripts work in a Cluster too.
# KEYS: value, lock, what the last holder handed over. ARGV: our token, lock's life in ms.
_LOOK_OR_TAKE = """
local value = redis.call('GET', KEYS[1]) or redis.call('GET', KEYS[3])
if value then return {'value', value} end
local holder = redis.call('GET', KEYS[2])
if holder and holder ~= ARGV[1] then return {'held', holder} end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
return {'ours', ARGV[1]}
"""
# KEYS: lock, where the value goes. ARGV: token, value, its life in ms. Whoever lost the lock stores nothing.
_STORE_AND_RELEASE = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
redis.call('DEL', KEYS[1])
return 1
"""
_RELEASE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"
# A lock that is gone without a successor (Redis restarted empty) is taken again.
_RENEW = """
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""


@dataclass(slots=True)
class _Flight:
    """One making of a value in this process, and how many wait for it."""

    task: asyncio.Task[bytes]
    waiting: int = 0


class RedisDraftCache:
    """ports.DraftCache. A fault of Redis costs time and a second making at worst, never an error.

    ``ttl_s``: life of a value in seconds. ``wait_s``: how long to wait for another process's flight before
    making the value oneself. ``lock_s``: life of a lock, renewed while its holder works; that long a dead
    holder keeps the others waiting.
    """

    def __init__(
        self,
        client: RedisClient,
        ttl_s: int,
        *,
        wait_s: float = 60.0,
        lock_s: float = 10.0,
        circuit: Circuit | None = None,
    ) -> None:
        self._client: Any = client
        self._ttl_ms = ttl_s * 1000
        self._wait_s = wait_s
        self._lock_s = lock_s
        self._circuit = circuit or Circuit()
        self._flights: dict[str, _Flight] = {}

    @property
    def faults(self) -> int:
        """How often Redis failed since the start."""
        return self._circuit.faults

    async def get(self, key: str) -> bytes | None:
        try:
            value: bytes | None = await self._circuit.run(lambda: self._client.get(_value_key(key)))
        except StoreDown:
            return None
        return value

    async def put(self, key: str, value: bytes) -> None:
        with suppress(StoreDown):
            await self._circuit.run(lambda: self._client.set(_value_key(key), value, px=self._ttl_ms))

    async def ping(self) -> bool:
        try:
            return bool(await self._circuit.run(lambda: self._client.ping(), insist=True))
        except StoreDown:
            return False

    async def aclose(self) -> None:
        tasks = [flight.task for flight in self._flights.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await disconnect(self._client)

    async def single_flight(self, key: str, make: Make) -> bytes:
        """The cached value, or the one that exactly one caller makes while the others wait.

        An exception of ``make`` reaches all callers of this process; other processes then try for themselves.
        A caller that is cancelled leaves the flight to the others; without any the flight is cancelled.
        """
        flight = self._flights.get(key)
        if flight is None:
            flight = _Flight(asyncio.create_task(self._fly(key, make)))
            self._flights[key] = flight
            flight.task.add_done_callback(lambda task: self._landed(key, task))
        flight.waiting += 1
        try:
            return await asyncio.shield(flight.task)
        finally:
            flight.waiting -= 1
            if flight.waiting == 0 and not flight.task.done():
                self._flights.pop(key, None)
                flight.task.cancel()

    def _landed(self, key: str, task: asyncio.Task[bytes]) -> None:
        current = self._flights.get(key)
        if current is not None and current.task is task:
            del self._flights[key]
        if not task.cancelled():
            task.exception()  # whoever waited has it; nobody may be left to look

    async def _fly(self, key: str, make: Make) -> bytes:
        token = uuid.uuid4().hex
        try:
            found = await self._made_elsewhere(key, token)
            if found is not None:
                return found
            async with self._renewing(key, token):
                value, keep = await make()
        except BaseException:
            await self._script(_RELEASE, [_lock_key(key)], token)
            raise
        target = _value_key(key) if keep else _handed_over_key(key, token)
        life = self._ttl_ms if keep else _HANDED_OVER_MS
        await self._script(_STORE_AND_RELEASE, [_lock_key(key), target], token, value, life)
        return value

    async def _made_elsewhere(self, key: str, token: str) -> bytes | None:
        """The value, waited for if somebody makes it; None when it is ours to make, locked or not."""
        holder, pause = "", _POLL_S[0]
        give_up_at = time.monotonic() + self._wait_s
        while time.monotonic() < give_up_at:
            try:
                what, found = await self._look_or_take(key, token, holder)
            except StoreDown:
                return None
            if what == b"value":
                return found
            if what == b"ours":
                return None
            holder = found.decode()
            # Polling, not publish and subscribe: one poller a process and key, nothing lost on a restart.
            await asyncio.sleep(pause * random.uniform(0.7, 1.3))  # noqa: S311 - spreads polls, hides nothing
            pause = min(pause * 1.5, _POLL_S[1])
        return None

    @asynccontextmanager
    async def _renewing(self, key: str, token: str) -> AsyncIterator[None]:
        """Keeps the lock alive; ended between two commands, so that none takes it again after its release."""
        done = asyncio.Event()

        async def renew() -> None:
            while True:
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._lock_s / 3):
                        await done.wait()
                        return
                await self._script(_RENEW, [_lock_key(key)], token, self._lock_ms)

        task = asyncio.create_task(renew())
        try:
            yield
        finally:
            done.set()
            await task

    async def _look_or_take(self, key: str, token: str, holder: str) -> tuple[bytes, bytes]:
        keys = [_value_key(key), _lock_key(key), _handed_over_key(key, holder)]
        what, found = await self._circuit.run(
            lambda: self._client.eval(_LOOK_OR_TAKE, len(keys), *keys, token, self._lock_ms)
        )
        return what, found

    async def _script(self, script: str, keys: list[str], *arguments: str | bytes | int) -> None:
        with suppress(StoreDown):
            await self._circuit.run(lambda: self._client.eval(script, len(keys), *keys, *arguments))

    @property
    def _lock_ms(self) -> int:
        return max(1, int(self._lock_s * 1000))


def _value_key(key: str) -> str:
    return f"replywright:draft:{key}"


def _lock_key(key: str) -> str:
    return f"{{{_value_key(key)}}}:lock"


def _handed_over_key(key: str, holder: str) -> str:
    return f"{{{_value_key(key)}}}:from:{holder}"
