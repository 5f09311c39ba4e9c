"""Reads one YAML file into one validated object; errors name file, line, field and what is allowed."""

from collections.abc import Hashable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from replywright.errors import RulebookError

Model = TypeVar("Model", bound=BaseModel)


class _StrictLoader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """Refuses a key that is written twice; keeps ``no`` and ``on`` as words, since ``no`` is a language."""


def _mapping(loader: Any, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key!r} stands here twice", key_node.start_mark
            )
        seen.add(key)
    found: dict[Hashable, Any] = yaml.constructor.SafeConstructor.construct_mapping(loader, node, deep=True)
    return found


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
_StrictLoader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"
    ]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read(path: Path, model: type[Model], root: Path) -> Model:
    """The validated content of the file. Raises RulebookError; ``root`` is what file names are told from."""
    where = path.relative_to(root).as_posix()
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RulebookError(f"{where}: cannot be read as UTF-8 text ({type(error).__name__})") from error
    return parse(source, model, where)


def parse(source: str, model: type[Model], where: str) -> Model:
    """The same for text that is at hand; ``where`` names it in errors."""
    try:
        data = yaml.load(source, Loader=_StrictLoader)  # noqa: S506 - a safe loader, made stricter
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it is no YAML"
        raise RulebookError(f"{where}{line}: {problem}") from None
    try:
        return model.model_validate(data if data is not None else {})
    except ValidationError as error:
        faults = tuple(_fault(detail, source, where, model) for detail in error.errors(include_url=False))
        raise RulebookError("; ".join(fault["detail"] for fault in faults[:5]), errors=faults) from None


def _fault(detail: ErrorDetails, source: str, where: str, model: type[BaseModel]) -> dict[str, str]:
    field = ".".join(str(part) for part in detail["loc"]) or "(the whole file)"
    line = line_of(source, detail["loc"])
    message = detail["msg"].removeprefix("Value error, ")
    if detail["type"] == "extra_forbidden":
        message = f"there is no such key; known are: {', '.join(_known_keys(model, detail['loc'][:-1]))}"
    at = f"{where}:{line}" if line else where
    return {"file": where, "line": str(line or ""), "field": field, "detail": f"{at}: {field}: {message}"}


def _known_keys(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    current: Any = model
    for part in path:
        fields = getattr(current, "model_fields", {})
        if part not in fields:
            break
        current = _inner_model(fields[part].annotation)
    return list(getattr(current, "model_fields", model.model_fields))


def _inner_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = _inner_model(inner)
        if found is not None:
            return found
    return None


def line_of(source: str, path: tuple[int | str, ...]) -> int | None:
    """The line (from 1) where the field of this path stands; of its nearest known parent if it is missing."""
    try:
        node = yaml.compose(source, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return None
    line: int | None = None
    for part in path:
        step = _child(node, part)
        if step is None:
            break
        node, line = step
    return line


def _child(node: yaml.Node | None, part: int | str) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        child = node.value[part]
        return child, child.start_mark.line + 1
    return None
