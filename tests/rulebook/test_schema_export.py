from pathlib import Path

from replywright.rulebook.schema_export import export, stale

SCHEMAS = Path(__file__).parents[2] / "prompts" / "schema"


def test_the_json_schemas_are_fresh() -> None:
    assert stale(SCHEMAS) == []


def test_a_missing_or_changed_schema_is_noticed(tmp_path: Path) -> None:
    export(tmp_path)
    (tmp_path / "rule.json").write_text("{}", encoding="utf-8")
    (tmp_path / "label.json").unlink()
    assert stale(tmp_path) == ["label.json", "rule.json"]
