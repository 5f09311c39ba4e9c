"""In which language a person is spoken to."""

from collections.abc import Container, Iterator

FALLBACK = "en"


def ui_language(asked: str | None, accept: str | None, known: Container[str]) -> str:
    """The first language asked for that the rulebook knows: the field, else Accept-Language, else English."""
    for tag in (asked, *_by_preference(accept or "")):
        if tag is None:
            continue
        for candidate in (tag, _with_script(tag), tag.split("-")[0].lower()):
            if candidate in known:
                return candidate
    return FALLBACK


def _by_preference(accept: str) -> Iterator[str]:
    """Tags of an Accept-Language header, most wanted first; the order given decides between equals."""
    weighted: list[tuple[float, str]] = []
    for item in accept.split(",")[:20]:
        tag, _, weight = item.strip().partition(";q=")
        try:
            weighted.append((-float(weight) if weight else -1.0, tag))
        except ValueError:
            continue
    return (tag for weight, tag in sorted(weighted, key=lambda pair: pair[0]) if tag and weight)


def _with_script(tag: str) -> str:
    """Chinese as browsers name it, by the script that people there read."""
    if not tag.lower().startswith("zh"):
        return tag
    lowered = tag.lower()
    traditional = any(part in lowered for part in ("hant", "-tw", "-hk", "-mo"))
    return "zh-Hant" if traditional else "zh-Hans"
