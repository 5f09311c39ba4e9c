"""The order of a text's parts, by case and length. Drafts of one job take turns with the outlines."""

from replywright.domain import Length
from replywright.providers.composing.cases import Case

Outline = tuple[str, ...]


def _three(short: list[str], medium: list[str], long: list[str]) -> dict[Length, tuple[Outline, ...]]:
    def split(lines: list[str]) -> tuple[Outline, ...]:
        return tuple(tuple(line.split()) for line in lines)

    return {"short": split(short), "medium": split(medium), "long": split(long)}


OUTLINES: dict[Case, dict[Length, tuple[Outline, ...]]] = {
    "complaint": _three(
        ["apology next", "mention sorry next", "thanks apology next"],
        ["thanks apology also next", "mention sorry also own next", "apology also own next"],
        [
            "thanks apology also own next close",
            "mention sorry own also look_if_free next close",
            "apology own also thanks next close",
        ],
    ),
    "mixed": _three(
        ["praise apology next", "apology praise next", "praise mention sorry next"],
        ["praise apology also next", "praise mention sorry also next", "apology also praise next"],
        [
            "praise praise_more apology also own next close",
            "praise mention sorry also own next close",
            "thanks apology also own praise next close",
        ],
    ),
    "praise": _three(
        ["praise praise_more", "praise praise_close", "praise_more praise"],
        ["praise praise_more praise_close", "praise_more praise praise_close", "praise praise_close"],
        ["praise praise_more praise_close", "praise_more praise praise_close"],
    ),
    "question": _three(
        [
            "praise_if apology_if ask answer",
            "apology_if ask answer praise_if",
            "ask answer apology_if praise_if",
        ],
        [
            "praise_if apology_if ask answer",
            "ask answer apology_if praise_if",
            "ask answer praise_if apology_if",
        ],
        [
            "praise_if apology_if ask answer praise_close",
            "ask answer apology_if praise_if praise_close",
            "ask answer praise_if apology_if praise_close",
        ],
    ),
    "unclear": _three(
        ["unclear detail"],
        ["unclear detail"],
        ["unclear unclear_more detail_close close", "unclear detail close"],
    ),
    "wrong_business": _three(
        ["wrong_business"],
        ["wrong_business wrong_business_more", "wrong_business wrong_business_more reach_if"],
        ["wrong_business wrong_business_more reach_if close"],
    ),
    "no_match": _three(["no_match detail"], ["no_match detail"], ["no_match detail close"]),
    "holding": _three(
        ["holding holding_look"], ["holding holding_look reach_if"], ["holding holding_look reach_if"]
    ),
    "troll": _three(["troll"], ["troll"], ["troll"]),
    "employee": _three(
        ["employee"],
        ["employee employee_more", "employee employee_more praise_if"],
        ["employee employee_more praise_if close", "praise_if employee employee_more close"],
    ),
    "employee_praise": _three(["praise"], ["praise praise_close"], ["praise praise_close"]),
    "health": _three(
        ["health_thanks health_privacy", "health_privacy office"],
        ["health_thanks health_privacy office", "health_privacy office health_thanks"],
        ["health_thanks health_privacy office", "health_privacy health_thanks office"],
    ),
    "health_praise": _three(
        ["health_praise"], ["health_praise health_privacy"], ["health_praise health_privacy office"]
    ),
    "private": _three(
        ["private private_ask"],
        ["private sorry private_ask", "thanks private remedy_if private_ask"],
        [
            "thanks private sorry own remedy_if private_ask close",
            "private own thanks remedy_if private_ask close",
        ],
    ),
    "follow_up": _three(
        ["follow_up follow_up_ask"],
        ["follow_up follow_up_ask reach_if", "follow_up remedy_if follow_up_ask"],
        ["follow_up remedy_if follow_up_ask reach_if close", "follow_up own remedy_if follow_up_ask close"],
    ),
    "report": _three(["report grounds"], ["report grounds report_close"], ["report grounds report_close"]),
    "staff": _three(
        ["staff_news staff_ask"], ["staff_news staff_ask"], ["staff_news staff_ask"]
    ),
}  # fmt: skip
