"""What the business allows to be offered is no unauthorised remedy, in its own words, where it is allowed."""

import pytest

from replywright.domain import Business, CheckContext, Remedy
from replywright.linter.linter import Linter
from replywright.rulebook.model import Rulebook

OFFER = "We will replace the item free of charge"
BUSINESS = Business(
    slug="shop",
    name="Shop",
    revision="r1",
    remedies=(
        Remedy("swap", {"en": OFFER + "."}, platforms=()),
        Remedy("coffee", {"en": "Your next coffee is on us."}, platforms=("yelp",)),
    ),
)


@pytest.fixture(scope="module")
def linter(rulebook: Rulebook) -> Linter:
    return Linter(rulebook)


def remedies_flagged(linter: Linter, text: str, business: Business | None, platform: str) -> bool:
    context = CheckContext(platform=platform, business=business, language="en")
    return any(flag.category == "unauthorised_remedy" for flag in linter.check(text, context).flags)


@pytest.mark.parametrize(
    ("text", "business", "platform", "flagged"),
    [
        (f"I am sorry the lamp broke. {OFFER.upper()}, of course.", BUSINESS, "google", False),
        (f"I am sorry the lamp broke. {OFFER}.", None, "google", True),
        (f"I am sorry the lamp broke. {OFFER}.", BUSINESS, "tripadvisor", True),
        (f"{OFFER}. We will refund the postage too.", BUSINESS, "google", True),
        ("Your next coffee is on us.", BUSINESS, "yelp", False),
        ("Your next coffee is on us.", BUSINESS, "google", True),
    ],
)
def test_only_the_approved_words_pass_and_only_where_they_are_allowed(
    linter: Linter, text: str, business: Business | None, platform: str, flagged: bool
) -> None:
    assert remedies_flagged(linter, text, business, platform) is flagged
