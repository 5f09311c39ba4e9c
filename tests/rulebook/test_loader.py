from pathlib import Path

import pytest

from replywright.errors import RulebookError
from replywright.rulebook.loader import load

CATEGORY = """\
title: {en: Threat}
definition: A threat.
level: block
message: {en: This is a threat.}
why: {text: It is forbidden., source: A law, kind: law}
"""
RULE = """\
kind: existence
terms:
  en: [see you in court]
examples:
  flagged: [{lang: en, text: See you in court.}]
  clean: [{lang: en, text: See you in spring.}]
"""
LANGUAGE = "name: Eesti\nenglish_name: Estonian\nscript: Latn\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for inner in ("platforms", "languages", "risk/legal_threat"):
        (tmp_path / inner).mkdir(parents=True)
    (tmp_path / "platforms/generic.yaml").write_text("name: Any site\n", encoding="utf-8")
    (tmp_path / "risk/legal_threat/_category.yaml").write_text(CATEGORY, encoding="utf-8")
    (tmp_path / "risk/legal_threat/court.yaml").write_text(RULE, encoding="utf-8")
    (tmp_path / "languages/et.yaml").write_text(LANGUAGE, encoding="utf-8")
    return tmp_path


def refusal(folder: Path) -> str:
    with pytest.raises(RulebookError) as caught:
        load(folder)
    return caught.value.detail


def test_a_folder_with_little_in_it_loads(folder: Path) -> None:
    rulebook = load(folder)
    assert set(rulebook.rules) == {"legal_threat.court"}
    assert rulebook.platform("never heard of").name == "Any site"


def test_terms_of_a_language_file_join_the_rule(folder: Path) -> None:
    (folder / "languages/et.yaml").write_text(
        LANGUAGE + "risk: {legal_threat.court: [kohtus kohtume]}\n", encoding="utf-8"
    )
    assert load(folder).rules["legal_threat.court"].terms["et"] == ["kohtus kohtume"]


def test_the_same_cell_twice_is_refused(folder: Path) -> None:
    (folder / "languages/en.yaml").write_text(
        "name: English\nenglish_name: English\nscript: Latn\nrisk: {legal_threat.court: [sue you]}\n",
        encoding="utf-8",
    )
    assert "risk/legal_threat/court.yaml has terms for en as well" in refusal(folder)


def test_terms_for_a_rule_that_is_not_there_name_the_rules_that_are(folder: Path) -> None:
    wrong = LANGUAGE + "risk: {legal_threat.cuort: [a]}\n"
    (folder / "languages/et.yaml").write_text(wrong, encoding="utf-8")
    assert "known are: legal_threat.court" in refusal(folder)


def test_a_missing_generic_platform_is_refused(folder: Path) -> None:
    (folder / "platforms/generic.yaml").unlink()
    assert "platforms/generic.yaml" in refusal(folder)


def test_a_folder_without_a_category_file_is_refused(folder: Path) -> None:
    (folder / "risk/legal_threat/_category.yaml").unlink()
    assert "risk/legal_threat/_category.yaml is missing" in refusal(folder)


def test_a_wrong_value_is_told_with_file_line_field_and_legal_values(folder: Path) -> None:
    (folder / "risk/legal_threat/court.yaml").write_text(RULE + "level: loud\n", encoding="utf-8")
    told = refusal(folder)
    assert "risk/legal_threat/court.yaml:7: level" in told
    assert "'block'" in told


def test_an_unknown_key_is_told_with_the_known_ones(folder: Path) -> None:
    (folder / "risk/legal_threat/court.yaml").write_text(RULE + "levle: warn\n", encoding="utf-8")
    told = refusal(folder)
    assert "court.yaml:7: levle: there is no such key; known are:" in told
    assert "negatable" in told


def test_a_rule_without_examples_is_refused(folder: Path) -> None:
    (folder / "risk/legal_threat/court.yaml").write_text(RULE.split("examples:")[0], encoding="utf-8")
    assert "examples" in refusal(folder)


def test_broken_yaml_is_told_with_its_line(folder: Path) -> None:
    (folder / "risk/legal_threat/court.yaml").write_text("kind: existence\nterms: [a\n", encoding="utf-8")
    assert refusal(folder).startswith("risk/legal_threat/court.yaml:3")


def test_a_key_written_twice_is_refused(folder: Path) -> None:
    (folder / "languages/et.yaml").write_text(LANGUAGE + "name: Eesti\n", encoding="utf-8")
    assert "stands here twice" in refusal(folder)


def test_a_term_that_cannot_be_read_is_refused(folder: Path) -> None:
    broken = RULE.replace("see you in", "(see you in")
    (folder / "risk/legal_threat/court.yaml").write_text(broken, encoding="utf-8")
    assert "a '(' is not closed" in refusal(folder)


def test_the_revision_changes_with_any_part_and_not_with_the_order_of_keys(folder: Path) -> None:
    before = load(folder).revision
    assert load(folder).revision == before
    lines = RULE.replace("kind: existence\n", "") + "kind: existence\n"
    (folder / "risk/legal_threat/court.yaml").write_text(lines, encoding="utf-8")
    assert load(folder).revision == before
    (folder / "platforms/generic.yaml").write_text("name: Some site\n", encoding="utf-8")
    assert load(folder).revision != before


def test_no_as_a_word_stays_a_word(folder: Path) -> None:
    (folder / "languages/et.yaml").write_text(LANGUAGE + "negation: [no, off, yes]\n", encoding="utf-8")
    assert load(folder).languages["et"].negation == ["no", "off", "yes"]
