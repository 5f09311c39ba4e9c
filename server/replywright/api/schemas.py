"""What goes over the wire. Spans become UTF-16 here and nowhere else."""

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel
from pydantic_core import to_json

from replywright.api.inputs import CheckIn, DraftsIn, OutcomeIn, OutcomesIn, ReviewIn
from replywright.domain import (
    CheckResult,
    Coverage,
    Draft,
    DraftSet,
    Flag,
    LimitUnit,
    Point,
    PointKind,
    Span,
    Strategy,
    Triage,
    WhyKind,
)
from replywright.text.spans import SpanConverter

LevelName = Literal["ok", "hint", "warn", "block"]


class SignalOut(BaseModel):
    label: str
    start: int
    end: int
    text: str


class TriageOut(BaseModel):
    labels: list[str]
    strategy: Strategy
    priority: int
    signals: list[SignalOut]
    advice: str
    holding_text: bool


class PointOut(BaseModel):
    id: str
    kind: PointKind
    topic: str | None
    text: str
    start: int
    end: int


class WhyOut(BaseModel):
    text: str
    source: str
    url: str | None
    kind: WhyKind


class FlagOut(BaseModel):
    id: str
    category: str
    rule: str
    level: LevelName
    start: int
    end: int
    text: str
    message: str
    why: WhyOut
    replacements: list[str]
    score: float


class CoverageOut(BaseModel):
    point: str
    met: bool


class LimitOut(BaseModel):
    unit: LimitUnit
    max: int | None
    used: int
    hard: bool


class ProvenanceOut(BaseModel):
    provider: str
    model: str
    rulebook: str
    prompt: str
    prompt_tokens: int
    completion_tokens: int
    attempts: int
    fallback_reason: str | None


class DraftOut(BaseModel):
    id: str
    text: str
    tone: str
    language: str
    level: LevelName
    flags: list[FlagOut]
    coverage: list[CoverageOut]
    limit: LimitOut
    provenance: ProvenanceOut


class DraftsOut(BaseModel):
    cached: bool
    took_ms: float
    id: str
    rulebook: str
    language: str
    reply_language: str
    triage: TriageOut
    points: list[PointOut]
    drafts: list[DraftOut]


class CheckOut(BaseModel):
    language: str
    level: LevelName
    flags: list[FlagOut]
    points: list[PointOut]
    coverage: list[CoverageOut]
    limit: LimitOut
    took_ms: float


def encode(answer: DraftSet) -> bytes:
    """The JSON object of the contract without ``cached`` and ``took_ms``, which change from call to call."""
    spans = SpanConverter(answer.review_text)
    return to_json(
        {
            "id": answer.id,
            "rulebook": answer.rulebook,
            "language": answer.language,
            "reply_language": answer.reply_language,
            "triage": triage_fields(answer.triage, spans),
            "points": point_fields(answer.points, spans),
            "drafts": [draft_fields(draft) for draft in answer.drafts],
        }
    )


def triage_fields(triage: Triage, spans: SpanConverter) -> dict[str, Any]:
    return {
        "labels": triage.labels,
        "strategy": triage.strategy,
        "priority": triage.priority,
        "signals": [
            {"label": signal.label, **_ends(spans, signal.span), "text": signal.text}
            for signal in triage.signals
        ],
        "advice": triage.advice,
        "holding_text": triage.holding_text,
    }


def point_fields(points: Iterable[Point], spans: SpanConverter) -> list[dict[str, Any]]:
    return [
        {
            "id": point.id,
            "kind": point.kind,
            "topic": point.topic,
            "text": point.text,
            **_ends(spans, point.span),
        }
        for point in points
    ]


def draft_fields(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.id,
        "text": draft.text,
        "tone": draft.tone,
        **_result_fields(draft.text, draft.check),
        "provenance": {
            "provider": draft.provenance.provider,
            "model": draft.provenance.model,
            "rulebook": draft.provenance.rulebook,
            "prompt": draft.provenance.prompt,
            "prompt_tokens": draft.provenance.prompt_tokens,
            "completion_tokens": draft.provenance.completion_tokens,
            "attempts": draft.provenance.attempts,
            "fallback_reason": draft.provenance.fallback_reason,
        },
    }


def check_fields(
    text: str,
    result: CheckResult,
    *,
    review_text: str = "",
    points: Iterable[Point] = (),
    coverage: Iterable[Coverage] | None = None,
) -> dict[str, Any]:
    """The answer of /v1/check but for ``took_ms``; ``coverage`` None stands for the result's own."""
    fields = _result_fields(text, result)
    fields["points"] = point_fields(points, SpanConverter(review_text))
    if coverage is not None:
        fields["coverage"] = _coverage_fields(coverage)
    return fields


def check_out(text: str, result: CheckResult, *, took_ms: float = 0.0) -> CheckOut:
    """The answer of /v1/check as a model, for the command line."""
    return CheckOut.model_validate({**check_fields(text, result), "took_ms": took_ms})


def _result_fields(text: str, result: CheckResult) -> dict[str, Any]:
    spans = SpanConverter(text)
    limit = result.limit
    return {
        "language": result.language,
        "level": result.level.value,
        "flags": [_flag_fields(flag, spans) for flag in result.flags],
        "coverage": _coverage_fields(result.coverage),
        "limit": {"unit": limit.unit, "max": limit.max, "used": limit.used, "hard": limit.hard},
    }


def _coverage_fields(coverage: Iterable[Coverage]) -> list[dict[str, Any]]:
    return [{"point": item.point, "met": item.met} for item in coverage]


def _flag_fields(flag: Flag, spans: SpanConverter) -> dict[str, Any]:
    why = flag.why
    return {
        "id": flag.id,
        "category": flag.category,
        "rule": flag.rule,
        "level": flag.level.value,
        **_ends(spans, flag.span),
        "text": flag.text,
        "message": flag.message,
        "why": {"text": why.text, "source": why.source, "url": why.url, "kind": why.kind},
        "replacements": flag.replacements,
        "score": flag.score,
    }


def _ends(spans: SpanConverter, span: Span) -> dict[str, int]:
    wire = spans.to_utf16(span)
    return {"start": wire.start, "end": wire.end}


__all__ = [
    "CheckIn",
    "CheckOut",
    "DraftsIn",
    "DraftsOut",
    "OutcomeIn",
    "OutcomesIn",
    "ReviewIn",
    "check_fields",
    "check_out",
    "draft_fields",
    "encode",
    "point_fields",
    "triage_fields",
]
