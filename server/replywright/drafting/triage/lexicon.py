"""The words of one language that triage looks for, found in one pass over the review."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from replywright.domain import Span
from replywright.rulebook.model import Rulebook
from replywright.rulebook.schema.triage import LabelSpec
from replywright.text.terms import TermMatcher

Hits = Mapping[str, tuple[Span, ...]]

_EVERYWHERE = "prompt_injection"  # instructions come in any language, whatever the review's own is


class Lexicons:
    """Matchers by language, each built when its first review comes."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._built: dict[tuple[str, ...], TermMatcher] = {}
        self._known = tuple(sorted(set(rulebook.languages) | _languages_of(rulebook.labels.values())))

    def scan(self, text: str, language: str) -> Hits:
        """Hits by ``label:<id>``, ``unless:<id>``, ``topic:<id>``, ``word:<list>``, ``sector:<slug>``."""
        found: dict[str, list[Span]] = defaultdict(list)
        for hit in self._matcher(self._languages(language)).find(text):
            found[hit.key].append(hit.span)
        return {key: tuple(sorted(spans)) for key, spans in found.items()}

    def _languages(self, language: str) -> tuple[str, ...]:
        """The language, else those of the same primary tag, else all that are known."""
        if language in self._known:
            return (language,)
        primary = language.split("-")[0]
        return tuple(tag for tag in self._known if tag.split("-")[0] == primary) or self._known

    def _matcher(self, languages: tuple[str, ...]) -> TermMatcher:
        if languages not in self._built:
            self._built[languages] = TermMatcher(_patterns(self._rulebook, languages, self._known))
        return self._built[languages]


def _languages_of(labels: Iterable[LabelSpec]) -> set[str]:
    return {tag for label in labels for tag in label.terms}


def _patterns(rulebook: Rulebook, languages: tuple[str, ...], known: tuple[str, ...]) -> dict[str, list[str]]:
    patterns: dict[str, list[str]] = defaultdict(list)
    for label_id, label in rulebook.labels.items():
        for tag in known if label_id == _EVERYWHERE else languages:
            patterns[f"label:{label_id}"] += label.terms.get(tag, [])
            patterns[f"unless:{label_id}"] += label.unless.get(tag, [])
            for sector, terms in label.sectors.items():
                patterns[f"sector:{sector}"] += terms.get(tag, [])
    for tag in languages:
        _add_language(patterns, rulebook, tag)
    return {key: list(dict.fromkeys(terms)) for key, terms in patterns.items() if terms}


def _add_language(patterns: dict[str, list[str]], rulebook: Rulebook, tag: str) -> None:
    spec = rulebook.languages.get(tag)
    if spec is None:
        return
    for label_id, terms in spec.triage.items():
        patterns[f"label:{label_id}"] += terms
    for topic, words in spec.topics.items():
        patterns[f"topic:{topic}"] += words.terms
    lists = {
        "positive": spec.positive,
        "negative": spec.negative,
        "contrast": spec.contrast,
        "question": spec.question,
        "negation": spec.negation,
    }
    for name, terms in lists.items():
        patterns[f"word:{name}"] += terms
