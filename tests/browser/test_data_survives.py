"""The student's data on a device that is full, and in a browser that is killed: both really happen here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Error, Page, expect

from .student import answer, backup, check, choose, events, forward, give, loaded, on_screen, state, status, take_in

FILL = """async () => {
    const opened = indexedDB.open("films", 1);
    opened.onupgradeneeded = () => opened.result.createObjectStore("films", { autoIncrement: true });
    await new Promise((done) => (opened.onsuccess = done));
    const store = (bytes) => new Promise((done) => {
        const transaction = opened.result.transaction("films", "readwrite");
        transaction.objectStore("films").put(crypto.getRandomValues(new Uint8Array(bytes)));
        transaction.oncomplete = () => done(true);
        transaction.onabort = () => done(false);
    });
    for (const bytes of [65536, 10000, 1000, 100]) while (await store(bytes));
    opened.result.close();
}"""
"""Takes all the room that is left for the site."""


class Device:
    """A browser that has room for ``size`` bytes of each site."""

    def __init__(self, page: Page, url: str, size: int) -> None:
        self._send = lambda **room: page.context.new_cdp_session(page).send(
            "Storage.overrideQuotaForOrigin", {"origin": url.rpartition("/")[0], **room}
        )
        self._send(quotaSize=size)

    def grow(self) -> None:
        self._send()


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page without a service worker, whose files would take room too."""
    context = browser.new_context(service_workers="block")
    yield context.new_page()
    context.close()


# --- no room ----------------------------------------------------------------------------------------------------------


def test_answers_on_a_full_device_are_stored_once_there_is_room(plain: Page, web: str) -> None:
    page, device = plain, Device(plain, web, 1_000_000)
    give(page, web, "q-1")
    page.evaluate(FILL)
    loaded(page, f"{web}#/practice")
    for _ in range(2):
        on_screen(page)
        choose(page, "0")
        check(page)
        expect(page.get_by_role("alert")).to_contain_text("no room left")
        forward(page)
    assert len(events(page)) == 3
    device.grow()
    give(page, web, "q-1")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert len(events(page)) == 4
    page.evaluate("localStorage.clear()")
    loaded(page, web)
    assert len(events(page)) == 4
    expect(page.locator("#quiz")).to_contain_text("3 of 12 cards seen")


def test_a_page_that_opens_on_a_full_device_shows_what_is_there_and_what_is_not_stored(page: Page, sums: str) -> None:
    give(page, sums, "q-1")
    page.add_init_script(
        "if (!window.name) IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError') }"
    )
    give(page, sums, "q-2")
    for _ in range(2):  # the second page takes it over from the first, and leaves it to the third
        loaded(page, sums)
        expect(page.get_by_role("alert")).to_contain_text("no room left")
        expect(page.locator("#quiz")).to_contain_text("2 of 12 cards seen")
        assert len(events(page)) == 2
    page.evaluate("window.name = 'room'")
    page.reload()
    expect(page.locator("#quiz")).to_contain_text("2 of 12 cards seen")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert len(events(page)) == 2


def test_a_backup_that_does_not_fit_changes_nothing(plain: Page, web: str, tmp_path: Path) -> None:
    page, device = plain, Device(plain, web, 1_000_000)
    give(page, web, "q-1")
    before = events(page)
    file = backup(tmp_path / "large.txt", [answer(n, twin=token_hex(1000)) for n in range(2000)])
    loaded(page, f"{web}#/data")
    take_in(page, file)
    expect(status(page)).to_have_text("This device has no room left for it. Nothing was taken in.")
    loaded(page, f"{web}#/data")
    assert events(page) == before
    assert page.evaluate("studysite.core.store.kept('settings')") is None
    device.grow()
    take_in(page, file)
    expect(status(page)).to_contain_text("Taken in: 2,000 new entries")
    expect(page.get_by_label("New cards a day")).to_have_value("7")
    assert len(events(page)) == 2001


# --- a killed browser -------------------------------------------------------------------------------------------------


@pytest.fixture
def start(browser_type: BrowserType, browser_type_launch_args: dict[str, Any], tmp_path: Path) -> Callable[..., Page]:
    """Starts a browser with one profile for the whole test, and gives its page."""

    def run(**options: Any) -> Page:
        return browser_type.launch_persistent_context(
            tmp_path / "profile", **browser_type_launch_args, **options
        ).pages[0]

    return run


def kill(page: Page) -> None:
    with pytest.raises(Error, match="closed"):
        page.context.new_cdp_session(page).send("Browser.crash")


def test_a_browser_killed_while_a_backup_is_taken_in_has_all_of_it_or_nothing(
    start: Callable[..., Page], web: str, tmp_path: Path
) -> None:
    file = backup(tmp_path / "large.txt", [answer(n) for n in range(1500)])
    page = start()
    give(page, web, "q-1")
    loaded(page, f"{web}#/data")
    expect(page.get_by_label("New cards a day")).to_have_value("20")
    # The page dies in the middle of writing: when a good part of the events has been handed to the database.
    page.evaluate(
        """() => {
            const { put } = IDBObjectStore.prototype;
            let count = 0;
            IDBObjectStore.prototype.put = function (...given) {
                const request = put.apply(this, given);
                if (++count === 900) request.addEventListener("success", () => console.log("half"));
                return request;
            };
        }"""
    )
    with page.expect_console_message(lambda said: said.text == "half"):
        take_in(page, file)
    kill(page)

    page = start()
    loaded(page, f"{web}#/data")
    taken = len(events(page)) > 1
    assert len(events(page)) == (1501 if taken else 1)
    assert (page.evaluate("studysite.core.store.kept('settings')") is not None) is taken
    assert (state(page, "q-1") or {})["answers"] == (2 if taken else 1)
    take_in(page, file)
    expect(status(page)).to_contain_text("here already" if taken else "Taken in: 1,500 new entries")
    page.context.close()
