"""The frozen types that stages pass to each other. No behaviour beyond what the data itself says.

All text is ``str`` without lone surrogates. Every span is half-open and counts Unicode code points; UTF-16
units exist only on the wire.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal


class Level(StrEnum):
    """How serious a finding is, in rising order: ok < hint < warn < block."""

    OK = "ok"
    HINT = "hint"
    WARN = "warn"
    BLOCK = "block"

    @property
    def rank(self) -> int:
        return _RANK[self]


_RANK = {level: rank for rank, level in enumerate(Level)}

Strategy = Literal["reply", "reply_ask_details", "report", "no_reply", "escalate"]
DraftKind = Literal["public_reply", "private_message", "follow_up", "platform_report", "staff_note"]
Length = Literal["short", "medium", "long"]
Tone = Literal["warm", "neutral", "formal"]
Scope = Literal["draft", "edit"]
PointKind = Literal["complaint", "praise", "question"]
WhyKind = Literal["law", "platform", "guideline", "house"]
LimitUnit = Literal["bytes", "chars"]
ContactKind = Literal["email", "phone", "url", "address", "message"]
Role = Literal["agent", "owner", "admin"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Review:
    """A review as read from a page. ``rating`` None means that it could not be read; it is never assumed."""

    platform: str = "generic"
    text: str = ""
    rating: float | None = None
    rating_max: float = 5.0
    author: str | None = None
    language: str | None = None
    review_id: str | None = None
    url: str | None = None
    posted_at: str | None = None
    existing_reply: str | None = None

    @property
    def stars(self) -> float | None:
        """The rating on a scale of 0 to 5, or None."""
        return None if self.rating is None else 5.0 * self.rating / self.rating_max


@dataclass(frozen=True, slots=True)
class Fact:
    """Something true of the business that a draft may state. ``topic`` is a topic id, or a free word."""

    topic: str
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach the business. Offered to a writer only while ``verified_on`` is recent."""

    kind: ContactKind
    value: str
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """Something the business allows to be offered, in the words to use, by language tag."""

    id: str
    text: Mapping[str, str]
    topics: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Business:
    """What a draft may know of the business. ``revision`` is a hash of all the rest."""

    slug: str
    name: str
    revision: str
    sector: str = "general"
    city: str | None = None
    facts: tuple[Fact, ...] = ()
    contacts: tuple[Contact, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    signatory: str | None = None
    address_form: Literal["formal", "informal"] = "formal"
    avoid: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """One job: answer this review for this business, this way. ``seed`` varies the composer's choices."""

    review: Review
    business: Business
    kind: DraftKind = "public_reply"
    count: int = 3
    tone: Tone = "warm"
    length: Length = "medium"
    notes: str = ""
    reply_language: str | None = None
    ui_language: str = "en"
    force: bool = False
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Signal:
    """What in the review speaks for a triage label. An empty span stands for the rating or other metadata."""

    label: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Triage:
    """What kind of review this is and what to do. ``labels`` in the order of precedence, first decides."""

    labels: tuple[str, ...]
    strategy: Strategy
    priority: int
    signals: tuple[Signal, ...]
    advice: str
    holding_text: bool = False  # True: at most one neutral text that states and promises nothing


@dataclass(frozen=True, slots=True)
class Point:
    """One thing the review says. ``topic`` is a topic id of prompts/topics, or None when none fits."""

    id: str
    kind: PointKind
    topic: str | None
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class PlannedGuideline:
    """A guideline that applies to this job, the text for the model, and why it applies."""

    id: str
    text: str
    because: str


@dataclass(frozen=True, slots=True)
class Limit:
    """The site's length limit and how much a text uses of it, in the site's unit."""

    unit: LimitUnit
    max: int | None
    used: int
    hard: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What the drafts must do and may use: the whole brief, for a model as for the composer."""

    request: DraftRequest
    language: str
    reply_language: str
    triage: Triage
    points: tuple[Point, ...]
    guidelines: tuple[PlannedGuideline, ...] = ()
    facts: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    signatory: str | None = None
    greet_by_name: bool = False
    limit_unit: LimitUnit = "chars"
    limit_max: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """Messages within the token budget. ``cut`` names what was left out to fit; ``digest`` is their hash."""

    messages: tuple[Message, ...]
    tokens: int
    digest: str
    cut: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompletionRequest:
    """What a provider is asked: a model reads ``prompt``, the composer reads ``plan``."""

    plan: Plan
    prompt: Prompt
    count: int
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens, as the provider counts them."""

    prompt_tokens: int = 0
    completion_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Completion:
    """Reply texts, not yet checked. ``truncated``: the last text was cut off by the model's own limit."""

    texts: tuple[str, ...]
    provider: str
    model: str
    usage: Usage = field(default_factory=Usage)
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class TextDelta:
    """A piece of the text of draft number ``draft`` (from 0) as it arrives from a model."""

    draft: int
    text: str


@dataclass(frozen=True, slots=True)
class Why:
    """The reason of a rule and where it comes from."""

    text: str
    source: str
    url: str | None
    kind: WhyKind


@dataclass(frozen=True, slots=True)
class Flag:
    """One finding in a text. ``id`` depends on rule and wording, not on position."""

    id: str
    category: str
    rule: str
    level: Level
    span: Span
    text: str
    message: str
    why: Why
    replacements: tuple[str, ...] = ()
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether a text answers a point of the review."""

    point: str
    met: bool


@dataclass(frozen=True, slots=True)
class CheckContext:
    """Everything about a text that a check may look at. ``sector`` wins over the business's own."""

    platform: str = "generic"
    review: Review | None = None
    business: Business | None = None
    sector: str | None = None
    language: str | None = None
    review_language: str | None = None
    notes: str = ""
    scope: Scope = "draft"
    reply_language: str | None = None
    ui_language: str = "en"
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Flags ordered by start, and what else a check tells of a text."""

    language: str
    flags: tuple[Flag, ...]
    coverage: tuple[Coverage, ...]
    limit: Limit

    @property
    def level(self) -> Level:
        return highest(flag.level for flag in self.flags)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a draft comes from. ``fallback_reason`` is the code of what kept the model's own text back."""

    provider: str
    model: str
    rulebook: str
    prompt: str
    prompt_tokens: int = 0
    completion_tokens: int = 0
    attempts: int = 1
    fallback_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    id: str
    text: str
    tone: str
    check: CheckResult
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class DraftSet:
    """The whole answer to a DraftRequest. ``review_text`` is what the spans of triage and points count in."""

    id: str
    rulebook: str
    language: str
    reply_language: str
    triage: Triage
    points: tuple[Point, ...]
    drafts: tuple[Draft, ...]
    review_text: str = ""


@dataclass(frozen=True, slots=True)
class Operator:
    """Who is asking. ``token`` is the id (not the secret) of the token used; None in open mode."""

    id: int
    name: str
    role: Role
    token: int | None = None


def highest(levels: Iterable[Level]) -> Level:
    """The most serious of the levels; ``ok`` for none."""
    return max(levels, key=lambda level: level.rank, default=Level.OK)
