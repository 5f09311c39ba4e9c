"""Which points of a review a reply answers; works for a reply in another language, and without any model."""

from collections.abc import Iterable, Sequence

from replywright.domain import Coverage, Point
from replywright.linter.points import PointFinder, topic_id, topics_of
from replywright.rulebook.model import Rulebook
from replywright.rulebook.schema.language import LanguageSpec, TopicWords
from replywright.text.language import UNKNOWN, detect
from replywright.text.normalize import fold
from replywright.text.segment import words
from replywright.text.terms import TermMatcher

_STEM = 5  # letters that words of one stem share in the languages we know
_LONG = 6  # one shared word of so many letters is enough, of shorter ones two are needed
_SHORT = 4
_PLAIN = str.maketrans("()|*?#[]{}", " " * 10)


class CoverageJudge:
    """Compares replies with points."""

    def __init__(self, rulebook: Rulebook, finder: PointFinder) -> None:
        self._matchers = finder.matchers
        self._languages = rulebook.languages
        self._phrases: dict[str, TermMatcher] = {}

    def judge(self, points: Sequence[Point], text: str, language: str) -> tuple[Coverage, ...]:
        """A point is met by a term or phrase of its topic, or by words of its own."""
        if not points:
            return ()
        tongue = language if language != UNKNOWN else detect(text).tag
        topics = self._topics(text, tongue)
        ours = _stems(text)
        return tuple(
            Coverage(
                point.id,
                (point.topic is not None and point.topic in topics) or _shares_words(point.text, ours),
            )
            for point in points
        )

    def _topics(self, text: str, language: str) -> set[str]:
        found = {topic_id(hit) for hit in self._matchers.find(text, language) if hit.key.startswith("topic:")}
        tag = self._matchers.tag(text, language)
        if tag is None:
            return found
        matcher = self._phrases.get(tag)
        if matcher is None:
            matcher = self._phrases[tag] = TermMatcher(_phrases(self._languages[tag]))
        return found | {topic_id(hit) for hit in topics_of(matcher.find(text))}


def _phrases(spec: LanguageSpec) -> dict[str, list[str]]:
    """What drafts call a topic, word by word."""
    return {f"topic:{topic}": _named(named) for topic, named in spec.topics.items()}


def _named(words: TopicWords) -> list[str]:
    return [phrase for phrase in map(_plain, (words.about or "", *words.complaint, *words.praise)) if phrase]


def _plain(phrase: str) -> str:
    return " ".join(phrase.translate(_PLAIN).replace("...", " ").split())


def _stems(text: str) -> set[str]:
    """Beginnings of words of four letters and more, and pairs of neighbouring Han signs."""
    found: set[str] = set()
    before, end = "", -1
    for span in words(text):
        word = fold(span.of(text)).text
        if len(word) == 1 and word >= "\u2e80":
            if before and span.start == end:
                found.add(before + word)
            before, end = word, span.end
        elif len(word) >= _SHORT and not word[0].isdigit():
            found.add(word[: _LONG if len(word) > _LONG else _STEM])
    return found


def _shares_words(point: str, ours: Iterable[str]) -> bool:
    shared = _stems(point) & set(ours)
    return len(shared) >= 2 or any(len(stem) >= _LONG for stem in shared)
