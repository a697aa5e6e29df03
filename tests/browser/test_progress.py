"""Progress, review and the student's data: what a student sees of the log, and takes from one browser to the next."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Serve, build
from .student import KEY, answer, backup, check, choose, events, loaded, on_screen, write

pytestmark = pytest.mark.places("http")


@pytest.fixture
def quiz(address: Serve, sky: Path) -> str:
    return address(sky) + "quiz.html"


def practise(page: Page, quiz: str, card: str, *values: str) -> None:
    loaded(page, f"{quiz}#/card/{card}")
    on_screen(page)
    choose(page, *values)
    check(page)


def saved(page: Page, quiz: str, folder: Path) -> Path:
    """A backup of what this browser has."""
    loaded(page, f"{quiz}#/data")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save a backup").first.click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    expect(page.get_by_role("status")).to_contain_text(file.name)
    return file


def take_in(page: Page, file: Path) -> None:
    field = page.locator("input[type=file]")
    field.set_input_files(file)
    expect(field).to_have_value("")  # once it is told what became of it
    expect(page.get_by_role("status")).not_to_have_text("")


NEW = "5 new, about 1 min"


def test_a_card_comes_back_on_the_day_that_it_is_due(page: Page, quiz: str) -> None:
    page.clock.install(time="2026-05-04T10:00:00")
    practise(page, quiz, "q-nearest", *KEY["q-nearest"])
    loaded(page, f"{quiz}#/review")
    assert on_screen(page) != "q-nearest"
    loaded(page, quiz)
    expect(page.locator(".today p").first).to_have_text(NEW)  # this one is for another day
    page.clock.set_fixed_time("2026-06-15T10:00:00")
    loaded(page, quiz)
    expect(page.locator(".today p").first).to_have_text("1 card due and 5 new, about 2 min")
    loaded(page, f"{quiz}#/review")
    assert on_screen(page) == "q-nearest"  # what is due comes first
    choose(page, *KEY["q-nearest"])
    check(page)
    assert [event["mode"] for event in events(page)] == ["practice", "review"]
    loaded(page, quiz)
    expect(page.locator(".today p").first).to_have_text(NEW)


def test_nothing_is_due_once_everything_was_reviewed(page: Page, address: Serve, tmp_path: Path) -> None:
    note = "##### Is it so?\n- yes it is\n- no it is not\n#card\nyes it is\n^q-so\n"
    quiz = address(build(write(tmp_path / "vault", {"Note.md": note}), tmp_path / "dist")) + "quiz.html"
    practise(page, quiz, "q-so", "0")
    loaded(page, f"{quiz}#/review")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is due today")
    expect(page.locator(".empty")).to_contain_text("The next card comes on")


def test_progress_says_what_is_known_and_what_is_missed(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/progress")
    expect(page.locator(".progress")).to_contain_text("Answer a few cards")
    practise(page, quiz, "q-nearest", "0")
    practise(page, quiz, "q-giants", *KEY["q-giants"])
    loaded(page, f"{quiz}#/progress")
    planets = page.locator(".row.domain", has_text="Planets")
    expect(planets).to_contain_text("0 mastered · 2 learning · 2 new")
    expect(page.locator(".progress")).to_contain_text("40\u00a0% of the exam has no question yet")
    missed = page.locator("section", has_text="Which cards do you miss most?")
    expect(missed).to_contain_text("Which planet is the nearest to the sun?")
    expect(missed).to_contain_text("missed once")
    expect(page.locator(".progress")).not_to_contain_text("NaN")


@pytest.mark.places("http", "file")
def test_a_backup_takes_progress_to_another_browser_and_twice_is_once(
    page: Page, browser: Browser, quiz: str, tmp_path: Path
) -> None:
    practise(page, quiz, "q-nearest", "0")
    practise(page, quiz, "q-giants", *KEY["q-giants"])
    loaded(page, f"{quiz}#/data")
    page.get_by_label("New cards a day").fill("7")
    page.get_by_label("New cards a day").press("Tab")
    file = saved(page, quiz, tmp_path)
    log = events(page)
    other = browser.new_context().new_page()
    practise(other, quiz, "q-moon", *KEY["q-moon"])
    loaded(other, f"{quiz}#/data")
    for _ in range(2):
        take_in(other, file)
        assert len(events(other)) == 3
    expect(other.get_by_label("New cards a day")).to_have_value("7")
    assert {event["id"] for event in log} < {event["id"] for event in events(other)}
    loaded(other, quiz)
    expect(other.locator("#quiz")).to_contain_text("3 of ")
    other.context.close()


def test_a_damaged_or_foreign_file_changes_nothing(page: Page, quiz: str, tmp_path: Path) -> None:
    practise(page, quiz, "q-nearest", "0")
    raw = saved(page, quiz, tmp_path).read_bytes()
    step = len(raw) // 12
    begun = len(b'{"studysite":"backup"')  # so much of it tells what it is
    damaged = {f"cut {at}": raw[:at] for at in range(step, len(raw), step)}
    damaged |= {f"flip {at}": raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :] for at in range(begun, len(raw), step)}
    damaged["renamed"] = raw.replace(b'"site":"sky"', b'"site":"sea"')  # by hand: the checksum is another
    unknown = {"cut 0": b"", "flip 3": raw[:3] + b"x" + raw[4:], "a picture": bytes(range(256))}
    given = {name: (content, "This file is damaged") for name, content in damaged.items()}
    given |= {name: (content, "This is no backup of a study site") for name, content in unknown.items()}
    for name, more, said in (
        ("foreign", {"site": "sea"}, "This backup belongs to another site (sea, this one is sky)"),
        ("newer", {"version": 2}, "A newer version of this site wrote this file"),
        ("half", {"events": [{"id": "x"}]}, "This file is damaged"),
    ):
        given[name] = (backup(tmp_path / name, [answer(1)], **more).read_bytes(), said)
    before = events(page)
    for name, (content, said) in given.items():
        (tmp_path / "given.txt").write_bytes(content)
        take_in(page, tmp_path / "given.txt")
        found = page.get_by_role("status").inner_text()
        assert found.startswith(said), name
        assert "Nothing was taken in." in found, name
        assert events(page) == before, name


def test_a_backup_that_cannot_be_sent_says_so(page: Page, quiz: str) -> None:
    page.add_init_script(
        """navigator.canShare = () => true;
        navigator.share = () => Promise.reject(new DOMException("", window.name || "NotAllowedError"));"""
    )
    loaded(page, f"{quiz}#/data")
    told, send = page.get_by_role("status"), page.get_by_role("button", name="Send to another device")
    page.evaluate("window.name = 'AbortError'")  # the student closes the sheet
    send.click()
    expect(told).to_have_text("")
    page.evaluate("window.name = ''")
    send.click()
    expect(told).to_have_text("It could not be sent. Save a backup, and take that to the other device.")
    expect(page.locator(".data")).to_contain_text("never saved")


def test_no_backup_is_asked_for_before_it_is_known_whether_there_is_one(page: Page, sums: str, tmp_path: Path) -> None:
    """And on the page of the data none is said to be missing."""
    given = [answer(n, day=f"2026-01-{1 + n // 12:02}") for n in range(150)]
    loaded(page, f"{sums}#/data")
    take_in(page, backup(tmp_path / "given.txt", given))
    expect(page.get_by_role("status")).to_contain_text("Taken in: 150")
    page.add_init_script(
        """globalThis.said = [];
        new MutationObserver(() => said.push(document.body?.innerText ?? "")).observe(document,
            { childList: true, subtree: true, characterData: true });"""
    )
    asked, missing = "since your last backup.", "never saved"

    def ever(words: str) -> bool:
        found: bool = page.evaluate("(words) => said.some((text) => text.includes(words))", words)
        return found

    def end() -> None:
        practise(page, sums, "q-1", "0")
        page.locator("[data-next]").click()
        page.locator(".end").wait_for()

    end()
    expect(page.locator(".end")).to_contain_text(asked)  # it is due
    assert ever(asked)
    saved(page, sums, tmp_path)
    assert ever(missing)
    end()
    expect(page.locator(".end")).to_be_visible()
    events(page)
    assert not ever(asked)
    loaded(page, f"{sums}#/data")
    expect(page.locator(".data")).to_contain_text("saved on")
    assert not ever(missing)


def test_all_progress_is_deleted_only_by_the_word(page: Page, quiz: str) -> None:
    practise(page, quiz, "q-nearest", "0")
    loaded(page, f"{quiz}#/data")
    page.get_by_role("button", name="Delete all progress").click()
    delete = page.locator("form .danger")
    expect(delete).to_be_disabled()
    page.locator("form .fields input").fill("delete")
    delete.click()
    expect(page.get_by_role("status")).not_to_have_text("")
    expect(page.get_by_role("button", name="Delete all progress")).to_be_focused()
    expect(page.locator(".data")).to_contain_text("never saved")
    assert events(page) == []
    loaded(page, quiz)
    page.locator(".choose").wait_for()
    expect(page.locator("#quiz")).not_to_contain_text("cards seen")
