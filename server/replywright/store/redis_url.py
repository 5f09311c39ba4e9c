"""Redis addresses of every kind, and a client for each."""

from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import parse_qs, unquote, urlsplit

from redis.asyncio import Redis, RedisCluster
from redis.asyncio.cluster import ClusterNode
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import Sentinel
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError

from replywright.errors import Unavailable

RedisClient: TypeAlias = "Redis | RedisCluster"

_CONNECT_S = 0.25
_COMMAND_S = 1.0
_CONNECTIONS = 1024


@dataclass(frozen=True, slots=True)
class _ManyHosts:
    """The parts of ``scheme://user:password@host:port,host:port/path?query``."""

    hosts: tuple[tuple[str, int], ...]
    path: tuple[str, ...]
    username: str | None
    password: str | None
    query: dict[str, str]


def connect(url: str) -> RedisClient:
    """A client that gives up fast. Connects at the first command, so a dead server is no error here.

    ``redis://``, ``rediss://``, ``unix://``; ``redis+sentinel://host:port,host:port/service/db``;
    ``redis+cluster://host:port,host:port``; the last two with TLS as ``rediss+...``. Raises Unavailable for
    an address that cannot be read.
    """
    try:
        scheme = url.partition("://")[0].lower()
        secure = scheme.startswith("rediss+")
        if scheme.endswith("+sentinel"):
            return _sentinel(_split(url, 26379), secure)
        if scheme.endswith("+cluster"):
            return _cluster(_split(url, 6379), secure)
        return Redis.from_url(url, max_connections=_CONNECTIONS, **_manners())
    except (ValueError, IndexError):
        raise Unavailable(
            "REPLYWRIGHT_REDIS_URL cannot be read. Examples: redis://host:6379/0, unix:///path/to/socket, "
            "redis+sentinel://host:26379,host:26379/service/0, redis+cluster://host:6379,host:6379"
        ) from None


async def disconnect(client: RedisClient) -> None:
    """Closes the client with all its connections, those to its sentinels too."""
    watchers: Any = getattr(getattr(client, "connection_pool", None), "sentinel_manager", None)
    await client.aclose()
    for sentinel in getattr(watchers, "sentinels", ()):
        await sentinel.aclose()


def _manners() -> dict[str, Any]:
    # One more try at once: a connection that the server closed while it lay in the pool is no fault.
    return {
        "socket_connect_timeout": _CONNECT_S,
        "socket_timeout": _COMMAND_S,
        "retry": Retry(NoBackoff(), 1, supported_errors=(RedisConnectionError,)),
    }


def _sentinel(parts: _ManyHosts, secure: bool) -> RedisClient:
    service = parts.path[0]
    database = int(parts.path[1]) if len(parts.path) > 1 else 0
    guards = {
        **_manners(),
        "username": parts.query.get("sentinel_username"),
        "password": parts.query.get("sentinel_password"),
        "ssl": secure,
    }
    sentinel = Sentinel(list(parts.hosts), sentinel_kwargs=guards)  # type: ignore[no-untyped-call]
    client: Redis = sentinel.master_for(
        service,
        db=database,
        username=parts.username,
        password=parts.password,
        ssl=secure,
        max_connections=_CONNECTIONS,
        **_manners(),
    )
    return client


def _cluster(parts: _ManyHosts, secure: bool) -> RedisClient:
    return RedisCluster(
        startup_nodes=[ClusterNode(host, port) for host, port in parts.hosts],
        username=parts.username,
        password=parts.password,
        ssl=secure,
        max_connections=_CONNECTIONS,
        **_manners(),
    )


def _split(url: str, default_port: int) -> _ManyHosts:
    whole = urlsplit(url)
    login, _, hosts = whole.netloc.rpartition("@")
    username, _, password = login.partition(":")
    return _ManyHosts(
        hosts=tuple(_host(host, default_port) for host in hosts.split(",")),
        path=tuple(part for part in whole.path.split("/") if part),
        username=unquote(username) or None,
        password=unquote(password) or None,
        query={key: values[-1] for key, values in parse_qs(whole.query).items()},
    )


def _host(text: str, default_port: int) -> tuple[str, int]:
    parts = urlsplit(f"//{text.strip()}")
    if not parts.hostname:
        raise ValueError("no host")
    return parts.hostname, parts.port or default_port
