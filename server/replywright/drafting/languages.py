"""Choosing among texts and packs by language tag."""

from collections.abc import Iterable, Mapping

from replywright.text.language import canonical


def pack_for(texts: Mapping[str, str], language: str) -> str | None:
    """The text in this language, or in the same one by another tag; never in another language."""
    exact = texts.get(language)
    if exact is not None:
        return exact
    wanted = canonical(language)
    return next((text for tag, text in texts.items() if canonical(tag) == wanted), None)


def nearest(language: str, known: Iterable[str]) -> str | None:
    """The known tag that serves this language: itself, its canonical form, or one of its primary tag."""
    tags = sorted(known)
    if language in tags:
        return language
    wanted = canonical(language)
    if wanted in tags:
        return wanted
    return next((tag for tag in tags if tag.split("-")[0] == wanted.split("-")[0]), None)
