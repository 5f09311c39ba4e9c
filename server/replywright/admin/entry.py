"""Coming in: a one-time link from the command line, then a signed cookie."""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

PURPOSE = "console"
KEY_NAME = "console-session"
COOKIE = "replywright_console"
SESSION_S = 12 * 3600
ADMIN = "console"


class LinkStore(Protocol):
    async def create_link_code(self, purpose: str) -> str: ...


async def create_admin_link(repository: LinkStore, base_url: str) -> str:
    """An address that opens the console once, within a quarter of an hour."""
    code = await repository.create_link_code(PURPOSE)
    return f"{base_url.rstrip('/')}/admin/enter?{urlencode({'code': code})}"


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody in the console. ``id`` is random, and what the forms' tokens are made from."""

    id: str
    expires_at: int


class SessionSigner:
    """Makes and reads the cookie, and the token that every form carries. ``key``: 32 secret bytes."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def issue(self) -> tuple[Session, str]:
        """A new session and the cookie's value."""
        session = Session(secrets.token_hex(16), int(time.time()) + SESSION_S)
        body = _encoded(json.dumps([session.id, session.expires_at]).encode())
        return session, f"{body}.{self._sign('session', body)}"

    def read(self, cookie: str | None) -> Session | None:
        """The session of a cookie that we signed and that is not over, else None."""
        body, _, signature = (cookie or "").partition(".")
        if not _same(signature, self._sign("session", body)):
            return None
        try:
            session_id, expires_at = json.loads(base64.urlsafe_b64decode(body))
        except (ValueError, binascii.Error):
            return None
        return Session(session_id, expires_at) if expires_at > time.time() else None

    def form_token(self, session: Session) -> str:
        """What a form of this session must bring back."""
        return self._sign("form", session.id)

    def is_form_token(self, session: Session, token: str) -> bool:
        return _same(token, self.form_token(session))

    def _sign(self, purpose: str, text: str) -> str:
        return _encoded(hmac.digest(self._key, f"{purpose}:{text}".encode(), hashlib.sha256))


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())
