"""What pages of notes show of the student's progress: Home's "Today", the map of a course, and a note's questions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .conftest import Serve, build, hosted, until, without_violations
from .student import check, choose, loaded, write

pytestmark = pytest.mark.places("http")

NOW = "2026-05-04T10:00:00"


def _cards(name: str, count: int) -> str:
    numbers = range(1, count + 1)
    return "\n".join(
        f"##### What is {n} in {name}?\n- right\n- wrong\n- other\n#card\nright\n^{name}-{n}\n" for n in numbers
    )


NOTES = {
    "Sky exam.md": """\
---
exam: {questions: 10, minutes: 20, pass_mark: 70, date: 2026-06-14}
---
# 1. Planets (60%)
## Rocks and giants
- [[Planets]]
## Moons
- [[Moons]]
# 2. Stars (40%)
## How they shine
- [[Stars]]
""",
    "Sea exam.md": "---\nexam: {questions: 5}\n---\n# 1. Water (100%)\n## Tides\n- [[Tides]]\n",
    "Planets.md": _cards("planet", 20),
    "Moons.md": "A moon goes round a planet. See [[Many#^further-2|that question]].\n",
    "Stars.md": "Stars shine.\n\n" + _cards("star", 10),
    "Tides.md": _cards("tide", 4),
    "Many.md": _cards("many", 25) + "\n## Further\n\n" + _cards("further", 3),
}
"""Two courses, of which one has a date, a topic without a card, and a note with more questions than it shows open."""


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    return build(write(folder / "vault", NOTES), folder / "site")


@pytest.fixture
def start(page: Page, address: Serve, notes: Path) -> str:
    page.clock.set_fixed_time(NOW)
    return address(notes)


ANSWER = """async ([ids, right, days]) => {
  const deck = await studysite.load("deck");
  for (const back of days) for (const {id, twin, hash} of deck.cards.filter(({id}) => ids.includes(id))) {
    const answer = {card: id, twin, hash, mode: "practice", chosen: [0], right, confidence: null, ms: 12000};
    await studysite.core.store.record(answer, undefined, Date.now() - back * 86400000);
  }
}"""


def answer(page: Page, start: str, ids: list[str], *, right: bool = True, days: tuple[int, ...] = (0,)) -> None:
    """Puts an answer to each card into the log, on days so long ago."""
    loaded(page, f"{start}quiz.html#/data")
    page.get_by_role("heading", level=1).wait_for()
    page.evaluate(ANSWER, [ids, right, list(days)])


def ids(name: str, first: int, last: int) -> list[str]:
    return [f"{name}-{n}" for n in range(first, last + 1)]


def study(page: Page, start: str) -> None:
    """Half of the planets known well, some in learning, some due; the stars begun."""
    answer(page, start, ids("planet", 1, 8), days=(40, 30, 10))
    answer(page, start, ids("planet", 9, 14), right=False, days=(3,))
    answer(page, start, ids("star", 1, 8), days=(9,))


def keep(page: Page, settings: dict[str, Any]) -> None:
    page.evaluate("(settings) => studysite.core.store.keep('settings', settings)", settings)


SHIFTS = """
globalThis.shifts = [];
new PerformanceObserver((list) => {
  for (const {value, sources} of list.getEntries()) shifts.push([value, ...sources.map(({node}) => node?.textContent)]);
}).observe({type: "layout-shift", buffered: true});
"""

FRAMES = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(done))))"""
"""Waits until what was changed is painted, and those who observe the page have heard of it."""


def home(page: Page, start: str) -> None:
    loaded(page, f"{start}index.html")
    expect(page.locator("[data-due]")).not_to_be_empty()


def test_without_progress_home_asks_to_practise(page: Page, start: str) -> None:
    loaded(page, f"{start}planets.html")
    loaded(page, f"{start}index.html")
    expect(page.get_by_role("link", name="Practise", exact=True).last).to_be_visible()
    expect(page.locator(".today")).to_be_hidden()
    expect(page.locator("li[data-course]", has_text="Sky exam")).to_contain_text("30 cards")
    assert page.evaluate("typeof studysite.core") == "undefined"


