"""The student's data and the bad things: a full disk, a killed browser, tabs at odds, a browser that deletes.

Each of them really happens here, to a real browser; the clock and the calendar have tests of their own beside these.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Error, Page, expect

from .conftest import hosted
from .student import check, choose, events, forward, loaded, on_screen, state, status

Answer = dict[str, Any]

STAMP = 1_770_000_000_000


def answer(n: int, **more: Any) -> Answer:
    """The ``n``-th answer of a student elsewhere, with every field that an event has."""
    return {
        "id": f"{n:032x}",
        "type": "answer",
        "card": f"q-{n % 12 + 1}",
        "twin": "t",
        "hash": "h",
        "time": STAMP + n * 60_000,
        "zone": 60,
        "day": "2026-02-02",
        "mode": "practice",
        "chosen": [0],
        "right": True,
        "confidence": None,
        "ms": 1000,
        "repeat": n >= 12,
        "grader": 1,
        **more,
    }


def backup(path: Path, answers: list[Answer], **more: Any) -> Path:
    """A backup of format 1, byte for byte as docs/data.md describes it."""
    kept = {"settings": {"retention": 0.85, "newPerDay": 7, "dates": {}}}
    content = {"studysite": "backup", "version": 1, "site": "sky", "events": answers, "cards": [], "kept": kept, **more}
    line = json.dumps(content, separators=(",", ":")).encode() + b"\n"
    path.write_bytes(line + b'{"crc32":"%08x"}\n' % crc32(line))
    return path


def take_in(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)


def give(page: Page, url: str, card: str) -> None:
    """Answers ``card`` rightly."""
    loaded(page, f"{url}#/card/{card}")
    on_screen(page)
    choose(page, "0")
    check(page)


@contextmanager
def little_room(page: Page, spare: int) -> Iterator[None]:
    """A device on which this site may keep but ``spare`` bytes more than it has."""
    session = page.context.new_cdp_session(page)
    origin = page.evaluate("location.origin")
    usage = session.send("Storage.getUsageAndQuota", {"origin": origin})["usage"]
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": usage + spare})
    yield
    session.send("Storage.overrideQuotaForOrigin", {"origin": origin})


@pytest.fixture
def web(row: Path) -> Iterator[str]:
    """Over http alone: browsers limit no folder's room, and delete nothing that is a folder's."""
    with hosted(row) as address:
        yield address + "quiz.html"


# --- no room ----------------------------------------------------------------------------------------------------------


def test_answers_on_a_full_device_are_stored_once_there_is_room(page: Page, web: str) -> None:
    give(page, web, "q-1")
    loaded(page, f"{web}#/practice")
    with little_room(page, 0):
        for _ in range(2):
            on_screen(page)
            choose(page, "0")
            check(page)
            expect(page.get_by_role("alert")).to_contain_text("no room left")
            forward(page)
        assert len(events(page)) == 3
        loaded(page, web)  # what was there is seen, and what the last page could not store
        expect(page.locator("#quiz")).to_contain_text("3 of 12 cards seen")
        expect(page.get_by_role("alert")).to_contain_text("no room left")
    give(page, web, "q-12")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.evaluate("localStorage.clear()")
    loaded(page, web)
    assert len(events(page)) == 4


def test_a_backup_that_does_not_fit_changes_nothing(page: Page, web: str, tmp_path: Path) -> None:
    give(page, web, "q-1")
    before = events(page)
    file = backup(tmp_path / "large.txt", [answer(n, chosen=["x" * 2000]) for n in range(2000)])
    loaded(page, f"{web}#/data")
    with little_room(page, 1_000_000):
        take_in(page, file)
        expect(status(page)).to_have_text("This device has no room left for it. Nothing was taken in.")
        assert events(page) == before
        assert page.evaluate("studysite.core.store.kept('settings')") is None
        loaded(page, f"{web}#/data")
        assert events(page) == before
    take_in(page, file)
    expect(status(page)).to_contain_text("Taken in: 2,000 new entries")
    expect(page.get_by_label("New cards a day")).to_have_value("7")
    assert len(events(page)) == 2001


# --- a killed browser -------------------------------------------------------------------------------------------------


@pytest.fixture
def start(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], tmp_path: Path
) -> Callable[..., Page]:
    """Starts a browser with one profile for the whole test, and gives its page."""

    def run(**options: Any) -> Page:
        return browser_type.launch_persistent_context(tmp_path / "profile", **browser_type_launch_args, **options).pages[0]

    return run


def kill(page: Page) -> None:
    with pytest.raises(Error, match="closed"):
        page.context.new_cdp_session(page).send("Browser.crash")


def test_a_browser_killed_while_a_backup_is_taken_in_has_all_of_it_or_nothing(
    start: Callable[..., Page], sums: str, tmp_path: Path
) -> None:
    file = backup(tmp_path / "large.txt", [answer(n) for n in range(5000)])
    page = start()
    give(page, sums, "q-1")
    loaded(page, f"{sums}#/data")
    expect(page.get_by_label("New cards a day")).to_have_value("20")
    # The page dies in the middle of writing: when a good part of the events has been handed to the database.
    page.evaluate(
        """() => {
            const { put } = IDBObjectStore.prototype;
            let count = 0;
            IDBObjectStore.prototype.put = function (...given) {
                const request = put.apply(this, given);
                if (++count === 3000) request.addEventListener("success", () => console.log("half"));
                return request;
            };
        }"""
    )
    with page.expect_console_message(lambda said: said.text == "half"):
        take_in(page, file)
    kill(page)

    page = start()
    loaded(page, f"{sums}#/data")
    taken = len(events(page)) > 1
    assert len(events(page)) == (5001 if taken else 1)
    assert (page.evaluate("studysite.core.store.kept('settings')") is not None) is taken
    assert (state(page, "q-1") or {})["answers"] == (2 if taken else 1)
    take_in(page, file)
    expect(status(page)).to_contain_text("here already" if taken else "Taken in: 5,000 new entries")
    page.context.close()
