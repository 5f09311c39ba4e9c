"""Which contacts a draft may name: verified lately, and of a kind that the site allows."""

import re
from datetime import date, timedelta

from replywright.domain import Business, Contact
from replywright.rulebook.schema.platform import PlatformSpec

VERIFIED_FOR = timedelta(days=365)

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.ASCII)
_URL = re.compile(r"(?:https?://|www\.)[!#-&*-;=?-Z_a-z~]{3,200}", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w/])\+?\(?\d[\d\s().\u2010-\u2013-]{5,18}\d(?!\w)")


def fresh_contacts(business: Business, today: date) -> tuple[Contact, ...]:
    """Contacts verified within a year of ``today``. One never verified, or too long ago, is not offered."""
    return tuple(
        contact
        for contact in business.contacts
        if contact.verified_on is not None and today - contact.verified_on <= VERIFIED_FOR
    )


def offered_contacts(
    business: Business, platform: PlatformSpec, today: date, *, public: bool
) -> tuple[Contact, ...]:
    """What may be named in this text. A street address is left out: nobody is told to come by."""
    fresh = tuple(contact for contact in fresh_contacts(business, today) if contact.kind != "address")
    if not public:
        return fresh
    if platform.contact.policy == "forbid":
        return ()
    if platform.contact.policy == "messages_only":
        return tuple(contact for contact in fresh if contact.kind == "message")
    links = platform.links.policy in {"allow", "hint"}
    return tuple(contact for contact in fresh if links or contact.kind != "url")


def unknown_contacts(text: str, known: str) -> tuple[str, ...]:
    """E-mail addresses, links and phone numbers of ``text`` that do not stand in ``known``."""
    held = _squeezed(known)
    digits = re.sub(r"\D", "", known)
    strange = [
        found for found in [*_EMAIL.findall(text), *_URL.findall(text)] if _squeezed(found) not in held
    ]
    for found in _PHONE.findall(text):
        number = re.sub(r"\D", "", found)
        if _like_a_phone(found, number) and number not in digits:
            strange.append(found)
    return tuple(strange)


def _like_a_phone(found: str, number: str) -> bool:
    """A date or a price is no phone number; seven digits, or a plus or zero in front, make one."""
    if re.fullmatch(r"\s*(?:\d{4}[.-]\d{1,2}[.-]\d{1,2}|\d{1,2}[.-]\d{1,2}[.-]\d{2,4}).*", found):
        return False
    return 7 <= len(number) <= 15 and (found.lstrip("( ")[0] in "+0" or len(number) >= 7)


def _squeezed(text: str) -> str:
    bare = re.sub(r"\s+", "", text).casefold()
    return re.sub(r"https?://|www\.", "", bare).rstrip("/.,;:!?)")