@pytest.mark.places("http", "file")
def test_home_says_what_is_due_today_and_leads_there(page: Page, start: str) -> None:
    study(page, start)
    loaded(page, f"{start}quiz.html")
    words = page.locator(".today p").first
    expect(words).to_contain_text("due and")
    said = words.text_content() or ""
    home(page, start)
    expect(page.locator("[data-due]")).to_have_text(said)
    expect(page.locator(".today .btn.main")).to_have_text("Review")
    page.locator(".today").get_by_role("link", name="Practise").click()
    expect(page.locator("#quiz h1")).to_have_text("Practise")
    home(page, start)
    page.get_by_role("link", name="Review").click()
    expect(page.locator("[data-card] legend")).to_be_visible()


def test_home_says_when_to_come_back_where_nothing_is_due(page: Page, start: str) -> None:
    answer(page, start, ids("planet", 1, 8), days=(0,))
    keep(page, {"newPerDay": 0, "dates": {"Sky exam.md": None}})
    home(page, start)
    expect(page.locator("[data-due]")).to_have_text("Nothing is due today.")
    expect(page.locator("[data-next]")).to_have_text(re.compile("^The next 8 cards come on Tuesday,? 5 May.$"))
    expect(page.locator(".today .btn.main")).to_have_text("Practise")
    expect(page.locator(".today .quiet")).to_be_hidden()
    page.locator(".today .btn.main").click()
    expect(page.locator("#quiz h1")).to_have_text("Practise")


def test_each_course_says_how_ready_one_is_or_what_is_missing(page: Page, start: str) -> None:
    study(page, start)
    home(page, start)
    sky = page.locator("li[data-course]", has_text="Sky exam")
    expect(sky).to_contain_text("exam on 14 June 2026")
    expect(sky.locator("[data-progress]")).to_have_text(re.compile(r"^expected score \d\d\s% \(\d\d–\d\d\) · 41 days$"))
    sea = page.locator("li[data-course]", has_text="Sea exam").locator("[data-progress]")
    expect(sea).to_have_text("30 more answers for a score · set the exam’s day")
    sea.get_by_role("link").click()
    expect(page.locator("#quiz h1")).to_have_text("Progress")


@pytest.mark.parametrize(
    ("set_", "shown", "ahead"),
    [("2026-05-24", "exam on 24 May 2026", "20 days"), ("2026-05-01", "", "set the exam’s day"), (None, "", "")],
)
def test_the_students_own_date_wins(page: Page, start: str, set_: str | None, shown: str, ahead: str) -> None:
    answer(page, start, ids("planet", 1, 3))
    keep(page, {"dates": {"Sky exam.md": set_}})
    home(page, start)
    sky = page.locator("li[data-course]", has_text="Sky exam")
    words = f"27 more answers for a score{' · ' if ahead else ''}{ahead}"
    expect(sky.locator("[data-progress]")).to_have_text(words)
    date = sky.locator("[data-date]")
    if shown:
        expect(date).to_have_text(shown)
    else:
        expect(date).to_be_hidden()
    loaded(page, f"{start}sky-exam.html")
    standing = page.locator(".standing")
    expect(standing).to_contain_text("27 more answers")
    expect(standing).to_contain_text(f"exam in {ahead}" if shown else ahead)
    if not shown:
        expect(page.locator(".facts [data-date]")).to_be_hidden()


