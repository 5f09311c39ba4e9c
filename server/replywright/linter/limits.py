"""How much of a site's length limit a text uses."""

from replywright.domain import Limit
from replywright.rulebook.schema.platform import PlatformSpec

_KNOWN = ("official", "secondary")


def limit_of(text: str, platform: PlatformSpec) -> Limit:
    """``used`` is in the site's unit. ``hard``: the site is known to refuse more than ``max``."""
    spec = platform.limit
    used = len(text.encode("utf-8", "replace")) if spec.unit == "bytes" else len(text)
    return Limit(
        unit=spec.unit, max=spec.max, used=used, hard=spec.max is not None and spec.evidence in _KNOWN
    )
