"""The mock exam as a student sits it: drawn by weights from a seed, left and taken up again, handed in or timed out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, BrowserType, Error, Page, expect

from .conftest import Serve, build, until
from .student import answer as sat
from .student import backup, events, loaded, take_in, take_new_build, write

pytestmark = pytest.mark.places("http")

COURSE = """\
---
exam: {questions: 10, minutes: 20, pass_mark: 60}
---
# Sea exam
# 1. Waves (70%)
## Wind
- [[Waves]]
# 2. Tides (30%)
## Moon
- [[Tides]]
"""


def cards(subject: str, number: int) -> str:
    return "".join(
        f"##### Which is right of {subject} {n}?\n- wrong {n}\n- right {n}\n- also wrong {n}\n#card\n"
        f"right {n}. So it is, see [[{subject}]].\n^q-{subject.lower()}-{n}\n\n"
        for n in range(number)
    )


@pytest.fixture(scope="session")
def sea_exam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exam")
    notes = {"Sea exam.md": COURSE, "Waves.md": cards("Waves", 12), "Tides.md": cards("Tides", 8)}
    return build(write(folder / "vault", notes), folder / "dist")


@pytest.fixture
def exam(address: Serve, sea_exam: Path) -> str:
    return address(sea_exam) + "quiz.html#/exam"


def start(page: Page, url: str) -> None:
    loaded(page, url)
    page.get_by_role("button", name="Start").click()
    page.locator("[data-card] legend").wait_for()


def drawn(page: Page) -> list[str]:
    """The cards of the paper on screen, in order."""
    found = []
    buttons = page.locator(".grid ol button")
    page.locator(".grid").evaluate("(grid) => { grid.open = true }")
    for at in range(buttons.count()):
        buttons.nth(at).click()
        expect(buttons.nth(at)).to_have_attribute("aria-current", "step")
        found.append(page.locator("[data-card]").get_attribute("data-card") or "")
    buttons.first.click()
    return found


def answer(page: Page, *, right: bool) -> None:
    page.locator(f".opt:has(input[value='{1 if right else 0}'])").click()


def turn_to(page: Page, number: int) -> None:
    page.locator(".grid").evaluate("(grid) => { grid.open = true }")
    page.locator(".grid ol button").nth(number - 1).click()
    expect(page.locator(".place").first).to_contain_text(f"Question {number} of")


def ask_to_hand_in(page: Page) -> None:
    page.locator(".grid").evaluate("(grid) => { grid.open = true }")
    page.locator(".grid").get_by_role("button", name="Finish").click()


def hand_in(page: Page) -> None:
    ask_to_hand_in(page)
    page.get_by_role("dialog").get_by_role("button", name="Hand in").click()
    page.locator(".result").wait_for()


@pytest.mark.places("http", "file", "offline")
def test_a_paper_is_drawn_by_weights_and_the_same_from_the_same_seed(page: Page, exam: str) -> None:
    start(page, f"{exam}?questions=10&seed=storm")
    first = drawn(page)
    assert sum(card.startswith("q-waves") for card in first) == 7
    assert len(set(first)) == 10
    hand_in(page)
    start(page, f"{exam}?questions=10&seed=storm")
    assert drawn(page) == first
    hand_in(page)
    start(page, f"{exam}?questions=10&seed=calm")
    assert drawn(page) != first


@pytest.mark.places("http", "file", "offline")
def test_a_paper_is_handed_in_and_its_answers_are_measured_once(page: Page, exam: str) -> None:
    start(page, f"{exam}?questions=10&seed=storm")
    for turn in range(9):
        assert page.locator("[data-result]").count() == 0  # nothing is marked before the end
        answer(page, right=turn < 7)
        page.locator("[data-next]").click()
        expect(page.locator(".place").first).to_contain_text(f"Question {turn + 2} of 10")
    page.locator("[data-next]").click()
    expect(page.get_by_role("dialog")).to_contain_text("One question has no answer")
    page.get_by_role("dialog").get_by_role("button", name="Hand in").click()
    result = page.locator(".result")
    expect(result.get_by_role("status")).to_contain_text("The pass mark is 60 %")
    expect(result).to_contain_text("1 without an answer")
    assert re.search(r"\d+\s%", result.locator(".score").inner_text())
    expect(result.locator(".range")).to_have_count(2)
    expect(result.get_by_role("link", name=re.compile("^Waves|^Tides")).first).to_be_visible()  # the way back
    log = events(page)
    assert [event["mode"] for event in log] == ["exam"] * 9
    assert sum(event["right"] for event in log) == 7
    page.reload()
    page.locator(".result").wait_for()
    assert len(events(page)) == 9  # filed once, however often it is looked at
    page.get_by_role("button", name="Missed").click()
    expect(page.locator(".answers [data-result=wrong]")).to_have_count(3)
    expect(page.locator(".answers [data-result=right]")).to_have_count(0)
    loaded(page, exam)
    expect(page.get_by_role("heading", name="Papers you sat")).to_be_visible()


@pytest.mark.places("http", "file", "offline")
def test_the_time_runs_out_though_nobody_is_there(page: Page, exam: str) -> None:
    page.clock.install()
    start(page, f"{exam}?questions=5&minutes=10&seed=storm")
    answer(page, right=True)
    page.locator("[data-next]").click()
    page.clock.run_for("08:30")
    expect(page.locator(".clock summary")).to_contain_text(re.compile("^1:[0-2]"))  # the page's own clock runs on, too
    page.clock.run_for("01:35")
    expect(page.locator(".result")).to_contain_text("Time was up")
    assert len(events(page)) == 1


def test_the_clock_runs_on_while_the_page_is_closed(page: Page, exam: str) -> None:
    page.clock.install(time="2026-05-10T10:00:00Z")
    start(page, f"{exam}?questions=5&minutes=10&seed=storm")
    answer(page, right=True)
    events(page)
    page.goto(exam.replace("quiz.html#/exam", "index.html"))
    page.clock.fast_forward("24:00:00")
    loaded(page, exam)
    expect(page.locator(".result")).to_contain_text("Time was up")
    expect(page.locator(".result")).to_contain_text("10\u00a0min")  # it ended when time was up, not a day later
    (event,) = events(page)
    assert event["day"] == "2026-05-10"


def test_the_clock_can_be_hidden_extended_and_taken_away(page: Page, exam: str) -> None:
    page.clock.install()
    start(page, f"{exam}?questions=5&minutes=10&seed=storm")
    clock = page.locator(".clock")

    def choose(name: str) -> None:
        clock.locator("summary").click()
        clock.get_by_role("button", name=name).click()

    choose("5 minutes more")
    page.clock.run_for("09:30")
    expect(clock.locator("summary")).to_contain_text("5:")
    page.clock.run_for("00:40")
    expect(page.get_by_role("status")).to_contain_text("5 minutes left")
    choose("Hide the clock")
    expect(clock.locator("summary")).to_have_text("Clock")
    choose("No time limit")
    page.clock.run_for("30:00")
    expect(page.locator(".place")).to_contain_text("No time limit")
    expect(page.locator(".place")).to_contain_text("Question 1 of 5")


@pytest.mark.places("http", "file")
def test_leaving_and_coming_back_loses_nothing(page: Page, exam: str) -> None:
    start(page, f"{exam}?questions=6&seed=storm")
    answer(page, right=True)
    page.get_by_role("button", name="Flag").click()
    page.locator("[data-next]").click()
    answer(page, right=False)
    events(page)  # comes after what is being written
    page.reload()
    expect(page.locator(".place").first).to_contain_text("Question 2 of 6")
    expect(page.locator("input[value='0']")).to_be_checked()
    page.goto(exam.replace("quiz.html#/exam", "index.html"))
    loaded(page, exam)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".place").first).to_contain_text("Question 2 of 6")
    expect(page.locator(".grid summary")).to_contain_text("2 of 6 answered")
    expect(page.locator(".grid summary")).to_contain_text("1 flagged")
    assert events(page) == []  # an unfinished paper says nothing


STORED = """(answers) => new Promise((done) => {
    const opened = indexedDB.open("studysite:sky");
    opened.onsuccess = () => {
        const read = opened.result.transaction("meta").objectStore("meta").get("exam");
        read.onsuccess = () => done(Object.keys(read.result.answers).length === answers, opened.result.close());
    };
})"""
"""Whether the database itself holds a paper with so many answers."""


def test_a_killed_browser_loses_no_answer_of_a_paper(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], sea_exam: Path, tmp_path: Path
) -> None:
    def opened() -> Page:
        return browser_type.launch_persistent_context(tmp_path, **browser_type_launch_args).pages[0]

    url = f"{sea_exam.as_uri()}/quiz.html#/exam"
    page = opened()
    start(page, f"{url}?questions=6&seed=storm")
    for _ in range(3):
        answer(page, right=True)
        page.locator("[data-next]").click()
    until(page, STORED, 3)
    with pytest.raises(Error, match="closed"):
        page.context.new_cdp_session(page).send("Browser.crash")
    page = opened()
    loaded(page, url)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".grid summary")).to_contain_text("3 of 6 answered")
    page.context.close()


@pytest.mark.places("http", "file")
def test_two_tabs_with_one_paper_hand_it_in_once(page: Page, context: BrowserContext, exam: str) -> None:
    start(page, f"{exam}?questions=4&seed=storm")
    other = context.new_page()
    loaded(other, page.url)
    expect(other.locator(".place").first).to_contain_text("Question 1 of 4")
    answer(page, right=True)
    events(page)
    other.evaluate("dispatchEvent(new Event('focus'))")  # as when the student turns to that tab
    expect(other.locator("input[value='1']")).to_be_checked()
    other.locator("[data-next]").click()
    answer(other, right=False)
    events(other)
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect(page.locator(".grid summary")).to_contain_text("2 of 4 answered")

    late = context.new_page()
    loaded(late, page.url)
    turn_to(late, 3)
    ask_to_hand_in(other)
    hand_in(page)
    score = page.locator(".score").inner_text()
    other.get_by_role("dialog").get_by_role("button", name="Hand in").click()  # that tab does not know yet
    expect(other.locator(".score")).to_have_text(score)
    answer(late, right=True)  # and this one learns of it
    expect(late.get_by_role("heading", name="Papers you sat")).to_be_visible()
    log = events(other)
    assert [event["right"] for event in log] == [True, False]
    loaded(page, exam)
    expect(page.get_by_role("link", name="Sea exam")).to_have_count(1)
    expect(page.get_by_role("button", name="Go on")).to_have_count(0)


@pytest.mark.parametrize("focused", [True, False], ids=["focus", "side by side"])
def test_what_two_tabs_answer_in_turn_is_all_on_the_paper(
    page: Page, context: BrowserContext, exam: str, *, focused: bool
) -> None:
    start(page, f"{exam}?questions=6&seed=storm")
    other = context.new_page()
    loaded(other, page.url)
    expect(other.locator(".place").first).to_contain_text("Question 1 of 6")

    def at(tab: Page, number: int) -> Page:
        if focused:
            tab.evaluate("dispatchEvent(new Event('focus'))")
        turn_to(tab, number)
        return tab

    answer(at(page, 1), right=True)
    answer(at(other, 2), right=False)
    answer(at(page, 3), right=True)
    answer(at(page, 4), right=True)
    at(other, 5).get_by_role("button", name="Flag", exact=True).click()
    at(page, 3).get_by_role("button", name="Clear").click()
    at(page, 6).get_by_role("button", name="Flag", exact=True).click()
    page.get_by_role("button", name="Flagged", exact=True).click()
    answer(at(other, 5), right=False)
    expect(other.locator(".grid summary")).to_contain_text("4 of 6 answered")  # told with its own step
    expect(other.locator(".grid summary")).to_contain_text("1 flagged")
    hand_in(page)  # which has not heard of the last one
    assert [event["right"] for event in events(page)] == [True, False, True, False]
    expect(page.locator(".result")).to_contain_text("2 without an answer")


def test_a_tab_that_is_closed_at_once_leaves_its_answer_on_the_paper(
    page: Page, context: BrowserContext, exam: str
) -> None:
    start(page, f"{exam}?questions=4&seed=storm")
    other = context.new_page()
    loaded(other, page.url)
    turn_to(other, 2)
    answer(page, right=True)
    for tab in (page, other):  # from now on nothing is stored
        tab.evaluate(
            "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError') } }"
        )
    answer(other, right=True)
    turn_to(page, 3)
    answer(page, right=True)
    for tab in (page, other):
        tab.goto("about:blank")
    loaded(page, exam)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".grid summary")).to_contain_text("3 of 4 answered")


def test_papers_of_another_device_join_those_of_this_one(page: Page, exam: str, tmp_path: Path) -> None:
    start(page, f"{exam}?questions=4&seed=storm")
    hand_in(page)
    (paper,) = page.evaluate("studysite.core.store.kept('papers')")
    other = {**paper, "id": "elsewhere", "course": "Another exam", "ended": paper["ended"] + 1}
    loaded(page, exam.replace("#/exam", "#/data"))
    take_in(page, backup(tmp_path / "file.txt", [sat(1)], kept={"papers": [other, {**paper, "course": "Not this"}]}))
    expect(page.get_by_role("status")).to_contain_text("Taken in")
    found = page.evaluate("studysite.core.store.kept('papers')")
    assert [each["course"] for each in found] == ["Another exam", "Sea exam"]


def test_questions_that_are_put_in_other_words_keep_their_answers_on_papers(
    page: Page, address: Serve, tmp_path: Path
) -> None:
    def site(words: str, *numbers: int) -> Path:
        cards = (f"##### {words} {n}?\n- wrong {n}\n- right {n}\n- odd {n}\n#card\nright {n}\n" for n in numbers)
        return build(write(tmp_path / "vault", {"Note.md": "\n".join(cards)}), tmp_path / "dist")

    url = address(site("Which is right of", 0, 1, 2, 3, 4)) + "quiz.html#/exam"
    start(page, f"{url}?seed=storm")
    answered = []
    for turn in range(3):
        answered.append(re.findall(r"\d", page.locator("legend").inner_text())[-1])
        answer(page, right=True)
        page.locator("[data-next]").click()
        expect(page.locator(".place").first).to_contain_text(f"Question {turn + 2} of 5")
    until(page, STORED, 3)
    left = [n for n in range(5) if str(n) != answered[0]]
    site("What is the right one of", *left)
    take_new_build(page)
    loaded(page, url)
    expect(page.locator(".left")).to_contain_text("2 of 4 answered")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".grid summary")).to_contain_text("2 of 4 answered")
    hand_in(page)
    assert [event["right"] for event in events(page)] == [True, True]
    site("Tell the right one of", *left)
    take_new_build(page)
    loaded(page, page.url)
    expect(page.locator(".answers legend", has_text="Tell the right one of")).to_have_count(4)


def test_the_figures_of_a_result(page: Page, exam: str) -> None:
    start(page, f"{exam}?questions=10&seed=storm")
    met = {"waves": 0, "tides": 0}
    for turn in range(10):
        expect(page.locator(".place").first).to_contain_text(f"Question {turn + 1} of 10")
        domain = (page.locator("[data-card]").get_attribute("data-card") or "").split("-")[1]
        met[domain] += 1
        answer(page, right=met[domain] <= {"waves": 5, "tides": 1}[domain])
        page.get_by_role("button", name="Sure").click()
        if turn == 0:
            page.get_by_role("button", name="Flag", exact=True).click()
        page.locator("[data-next]").click()
    expect(page.get_by_role("dialog")).to_contain_text("You have answered every question.")
    page.get_by_role("dialog").get_by_role("button", name="Hand in").click()
    result = page.locator(".result")
    expect(result.get_by_role("status")).to_have_text(re.compile(r"60\s%.*Passed, narrowly\."))  # 0.7 × 5/7 + 0.3 × 1/3
    page.get_by_text("As a table").click()
    rows = [re.sub(r"\s", " ", row).strip() for row in page.locator("tbody tr").all_inner_texts()]
    assert rows == ["Waves 70 % 5 of 7 71 % 47–87 %", "Tides 30 % 1 of 3 33 % 11–68 %"]
    expect(page.locator("section", has_text="Sure, but wrong").locator("li")).to_have_count(4)
    page.get_by_role("button", name="Flagged").click()
    expect(page.locator(".answers [data-card]")).to_have_count(1)
    read = page.locator("section", has_text="What brings the most first").get_by_role("listitem")
    assert [re.sub(r"\s+", " ", item) for item in read.all_inner_texts()] == ["Tides up to 20 %", "Waves up to 20 %"]


def test_the_next_paper_asks_what_was_not_seen_and_its_address_says_which(
    page: Page, browser: Browser, exam: str
) -> None:
    start(page, exam)
    first = drawn(page)
    for _ in range(10):
        answer(page, right=True)
        page.locator("[data-next]").click()
    page.get_by_role("dialog").get_by_role("button", name="Hand in").click()
    expect(page.locator(".result")).to_contain_text("Draw another")
    start(page, exam)
    second = drawn(page)
    waves = [card for card in first if "waves" in card]
    assert len(set(second) & set(waves)) == 2  # five of twelve were left, and seven are asked
    assert len(set(second) - set(first)) == 8
    friend = browser.new_page()
    start(friend, page.url)
    assert drawn(friend) == second
    friend.close()


def test_what_the_notes_are_short_of_is_said_before_the_start(page: Page, exam: str) -> None:
    loaded(page, f"{exam}?questions=40")
    expect(page.locator(".exam")).to_contain_text(
        "Your notes have 20 questions for an exam, so the paper has 20, not 40."
    )
    expect(page.locator(".exam")).to_contain_text("Waves has 12 questions for its 14 places.")
    page.get_by_label("Questions").fill("10")
    page.get_by_label("Questions").press("Tab")
    expect(page.locator(".exam")).not_to_contain_text("for its")
    expect(page.get_by_label("Minutes")).to_have_value("20")


def test_a_paper_by_keyboard_alone(page: Page, exam: str) -> None:
    loaded(page, f"{exam}?questions=3&seed=storm")
    page.get_by_role("button", name="Start").focus()
    page.keyboard.press("Enter")
    for turn in range(3):
        expect(page.locator(".place").first).to_contain_text(f"Question {turn + 1} of 3")
        expect(page.locator("legend")).to_be_focused()
        page.keyboard.press("b")
        expect(page.locator(".opt input:checked")).to_have_count(1)
        page.keyboard.press("s")
        page.keyboard.press("n")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Hand in")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".result h1")).to_be_focused()


@pytest.mark.places("http", "file")
def test_a_paper_is_printed_with_its_key_last(page: Page, exam: str) -> None:
    loaded(page, f"{exam}?questions=4&seed=storm&view=print")
    expect(page.locator(".asked > li")).to_have_count(4)
    expect(page.locator(".answer-key li")).to_have_count(4)
    page.emulate_media(media="print")
    assert page.locator(".answer-key").evaluate("(key) => getComputedStyle(key).breakBefore") == "page"
    expect(page.get_by_role("button", name="Print")).to_be_hidden()


def test_an_exam_starts_within_two_clicks_from_the_course(page: Page, address: Serve, sea_exam: Path) -> None:
    page.goto(address(sea_exam) + "sea-exam.html")
    page.get_by_role("link", name="Mock exam").click()
    page.get_by_role("button", name="Start").click()
    expect(page.locator(".place").first).to_contain_text("Question 1 of 10")


def test_a_card_that_cannot_be_marked_is_told_of(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/exam")
    expect(page.locator(".exam")).to_contain_text("2 cards can’t be marked, so no exam asks them.")


def test_a_deck_without_a_graded_card_says_so(page: Page, address: Serve, tmp_path: Path) -> None:
    site = build(write(tmp_path / "vault", {"Note.md": "##### Why?\n#card\nSo.\n"}), tmp_path / "dist")
    loaded(page, f"{address(site)}quiz.html#/exam")
    expect(page.get_by_role("button", name="Start")).to_have_count(0)
    expect(page.locator(".exam")).to_contain_text("#card")


def test_the_clock_s_menu_gives_the_focus_back_and_closes_by_escape(page: Page, exam: str) -> None:
    start(page, f"{exam}?questions=4&seed=sky")
    clock = page.locator(".clock summary")
    clock.press("Enter")
    page.get_by_role("button", name="5 minutes more").press("Enter")
    expect(clock).to_be_focused()
    expect(page.locator(".clock")).not_to_have_attribute("open", "")
    clock.press("Enter")
    page.get_by_role("button", name="Hide the clock").focus()
    page.keyboard.press("Escape")
    expect(clock).to_be_focused()
    expect(page.locator(".clock")).not_to_have_attribute("open", "")


def test_a_paper_with_answers_is_given_up_by_two_clicks_only(page: Page, exam: str) -> None:
    start(page, f"{exam}?questions=4&seed=sky")
    page.locator(".opt").first.click()
    page.evaluate("location.hash = '#/exam?questions=3'")
    again = page.locator(".terms button[type=submit]")
    again.click()
    expect(again).to_have_text("Give that one up and start")
    expect(page.locator(".left")).to_contain_text("1 of")
    again.click()
    page.locator(".sitting [data-card] legend").wait_for()
    expect(page.locator(".sitting .place")).to_contain_text("1 of 3")
