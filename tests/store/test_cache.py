import asyncio
import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from replywright.store.cache import RedisDraftCache, connect
from replywright.store.circuit import Circuit
from tests.store.redis_server import RealRedis

Make = Callable[[], Awaitable[tuple[bytes, bool]]]


@pytest.fixture
def redis() -> Iterator[RealRedis]:
    server = RealRedis()
    yield server
    server.close()


@pytest.fixture
async def open_cache(redis: RealRedis) -> AsyncIterator[Callable[..., RedisDraftCache]]:
    opened: list[RedisDraftCache] = []

    def opening(**options: float) -> RedisDraftCache:
        opened.append(RedisDraftCache(connect(redis.url), 60, circuit=Circuit(pause_s=0.05), **options))
        return opened[-1]

    yield opening
    for cache in opened:
        await cache.aclose()


@pytest.fixture
def cache(open_cache: Callable[..., RedisDraftCache]) -> RedisDraftCache:
    return open_cache()


class Maker:
    """Counts its calls; finishes when told to."""

    def __init__(self, value: bytes = b"value", *, keep: bool = True) -> None:
        self.calls = 0
        self.value = value
        self.keep = keep
        self.started = asyncio.Event()
        self.finish = asyncio.Event()

    async def __call__(self) -> tuple[bytes, bool]:
        self.calls += 1
        self.started.set()
        await self.finish.wait()
        return self.value, self.keep


def at_once(value: bytes = b"value", *, keep: bool = True) -> Maker:
    made = Maker(value, keep=keep)
    made.finish.set()
    return made


async def test_what_is_put_is_got_back_under_our_prefix_and_with_an_end(cache: RedisDraftCache) -> None:
    assert await cache.get("abc") is None
    await cache.put("abc", b"\x00bytes")
    assert await cache.get("abc") == b"\x00bytes"
    assert 0 < await cache._client.ttl("replywright:draft:abc") <= 60


async def test_cached_value_is_not_made_again(cache: RedisDraftCache) -> None:
    make = at_once()
    assert await cache.single_flight("k", make) == b"value"
    assert await cache.single_flight("k", make) == b"value"
    assert make.calls == 1
    assert await cache.get("k") == b"value"


async def test_nothing_but_the_value_is_left_behind(cache: RedisDraftCache) -> None:
    await cache.single_flight("k", at_once())
    assert await cache._client.keys("*") == [b"replywright:draft:k"]


async def test_fifty_at_once_in_one_process_make_one_call(cache: RedisDraftCache) -> None:
    make = Maker()
    flights = [asyncio.create_task(cache.single_flight("k", make)) for _ in range(50)]
    await make.started.wait()
    make.finish.set()
    assert await asyncio.gather(*flights) == [b"value"] * 50
    assert make.calls == 1


async def test_fifty_at_once_make_one_call_even_with_redis_down(
    cache: RedisDraftCache, redis: RealRedis
) -> None:
    redis.kill()
    make = Maker()
    flights = [asyncio.create_task(cache.single_flight("k", make)) for _ in range(50)]
    await make.started.wait()
    make.finish.set()
    assert await asyncio.gather(*flights) == [b"value"] * 50
    assert make.calls == 1


@pytest.mark.parametrize("keep", [True, False])
async def test_other_process_waits_and_gets_the_same(
    open_cache: Callable[..., RedisDraftCache], keep: bool
) -> None:
    one, other = open_cache(), open_cache()
    make, unneeded = Maker(keep=keep), at_once(b"second")
    first = asyncio.create_task(one.single_flight("k", make))
    await make.started.wait()
    second = asyncio.create_task(other.single_flight("k", unneeded))
    await asyncio.sleep(0.1)
    make.finish.set()
    assert await asyncio.gather(first, second) == [b"value", b"value"]
    assert unneeded.calls == 0
    assert (await one.get("k") == b"value") is keep


