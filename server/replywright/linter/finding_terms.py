"""One matcher a language for the terms of all rules, and the judgement of their hits."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from replywright.linter.document import NEGATION, Document
from replywright.rulebook.model import Rulebook
from replywright.rulebook.schema.risk import RuleSpec
from replywright.text.language import UNKNOWN, canonical
from replywright.text.normalize import Folded, fold
from replywright.text.terms import Hit, TermMatcher

EVERY_LANGUAGE = "mul"
_NEGATED = "!"
_BEFORE, _AFTER = 4, 2  # words between a negation and what it turns round
_BEFORE_SIGNS = 6
_REMEMBERED = 256
_ROLES = ("terms", "near", "unless")


def hit_key(rule_id: str, role: str) -> str:
    """The key of a rule's ``terms``, ``near`` or ``unless`` among a document's hits."""
    return f"{rule_id}\t{role}"


class RuleTerms:
    """All terms of all rules, grouped by the language of the text that is searched."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._patterns: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for rule_id, rule in rulebook.rules.items():
            for role in _ROLES:
                for tag, terms in getattr(rule, role).items():
                    self._patterns[_tag(tag)][hit_key(rule_id, role)].extend(terms)
        for tag, language in rulebook.languages.items():
            self._patterns[_tag(tag)][NEGATION].extend(language.negation)
        every = self._patterns.pop(EVERY_LANGUAGE, {})
        for patterns in self._patterns.values():
            for key, terms in every.items():
                patterns[key].extend(terms)
        self._mark_negative_terms(rulebook)
        self._every = every
        self._after = {
            hit_key(rule_id, "unless"): (hit_key(rule_id, "terms"), hit_key(rule_id, "terms") + _NEGATED)
            for rule_id in rulebook.rules
        }
        self._matchers: dict[str, TermMatcher] = {}
        self._review_keys = [
            hit_key(rule_id, "near") for rule_id, rule in rulebook.rules.items() if rule.kind == "context"
        ]
        self._review_matchers: dict[str, TermMatcher] = {}
        self._reviews: dict[tuple[str, str], dict[str, list[Hit]]] = {}

    def _mark_negative_terms(self, rulebook: Rulebook) -> None:
        """Terms that hold a negation themselves go under a key of their own: nothing inside can turn them
        round.
        """
        for patterns in self._patterns.values():
            negations = TermMatcher({NEGATION: patterns.get(NEGATION, [])})
            for rule_id, rule in rulebook.rules.items():
                key = hit_key(rule_id, "terms")
                if not rule.negatable or key not in patterns:
                    continue
                negative = [term for term in patterns[key] if negations.find(_bare(term))]
                if negative:
                    patterns[key] = [term for term in patterns[key] if term not in negative]
                    patterns[key + _NEGATED] = negative

    def hits(self, folded: Folded, language: str, *, sure: bool = True) -> dict[str, list[Hit]]:
        """Hits by key. An unknown or doubtful language is searched for the terms of all."""
        found: defaultdict[str, list[Hit]] = defaultdict(list)
        for tag in self._tags(language, sure):
            for hit in self._matcher(tag).find(folded):
                found[hit.key].append(hit)
        return found

    def review_hits(self, text: str, language: str) -> dict[str, list[Hit]]:
        """Hits in a review of what ``context`` rules look for there; remembered, as one review is asked for
        often.
        """
        key = (text, language)
        found = self._reviews.get(key)
        if found is None:
            found = {}
            folded = fold(text)
            for tag in self._tags(language, sure=True):
                for hit in self._review_matcher(tag).find(folded):
                    found.setdefault(hit.key, []).append(hit)
            if len(self._reviews) >= _REMEMBERED:
                self._reviews.clear()
            self._reviews[key] = found
        return found

    def _review_matcher(self, tag: str) -> TermMatcher:
        matcher = self._review_matchers.get(tag)
        if matcher is None:
            patterns = self._patterns.get(tag, self._every)
            wanted = {key: patterns[key] for key in self._review_keys if key in patterns}
            matcher = self._review_matchers[tag] = TermMatcher(wanted)
        return matcher

    def _tags(self, language: str, sure: bool) -> list[str]:
        tag = _tag(language)
        if language == UNKNOWN or (not sure and tag not in self._patterns):
            return sorted(self._patterns) or [EVERY_LANGUAGE]
        return [tag if tag in self._patterns else EVERY_LANGUAGE]

    def _matcher(self, tag: str) -> TermMatcher:
        matcher = self._matchers.get(tag)
        if matcher is None:
            matcher = self._matchers[tag] = TermMatcher(
                self._patterns.get(tag, self._every), after=self._after
            )
        return matcher


def _tag(tag: str) -> str:
    """Both kinds of Chinese writing are searched together."""
    return "zh" if tag.startswith("zh") else canonical(tag)


def _bare(term: str) -> str:
    return term.replace("...", " ").translate(str.maketrans("()|*?#", "      "))


def standing_hits(rule_id: str, rule: RuleSpec, document: Document) -> list[Hit]:
    """Hits of the rule's terms that no exception, negation or question takes away."""
    key = hit_key(rule_id, "terms")
    plain, negative = document.hits.get(key, ()), document.hits.get(key + _NEGATED, ())
    if not plain and not negative:
        return []
    unless = document.hits.get(hit_key(rule_id, "unless"), ())
    negations = document.hits.get(NEGATION, ()) if rule.negatable else ()
    skip_questions = bool(rule.options.get("skip_questions"))
    kept = [hit for hit in plain if not _is_negated(hit, negations, document)]
    return [
        hit
        for hit in sorted([*kept, *negative])
        if not _is_excepted(hit, unless, document)
        and not (skip_questions and document.is_question(hit.span.start))
    ]


def has_hits(rule_id: str, hits: Mapping[str, Sequence[Hit]]) -> bool:
    """Whether any of the rule's ``terms`` stands in the text at all."""
    key = hit_key(rule_id, "terms")
    return key in hits or key + _NEGATED in hits


def _is_excepted(hit: Hit, unless: Sequence[Hit], document: Document) -> bool:
    if not unless:
        return False
    sentence = document.sentence_of(hit.span.start)
    return any(
        other.span.overlaps(hit.span) or document.sentence_of(other.span.start) == sentence
        for other in unless
    )


def _is_negated(hit: Hit, negations: Iterable[Hit], document: Document) -> bool:
    return any(_turns_round(negation, hit, document) for negation in negations)


def _turns_round(negation: Hit, hit: Hit, document: Document) -> bool:
    first, then = negation.span, hit.span
    if first.overlaps(then):
        return True
    if document.sentence_of(first.start) != document.sentence_of(then.start):
        return False
    if first.end <= then.start:
        if any(sign in document.text[first.end : then.start] for sign in ";:；："):
            return False
        most = _BEFORE_SIGNS if document.language.startswith("zh") else _BEFORE
        return document.words_between(first.end, then.start) <= most
    return document.words_between(then.end, first.start) <= _AFTER and not any(
        sign in document.text[then.end : first.start] for sign in ",;:，；："
    )


def near_hits(rule_id: str, hits: Mapping[str, Sequence[Hit]]) -> Sequence[Hit]:
    """Hits of the rule's ``near``."""
    return hits.get(hit_key(rule_id, "near"), ())
