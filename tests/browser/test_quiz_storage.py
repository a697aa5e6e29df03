"""The student's log: tabs that answer at once, storage that fails, versions that differ, cards that were rewritten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Error, Page, expect

from .conftest import Serve, build
from .student import NOTES, check, choose, events, forward, loaded, on_screen, state, write

pytestmark = pytest.mark.places("http")


@pytest.mark.places("http", "file")
def test_four_tabs_that_answer_at_once_lose_nothing(page: Page, context: BrowserContext, sums: str) -> None:
    tabs = [page, *(context.new_page() for _ in range(3))]
    for tab in tabs:
        loaded(tab, sums)
        expect(tab.get_by_role("heading", level=1)).to_have_text("Practise")
    for number, tab in enumerate(tabs):
        tab.evaluate(
            """(tab) => {
                const answer = (n) => ({ card: `q-${1 + n % 4}`, twin: "t", hash: "h", mode: "practice",
                    chosen: [tab, n], right: true, confidence: null, ms: 1 });
                const { record } = studysite.core.store;
                window.answers = Promise.all(Array.from({ length: 25 }, (_, n) => record(answer(n))));
            }""",
            number,
        )
    for tab in tabs:
        tab.evaluate("window.answers")
    log = events(page)
    assert len(log) == len({event["id"] for event in log}) == 100
    assert {tuple(event["chosen"]) for event in log} == {(tab, n) for tab in range(4) for n in range(25)}
    for tab in tabs:  # each tab heard of what the others did
        expect(tab.locator("#quiz")).to_contain_text("4 of 12 cards seen")
        assert (state(tab, "q-1") or {})["answers"] == 1


def test_a_page_put_away_whole_holds_up_no_other(page: Page, context: BrowserContext, sums: str) -> None:
    """Safari keeps pages with the transactions they were left in, and those of all other pages wait for them."""
    loaded(page, sums)
    events(page)
    begun = page.evaluate(
        """() => {
            const { record, keep } = studysite.core.store;
            const answer = { card: "q-1", twin: "t", hash: "h", mode: "practice",
                chosen: [0], right: true, confidence: null, ms: 1 };
            const { transaction } = IDBDatabase.prototype;
            window.transactions = [];
            IDBDatabase.prototype.transaction = function (...named) {
                const made = transaction.apply(this, named);
                transactions.push(new Promise((done) => {
                    for (const end of ["complete", "abort"]) made.addEventListener(end, () => done(end));
                }));
                return made;
            };
            keep("probe", 1);
            return new Promise((done) => queueMicrotask(async () => {
                while (transactions.length === 0) await null;
                window.recorded = record(answer);
                dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
                Object.defineProperty(document, "hidden", { value: true, configurable: true });
                keep("probe", 2);
                dispatchEvent(new Event("visibilitychange"));
                done(transactions.length);
            }));
        }"""
    )
    assert page.evaluate("Promise.all(transactions)") == ["abort"] * begun
    other = context.new_page()
    loaded(other, sums)
    assert len(events(other)) == 1
    assert other.evaluate("studysite.core.store.kept('probe')") == 2
    assert page.evaluate("transactions.length") == begun

    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    page.evaluate("recorded")
    assert len(events(page)) == 1
    assert page.evaluate("studysite.core.store.kept('probe')") == 2


BROKEN = {
    "no storage at all": (
        "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError') } })",
        "keeps nothing",
    ),
    "a storage that will not open": (
        "indexedDB.open = () => { throw new DOMException('private', 'InvalidStateError') }",
        "keeps nothing",
    ),
    "a full disk": (
        "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }",
        "no room left",
    ),
}


@pytest.mark.parametrize(("script", "words"), BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.places("http", "file")
def test_a_storage_that_fails_leaves_the_quiz_usable(page: Page, sums: str, script: str, words: str) -> None:
    page.add_init_script(script)
    loaded(page, f"{sums}#/practice")
    for value in ("0", "1"):
        on_screen(page)
        choose(page, value)
        check(page)
        forward(page)
    expect(page.get_by_role("alert")).to_have_count(1)
    expect(page.get_by_role("alert")).to_contain_text(words)
    assert [event["right"] for event in events(page)] == [True, False]
    page.goto(f"{sums}#/")
    expect(page.locator("#quiz")).to_contain_text("2 of 12 cards seen")


def test_answers_are_stored_after_all_once_the_storage_works_again(page: Page, sums: str) -> None:
    loaded(page, f"{sums}#/practice")
    on_screen(page)
    page.evaluate(
        """() => {
            window.put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') };
        }"""
    )
    choose(page, "0")
    check(page)
    expect(page.get_by_role("alert")).to_contain_text("no room left")
    page.evaluate("() => { IDBObjectStore.prototype.put = window.put }")
    forward(page)
    choose(page, "0")
    check(page)
    expect(page.get_by_role("alert")).to_have_count(0)
    loaded(page, sums)
    assert len(events(page)) == 2


@pytest.mark.places("http", "file")
def test_an_answer_is_kept_although_the_page_is_left_at_once(page: Page, sums: str) -> None:
    loaded(page, sums)
    with page.expect_navigation():
        page.evaluate(
            """(next) => {
                const answer = (card) => ({ card, twin: "t", hash: "h", mode: "practice", chosen: [0], right: true,
                    confidence: null, ms: 1 });
                for (const card of ["q-1", "q-2", "q-1"]) studysite.core.store.record(answer(card));
                location.href = next;
            }""",
            sums.replace("quiz.html", "index.html"),
        )
    loaded(page, sums)
    expect(page.locator("#quiz")).to_contain_text("2 of 12 cards seen")
    assert sorted(event["card"] for event in events(page)) == ["q-1", "q-1", "q-2"]
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes(':left:'))") == []


def test_a_kept_value_outlives_a_page_that_is_left_at_once_and_follows_other_tabs(
    page: Page, context: BrowserContext, sums: str
) -> None:
    loaded(page, sums)
    with page.expect_navigation():
        page.evaluate(
            "(next) => { studysite.core.store.keep('sample', { step: 1 }); location.href = next; }",
            sums.replace("quiz.html", "index.html"),
        )
    loaded(page, sums)
    assert page.evaluate("studysite.core.store.kept('sample')") == {"step": 1}
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes(':set:'))") == []
    other = context.new_page()
    loaded(other, sums)
    other.evaluate("studysite.core.store.keep('sample', { step: 2 })")
    assert page.evaluate("studysite.core.store.kept('sample')") == {"step": 2}


def test_an_answer_of_an_earlier_time_is_recorded_once(page: Page, sums: str) -> None:
    page.clock.set_fixed_time("2026-05-10T12:00:00")
    loaded(page, sums)
    page.evaluate(
        """async () => {
            const answer = (right) => ({ card: "q-1", twin: "t", hash: "h", mode: "exam", chosen: [0], right,
                confidence: null, ms: 1 });
            const { record } = studysite.core.store;
            await record(answer(true), "paper q-1", Date.parse("2026-05-10T01:00:00"));
            await record(answer(false), "paper q-1", Date.parse("2026-05-10T02:00:00"));
        }"""
    )
    (event,) = events(page)
    assert (event["right"], event["day"], event["repeat"]) == (True, "2026-05-09", False)
    assert (state(page, "q-1") or {})["day"] == "2026-05-09"


def test_what_could_not_be_stored_is_stored_by_the_next_page(page: Page, sums: str) -> None:
    loaded(page, f"{sums}#/practice")
    on_screen(page)
    page.evaluate(
        "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') } }"
    )
    choose(page, "0")
    check(page)
    expect(page.get_by_role("alert")).to_contain_text("no room left")
    loaded(page, sums)
    assert len(events(page)) == 1
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_connection_that_the_browser_closed_is_opened_again(page: Page, sums: str) -> None:
    page.add_init_script(
        """const open = indexedDB.open.bind(indexedDB);
        indexedDB.open = (...given) => {
            const request = open(...given);
            request.addEventListener("success", () => (window.connection = request.result));
            return request;
        }"""
    )
    loaded(page, f"{sums}#/practice")
    on_screen(page)
    page.evaluate("() => { window.connection.close() }")
    choose(page, "0")
    check(page)
    loaded(page, sums)
    assert len(events(page)) == 1
    expect(page.get_by_role("alert")).to_have_count(0)


def test_what_a_newer_version_stored_is_read_and_never_written(page: Page, sums: str) -> None:
    loaded(page, f"{sums}#/card/q-1")
    on_screen(page)
    choose(page, "0")
    check(page)
    page.goto(sums.replace("quiz.html", "index.html"))
    page.evaluate(
        """() => new Promise((resolve) => {
            const request = indexedDB.open("studysite:sky", 99);
            request.onsuccess = () => resolve(request.result.close());
        })"""
    )
    loaded(page, sums)
    expect(page.get_by_role("alert")).to_contain_text("newer version")
    expect(page.locator("#quiz")).to_contain_text("1 of 12 cards seen")
    page.goto(f"{sums}#/card/q-2")
    on_screen(page)
    choose(page, "0")
    check(page)
    assert len(events(page)) == 2
    loaded(page, sums)
    assert len(events(page)) == 1  # the first is still there, the second was never written


def test_an_open_page_lets_a_newer_version_upgrade(page: Page, sums: str) -> None:
    loaded(page, f"{sums}#/practice")
    on_screen(page)
    version = page.evaluate(
        """() => new Promise((resolve) => {
            const request = indexedDB.open("studysite:sky", 99);
            request.onsuccess = () => { resolve(request.result.version); request.result.close(); };
        })"""
    )
    assert version == 99
    choose(page, "0")
    check(page)
    expect(page.get_by_role("alert")).to_contain_text("newer version")


@pytest.mark.places("http", "file")
def test_a_browser_that_is_killed_loses_nothing_that_was_on_screen(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], sums: str, tmp_path: Path
) -> None:
    def start() -> Page:
        return browser_type.launch_persistent_context(tmp_path, **browser_type_launch_args).pages[0]

    page = start()
    loaded(page, f"{sums}#/practice")
    for _ in range(3):
        on_screen(page)
        choose(page, "0")
        check(page)
        forward(page)
    present = on_screen(page)
    with pytest.raises(Error, match="closed"):
        page.context.new_cdp_session(page).send("Browser.crash")

    page = start()
    loaded(page, f"{sums}#/practice")
    assert on_screen(page) == present
    assert len(events(page)) == 3
    page.context.close()


def test_states_are_made_anew_from_the_log(page: Page, sums: str) -> None:
    loaded(page, f"{sums}#/card/q-1")
    on_screen(page)
    choose(page, "0")
    check(page)
    before = state(page, "q-1")
    page.goto(sums.replace("quiz.html", "index.html"))
    page.evaluate(
        """() => new Promise((resolve) => {
            const request = indexedDB.open("studysite:sky");
            request.onsuccess = () => {
                const transaction = request.result.transaction(["cards", "meta"], "readwrite");
                transaction.objectStore("cards").clear();
                transaction.objectStore("meta").delete("derivation");
                transaction.oncomplete = () => resolve(request.result.close());
            };
        })"""
    )
    loaded(page, sums)
    expect(page.locator("#quiz")).to_contain_text("1 of 12 cards seen")
    assert state(page, "q-1") == before


def test_progress_follows_a_rewritten_question(page: Page, address: Serve, tmp_path: Path) -> None:
    largest = "##### Which is the largest planet?\n- Jupiter\n- Mars\n#card\nJupiter\n"
    note = f"{largest}\n##### True or False: Mars is red.\n#card\nTrue\n"
    vault, site = write(tmp_path / "vault", {"Note.md": note}), tmp_path / "dist"
    url = address(build(vault, site)) + "quiz.html"
    loaded(page, f"{url}#/practice")
    old = []
    while page.locator(".end").count() == 0:
        old.append(on_screen(page))
        choose(page, "0")
        check(page)
        forward(page)
    assert len(old) == 2

    (vault / "Note.md").write_text(note.replace("the largest planet", "the biggest of all planets"))
    build(vault, site)
    if url.startswith("http"):  # the service worker would show the old build until the student takes the new one
        forget = "(all) => Promise.all(all.map((worker) => worker.unregister()))"
        page.evaluate(f"navigator.serviceWorker.getRegistrations().then({forget})")
    loaded(page, url)
    expect(page.locator("#quiz")).to_contain_text("2 of 2 cards seen")
    ids: list[str] = page.evaluate("async () => [...(await studysite.core.store.states()).keys()]")
    (new,) = set(ids) - set(old)
    loaded(page, f"{url}#/card/{new}")
    on_screen(page)
    choose(page, "1")
    check(page)
    after = state(page, new) or {}
    # Today's first answer is the one before.
    assert (after["answers"], after["right"], len(after["ids"])) == (1, True, 2)
    assert {event["card"] for event in events(page)} == {*old, new}


def test_texts_that_do_not_load_are_told(page: Page, address: Serve, tmp_path: Path, complaints: list[str]) -> None:
    site = build(write(tmp_path / "vault", NOTES), tmp_path / "dist")
    for shard in (site / "assets/data").glob("cards-*.js"):
        shard.unlink()
    loaded(page, f"{address(site)}quiz.html#/practice")
    expect(page.locator("[data-card]")).to_contain_text("This question did not load.")
    expect(page.locator("[data-card]").get_by_role("button", name="Reload")).to_be_visible()
    assert complaints
    complaints.clear()