async def test_value_not_worth_keeping_is_made_again_for_the_next_request(cache: RedisDraftCache) -> None:
    make = at_once(keep=False)
    await cache.single_flight("k", make)
    await cache.single_flight("k", make)
    assert make.calls == 2


async def test_failure_reaches_everybody_in_this_process_and_nobody_else(
    open_cache: Callable[..., RedisDraftCache],
) -> None:
    one, other = open_cache(), open_cache()
    started, fail = asyncio.Event(), asyncio.Event()

    async def failing() -> tuple[bytes, bool]:
        started.set()
        await fail.wait()
        raise RuntimeError("no model")

    here = [asyncio.create_task(one.single_flight("k", failing)) for _ in range(3)]
    await started.wait()
    there = asyncio.create_task(other.single_flight("k", at_once(b"other")))
    await asyncio.sleep(0.05)
    fail.set()
    outcomes = await asyncio.gather(*here, return_exceptions=True)
    assert len({id(outcome) for outcome in outcomes}) == 1
    assert isinstance(outcomes[0], RuntimeError)
    assert await there == b"other"


async def test_cancelled_waiter_leaves_the_flight_to_the_others(cache: RedisDraftCache) -> None:
    make = Maker()
    first = asyncio.create_task(cache.single_flight("k", make))
    await make.started.wait()
    second = asyncio.create_task(cache.single_flight("k", make))
    await asyncio.sleep(0)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    make.finish.set()
    assert await second == b"value"
    assert make.calls == 1


async def test_flight_without_any_waiter_is_cancelled_and_frees_its_lock(cache: RedisDraftCache) -> None:
    make = Maker()
    only = asyncio.create_task(cache.single_flight("k", make))
    await make.started.wait()
    only.cancel()
    with pytest.raises(asyncio.CancelledError):
        await only
    assert await cache.single_flight("k", at_once(b"next")) == b"next"
    assert not make.finish.is_set()


async def test_redis_killed_in_the_middle_of_a_flight_changes_no_result(
    open_cache: Callable[..., RedisDraftCache], redis: RealRedis
) -> None:
    one, other = open_cache(), open_cache()
    make = Maker()
    holder = asyncio.create_task(one.single_flight("k", make))
    await make.started.wait()
    waiter = asyncio.create_task(other.single_flight("k", at_once(b"value")))
    await asyncio.sleep(0.05)
    redis.kill()
    assert await waiter == b"value"
    make.finish.set()
    assert await holder == b"value"
    assert one.faults + other.faults > 0


async def test_return_of_redis_is_noticed_by_itself(cache: RedisDraftCache, redis: RealRedis) -> None:
    await cache.put("k", b"old")
    redis.kill()
    assert await cache.get("k") is None
    assert not await cache.ping()
    await cache.put("k", b"lost")
    redis.revive()
    await asyncio.sleep(0.1)
    await cache.put("k", b"new")
    assert await cache.get("k") == b"new"
    assert await cache.ping()


async def test_flight_over_a_restart_of_redis_is_cached_in_the_end(
    open_cache: Callable[..., RedisDraftCache], redis: RealRedis
) -> None:
    cache = open_cache(lock_s=0.3)
    make = Maker()
    flight = asyncio.create_task(cache.single_flight("k", make))
    await make.started.wait()
    redis.kill()
    await asyncio.sleep(0.2)
    redis.revive()
    await asyncio.sleep(0.4)
    make.finish.set()
    assert await flight == b"value"
    assert await cache.get("k") == b"value"


async def test_no_command_is_tried_while_the_circuit_pauses(redis: RealRedis) -> None:
    now = 100.0
    circuit = Circuit(pause_s=1.0, clock=lambda: now)
    cache = RedisDraftCache(connect(redis.url), 60, circuit=circuit)
    redis.kill()
    for _ in range(20):
        assert await cache.get("k") is None
    assert cache.faults == 1
    now += 1.1
    assert await cache.get("k") is None
    assert cache.faults == 2
    await cache.aclose()


