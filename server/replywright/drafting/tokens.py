"""Counting tokens without network: tiktoken's encodings from the rank files that ``bpe_openai`` carries."""

import base64
import gzip
import hashlib
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import tiktoken

from replywright.errors import Unavailable

# The hashes that tiktoken itself checks when it downloads the same files.
OFFICIAL_SHA256 = {
    "o200k_base": "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    "cl100k_base": "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
}
# How tiktoken splits text before it merges bytes; a test holds them equal to its own definitions.
_WORD_END = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
_BEFORE = r"[^\r\n\p{L}\p{N}]?"
_UPPER = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]"
_LOWER = r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"
SPLITTING = {
    "o200k_base": "|".join(
        [
            f"{_BEFORE}{_UPPER}*{_LOWER}+{_WORD_END}",
            f"{_BEFORE}{_UPPER}+{_LOWER}*{_WORD_END}",
            r"\p{N}{1,3}",
            r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
            r"\s*[\r\n]+",
            r"\s+(?!\S)",
            r"\s+",
        ]
    ),
    "cl100k_base": (
        r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+"
        r"| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
    ),
}
_OLD_MODELS = ("gpt-4-", "gpt-3.5", "gpt-35", "text-embedding")


@lru_cache(maxsize=2)
def encoding(name: str = "o200k_base") -> tiktoken.Encoding:
    """The encoding, built once. Raises Unavailable if the rank file is not the official one."""
    ranks = _ranks(_rank_file(name), name)
    return tiktoken.Encoding(name=name, pat_str=SPLITTING[name], mergeable_ranks=ranks, special_tokens={})


def count_tokens(text: str, model: str = "") -> int:
    """Tokens of ``text``; special tokens in it count as the plain text that they are here."""
    return len(encoding(encoding_name(model)).encode_ordinary(text))


def encoding_name(model: str) -> str:
    """Older OpenAI models count by cl100k_base; for all others o200k_base is the best estimate."""
    old = model == "gpt-4" or model.startswith(_OLD_MODELS)
    return "cl100k_base" if old else "o200k_base"


def _rank_file(name: str) -> bytes:
    """The file's content; the package is found, not imported, as its import would load every encoding."""
    spec = find_spec("bpe_openai")
    if spec is None or not spec.submodule_search_locations:
        raise Unavailable("The package bpe-openai is not installed; tokens cannot be counted without it.")
    path = Path(spec.submodule_search_locations[0]) / "data" / f"{name}.tiktoken.gz"
    return gzip.decompress(path.read_bytes())


def _ranks(data: bytes, name: str) -> dict[bytes, int]:
    if hashlib.sha256(data).hexdigest() != OFFICIAL_SHA256[name]:
        raise Unavailable(
            f"The rank file of {name} is not the official one; reinstall the package bpe-openai."
        )
    pairs = (line.split() for line in data.splitlines() if line)
    return {base64.b64decode(token): int(rank) for token, rank in pairs}
