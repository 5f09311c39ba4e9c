"""Requests a minute for each token, counted over all workers."""

from typing import Any

from replywright.store.circuit import Circuit, StoreDown
from replywright.store.redis_url import RedisClient

# A bucket that refills steadily: no burst at the turn of a minute. Redis's own clock, so workers agree.
# KEYS: bucket. ARGV: its size, refill a second. Answers milliseconds to wait, 0 = go on.
_TAKE = """
local size, rate = tonumber(ARGV[1]), tonumber(ARGV[2])
local clock = redis.call('TIME')
local now = clock[1] + clock[2] / 1000000
local bucket = redis.call('HMGET', KEYS[1], 'left', 'at')
local left = tonumber(bucket[1]) or size
local at = tonumber(bucket[2]) or now
left = math.min(size, left + math.max(0, now - at) * rate)
local wait = 0
if left >= 1 then left = left - 1 else wait = math.ceil((1 - left) / rate * 1000) end
redis.call('HSET', KEYS[1], 'left', tostring(left), 'at', string.format('%.6f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil(size / rate * 1000) + 1000)
return wait
"""


class RedisRateLimiter:
    """``per_minute`` requests for each caller, 0 = no limit. Lets everybody through while Redis is down."""

    def __init__(self, client: RedisClient, per_minute: int, *, circuit: Circuit | None = None) -> None:
        self._client: Any = client
        self._per_minute = per_minute
        self._circuit = circuit or Circuit()

    async def take(self, who: str) -> float:
        """Seconds until ``who`` may come again; 0.0 = this request may pass. ``who``: an id, no token."""
        if self._per_minute <= 0:
            return 0.0
        key = f"replywright:rate:{who}"
        rate = self._per_minute / 60
        try:
            wait_ms = await self._circuit.run(
                lambda: self._client.eval(_TAKE, 1, key, self._per_minute, f"{rate:.9f}")
            )
        except StoreDown:
            return 0.0
        return int(wait_ms) / 1000
