"""The six real notes with their hand labels, where they are at hand: every card found, no wrong key."""

from __future__ import annotations

import json
import re
from itertools import groupby, pairwise
from pathlib import Path

import pytest

from generator import cards
from generator.model import CardSource

VAULTS = Path(__file__).parents[3] / "shared" / "vaults"
pytestmark = pytest.mark.skipif(not VAULTS.is_dir(), reason="the labelled notes are not part of the project")

FORMS = {"dash": "choice", "lettered": "choice", "inline-lower": "choice"}


def without_front_matter(text: str) -> str:
    front = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    return "\n" * front[0].count("\n") + text[front.end() :] if front else text


def found() -> dict[str, tuple[CardSource, ...]]:
    notes = {}
    for path in sorted(VAULTS.rglob("*.md")):
        # They name a deck, so every dialect is read in them.
        read = cards.read(path.name, without_front_matter(path.read_text(encoding="utf-8")), whole="flashcards")
        assert read.problems == ()
        notes[path.name] = read.cards
    return notes


def labelled() -> dict[str, list[dict[str, object]]]:
    rows = json.loads((VAULTS / "oracle.json").read_text(encoding="utf-8"))["cards"]
    return {note: list(group) for note, group in groupby(rows, key=lambda row: row["note"])}


def test_every_card_is_found_with_its_form_and_options() -> None:
    notes, labels = found(), labelled()
    assert {note: len(rows) for note, rows in labels.items()} == {
        note: len(rows) for note, rows in notes.items() if rows
    }
    assert sum(map(len, notes.values())) == 233
    for note, rows in labels.items():
        for card, row in zip(notes[note], rows, strict=True):
            where = f"{note} {row['n']}"
            assert card.kind == FORMS.get(str(row["form"]), row["form"]), where
            assert len(card.options) == (2 if card.kind == "truefalse" else row["options"]), where


def test_keys() -> None:
    notes, labels = found(), labelled()
    pairs = [pair for note, rows in labels.items() for pair in zip(notes[note], rows, strict=True)]
    choices = [(card, row["correct"]) for card, row in pairs if card.kind == "choice"]
    keyed = [(card, correct) for card, correct in choices if card.correct]
    assert [(card.question.text, card.correct) for card, correct in keyed if list(card.correct) != correct] == []
    assert len(keyed) >= 0.98 * len(choices)
    assert all(card.graded for card, _ in keyed)


def test_passages_are_clean() -> None:
    for rows in found().values():
        for card in rows:
            texts = [card.question.text, *(option.text for option in card.options), card.answer.text]
            assert all(text.strip() for text in texts)
            assert not any(re.search(r"#card|\^\d{13}|^#|^\d+\.\s|^T/F|^\s*[-*]\s\w", text) for text in texts), texts
            assert not any(re.match(r"[A-Ga-g]\.\s", option.text) for option in card.options), texts


def test_ids_are_unique_and_ranges_disjoint() -> None:
    for rows in found().values():
        assert len({card.id for card in rows}) == len(rows)
        assert all(one.end <= other.start for one, other in pairwise(rows))
