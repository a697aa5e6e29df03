"""The student's data between tabs that do different things, browsers that delete it, and versions of the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from .conftest import Serve, build
from .student import (
    answer,
    backup,
    check,
    choose,
    events,
    forward,
    give,
    loaded,
    on_screen,
    state,
    status,
    take_in,
    write,
)

pytestmark = pytest.mark.places("http")

# --- tabs at odds -----------------------------------------------------------------------------------------------------


ANSWERING = """() => {
    const answer = (n) => ({ card: `q-${1 + n % 12}`, twin: "t", hash: "h", mode: "practice", chosen: [n], right: true,
        confidence: null, ms: 1 });
    window.answers = Promise.all(Array.from({ length: 40 }, (_, n) => studysite.core.store.record(answer(n))));
}"""


def test_one_tab_takes_a_backup_in_while_another_answers(
    page: Page, context: BrowserContext, sums: str, tmp_path: Path
) -> None:
    other = context.new_page()
    loaded(other, sums)
    expect(other.get_by_role("heading", level=1)).to_have_text("Practise")
    loaded(page, f"{sums}#/data")
    other.evaluate(ANSWERING)
    take_in(page, backup(tmp_path / "file.txt", [answer(n) for n in range(300)]))
    expect(status(page)).to_contain_text("Taken in: 300 new entries")
    other.evaluate("window.answers")
    assert len(events(page)) == len(events(other)) == 340
    for tab in (page, other):
        assert (state(tab, "q-1") or {})["answers"] == 2
    expect(other.locator("#quiz")).to_contain_text("12 of 12 cards seen")


def test_what_one_tab_deletes_is_gone_from_a_sitting_in_another(page: Page, context: BrowserContext, sums: str) -> None:
    loaded(page, f"{sums}#/practice")
    for _ in range(2):
        on_screen(page)
        choose(page, "0")
        check(page)
        forward(page)
    other = context.new_page()
    loaded(other, f"{sums}#/data")
    other.get_by_role("button", name="Delete all progress").click()
    other.locator("form .fields input").fill("delete")
    other.locator("form .danger").click()
    expect(status(other)).to_have_text("All progress is deleted.")
    present = on_screen(page)  # the sitting goes on, from nothing
    choose(page, "0")
    check(page)
    assert [event["card"] for event in events(page)] == [present]
    loaded(page, sums)
    expect(page.locator("#quiz")).to_contain_text("1 of 12 cards seen")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_two_tabs_that_change_different_settings_keep_both(page: Page, context: BrowserContext, sums: str) -> None:
    other = context.new_page()
    for tab in (page, other):
        loaded(tab, f"{sums}#/data")
        expect(tab.get_by_label("New cards a day")).to_have_value("20")
    page.get_by_label("New cards a day").fill("7")
    other.get_by_label("Recall at which").select_option("85")
    for tab in (page, other):  # left at once
        loaded(tab, f"{sums}#/data")
        expect(tab.get_by_label("New cards a day")).to_have_value("7")
        expect(tab.get_by_label("Recall at which")).to_have_value("85")


COURSE = "---\nexam: {questions: 3}\n---\n# All of it (100%)\n## Topic\n- [[Sums]]\n"
SUMS = "##### What is 1 plus nothing?\n- 1\n- 2\n#card\n1\n^q-1\n"


@pytest.fixture(scope="session")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two courses without dates."""
    folder = tmp_path_factory.mktemp("two")
    notes = {"Summer.md": COURSE, "Winter.md": COURSE, "Sums.md": SUMS}
    return build(write(folder / "vault", notes), folder / "dist")


SUMMER, WINTER = "Day of the exam: Summer", "Day of the exam: Winter"


