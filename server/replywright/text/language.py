"""Which language a text is in: script first, then statistics; ``und`` when it cannot be told."""

import functools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from replywright.text.scripts import script_of

UNKNOWN = "und"
_READ_AT_MOST = 1_000  # code points; more do not make the answer better
_ENOUGH = 200  # of them for statistics, which take the longest
_FEWEST_LETTERS = 6
_ALONE = {"Hang": "ko", "Thai": "th", "Grek": "el", "Hebr": "he", "Geor": "ka", "Armn": "hy", "Deva": "hi"}
_KAZAKH_ONLY = frozenset("ұқғҰҚҒ")
_KAZAKH_SIGNS = frozenset("әғқңөұүһіӘҒҚҢӨҰҮҺІ")
_DOTTED_I = frozenset("іїєґўІЇЄҐЎ")  # Ukrainian, Belarusian, Kazakh
_NORTHERN = frozenset("ыэёЫЭЁ")  # not Bulgarian, Ukrainian, Serbian, Macedonian
_SOUTHERN = frozenset("јљњќѓџћђЈЉЊЌЃЏЋЂ")  # Serbian, Macedonian
_LATIN = (
    "ENGLISH ESTONIAN GERMAN FRENCH SPANISH PORTUGUESE ITALIAN DUTCH POLISH FINNISH SWEDISH DANISH "
    "BOKMAL LATVIAN LITHUANIAN ROMANIAN TURKISH CZECH SLOVAK HUNGARIAN CROATIAN SLOVENE CATALAN "
    "VIETNAMESE INDONESIAN ALBANIAN"
)
_CYRILLIC = "RUSSIAN BULGARIAN KAZAKH UKRAINIAN BELARUSIAN SERBIAN MACEDONIAN MONGOLIAN"
_ARABIC = "ARABIC PERSIAN URDU"
_FOREIGN_CYRILLIC = _DOTTED_I | _SOUTHERN | _KAZAKH_SIGNS
_FEWEST_WORDS = 12
# Words that neighbouring languages do not share: ``de`` would speak for five of them.
_SMALL_WORDS = {
    "Latn": {
        "en": "the and you your our have this that were with from they would been",
        "et": "et meie teie kuid aga väga mis kui ning seda pole oleme teid meid see ka siis oma",
        "de": "und nicht wir uns sie für mit ein eine auch wurde haben ihre ihnen dass zu auf den dem",
        "fr": "nous vous est dans avec pour votre notre sur très cette vos nos mais été",
        "es": "el los las una del muy pero usted y con nuestro nuestra también sido está le",
    },
    "Cyrl": {
        "ru": "что мы вас нам это очень было или чтобы вам наш его уже если были только",
        "bg": "сме ще това ви беше като ни са че който която много вас бъде вече",
    },
}
_OF_SCRIPT = {"Latn": _LATIN, "Cyrl": _CYRILLIC, "Arab": _ARABIC}
# Below these the best guess is no better than a coin: (letters at most, confidence at least).
_DOUBT = ((12, 0.60), (25, 0.35), (60, 0.20))


@dataclass(frozen=True, slots=True)
class Detected:
    """A BCP 47 tag and how sure it is, 0 to 1."""

    tag: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ScriptShares:
    """Share of each script among the letters of a text, and how many those are. Han and kana count double."""

    shares: tuple[tuple[str, float], ...]
    letters: int

    def of(self, script: str) -> float:
        return next((share for name, share in self.shares if name == script), 0.0)

    @property
    def main(self) -> str | None:
        return self.shares[0][0] if self.shares else None


@functools.lru_cache(maxsize=4096)
def _script(char: str) -> str | None:
    return script_of(char)


@functools.lru_cache(maxsize=256)
def scripts(text: str) -> ScriptShares:
    """How much of a text is in which script."""
    counts: Counter[str] = Counter()
    for char, times in Counter(text[:_READ_AT_MOST]).items():
        script = _script(char)
        if script:
            counts[script] += times * (2 if script in ("Hani", "Kana") else 1)
    total = counts.total()
    shares = tuple((script, count / total) for script, count in counts.most_common())
    return ScriptShares(shares, total)


@functools.lru_cache(maxsize=1024)
def detect(text: str) -> Detected:
    """The language of the text; ``und`` for short or wordless texts and for scripts that are not known."""
    found = scripts(text)
    main = found.main
    if main is None:
        return Detected(UNKNOWN, 0.0)
    if found.of("Kana") > 0.1:
        return Detected("ja", found.of("Kana") + found.of("Hani"))
    if main == "Hani":
        return _chinese(text) if found.letters >= 2 else Detected(UNKNOWN, 0.0)
    if main in _ALONE:
        return Detected(_ALONE[main], found.of(main)) if found.letters >= 2 else Detected(UNKNOWN, 0.0)
    if found.letters < _FEWEST_LETTERS:
        return Detected(UNKNOWN, 0.0)
    if main == "Cyrl" and _is_kazakh(text):
        return Detected("kk", found.of(main))
    return _by_small_words(text[:_READ_AT_MOST], main) or _by_statistics(text[:_ENOUGH], main, found.letters)


