"""JSON Schemas of the files under prompts/, for editors. ``python -m replywright.rulebook.schema_export
[--check]``.
"""

import json
import sys
from pathlib import Path

from pydantic import BaseModel

from replywright.rulebook.schema.business import BusinessSpec
from replywright.rulebook.schema.guideline import GuidelineSpec
from replywright.rulebook.schema.language import LanguageSpec
from replywright.rulebook.schema.platform import PlatformSpec
from replywright.rulebook.schema.risk import CategorySpec, RuleSpec
from replywright.rulebook.schema.sector import SectorsFile
from replywright.rulebook.schema.topic import TopicsFile
from replywright.rulebook.schema.triage import LabelSpec

MODELS: dict[str, type[BaseModel]] = {
    "business": BusinessSpec,
    "category": CategorySpec,
    "guideline": GuidelineSpec,
    "label": LabelSpec,
    "language": LanguageSpec,
    "platform": PlatformSpec,
    "rule": RuleSpec,
    "sectors": SectorsFile,
    "topics": TopicsFile,
}


def schema_text(model: type[BaseModel]) -> str:
    """The schema as it stands in its file."""
    return json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def stale(folder: Path) -> list[str]:
    """Names of schema files that are missing or differ from the models."""
    return [
        f"{name}.json"
        for name, model in MODELS.items()
        if not (folder / f"{name}.json").is_file()
        or (folder / f"{name}.json").read_text(encoding="utf-8") != schema_text(model)
    ]


def export(folder: Path) -> None:
    """Writes all schemas."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, model in MODELS.items():
        (folder / f"{name}.json").write_text(schema_text(model), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Exit status 1 when ``--check`` finds stale files."""
    folder = Path(__file__).resolve().parents[3] / "prompts" / "schema"
    if "--check" not in arguments:
        export(folder)
        return 0
    old = stale(folder)
    if old:
        sys.stderr.write(f"stale: {', '.join(old)}; run python -m replywright.rulebook.schema_export\n")
    return 1 if old else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
