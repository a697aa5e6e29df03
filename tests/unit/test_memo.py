"""What the memo gives back, and when it asks again."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from generator import memo as module
from generator.memo import Memo, salt

PROJECT = Path(__file__).parents[2] / "pyproject.toml"
WITHOUT_BYTES = {"rich", "watchdog"}
"""Dependencies that no page's bytes come from."""


@pytest.fixture
def fresh_salt() -> Iterator[None]:
    salt.cache_clear()
    yield
    salt.cache_clear()


def test_equal_arguments_are_not_asked_twice_and_an_equal_result_is_the_old_object() -> None:
    memo = Memo()
    asked: list[str] = []

    def upper(text: str) -> list[str]:
        asked.append(text)
        return [text.upper()]

    first = memo("stage", "name", ("a",), upper)
    assert memo("stage", "name", ("a",), upper) is first
    assert memo("stage", "name", ("A",), upper) is first
    assert memo("stage", "other", ("A",), upper) is not first
    assert asked == ["a", "A", "A"]


def test_every_library_that_makes_bytes_is_in_the_salt(monkeypatch: pytest.MonkeyPatch, fresh_salt: None) -> None:
    named = tomllib.loads(PROJECT.read_text())["project"]["dependencies"]
    libraries = {re.split("[<>=~]", each)[0] for each in named} - WITHOUT_BYTES
    before = salt()
    version = metadata.version
    for library in libraries:
        salt.cache_clear()
        with monkeypatch.context() as patched:
            patched.setattr(
                module.metadata, "version", lambda name, newer=library: "999" if name == newer else version(name)
            )
            assert salt() != before, library


def test_another_python_gives_another_salt(monkeypatch: pytest.MonkeyPatch, fresh_salt: None) -> None:
    before = salt()
    salt.cache_clear()
    monkeypatch.setattr(module.sys, "version_info", type("Version", (), {"major": 3, "minor": 99}))
    assert salt() != before