def test_every_tab_shows_what_another_sets(page: Page, context: BrowserContext, address: Serve, two: Path) -> None:
    page.clock.install(time="2026-05-04T10:00:00")
    quiz = address(two) + "quiz.html"
    other, progress = context.new_page(), context.new_page()
    progress.clock.install(time="2026-05-04T10:00:00")
    for tab in (page, other):
        loaded(tab, f"{quiz}#/data")
        expect(tab.get_by_label("New cards a day")).to_have_value("20")
    loaded(progress, f"{quiz}#/progress")
    expect(progress.locator(".progress")).to_contain_text("No day is set.")
    page.get_by_label(SUMMER).fill("2026-06-14")
    other.get_by_label(WINTER).fill("2026-12-01")
    other.get_by_label("New cards a day").fill("7")
    for tab in (page, other):
        expect(tab.get_by_label("New cards a day")).to_have_value("7")
        for label, day in ((SUMMER, "2026-06-14"), (WINTER, "2026-12-01")):
            tab.locator("h1").click()  # a field that has the focus is left alone
            expect(tab.get_by_label(label)).to_have_value(day)
    expect(progress.locator(".progress")).to_contain_text("In 41 days")
    expect(progress.locator(".progress")).not_to_contain_text("No day is set.")
    page.evaluate("studysite.core.store.erase()")
    for tab in (page, other):
        expect(tab.get_by_label("New cards a day")).to_have_value("20")


def test_two_tabs_that_set_days_at_once_keep_both(
    page: Page, context: BrowserContext, address: Serve, two: Path
) -> None:
    quiz = address(two) + "quiz.html"
    other = context.new_page()
    given = {"Summer.md": "2026-06-14", "Winter.md": "2026-12-01"}
    for tab in (page, other):
        loaded(tab, f"{quiz}#/data")
        expect(tab.get_by_label("New cards a day")).to_have_value("20")
    page.get_by_label(SUMMER).fill(given["Summer.md"])
    other.get_by_label(WINTER).fill(given["Winter.md"])
    for tab in (page, other):  # left at once
        loaded(tab, f"{quiz}#/data")
        assert tab.evaluate("studysite.core.store.kept('settings')") == {"dates": given}


def test_what_two_tabs_could_not_store_is_stored_by_the_next_in_the_order_of_time(
    page: Page, context: BrowserContext, sums: str
) -> None:
    context.add_init_script(
        "if (!window.name) IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError') }"
    )
    tabs = [page, *(context.new_page() for _ in range(3))]
    for tab in tabs:
        loaded(tab, f"{sums}#/data")
        expect(tab.get_by_label("New cards a day")).to_have_value("20")
    tabs[0].get_by_label("Recall at which").select_option("85")
    for tab, number in zip(tabs[1:], ("7", "8", "9"), strict=True):
        tab.get_by_label("New cards a day").fill(number)
    for tab in tabs:
        tab.goto("about:blank")
    loaded(page, sums)
    page.evaluate("window.name = 'room'")
    loaded(page, f"{sums}#/data")
    page.evaluate("window.name = 'room'")
    page.reload()
    expect(page.get_by_label("New cards a day")).to_have_value("9")
    expect(page.get_by_label("Recall at which")).to_have_value("85")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes(':set:'))") == []


# --- a browser that deletes -------------------------------------------------------------------------------------------


def test_a_browser_that_deletes_what_it_keeps_is_told_of_and_the_quiz_goes_on(page: Page, web: str) -> None:
    loaded(page, f"{web}#/practice")
    on_screen(page)
    choose(page, "0")
    check(page)
    session = page.context.new_cdp_session(page)
    origin = web.rpartition("/")[0]
    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "indexeddb"})
    expect(page.get_by_role("alert")).to_contain_text("The browser has deleted what it kept")
    forward(page)
    present = on_screen(page)
    choose(page, "0")
    check(page)
    expect(page.get_by_role("alert")).to_contain_text("Your answers from now on are kept")
    loaded(page, web)
    assert [event["card"] for event in events(page)] == [present]
    expect(page.locator("#quiz")).to_contain_text("1 of 12 cards seen")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_database_deleted_from_another_tab_is_told_of_in_all(page: Page, context: BrowserContext, sums: str) -> None:
    give(page, sums, "q-1")
    tabs = [page, context.new_page()]
    for tab in tabs:
        loaded(tab, sums)
        expect(tab.locator("#quiz")).to_contain_text("1 of 12 cards seen")
    stranger = context.new_page()
    loaded(stranger, sums.replace("quiz.html", "sums.html"))  # a note, which leaves the database alone
    stranger.evaluate(
        "new Promise((done) => { indexedDB.deleteDatabase('studysite:sky').onsuccess = () => done(null) })"
    )
    for tab in tabs:
        expect(tab.get_by_role("alert")).to_contain_text("The browser has deleted what it kept")
        expect(tab.locator(".choose")).to_be_visible()
        expect(tab.locator("#quiz")).not_to_contain_text("cards seen")


