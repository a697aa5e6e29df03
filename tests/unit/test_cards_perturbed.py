"""Answers spoilt on purpose: the key is the right one or left open, never a wrong one.

The cards are our own, and those of the real notes where they are at hand. Each is written anew with letters and with
dashes, and its answer is spoilt in the ways in which authors spoil theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest

from generator import cards

VAULTS = Path(__file__).parents[3] / "shared" / "vaults"


class Keyed(NamedTuple):
    options: tuple[str, ...]
    correct: tuple[int, ...]
    explanation: str


class Spoilt(NamedTuple):
    answer: str
    allowed: tuple[set[int], ...]
    """The keys that are right; none at all always is."""


OWN = [
    Keyed(("Sunflower", "Oak tree", "Moss", "Oak"), (3,), "It drops acorns. Any oak tree does."),
    Keyed(("Allow TCP 443", "Allow UDP 443", "Deny TCP 443"), (0,), "The page travels by TCP. UDP is for calls."),
    Keyed(("Encrypted disks", "Unencrypted disks", "No disks"), (0,), "A thief can read unencrypted disks."),
    Keyed(("RDS", "RDS Multi AZ", "RDS read replica"), (1,), "It fails over. A replica of RDS does not."),
    Keyed(("Boil it.", "Boil it. Then cool it.", "Cool it."), (1,), "Both steps count. Cool it slowly."),
    Keyed(("/var/log", "/var", "/var/log/apt"), (0,), "Logs live there, /var/log/apt among them."),
    Keyed(("Salt", "Pepper", "Salt and pepper", "Oil"), (0, 1), "Oil is no spice. Salt keeps."),
    Keyed(("Raise the limit", "Raise the limit if the load grows", "Lower the limit"), (1,), "The limit is soft."),
    Keyed(("1 GB", "10 GB", "100 GB"), (1,), "10 GB are the default; 100 GB cost more."),
    Keyed(("True", "False"), (1,), "True would need a proof."),
    Keyed(("It is a heap, which is a tree", "It is a tree", "It is a list"), (0,), "A tree it is. It is no list."),
]


def own() -> list[Keyed]:
    return OWN


def real() -> list[Keyed]:
    keyed = []
    for path in sorted(VAULTS.rglob("*.md")):
        text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for card in cards.read(path.name, text).cards:
            if card.kind == "choice" and card.correct:
                options = tuple(option.text.replace("\n", " ") for option in card.options)
                keyed.append(Keyed(options, card.correct, card.explanation.text))
    return keyed


def letter(index: int) -> str:
    return chr(ord("A") + index)


def several_written_out(card: Keyed) -> Iterator[Spoilt]:
    for one in range(len(card.options)):
        two = (one + 1) % len(card.options)
        a, b = card.options[one], card.options[two]
        for join in ("\n", "  \n", ", ", " and ", "; ", " & ", " + ", ", and ", ". "):
            for tail in ("", f"\n{card.explanation}", f". {card.explanation}"):
                yield Spoilt(f"{a}{join}{b}{tail}", ({one, two},))
                yield Spoilt(f"{letter(one)}. {a}{join}{letter(two)}. {b}{tail}", ({one, two},))


def contradicted_letter(card: Keyed) -> Iterator[Spoilt]:
    for one in range(len(card.options)):
        other = card.options[(one + 1) % len(card.options)]
        for form in (
            "{}. {}",
            "{}) {}",
            "{}.) {}",
            "{}\n{}",
            "{}. {}. Because.",
            "{}. {}\nBecause.",
            "{}. {}: because",
        ):
            yield Spoilt(form.format(letter(one), other), ())
            yield Spoilt(form.format(letter(one).lower(), other.lower()), ())


def wrong_first(card: Keyed) -> Iterator[Spoilt]:
    for right in card.correct:
        for wrong in set(range(len(card.options))) - set(card.correct):
            a, b = card.options[right].rstrip("."), card.options[wrong].rstrip(".")
            for form in (
                "{b}, however {a} is right",
                "{b} is wrong. {a}",
                "{b} is wrong. {a}.",
                "Not {b}. {a}.",
                "{b} might seem right, but {a}",
                "{b}? No: {a}",
                "{b} would be too slow. {a}. {e}",
                "{b} is tempting, however {a}. {e}",
                "{b}. However, {a} is better.",
                "{b} is the usual guess.\n{a}",
                "{b}\nis wrong, it is\n{a}",
                "{b} isn't enough; {e}",
                "{b}, however not. {e}",
                "Neither {b} nor others: {a}",
                "{b} or {a}",
            ):
                yield Spoilt(form.format(a=a, b=b, e=card.explanation), ({right},))


def option_left_out(card: Keyed) -> Iterator[Spoilt]:
    yield Spoilt(card.explanation, (set(card.correct),))


def careless_option(card: Keyed) -> Iterator[Spoilt]:
    for index, option in enumerate(card.options):
        words = option.split()
        yield Spoilt(option.upper(), ({index},))
        for place in range(len(words)):
            yield Spoilt(" ".join([*words[:place], *words[place + 1 :]]), ({index},))
        for place in range(1, len(option), 7):
            yield Spoilt(option[:place] + option[place + 1 :], ({index},))
            yield Spoilt(f"{option[:place]}...", ({index},))


def is_another_answer(card: Keyed, answer: str) -> bool:
    """What the spoiling left happens to be a letter, or an option itself."""
    line = answer.strip().partition("\n")[0].rstrip(".").casefold()
    return len(line) < 2 or line in {option.rstrip(".").casefold() for option in card.options}


@pytest.mark.parametrize("lettered", [True, False], ids=["letters", "dashes"])
@pytest.mark.parametrize(
    "spoil", [several_written_out, contradicted_letter, wrong_first, option_left_out, careless_option]
)
@pytest.mark.parametrize(
    "source",
    [
        pytest.param(own, id="own"),
        pytest.param(real, id="real", marks=pytest.mark.skipif(not VAULTS.is_dir(), reason="no notes at hand")),
    ],
)
def test_no_wrong_key(
    source: Callable[[], list[Keyed]], spoil: Callable[[Keyed], Iterator[Spoilt]], *, lettered: bool
) -> None:
    wrong = []
    every = 1 if source is own else 12  # of the real ones a sample, another part of the cases for each card
    for number, card in enumerate(source()):
        rows = [f"{letter(i)}. {text}" if lettered else f"- {text}" for i, text in enumerate(card.options)]
        for answer, allowed in islice(spoil(card), number % every, None, every):
            note = "\n".join(["##### Which one?", *rows, "#card", answer, "^q-1"])
            found = cards.read("Note.md", note).cards
            assert len(found) == (1 if answer.strip() else len(found))
            key = {index for card in found for index in card.correct}
            if key and key not in allowed and not is_another_answer(card, answer):
                wrong.append((card.options, answer, key))
    assert wrong == []
