"""What a drafting job tells while it runs. A cached answer comes as ``Done`` alone."""

from dataclasses import dataclass

from replywright.domain import Draft, Point, TextDelta, Triage


@dataclass(frozen=True, slots=True)
class Answer:
    """The finished answer as the JSON object of the contract, without ``cached`` and ``took_ms``."""

    payload: bytes
    cached: bool


@dataclass(frozen=True, slots=True)
class TriageReady:
    """What kind of review this is; comes first, before any text."""

    triage: Triage
    points: tuple[Point, ...]
    language: str
    reply_language: str


@dataclass(frozen=True, slots=True)
class DraftReady:
    """A whole checked draft, number ``index`` from 0. It replaces all deltas of that number."""

    index: int
    draft: Draft


@dataclass(frozen=True, slots=True)
class Done:
    """The end of a job. With ``cached`` no other event came before."""

    payload: bytes
    cached: bool


Event = TriageReady | TextDelta | DraftReady | Done
