"""From a review to the brief of its drafts: what to answer, what may be used, what must be kept."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Protocol

from replywright.domain import (
    CheckContext,
    DraftRequest,
    Plan,
    PlannedGuideline,
    Point,
    Review,
    Triage,
)
from replywright.drafting.contacts import offered_contacts
from replywright.drafting.languages import pack_for
from replywright.drafting.triage import Triager
from replywright.linter.site import SectorNames
from replywright.rulebook.model import Rulebook
from replywright.rulebook.schema.guideline import When

# Where the bare fact that somebody was a customer is a secret, or a name may point at a person.
CONFIDENTIAL_SECTORS = frozenset({"health", "employer", "school", "law", "legal", "finance"})
PUBLIC_KINDS = frozenset({"public_reply", "follow_up"})
_GENERAL_TOPICS = frozenset({"general", "about", "business"})
_FORCES = ("must", "must_not", "should")
_MOST_FACTS = 6
_MOST_REMEDIES = 3
_NAME = re.compile(r"[^\W\d_][^\W\d_.'’·-]*(?:[ .'’·-]{1,2}[^\W\d_][^\W\d_.'’·-]*){0,2}\.?")


class PointFinder(Protocol):
    """The part of the linter that planning needs."""

    def points(self, review: Review, language: str) -> tuple[Point, ...]: ...


class Planner:
    """Makes plans by the rulebook. ``today`` decides which contacts are too old to be offered."""

    def __init__(
        self,
        rulebook: Rulebook,
        linter: PointFinder,
        triager: Triager,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._rulebook = rulebook
        self._linter = linter
        self._triager = triager
        self._today = today
        self._sectors = SectorNames(rulebook)

    def plan(self, request: DraftRequest, language: str) -> Plan:
        """The plan for a review in ``language`` (``und``: the operator's own is answered in)."""
        review, business = request.review, request.business
        triage = self._triager.triage(review, language, business, request.ui_language)
        points = self._points(review, language)
        reply_language = request.reply_language or (language if language != "und" else request.ui_language)
        platform = self._rulebook.platform(review.platform)
        public = request.kind in PUBLIC_KINDS
        plan = Plan(
            request=request,
            language=language,
            reply_language=reply_language,
            triage=triage,
            points=points,
            facts=self._facts(request, points, reply_language, triage),
            remedies=self._remedies(request, points, reply_language, triage),
            contacts=offered_contacts(business, platform, self._today(), public=public),
            signatory=business.signatory,
            greet_by_name=self._greet_by_name(request),
            limit_unit=platform.limit.unit if public else "chars",
            limit_max=platform.limit.max if public else None,
        )
        return replace(plan, guidelines=self._guidelines(plan))

    def _points(self, review: Review, language: str) -> tuple[Point, ...]:
        """The linter's points of the review, without what addresses the software instead of readers."""
        return self._linter.points(replace(review, text=self._triager.remainder(review, language)), language)

    def _facts(
        self, request: DraftRequest, points: Iterable[Point], language: str, triage: Triage
    ) -> tuple[str, ...]:
        """Facts on what the review speaks of, in the reply's language only; none into a holding text."""
        if triage.holding_text:
            return ()
        topics = _topics(points) | _GENERAL_TOPICS
        texts = (pack_for(fact.text, language) for fact in request.business.facts if fact.topic in topics)
        return tuple(text for text in texts if text)[:_MOST_FACTS]

    def _remedies(
        self, request: DraftRequest, points: Iterable[Point], language: str, triage: Triage
    ) -> tuple[str, ...]:
        """Approved remedies for what went wrong, where the site lets one be named."""
        public = request.kind in PUBLIC_KINDS
        policy = self._rulebook.platform(request.review.platform).remedies.policy
        if triage.holding_text or triage.strategy != "reply" or (public and policy != "allow_approved"):
            return ()
        complaints = _topics(point for point in points if point.kind == "complaint")
        fitting = [
            pack_for(remedy.text, language)
            for remedy in request.business.remedies
            if complaints & set(remedy.topics)
            and (not remedy.platforms or request.review.platform in remedy.platforms)
        ]
        return tuple(text for text in fitting if text)[:_MOST_REMEDIES]

    def _greet_by_name(self, request: DraftRequest) -> bool:
        author = (request.review.author or "").strip()
        naming = self._rulebook.platform(request.review.platform).naming.policy
        if naming != "display_name" or self._sector(request) in CONFIDENTIAL_SECTORS:
            return False
        return len(author) <= 40 and _NAME.fullmatch(author) is not None

    def _sector(self, request: DraftRequest) -> str:
        return self._sectors.slug(request.business.sector) or "general"

    def _guidelines(self, plan: Plan) -> tuple[PlannedGuideline, ...]:
        chosen = [
            (_FORCES.index(spec.force), key, spec)
            for key, spec in self._rulebook.guidelines.items()
            if applies(spec.when, plan, self._sector(plan.request))
        ]
        chosen.sort(key=lambda item: item[:2])
        return tuple(PlannedGuideline(key, spec.text, spec.because) for _, key, spec in chosen)


def applies(when: When, plan: Plan, sector: str) -> bool:
    """True when every condition of a guideline holds for this plan of a business of this trade."""
    request, labels, stars = plan.request, set(plan.triage.labels), plan.request.review.stars
    named: tuple[tuple[Iterable[str], str], ...] = (
        (when.platforms, request.review.platform),
        (when.sectors, sector),
        (when.kinds, request.kind),
    )
    if any(allowed and value not in allowed for allowed, value in named):
        return False
    if (when.labels and not labels & set(when.labels)) or labels & set(when.not_labels):
        return False
    if when.max_stars is not None and (stars is None or stars > when.max_stars):
        return False
    if when.min_stars is not None and (stars is None or stars < when.min_stars):
        return False
    return all(_has(plan, need) for need in when.needs)


def _has(plan: Plan, need: str) -> bool:
    held: dict[str, object] = {
        "remedy": plan.remedies,
        "contact": plan.contacts,
        "fact": plan.facts,
        "author": plan.greet_by_name,
        "notes": plan.request.notes.strip(),
    }
    return bool(held[need])


def check_context(plan: Plan, language: str | None = None) -> CheckContext:
    """What the linter has to know to judge a text written for this plan.

    A private text is judged by no site's rules for public replies.
    """
    request = plan.request
    return CheckContext(
        platform=request.review.platform if request.kind in PUBLIC_KINDS else "generic",
        review=request.review,
        business=request.business,
        language=language,
        review_language=plan.language,
        notes=request.notes,
        scope="draft",
        reply_language=plan.reply_language,
        ui_language=request.ui_language,
        points=plan.points,
    )


def _topics(points: Iterable[Point]) -> set[str]:
    return {point.topic for point in points if point.topic}
