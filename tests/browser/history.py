"""A student of forty days: a vault of three domains, and a log of answers to write into the store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from playwright.sync_api import Page

from .student import loaded, write

NOW = datetime(2026, 5, 4, 10, tzinfo=UTC)
"""The moment at which the student looks at the progress page, on the clock of these tests."""

_DOMAINS = {"Storage and databases": 40, "Computing": 35, "Networks, and whatever else is between two machines": 25}
_TOPICS = {
    "Storage and databases": ["Buckets", "Tables"],
    "Computing": ["Machines", "Functions"],
    "Networks, and whatever else is between two machines": ["Addresses"],
}
_UNWRITTEN = {"Storage and databases": "Archives", "Computing": "Queues"}


def _card(topic: str, n: int) -> str:
    return f"""\
##### What is true of {topic.lower()}, number {n}?
- This one, as it was said in number {n}
- That one, as nobody said
- Neither of the two
- Both, at least on Sundays
#card
This one, as it was said in number {n}
^q-{topic.lower()}-{n}
"""


def vault(folder: Path, exam: str = "{questions: 20, minutes: 30, pass_mark: 75}", cards: int = 16) -> Path:
    """A course of three domains, five notes of ``cards`` cards, two topics without a card, and cards of no course."""
    outline = [f"---\nexam: {exam}\n---\n# Cloud exam"]
    for domain, weight in _DOMAINS.items():
        outline.append(f"# {domain} ({weight}%)")
        outline += [f"## {topic} in short\n- [[{topic}]]" for topic in _TOPICS[domain]]
        if domain in _UNWRITTEN:
            outline.append(f"## {_UNWRITTEN[domain]}\n- [[{_UNWRITTEN[domain]}]]")
    notes = {"Cloud exam.md": "\n".join(outline) + "\n"}
    for topic in [*(topic for topics in _TOPICS.values() for topic in topics), "Elsewhere"]:
        own = 4 if topic == "Elsewhere" else cards
        notes[f"{topic}.md"] = "\n".join(_card(topic, n) for n in range(own))
    return write(folder, notes)


def history(ids: list[str], days: int = 40, perday: int = 3) -> list[dict[str, Any]]:
    """A log of ``days`` days until yesterday: some new cards each day, and the old ones after ever longer waits."""
    random = Random(days)  # noqa: S311, a student, not a secret
    log: list[dict[str, Any]] = []
    number = count()
    plan: dict[str, tuple[int, int]] = {}  # card -> day on which it comes again, days that it then waits
    for day in range(days):
        new = [card for card in ids if card not in plan][:perday]
        for card in [card for card, (due, _) in plan.items() if due <= day] + new:
            fresh = card not in plan
            wait = 1 if fresh else plan[card][1]
            right = random.random() < (0.55 if fresh else 0.86)
            sure = random.random()
            confidence = "sure" if sure < (0.5 if right else 0.2) else "think" if sure < 0.7 else None
            confidence = "guess" if fresh and sure > 0.8 else confidence
            wait = 1 if not right else max(2, int(wait * 2.6))
            plan[card] = (day + wait, wait)
            at = NOW - timedelta(days=days - day, minutes=-(next(number) % 600))
            log.append(
                {
                    "id": f"history-{len(log):05}",
                    "type": "answer",
                    "card": card,
                    "twin": "",
                    "hash": "",
                    "mode": "review",
                    "chosen": [0],
                    "right": right,
                    "confidence": confidence,
                    "ms": random.randrange(6000, 30000),
                    "time": int(at.timestamp() * 1000),
                    "zone": 0,
                    "day": at.date().isoformat(),
                    "repeat": False,
                    "grader": 1,
                }
            )
    return log


def lived(page: Page, quiz: str, days: int = 40, perday: int = 3, dates: dict[str, str] | None = None) -> None:
    """Puts the log of so many days into this browser's store, and opens the progress page at ``NOW``."""
    page.clock.set_fixed_time(NOW)
    loaded(page, quiz)
    page.locator(".choose").wait_for()
    cards: list[dict[str, str]] = page.evaluate("async () => (await studysite.load('deck')).cards")
    ids = sorted((card["id"] for card in cards), key=lambda card: card.split("-")[::-1])  # all topics in turn
    page.evaluate(
        """async ([events, cards, dates]) => {
            const known = cards.map(({ id, twin, hash }) => ({ card: id, twin, hash, ids: [id] }));
            await studysite.core.store.takeIn({ events, cards: known, kept: { settings: { dates } } });
        }""",
        [history(ids, days, perday), cards, dates or {}],
    )
    loaded(page, f"{quiz}#/progress")
    page.locator(".progress .made").wait_for()
