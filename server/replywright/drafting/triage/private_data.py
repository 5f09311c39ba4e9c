"""Private data inside a review: phone numbers, e-mail addresses, bank and identity numbers."""

import re

from replywright.domain import Business, Span

_SHAPES = (
    re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"),
    re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b"),
    re.compile(r"(?<![\w.])\+\d[\d ()-]{7,17}\d(?!\w)"),
    re.compile(r"(?<![\d.,+-])0\d[\d ()-]{6,13}\d(?![\d.,]\d|\d)"),
    re.compile(r"(?<![\d.,+-])(?:1[3-9]\d{9}|[78][ -]?\(?[79]\d{2}\)?[ -]?\d{3}[ -]?\d{2}[ -]?\d{2})(?!\d)"),
    re.compile(r"(?<!\w)[1-6]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4,5}(?!\w)"),
    re.compile(r"(?<![A-Za-z0-9])[A-Z][12]\d{8}(?![A-Za-z0-9])"),
)


def private_data(text: str, business: Business) -> tuple[Span, ...]:
    """Where the text names somebody's data. The business's own public contacts are none."""
    own = "".join(re.sub(r"\W", "", contact.value) for contact in business.contacts).casefold()
    spans = {Span(*found.span()) for shape in _SHAPES for found in shape.finditer(text)}
    return tuple(sorted(span for span in spans if _private(span.of(text), own)))


def _private(found: str, own: str) -> bool:
    bare = re.sub(r"\W", "", found).casefold()
    if bare in own:
        return False
    return "@" in found or not re.fullmatch(r"0?\d{1,2}[ -]\d{1,2}[ -]\d{2,4}", found)
