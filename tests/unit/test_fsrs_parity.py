"""The client's scheduling against the package ``fsrs``: the same answers on the same study days, the same memory.

What is compared went the whole way that answers go in a browser: a time, the zone of the place where it was read off a
clock, the study day, the log, the measured answers, their grades, FSRS.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from fsrs import Card, Rating, Scheduler, State

ASSETS = Path(__file__).parents[2] / "assets"
CLIENT = """
import { readFileSync } from "node:fs";
import { studyDay, zoneAt } from "./src/core/day";
import { scheduler } from "./src/memory/fsrs";
import { standing } from "./src/memory/standing";

const { histories, steps } = JSON.parse(readFileSync(0, "utf8"));

const FORMS = {
  cloze: { kind: "cloze", options: 0 },
  choice: { kind: "choice", options: 4 },
  truefalse: { kind: "truefalse", options: 2 },
};
const rest = { course: -1, domain: -1, topics: [], multiple: false, choose: 0, graded: true, problems: [] };

function memories({ retention, form, answers }) {
  const events = answers.map(({ place, time, ...answer }, index) => {
    process.env.TZ = place;
    const zone = zoneAt(time);
    const day = studyDay(time, zone);
    return { ...answer, id: `e${index + 100}`, card: "c", type: "answer", mode: "review", time, zone, day, ms: 1 };
  });
  const deck = { courses: [], notes: [], cards: [{ ...rest, ...FORMS[form], id: "c" }] };
  const settings = { retention, newPerDay: 10, dates: {} };
  const { cards } = standing({ deck, events: events.reverse(), states: new Map(), settings, today: "2070-01-01" });
  return cards.get("c").answers.map(({ event: { day }, on, ...memory }) => ({ day, ...memory }));
}

process.stdout.write(JSON.stringify({
  histories: histories.map(memories),
  steps: steps.map(({ retention, state, days, grade }) => {
    const { next, interval } = scheduler(retention);
    const found = next(state, days, grade);
    return { ...found, interval: interval(found.stability) };
  }),
}));
"""

RETENTIONS = (0.8, 0.85, 0.9, 0.93, 0.95)
START = datetime(2026, 1, 5, tzinfo=UTC)
PLACES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",  # daylight saving of half an hour
    "Pacific/Auckland",
    "Pacific/Kiritimati",
    "Pacific/Honolulu",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer on the study day ``day``, counted from START, so many minutes after its midnight by the clock."""

    day: int
    right: bool = True
    confidence: str | None = None
    place: str = "UTC"
    minute: float = 12 * 60

    def told(self) -> dict[str, Any]:
        clock = START.replace(tzinfo=None) + timedelta(days=self.day, minutes=self.minute)
        at = clock.replace(tzinfo=ZoneInfo(self.place)).timestamp()
        return {"time": round(1000 * at), "place": self.place, "right": self.right, "confidence": self.confidence}


@dataclass(frozen=True, slots=True)
class History:
    """The measured answers to one card, of a form that says how likely a blind hit is."""

    retention: float
    form: str
    answers: tuple[Answer, ...]

    def told(self) -> dict[str, Any]:
        answers = [answer.told() for answer in self.answers]
        return {"retention": self.retention, "form": self.form, "answers": answers}

    def ratings(self) -> Iterator[Rating]:
        """The grades as the definitions have them."""
        been_right = False
        for answer in self.answers:
            if not answer.right or answer.confidence == "guess":
                yield Rating.Again
            elif not been_right and self.form == "truefalse" and answer.confidence is None:
                yield Rating.Hard
            elif answer.confidence == "easy":
                yield Rating.Easy
            else:
                yield Rating.Good
            been_right = been_right or answer.right


FIRST_MINUTE, LAST_MINUTE = 4 * 60, 28 * 60 - 1 / 60_000
"""A study day's first and last millisecond, in minutes after midnight."""


def history(seed: int) -> History:
    """Somebody who lives, answers and travels at odd times; at most a day between two answers only at one place."""
    chance = random.Random(seed)  # noqa: S311 (the same every time, and no secret)
    answers, day, place = [], 0, chance.choice(PLACES)
    for _ in range(chance.randint(1, 14)):
        minute = chance.choice((FIRST_MINUTE, LAST_MINUTE, 24 * 60, chance.uniform(FIRST_MINUTE, LAST_MINUTE)))
        confidence = chance.choice((None, None, "guess", "think", "sure", "easy"))
        answers.append(Answer(day, chance.random() < 0.8, confidence, place, minute))
        gap = chance.choice((1, 2, 3, 7, 12, 30, 90, chance.randint(1, 400)))
        day += gap
        place = chance.choice(PLACES) if gap > 2 else place
    return History(chance.choice(RETENTIONS), chance.choice(("cloze", "choice", "truefalse")), tuple(answers))


