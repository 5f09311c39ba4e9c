"""What kind of answer a plan asks for."""

from typing import Literal

from replywright.domain import Plan

Case = Literal[
    "complaint", "praise", "mixed", "question", "unclear", "wrong_business", "no_match", "holding", "troll",
    "employee", "employee_praise", "health", "health_praise", "private", "follow_up", "report", "staff",
]  # fmt: skip

# Where even "thank you for your visit" tells a secret: answers stay general, whatever the review says.
CONFIDENTIAL_SECTORS = frozenset({"health", "law", "finance"})

_BY_LABEL: dict[str, Case] = {
    "wrong_business": "wrong_business",
    "troll": "troll",
    "suspected_fake": "no_match",
    "employee_review": "employee",
    "insufficient_detail": "unclear",
    "question": "question",
    "mixed": "mixed",
    "praise": "praise",
    "genuine_complaint": "complaint",
}
_BY_KIND: dict[str, Case] = {
    "platform_report": "report",
    "staff_note": "staff",
    "follow_up": "follow_up",
    "private_message": "private",
}
_HOLDING_LABELS = frozenset({"threat_or_safety", "legal_claim", "extortion", "defamation"})


def case_of(plan: Plan, sector: str | None) -> Case:
    """A report or note stays one; a holding text and confidentiality come before the rest.

    ``sector`` is the slug that the rulebook's sectors give for the business.
    """
    kind = _BY_KIND.get(plan.request.kind)
    if kind in ("report", "staff"):
        return kind
    if plan.triage.holding_text or plan.triage.strategy == "escalate":
        return "holding"
    if sector in CONFIDENTIAL_SECTORS:
        return "health_praise" if _by_label(plan) == "praise" else "health"
    if kind in ("private", "follow_up") and _has(plan, "complaint"):
        return kind
    return _by_label(plan)


def _by_label(plan: Plan) -> Case:
    case = next((_BY_LABEL[label] for label in plan.triage.labels if label in _BY_LABEL), None)
    if case is None and _HOLDING_LABELS.intersection(plan.triage.labels):
        return "holding"
    if case == "employee" and _has(plan, "praise") and not _has(plan, "complaint"):
        return "employee_praise"
    if case in (None, "complaint", "mixed", "praise"):
        return _by_points(plan, case)
    return case


def _by_points(plan: Plan, case: Case | None) -> Case:
    """Labels and points may disagree where one of them saw more; what is named has to be answered."""
    complaint, praise = _has(plan, "complaint"), _has(plan, "praise")
    if complaint and praise:
        return "mixed"
    if complaint or praise:
        return "complaint" if complaint else "praise"
    if case:
        return "complaint" if case == "mixed" else case
    stars = plan.request.review.stars
    return "praise" if stars is not None and stars >= 4 else "unclear"


def _has(plan: Plan, kind: str) -> bool:
    return any(point.kind == kind for point in plan.points)
