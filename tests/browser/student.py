"""A student's vault, with a card of each kind, and a student's moves in the quiz."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zlib import crc32

from playwright.sync_api import Locator, Page

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


def on_screen(page: Page) -> str:
    """The id of the card that can be answered."""
    card = page.locator("[data-card]:not([data-result])")
    card.locator("legend").wait_for()
    return card.get_attribute("data-card") or ""


def choose(place: Page | Locator, *values: str) -> None:
    """Chooses the options with these values, of the one card in ``place``."""
    for value in values:
        place.locator(f".opt:has(input[value='{value}'])").click()


def check(page: Page) -> None:
    page.locator("[data-card] button[type=submit]").click()
    page.locator("[data-result]").wait_for()
    events(page)  # comes after what is being written, so a test may leave the page


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
    """What the log comes to for ``card``, once all that is being written is written."""
    events(page)
    found: dict[str, Any] | None = page.evaluate(
        "async (card) => (await studysite.core.store.states()).get(card) ?? null", card
    )
    return found


def loaded(page: Page, url: str) -> None:
    """Opens ``url`` anew, also where only its fragment differs."""
    page.goto("about:blank")
    page.goto(url)
    page.locator("html[data-build]").wait_for(state="attached")


def take_new_build(page: Page) -> None:
    """The service worker would show the old build until the student takes the new one."""
    if page.url.startswith("http"):
        forget = "(all) => Promise.all(all.map((worker) => worker.unregister()))"
        page.evaluate(f"navigator.serviceWorker.getRegistrations().then({forget})")


def answer(n: int, **more: Any) -> dict[str, Any]:
    """The ``n``-th answer of a student elsewhere, with every field that an event has."""
    return {
        "id": f"{n:032x}",
        "type": "answer",
        "card": f"q-{n % 12 + 1}",
        "twin": "t",
        "hash": "h",
        "time": 1_770_000_000_000 + n * 60_000,
        "zone": 60,
        "day": "2026-02-02",
        "mode": "practice",
        "chosen": [0],
        "right": True,
        "confidence": None,
        "ms": 1000,
        "repeat": n >= 12,
        "grader": 1,
        **more,
    }


def backup(path: Path, answers: list[dict[str, Any]], **more: Any) -> Path:
    """A backup of format 1, byte for byte as docs/data.md describes it."""
    kept = {"settings": {"retention": 0.85, "newPerDay": 7, "dates": {}}}
    content = {"studysite": "backup", "version": 1, "site": "sky", "events": answers, "cards": [], "kept": kept, **more}
    line = json.dumps(content, separators=(",", ":")).encode() + b"\n"
    path.write_bytes(line + b'{"crc32":"%08x"}\n' % crc32(line))
    return path


def take_in(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)


def give(page: Page, url: str, card: str) -> None:
    """Answers ``card`` rightly."""
    loaded(page, f"{url}#/card/{card}")
    on_screen(page)
    choose(page, "0")
    check(page)
