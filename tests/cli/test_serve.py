"""What `serve` says before it serves."""

import pytest

from replywright.cli import serve
from replywright.errors import Unavailable
from replywright.settings import Settings


def missing() -> None:
    raise Unavailable("No redis-server was found. Cure: install one.")


def test_a_missing_redis_is_said_with_its_cure_and_the_service_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serve, "find_binary", missing)
    serve._say_if_redis_is_missing(Settings(redis_url=None))
    said = capsys.readouterr().err
    assert "Cure: install one." in said
    assert "nothing is cached" in said


def test_nothing_is_said_of_a_redis_that_somebody_else_looks_after(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serve, "find_binary", missing)
    serve._say_if_redis_is_missing(Settings(redis_url="redis://127.0.0.1:1"))
    assert capsys.readouterr().err == ""
