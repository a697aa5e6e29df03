"""Days, clocks and zones: what a student sees who studies past midnight, travels, or has a clock that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType, Page, expect

from .conftest import build, hosted
from .student import check, choose, events, forward, loaded, on_screen, write

pytestmark = pytest.mark.places("http")

CARD = "##### Is it so?\n- yes it is\n- no it is not\n#card\nyes it is\n^q-so\n"
NOTHING = "Nothing is due today"


@pytest.fixture(scope="session")
def one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one card."""
    folder = tmp_path_factory.mktemp("one")
    return build(write(folder / "vault", {"Note.md": CARD}), folder / "dist")


@pytest.fixture
def so(one: Path) -> Iterator[str]:
    """Over http alone: days are the same from a disk."""
    with hosted(one) as address:
        yield address + "quiz.html"


def at(page: Page, time: str) -> None:
    page.clock.set_fixed_time(time)


def give(page: Page, *values: str) -> None:
    """Answers the card on screen."""
    on_screen(page)
    choose(page, *values)
    check(page)


def review(page: Page, url: str) -> None:
    loaded(page, f"{url}#/review")


def due(page: Page, url: str) -> None:
    """The card is asked, and answered."""
    review(page, url)
    give(page, "0")


def nothing_due(page: Page, url: str) -> None:
    review(page, url)
    expect(page.get_by_role("heading", level=1)).to_have_text(NOTHING)


def days(page: Page) -> list[tuple[str, bool]]:
    return [(event["day"], event["repeat"]) for event in events(page)]


def test_a_sitting_past_midnight_is_one_study_day_until_four(page: Page, sums: str) -> None:
    at(page, "2026-05-04T23:50:00")
    loaded(page, f"{sums}#/practice")
    for time in ("2026-05-04T23:58:00", "2026-05-05T00:02:00", "2026-05-05T03:59:59", "2026-05-05T04:00:00"):
        at(page, time)
        give(page, "0")
        forward(page)
    assert [day for day, _ in days(page)] == ["2026-05-04"] * 3 + ["2026-05-05"]


def test_a_card_answered_twice_in_a_night_is_measured_once_before_four_and_once_after(page: Page, so: str) -> None:
    for time in ("2026-05-04T23:58:00", "2026-05-05T03:59:00", "2026-05-05T04:01:00"):
        at(page, time)
        loaded(page, f"{so}#/card/q-so")
        give(page, "0")
    assert days(page) == [("2026-05-04", False), ("2026-05-04", True), ("2026-05-05", False)]


Start = Callable[..., Page]


@pytest.fixture
def start(browser_type: BrowserType, browser_type_launch_args: dict[str, Any], tmp_path: Path) -> Start:
    """Starts a browser in a zone, with one profile for the whole test, and gives its page."""

    def run(zone: str) -> Page:
        return browser_type.launch_persistent_context(
            tmp_path / "profile", timezone_id=zone, **browser_type_launch_args
        ).pages[0]

    return run


def test_a_journey_west_goes_back_to_a_day_in_which_nothing_is_due(start: Start, so: str) -> None:
    page = start("Asia/Tokyo")
    at(page, "2026-05-05T03:00:00Z")  # noon
    due(page, so)
    page.context.close()
    page = start("Pacific/Honolulu")
    at(page, "2026-05-05T08:00:00Z")  # the evening before
    nothing_due(page, so)
    loaded(page, f"{so}#/card/q-so")
    give(page, "1")
    assert [(event["day"], event["zone"]) for event in events(page)] == [("2026-05-05", 540), ("2026-05-04", -600)]
    at(page, "2026-05-07T08:00:00Z")
    due(page, so)
    page.context.close()


def test_a_journey_east_comes_to_the_next_day(start: Start, so: str) -> None:
    page = start("Pacific/Honolulu")
    at(page, "2026-05-05T05:00:00Z")  # the evening of the 4th
    due(page, so)
    page.context.close()
    page = start("Asia/Tokyo")
    at(page, "2026-05-05T10:00:00Z")  # five hours later: the evening of the 5th
    due(page, so)
    assert days(page) == [("2026-05-04", False), ("2026-05-05", False)]
    nothing_due(page, so)
    page.context.close()


@pytest.mark.parametrize(
    ("night", "offsets"), [("2026-03-29", (60, 120)), ("2026-10-25", (120, 60))], ids=["spring", "autumn"]
)
def test_a_night_in_which_clocks_are_changed(browser: Browser, so: str, night: str, offsets: tuple[int, int]) -> None:
    context = browser.new_context(timezone_id="Europe/Berlin")
    page = context.new_page()
    year, month, day = map(int, night.split("-"))
    before = f"{year}-{month:02}-{day - 1:02}"
    # By UTC: the hour changes at 01:00, and four in the morning is at 02:00 in summer, at 03:00 in winter.
    four = 2 if offsets[1] == 120 else 3
    for time in (f"{before}T22:30:00Z", f"{night}T{four - 1:02}:59:00Z", f"{night}T{four:02}:01:00Z"):
        at(page, time)
        loaded(page, f"{so}#/card/q-so")
        give(page, "0")
    assert days(page) == [(before, False), (before, True), (night, False)]
    assert [event["zone"] for event in events(page)] == [offsets[0], offsets[1], offsets[1]]
    nothing_due(page, so)
    context.close()


@pytest.mark.parametrize("wrong", ["2026-05-05T10:00:00", "2027-05-04T10:00:00"])
def test_a_clock_that_ran_ahead_leaves_no_card_waiting_for_that_day(page: Page, so: str, wrong: str) -> None:
    at(page, wrong)
    due(page, so)
    at(page, "2026-05-04T10:00:00")  # it has been set right
    if wrong > "2026-06":
        due(page, so)
        assert len(events(page)) == 2
    nothing_due(page, so)
    loaded(page, f"{so}#/progress")
    expect(page.locator(".progress")).to_contain_text("1 learning")
    expect(page.locator(".progress")).not_to_contain_text("NaN")
    at(page, "2026-06-30T10:00:00")
    due(page, so)
    loaded(page, so)
    expect(page.locator("#quiz")).to_contain_text("1 of 1 card seen")


@pytest.mark.parametrize("wrong", ["2026-05-03T10:00:00", "2025-05-04T10:00:00"])
def test_a_clock_set_back_loses_no_answer_and_leaves_the_queue_going(page: Page, so: str, wrong: str) -> None:
    at(page, "2026-05-04T10:00:00")
    due(page, so)
    at(page, wrong)
    loaded(page, f"{so}#/card/q-so")
    give(page, "1")
    loaded(page, f"{so}#/progress")
    expect(page.locator(".progress")).to_contain_text("1 learning")
    expect(page.locator(".progress")).not_to_contain_text("NaN")
    at(page, "2026-05-04T11:00:00")  # it has been set right
    nothing_due(page, so)
    assert [event["right"] for event in events(page)] == [False, True]  # both, in the order of what the clock said
    at(page, "2026-07-30T10:00:00")
    due(page, so)
