"""Check digits of cards, accounts and national identity numbers."""

_EGN_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6)
_FIRST, _SECOND = (1, 2, 3, 4, 5, 6, 7, 8, 9, 1), (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)


def is_card(digits: str) -> bool:
    """13 to 19 digits that pass Luhn, begin like a card's, and are not all the same."""
    if not 13 <= len(digits) <= 19 or digits[0] not in "23456" or len(set(digits)) == 1:
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_iban(text: str) -> bool:
    """Two letters, two digits, 11 to 30 more signs, remainder 1 modulo 97."""
    plain = text.replace(" ", "").upper()
    if not (
        15 <= len(plain) <= 34
        and plain.isascii()
        and plain.isalnum()
        and plain[:2].isalpha()
        and plain[2:4].isdigit()
    ):
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def is_national_id(digits: str) -> bool:
    """Estonian isikukood (11), Kazakh IIN (12), Bulgarian EGN (10), with a possible date and the right
    check digit.
    """
    if len(digits) == 11:
        return _is_isikukood(digits)
    if len(digits) == 12:
        return _is_iin(digits)
    return len(digits) == 10 and _is_egn(digits)


def _is_date(month: str, day: str) -> bool:
    return 1 <= int(month) <= 12 and 1 <= int(day) <= 31


def _two_passes(digits: str, first: tuple[int, ...], second: tuple[int, ...]) -> int:
    rest = _weighted(digits, first) % 11
    if rest == 10:
        rest = _weighted(digits, second) % 11
    return rest


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _is_isikukood(digits: str) -> bool:
    if digits[0] not in "12345678" or not _is_date(digits[3:5], digits[5:7]):
        return False
    return _two_passes(digits, _FIRST, _SECOND) % 10 == int(digits[10])


def _is_iin(digits: str) -> bool:
    if digits[6] not in "0123456" or not _is_date(digits[2:4], digits[4:6]):
        return False
    rest = _two_passes(digits, (*range(1, 12),), (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2))
    return rest != 10 and rest == int(digits[11])


def _is_egn(digits: str) -> bool:
    month = int(digits[2:4])
    if not (_is_date(f"{month % 20:02d}", digits[4:6]) and month < 53):
        return False
    return _weighted(digits, _EGN_WEIGHTS) % 11 % 10 == int(digits[9])