def package(retention: float) -> Scheduler:
    return Scheduler(desired_retention=retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def after(scheduler: Scheduler, card: Card, rating: Rating, at: datetime) -> tuple[Card, dict[str, Any]]:
    """The package's card after an answer, and the same in the client's terms."""
    card, _ = scheduler.review_card(card, rating, at)
    known = {"stability": near(card.stability), "difficulty": pytest.approx(card.difficulty, rel=0, abs=1e-7)}
    return card, known | {"interval": (card.due - at).days}


def near(stability: float | None) -> Any:
    """Within 10^-6 days up to a stability of 2.5 days, and relative to it beyond.

    ts-fsrs rounds R, its factor and what each step comes to to eight decimals. Stability grows by a multiple of itself
    that hangs on 1 - R, so an error of R by 5e-9 shows in the fifth decimal where stability is a hundred days. Of the
    22,749 steps of 3,000 such histories none was off by more than 2.3e-7 of its stability, and no interval by a day.
    """
    return pytest.approx(stability, rel=4e-7, abs=1e-6)


def expected(told: History, days: Sequence[int]) -> list[dict[str, Any]]:
    """What the package makes of the answers, on ``days`` counted from START."""
    scheduler, card, found = package(told.retention), Card(1), []
    for answer, day, rating in zip(told.answers, days, told.ratings(), strict=True):
        at = START + timedelta(days=day)
        recall = pytest.approx(scheduler.get_card_retrievability(card, at), rel=0, abs=1e-7) if found else None
        card, known = after(scheduler, card, rating, at)
        date = (START + timedelta(days=answer.day)).date().isoformat()
        found.append({"day": date, "grade": rating.value, "predicted": recall, **known})
    return found


Client = Callable[[Sequence[History], Sequence[dict[str, Any]]], Any]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """The client's scheduling as a program: histories and single steps in, states out."""
    out = tmp_path_factory.mktemp("client") / "parity.mjs"
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    node = shutil.which("node", path=environment["PATH"])
    assert node is not None
    bundle = [ASSETS / "node_modules/.bin/esbuild", "--bundle", "--platform=node", "--format=esm", f"--outfile={out}"]
    subprocess.run([*bundle, "--log-level=warning"], input=CLIENT, text=True, check=True, cwd=ASSETS, env=environment)

    def ask(histories: Sequence[History], steps: Sequence[dict[str, Any]] = ()) -> Any:
        told = json.dumps({"histories": [each.told() for each in histories], "steps": steps})
        run = subprocess.run([node, out], input=told, text=True, check=True, capture_output=True, env=environment)
        return json.loads(run.stdout)

    return ask


def test_histories_come_to_what_the_package_makes_of_the_same_whole_days(client: Client) -> None:
    told = [history(seed) for seed in range(400)]
    found = client(told)["histories"]
    for each, states in zip(told, found, strict=True):
        assert states == expected(each, [answer.day for answer in each.answers]), each
    assert {state["grade"] for states in found for state in states} == {1, 2, 3, 4}
    assert max(state["stability"] for states in found for state in states) > 365


def test_every_grade_after_every_gap(client: Client) -> None:
    """Easy too, which nothing offers yet. Less than a day counts as one: a day's second answer is not measured."""
    steps, wanted = [], []
    for retention in RETENTIONS:
        scheduler = package(retention)
        for stability, difficulty in ((0.05, 9.9), (2.3065, 2.1181), (30.0, 6.5), (900.0, 1.0)):
            state = {"stability": stability, "difficulty": difficulty}
            for gap in range(401):
                for rating in Rating:
                    steps.append({"retention": retention, "state": state, "days": gap, "grade": rating.value})
                    card = Card(1, State.Review, stability=stability, difficulty=difficulty, last_review=START)
                    wanted.append(after(scheduler, card, rating, START + timedelta(days=max(1, gap)))[1])
    assert client((), steps)["steps"] == wanted


YEAR = (0, 3, 61, 62, 63, 81, 82, 83, 84, 89, 90, 91, 264, 265, 266, 271, 272, 273, 291, 292, 293, 299, 300, 301, 700)
"""Days around every change of the clocks of PLACES in 2026: 8 and 29 March, 5 April, 27 September, 4 and 25 October,
1 November."""


def test_the_hour_and_daylight_saving_change_nothing(client: Client) -> None:
    def on(place: str, minute: float) -> History:
        return History(0.9, "choice", tuple(Answer(day, day != 84, place=place, minute=minute) for day in YEAR))

    hours = (FIRST_MINUTE, 24 * 60 - 1, 24 * 60, 26.5 * 60, LAST_MINUTE)
    told = [on(place, minute) for place in PLACES for minute in hours]
    plain, *odd = client([on("UTC", 12 * 60), *told])["histories"]
    assert len(plain) == len(YEAR)
    for each, states in zip(told, odd, strict=True):
        assert states == plain, each


def test_a_journey_changes_nothing(client: Client) -> None:
    days = range(0, 3 * len(PLACES), 3)
    home = History(0.9, "cloze", tuple(Answer(day) for day in days))
    away = tuple(
        Answer(day, place=place, minute=minute)
        for day, place, minute in zip(days, PLACES, (FIRST_MINUTE, LAST_MINUTE) * len(PLACES), strict=False)
    )
    plain, odd = client([home, History(0.9, "cloze", away)])["histories"]
    assert odd == plain


def test_a_journey_west_into_the_day_before_counts_as_one_day(client: Client) -> None:
    """Breakfast in Auckland, then half a day to Honolulu, where it is the evening of the day before."""
    answers = (Answer(2, place="Pacific/Auckland", minute=8 * 60), Answer(1, place="Pacific/Honolulu", minute=20 * 60))
    told = History(0.9, "cloze", answers)
    assert client([told])["histories"][0] == expected(told, (2, 3))
