"""Reply texts out of what a language model wrote, whole or while it arrives. Pure; no vendor in sight.

The agreed shape is ``{"replies": [{"text": "..."}, ...]}``. Small models and plain servers send it in code
fences, after a thought, with a chat around it, cut off, or not at all: then the whole answer is one reply.
"""

import json
import re
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import Any

from replywright.domain import TextDelta

_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?</\1>", re.DOTALL | re.IGNORECASE)
_THOUGHT_TAIL = re.compile(r"\A.*</(?:think|thinking|reasoning)>", re.DOTALL | re.IGNORECASE)
_THOUGHT_OPEN = re.compile(r"<(?:think|thinking|reasoning)>", re.IGNORECASE)
_FENCE = re.compile(r"\A```[\w-]*\s*\n(.*?)(?:\n?```.*)?\Z", re.DOTALL)
_JSON_START = re.compile(r'\{\s*["}]|\[\s*[{"\]]')
_SENTENCE_END = re.compile(r"[.!?…。！？\n]+")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_SIMPLE_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Answer:
    """The replies of one answer, stripped, none empty, none twice. ``cut``: the last one has no end."""

    texts: tuple[str, ...]
    cut: bool = False


def read_answer(content: str, count: int, *, ended: bool = True) -> Answer:
    """At most ``count`` replies of ``content``. ``ended`` False: the model was stopped before it was done.

    No replies when nothing can be used: empty, only a thought, or JSON without any text in it. Texts that are
    stuck in repetition are left out.
    """
    body = _without_thoughts(content)
    fenced = _FENCE.match(body)
    if fenced:
        body = fenced.group(1).strip()
    if not _JSON_START.search(body):
        return _chosen([body], cut=not ended, count=count)
    found = _decoded(body)
    if found is not None:
        return _chosen(_texts_of(found), cut=False, count=count)
    reader = ReplyReader()
    reader.feed(body)
    texts = list(reader.texts)
    cut = not ended and bool(reader.partial.strip())
    if cut:
        texts.append(reader.partial)
    if not texts and not _JSON_START.match(body):
        return _chosen([body], cut=not ended, count=count)
    return _chosen(texts, cut=cut, count=count)


def is_stuck(text: str) -> bool:
    """Whether a text goes round in circles, as small models do: no person would send it."""
    raw = text.encode("utf-8", "replace")
    if len(raw) >= 120 and len(zlib.compress(raw, 6)) < 0.25 * len(raw):
        return True
    sentences = Counter(part for raw_part in _SENTENCE_END.split(text) if len(part := raw_part.strip()) >= 12)
    return any(times >= 3 for times in sentences.values())


