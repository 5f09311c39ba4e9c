"""Web addresses, short links, spelled-out domains and HTML.

Option ``find``: ``url``, ``spelled`` or ``html``. Option ``endings``: the top-level domains that make a
bare name an
address. A verified address of the business passes where the site has nothing against links.
"""

from collections.abc import Iterator

from replywright.domain import Level, Span
from replywright.linter.checks import Check
from replywright.linter.contacts import values
from replywright.linter.document import Document, Finding
from replywright.linter.options import known_options, one_of, texts
from replywright.linter.patterns import LinearPattern
from replywright.rulebook.schema.risk import RuleSpec

_POLICY = {"forbid": Level.BLOCK, "warn": Level.WARN}
_HTML = [r"</?[a-z][a-z0-9]*(?:\s[^<>]{0,300})?/?>", r"&(?:lt|gt|amp|nbsp|quot|#\d{2,5});"]


def build(rule_id: str, rule: RuleSpec) -> Check:
    known_options(rule_id, rule, ("find", "endings"))
    find = one_of(rule_id, rule, "find", ("url", "spelled", "html"))
    if find == "html":
        return _html(LinearPattern(_HTML, needs="<&"))
    endings = "|".join(sorted(texts(rule_id, rule, "endings", required=True), key=len, reverse=True))
    if find == "spelled":
        # "punto de", "point de": there the ending is the plainest of words, and no address is meant.
        romance = "|".join(ending for ending in endings.split("|") if ending not in ("de", "es", "eu"))
        return _spelled(
            LinearPattern(
                [
                    r"[\pL\pN\-]{2,} ?[(\[]? ?(?:dot|punkt|точка|нүкте) ?[)\]]? ?"
                    rf"(?:{endings})(?:$|[^\pL\pN])",
                    r"[\pL\pN\-]{2,} ?[(\[]? ?(?:punto|point) ?[)\]]? ?"
                    rf"(?:{romance})(?:$|[^\pL\pN])",
                ]
            )
        )
    name = r"[\pL\pN](?:[\pL\pN\-]*[\pL\pN])?"
    return _urls(
        LinearPattern(
            [
                r"((?:https?|ftp)://[^\s<>\"，。！？）]+)",
                r"(?:^|[^\pL\pN.@])(www\.[^\s<>\"，。！？）]+)",
                rf"(?:^|[^\pL\pN.@_\-/])((?:{name}\.)+(?:{endings})(?:/[^\s<>\"，。！？）]*)?)(?:$|[^\pL\pN@\-]|-[^\pL\pN])",
            ],
            needs=".:",
        )
    )


def _urls(pattern: LinearPattern) -> Check:
    def check(document: Document) -> Iterator[Finding]:
        taken: list[Span] = []
        for start, end in pattern.folded_spans(document.folded.text):
            address = document.folded.text[start:end].rstrip(".,;:!?)'\"")
            span = document.folded.span(start, start + len(address))
            if (
                any(span.overlaps(other) for other in taken)
                or _is_sentence_seam(document.text, span)
                or _is_brand(document, span, address)
            ):
                continue
            taken.append(span)
            finding = _judged(document, span, address)
            if finding:
                yield finding

    return check


def _is_sentence_seam(text: str, span: Span) -> bool:
    """``hotel.It was``: a full stop without a space, not an address."""
    words = span.of(text)
    dot = words.rfind(".")
    return "/" not in words and not words.lower().startswith("www.") and words[dot + 1 : dot + 2].isupper()


def _is_brand(document: Document, span: Span, address: str) -> bool:
    """``Booking.com``: the name of a site, not a way to it."""
    bare = "/" not in address and not address.startswith("www.")
    return bare and (document.text[span.start].isupper() or address in document.platform.hosts)


def _judged(document: Document, span: Span, address: str) -> Finding | None:
    host = address.split("://")[-1].split("/")[0].removeprefix("www.")
    own = any(
        host and host == value.split("://")[-1].split("/")[0].removeprefix("www.")
        for value in values(document.context.business, "url")
    )
    policy = document.platform.links.policy
    if policy in ("forbid", "warn"):
        return Finding(span, level=Level.HINT if own and policy == "warn" else _POLICY[policy])
    return None if own or policy == "allow" else Finding(span)


def _spelled(pattern: LinearPattern) -> Check:
    def check(document: Document) -> Iterator[Finding]:
        for span in pattern.spans(document.folded):
            yield Finding(span, level=_POLICY.get(document.platform.links.policy))

    return check


def _html(pattern: LinearPattern) -> Check:
    def check(document: Document) -> Iterator[Finding]:
        for span in pattern.spans(document.folded):
            yield Finding(span, level=_POLICY.get(document.platform.links.policy))

    return check
