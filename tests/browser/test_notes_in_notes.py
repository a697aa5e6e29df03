"""A note that shows others, in a real browser: what stands there, where its links lead, and its cards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import AXE, Serve, build, hosted

pytestmark = pytest.mark.places("http")

NOTES = {
    "study.toml": 'title = "Sea notes"\nexclude = []\n',
    "Tides.md": """\
The sea rises twice a day.[^day] What the moon does is said elsewhere:

![[Moon#Its pull]]

## Its phases

- at new moon ![[Moon#^new]]

| phase | what it does |
|---|---|
| full | ![[Moon#^full]] |

[^day]: Nearly: every twelve hours and a half.
""",
    "Sky/Moon.md": """\
# Its pull
It pulls at the near side most.[^side] See [[#Its light]].

##### How often does the sea rise in a day?
- Once
- Twice
#card
Twice. It rises on the far side[^far], too.

![[Moon#^full]]
^twice

# Its light
It comes from the sun. ^full

- it stands beside the sun ^new

[^side]: By a thousandth or so.
[^far]: Where it is pulled least.
""",
}


@pytest.fixture(scope="module")
def moon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("moon")
    for name, text in NOTES.items():
        path = folder / "vault" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return build(folder / "vault", folder / "site")


@pytest.mark.places("http", "file")
def test_a_host_shows_its_guests_with_ids_of_their_own(page: Page, address: Serve, moon: Path) -> None:
    page.goto(f"{address(moon)}tides.html")
    page.wait_for_selector("html[data-build]")
    expect(page.locator(".markdown-embed")).to_have_count(3)
    expect(page.get_by_role("heading", name="Its pull", level=2)).to_be_visible()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(ids) == len(set(ids))
    assert any(name.endswith(":its-pull") for name in ids)
    page.locator(".markdown-embed-content a", has_text="Its light").click()
    assert page.url.endswith("sky/moon.html#its-light")


def test_a_footnote_leads_to_its_text_and_back(page: Page, address: Serve, moon: Path) -> None:
    page.goto(f"{address(moon)}tides.html")
    page.get_by_role("link", name="Footnote 2").click()
    expect(page.locator("li:target")).to_have_text("By a thousandth or so. ↩︎")
    page.locator("li:target").get_by_role("link", name="Back to the text").click()
    expect(page.locator(":target")).to_have_accessible_name("Footnote 2")


def test_a_guests_card_is_answered_where_it_is_shown(page: Page, address: Serve, moon: Path) -> None:
    page.goto(f"{address(moon)}tides.html")
    page.wait_for_selector("html[data-build]")
    card = page.locator(".markdown-embed form[data-card=twice]")
    card.locator('input[value="1"]').check(force=True)
    card.locator("[type=submit]").click()
    expect(card).to_have_attribute("data-result", "right")
    expect(card.locator("ol.footnotes")).to_have_text("Where it is pulled least.")


def test_the_quiz_shows_what_an_answer_embeds(page: Page, address: Serve, moon: Path) -> None:
    page.goto(f"{address(moon)}quiz.html#/card/twice")
    page.locator('[data-card] input[value="1"]').check(force=True)
    page.locator("[data-card] [type=submit]").first.click()
    expect(page.locator(".why .markdown-embed-content")).to_have_text("It comes from the sun.")
    expect(page.locator(".why ol.footnotes")).to_have_text("Where it is pulled least.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(browser: Browser, moon: Path, scheme: Any, width: int) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    with hosted(moon) as start:
        for name in ("tides", "sky/moon"):
            page.goto(f"{start}{name}.html")
            page.wait_for_selector("html[data-build]")
            page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
            page.add_script_tag(path=AXE)
            options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
            found = page.evaluate("options => axe.run(document, options)", options)["violations"]
            assert [(name, each["id"], each["nodes"][0]["html"]) for each in found] == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"
    context.close()
