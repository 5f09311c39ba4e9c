"""prompts/platforms/<slug>.yaml: what a site allows. Unknown stays unknown: null, never a guess."""

from typing import Literal

from pydantic import Field

from replywright.domain import LimitUnit
from replywright.rulebook.schema.base import LanguageTag, Localized, StrictModel, Text

Evidence = Literal["official", "secondary", "general", "none"]
ContactPolicy = Literal["forbid", "messages_only", "allow_verified", "encourage"]
LinkPolicy = Literal["forbid", "warn", "hint", "allow"]
RemedyPolicy = Literal["forbid", "avoid", "allow_approved"]
NamingPolicy = Literal["never", "avoid", "display_name"]
ReviewChangePolicy = Literal["forbid", "off", "private_only"]


class Cited(StrictModel):
    """Where a statement comes from, and how good that is."""

    source: Text | None = None
    url: str | None = None
    evidence: Evidence = "none"


class LimitSpec(Cited):
    """``max`` null: no limit is known, then ``soft`` is only a piece of advice."""

    unit: LimitUnit = "chars"
    max: int | None = Field(None, gt=0)
    soft: int | None = Field(None, gt=0)


class ContactSpec(Cited):
    policy: ContactPolicy = "allow_verified"


class LinkSpec(Cited):
    policy: LinkPolicy = "hint"


class RemedySpec(Cited):
    policy: RemedyPolicy = "allow_approved"


class NamingSpec(Cited):
    policy: NamingPolicy = "display_name"


class ReviewChangeSpec(Cited):
    policy: ReviewChangePolicy = "off"


class QuotingSpec(Cited):
    """May a reply repeat words of the review?"""

    allowed: bool = True


class EditingSpec(Cited):
    """``irreversible``: what is posted cannot be put right later. None: not known."""

    irreversible: bool | None = None
    premoderated: bool | None = None
    replies_per_review: int | None = None
    note: Localized | None = None


class ReportGround(Cited):
    label: Localized


class PlatformSpec(StrictModel):
    """One site. The file's name is its slug."""

    name: Text
    aliases: list[Text] = []
    hosts: list[Text] = []
    owner_can_reply: bool | None = None
    who_may_reply: Text | None = None
    rating_only_reply: bool | None = None
    limit: LimitSpec = LimitSpec()
    contact: ContactSpec = ContactSpec()
    links: LinkSpec = LinkSpec()
    remedies: RemedySpec = RemedySpec()
    naming: NamingSpec = NamingSpec()
    quoting: QuotingSpec = QuotingSpec()
    ask_change: ReviewChangeSpec = ReviewChangeSpec()
    editing: EditingSpec = EditingSpec()
    report_url: str | None = None
    report_grounds: list[ReportGround] = []
    enabled: bool = True
    languages: list[LanguageTag] = []
