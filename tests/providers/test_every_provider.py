"""A provider cannot exist without having passed the contract."""

import importlib
import importlib.util
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import replywright.providers
from tests.providers.contract import ProviderContract

_HERE = Path(__file__).parent


def _looks_like_a_provider(thing: object) -> bool:
    return inspect.isclass(thing) and all(
        callable(getattr(thing, name, None)) for name in ("complete", "stream")
    )


def _providers(module: ModuleType) -> list[type]:
    return [
        thing
        for thing in vars(module).values()
        if _looks_like_a_provider(thing) and thing.__module__ == module.__name__
    ]


def _every_provider() -> list[type]:
    names = [
        info.name for info in pkgutil.walk_packages(replywright.providers.__path__, "replywright.providers.")
    ]
    return [cls for name in names for cls in _providers(importlib.import_module(name))]


def _test_modules() -> Iterator[ModuleType]:
    for path in sorted(_HERE.glob("test_*.py")):
        if path == Path(__file__):
            continue
        spec = importlib.util.spec_from_file_location(f"_looked_at_{path.stem}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        yield module


def _proven() -> set[tuple[str, str]]:
    return {
        (thing.provider_class.__module__, thing.provider_class.__qualname__)
        for module in _test_modules()
        for thing in vars(module).values()
        if inspect.isclass(thing) and issubclass(thing, ProviderContract) and thing is not ProviderContract
    }


def test_providers_are_found() -> None:
    assert "OpenAIProvider" in {cls.__name__ for cls in _every_provider()}


@pytest.mark.parametrize("cls", _every_provider(), ids=lambda cls: cls.__name__)
def test_provider_passes_the_contract_in_a_test_of_its_own(cls: type) -> None:
    proven = _proven()
    assert (cls.__module__, cls.__qualname__) in proven, (
        f"{cls.__name__} has no test class that inherits from tests/providers/contract.py's ProviderContract"
    )


def test_a_provider_without_the_contract_would_be_found() -> None:
    class Newcomer:
        async def complete(self) -> None: ...

        def stream(self) -> None: ...

    module = ModuleType("replywright.providers.newcomer")
    Newcomer.__module__ = module.__name__
    vars(module)["Newcomer"] = Newcomer
    assert _providers(module) == [Newcomer]
    assert (Newcomer.__module__, Newcomer.__qualname__) not in _proven()
