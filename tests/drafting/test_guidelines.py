"""The guidelines name only what exists, and hold what a reader needs to trust them."""

import pytest

from replywright.rulebook.loader import load

from .conftest import PROMPTS

_RULEBOOK = load(PROMPTS)
_GUIDELINES = sorted(_RULEBOOK.guidelines)
_SECTORS = {*_RULEBOOK.sectors, "general", "law"}


def test_there_is_a_first_set() -> None:
    assert len(_GUIDELINES) >= 40


@pytest.mark.parametrize("key", _GUIDELINES)
def test_a_guideline_names_only_what_exists(key: str) -> None:
    when = _RULEBOOK.guidelines[key].when
    assert set(when.labels) | set(when.not_labels) <= set(_RULEBOOK.labels)
    assert set(when.platforms) <= set(_RULEBOOK.platforms)
    assert set(when.sectors) <= _SECTORS
    assert set(_RULEBOOK.guidelines[key].checked_by) <= set(_RULEBOOK.categories)


@pytest.mark.parametrize("key", _GUIDELINES)
def test_a_guideline_has_a_reason_a_source_and_examples_of_both_kinds(key: str) -> None:
    spec = _RULEBOOK.guidelines[key]
    assert spec.because
    assert spec.sources
    assert spec.examples.good
    assert spec.examples.bad
    assert not set(spec.examples.good) & set(spec.examples.bad)


def test_no_guideline_is_said_twice() -> None:
    texts = [spec.text for spec in _RULEBOOK.guidelines.values()]
    assert len(set(texts)) == len(texts)
