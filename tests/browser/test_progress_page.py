"""The progress page: what it shows is what memory.js reckons, in charts with tables, and its empty states teach."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Serve, build
from .history import NOW, lived
from .student import answer, backup, check, choose, events, loaded, on_screen, status, take_in, write

pytestmark = pytest.mark.places("http")

EXAM = "Cloud exam.md"

RECKONED = """async () => {
    const { store } = studysite.core;
    const [memory, deck, events, states, settings] = await Promise.all([
        studysite.part("memory"), studysite.load("deck"), store.events(), store.states(), store.kept("settings"),
    ]);
    const standing = memory.standing({
        deck, events, states, today: "2026-05-04", settings: { retention: 0.9, newPerDay: 20, dates: {}, ...settings },
    });
    const { courses, counts } = standing;
    return {
        courses, counts,
        plan: memory.plan(standing, 0),
        forecast: memory.forecast(standing, 30),
        elsewhere: memory.forecast(standing, 30, (card) => card.course < 0),
        calibration: memory.calibration(standing),
        missed: memory.missed(standing, 5).map(({ card, wrong }) => [card.card.id, wrong]),
        reading: memory.reading(standing, 5),
    };
}"""
"""What memory.js says, asked past the page."""


@pytest.fixture
def quiz(address: Serve, cloud: Path) -> str:
    return address(cloud) + "quiz.html"


def percent(share: float) -> str:
    return f"{int(100 * share + 0.5)}\u00a0%"


def between(low: float, high: float) -> str:
    return f"{int(100 * low + 0.5)}–{percent(high)}"


def section(page: Page, title: str) -> Locator:
    return page.locator("section", has=page.get_by_role("heading", name=title, exact=True)).last


def table(page: Page, name: str) -> list[list[str]]:
    """The rows under the chart of that name, after opening them as a student does."""
    summary = page.locator("summary", has_text=f": {name}").first
    summary.focus()
    page.keyboard.press("Enter")
    rows = page.get_by_role("group", name=name, exact=True).locator("tbody tr")
    rows.first.wait_for()
    return [[cell.strip() for cell in row.locator("th, td").all_inner_texts()] for row in rows.all()]


def picture(page: Page, name: str) -> Locator:
    return page.locator(f"svg[role='img'][aria-label^='{name}']")


@pytest.mark.places("http", "file")
def test_the_figures_are_those_of_memory(page: Page, quiz: str) -> None:
    lived(page, quiz, dates={EXAM: "2026-06-14"})
    known: dict[str, Any] = page.evaluate(RECKONED)
    [course] = known["courses"]
    own = section(page, "Cloud exam")

    ready = course["readiness"]
    assert ready["kind"] == "score"
    expect(own.locator(".score")).to_have_text(percent(ready["score"]))
    expect(own).to_contain_text(f"most likely give {between(ready['low'], ready['high'])}")
    expect(own).to_contain_text(f"{course['first']['right']} of {course['first']['of']} right")
    expect(own).to_contain_text("The pass mark is 75\u00a0%")
    expect(picture(page, f"{percent(ready['score'])}, between")).to_have_count(1)
    then = course["readinessOnDay"]
    assert [row[:3] for row in table(page, "How would a mock exam go today?")][:2] == [
        ["Today", percent(ready["score"]), between(ready["low"], ready["high"])],
        ["On the day of the exam", percent(then["score"]), between(then["low"], then["high"])],
    ]

    expect(own).to_contain_text(re.compile("In 41 days, on Sunday,? 14 June 2026"))
    load = known["plan"]["load"]
    cards = [day["reviews"] + day["fresh"] for day in load]
    expect(own).to_contain_text(f"makes {int(sum(cards) / 41 + 0.5)} cards a day, {max(cards)} at most")

    for domain, row in zip(course["domains"], table(page, "How far are you in each domain?"), strict=True):
        title = domain["domain"]["title"]
        new = domain["cards"] - domain["seen"]
        line = own.locator(".row.domain", has=page.get_by_role("link", name=title, exact=True))
        expect(line).to_contain_text(f"{domain['mastered']} mastered · {domain['learning']} learning")
        expect(line).to_contain_text(f"{new} new")
        expect(line).to_contain_text(f"expected score {percent(domain['expected'])}")
        expect(line).to_contain_text(
            f"recall {percent(domain['recall']['today'])} today, {percent(domain['recall']['exam'])} on the day"
        )
        expect(picture(page, f"{title}: {domain['mastered']} mastered")).to_have_count(1)
        counts = [domain[key] for key in ("cards", "seen", "mastered", "learning", "slipping")]
        assert row[:7] == [title, *map(str, counts), percent(domain["expected"])]
        assert row[9] == f"{domain['topics']['withCards']} of {domain['topics']['all']}"
    expect(own.locator(".row.domain").first).to_contain_text("2 of 3 topics have a card. None yet: Archives")

    raises = own.locator("ol.rows").first.locator("> li")
    for line, gain in zip(raises.all(), course["raises"], strict=True):
        expect(line.get_by_role("link").first).to_have_text(gain["topic"]["title"])
        expect(line).to_contain_text(f"in {max(1, int(gain['minutes'] + 0.5))} min")

    coming = table(page, "Until the exam: Cloud exam")
    assert [row[1:2] for row in coming] == [[str(day["reviews"])] for day in load]
    assert (coming[0][0], coming[1][0], len(coming)) == ("Today", "5 May", 41)
    assert [row[1] for row in table(page, "Other cards")] == [str(day["reviews"]) for day in known["elsewhere"]]

    student = known["calibration"]["student"]
    assert table(page, "Do you know what you know?") == [
        [
            {"guess": "Guess", "think": "Think so", "sure": "Sure"}[share["confidence"]],
            f"{share['right']} of {share['of']}",
            percent(share["right"] / share["of"]),
            between(share["interval"]["low"], share["interval"]["high"]),
        ]
        for share in reversed(student["shares"])
    ]
    sure = [each["card"]["id"] for each in student["sureButWrong"]]
    links = section(page, "Do you know what you know?").locator("ul.rows").first.locator("a[href*='#/card/']")
    assert len(sure) > 0
    assert [str(link.get_attribute("href")) for link in links.all()] == [f"#/card/{card}" for card in sure[:5]]

    model = known["calibration"]["model"]
    assert table(page, "Are these predictions right?") == [
        [between(each["from"], each["to"]), str(each["of"]), percent(each["predicted"]), percent(each["right"])]
        for each in model["bins"]
        if each["of"] > 0
    ]
    predictions = section(page, "Are these predictions right?")
    expect(predictions).to_contain_text(f"Before {model['of']} of your answers")
    expect(predictions).to_contain_text(f"the Brier score, is {model['brier']:.3f} on average")
    expect(predictions).to_contain_text(f"Always saying your average would give {model['base']:.3f}")
    expect(predictions).to_contain_text(f"adds most, is {model['logLoss']:.3f} on average")
    expect(predictions.locator("circle")).to_have_count(sum(each["of"] > 0 for each in model["bins"]))

    missed = section(page, "Which cards do you miss most?").locator("li")
    for line, (card, wrong) in zip(missed.all(), known["missed"], strict=True):
        expect(line.get_by_role("link")).to_have_attribute("href", f"#/card/{card}")
        expect(line).to_contain_text(f"missed {wrong} times" if wrong > 1 else "missed once")
    notes = section(page, "Which notes to read again?").locator("li > a").all()
    assert [note.inner_text() for note in notes] == [each["note"]["title"] for each in known["reading"]]

    outside = section(page, "Without a course")
    rest = {key: known["counts"][key] - course[key] for key in ("mastered", "learning")}
    expect(outside).to_contain_text(f"{rest['mastered']} mastered · {rest['learning']} learning")
    assert "NaN" not in page.inner_text("main")


def test_a_topic_that_raises_the_score_is_practised_from_there(page: Page, quiz: str) -> None:
    lived(page, quiz, days=6)
    topics = page.locator("section > ol.rows").first
    link = topics.get_by_role("link", name=re.compile("^Practise ")).first
    topic = link.inner_text().removeprefix("Practise ")
    about = page.evaluate(
        """async (topic) => {
            const { cards, courses } = await studysite.load("deck");
            const topics = (card) => courses[card.course]?.domains[card.domain]?.topics ?? [];
            const isAbout = (card) => card.topics.some((index) => topics(card)[index].title === topic);
            return cards.filter(isAbout).map(({ id }) => id);
        }""",
        topic,
    )
    link.click()
    assert on_screen(page) in about


def test_the_exam_s_day_is_set_moved_and_lifted_on_the_page(page: Page, quiz: str) -> None:
    lived(page, quiz, days=6)
    own = section(page, "Cloud exam")
    expect(own).to_contain_text("No day is set.")
    day = own.get_by_label("Day of the exam")
    day.fill("2026-06-03")
    expect(own).to_contain_text(re.compile("In 30 days, on Wednesday,? 3 June 2026"))
    expect(own).to_contain_text("new cards a day, and you have seen all of them a week before.")
    expect(own).to_contain_text("once more, the weakest last")
    expect(day).to_be_focused()
    expect(page.get_by_role("status")).to_have_text(re.compile("^Cloud exam: Wednesday,? 3 June 2026$"))
    chart = table(page, "Until the exam: Cloud exam")
    known: dict[str, Any] = page.evaluate(RECKONED)
    assert [row[1:] for row in chart] == [[str(each["reviews"]), str(each["fresh"])] for each in known["plan"]["load"]]
    expect(page.locator(".legend")).to_contain_text("New cards")
    day.fill("2026-05-03")  # it lies behind: nobody plans that
    expect(own).to_contain_text("In 30 days")
    for date, said in {"2026-05-05": "It is tomorrow, Tuesday", "2026-05-04": "It is today, Monday"}.items():
        day.fill(date)
        expect(own).to_contain_text(said)
    assert "NaN" not in page.inner_text("main")
    day.focus()
    page.keyboard.type("07012026")  # the years that it goes through lie behind, and are not taken for a wish
    expect(own).to_contain_text(re.compile("In 58 days, on Wednesday,? 1 July 2026"))
    own.get_by_role("button", name="No exam ahead").press("Enter")
    expect(own).to_contain_text("No day is set.")
    expect(day).to_be_focused()
    expect(day).to_have_value("")
    expect(page.get_by_role("status")).to_have_text("Cloud exam: no day is set.")
    loaded(page, f"{quiz}#/progress")
    expect(own).to_contain_text("No day is set.")


def test_on_the_exam_s_own_day_what_is_due_is_still_told(page: Page, quiz: str) -> None:
    lived(page, quiz, days=12, dates={EXAM: "2026-05-04"})
    expect(section(page, "Cloud exam")).to_contain_text("It is today")
    known: dict[str, Any] = page.evaluate(RECKONED)
    today = known["forecast"][0]["reviews"]
    assert today > 0
    expect(section(page, "What is coming?")).to_contain_text(f"in the next 30 days, {today} of them today.")
    assert [row[1] for row in table(page, "What is coming?")] == [str(day["reviews"]) for day in known["forecast"]]
    expect(page.locator(".progress")).not_to_contain_text("as often as it comes")


def test_on_the_eve_the_way_is_told_as_of_one_day(page: Page, quiz: str) -> None:
    lived(page, quiz, days=12, dates={EXAM: "2026-05-05"})
    own = section(page, "Cloud exam")
    expect(own).to_contain_text(re.compile(r"\d+ cards? today, about \d+ min\. Each card comes once more now"))
    expect(own).not_to_contain_text("a day")
    expect(section(page, "What is coming?")).to_contain_text(
        re.compile(r"Until the exam: Cloud exam\s*\d+ reviews? today\.")
    )


def test_a_day_that_is_none_is_neither_set_nor_taken_in(page: Page, quiz: str, tmp_path: Path) -> None:
    page.clock.set_fixed_time(NOW)
    loaded(page, f"{quiz}#/data")
    field = page.get_by_label("Day of the exam: Cloud exam")
    for wrong in ("20266-05-01", "2036-05-05"):
        field.fill(wrong)
        assert page.evaluate("studysite.core.store.kept('settings')") is None
    field.fill("2036-05-04")
    page.locator("h1").click()
    assert page.evaluate("studysite.core.store.kept('settings')") == {"dates": {EXAM: "2036-05-04"}}
    loaded(page, f"{quiz}#/progress")
    own = section(page, "Cloud exam")
    expect(own).to_contain_text("In 3,653 days")
    page.evaluate("studysite.core.store.erase()")
    expect(own).to_contain_text("No day is set.")

    kept = {"settings": {"dates": {EXAM: "20266-05-01"}}}
    loaded(page, f"{quiz}#/data")
    take_in(page, backup(tmp_path / "file.txt", [answer(1)], kept=kept))
    expect(status(page)).to_contain_text("Taken in: 1 new entry")
    assert page.evaluate("studysite.core.store.kept('settings')") == kept["settings"]
    loaded(page, f"{quiz}#/progress")
    expect(own).to_contain_text("No day is set.")
    own.get_by_label("Day of the exam").fill("2026-06-14")
    expect(own).to_contain_text("In 41 days")


def test_an_exam_that_is_over_asks_for_the_next_one(page: Page, quiz: str) -> None:
    lived(page, quiz, days=12, dates={EXAM: "2026-05-01"})
    own = section(page, "Cloud exam")
    expect(own).to_contain_text(re.compile("It was on Friday,? 1 May 2026. When is the next one?"))
    expect(own.get_by_label("Day of the exam")).to_have_value("")
    own.get_by_role("button", name="No exam ahead").click()
    expect(own).to_contain_text("No day is set.")


def test_days_in_a_row_are_counted_for_those_who_ask(page: Page, quiz: str) -> None:
    lived(page, quiz, days=6)
    expect(page.get_by_text("in a row")).to_have_count(0)
    loaded(page, f"{quiz}#/data")
    page.get_by_label("Count days in a row").check()
    page.goto(f"{quiz}#/progress")
    expect(page.get_by_text("days in a row")).to_be_visible()
    dates = page.evaluate("async () => (await studysite.core.store.events()).map(({ day }) => day)")
    days = {dt.date.fromisoformat(day) for day in dates}
    last = max(days)
    assert last >= NOW.date() - dt.timedelta(days=1)
    row = next(n for n in range(100) if last - dt.timedelta(days=n) not in days)
    expect(page.get_by_text("in a row")).to_have_text(f"{row} days in a row.")


def test_few_answers_say_how_many_are_missing(page: Page, quiz: str) -> None:
    lived(page, quiz, days=3)
    known: dict[str, Any] = page.evaluate(RECKONED)
    [course] = known["courses"]
    assert course["readiness"]["kind"] == "answers"
    own = section(page, "Cloud exam")
    expect(own).to_contain_text(
        f"{course['readiness']['missing']} more answers, and an expected mock score stands here."
    )
    expect(own).to_contain_text("At first sight you had")
    of = known["calibration"]["model"]["of"] if known["calibration"]["model"] else 0
    expect(section(page, "Are these predictions right?")).to_contain_text(f"{of} predictions have met an answer")
    knowing = section(page, "Do you know what you know?")
    expect(knowing).to_contain_text("more answers to tell")
    expect(knowing).to_contain_text("G checks as a guess")
    knowing.get_by_label("Buttons for how sure you are").check()
    events(page)  # comes after what is being stored
    loaded(page, f"{quiz}#/practice")
    on_screen(page)
    expect(page.get_by_role("button", name="Think so")).to_be_visible()


def test_before_any_answer_it_says_what_to_do(page: Page, quiz: str) -> None:
    lived(page, quiz, days=0)
    main = page.locator(".progress")
    expect(main).to_contain_text("Answer a few cards, and this page shows how far you have come")
    expect(main).to_contain_text("0 mastered · 0 learning · 32 new")
    expect(main.get_by_role("heading", name="What is coming?")).to_have_count(0)
    page.get_by_label("Day of the exam").fill("2026-06-14")
    expect(main).to_contain_text("new cards a day")
    main.get_by_role("link", name="Practise", exact=True).click()
    on_screen(page)


SUM = "##### What is {n} plus nothing?\n- {n}\n- {m}\n#card\n{n}\n^q-{n}\n"


def _answered(page: Page, address: Serve, folder: Path, notes: dict[str, str]) -> None:
    """A site of ``notes``, its card 1 answered, and its progress page."""
    page.clock.set_fixed_time(NOW)
    quiz = address(build(write(folder / "vault", notes), folder / "dist")) + "quiz.html"
    loaded(page, f"{quiz}#/card/q-1")
    on_screen(page)
    choose(page, "0")
    check(page)
    loaded(page, f"{quiz}#/progress")
    page.locator(".progress .made").wait_for()
    assert "NaN" not in page.inner_text("main")
    assert "Infinity" not in page.inner_text("main")


def _sums(*numbers: int) -> str:
    return "\n".join(SUM.format(n=n, m=n + 50) for n in numbers)


def test_cards_without_any_course(page: Page, address: Serve, tmp_path: Path) -> None:
    _answered(page, address, tmp_path, {"Sums.md": _sums(1, 2) + "##### Why add nothing?\n#card\nIt is easy.\n^q-3\n"})
    expect(section(page, "How far are you?")).to_contain_text("0 mastered · 1 learning · 2 new")
    page.get_by_text("How these figures are made").click()
    expect(page.locator(".made")).to_contain_text("1 card can’t be marked, so no exam asks it.")
    expect(page.locator(".progress")).not_to_contain_text("Expected")
    expect(section(page, "What is coming?")).to_contain_text("1 review in the next 30 days, none of them today")


def test_two_courses_one_with_an_exam_ahead(page: Page, address: Serve, tmp_path: Path) -> None:
    course = "---\nexam: {{questions: 3{date}}}\n---\n# All of {name} (100%)\n## Topic\n- [[{name}]]\n"
    notes = {
        "First.md": course.format(date=", date: 2026-06-14", name="Sums"),
        "Second.md": course.format(date="", name="More"),
        "Sums.md": _sums(1, 2, 3),
        "More.md": _sums(4, 5),
        "Stray.md": _sums(6),
    }
    _answered(page, address, tmp_path, notes)
    first, second = section(page, "First"), section(page, "Second")
    expect(first).to_contain_text("In 41 days")
    expect(first).to_contain_text("1 learning · 2 new")
    expect(second).to_contain_text("No day is set.")
    expect(second).to_contain_text("0 mastered · 0 learning · 2 new")
    expect(section(page, "Without a course")).to_contain_text("0 mastered · 0 learning · 1 new")
    page.get_by_label("Day of the exam: Second").fill("2026-05-20")
    expect(second).to_contain_text("In 16 days")
    expect(first).to_contain_text("In 41 days")
    assert len(table(page, "Until the exam: Second")) == 16


def test_a_course_without_domains(page: Page, address: Serve, tmp_path: Path) -> None:
    course = "---\nexam: {questions: 3, minutes: 5}\n---\n# All sums\n" + _sums(1, 2, 3)
    _answered(page, address, tmp_path, {"Exam.md": course})
    own = page.locator("section").first
    expect(own).to_contain_text("29 more answers")
    expect(own).to_contain_text("1 learning · 2 new")


def test_a_dozen_domains_with_long_names_at_320_px(page: Page, address: Serve, tmp_path: Path) -> None:
    names = [
        f"The domain number {n}, whose name is longer than a telephone is wide, unbreakablyverylongwordincluded"
        for n in range(1, 13)
    ]
    weights = [8] * 11 + [12]
    outline = "".join(
        f"# {name} ({weight}%)\n## Topic {n}\n- [[Sums {n}]]\n"
        for n, (name, weight) in enumerate(zip(names, weights, strict=True), 1)
    )
    notes = {"Exam.md": "---\nexam: {questions: 30, date: 2026-08-30}\n---\n" + outline}
    notes |= {f"Sums {n}.md": _sums(n, n + 100, n + 200) for n in range(1, 13)}
    page.set_viewport_size({"width": 320, "height": 640})
    _answered(page, address, tmp_path, notes)
    expect(page.locator(".row.domain")).to_have_count(12)
    expect(page.locator(".progress")).to_contain_text("In 118 days")
    expect(page.locator(".progress")).to_contain_text("Each bar is a week.")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    weeks = table(
        page, next(iter(page.locator("summary .vh", has_text="Until the exam").all_inner_texts())).removeprefix(": ")
    )
    assert len(weeks) == 17
    assert sum(int(row[2]) for row in weeks) == 35  # every unseen card is begun


def test_in_forced_colours_and_on_paper_the_bars_stay(page: Page, quiz: str) -> None:
    page.emulate_media(forced_colors="active")
    lived(page, quiz, days=20)
    shown = "(part) => { const { fill, stroke } = getComputedStyle(part); return [fill, stroke]; }"
    canvas = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for part in (".stages .mastered", ".chart .reviews", ".dots circle"):
        assert page.locator(part).first.evaluate(shown)[0] != canvas, part
    page.emulate_media(media="print", forced_colors="none")
    expect(page.locator(".progress .chart").first).to_be_visible()
    expect(page.get_by_label("Day of the exam")).to_be_hidden()