def _is_kazakh(text: str) -> bool:
    """Letters that here only Kazakh has; one name in a Russian text is not enough."""
    if _KAZAKH_ONLY.isdisjoint(text):
        return False
    sample = text[:_READ_AT_MOST]
    letters = sum(char.isalpha() for char in sample)
    return sum(char in _KAZAKH_SIGNS for char in sample) > 0.04 * letters


def _by_small_words(text: str, script: str) -> Detected | None:
    """Plain prose gives itself away by its small words; cheap, and silent when in doubt."""
    words = Counter(re.split(r"[\W\d_]+", text.lower()))
    total = words.total()
    if total < _FEWEST_WORDS or (script == "Cyrl" and not _FOREIGN_CYRILLIC.isdisjoint(text)):
        return None
    best = second = 0
    tag = ""
    for known, small in _small_words(script).items():
        count = sum(words[word] for word in small)
        if count > best:
            best, second, tag = count, best, known
        else:
            second = max(second, count)
    return Detected(tag, 0.95) if best >= 4 and best > 4 * second and best > 0.1 * total else None


@functools.cache
def _small_words(script: str) -> dict[str, frozenset[str]]:
    return {tag: frozenset(words.split()) for tag, words in _SMALL_WORDS.get(script, {}).items()}


def _by_statistics(text: str, script: str, letters: int) -> Detected:
    detector = _detector(script)
    if detector is None:
        return Detected(UNKNOWN, 0.0)
    values = detector.compute_language_confidence_values(text)
    best = next((value for value in values if _may_be(value.language, text)), None)
    if best is None or best.value <= 0:
        return Detected(UNKNOWN, 0.0)
    for most, least in _DOUBT:
        if letters <= most and best.value < least:
            return Detected(UNKNOWN, best.value)
    return Detected(best.language.iso_code_639_1.name.lower(), best.value)


@functools.lru_cache(maxsize=256)
def likelihood(text: str, tag: str) -> float:
    """How likely, 0 to 1, the text is in this language; 0 for one that statistics do not know."""
    main = scripts(text).main
    detector = _detector(main) if main else None
    if detector is None:
        return 0.0
    values = detector.compute_language_confidence_values(text[:_ENOUGH])
    return next((one.value for one in values if one.language.iso_code_639_1.name.lower() == tag), 0.0)


def _may_be(language: Language, text: str) -> bool:
    """False when the text has letters that the language lacks, or lacks those that it cannot do without."""
    tag = language.iso_code_639_1.name.lower()
    if tag in ("ru", "bg") and not _DOTTED_I.isdisjoint(text):
        return False
    if tag in ("bg", "uk", "sr", "mk") and not _NORTHERN.isdisjoint(text):
        return False
    return tag not in ("sr", "mk") or not _SOUTHERN.isdisjoint(text)


@functools.cache
def _detector(script: str) -> LanguageDetector | None:
    names = _OF_SCRIPT.get(script)
    if names is None:
        return None
    languages = [getattr(Language, name) for name in names.split()]
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()


def warm_up() -> None:
    """Loads the models, so that the first text of a process does not wait for them."""
    for script in _OF_SCRIPT:
        _by_statistics("abc", script, 3)


def _chinese(text: str) -> Detected:
    traditional, simplified = han_variants(text)
    if traditional == simplified == 0:
        return Detected("zh-Hant", 0.5)  # nothing in it tells; our packs are in Traditional
    share = max(traditional, simplified) / (traditional + simplified)
    return Detected("zh-Hant" if traditional >= simplified else "zh-Hans", share)


def han_variants(text: str) -> tuple[int, int]:
    """How many signs are written so in Traditional only, and how many in Simplified only."""
    kinds = [_variant(char) for char in text[:_READ_AT_MOST] if char >= "\u3400"]
    return kinds.count("t"), kinds.count("s")


@functools.lru_cache(maxsize=4096)
def _variant(char: str) -> str:
    """Two national character sets tell: Big5 holds Traditional signs only, GB 2312 Simplified ones only."""
    if _script(char) != "Hani":
        return ""
    traditional, simplified = _encodes(char, "big5"), _encodes(char, "gb2312")
    if traditional == simplified:
        return ""
    return "t" if traditional else "s"


def _encodes(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def same_language(one: str, other: str) -> bool:
    """Whether two tags name the same language; region and script count for Chinese only."""
    return canonical(one) == canonical(other)


_CHINESE_HANT = {"tw", "hk", "mo", "hant"}


def canonical(tag: str) -> str:
    """A tag as it is written here: ``zh-TW`` becomes ``zh-Hant``, ``de-AT`` ``de``, ``no`` ``nb``."""
    parts = tag.replace("_", "-").lower().split("-")
    if parts[0] in ("zh", "cmn", "yue"):
        return (
            "zh-Hant"
            if _CHINESE_HANT & set(parts[1:]) or parts[0] == "yue"
            else "zh-Hans"
            if len(parts) > 1
            else "zh-Hant"
        )
    return {"no": "nb", "iw": "he", "in": "id"}.get(parts[0], parts[0])


def languages_present(tags: Iterable[str]) -> frozenset[str]:
    """Canonical tags without the unknown one."""
    return frozenset(canonical(tag) for tag in tags if tag and tag != UNKNOWN)
