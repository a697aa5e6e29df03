"""Every state of the quiz: axe-core finds nothing, nothing scrolls sideways; and ten thousand cards are no slower."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import Serve, build, without_violations
from .history import lived
from .student import check, choose, forward, loaded, on_screen, write

pytestmark = pytest.mark.places("http")

Show = Callable[[Page, str], None]


def _card(name: str, *values: str) -> Show:
    def show(page: Page, quiz: str) -> None:
        loaded(page, f"{quiz}#/card/{name}")
        on_screen(page)
        choose(page, *values)
        if values or name == "q-shine":
            check(page)

    return show


def _at(fragment: str, there: str) -> Show:
    def show(page: Page, quiz: str) -> None:
        loaded(page, quiz + fragment)
        page.locator(there).wait_for()

    return show


def _blanks(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/card/q-red")
    on_screen(page)
    page.get_by_label("Blank 1").fill("Mars")
    check(page)


def _keys(page: Page, quiz: str) -> None:
    _at("#/practice", "legend")(page, quiz)
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()


def _end(page: Page, quiz: str) -> None:
    _card("q-nearest", "0")(page, quiz)
    forward(page)
    choose(page, "1")
    check(page)
    forward(page)
    page.locator(".end").wait_for()


def _paper(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/exam?questions=4&seed=sky")
    page.get_by_role("button", name="Start").click()
    page.locator("[data-card] legend").wait_for()


def _grid(page: Page, quiz: str) -> None:
    _paper(page, quiz)
    page.get_by_role("button", name="Flag").click()
    page.get_by_role("button", name="Next").click()
    page.locator(".grid").evaluate("(grid) => { grid.open = true }")
    page.locator(".clock summary").click()


def _hand_in(page: Page, quiz: str) -> None:
    _grid(page, quiz)
    page.keyboard.press("Escape")
    page.locator(".grid").get_by_role("button", name="Finish").click()
    page.get_by_role("dialog").wait_for()


def _result(page: Page, quiz: str) -> None:
    _hand_in(page, quiz)
    page.get_by_role("button", name="Hand in").click()
    page.locator(".answers [data-card]").first.wait_for()


def _own_set(page: Page, quiz: str) -> None:
    _at("", ".choose")(page, quiz)
    page.get_by_text("Another set").click()


def _sureness(page: Page, quiz: str) -> None:
    _at("#/data", ".data .fields")(page, quiz)
    page.get_by_label("Buttons for how sure you are").check()
    _card("q-nearest")(page, quiz)
    page.get_by_role("button", name="Think so").wait_for()


def _read_now(page: Page, quiz: str) -> None:
    _at("#/practice?note=Stars.md&mode=pretest", "legend")(page, quiz)
    for _ in range(2):
        on_screen(page)
        if page.get_by_text("light years").count():
            choose(page, "0")
        check(page)
        page.get_by_role("button", name="I knew it").click()
    page.locator(".end").wait_for()


def _measured(fragment: str, there: str) -> Show:
    def show(page: Page, quiz: str) -> None:
        _card("q-nearest", "0")(page, quiz)
        _at(fragment, there)(page, quiz)

    return show


STATES: dict[str, Show] = {
    "no progress": _at("#/progress", ".progress .made"),
    "a review": _measured("#/review", ".card legend"),
    "progress": _measured("#/progress", ".progress .rows >> nth=0"),
    "data": _at("#/data", ".data .fields"),
    "an exam before its start": _at("#/exam", ".terms"),
    "a paper": _paper,
    "a paper's questions and clock": _grid,
    "a paper before it is handed in": _hand_in,
    "a paper's result": _result,
    "a paper for print": _at("#/exam?questions=4&seed=sky&view=print", ".answer-key"),
    "choice": _at("", ".choose"),
    "today, and a set of one's own": _own_set,
    "before reading, the end": _read_now,
    "nothing due": _at("#/practice?note=Stars.md&only=due", ".empty"),
    "question": _card("q-giants"),
    "right": _card("q-nearest", "1"),
    "wrong": _card("q-giants", "0", "1"),
    "blanks": _blanks,
    "open": _card("q-shine"),
    "unsettled": _card("q-far", "1"),
    "buttons for how sure one is": _sureness,
    "nothing": _at("#/practice?only=flagged", ".empty"),
    "keys": _keys,
    "end": _end,
}


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], request: pytest.FixtureRequest) -> dict[str, Any]:
    """axe-core comes in from outside, which the site's own policy would not have."""
    if "axe" in request.node.name:
        return {**browser_context_args, "bypass_csp": True}
    return browser_context_args


