"""Identity: fixed values that no release may change, the edits that keep a card's progress, and those that end it."""

from __future__ import annotations

import pytest

from generator import cards
from generator.cards.fingerprint import question_fingerprint, twin_fingerprint
from generator.model import CardSource

NOTE = """##### 3. Which *gas* makes bread rise?
- Carbon dioxide
- Oxygen
- None of them
#card
Carbon dioxide. Yeast makes it.
"""


def one(note: str) -> CardSource:
    found = cards.read("Note.md", note).cards
    assert len(found) == 1
    return found[0]


# --- fixed values -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Which gas makes bread rise?", "eae1b649fdf05754"),
        ("", "e4a6a0577479b2b4"),
        ("!!", "ee2783e1d5386811"),
        ("Wie groß ist Ⅷ²?", "8db563c8b889c6d8"),
        ("水は何度で沸騰しますか？", "83a4633c91976fea"),
        ("C++ or C# (choose one)", "ffd613138ac4f556"),
        ("Is a_b linked to *y*?", "3d7b8a37832c5819"),
    ],
)
def test_question_fingerprints_are_final(question: str, expected: str) -> None:
    assert question_fingerprint(question) == expected


def test_twin_fingerprints_are_final() -> None:
    assert twin_fingerprint(["Carbon dioxide", "Oxygen"], "Carbon dioxide. Yeast makes it.") == "d14df3b3608e6c14"
    assert twin_fingerprint([], "Yeast") == "f7cb7cc00cd253ae"
    assert one(NOTE).id == question_fingerprint("Which gas makes bread rise?")


# --- edits ------------------------------------------------------------------------------------------------------------

QUESTION = "##### 3. Which *gas* makes bread rise?"
REWORDED = {
    "another number": "##### 17. Which *gas* makes bread rise?",
    "another heading level": "### 3. Which *gas* makes bread rise?",
    "no heading, no number": "Which *gas* makes bread rise?",
    "other emphasis": "##### 3. Which **gas** makes _bread_ rise?",
    "a link": "##### 3. Which gas makes [[Baking#Bread|bread]] rise?",
    "another case": "##### 3. which gas makes Bread rise?",
    "other punctuation": "##### 3. Which gas, makes “bread” rise …",
    "more spaces": "#####  3.  Which  gas makes bread  rise ?  ",
    "a no-break space": "##### 3. Which\u00a0gas makes bread rise?",
    "a garbled no-break space": "##### 3. Which\u00c2\u00a0gas makes bread rise?",
    "a comment": "##### 3. Which gas %%easy%% makes bread rise?",
    "a hint how many to choose": "##### 3. Which gas makes bread rise? (Choose one)",
}


@pytest.mark.parametrize("question", REWORDED.values(), ids=REWORDED)
def test_id_survives_a_question_written_otherwise(question: str) -> None:
    edited = one(NOTE.replace(QUESTION, question))
    assert (edited.id, edited.twin) == (one(NOTE).id, one(NOTE).twin)


def test_id_survives_other_options_answers_kinds_and_places() -> None:
    for edited in (
        NOTE.replace("- Oxygen\n", "- Oxygen\n- Helium\n"),
        NOTE.replace("Yeast makes it.", "Baking powder does, too."),
        "Which gas makes bread rise?\n#card\nCarbon dioxide",
        f"# Bakery\n\nText.\n\n{NOTE}",
        NOTE.replace("#card", "#card #easy"),
    ):
        assert one(edited).id == one(NOTE).id
        assert not one(edited).explicit


def test_id_survives_a_line_break_and_a_label() -> None:
    assert one("1. Tin is\na metal.\n#card\nTrue").id == one("T/F: Tin is a metal\n#card\nTrue").id


@pytest.mark.parametrize("question", ["Which gas makes dough rise?", "Which gases make bread rise?", "What is it?"])
def test_another_question_is_another_card_with_the_same_twin(question: str) -> None:
    edited = one(NOTE.replace(QUESTION, question))
    assert edited.id != one(NOTE).id
    assert edited.twin == one(NOTE).twin


def test_twin_survives_moved_options_and_sees_other_ones() -> None:
    moved = NOTE.replace("- Carbon dioxide\n- Oxygen\n", "- Oxygen\n- Carbon dioxide\n")
    assert one(moved).twin == one(NOTE).twin
    assert one(moved).correct == (1,)
    assert one(NOTE.replace("Oxygen", "Helium")).twin != one(NOTE).twin
    assert one(NOTE.replace("Yeast", "Soda")).twin != one(NOTE).twin


def test_signs_that_carry_the_meaning_count() -> None:
    questions = [
        "What is C?",
        "What is C++?",
        "What is C#?",
        "What is 50%?",
        "What is 50?",
        "What is a < b?",
        "What is a > b?",
    ]
    assert len({question_fingerprint(question) for question in questions}) == len(questions)


def test_explicit_id_goes_first() -> None:
    found = one(f"{NOTE}^1626790679442\n")
    assert (found.id, found.explicit, found.twin) == ("1626790679442", True, one(NOTE).twin)
