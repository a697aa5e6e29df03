"""What is due: on the quiz page, in a review, in a set of one's own; and what an exam left open."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .student import KEY, check, choose, events, forward, loaded, on_screen

pytestmark = pytest.mark.places("http")


def practise(page: Page, quiz: str, card: str, *values: str) -> None:
    loaded(page, f"{quiz}#/card/{card}")
    on_screen(page)
    choose(page, *values)
    check(page)


@pytest.mark.places("http", "file", "offline")
def test_the_first_visit_offers_practice_and_the_next_says_what_is_due(page: Page, quiz: str) -> None:
    page.clock.install(time="2026-05-04T10:00:00")
    loaded(page, quiz)
    expect(page.get_by_role("link", name="Practise Sky exam", exact=True)).to_have_class("btn main")
    expect(page.get_by_role("heading", name="Today")).to_have_count(0)

    practise(page, quiz, "q-nearest", "0")
    practise(page, quiz, "q-giants", *KEY["q-giants"])
    page.clock.set_fixed_time("2026-05-05T10:00:00")
    loaded(page, quiz)
    today = page.locator(".today")
    expect(today).to_contain_text("1 card due and 4 new, about 1 min")  # the missed one; the other has days to go
    expect(today.get_by_role("link", name="Review")).to_have_class("btn main")
    expect(page.locator(".btn.main")).to_have_count(1)
    today.get_by_role("link", name="Review").click()
    assert on_screen(page) == "q-nearest"
    expect(page.get_by_role("heading", level=1)).to_have_text("Review")


def test_nothing_due_says_when_to_come_back(page: Page, quiz: str) -> None:
    page.clock.install(time="2026-05-04T10:00:00")
    loaded(page, f"{quiz}#/data")
    page.get_by_label("New cards a day").fill("0")
    page.get_by_label("New cards a day").blur()
    events(page)
    practise(page, quiz, "q-giants", *KEY["q-giants"])
    loaded(page, quiz)
    said = "Nothing is due today. The next card comes on Wednesday,? 6 May."
    expect(page.locator(".today")).to_contain_text(re.compile(said))
    expect(page.locator(".today").get_by_role("link", name="Review")).to_have_count(0)
    expect(page.locator(".btn.main")).to_have_text("Practise Sky exam")


def test_a_set_asks_what_is_due_of_it_and_no_more(page: Page, quiz: str) -> None:
    page.clock.install(time="2026-05-04T10:00:00")
    for card in ("q-nearest", "q-moon", "q-far"):
        practise(page, quiz, card, "0")
    page.clock.set_fixed_time("2026-05-08T10:00:00")
    loaded(page, f"{quiz}#/practice?note=Planets.md&only=due")
    asked = {on_screen(page)}
    choose(page, *KEY[asked.copy().pop()])
    check(page)
    forward(page)
    asked.add(on_screen(page))
    assert asked == {"q-nearest", "q-moon"}
    choose(page, *KEY[on_screen(page)])
    check(page)
    forward(page)
    expect(page.locator(".end")).to_be_visible()
    loaded(page, f"{quiz}#/practice?note=Planets.md&only=due")
    expect(page.locator(".empty")).to_contain_text("Nothing is due here")


def test_a_review_that_was_left_is_another_one_the_next_day(page: Page, sums: str) -> None:
    page.clock.install(time="2026-05-04T10:00:00")
    practise(page, sums, "q-1", "1")
    page.clock.set_fixed_time("2026-05-05T10:00:00")
    loaded(page, f"{sums}#/review")
    assert on_screen(page) == "q-1"
    choose(page, "0")
    check(page)
    forward(page)
    second = on_screen(page)
    loaded(page, f"{sums}#/review")
    assert on_screen(page) == second  # the same day: it goes on
    choose(page, "1")
    check(page)
    forward(page)

    page.clock.set_fixed_time("2026-05-06T10:00:00")
    loaded(page, sums)
    expect(page.get_by_text("You stopped at card")).to_have_count(0)
    loaded(page, f"{sums}#/review")
    assert on_screen(page) == second  # missed yesterday: due first today


def test_a_question_that_an_exam_left_open_is_asked_the_day_after(page: Page, quiz: str) -> None:
    page.clock.install(time="2026-05-04T10:00:00")
    for card, values in (("q-nearest", KEY["q-nearest"]), ("q-moon", KEY["q-moon"]), ("q-giants", KEY["q-giants"])):
        practise(page, quiz, card, *values)  # known for days
    loaded(page, f"{quiz}#/exam?questions=4&seed=sky")
    page.get_by_role("button", name="Start").click()
    page.locator("[data-card] legend").wait_for()
    page.locator(".grid").evaluate("(grid) => { grid.open = true }")
    page.locator(".grid").get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Hand in").click()
    page.locator(".answers [data-card]").first.wait_for()
    assert [event["mode"] for event in events(page)] == ["practice"] * 3  # open questions give no event

    page.clock.set_fixed_time("2026-05-05T10:00:00")
    loaded(page, f"{quiz}#/practice?course=Sky%20exam.md&only=due")
    asked = set()
    for _ in range(4):
        asked.add(on_screen(page))
        for blank in page.locator(".blank input").all():
            blank.fill("no idea")
        if on_screen(page) in KEY and on_screen(page) != "q-red":
            choose(page, *KEY[on_screen(page)])
        check(page)
        forward(page)
    assert asked == set(KEY)


def test_what_was_due_another_day_is_not_gone_on_with(page: Page, sums: str) -> None:
    page.clock.install(time="2026-05-04T10:00:00")
    for card in ("q-1", "q-2", "q-3"):
        practise(page, sums, card, "1")
    page.clock.set_fixed_time("2026-05-05T10:00:00")
    due = f"{sums}#/practice?note=Sums.md&only=due"
    loaded(page, due)
    on_screen(page)
    choose(page, "0")
    check(page)
    forward(page)
    expect(page.locator(".place")).to_contain_text("2 of 3")
    events(page)
    page.clock.set_fixed_time("2026-05-09T10:00:00")
    loaded(page, due)
    on_screen(page)
    expect(page.locator(".place")).to_contain_text("1 of 3")


def test_a_page_left_open_over_the_night_is_of_the_new_day(page: Page, sums: str) -> None:
    page.clock.install(time="2026-05-04T10:00:00")
    loaded(page, f"{sums}#/data")
    page.get_by_label("New cards a day").fill("0")
    practise(page, sums, "q-1", "1")
    home = sums.replace("quiz.html", "index.html")
    for url, what in ((sums, ".today"), (home, ".today")):
        page.clock.set_fixed_time("2026-05-04T10:00:00")
        loaded(page, url)
        expect(page.locator(what)).to_contain_text("Nothing is due today.")
        page.clock.set_fixed_time("2026-05-05T10:00:00")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # as when the phone is unlocked
        expect(page.locator(what)).to_contain_text("1 card due")


def test_today_follows_the_other_tabs(page: Page, sums: str) -> None:
    practise(page, sums, "q-1", "0")
    loaded(page, sums)
    expect(page.locator(".today")).to_contain_text("11 new")
    other = page.context.new_page()
    practise(other, sums, "q-2", "0")
    expect(page.locator(".today")).to_contain_text("10 new")


def test_the_focus_comes_along_to_where_nothing_is_due(page: Page, quiz: str) -> None:
    page.clock.install(time="2026-05-04T10:00:00")
    loaded(page, f"{quiz}#/data")
    page.get_by_label("New cards a day").fill("0")
    practise(page, quiz, "q-nearest", *KEY["q-nearest"])
    loaded(page, f"{quiz}#/progress")
    page.locator(".progress .rows").first.wait_for()
    page.evaluate("location.hash = '#/review'")
    expect(page.get_by_role("heading", name="Nothing is due today")).to_be_focused()