@pytest.mark.parametrize("part", range(4))
def test_axe_finds_nothing(page: Page, quiz: str, part: int) -> None:
    for name in list(STATES)[part::4]:
        page.set_viewport_size({"width": 320, "height": 800})
        STATES[name](page, quiz)
        without_violations(page, name)


@pytest.mark.parametrize("date", ["2026-06-14", "2026-05-01"], ids=["ahead", "over"])
def test_axe_finds_nothing_in_forty_days(page: Page, address: Serve, cloud: Path, date: str) -> None:
    lived(page, address(cloud) + "quiz.html", dates={"Cloud exam.md": date})
    without_violations(page, date)
    page.evaluate("document.querySelectorAll('.progress details').forEach((each) => { each.open = true; })")
    without_violations(page, f"{date}, as tables")


@pytest.fixture(scope="session")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten thousand cards in two hundred notes."""
    card = "##### What is {n} plus nothing?\n- {n}\n- {m}\n- neither\n#card\n{n}\nIt stays what it is.\n^q-{n}\n"
    notes = {
        f"Sums {part}.md": "\n".join(card.format(n=n, m=n + 1) for n in range(part * 50, part * 50 + 50))
        for part in range(200)
    }
    folder = tmp_path_factory.mktemp("crowd")
    return build(write(folder / "vault", notes), folder / "dist")


UNCOVERED = """(legend) => {
    const { left, right, top, bottom } = legend.getBoundingClientRect();
    const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return top >= 0 && bottom <= innerHeight && legend.contains(at);
}"""


@pytest.mark.parametrize("fragment", ["#/practice", "#/exam"])
def test_magnified_four_times_the_question_is_in_sight(page: Page, sums: str, fragment: str) -> None:
    page.set_viewport_size({"width": 320, "height": 256})
    loaded(page, sums + fragment)
    if fragment == "#/exam":
        page.get_by_role("button", name="Start").click()
    legend = page.locator("[data-card]:not([data-result]) legend")
    legend.wait_for()
    assert legend.evaluate(UNCOVERED)
    if fragment == "#/practice":
        choose(page, "0")
        check(page)
    first = page.locator("[data-card]").get_attribute("data-card")
    page.get_by_role("button", name="Next").first.click()
    page.locator(f"[data-card]:not([data-card='{first}'])").wait_for()
    assert legend.evaluate(UNCOVERED)


def test_after_next_a_bar_marks_where_the_keyboard_is(page: Page, sums: str) -> None:
    loaded(page, f"{sums}#/practice")
    on_screen(page)
    choose(page, "0")
    check(page)
    page.keyboard.press("Enter")
    page.locator("[data-card]:not([data-result])").wait_for()
    legend = page.locator("legend")
    expect(legend).to_be_focused()
    assert legend.evaluate("(legend) => parseFloat(getComputedStyle(legend, '::before').borderLeftWidth)") == 3
    place = legend.bounding_box()
    legend.evaluate("(legend) => legend.blur()")
    assert legend.bounding_box() == place


TEXTS = """async () => {
    await new Promise((done) => requestIdleCallback(done)); // by then they are asked for
    const { files } = await studysite.build;
    const asked = [...document.scripts].map(({ src }) => src);
    const texts = Object.keys(files).filter((name) => name.startsWith("cards/"));
    const coming = texts.filter((name) => asked.some((src) => src.endsWith(files[name])));
    await Promise.all(coming.map((name) => studysite.load(name)));
}"""
"""Waits for the texts of cards that are on their way, as a student does who reads."""


def test_ten_thousand_cards(page: Page, address: Serve, crowd: Path) -> None:
    url = address(crowd) + "quiz.html"

    def start() -> float:
        loaded(page, url)
        page.locator(".choose").wait_for()
        drawn: float = page.evaluate("performance.now()")
        return drawn

    starts = [start() for _ in range(3)]
    assert min(starts) < 1000, starts
    loaded(page, f"{url}#/practice")
    times = []
    for _ in range(10):
        on_screen(page)
        page.evaluate(TEXTS)
        choose(page, "0")
        check(page)
        times.append(
            page.evaluate(
                """() => new Promise((resolve) => {
                    const before = performance.now();
                    document.querySelector("[data-next]").click();
                    requestAnimationFrame(function look() {
                        const there = document.querySelector("[data-card]:not([data-result]) legend");
                        if (there) setTimeout(() => resolve(performance.now() - before));
                        else requestAnimationFrame(look);
                    });
                })"""
            )
        )
    assert sorted(times)[len(times) // 2] < 50, times
