"""What the business's own, verified contacts are, and what the site says of contacts in replies."""

from replywright.domain import Business, ContactKind, Level
from replywright.linter.document import Document
from replywright.text.normalize import fold


def digits_of(text: str) -> str:
    return "".join(char for char in text if "0" <= char <= "9")


def values(business: Business | None, *kinds: ContactKind) -> list[str]:
    """The folded values of the business's contacts of these kinds."""
    if business is None:
        return []
    return [fold(contact.value).text for contact in business.contacts if contact.kind in kinds]


def is_own_phone(digits: str, business: Business | None) -> bool:
    """The same number, with or without the country's prefix."""
    return any(
        _same_number(digits, digits_of(value))
        for value in values(business, "phone", "message")
        if digits_of(value)
    )


def _same_number(one: str, other: str) -> bool:
    short, long = sorted((one.lstrip("0"), other.lstrip("0")), key=len)
    return one == other or (len(short) >= 7 and long.endswith(short))


def verdict(document: Document, *, own: bool) -> tuple[bool, Level | None]:
    """Whether a contact is to be flagged here, and a level where the site's policy sets one."""
    policy = document.platform.contact.policy
    if policy == "forbid":
        return True, Level.BLOCK
    if policy == "messages_only":
        return True, Level.WARN
    return not own, None
