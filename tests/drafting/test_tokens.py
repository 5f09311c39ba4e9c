"""Tokens are counted from the official rank files, without network."""

import base64
import hashlib

import pytest
import tiktoken_ext.openai_public as official

from replywright.drafting import tokens
from replywright.errors import Unavailable


@pytest.mark.parametrize("name", ["o200k_base", "cl100k_base"])
def test_the_rank_files_are_the_official_ones(name: str) -> None:
    assert hashlib.sha256(tokens._rank_file(name)).hexdigest() == tokens.OFFICIAL_SHA256[name]


@pytest.mark.parametrize("name", ["o200k_base", "cl100k_base"])
def test_splitting_and_hashes_are_tiktokens_own(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, str] = {}
    monkeypatch.setattr(
        official, "load_tiktoken_bpe", lambda url, expected_hash: asked.update({name: expected_hash})
    )
    assert getattr(official, name)()["pat_str"] == tokens.SPLITTING[name]
    assert asked[name] == tokens.OFFICIAL_SHA256[name]


def test_a_tampered_rank_file_is_refused() -> None:
    line = base64.b64encode(b"a") + b" 0"
    with pytest.raises(Unavailable, match="not the official one"):
        tokens._ranks(line, "o200k_base")


@pytest.mark.parametrize(
    ("text", "model", "count"),
    [("hello world", "", 2), ("hello world", "gpt-4", 2), ("", "", 0), ("<|endoftext|>", "", 7)],
)
def test_counts_are_known_ones(text: str, model: str, count: int) -> None:
    assert tokens.count_tokens(text, model) == count


def test_an_encoding_is_built_once() -> None:
    assert tokens.encoding("o200k_base") is tokens.encoding("o200k_base")


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("gpt-4", "cl100k_base"),
        ("gpt-3.5-turbo", "cl100k_base"),
        ("gpt-4o-mini", "o200k_base"),
        ("llama3", "o200k_base"),
    ],
)
def test_each_model_counts_by_its_own_encoding(model: str, name: str) -> None:
    assert tokens.encoding_name(model) == name
