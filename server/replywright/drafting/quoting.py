"""Putting strangers' text into a prompt so that it stays data."""

import hashlib
import re
from dataclasses import dataclass

from replywright.text.normalize import clean

_BLANKS = re.compile(r"[ \t]{2,}")
_LINES = re.compile(r"\n\s*\n\s*")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Quoter:
    """Fences with a mark that no quoted text contains, so that none can close them."""

    mark: str

    @classmethod
    def for_texts(cls, *texts: str) -> "Quoter":
        """A mark made from the texts themselves: the same texts give the same prompt."""
        whole = "\x00".join(texts)
        mark = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        while mark in whole:
            mark = hashlib.sha256(mark.encode()).hexdigest()[:12]
        return cls(mark)

    def quote(self, name: str, text: str) -> str:
        """``text`` between two lines that only this prompt can hold."""
        return f"<<{name} {self.mark}>>\n{text}\n<</{name} {self.mark}>>"


def plain(text: str) -> str:
    """Without invisible characters, control characters and long gaps."""
    visible = _CONTROLS.sub(" ", clean(text.replace("\r\n", "\n")))
    return _LINES.sub("\n", _BLANKS.sub(" ", visible)).strip()


def shortened(text: str, share: float) -> str:
    """The beginning and the end of a text, ``share`` of it in all, cut between words, with the gap shown."""
    keep = max(80, int(len(text) * share))
    if keep >= len(text):
        return text
    head, tail = text[: keep * 2 // 3], text[len(text) - keep // 3 :]
    return f"{_whole_words(head)} […] {_whole_words(tail[::-1])[::-1]}"


def _whole_words(text: str) -> str:
    cut = text.rfind(" ")
    return text[:cut] if cut > len(text) - 20 else text
