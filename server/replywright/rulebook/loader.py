"""prompts/ on disk becomes one validated Rulebook."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from replywright.errors import RulebookError
from replywright.rulebook.model import Rulebook
from replywright.rulebook.reading import read
from replywright.rulebook.schema.business import BusinessSpec
from replywright.rulebook.schema.guideline import GuidelineSpec
from replywright.rulebook.schema.language import LanguageSpec
from replywright.rulebook.schema.platform import PlatformSpec
from replywright.rulebook.schema.risk import CategorySpec, RuleSpec
from replywright.rulebook.schema.sector import SectorsFile
from replywright.rulebook.schema.topic import TopicsFile
from replywright.rulebook.schema.triage import LabelSpec
from replywright.text.term_syntax import TermSyntaxError, parse_term

CATEGORY_FILE = "_category.yaml"


def load(prompts_dir: Path) -> Rulebook:
    """Everything under the folder, validated. Raises RulebookError with file, line, field, legal values."""
    root = Path(prompts_dir)
    if not root.is_dir():
        raise RulebookError(
            f"there is no folder {root.name!r} with the rulebook; set REPLYWRIGHT_PROMPTS_DIR"
        )
    languages = {path.stem: read(path, LanguageSpec, root) for path in _yaml(root / "languages")}
    platforms = {path.stem: read(path, PlatformSpec, root) for path in _yaml(root / "platforms")}
    if "generic" not in platforms:
        raise RulebookError(
            "platforms/generic.yaml is missing; it serves every site that has no file of its own"
        )
    categories = {
        folder.name: read(folder / CATEGORY_FILE, CategorySpec, root)
        for folder in _category_folders(root / "risk")
    }
    topics_file, sectors_file = root / "topics.yaml", root / "sectors.yaml"
    sectors = read(sectors_file, SectorsFile, root).sectors if sectors_file.is_file() else {}
    rules = _with_language_cells(_rules(root), languages)
    parts: dict[str, Mapping[str, Any]] = {
        "categories": categories,
        "rules": rules,
        "guidelines": {
            _dotted(path): read(path, GuidelineSpec, root) for path in _nested(root / "guidelines")
        },
        "languages": languages,
        "platforms": platforms,
        "labels": {path.stem: read(path, LabelSpec, root) for path in _yaml(root / "triage")},
        "sectors": {sector: tuple(terms) for sector, terms in sectors.items()},
        "topics": dict(read(topics_file, TopicsFile, root).topics) if topics_file.is_file() else {},
        "templates": {
            path.name: path.read_text(encoding="utf-8") for path in _files(root / "templates", "*.j2")
        },
    }
    business = _business(root)
    for sector, terms in sectors.items():
        _check(terms, f"sectors.yaml: {sector}")
    check_terms(parts["rules"], parts["languages"], parts["labels"])
    frozen = {name: MappingProxyType(dict(sorted(part.items()))) for name, part in parts.items()}
    return Rulebook(revision=revision_of(frozen, business), example_business=business, **frozen)


def revision_of(parts: Mapping[str, Mapping[str, Any]], business: BusinessSpec) -> str:
    """The first 16 hex digits of a SHA-256 over the canonical JSON of all parts."""
    canonical = {
        name: {key: _plain(value) for key, value in part.items()}
        for name, part in {**parts, "business": {"": business}}.items()
    }
    text = json.dumps(canonical, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else value


def _business(root: Path) -> BusinessSpec:
    path = root / "example_business.yaml"
    if path.is_file():
        return read(path, BusinessSpec, root)
    return BusinessSpec(slug="example", name="Example")


def _files(folder: Path, pattern: str) -> list[Path]:
    return sorted(folder.glob(pattern)) if folder.is_dir() else []


def _yaml(folder: Path) -> list[Path]:
    return _files(folder, "*.yaml")


def _nested(folder: Path) -> list[Path]:
    return _files(folder, "*/*.yaml")


def _dotted(path: Path) -> str:
    return f"{path.parent.name}.{path.stem}"


def _category_folders(folder: Path) -> Iterator[Path]:
    for inner in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not inner.is_dir():
            continue
        if not (inner / CATEGORY_FILE).is_file():
            raise RulebookError(
                f"risk/{inner.name}/{CATEGORY_FILE} is missing; it says what the category means"
            )
        yield inner


def _rules(root: Path) -> dict[str, RuleSpec]:
    return {
        _dotted(path): read(path, RuleSpec, root)
        for path in _nested(root / "risk")
        if path.name != CATEGORY_FILE
    }


def _with_language_cells(
    rules: Mapping[str, RuleSpec], languages: Mapping[str, LanguageSpec]
) -> dict[str, RuleSpec]:
    """Rules with the terms that language files hold for them."""
    merged = dict(rules)
    for tag, language in languages.items():
        for rule_id, terms in language.risk.items():
            rule = merged.get(rule_id)
            if rule is None:
                raise RulebookError(
                    f"languages/{tag}.yaml: risk.{rule_id}: there is no such rule; {_near(rule_id, rules)}"
                )
            if tag in rule.terms:
                raise RulebookError(
                    f"languages/{tag}.yaml: risk.{rule_id}: risk/{rule_id.replace('.', '/')}.yaml has terms "
                    f"for {tag} as well; a cell may be filled in one place only"
                )
            merged[rule_id] = rule.model_copy(update={"terms": {**rule.terms, tag: terms}})
    return merged


def _near(rule_id: str, rules: Iterable[str]) -> str:
    category = rule_id.split(".")[0]
    known = [known for known in rules if known.startswith(category + ".")] or sorted(
        {known.split(".")[0] for known in rules}
    )
    return "known are: " + ", ".join(known[:40])


def check_terms(
    rules: Mapping[str, RuleSpec], languages: Mapping[str, LanguageSpec], labels: Mapping[str, LabelSpec]
) -> None:
    """Raises RulebookError for a term that cannot be read, wherever it stands."""
    for rule_id, rule in rules.items():
        where = f"risk/{rule_id.replace('.', '/')}.yaml"
        for field in ("terms", "near", "unless"):
            for tag, terms in getattr(rule, field).items():
                _check(terms, f"{where}: {field}.{tag}")
    for label, spec in labels.items():
        for tag, terms in [*spec.terms.items(), *spec.unless.items()]:
            _check(terms, f"triage/{label}.yaml: {tag}")
    for tag, language in languages.items():
        for field in ("negation", "contrast", "question", "positive", "negative"):
            _check(getattr(language, field), f"languages/{tag}.yaml: {field}")
        for topic, words in language.topics.items():
            _check(words.terms, f"languages/{tag}.yaml: topics.{topic}.terms")
        for label, terms in language.triage.items():
            _check(terms, f"languages/{tag}.yaml: triage.{label}")


def _check(terms: Iterable[str], where: str) -> None:
    for term in terms:
        try:
            parse_term(term)
        except TermSyntaxError as error:
            raise RulebookError(f"{where}: the term {term!r} cannot be used: {error}") from None


def empty_cells(
    rulebook: Rulebook, kinds: Iterable[str] = ("existence", "conditional", "context")
) -> dict[str, list[str]]:
    """Languages that have no terms for a rule, by rule id; rules that are full are left out."""
    wanted = set(kinds)
    found = {
        rule_id: [tag for tag in rulebook.languages if not rule.terms.get(tag)]
        for rule_id, rule in rulebook.rules.items()
        if rule.kind in wanted
    }
    return {rule_id: tags for rule_id, tags in found.items() if tags}
