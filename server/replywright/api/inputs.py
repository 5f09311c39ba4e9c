"""What the extension may send. Unknown fields are refused, so that a typo cannot pass unseen."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from replywright.domain import Business, DraftKind, DraftRequest, Length, Review, Scope, Tone

LONGEST_TEXT = 20_000  # code points
LONGEST_NOTES = 4_000
MOST_DRAFTS = 5
MOST_OUTCOMES = 200

LongText = Annotated[str, Field(max_length=LONGEST_TEXT)]
Word = Annotated[str, Field(max_length=200)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=1_000_000)]
Tag = Annotated[
    str,
    Field(
        max_length=35, pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", description="BCP 47", examples=["et"]
    ),
]
PlatformSlug = Annotated[str, Field(max_length=64, examples=["google"])]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReviewIn(Strict):
    """A review as read from a page. What could not be read is null; a rating is never assumed."""

    platform: PlatformSlug = "generic"
    text: LongText = ""
    rating: Number | None = None
    rating_max: Annotated[Number, Field(gt=0)] | None = 5.0
    author: Word | None = None
    language: Tag | None = None
    review_id: Word | None = None
    url: Annotated[str, Field(max_length=4096)] | None = None
    posted_at: Word | None = None
    existing_reply: LongText | None = None

    @model_validator(mode="after")
    def _rating_on_its_scale(self) -> "ReviewIn":
        if self.rating is not None and self.rating > (self.rating_max or 5.0):
            raise PydanticCustomError("rating_over_max", "rating is larger than rating_max")
        return self

    def to_domain(self) -> Review:
        return Review(
            platform=self.platform,
            text=self.text,
            rating=self.rating,
            rating_max=self.rating_max or 5.0,
            author=self.author,
            language=self.language,
            review_id=self.review_id,
            url=self.url,
            posted_at=self.posted_at,
            existing_reply=self.existing_reply,
        )


class DraftsIn(Strict):
    """One review to answer, and how."""

    review: ReviewIn
    business: Word | None = None
    kind: DraftKind = "public_reply"
    count: Annotated[int, Field(strict=True, ge=1, le=MOST_DRAFTS)] = 3
    tone: Tone = "warm"
    length: Length = "medium"
    notes: Annotated[str, Field(max_length=LONGEST_NOTES)] | None = ""
    reply_language: Tag | None = None
    ui_language: Tag | None = None
    force: Annotated[bool, Field(strict=True)] = False
    seed: Annotated[int, Field(strict=True, ge=0, le=2**31 - 1)] = 0

    @model_validator(mode="after")
    def _something_to_answer(self) -> "DraftsIn":
        if self.review.rating is None and not self.review.text.strip():
            raise PydanticCustomError("empty_review", "review.text may be empty only when there is a rating")
        return self

    def to_domain(self, business: Business, ui_language: str) -> DraftRequest:
        return DraftRequest(
            review=self.review.to_domain(),
            business=business,
            kind=self.kind,
            count=self.count,
            tone=self.tone,
            length=self.length,
            notes=self.notes or "",
            reply_language=self.reply_language,
            ui_language=ui_language,
            force=self.force,
            seed=self.seed,
        )


class CheckIn(Strict):
    """A text to check, and what is known of where it will stand."""

    text: LongText
    review: ReviewIn | None = None
    platform: PlatformSlug | None = None
    sector: Annotated[str, Field(max_length=64)] | None = None
    business: Word | None = None
    language: Tag | None = None
    reply_language: Tag | None = None
    ui_language: Tag | None = None
    notes: Annotated[str, Field(max_length=LONGEST_NOTES)] | None = ""
    scope: Scope = "edit"


class OutcomeIn(Strict):
    """What became of a draft or a flag. ``client_id`` is the client's own, so that sending twice is safe."""

    client_id: Annotated[str, Field(min_length=1, max_length=64)]
    action: Literal["shown", "inserted", "copied", "edited", "posted", "discarded", "flag_dismissed"]
    draft: Annotated[str, Field(max_length=64)] | None = None
    rule: Annotated[str, Field(max_length=120)] | None = None
    scope: Annotated[str, Field(max_length=32)] | None = None
    reason: Annotated[str, Field(max_length=500)] | None = None
    platform: Annotated[str, Field(max_length=64)] | None = None
    edited: Annotated[bool, Field(strict=True)] | None = None


class OutcomesIn(Strict):
    outcomes: Annotated[list[OutcomeIn], Field(min_length=1, max_length=MOST_OUTCOMES)]