# --- other versions ---------------------------------------------------------------------------------------------------


def by_hand(page: Page, version: int, answers: list[dict[str, Any]]) -> None:
    """The database of ``version`` with ``answers``, and a state that an early version made of them."""
    page.evaluate(
        """([version, answers, state]) => new Promise((done) => {
            const opened = indexedDB.open("studysite:sky", version);
            opened.onupgradeneeded = () => {
                opened.result.createObjectStore("events", { keyPath: "id" }).createIndex("card", "card");
                opened.result.createObjectStore("cards", { keyPath: "card" });
                opened.result.createObjectStore("meta");
            };
            opened.onsuccess = () => {
                const transaction = opened.result.transaction(["events", "cards", "meta"], "readwrite");
                for (const each of answers) transaction.objectStore("events").put(each);
                transaction.objectStore("cards").put(state);
                transaction.objectStore("meta").put({ newPerDay: 7 }, "settings");
                transaction.objectStore("meta").put(["q-1", "q-2"], "known");
                transaction.oncomplete = () => done(opened.result.close());
            };
        })""",
        [version, answers, OLD_STATE],
    )


OLD_STATE = {"card": "q-1", "twin": "t", "hash": "h", "ids": ["q-0", "q-1"], "answers": 99}
OLD = [answer(0, card="q-0"), answer(1, card="q-1", day="2026-02-03"), answer(2, card="q-2", right=False)]


@pytest.mark.places("http", "file")
def test_the_first_version_of_the_database_is_taken_over_whole(page: Page, sums: str) -> None:
    loaded(page, sums.replace("quiz.html", "index.html"))
    by_hand(page, 1, OLD)
    loaded(page, sums)
    expect(page.locator("#quiz")).to_contain_text("2 of 12 cards seen")
    assert events(page) == OLD
    found = state(page, "q-1") or {}
    assert (found["ids"], found["answers"], found["day"]) == (["q-0", "q-1"], 2, "2026-02-03")
    assert (state(page, "q-2") or {})["right"] is False
    loaded(page, f"{sums}#/data")
    expect(page.get_by_label("New cards a day")).to_have_value("7")
    expect(page.get_by_label("Recall at which")).to_have_value("90")


def test_a_page_of_an_earlier_build_answers_a_card_by_its_former_id(page: Page, sums: str) -> None:
    loaded(page, sums.replace("quiz.html", "index.html"))
    by_hand(page, 1, OLD)
    loaded(page, sums)
    page.evaluate(
        """studysite.core.store.record({
            card: "q-0", twin: "t", hash: "h", mode: "practice", chosen: [1], right: false, confidence: null, ms: 1,
        })"""
    )
    found = state(page, "q-1") or {}
    assert (found["answers"], found["right"]) == (3, False)
    assert state(page, "q-0") is None


def test_nothing_is_done_to_the_database_of_a_newer_version(page: Page, sums: str, tmp_path: Path) -> None:
    start = sums.replace("quiz.html", "index.html")
    loaded(page, start)
    by_hand(page, 99, OLD)
    loaded(page, f"{sums}#/data")
    expect(page.get_by_role("alert")).to_contain_text("newer version")
    take_in(page, backup(tmp_path / "file.txt", [answer(9)]))
    expect(status(page)).to_have_text("This browser could not store it. Nothing was taken in.")
    page.get_by_label("New cards a day").fill("9")
    page.get_by_role("button", name="Delete all progress").click()
    page.locator("form .fields input").fill("delete")
    page.locator("form .danger").click()
    expect(status(page)).to_have_text("This browser could not delete it.")
    loaded(page, start)
    left = page.evaluate(
        """() => new Promise((done) => {
            const opened = indexedDB.open("studysite:sky");
            opened.onsuccess = () => {
                const read = opened.result.transaction(["events", "cards", "meta"]);
                const all = ["events", "cards"].map((name) => read.objectStore(name).getAll());
                const settings = read.objectStore("meta").get("settings");
                read.oncomplete = () =>
                    done([opened.result.version, ...all.map((each) => each.result), settings.result]);
            };
        })"""
    )
    assert left == [99, OLD, [OLD_STATE], {"newPerDay": 7}]
