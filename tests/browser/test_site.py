"""The published site in a real browser: reading, the way from a note to its course, answering, coming back."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import AXE, Serve, build, hosted

ROOT = Path(__file__).parents[2]
SEED = ROOT.parent / "shared" / "vaults" / "seed"
CONTENT = ROOT / "content"

NOTES = {
    "study.toml": 'title = "Sea notes"\nexclude = []\n',
    "Sea exam.md": """\
---
exam: {questions: 8, minutes: 15, pass_mark: 60}
tags: [sea/exam]
---
# 1. Water (70%)
## Tides
- [[Tides]]
- [[Currents]]
## Waves
- [[Waves]]
# 2. Ships (30%)
## Sails
- [[Sails|How sails work]]
""",
    "Water/Tides.md": """\
---
part of: "[[Sea exam]]"
see also: ["[[Waves]]", "[[Currents]]", "[[Nothing yet]]"]
permalink: former/tides
tags: [sea, moon]
description: Why the sea rises twice a day.
---
The moon pulls at the sea. See [[Waves]] and [[#Spring tides]].

## Spring tides

| when | why |
|------|----:|
| new moon | sun and moon pull together |
| full moon | they pull from both sides |

```python
def height(moon: float, sun: float) -> float:
    # in metres
    return 0.36 * moon + 0.16 * sun
```

> A quotation about the sea.

1. first
2. second
	- nested by a tab

## Questions

##### How many high tides has a day?
- One
- Two
- Three
#card
Two. The second is on the far side. Read [[Waves]].

##### Spring tides come at ____ moon.
#card
new
""",
    "Water/Waves.md": "Wind makes waves; they differ from [[Tides]] and [[Currents]]. #sea\n",
    "Sails.md": "---\ntitle: How sails work\n---\n# How sails work\n\nA sail is a wing.\n",
}


def _write(folder: Path, notes: dict[str, str]) -> Path:
    for name, text in notes.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _cards(vault: Path) -> dict[str, dict[str, Any]]:
    command = [Path(sys.executable).with_name("studysite"), "export", vault, "--to", "json", "--no-cache"]
    found = subprocess.run(command, check=True, capture_output=True).stdout
    return {card["id"]: card for card in json.loads(found)["cards"]}


@pytest.fixture(scope="module")
def sea(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small vault, built: every kind of page is in it."""
    folder = tmp_path_factory.mktemp("sea")
    return build(_write(folder / "vault", NOTES), folder / "site")


def _answer(page: Page, cards: dict[str, dict[str, Any]], *, right: bool) -> None:
    """Answers the card on screen, and checks that the page says so."""
    card = page.locator("[data-card]")
    known = cards[str(card.get_attribute("data-card"))]
    wrong = [index for index in range(len(known["options"])) if index not in known["correct"]]
    spoilt = [*wrong[:1], *known["correct"][1:]]  # as many as it asks for
    for index in known["correct"] if right else spoilt:
        card.locator(f'input[value="{index}"]').check(force=True)
    card.locator("[type=submit]").first.click()
    expect(page.locator(f"[data-result={'right' if right else 'wrong'}]")).to_be_visible()
    expect(page.get_by_role("status")).not_to_be_empty()
    page.locator("[data-next]").click()


no_seed = pytest.mark.skipif(not SEED.is_dir(), reason="no seed vault here")


@pytest.mark.parametrize("vault", [CONTENT, pytest.param(SEED, marks=no_seed)])
def test_from_a_note_by_the_outline_to_five_answers_that_a_reload_keeps(
    page: Page, address: Serve, tmp_path: Path, vault: Path
) -> None:
    cards = _cards(vault)
    start = address(build(vault, tmp_path / "site"))
    page.goto(start + "index.html")
    page.locator("main").get_by_role("link", name="AWS M").first.click()
    expect(page.locator("html[data-page=course]")).to_be_visible()
    page.locator(".topics").get_by_role("link", name="S3", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("S3")
    page.get_by_label("Breadcrumb").get_by_role("link", name="Data Engineering").click()
    expect(page.locator("h2", has_text="Data Engineering").first).to_be_in_viewport()
    domain = page.locator(".rows > li", has_text="Data Engineering").first
    domain.get_by_role("link", name="practise").click()

    seen: set[str] = set()
    settled = 0
    while settled < 5:
        card = page.locator("[data-card]")
        expect(card).to_be_visible()
        known = cards[str(card.get_attribute("data-card"))]
        assert known["domain"] == "Data Engineering"
        seen.add(known["id"])
        if known["correct"]:
            _answer(page, cards, right=settled % 2 == 0)
            settled += 1
            continue
        for blank in card.get_by_role("textbox").all():
            blank.fill("no idea")
        card.locator("[type=submit]").first.click()
        if known["graded"]:
            page.locator("[data-next]").click()
        else:  # the student's own verdict goes on by itself
            page.get_by_role("button", name="I knew it").click()
            expect(page.locator(f'[data-card="{known["id"]}"]')).to_have_count(0)

    page.goto(start + "aws-ml-specialty.html")
    page.reload()
    first = page.locator(".rows > li", has_text="Data Engineering").first
    expect(first).to_contain_text(f"0 mastered · {len(seen)} learning of ")
    page.goto(start + "quiz.html")
    expect(page.locator("main")).to_contain_text(f"{len(seen)} of ")


def test_a_card_is_answered_where_it_was_written(page: Page, address: Serve, sea: Path) -> None:
    page.goto(address(sea) + "water/tides.html")
    card = page.locator("form[data-card]").first
    card.locator('input[value="0"]').check(force=True)
    card.get_by_role("button", name="Check").click()
    expect(card).to_have_attribute("data-result", "wrong")
    expect(page.get_by_role("status")).to_contain_text("Not quite")
    expect(card).to_contain_text("The second is on the far side.")
    expect(card.get_by_role("link", name="Waves").first).to_be_visible()
    blank = page.locator("form[data-card]").nth(1)
    blank.get_by_role("textbox").fill(" New ")
    blank.get_by_role("button", name="Check").click()
    expect(blank).to_have_attribute("data-result", "right")
    # The map of the course knows of both.
    page.goto(page.url.rsplit("water/", 1)[0] + "sea-exam.html")
    expect(page.locator(".rows > li", has_text="Water").first).to_contain_text("2 learning of 2 cards")


def test_a_former_address_leads_to_the_note(page: Page, address: Serve, sea: Path) -> None:
    page.goto(address(sea) + "former/tides.html")
    expect(page).to_have_url(re.compile(r"/water/tides\.html$"))
    expect(page.locator("h1")).to_have_text("Tides")


def test_a_snippet_has_the_last_word_and_loads_nothing(page: Page, address: Serve, tmp_path: Path) -> None:
    css = '@import "https://fonts.example/x.css";\n.wide h2 { color: rgb(1, 2, 3); background: url(//h.example/p) }\n'
    files = {
        "study.toml": 'exclude = []\nsnippets = ["mine"]\n',
        ".obsidian/snippets/mine.css": css,
        "sub/N.md": "---\ncssclasses: [wide]\n---\n## Heading\n",
    }
    page.goto(address(build(_write(tmp_path / "vault", files), tmp_path / "site")) + "sub/n.html")
    expect(page.locator("h2").first).to_have_css("color", "rgb(1, 2, 3)")


def test_everything_can_be_read_without_scripts(browser: Browser, sea: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sea.as_uri() + "/index.html")
    page.get_by_role("link", name="Water").first.click()
    page.get_by_role("link", name="Tides").first.click()
    card = page.locator("form[data-card]").first
    expect(card.get_by_text("The second is on the far side.")).to_be_hidden()
    card.get_by_text("Show answer").click()
    expect(card.get_by_text("The second is on the far side.")).to_be_visible()
    expect(card.get_by_role("button", name="Check")).to_be_hidden()
    context.close()


def test_the_folders_notes_stand_beside_the_note(page: Page, address: Serve, sea: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address(sea) + "water/tides.html")
    nav = page.get_by_role("navigation", name="Notes")
    expect(nav.get_by_role("link", name="Waves")).to_be_visible()
    expect(nav.get_by_role("link", name="Tides")).to_have_attribute("aria-current", "page")
    nav.get_by_role("link", name="Waves").click()
    expect(page.locator("h1")).to_have_text("Waves")


def test_a_link_to_a_heading_goes_there_and_the_contents_follow(page: Page, address: Serve, sea: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(address(sea) + "water/tides.html")
    page.locator("main").get_by_role("link", name="Spring tides").click()
    expect(page.get_by_role("heading", name="Spring tides")).to_be_in_viewport()
    contents = page.get_by_role("navigation", name="On this page")
    expect(contents.get_by_role("link", name="Spring tides")).to_have_attribute("aria-current", "true")


def test_the_chosen_theme_stays(page: Page, address: Serve, sea: Path) -> None:
    start = address(sea)
    page.emulate_media(color_scheme="light")
    page.goto(start + "index.html")
    paper = "() => getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(paper)
    switch = page.get_by_role("button", name="Theme")
    for _ in range(3):
        switch.click()
        if page.evaluate(paper) != light:
            break
    dark = page.evaluate(paper)
    assert dark != light
    page.goto(start + "water/waves.html")
    assert page.evaluate(paper) == dark


def test_the_chosen_letters_stay(page: Page, address: Serve, sea: Path) -> None:
    start = address(sea)
    page.goto(start + "water/tides.html")
    family = "(place) => getComputedStyle(document.querySelector(place)).fontFamily"
    assert page.evaluate(family, ".read p") != page.evaluate(family, "body")
    switch = page.get_by_role("button", name="Letters for reading: serif")
    switch.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Letters for reading: sans serif")).to_be_focused()
    assert page.evaluate(family, ".read p") == page.evaluate(family, "body")
    page.goto(start + "water/waves.html")
    assert page.evaluate(family, ".read p") == page.evaluate(family, "body")
    page.get_by_role("button", name="Letters for reading: sans serif").click()
    assert page.evaluate(family, ".read p") != page.evaluate(family, "body")


LEFT = """(element) => {
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const places = [];
    for (let text = walk.nextNode(); text; text = walk.nextNode()) {
        for (let at = 0; at < text.length; at++) {
            const range = document.createRange();
            range.setStart(text, at);
            range.setEnd(text, at + 1);
            const { left, top } = range.getBoundingClientRect();
            if (text.data[at].trim()) places.push([Math.round(top), left, text.data[at]]);
        }
    }
    return places.sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , letter]) => letter).join("");
}"""
"""The letters of an element as one sees them, from left to right."""
GAP = """(element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return element.getBoundingClientRect().right - range.getBoundingClientRect().right;
}"""
"""What is free to the right of an element's text, in px."""


def test_words_of_another_script_keep_their_order_in_a_page_from_right_to_left(
    page: Page, address: Serve, tmp_path: Path
) -> None:
    cards = "".join(f"##### Was ist {n}?\n- {n}\n- {n + 5}\n#card\n{n}\n\n" for n in range(3))
    vault = _write(tmp_path / "vault", {"ים.md": f"שלום. [[ים|sea (deep)]].\n\nOne. Two.\n\n{cards}"})
    (vault / "study.toml").write_text('language = "he"\n')
    start = address(build(vault, tmp_path / "site"))
    page.goto(f"{start}quiz.html#/practice")
    place = page.locator(".place span").last
    expect(place).to_have_text("1 of 3")
    assert place.evaluate(LEFT) == "1of3"
    assert page.locator("legend > *").first.evaluate(LEFT).endswith("?")
    page.goto(f"{start}%D7%99%D7%9D.html")
    hebrew, english = page.locator(".read p").all()[:2]
    assert hebrew.evaluate(LEFT) == ".sea(deep).םולש"
    assert english.evaluate(LEFT) == "One.Two."
    assert english.evaluate(GAP) == 0


PAGES = ("index", "sea-exam", "water/tides", "water/index", "currents", "tags/sea", "404", "offline", "quiz")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_any_kind_of_page(browser: Browser, sea: Path, scheme: Any, width: int) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    with hosted(sea) as start:
        for name in PAGES:
            page.goto(f"{start}{name}.html")
            page.wait_for_selector("html[data-build]")
            page.add_script_tag(path=AXE)
            options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
            found = page.evaluate("options => axe.run(document, options)", options)["violations"]
            assert [(name, each["id"], each["nodes"][0]["html"]) for each in found] == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"
        context.close()


def test_no_page_of_the_sample_vault_complains(page: Page, address: Serve, tmp_path: Path) -> None:
    site = build(CONTENT, tmp_path / "site")
    start = address(site)
    for path in sorted(site.rglob("*.html")):
        if path.name == "404.html" and start.startswith("file:"):
            continue  # it is for hosts, which show it at any address, so its links begin at their root
        page.goto(start + path.relative_to(site).as_posix())
        page.wait_for_selector("html[data-build]")
        broken = page.evaluate("[...document.images].filter((i) => i.complete && !i.naturalWidth).map((i) => i.src)")
        assert broken == []