async def test_slow_flight_keeps_its_lock(open_cache: Callable[..., RedisDraftCache]) -> None:
    one, other = open_cache(lock_s=0.15), open_cache(lock_s=0.15)
    make, unneeded = Maker(), at_once(b"second")
    holder = asyncio.create_task(one.single_flight("k", make))
    await make.started.wait()
    waiter = asyncio.create_task(other.single_flight("k", unneeded))
    await asyncio.sleep(0.6)
    make.finish.set()
    assert await asyncio.gather(holder, waiter) == [b"value", b"value"]
    assert unneeded.calls == 0


async def test_lock_of_a_dead_holder_expires_and_one_waiter_goes_on(
    open_cache: Callable[..., RedisDraftCache],
) -> None:
    caches = [open_cache() for _ in range(3)]
    await caches[0]._client.set("{replywright:draft:k}:lock", "of-the-dead", px=200)
    make = at_once()
    assert await asyncio.gather(*(cache.single_flight("k", make) for cache in caches)) == [b"value"] * 3
    assert make.calls == 1


async def test_wait_for_a_holder_is_bounded(open_cache: Callable[..., RedisDraftCache]) -> None:
    cache = open_cache(wait_s=0.1)
    await cache._client.set("{replywright:draft:k}:lock", "of-the-slow", px=60_000)
    assert await cache.single_flight("k", at_once()) == b"value"
    assert await cache._client.get("{replywright:draft:k}:lock") == b"of-the-slow"


async def test_whoever_lost_the_lock_stores_nothing(cache: RedisDraftCache) -> None:
    make = Maker(b"stale")
    flight = asyncio.create_task(cache.single_flight("k", make))
    await make.started.wait()
    await cache._client.set("{replywright:draft:k}:lock", "of-another", px=60_000)
    make.finish.set()
    assert await flight == b"stale"
    assert await cache.get("k") is None
    assert await cache._client.get("{replywright:draft:k}:lock") == b"of-another"


WORKER = textwrap.dedent(
    """
    import asyncio, json, sys
    from replywright.store.cache import RedisDraftCache, connect

    async def main(url):
        cache, client = RedisDraftCache(connect(url), 60, lock_s=1.0), connect(url)
        async def make():
            await client.incr("made")
            if "die" in sys.argv:
                print("at work", flush=True)
                await asyncio.sleep(60)
            await asyncio.sleep(0.3)
            return b"value", True
        await client.incr("ready")
        while "die" not in sys.argv and int(await client.get("ready")) < 2:
            await asyncio.sleep(0.005)
        values = await asyncio.gather(*(cache.single_flight("k", make) for _ in range(25)))
        print(json.dumps([value.decode() for value in values]))
        await cache.aclose(); await client.aclose()

    asyncio.run(main(sys.argv[1]))
    """
)


def worker(redis: RealRedis, *flags: str) -> "subprocess.Popen[str]":
    server = Path(__file__).parents[2] / "server"
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, redis.url, *flags],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(server)},
    )


async def test_fifty_in_two_processes_make_one_call(cache: RedisDraftCache, redis: RealRedis) -> None:
    workers = [worker(redis), worker(redis)]
    outputs = [await asyncio.to_thread(process.communicate, timeout=60) for process in workers]
    for out, _ in outputs:
        assert json.loads(out) == ["value"] * 25
    assert await cache._client.get("made") == b"1"


async def test_holder_killed_at_work_is_succeeded(cache: RedisDraftCache, redis: RealRedis) -> None:
    holder = worker(redis, "die")
    assert holder.stdout is not None
    await asyncio.to_thread(holder.stdout.readline)  # says that it is at work
    holder.send_signal(signal.SIGKILL)
    await asyncio.to_thread(holder.communicate)
    assert await cache.single_flight("k", at_once(b"mine")) == b"mine"
    assert await cache.get("k") == b"mine"
