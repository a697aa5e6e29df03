"""A card of the Anki package in a browser, both sides put together as Anki does it: in one page, or each in its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.export.anki.notetype import NOTE_TYPE

NAMES = ("Argon", "Boron", "Carbon", "Dubnium", "Erbium", "Fermium")
Show = Callable[[str, str], None]


def options(classes: str) -> str:
    items = "".join(f'<li class="right">{name}</li>' if name[0] in "BE" else f"<li>{name}</li>" for name in NAMES)
    return f'<ol type="A" class="options {classes}">{items}</ol>'


@pytest.fixture(params=["one page", "a page each"])
def show(request: pytest.FixtureRequest, page: Page, tmp_path: Path) -> Show:
    """Shows a side (``front`` or ``back``) of a card with these options."""
    model = NOTE_TYPE.model(0)
    sides = {"front": model["tmpls"][0]["qfmt"], "back": model["tmpls"][0]["afmt"]}
    file = tmp_path / "card.html"
    shell = f"<!doctype html><title>Anki</title><style>{model['css']}</style><body class='card'><div id=qa></div>"

    def shown(side: str, listed: str) -> None:
        fields = {"Question": "Which?", "Answer": "Boron", "Options": listed}
        html = re.sub(
            r"\{\{([#^])(\w+)\}\}(.*?)\{\{/\2\}\}",
            lambda part: part[3] if bool(fields.get(part[2])) == (part[1] == "#") else "",
            sides[side],
            flags=re.DOTALL,
        )
        html = re.sub(r"\{\{(\w+)\}\}", lambda name: fields.get(name[1], ""), html)
        if request.param == "a page each" or page.url != file.as_uri():
            file.write_text(shell)
            page.goto(file.as_uri())
        page.evaluate(
            """html => {
              const qa = document.getElementById("qa");
              qa.innerHTML = html;
              for (const old of qa.querySelectorAll("script")) {
                const script = document.createElement("script");
                script.textContent = old.textContent;
                old.replaceWith(script);
              }
            }""",
            html,
        )

    return shown


def order(page: Page) -> list[str]:
    return page.locator(".options > li").all_text_contents()


def test_both_sides_have_the_same_order_and_the_back_shows_what_was_chosen(page: Page, show: Show) -> None:
    show("front", options("key multiple"))
    front = order(page)
    assert sorted(front) == list(NAMES)
    page.get_by_text("Boron").click()
    page.get_by_text("Carbon").click()
    page.get_by_text("Argon").click()
    page.get_by_text("Argon").click()
    assert page.get_by_role("checkbox", checked=True).all_text_contents() == [
        name for name in front if name in {"Boron", "Carbon"}
    ]
    show("back", options("key multiple"))
    assert order(page) == front
    assert sorted(page.locator(".chosen").all_text_contents()) == ["Boron", "Carbon"]
    assert sorted(page.locator(".right").all_text_contents()) == ["Boron", "Erbium"]
    assert not page.locator(".answer").is_visible()


def test_of_a_single_choice_the_last_tap_counts_and_the_next_card_knows_nothing_of_it(page: Page, show: Show) -> None:
    show("front", options("key"))
    page.get_by_text("Carbon").click()
    page.get_by_text("Dubnium").click()
    assert page.get_by_role("radio", checked=True).all_text_contents() == ["Dubnium"]
    show("back", options("key").replace("Carbon", "Copper"))
    assert page.locator(".chosen").count() == 0


def test_every_day_has_its_order_and_a_fixed_one_stays(page: Page, show: Show) -> None:
    orders = set()
    for day in range(1, 6):
        page.clock.set_fixed_time(f"2024-05-0{day}T12:00:00")
        show("front", options("key"))
        orders.add(tuple(order(page)))
    assert len(orders) > 2
    page.clock.set_fixed_time("2024-05-05T23:59:00")
    show("front", options("key"))
    late = order(page)
    page.clock.set_fixed_time("2024-05-06T00:01:00")
    show("back", options("key"))
    assert order(page) == late
    show("front", options("key ordered"))
    assert order(page) == list(NAMES)


def test_without_a_key_nothing_can_be_chosen_and_the_answer_shows(page: Page, show: Show) -> None:
    listed = options("").replace(' class="right"', "")
    show("front", listed)
    assert page.get_by_role("radio").count() == 0
    show("back", listed)
    assert page.locator(".answer").is_visible()


def test_a_page_that_may_store_nothing_still_shows_what_is_right(page: Page, show: Show) -> None:
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('denied'); } })")
    show("front", options("key"))
    front = order(page)
    page.get_by_text("Carbon").click()
    show("back", options("key"))
    assert order(page) == front
    assert page.locator(".right").count() == 2
