"""Which pages may talk to the service: extensions, and pages that it serves itself."""

from urllib.parse import urlsplit

_EXTENSIONS = ("chrome-extension://", "moz-extension://")
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}

ALLOWED_METHODS = b"GET, POST, OPTIONS"
ALLOWED_HEADERS = b"authorization, content-type, accept, accept-language, x-request-id, if-none-match"
EXPOSED_HEADERS = b"x-request-id, retry-after, etag"


def is_extension(origin: str) -> bool:
    """Is this the origin of a browser extension?"""
    return origin.startswith(_EXTENSIONS)


def is_own(origin: str, host: str) -> bool:
    """Is this the origin of a page that came from the same host and port as is asked now?"""
    return bool(host) and origin in (f"http://{host}", f"https://{host}")


def names_loopback(host: str) -> bool:
    """Does a Host header name this machine? A name of somebody's own that leads here does not count."""
    try:
        return urlsplit(f"//{host}").hostname in _LOOPBACK
    except ValueError:
        return False
