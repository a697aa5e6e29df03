"""The quiz in a real browser: a vault is built as a user builds it, and practised as a student would."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import Serve, build
from .student import KEY, NOTES, check, choose, events, forward, loaded, on_screen, state, status, write

pytestmark = pytest.mark.places("http")

SLOW_SETTINGS = """
const { get } = IDBObjectStore.prototype;
IDBObjectStore.prototype.get = function (key) {
    const asked = get.call(this, key);
    if (key === "settings" && this.transaction.mode === "readonly") {
        const listen = asked.addEventListener;
        asked.addEventListener = (type, heard) => listen.call(asked, type, (event) => setTimeout(heard, 300, event));
    }
    return asked;
};
"""

# --- choosing ---------------------------------------------------------------------------------------------------------


def test_the_choice_names_courses_domains_and_notes_with_what_was_seen(page: Page, quiz: str) -> None:
    loaded(page, quiz)
    expect(page.get_by_role("heading", level=1)).to_have_text("Practise")
    expect(page.locator("h2")).to_have_text(["Sky exam", "By note"])
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


@pytest.mark.places("http", "file")
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


def test_without_cards_it_shows_how_to_write_one(page: Page, address: Serve, tmp_path: Path) -> None:
    site = build(write(tmp_path / "vault", NOTES), tmp_path / "dist")
    (deck,) = (site / "assets/data").glob("deck.*.js")
    deck.write_text('studysite.register("deck", {courses: [], notes: [], cards: []});')
    loaded(page, f"{address(site)}quiz.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("No cards yet")
    expect(page.locator("pre")).to_contain_text("#card")


# --- kinds of card ----------------------------------------------------------------------------------------------------


@pytest.mark.places("http", "file", "offline")
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


@pytest.mark.places("http", "file", "offline")
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


@pytest.mark.places("http", "file", "offline")
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


@pytest.mark.places("http", "file", "offline")
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


@pytest.mark.places("http", "file", "offline")
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


@pytest.mark.places("http", "file")
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
    assert (after["answers"], after["right"]) == (1, True)


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


@pytest.mark.places("http", "file")
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


@pytest.mark.parametrize("storage", ["", SLOW_SETTINGS], ids=["fast", "slow"])
def test_the_keys_are_listed_and_off_at_once_where_they_are_switched_off(page: Page, sums: str, storage: str) -> None:
    page.add_init_script(storage)
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
    assert events(page) == []
    page.reload()
    on_screen(page)
    page.keyboard.press("f")
    page.get_by_role("button", name="Keys").click()
    expect(page.get_by_label("Use these keys")).not_to_be_checked()
    assert events(page) == []


def test_a_double_click_or_a_key_held_down_skips_no_feedback(page: Page, sums: str) -> None:
    loaded(page, f"{sums}#/practice")
    on_screen(page)
    choose(page, "0")
    page.set_viewport_size({"width": 390, "height": 800})  # where "Next" takes the place of "Check"
    button = page.locator("button[type=submit]").bounding_box()
    assert button is not None
    page.mouse.dblclick(button["x"] + 9, button["y"] + 9)
    expect(page.locator("[data-result=right]")).to_be_visible()
    assert len(events(page)) == 1
    forward(page)
    choose(page, "0")
    for _ in range(5):
        page.keyboard.down("Enter")  # after the first, each is a repeat
    page.keyboard.up("Enter")
    expect(page.locator("[data-result=right]")).to_be_visible()
    assert len(events(page)) == 2


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
