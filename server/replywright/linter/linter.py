"""Text + context + Rulebook -> flags, coverage and limit."""

import hashlib
import logging
from collections.abc import Iterable, Sequence

from replywright.domain import CheckContext, CheckResult, Coverage, Flag, Level, Point, Review, Span
from replywright.linter.checks import Check, build_check
from replywright.linter.coverage import CoverageJudge
from replywright.linter.document import Document, Finding
from replywright.linter.finding_terms import RuleTerms, has_hits
from replywright.linter.levels import RuleWords, category_of, replacements_for
from replywright.linter.limits import limit_of
from replywright.linter.points import PointFinder
from replywright.linter.site import SectorNames, SiteNames
from replywright.rulebook.model import Rulebook
from replywright.rulebook.schema.base import localized
from replywright.rulebook.schema.risk import RuleSpec
from replywright.text.language import UNKNOWN, Detected, canonical, detect, scripts
from replywright.text.normalize import fold

_log = logging.getLogger(__name__)
_SURE = 0.5
_TERMS_ONLY = "existence"  # the kind of rule that says nothing where none of its terms stands


class Linter:
    """Built once for a Rulebook; everything it does is free of side effects. Raises RulebookError when
    built.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._terms = RuleTerms(rulebook)
        self._words = RuleWords(rulebook)
        self._sites = SiteNames(rulebook)
        self._sectors = SectorNames(rulebook)
        self._checks: list[tuple[str, RuleSpec, Check]] = [
            (rule_id, rule, build_check(rule_id, rule)) for rule_id, rule in rulebook.rules.items()
        ]
        self._points = PointFinder(rulebook)
        self._coverage = CoverageJudge(rulebook, self._points)

    def check(self, text: str, context: CheckContext) -> CheckResult:
        """Flags ordered by start. A check that fails is logged by rule id and left out; the others stand."""
        document = self._document(text, context)
        found = [
            flag
            for rule_id, rule, check in self._checks
            if rule.kind != _TERMS_ONLY or has_hits(rule_id, document.hits)
            for flag in self._flags(rule_id, rule, check, document)
        ]
        coverage = self._coverage.judge(context.points, text, document.language) if context.points else ()
        return CheckResult(
            language=document.language,
            flags=_in_order(_merged(found)),
            coverage=coverage,
            limit=limit_of(text, document.platform),
        )

    def flags_of(self, rule_id: str, text: str, context: CheckContext) -> list[Flag]:
        """What one rule alone finds, before flags of its category are put together; its faults are raised."""
        document = self._document(text, context)
        return [
            self._flag(rule_id, rule, finding, document)
            for known, rule, check in self._checks
            if known == rule_id and _applies(rule, document)
            for finding in check(document)
        ]

    def points(self, review: Review, language: str) -> tuple[Point, ...]:
        """What the review says, in its order: complaints, praise and questions."""
        return self._points.find(review, language)

    def coverage(self, points: Sequence[Point], text: str, language: str) -> tuple[Coverage, ...]:
        """For each point, whether the text answers it."""
        return self._coverage.judge(points, text, language)

    def sector_of(self, sector: str | None) -> str | None:
        """The sector's slug for a name as people write it, or the name itself in slug form."""
        return self._sectors.slug(sector)

    def _document(self, text: str, context: CheckContext) -> Document:
        detected = _language_of(text, context)
        folded = fold(text)
        review = context.review
        expected = _expected(context)
        sure = detected.confidence >= _SURE
        review_hits = {}
        if review is not None and review.text:
            review_hits = self._terms.review_hits(review.text, expected or UNKNOWN)
        slug = self._sites.slug(context.platform)
        sector = context.sector or (context.business.sector if context.business else None)
        return Document(
            text=text,
            folded=folded,
            context=context,
            platform_id=slug,
            platform=self._rulebook.platform(slug),
            sector=self._sectors.slug(sector),
            language=detected.tag,
            confidence=detected.confidence,
            expected=context.reply_language or expected,
            hits=self._terms.hits(folded, detected.tag, sure=sure),
            review_hits=review_hits,
        )

    def _flags(self, rule_id: str, rule: RuleSpec, check: Check, document: Document) -> list[Flag]:
        if not _applies(rule, document):
            return []
        try:
            findings = list(check(document))
        except Exception as error:
            _log.error("check failed", extra={"rule": rule_id, "error": type(error).__name__})
            return []
        return [self._flag(rule_id, rule, finding, document) for finding in findings]

    def _flag(self, rule_id: str, rule: RuleSpec, finding: Finding, document: Document) -> Flag:
        ui_language = document.context.ui_language
        words = finding.span.of(document.text)
        return Flag(
            id=_flag_id(rule_id, "" if finding.whole else fold(words).text),
            category=category_of(rule_id),
            rule=rule_id,
            level=finding.level or self._words.level(rule_id, rule, document),
            span=finding.span,
            text=words,
            message=localized(dict(finding.message), ui_language)
            if finding.message
            else self._words.message(rule_id, rule, ui_language),
            why=self._words.why(rule_id),
            replacements=finding.replacements or replacements_for(rule, document.language),
            score=finding.score,
        )


def _language_of(text: str, context: CheckContext) -> Detected:
    """The named language where the script does not speak against it, else what detection says."""
    if context.language and context.language != UNKNOWN:
        named = canonical(context.language)
        main = scripts(text).main
        if main is None or main == _SCRIPTS.get(named, main):
            return Detected(named, 1.0)
    return detect(text)


_SCRIPTS = {
    "en": "Latn", "et": "Latn", "es": "Latn", "de": "Latn", "fr": "Latn",
    "bg": "Cyrl", "kk": "Cyrl", "ru": "Cyrl",
}  # fmt: skip


def _expected(context: CheckContext) -> str | None:
    """The language of the review: as named, else as its text tells; None when neither does."""
    named = context.review_language or (context.review.language if context.review else None)
    if named and named != UNKNOWN:
        return canonical(named)
    if context.review is None or not context.review.text:
        return None
    found = detect(context.review.text)
    return found.tag if found.tag != UNKNOWN else None


def _applies(rule: RuleSpec, document: Document) -> bool:
    return (
        document.context.scope in rule.scopes
        and (not rule.sectors or document.sector in rule.sectors)
        and (not rule.platforms or document.platform_id in rule.platforms)
    )


def _flag_id(rule_id: str, wording: str) -> str:
    return hashlib.sha256(f"{rule_id}\0{wording}".encode()).hexdigest()[:16]


def _merged(flags: Iterable[Flag]) -> list[Flag]:
    """Of flags of one category that overlap, the most serious stays, then the longer one."""
    kept: dict[str, list[Flag]] = {}
    for flag in sorted(flags, key=lambda one: (-one.level.rank, -(one.span.end - one.span.start), one.rule)):
        others = kept.setdefault(flag.category, [])
        if not any(_same_place(flag.span, other.span) for other in others):
            others.append(flag)
    return [flag for flags_of_one in kept.values() for flag in flags_of_one]


def _same_place(one: Span, other: Span) -> bool:
    return one.overlaps(other) or one == other


def _in_order(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    return tuple(
        sorted(
            (flag for flag in flags if flag.level is not Level.OK),
            key=lambda flag: (flag.span.start, flag.span.end, flag.rule),
        )
    )
