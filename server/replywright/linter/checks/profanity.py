"""Swear words, plain and masked. ``terms`` are found as always; ``masked`` lists whole words, by language,
that are
also found when letters are starred out, spaced, doubled or replaced by signs that look alike.
"""

from collections.abc import Iterator, Mapping

from replywright.errors import RulebookError
from replywright.linter.checks import Check
from replywright.linter.document import Document, Finding
from replywright.linter.finding_terms import standing_hits
from replywright.linter.options import known_options
from replywright.linter.patterns import LinearPattern
from replywright.rulebook.schema.risk import RuleSpec
from replywright.text.normalize import fold

_LOOKS_LIKE = {
    "@": "a",
    "$": "s",
    "0": "o",
    "1": "i",
    "3": "e",
    "4": "a",
    "5": "s",
    "!": "i",
    "7": "t",
    "€": "e",
}
_LATIN_TWINS = str.maketrans("aceopxykmhtb", "асеорхукмнтв")
_MASKS = "*#%•×"
_SIGNS = "@$013457!€*#%•×"
_CANDIDATE = r"(?:^|[^\pL\pN*@$])(\pL[\pL\pM@$013457!€*#%•×]*[@$013457!€*#%•×][\pL\pM@$013457!€*#%•×]*)"
_PREFIX = 4  # shorter words must be masked as a whole
_SPACED = r"(?:^|[^\pL\pN])(\pL(?:[ .\-_]\pL){2,9})(?:$|[^\pL\pN])"


def build(rule_id: str, rule: RuleSpec) -> Check:
    options = known_options(rule_id, rule, ("masked",))
    masked = options.get("masked", {})
    if not isinstance(masked, Mapping):
        raise RulebookError(
            f"risk/{rule_id.replace('.', '/')}.yaml: options.masked: lists of words by language are wanted"
        )
    words = frozenset(fold(word).text for found in masked.values() for word in found)
    signs = LinearPattern([_CANDIDATE], needs=_SIGNS)
    spaced = LinearPattern([_SPACED])

    def check(document: Document) -> Iterator[Finding]:
        for hit in standing_hits(rule_id, rule, document):
            yield Finding(hit.span)
        text = document.folded.text
        for start, end in signs.folded_spans(text):
            end -= len(text[start:end]) - len(text[start:end].rstrip("!"))
            if start < end and _is_masked(text[start:end], words):
                yield Finding(document.folded.span(start, end))
        for start, end in spaced.folded_spans(text):
            if _holds(text[start:end], words):
                yield Finding(document.folded.span(start, end))

    return check


def _holds(spaced: str, words: frozenset[str]) -> bool:
    """``a f u c k``: the letters, or those from one on, are a word of four letters or more."""
    letters = "".join(filter(str.isalpha, spaced))
    return any(letters[at:] in words for at in range(max(1, len(letters) - 3)))


def _is_masked(token: str, words: frozenset[str]) -> bool:
    if not any(sign in token for sign in _SIGNS):
        return False
    plain = "".join(_LOOKS_LIKE.get(sign, sign) for sign in token)
    if plain in words or plain.translate(_LATIN_TWINS) in words:
        return True
    if not any(mask in plain for mask in _MASKS) or sum(char.isalpha() for char in plain) < 1:
        return False
    return any(_fits(plain[: max(len(word), _PREFIX)], word) for word in words)


def _fits(masked: str, word: str) -> bool:
    """``s***`` is s and any three letters; ``f*ck`` any one letter between; endings may follow."""
    if not any(sign in _MASKS for sign in masked):
        return False
    return len(masked) == len(word) and all(
        sign in _MASKS or sign == letter for sign, letter in zip(masked, word, strict=True)
    )
