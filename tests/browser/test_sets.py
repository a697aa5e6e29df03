"""Sets of one's own, questions before reading, cramming, and saying how sure one is."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from .student import KEY, check, choose, events, forward, loaded, on_screen, state


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
    on_screen(page)
    expect(page.locator(".place")).to_contain_text("Cramming: not counted")


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
