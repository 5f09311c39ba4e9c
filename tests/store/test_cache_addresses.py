import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
import redis.exceptions
from redis.asyncio import RedisCluster
from redis.asyncio.sentinel import SentinelConnectionPool

from replywright.errors import Unavailable
from replywright.store.cache import RedisDraftCache, connect
from replywright.store.circuit import _FAULTS
from replywright.store.embedded import find_binary
from replywright.store.redis_url import disconnect
from tests.store.redis_server import RealRedis


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.parametrize(
    "url", ["", "http://x", "redis+sentinel://h:1", "redis+cluster://", "redis+cluster://h:x"]
)
def test_unreadable_address_is_told_with_examples(url: str) -> None:
    with pytest.raises(Unavailable) as caught:
        connect(url)
    assert "redis+sentinel://" in caught.value.detail


def test_password_is_not_told() -> None:
    with pytest.raises(Unavailable) as caught:
        connect("redis+cluster://me:hunter2@h:x")
    assert "hunter2" not in caught.value.detail


async def test_sentinel_address_is_understood() -> None:
    client = connect("redis+sentinel://me:p%40ss@one:1,[::1]:2,three/mymaster/4?sentinel_password=guard")
    pool = client.connection_pool
    assert isinstance(pool, SentinelConnectionPool)
    assert pool.service_name == "mymaster"
    assert pool.connection_kwargs["db"] == 4
    assert (pool.connection_kwargs["username"], pool.connection_kwargs["password"]) == ("me", "p@ss")
    guards = [one.connection_pool.connection_kwargs for one in pool.sentinel_manager.sentinels]
    assert [(one["host"], one["port"]) for one in guards] == [("one", 1), ("::1", 2), ("three", 26379)]
    assert {one["password"] for one in guards} == {"guard"}
    await disconnect(client)


async def test_dead_sentinels_and_clusters_are_slower_and_never_an_error() -> None:
    for url in (
        f"redis+sentinel://127.0.0.1:{_free_port()}/mymaster",
        f"redis+cluster://127.0.0.1:{_free_port()}",
        f"redis://127.0.0.1:{_free_port()}",
    ):
        cache = RedisDraftCache(connect(url), 60)

        async def make() -> tuple[bytes, bool]:
            return b"made", True

        assert await cache.single_flight("k", make) == b"made"
        assert await cache.get("k") is None
        await cache.aclose()


@pytest.fixture
def cluster_port() -> Iterator[int]:
    port = _free_port()
    while port > 55_000:  # the cluster's own bus is 10,000 above
        port = _free_port()
    with tempfile.TemporaryDirectory() as folder:
        options = ["--port", str(port), "--cluster-enabled", "yes", "--save", "", "--dir", folder]
        process = subprocess.Popen([str(find_binary()), *options], stdout=subprocess.DEVNULL)
        cli = [str(find_binary().with_name("redis-cli")), "-p", str(port)]
        for _ in range(200):
            if b"PONG" in subprocess.run([*cli, "ping"], capture_output=True, check=False).stdout:
                break
            time.sleep(0.02)
        slots = [str(slot) for slot in range(16384)]
        subprocess.run([*cli, "cluster", "addslots", *slots], capture_output=True, check=True)
        for _ in range(200):
            state = subprocess.run([*cli, "cluster", "info"], capture_output=True, check=True).stdout
            if b"cluster_state:ok" in state:
                break
            time.sleep(0.02)
        yield port
        process.kill()
        process.wait()


async def test_flights_work_in_a_cluster(cluster_port: int) -> None:
    client = connect(f"redis+cluster://127.0.0.1:{cluster_port}")
    assert isinstance(client, RedisCluster)
    cache = RedisDraftCache(client, 60)
    calls = 0

    async def make() -> tuple[bytes, bool]:
        nonlocal calls
        calls += 1
        return b"made", True

    for _ in range(2):
        assert await cache.single_flight("k", make) == b"made"
    assert (calls, cache.faults) == (1, 0)
    assert await cache.ping()
    await cache.aclose()


async def test_sentinel_leads_to_the_master() -> None:
    port, guard_port = _free_port(), _free_port()
    with tempfile.TemporaryDirectory() as folder:
        conf = f"{folder}/sentinel.conf"
        with open(conf, "w") as out:  # noqa: ASYNC230
            out.write(f"port {guard_port}\ndir {folder}\nsentinel monitor mymaster 127.0.0.1 {port} 1\n")
        binary = str(find_binary())
        processes = [
            subprocess.Popen(  # noqa: ASYNC220
                [binary, "--port", str(port), "--save", "", "--dir", folder], stdout=subprocess.DEVNULL
            ),
            subprocess.Popen([binary, conf, "--sentinel"], stdout=subprocess.DEVNULL),  # noqa: ASYNC220
        ]
        cache = RedisDraftCache(connect(f"redis+sentinel://127.0.0.1:{guard_port}/mymaster/0"), 60)
        try:
            for _ in range(100):
                if await cache.ping():
                    break
            await cache.put("k", b"v")
            assert await cache.get("k") == b"v"
        finally:
            await cache.aclose()
            for process in processes:
                with suppress(ProcessLookupError):
                    process.kill()
                process.wait()


def test_every_exception_of_the_vendor_counts_as_a_fault() -> None:
    found = [
        thing
        for thing in vars(redis.exceptions).values()
        if isinstance(thing, type) and issubclass(thing, Exception)
    ]
    assert len(found) > 20
    uncaught = {thing.__name__ for thing in found if not issubclass(thing, _FAULTS)}
    # of forking, which we do not, and of a wrong registration of commands
    assert uncaught == {"ChildDeadlockedError", "IncorrectPolicyType"}


async def test_unix_address_works() -> None:
    server = RealRedis()
    cache = RedisDraftCache(connect(server.url), 60)
    assert await cache.ping()
    await cache.aclose()
    server.close()
