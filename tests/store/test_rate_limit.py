from collections.abc import AsyncIterator, Iterator

import pytest

from replywright.store.cache import connect
from replywright.store.rate_limit import RedisRateLimiter
from replywright.store.redis_url import RedisClient
from tests.store.redis_server import RealRedis


@pytest.fixture
def redis() -> Iterator[RealRedis]:
    server = RealRedis()
    yield server
    server.close()


@pytest.fixture
async def client(redis: RealRedis) -> AsyncIterator[RedisClient]:
    made = connect(redis.url)
    yield made
    await made.aclose()


async def test_as_many_as_allowed_pass_and_the_next_is_told_how_long_to_wait(client: RedisClient) -> None:
    limiter = RedisRateLimiter(client, 3)
    assert [await limiter.take("t1") for _ in range(3)] == [0.0, 0.0, 0.0]
    assert 0 < await limiter.take("t1") <= 20


async def test_everybody_has_a_limit_of_their_own(client: RedisClient) -> None:
    limiter = RedisRateLimiter(client, 1)
    assert await limiter.take("t1") == 0.0
    assert await limiter.take("t2") == 0.0
    assert await limiter.take("t1") > 0


async def test_workers_share_the_count(client: RedisClient, redis: RealRedis) -> None:
    other = connect(redis.url)
    assert await RedisRateLimiter(client, 1).take("t1") == 0.0
    assert await RedisRateLimiter(other, 1).take("t1") > 0
    await other.aclose()


async def test_bucket_refills_with_time(client: RedisClient) -> None:
    limiter = RedisRateLimiter(client, 60)
    for _ in range(60):
        assert await limiter.take("t1") == 0.0
    assert await limiter.take("t1") > 0
    at = float(await client.hget("replywright:rate:t1", "at"))
    await client.hset("replywright:rate:t1", "at", str(at - 2))
    assert [await limiter.take("t1") == 0.0 for _ in range(3)] == [True, True, False]


async def test_bucket_is_forgotten_when_full_again(client: RedisClient) -> None:
    await RedisRateLimiter(client, 60).take("t1")
    assert 0 < await client.ttl("replywright:rate:t1") <= 61


async def test_zero_switches_the_limit_off(client: RedisClient) -> None:
    limiter = RedisRateLimiter(client, 0)
    assert [await limiter.take("t1") for _ in range(5)] == [0.0] * 5
    assert await client.keys("*") == []


async def test_everybody_passes_while_redis_is_down(client: RedisClient, redis: RealRedis) -> None:
    limiter = RedisRateLimiter(client, 1)
    await limiter.take("t1")
    redis.kill()
    assert await limiter.take("t1") == 0.0