class ReplyReader:
    """Reads the reply texts out of JSON that arrives in pieces of any size.

    A reply is the string under a key ``text``, or a string directly in the array ``replies``. ``texts`` holds
    the finished ones in order, ``partial`` what has come of the one that is open. Everything before the first
    ``{`` is ignored, and so is a thought.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._open: list[str] = []
        self._fresh: list[str] = []
        self._head = ""
        self._stack: list[tuple[str, str]] = []  # what is open, and the key it stands under
        self._key = ""
        self._after_colon = False
        self._in_string = False
        self._is_reply = False
        self._word: list[str] = []
        self._escape: str | None = None
        self._high: int | None = None

    @property
    def partial(self) -> str:
        return "".join(self._open)

    def feed(self, chunk: str) -> list[TextDelta]:
        """The pieces of reply text that ``chunk`` brings, in order, numbered from 0."""
        deltas: list[TextDelta] = []
        for char in chunk:
            before = len(self.texts)
            self._take(char)
            if len(self.texts) != before:
                self._flush(before, deltas)
        self._flush(len(self.texts), deltas)
        return deltas

    def _flush(self, draft: int, deltas: list[TextDelta]) -> None:
        if self._fresh:
            deltas.append(TextDelta(draft, "".join(self._fresh)))
            self._fresh.clear()

    def _take(self, char: str) -> None:
        if self._in_string:
            self._take_in_string(char)
        elif not self._stack:
            self._take_outside(char)
        elif char == '"':
            self._start_string()
        elif char in "{[":
            self._stack.append((char, self._key if self._after_colon else ""))
            self._after_colon = False
        elif char in "}]":
            self._stack.pop()
            self._after_colon = False
        elif char == ":":
            self._after_colon = True
        elif char == ",":
            self._after_colon = False

    def _take_outside(self, char: str) -> None:
        self._head += char
        if char != "{":
            return
        if _THOUGHT_OPEN.search(_without_closed_thoughts(self._head)):
            return
        self._head = ""
        self._stack.append(("{", ""))

    def _start_string(self) -> None:
        self._in_string = True
        self._word = []
        kind, under = self._stack[-1]
        in_list = kind == "[" and under == "replies"
        self._is_reply = in_list or (kind == "{" and self._after_colon and self._key == "text")

    def _take_in_string(self, char: str) -> None:
        if self._escape is not None:
            self._take_escape(char)
        elif char == "\\":
            self._escape = ""
        elif char == '"':
            self._end_string()
        else:
            self._unit(ord(char))

    def _take_escape(self, char: str) -> None:
        pending = (self._escape or "") + char
        if pending[0] != "u":
            self._escape = None
            self._unit(ord(_SIMPLE_ESCAPES.get(pending, pending)))
        elif len(pending) < 5:
            self._escape = pending
        else:
            self._escape = None
            try:
                self._unit(int(pending[1:], 16))
            except ValueError:
                self._put(_REPLACEMENT)

    def _unit(self, code: int) -> None:
        """One code unit: surrogate halves wait for their other half, and a lone one becomes U+FFFD."""
        if self._high is not None:
            high, self._high = self._high, None
            if 0xDC00 <= code <= 0xDFFF:
                self._put(chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)))
                return
            self._put(_REPLACEMENT)
        if 0xD800 <= code <= 0xDBFF:
            self._high = code
        else:
            self._put(_REPLACEMENT if 0xDC00 <= code <= 0xDFFF else chr(code))

    def _put(self, char: str) -> None:
        if self._is_reply:
            self._open.append(char)
            self._fresh.append(char)
        else:
            self._word.append(char)

    def _end_string(self) -> None:
        if self._high is not None:
            self._high = None
            self._put(_REPLACEMENT)
        self._in_string = False
        if self._is_reply:
            self.texts.append("".join(self._open))
            self._open = []
        elif not self._after_colon:
            self._key = "".join(self._word)


def _without_closed_thoughts(text: str) -> str:
    return _THOUGHT.sub("", text)


def _without_thoughts(content: str) -> str:
    """``content`` without thoughts; one that never ends takes everything after it along."""
    text = _without_closed_thoughts(content)
    text = _THOUGHT_TAIL.sub("", text)
    start = _THOUGHT_OPEN.match(text.lstrip())
    return "" if start else text.strip()


def _decoded(body: str) -> Any | None:
    """The first JSON value in ``body`` that holds texts, or None. What stands around it is ignored."""
    decoder = json.JSONDecoder(strict=False)
    for start in _JSON_START.finditer(body):
        try:
            value, _ = decoder.raw_decode(body, start.start())
        except (ValueError, RecursionError):
            return None
        if _texts_of(value):
            return value
    return None


def _texts_of(value: Any) -> list[str]:
    if isinstance(value, dict):
        for key in ("replies", "text"):
            if key in value:
                return _texts_of(value[key])
        lists = [item for item in value.values() if isinstance(item, list)]
        return _texts_of(lists[0]) if len(lists) == 1 else []
    if isinstance(value, list):
        return [text for item in value if not isinstance(item, list) for text in _texts_of(item)]
    return [value] if isinstance(value, str) else []


def _chosen(texts: list[str], *, cut: bool, count: int) -> Answer:
    last = len(texts) - 1
    kept: dict[str, bool] = {}
    for position, raw in enumerate(texts):
        text = _mended(raw).strip()
        if text and text not in kept and not is_stuck(text) and len(kept) < count:
            kept[text] = cut and position == last
    return Answer(tuple(kept), any(kept.values()))


def _mended(text: str) -> str:
    """Surrogate halves joined; lone ones become U+FFFD, so that the text can be encoded."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
