"""Tells a phone number from the other numbers that replies hold: dates, sums, hours, years, order numbers."""

import re2

_DATE = re2.compile(r"^(?:\d{1,2}[./\-]\d{1,2}[./\-]\d{2,4}|\d{4}[./\-]\d{1,2}[./\-]\d{1,2})")
_YEARS = re2.compile(r"^\d{4}-\d{4}$")
_THOUSANDS = re2.compile(r"^\d{1,3}(?:[ .]\d{3})+$")
_HOURS = re2.compile(r"^\d{1,2}[.:]\d{2} ?- ?\d{1,2}[.:]\d{2}$")
_MONEY = re2.compile(r"^ ?(?:€|\$|£|₽|₸|¥|eur|euro|usd|gbp|лв|руб|тг|тенге|теңге|元|nt|%|zł|kr)")
_FEWEST, _MOST = 7, 15


def phone_like(text: str, start: int, end: int, *, cued: bool) -> bool:
    """``text`` is folded. ``cued``: words before it announce a phone number."""
    number = text[start:end]
    digits = "".join(filter(str.isdigit, number))
    if not _FEWEST <= len(digits) <= _MOST or len(set(digits)) == 1:
        return False
    if (
        _DATE.search(number)
        or _YEARS.search(number)
        or _HOURS.search(number)
        or _MONEY.search(text[end : end + 6])
    ):
        return False
    if start and text[start - 1] in "€$£¥":
        return False
    if cued or number.startswith(("+", "00")):
        return True
    if (
        text[max(0, start - 3) : start].rstrip().endswith(("#", "no", "№", "nr"))
        or text[end : end + 2].strip("-").isalpha()
    ):
        return text[end : end + 1] != "-" and not text[max(0, start - 3) : start].rstrip().endswith(
            ("#", "№")
        )
    return _looks_grouped(number, digits)


def _looks_grouped(number: str, digits: str) -> bool:
    if digits.startswith("0") and len(digits) >= 9:
        return True
    if digits[0] in "78" and len(digits) == 11:
        return True
    if _THOUSANDS.search(number):
        return False
    return any(sign in number for sign in " -.()") and len(digits) <= 12
