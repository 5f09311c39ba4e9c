"""Choosing among texts by language tag, and telling whether two tags mean one language."""

from collections.abc import Iterable, Mapping

_TRADITIONAL = {"zh-tw", "zh-hk", "zh-mo", "zh-hant-tw", "zh-hant-hk", "zh-hant"}
_SIMPLIFIED = {"zh", "zh-cn", "zh-sg", "zh-hans-cn", "zh-hans"}


def canonical(tag: str) -> str:
    """One of our tags for it where there is one: zh-TW is zh-Hant, de-AT is de. Others stay as they are."""
    low = tag.replace("_", "-").lower()
    if low in _TRADITIONAL:
        return "zh-Hant"
    if low in _SIMPLIFIED:
        return "zh-Hans"
    return low.split("-")[0]


def pack_for(texts: Mapping[str, str], language: str) -> str | None:
    """The text in this language, or in the same one by another tag; never in another language."""
    exact = texts.get(language)
    if exact is not None:
        return exact
    wanted = canonical(language)
    return next((text for tag, text in texts.items() if canonical(tag) == wanted), None)


def nearest(language: str, known: Iterable[str]) -> str | None:
    """The known tag that serves this language: itself, its canonical form, or its primary tag's first."""
    tags = sorted(known)
    if language in tags:
        return language
    wanted = canonical(language)
    if wanted in tags:
        return wanted
    return next((tag for tag in tags if tag.split("-")[0] == wanted.split("-")[0]), None)


def same_language(left: str, right: str) -> bool:
    """True when a reader of the one reads the other; both ways of writing Chinese count as one here."""
    return left.split("-")[0].lower() == right.split("-")[0].lower()
