"""The quiz in a real browser: a vault is built as a user builds it, and practised as a student would."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from .conftest import AXE, Serve, build

NOTES = {
    "Sky exam.md": """\
---
exam: {questions: 10, minutes: 20}
---
# Sky exam
# 1. Planets (60%)
## Rocks and giants
- [[Planets]]
# 2. Stars (40%)
## How they shine
- [[Stars]]
""",
    "Planets.md": """\
---
cards-deck: Sky::Planets
---
## The nearest
Mercury goes round the sun in 88 days.

##### Which planet is the nearest to the sun?
- Venus
- Mercury
- Mars
#card
Mercury
It needs only 88 days for a round. See [[Planets#The nearest]].
^q-nearest

##### Which planets are gas giants? (choose two)
- Jupiter
- Venus
- Saturn
- Mars
#card
Jupiter
Saturn
^q-giants

##### True or False: Venus has a moon.
#card
False.
Neither has Mercury.
^q-moon

##### ____ is called the red ____.
#card
Mars; planet
^q-red
""",
    "Stars.md": """\
---
cards-deck: Sky::Stars
---
##### Why does a star shine?
#card
It fuses hydrogen, and the heat of that makes it glow.
^q-shine

##### How far away is the nearest star?
- A few light years
- A few light minutes
#card
That depends on where you stand.
^q-far
""",
    "Lonely.md": "A note without cards.\n",
}
"""A course of two domains, with a card of each kind."""

KEY: dict[str, list[str]] = {
    "q-nearest": ["1"],
    "q-giants": ["0", "2"],
    "q-moon": ["1"],
    "q-red": ["mars", " Planet."],
}
"""Card -> the values of its right options, or what to type."""


def write(vault: Path, notes: dict[str, str]) -> Path:
    vault.mkdir(exist_ok=True)
    (vault / "study.toml").write_text('title = "Sky notes"\n[site]\nid = "sky"\n')
    for name, text in notes.items():
        (vault / name).write_text(text)
    return vault


@pytest.fixture(scope="session")
def sky(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sky")
    return build(write(folder / "vault", NOTES), folder / "dist")


@pytest.fixture(scope="session")
def row(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve cards of one kind, the first option right: for what happens from card to card."""
    cards = [f"##### What is {n} plus nothing?\n- {n}\n- {n + 50}\n#card\n{n}\n^q-{n}\n" for n in range(1, 13)]
    folder = tmp_path_factory.mktemp("row")
    return build(write(folder / "vault", {"Sums.md": "\n".join(cards)}), folder / "dist")


@pytest.fixture
def quiz(address: Serve, sky: Path) -> str:
    return address(sky) + "quiz.html"


@pytest.fixture
def sums(address: Serve, row: Path) -> str:
    return address(row) + "quiz.html"


# --- a student's moves ------------------------------------------------------------------------------------------------


def on_screen(page: Page) -> str:
    """The id of the card that can be answered."""
    card = page.locator("[data-card]:not([data-result])")
    card.locator("legend").wait_for()
    return card.get_attribute("data-card") or ""


def choose(page: Page, *values: str) -> None:
    for value in values:
        page.locator(f".opt:has(input[value='{value}'])").click()


def check(page: Page) -> None:
    page.locator("[data-card] button[type=submit]").click()
    page.locator("[data-result]").wait_for()


def forward(page: Page) -> None:
    page.locator("[data-next]").click()
    page.locator("[data-card]:not([data-result]), .end").first.wait_for()


def status(page: Page) -> Locator:
    return page.get_by_role("status")


def events(page: Page) -> list[dict[str, Any]]:
    """The log, in the order of time."""
    log: list[dict[str, Any]] = page.evaluate("studysite.core.store.events()")
    return sorted(log, key=lambda event: event["time"])


def state(page: Page, card: str) -> dict[str, Any] | None:
    found: dict[str, Any] | None = page.evaluate(
        "async (card) => (await studysite.core.store.states()).get(card) ?? null", card
    )
    return found


def loaded(page: Page, url: str) -> None:
    """Opens ``url`` anew, also where only its fragment differs."""
    page.goto("about:blank")
    page.goto(url)
    page.locator("html[data-build]").wait_for(state="attached")


# --- choosing ---------------------------------------------------------------------------------------------------------


def test_the_choice_names_courses_domains_and_notes_with_what_was_seen(page: Page, quiz: str) -> None:
    loaded(page, quiz)
    expect(page.get_by_role("heading", level=1)).to_have_text("Practise")
    assert page.locator("h2").all_inner_texts() == ["Sky exam", "By note"]
    domains = page.locator(".domain")
    assert domains.locator("h3").all_inner_texts() == ["Planets", "Stars"]
    assert "60 %" in domains.first.inner_text().replace("\u00a0", " ")
    expect(domains.first).to_contain_text("4 cards")

    domains.first.get_by_role("link", name="Practise Planets").click()
    card = on_screen(page)
    if card == "q-red":
        page.locator(".blank input").first.fill("Venus")
    else:
        choose(page, *KEY[card])
    check(page)
    page.goto(f"{quiz}#/")
    expect(page.locator(".domain").first).to_contain_text("1 of 4 cards seen")
    expect(page.get_by_role("link", name="5 new")).to_have_count(1)


def test_an_unknown_address_shows_the_choice(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/nowhere")
    expect(page.get_by_role("heading", level=1)).to_have_text("Practise")


def test_an_address_names_a_set(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/practice?course=Sky+exam.md&domain=Stars")
    expect(page.locator(".place")).to_contain_text("Stars · Stars")
    expect(page.locator(".place")).to_contain_text("1 of 2")
    loaded(page, f"{quiz}#/practice?note=Planets.md")
    expect(page.locator(".place")).to_contain_text("1 of 4")
    loaded(page, f"{quiz}#/practice?deck=Sky")
    expect(page.locator(".place")).to_contain_text("1 of 6")


def test_an_empty_set_says_what_to_do(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/practice?course=Sky+exam.md&only=flagged")
    expect(page.get_by_role("heading", level=1)).to_have_text("No card is flagged")
    page.get_by_role("link", name="Practise Sky exam").click()
    on_screen(page)
    loaded(page, f"{quiz}#/card/gone")
    expect(page.get_by_role("heading", level=1)).to_have_text("This card is no longer here")
    page.get_by_role("link", name="Choose another set").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Practise")


# --- kinds of card ----------------------------------------------------------------------------------------------------


def test_a_right_answer(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/card/q-nearest")
    on_screen(page)
    expect(status(page)).to_have_text("")
    choose(page, "1")
    check(page)
    expect(page.locator("[data-card]")).to_have_attribute("data-result", "right")
    expect(status(page)).to_have_text("✓ Right.")
    expect(page.locator(".opt.right")).to_contain_text("Mercury")
    expect(page.locator(".why")).to_contain_text("88 days")
    (event,) = events(page)
    assert event["type"] == "answer"
    assert (event["card"], event["mode"], event["chosen"]) == ("q-nearest", "practice", [1])
    assert (event["right"], event["confidence"], event["repeat"], event["grader"]) == (True, None, False, 1)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", event["day"])
    assert "" not in {event["twin"], event["hash"]}
    assert event["ms"] > 0


def test_a_wrong_answer_shows_the_right_one_why_and_where_to_read_it(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/card/q-nearest")
    on_screen(page)
    choose(page, "0")
    check(page)
    expect(page.locator("[data-card]")).to_have_attribute("data-result", "wrong")
    expect(status(page)).to_contain_text("Not quite.")
    expect(page.locator(".opt.wrong")).to_contain_text("your choice")
    expect(page.locator(".opt.right")).to_contain_text("Mercury")
    way = page.get_by_role("link", name="Read: ").first
    expect(way).to_have_attribute("href", re.compile(r"^planets\.html#"))
    page.get_by_text("Something is wrong with this card").click()
    expect(page.locator(".wrong-card")).to_contain_text("Planets.md:7")
    way.click()
    expect(page.locator("h1")).to_have_text("Planets")


def test_a_card_that_no_note_explains_says_so(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/card/q-moon")
    on_screen(page)
    choose(page, "1")
    check(page)
    expect(page.locator(".why")).to_contain_text("Your notes don’t explain this yet.")


def test_a_guess_is_kept_as_one(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/card/q-nearest")
    on_screen(page)
    choose(page, "1")
    page.get_by_role("button", name="Guess").click()
    expect(status(page)).to_have_text("✓ Right, by luck.")
    assert events(page)[0]["confidence"] == "guess"


def test_several_right_options_are_all_or_nothing(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/card/q-giants")
    on_screen(page)
    expect(page.locator("legend")).to_have_text(re.compile("choose two"))
    choose(page, "0")
    page.locator("button[type=submit]").click()
    expect(status(page)).to_have_text("Choose 2: you have chosen 1.")
    choose(page, "1")
    check(page)
    expect(status(page)).to_contain_text("Not quite: 1 of 2.")
    assert page.locator(".opt.right em").all_inner_texts() != []
    expect(page.locator(".opt.right", has_text="Saturn")).to_contain_text("right, missed")
    forward(page)
    on_screen(page)
    choose(page, "2", "0")
    check(page)
    expect(status(page)).to_have_text("✓ Right.")


def test_nothing_chosen_is_no_answer(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/card/q-nearest")
    on_screen(page)
    page.locator("button[type=submit]").click()
    expect(status(page)).to_have_text("Choose an answer first.")
    expect(page.locator("[data-card]")).not_to_have_attribute("data-result", re.compile(""))
    assert events(page) == []


def test_true_stands_before_false(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/card/q-moon")
    on_screen(page)
    assert page.locator(".opt > span").all_inner_texts() == ["True", "False"]
    choose(page, "1")
    check(page)
    expect(page.locator("[data-card]")).to_have_attribute("data-result", "right")


def test_options_are_shuffled_and_keep_their_values(page: Page, quiz: str) -> None:
    orders = set()
    for _ in range(8):
        loaded(page, f"{quiz}#/card/q-giants")
        on_screen(page)
        values = [each.get_attribute("value") for each in page.locator(".opt input").all()]
        texts = page.locator(".opt > span").all_inner_texts()
        assert dict(zip(values, texts, strict=True)) == {"0": "Jupiter", "1": "Venus", "2": "Saturn", "3": "Mars"}
        orders.add(tuple(values))
    assert len(orders) > 1


def test_blanks_are_typed(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/card/q-red")
    on_screen(page)
    page.get_by_label("Blank 1").fill("mars")
    page.get_by_label("Blank 2").fill("dwarf")
    page.keyboard.press("Enter")
    expect(page.locator("[data-card]")).to_have_attribute("data-result", "wrong")
    assert page.locator(".blank em").all_inner_texts() == ["✓ right", "✗ it is: planet"]
    forward(page)
    on_screen(page)
    expect(page.get_by_label("Blank 1")).to_have_value("")
    for index, text in enumerate(KEY["q-red"]):
        page.locator(".blank input").nth(index).fill(text)
    check(page)
    expect(page.locator("[data-card]")).to_have_attribute("data-result", "right")
    assert events(page)[-1]["chosen"] == KEY["q-red"]


def test_the_student_judges_an_open_card(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/card/q-shine")
    on_screen(page)
    expect(page.get_by_role("button", name="Guess")).to_have_count(0)
    expect(page.locator(".why")).to_have_count(0)
    check(page)
    expect(page.locator("[data-card]")).to_have_attribute("data-result", "shown")
    expect(page.locator(".why")).to_contain_text("fuses hydrogen")
    assert events(page) == []
    page.get_by_role("button", name="I didn’t").click()
    on_screen(page)  # it is back, as the only card of its set
    check(page)
    page.get_by_role("button", name="I knew it").click()
    expect(page.locator(".end")).to_contain_text("0 of 1")
    assert [event["right"] for event in events(page)] == [False, True]
    assert [event["repeat"] for event in events(page)] == [False, True]


def test_a_card_without_a_settled_key_is_judged_by_the_student(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/card/q-far")
    on_screen(page)
    choose(page, "0")
    check(page)
    expect(page.locator(".why")).to_contain_text("so you judge")
    expect(page.locator(".why")).to_contain_text("where you stand")
    expect(page.locator(".opt.right, .opt.wrong")).to_have_count(0)
    forward(page)
    assert [(event["chosen"], event["right"]) for event in events(page)] == [([0], None)]
    assert (state(page, "q-far") or {})["answers"] == 0


# --- a sitting --------------------------------------------------------------------------------------------------------


def test_a_wrong_card_comes_back_after_four_to_eight_others(page: Page, sums: str) -> None:
    loaded(page, f"{sums}#/practice")
    missed = on_screen(page)
    choose(page, "1")
    check(page)
    forward(page)
    others = 0
    while on_screen(page) != missed:
        others += 1
        choose(page, "0")
        check(page)
        forward(page)
    assert 4 <= others <= 8
    expect(page.locator(".place")).to_contain_text("once more")
    choose(page, "0")
    check(page)
    forward(page)
    while page.locator(".end").count() == 0:
        assert on_screen(page) != missed
        choose(page, "0")
        check(page)
        forward(page)
    expect(page.locator(".score")).to_have_text("11 of 12")
    expect(page.locator(".end")).to_contain_text("What is")
    page.get_by_role("button", name="Practise the missed card").click()
    assert on_screen(page) == missed


def test_undo_takes_an_answer_back_before_and_after_going_on(page: Page, sums: str) -> None:
    loaded(page, f"{sums}#/practice")
    first = on_screen(page)
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    choose(page, "1")
    check(page)
    page.get_by_role("button", name="Undo").click()
    assert on_screen(page) == first
    expect(page.locator(".opt input:checked")).to_have_count(0)
    assert (state(page, first) or {})["answers"] == 0

    choose(page, "1")
    check(page)
    forward(page)
    assert on_screen(page) != first
    page.get_by_role("button", name="Undo").click()
    assert on_screen(page) == first
    choose(page, "0")
    check(page)
    expect(page.locator("[data-result=right]")).to_be_visible()
    log = events(page)
    assert [event["type"] for event in log] == ["answer", "undo", "answer", "undo", "answer"]
    assert log[1]["of"] == log[0]["id"]
    after = state(page, first) or {}
    assert (after["answers"], after["hits"]) == (1, 1)


def test_flagged_cards_make_a_set(page: Page, sums: str) -> None:
    loaded(page, f"{sums}#/card/q-7")
    on_screen(page)
    page.get_by_role("button", name="Flag", exact=True).click()
    expect(page.get_by_role("button", name="Flagged")).to_have_attribute("aria-pressed", "true")
    loaded(page, sums)
    page.get_by_role("link", name="1 flagged").click()
    assert on_screen(page) == "q-7"
    page.get_by_role("button", name="Flagged").click()
    expect(page.get_by_role("button", name="Flag", exact=True)).to_be_visible()
    loaded(page, f"{sums}#/practice?only=flagged")
    expect(page.get_by_role("heading", level=1)).to_have_text("No card is flagged")


def test_reloading_goes_on_where_the_sitting_was(page: Page, sums: str) -> None:
    loaded(page, f"{sums}#/practice")
    met = []
    for _ in range(3):
        met.append(on_screen(page))
        choose(page, "0")
        check(page)
        forward(page)
    present = on_screen(page)
    page.reload()
    assert on_screen(page) == present
    expect(page.locator(".place")).to_contain_text("4 of 12")
    for card in met:
        assert (state(page, card) or {})["right"] is True

    loaded(page, sums)
    expect(page.locator(".left")).to_contain_text("card 4 of 12")
    page.get_by_role("button", name="Go on").click()
    assert on_screen(page) == present
    page.goto(f"{sums}#/")
    page.get_by_role("link", name="Practise Everything").click()
    expect(page.locator(".place")).to_contain_text("1 of 12")


def test_mistakes_make_a_set_until_another_day(page: Page, sums: str) -> None:
    page.clock.install(time="2026-05-10T12:00:00Z")
    loaded(page, f"{sums}#/card/q-3")
    on_screen(page)
    choose(page, "1")
    check(page)
    forward(page)
    on_screen(page)
    choose(page, "0")
    check(page)
    loaded(page, f"{sums}#/practice?only=mistakes")
    assert on_screen(page) == "q-3"
    page.clock.set_fixed_time("2026-05-11T12:00:00Z")
    choose(page, "0")
    check(page)
    assert [event["day"] for event in events(page)] == ["2026-05-10", "2026-05-10", "2026-05-11"]
    loaded(page, f"{sums}#/practice?only=mistakes")
    expect(page.get_by_role("heading", level=1)).to_have_text("No mistakes to go through")


# --- keys and focus ---------------------------------------------------------------------------------------------------


def test_a_sitting_by_keyboard_alone(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/practice?note=Planets.md")
    for _ in range(4):
        card = on_screen(page)
        if card == "q-red":
            page.keyboard.press("Tab")
            while page.evaluate("document.activeElement.type") != "text":
                page.keyboard.press("Tab")
            page.keyboard.type("mars")
            page.keyboard.press("Tab")
            page.keyboard.type("planet")
            page.keyboard.press("Enter")
        else:
            shown = [each.get_attribute("value") for each in page.locator(".opt input").all()]
            for number, value in enumerate(KEY[card]):
                place = shown.index(value)
                page.keyboard.press(str(place + 1) if number == 0 else "ABCD"[place])
            page.keyboard.press("Enter")
        page.locator("[data-result=right]").wait_for()
        expect(page.locator("[data-next]")).to_be_focused()
        page.keyboard.press("Enter")
        page.locator("[data-card]:not([data-result]), .end").first.wait_for()
        expect(page.locator("legend, .end h1")).to_be_focused()
    expect(page.locator(".score")).to_have_text("4 of 4")


def test_the_other_keys(page: Page, sums: str) -> None:
    loaded(page, f"{sums}#/practice")
    first = on_screen(page)
    page.keyboard.press("f")
    expect(page.get_by_role("button", name="Flagged")).to_be_visible()
    page.keyboard.press("1")
    page.keyboard.press("g")
    page.locator("[data-result]").wait_for()
    page.keyboard.press(" ")
    second = on_screen(page)
    assert second != first
    page.keyboard.press("u")
    assert on_screen(page) == first
    page.keyboard.press("2")
    page.keyboard.press("s")
    page.locator("[data-result]").wait_for()
    assert [event["confidence"] for event in events(page) if event["type"] == "answer"] == ["guess", "sure"]


def test_a_letter_typed_into_a_blank_is_text(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/card/q-red")
    on_screen(page)
    page.get_by_label("Blank 1").press_sequentially("fug?1")
    expect(page.get_by_label("Blank 1")).to_have_value("fug?1")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert events(page) == []


def test_the_keys_are_listed_and_can_be_switched_off(page: Page, sums: str) -> None:
    loaded(page, f"{sums}#/practice")
    on_screen(page)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard")
    expect(dialog).to_contain_text("undo")
    dialog.get_by_label("Use these keys").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.keyboard.press("f")
    page.keyboard.press("1")
    expect(page.locator(".opt input:checked")).to_have_count(0)
    page.reload()
    on_screen(page)
    page.keyboard.press("f")
    page.get_by_role("button", name="Keys").click()
    expect(page.get_by_label("Use these keys")).not_to_be_checked()
    assert events(page) == []


def test_the_skip_link_leaves_the_sitting_alone(page: Page, sums: str) -> None:
    loaded(page, f"{sums}#/practice")
    first = on_screen(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/quiz.html#/practice")
    assert on_screen(page) == first
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_result_is_announced_once(page: Page, sums: str) -> None:
    loaded(page, f"{sums}#/practice")
    on_screen(page)
    page.evaluate(
        """() => {
            window.heard = [];
            const region = document.querySelector("[role=status]");
            const listen = () => region.textContent && window.heard.push(region.textContent);
            new MutationObserver(listen).observe(region, { childList: true, characterData: true, subtree: true });
        }"""
    )
    for value, words in (("0", "✓ Right."), ("1", "✗ Not quite. Right: ")):
        on_screen(page)
        choose(page, value)
        check(page)
        expect(status(page)).to_have_count(1)
        heard = page.evaluate("window.heard.splice(0)")
        assert len(heard) == 1
        assert heard[0].startswith(words)
        forward(page)


# --- storage ----------------------------------------------------------------------------------------------------------


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
    loaded(page, url)
    expect(page.locator("#quiz")).to_contain_text("2 of 2 cards seen")
    ids: list[str] = page.evaluate("async () => [...(await studysite.core.store.states()).keys()]")
    (new,) = set(ids) - set(old)
    loaded(page, f"{url}#/card/{new}")
    on_screen(page)
    choose(page, "1")
    check(page)
    after = state(page, new) or {}
    assert (after["answers"], after["hits"], len(after["ids"])) == (1, 1, 2)  # today's first answer is the one before
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


# --- looks ------------------------------------------------------------------------------------------------------------

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


STATES: dict[str, Show] = {
    "choice": _at("", ".choose"),
    "question": _card("q-giants"),
    "right": _card("q-nearest", "1"),
    "wrong": _card("q-giants", "0", "1"),
    "blanks": _blanks,
    "open": _card("q-shine"),
    "unsettled": _card("q-far", "1"),
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


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, quiz: str, scheme: Any, width: int) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 800})
    for name, show in STATES.items():
        show(page, quiz)
        page.add_script_tag(path=AXE)
        found = page.evaluate(
            """async (tags) => {
                const { violations } = await axe.run(document, { preload: false, runOnly: tags });
                return violations.map((each) => [each.id, each.nodes.map((node) => node.html)]);
            }""",
            ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        )
        assert found == [], f"{name}: {json.dumps(found, indent=1)}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, f"{name} scrolls sideways at {width} px"


# --- size -------------------------------------------------------------------------------------------------------------


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
        page.wait_for_timeout(50)  # a student reads; the next texts load meanwhile
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
