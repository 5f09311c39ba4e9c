import pytest

from replywright.linter.numbers import is_card, is_iban, is_national_id
from replywright.linter.phones import phone_like


@pytest.mark.parametrize("digits", ["4111111111111111", "5500000000000004", "378282246310005"])
def test_a_card_number_passes_luhn(digits: str) -> None:
    assert is_card(digits)
    assert not is_card(digits[:-1] + str((int(digits[-1]) + 1) % 10))


def test_an_account_number_has_the_right_remainder() -> None:
    assert is_iban("EE38 2200 2210 2014 5685")
    assert not is_iban("EE39 2200 2210 2014 5685")
    assert not is_iban("EE")


@pytest.mark.parametrize("digits", ["37605030299", "7523169263", "850101300015"])
def test_a_national_number_has_a_date_and_a_check_digit(digits: str) -> None:
    assert is_national_id(digits)
    assert not is_national_id(digits[:-1] + str((int(digits[-1]) + 1) % 10))


@pytest.mark.parametrize(
    ("text", "number", "phone"),
    [
        ("call +372 5123 4567 now", "+372 5123 4567", True),
        ("since 1998-2024 we", "1998-2024", False),
        ("on 24.12.2025 we", "24.12.2025", False),
        ("paid 1 250 000 tenge", "1 250 000", False),
        ("for 120 500 000 €", "120 500 000", False),
        ("open 10:00-16:00 daily", "10:00-16:00", False),
    ],
)
def test_dates_sums_and_hours_are_no_phone_numbers(text: str, number: str, phone: bool) -> None:
    start = text.index(number)
    assert phone_like(text, start, start + len(number), cued=False) is phone
