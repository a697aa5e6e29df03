"""Sets of one's own, questions before reading, cramming, and saying how sure one is."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import Serve, build
from .student import KEY, check, choose, events, forward, loaded, on_screen, state, write

pytestmark = pytest.mark.places("http")


def test_a_set_is_put_together_from_a_deck_and_said_in_numbers(page: Page, quiz: str) -> None:
    loaded(page, quiz)
    page.get_by_text("Another set").click()
    own = page.locator(".custom")
    own.get_by_label("From").select_option(label="Sky › Planets")
    expect(own.get_by_role("link")).to_have_text("Practise 4 cards")
    own.get_by_label("Which cards").select_option("flagged")
    expect(own).to_contain_text("No card is like that.")
    own.get_by_label("Which cards").select_option("new")
    own.get_by_role("link").click()
    on_screen(page)
    expect(page).to_have_url(f"{quiz}#/practice?deck=Sky%3A%3APlanets&only=new")


def test_cramming_counts_for_nothing_and_says_so(page: Page, quiz: str) -> None:
    loaded(page, quiz)
    page.get_by_text("Another set").click()
    page.get_by_label("Cram").check()
    page.locator(".custom").get_by_role("link").click()
    card = on_screen(page)
    expect(page.locator(".place")).to_contain_text("Cramming: not counted")
    loaded(page, f"{quiz}#/practice?note=Planets.md&mode=cram")
    card = on_screen(page)
    for blank in page.locator(".blank input").all():
        blank.fill("no idea")
    if card != "q-red":
        choose(page, *KEY[card])
    check(page)
    assert [event["mode"] for event in events(page)] == ["cram"]
    assert (state(page, card) or {}).get("answers") == 0
    page.reload()  # and it is still a cram when it goes on
    forward(page)
    expect(page.locator(".place")).to_contain_text("Cramming: not counted")


@pytest.mark.places("http", "file")
def test_questions_before_reading_are_asked_once_and_lead_to_the_note(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/practice?note=Planets.md&mode=pretest")
    expect(page.locator(".place")).to_contain_text("Before you read")
    asked = []
    for _ in range(4):
        asked.append(on_screen(page))
        for blank in page.locator(".blank input").all():
            blank.fill("no idea")
        if asked[-1] != "q-red":
            choose(page, "0" if asked[-1] != "q-giants" else "1", *(["3"] if asked[-1] == "q-giants" else []))
        check(page)
        forward(page)
    assert sorted(asked) == sorted(KEY)
    assert {event["mode"] for event in events(page)} == {"pretest"}
    assert all((state(page, card) or {}).get("answers") == 0 for card in asked)
    page.get_by_role("link", name="Now read Planets").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Planets")


def test_buttons_for_how_sure_one_is_come_by_choice(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/card/q-nearest")
    on_screen(page)
    expect(page.get_by_role("button", name="Guess")).to_be_visible()
    expect(page.get_by_role("button", name="Sure")).to_have_count(0)

    loaded(page, f"{quiz}#/data")
    page.get_by_label("Buttons for how sure you are").check()
    for card, level in (("q-nearest", "Sure"), ("q-moon", "Think so"), ("q-giants", "Guess")):
        loaded(page, f"{quiz}#/card/{card}")
        on_screen(page)
        choose(page, *KEY[card])
        page.get_by_role("button", name=level, exact=True).click()
        page.locator("[data-result=right]").wait_for()
    assert [event["confidence"] for event in events(page)] == ["sure", "think", "guess"]


def test_what_was_easy_waits_longer(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/data")
    page.get_by_label("Buttons for how sure you are").check()
    loaded(page, f"{quiz}#/card/q-nearest")
    on_screen(page)
    choose(page, *KEY["q-nearest"])
    page.get_by_role("button", name="Easy").click()
    page.locator("[data-result=right]").wait_for()
    loaded(page, f"{quiz}#/card/q-shine")  # one that the student judges
    on_screen(page)
    check(page)
    page.get_by_role("button", name="Easily").click()
    page.locator(".end").wait_for()
    assert [(event["right"], event["confidence"]) for event in events(page)] == [(True, "easy"), (True, "easy")]


def test_easy_has_keys_without_buttons(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/card/q-nearest")
    on_screen(page)
    choose(page, *KEY["q-nearest"])
    page.keyboard.press("y")
    page.locator("[data-result=right]").wait_for()
    loaded(page, f"{quiz}#/card/q-shine")
    on_screen(page)
    check(page)
    expect(page.get_by_role("button", name="Easily")).to_have_count(0)
    page.keyboard.press("3")
    page.locator(".end").wait_for()
    assert [(event["right"], event["confidence"]) for event in events(page)] == [(True, "easy"), (True, "easy")]


def test_an_empty_blank_is_no_answer_and_can_be_revealed(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/card/q-red")
    on_screen(page)
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("status")).to_have_text("Type your answer first.")
    assert events(page) == []
    page.get_by_role("button", name="Show answer").click()
    page.locator("[data-result=wrong]").wait_for()
    assert [event["chosen"] for event in events(page)] == [["", ""]]


def test_a_note_asks_for_as_many_as_its_question_does(page: Page, quiz: str) -> None:
    loaded(page, quiz.replace("quiz.html", "planets.html"))
    card = page.locator("[data-card=q-giants][data-ready]")
    card.locator(".opt:has(input[value='0'])").click()
    card.get_by_role("button", name="Check").click()
    expect(card).to_contain_text("Choose 2: you have chosen 1.")
    assert card.get_attribute("data-result") is None
    card.locator(".opt:has(input[value='2'])").click()
    card.get_by_role("button", name="Check").click()
    expect(card).to_have_attribute("data-result", "right")


def test_a_set_of_many_says_how_many_a_sitting_asks(page: Page, tmp_path: Path, address: Serve) -> None:
    cards = [f"##### What is {n} plus nothing?\n- {n}\n- {n + 50}\n#card\n{n}\n^q-{n}\n" for n in range(1, 31)]
    url = address(build(write(tmp_path / "vault", {"Sums.md": "\n".join(cards)}), tmp_path / "dist")) + "quiz.html"
    loaded(page, url)
    page.get_by_text("Another set").click()
    expect(page.locator(".custom").get_by_role("link")).to_have_text("Practise 20 of 30 cards")
    loaded(page, f"{url}#/practice?note=Sums.md&mode=pretest")
    on_screen(page)
    expect(page.locator(".place")).to_contain_text("1 of 30")  # before reading, all of them


@pytest.mark.places("http", "file")
def test_back_and_forward_find_the_sitting_and_the_answered_card(page: Page, quiz: str) -> None:
    loaded(page, quiz)
    page.get_by_text("Another set").click()
    page.get_by_label("From").select_option(label="Planets")
    page.locator(".custom").get_by_role("link").click()
    on_screen(page)
    for blank in page.locator(".blank input").all():
        blank.fill("no idea")
    first = on_screen(page)
    if first != "q-red":
        choose(page, *KEY[first])
    check(page)
    page.go_back()
    expect(page.locator(".left")).to_contain_text("You stopped at card 2 of 4.")
    page.go_forward()
    expect(page.locator(f"[data-card='{first}'][data-result]")).to_be_visible()  # with what explains it
    forward(page)
    second = on_screen(page)
    assert second != first
    page.go_back()
    page.locator(".left").wait_for()
    page.go_forward()
    assert on_screen(page) == second


def test_letters_go_into_the_blank_wherever_the_focus_is(page: Page, quiz: str) -> None:
    loaded(page, f"{quiz}#/card/q-red")
    on_screen(page)
    page.keyboard.type("Gs mars")
    expect(page.get_by_label("Blank 1")).to_have_value("Gs mars")
    assert events(page) == []


def test_a_paper_that_is_being_sat_is_told_of_where_sets_are_chosen(page: Page, quiz: str) -> None:
    page.clock.install(time="2026-05-04T10:00:00")
    loaded(page, f"{quiz}#/exam?questions=4&minutes=30&seed=sky")
    page.get_by_role("button", name="Start").click()
    page.locator("[data-card] legend").wait_for()
    page.get_by_role("link", name="Practise", exact=True).click()
    left = page.locator(".left")
    expect(left).to_contain_text("You are in the middle of a mock exam: 0 of 4 answered.")
    left.get_by_role("link", name="Go on").click()
    page.locator(".sitting [data-card] legend").wait_for()
    page.clock.set_fixed_time("2026-05-04T11:00:00")
    loaded(page, quiz)
    expect(left).to_contain_text("Time is up for your mock exam.")
    left.get_by_role("link", name="See the result").click()
    page.locator(".answers").wait_for()
