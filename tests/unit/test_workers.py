"""Parsing over processes gives what parsing in one gives, and ends when a process does."""

from __future__ import annotations

import os
import signal

import pytest

from generator import workers
from generator.model import Doc, Source
from generator.parse import Settings, parse
from generator.workers import Call, parsed

CALLS = [(Source(f"Note {number}.md", f"# Heading {number}\n\nWords.\n"), Settings()) for number in range(9)]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_ENOUGH", 1)
    monkeypatch.setattr(workers, "_CHUNK", 50)


def test_the_same_in_any_number_of_processes() -> None:
    told: list[tuple[int, int]] = []
    one = list(parsed(CALLS, 1))
    assert list(parsed(CALLS, 3, lambda done, total: told.append((done, total)))) == one
    assert len(one) == len(CALLS)
    assert told[-1] == (len(CALLS), len(CALLS))


def test_a_process_that_is_killed_ends_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    own = os.getpid()

    def deadly(source: Source, settings: Settings) -> Doc:
        if source.path == "Note 5.md" and os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return parse(source, settings)

    monkeypatch.setattr(workers, "parse", deadly)
    with pytest.raises(ChildProcessError, match="was killed"):
        list(parsed(CALLS, 2))


def test_an_interrupt_is_the_main_process_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(source: Source, settings: Settings) -> Doc:
        os.kill(os.getpid(), signal.SIGINT)  # as a terminal sends it to all
        return parse(source, settings)

    calls: list[Call] = CALLS[:4]
    expected = list(parsed(calls, 1))
    monkeypatch.setattr(workers, "parse", interrupted)
    assert list(parsed(calls, 2)) == expected
