"""The composer's part of a language file: the sentences it may choose from, and how they are joined.

A line is one or more whole sentences. ``[Sie|du]`` holds the formal and the informal wording. ``{issues}``,
``{plus}`` and ``{about}`` take noun phrases of the topics, ``{how}`` a way to reach the business,
``{contact}`` its address or number, ``{name}`` the public name of the reviewer.
"""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from replywright.domain import Tone
from replywright.rulebook.schema.base import Slug, StrictModel, Text

_SLOT = re.compile(r"\{(\w*)\}")
_CHOICE = re.compile(r"\[[^\[\]|]*\|[^\[\]|]*\]")


class Lines(StrictModel):
    """Interchangeable lines; those of a tone come before those for ``any`` tone. A bare list is for any."""

    any: list[Text] = []
    warm: list[Text] = []
    neutral: list[Text] = []
    formal: list[Text] = []

    def of(self, tone: Tone) -> list[str]:
        own: list[str] = {"warm": self.warm, "neutral": self.neutral, "formal": self.formal}[tone]
        return own + self.any

    def every(self) -> list[str]:
        return self.any + self.warm + self.neutral + self.formal


def _from_list(value: Any) -> Any:
    return {"any": value} if isinstance(value, list) else value


def _with_slot(slot: str | None) -> AfterValidator:
    """Each line must have exactly this slot once (None: none at all), and no bracket left open."""

    def check(lines: Lines) -> Lines:
        wanted = [slot] if slot else []
        for line in lines.every():
            if _SLOT.findall(line) != wanted:
                raise ValueError(
                    f"this line needs {'the slot {' + slot + '} once' if slot else 'no slot'}: {line}"
                )
            if any(mark in _CHOICE.sub("", line) for mark in "[]|"):
                raise ValueError(f"write a choice of address as [formal|informal]: {line}")
        if any(not lines.of(tone) for tone in ("warm", "neutral", "formal")):
            raise ValueError("a tone has no line")
        return lines

    return AfterValidator(check)


Plain = Annotated[Lines, BeforeValidator(_from_list), _with_slot(None)]
WithIssues = Annotated[Lines, BeforeValidator(_from_list), _with_slot("issues")]
WithPlus = Annotated[Lines, BeforeValidator(_from_list), _with_slot("plus")]
WithAbout = Annotated[Lines, BeforeValidator(_from_list), _with_slot("about")]
WithHow = Annotated[Lines, BeforeValidator(_from_list), _with_slot("how")]
WithName = Annotated[Lines, BeforeValidator(_from_list), _with_slot("name")]


class Joiners(StrictModel):
    """What stands between sentences, between the parts of a list and before its last part."""

    sentence: str = " "
    comma: str = ", "
    final: str


class Ways(StrictModel):
    """``{how}`` by kind of contact. There is none for an address: nobody is told to come in person."""

    email: Text
    phone: Text
    url: Text
    message: Text


class ComposerSpec(StrictModel):
    """All that the composer can say in one language."""

    joiners: Joiners
    informal: dict[Text, Text] = Field(
        {}, description="letters to replace throughout for the informal address"
    )
    anonymous: list[Text] = Field([], description="display names that are no names, in lower case")
    unnamed_issue: list[Text] = Field(min_length=1, description="stands for a complaint of no known topic")
    unnamed_plus: list[Text] = Field(min_length=1, description="stands for praise of no known topic")
    how: Ways

    greeting: WithName
    hello: Plain
    thanks: Plain
    apology: WithIssues
    mention: WithIssues = Field(description="names the issues; a line of sorry follows")
    sorry: Plain
    also: WithIssues
    own: Plain
    look: Plain = Field(description="the next step where there is neither remedy nor contact")
    reach: WithHow
    reach_plain: WithHow = Field(description="the contact alone, with no purpose told")
    close: Plain
    praise: WithPlus
    praise_more: Plain
    praise_close: Plain
    ask: WithAbout
    ask_plain: Plain
    ask_open: Plain = Field(
        description="no fact answers the question; a line of reach_plain or ask_wait follows"
    )
    ask_wait: Plain
    unclear: Plain
    unclear_more: Plain = Field(description="invites details where there is no contact")
    wrong_business: Plain
    wrong_business_more: Plain
    no_match: Plain
    holding: Plain
    holding_look: Plain
    troll: Plain
    employee: WithIssues
    employee_plain: Plain
    employee_more: Plain
    health_thanks: Plain
    health_praise: Plain
    health_privacy: Plain
    health_more: Plain = Field(description="where there is no contact")
    private: WithIssues
    private_ask: Plain
    follow_up: WithAbout
    follow_up_ask: Plain
    report: Plain
    report_grounds: dict[Slug, Text] = Field(description="why, by triage label")
    report_close: Plain
    staff_issue: WithIssues
    staff_praise: WithPlus
    staff_plain: Plain
    staff_ask: Plain