@pytest.mark.places("http", "file")
def test_home_goes_on_with_the_note_read_last(page: Page, start: str) -> None:
    answer(page, start, ids("planet", 1, 1))
    home(page, start)
    expect(page.locator("[data-read]")).to_be_empty()
    loaded(page, f"{start}planets.html?from=here#^planet-3")
    loaded(page, f"{start}sky-exam.html")  # a course is no note to go on with
    home(page, start)
    expect(page.locator("[data-read]")).to_have_text("Continue: Planets")
    page.get_by_role("link", name="Planets", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Planets")


@pytest.mark.parametrize(
    "kept",
    [
        '{"title": "Gone", "href": "gone.html", "cards": true}',
        '{"title": "Out", "href": "//other.example/out.html", "cards": false}',
        '{"title": "Script", "href": "javascript:alert(1)", "cards": false}',
        "no json",
        "5",
    ],
)
def test_a_note_that_is_gone_or_foreign_is_not_gone_on_with(page: Page, start: str, kept: str) -> None:
    answer(page, start, ids("planet", 1, 1))
    page.evaluate("(kept) => localStorage.setItem('studysite:sky:read', kept)", kept)
    home(page, start)
    expect(page.locator("[data-read]")).to_be_empty()


def test_another_sites_note_is_not_gone_on_with(page: Page, start: str) -> None:
    answer(page, start, ids("planet", 1, 1))
    page.evaluate('localStorage.setItem(\'studysite:sea:read\', \'{"title": "Sea", "href": "sea.html"}\')')
    home(page, start)
    expect(page.locator("[data-read]")).to_be_empty()


def test_progress_made_meanwhile_is_there_when_one_comes_back(page: Page, start: str) -> None:
    loaded(page, f"{start}index.html")
    page.locator("main").get_by_role("link", name="Planets").click()
    choose(page.locator("form[data-card]").first, "0")
    page.locator("form[data-card] [type=submit]").first.click()
    expect(page.locator("[data-result]")).to_be_visible()
    until(page, "() => localStorage['studysite:sky:known'] !== undefined")
    page.go_back()
    expect(page.locator("[data-due]")).to_contain_text("new, about")


def test_home_follows_the_exam_s_day(page: Page, context: BrowserContext, start: str) -> None:
    study(page, start)
    home(page, start)
    expect(page.locator("[data-progress]", has_text="41 days")).to_be_visible()
    other = context.new_page()
    other.clock.set_fixed_time(NOW)
    loaded(other, f"{start}quiz.html#/data")
    other.get_by_role("heading", level=1).wait_for()
    keep(other, {"dates": {"Sky exam.md": "2026-05-24"}})
    expect(page.locator("[data-progress]", has_text="20 days")).to_be_visible()


def test_home_forgets_with_the_student(page: Page, start: str) -> None:
    answer(page, start, ids("planet", 1, 1))
    home(page, start)
    loaded(page, f"{start}quiz.html#/data")
    page.get_by_role("heading", level=1).wait_for()
    page.evaluate("localStorage.setItem('studysite:sky:read', '{}')")
    page.evaluate("studysite.core.store.erase()")
    assert page.evaluate("[localStorage['studysite:sky:known'], localStorage['studysite:sky:read']]") == [None, None]
    loaded(page, f"{start}index.html")
    expect(page.locator(".today")).to_be_hidden()


def test_the_map_of_a_course_shows_what_is_known_of_each_domain(page: Page, start: str) -> None:
    study(page, start)
    loaded(page, f"{start}sky-exam.html")
    planets = page.locator(".domain", has_text="Planets").first
    expect(planets.locator("[data-progress]")).to_have_text("8 mastered · 6 learning of 20 cards")
    widths = planets.locator(".meter > i").evaluate_all("(bars) => bars.map((bar) => bar.style.width)")
    assert widths == ["70%", "40%"]
    expect(planets.locator(".topic", has_text="Moons")).to_contain_text("no cards yet")
    expect(page.locator(".domain", has_text="Stars").locator("[data-progress]")).to_contain_text("8 learning of 10")
    standing = page.locator(".standing")
    expect(standing).to_contain_text("exam in 41 days · expected mock score ")
    expect(page.get_by_role("link", name="Mock exam")).to_be_visible()
    standing.get_by_role("link", name="Review").click()
    expect(page.locator("[data-card] legend")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_moves_while_the_figures_come(page: Page, start: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    study(page, start)
    loaded(page, f"{start}planets.html")
    page.add_init_script(SHIFTS)
    for dates, ahead in ({}, "41 days"), ({"Sky exam.md": "2026-05-24"}, "20 days"), ({"Sky exam.md": None}, "("):
        loaded(page, f"{start}quiz.html#/data")
        page.get_by_role("heading", level=1).wait_for()
        keep(page, {"dates": dates})
        for name in "index", "sky-exam":
            loaded(page, f"{start}{name}.html")
            expect(page.locator("[data-progress]", has_text=ahead)).to_be_visible()
            page.evaluate(FRAMES)
            assert page.evaluate("shifts") == [], (name, dates)


def test_a_note_can_ask_before_it_is_read(page: Page, start: str) -> None:
    loaded(page, f"{start}moons.html")
    expect(page.get_by_role("link", name="Quiz me")).to_have_count(0)
    loaded(page, f"{start}stars.html")
    link = page.get_by_role("link", name="Quiz me before I read")
    expect(link).to_have_accessible_description(
        "Guessing first helps you keep what you read. These answers don’t count."
    )
    link.click()
    page.locator("[data-card] legend").wait_for()
    choose(page, "0")
    check(page)
    log = page.evaluate("studysite.core.store.events()")
    assert [event["mode"] for event in log] == ["pretest"]
    assert log[0]["card"].startswith("star-")
    loaded(page, f"{start}index.html")
    expect(page.locator(".today")).to_be_hidden()  # nothing measured yet


@pytest.mark.places("http", "file")
def test_a_note_with_many_questions_shows_the_first_and_all(page: Page, start: str) -> None:
    loaded(page, f"{start}many.html")
    cards = page.locator("form[data-card]")
    expect(cards).to_have_count(28)
    expect(cards.nth(19)).to_be_visible()
    expect(cards.nth(20)).to_be_hidden()
    expect(page.get_by_role("heading", name="Further")).to_be_visible()
    page.get_by_text("All 28 questions").press("Enter")
    expect(cards.nth(20)).to_be_visible()
    expect(cards.nth(27)).to_be_visible()
    loaded(page, f"{start}moons.html")
    page.get_by_role("link", name="that question").click()
    expect(cards.nth(26)).to_be_in_viewport()
    expect(cards.nth(20)).to_be_hidden()
    page.evaluate("location.hash = '#card-many-23'")
    expect(cards.nth(22)).to_be_in_viewport()
    page.emulate_media(media="print")
    loaded(page, f"{start}many.html")
    expect(cards.nth(24)).to_be_visible()
    expect(page.get_by_text("All 28 questions")).to_be_hidden()


def test_folded_questions_can_be_read_without_scripts(browser: Browser, notes: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{notes.as_uri()}/many.html")
    page.get_by_text("All 28 questions").click()
    page.locator("form[data-card]").nth(24).get_by_text("Show answer").click()
    page.goto(f"{notes.as_uri()}/index.html")
    expect(page.locator(".today")).to_be_hidden()
    expect(page.get_by_role("link", name="Practise", exact=True).last).to_be_visible()
    page.goto(f"{notes.as_uri()}/sky-exam.html")
    expect(page.locator(".domain").first).to_contain_text("20 cards")
    expect(page.locator(".standing")).to_be_hidden()
    context.close()


def test_axe_finds_nothing_where_there_is_progress(browser: Browser, notes: Path) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 800}, bypass_csp=True)
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    with hosted(notes) as start:
        study(page, start)
        for name in ("planets", "index", "sky-exam", "many"):
            loaded(page, f"{start}{name}.html")
            if name in ("index", "sky-exam"):
                expect(page.locator("main")).to_contain_text("41 days")
            without_violations(page, name)
    context.close()
