"""What the author is asked about the deck as a whole, and what is no reason to ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.config import Config
from generator.memo import Memo
from generator.model import Diagnostic, Exam
from generator.site import build
from generator.theme import default

CODES = {
    "card-answers-differ",
    "card-explains-other",
    "card-key-bias",
    "card-same-question",
    "card-unexplained",
    "domain-thin",
    "topic-without-card",
}


def told(folder: Path, notes: dict[str, str], exam: Exam | None = None) -> list[Diagnostic]:
    for name, text in notes.items():
        (folder / name).write_text(text, encoding="utf-8")
    built = build(folder, Config(exam=exam or Exam()), default(), Memo())
    return [each for each in built.diagnostics if each.code in CODES]


def places(found: list[Diagnostic], code: str) -> list[tuple[str, int]]:
    return [(each.path, each.line) for each in found if each.code == code]


def card(question: str, right: str, *others: str, explanation: str = "See [[Sea]].") -> str:
    options = "".join(f"- {option}\n" for option in sorted((right, *others)))
    return f"##### {question}\n{options}#card\n{right}\n{explanation}\n\n"


def test_one_question_with_two_answers(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        {
            "Sea.md": card("Which is the deepest?", "Pacific", "Atlantic", "Indian"),
            "Tides.md": "Text.\n\n" + card("Which is the deepest ?", "Atlantic", "Pacific", "Indian"),
        },
    )
    assert places(found, "card-answers-differ") == [("Tides.md", 3)]
    assert "Sea.md:1 " in found[0].message
    assert places(found, "card-same-question") == []


def test_one_question_with_other_options(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        {
            "Sea.md": card("Which is the deepest?", "Pacific", "Atlantic", "Indian"),
            "Tides.md": card("Which is the deepest?", "Pacific", "Arctic"),
        },
    )
    assert [(each.code, each.path, each.line) for each in found] == [("card-same-question", "Tides.md", 1)]


def test_equal_questions_that_ask_of_other_options_may_have_other_answers(tmp_path: Path) -> None:
    notes = card("Which is larger?", "Pacific", "Arctic") + card("Which is larger?", "Asia", "Europe")
    assert places(told(tmp_path, {"Sea.md": notes}), "card-answers-differ") == []


@pytest.mark.parametrize(
    ("explanation", "asked"),
    [
        ("The Southern Ocean surrounds a continent.", True),
        ("It surrounds a continent.", False),
        ("The Southern Ocean is not as warm.", False),
        ("Unlike the Southern Ocean it is warm.", False),
        ("The Arctic Ocean lies north of the Southern Ocean.", False),
    ],
)
def test_an_explanation_that_names_another_option(tmp_path: Path, explanation: str, asked: bool) -> None:  # noqa: FBT001
    note = card("Which lies north?", "Arctic Ocean", "Southern Ocean", explanation=explanation)
    assert bool(places(told(tmp_path, {"Sea.md": note}), "card-explains-other")) is asked


def lettered(number: int, place: int) -> str:
    options = [f"wrong {number} {at}" for at in range(4)]
    options[place] = f"right {number}"
    rows = "".join(f"{letter}. {option}\n" for letter, option in zip("ABCD", options, strict=True))
    return f"##### Question {number}?\n{rows}#card\nright {number}\n[[Sea]]\n\n"


@pytest.mark.parametrize(
    ("right", "asked"),
    [
        ([1] * 12, True),
        ([1] * 11, False),
        ([0, 1, 2, 3] * 4, False),
        ([1] * 9 + [0, 2, 3] * 2, False),
        ([2] * 20, True),
    ],
)
def test_a_place_where_the_right_option_always_stands(tmp_path: Path, right: list[int], asked: bool) -> None:  # noqa: FBT001
    note = "".join(lettered(number, place) for number, place in enumerate(right))
    assert places(told(tmp_path, {"Sea.md": note}), "card-key-bias") == ([("Sea.md", 1)] if asked else [])


def test_answers_that_no_note_explains_are_told_once_a_note(tmp_path: Path) -> None:
    cards = "".join(f"##### Why {number}?\n#card\nBecause of {number}.\n\n" for number in range(7))
    found = told(tmp_path, {"Sea.md": cards, "Tides.md": "##### Who?\n#card\nThe moon, see [[Sea]].\n"})
    assert [(each.code, each.path, each.line) for each in found] == [("card-unexplained", "Sea.md", 1)]
    assert "answers of 7 cards here (lines 1, 5, 9, 13, 17 and 2 more)" in found[0].message


COURSE = "# 1. Water (50%)\n## Seas\n- [[Sea]]\n## Lakes\n- [[Lake]]\n# 2. Land (50%)\n## Hills\n- [[Hill]]\n"


def test_topics_without_a_card_and_domains_with_too_few(tmp_path: Path) -> None:
    notes = {
        "Course.md": COURSE,
        "Sea.md": card("Salty?", "Yes, salty", "No, fresh"),
        "Hill.md": card("High?", "Very high", "Rather low") + card("Steep?", "Very steep", "Rather flat"),
    }
    found = told(tmp_path, notes, Exam(questions=4))
    assert places(found, "topic-without-card") == [("Course.md", 4)]
    assert places(found, "domain-thin") == [("Course.md", 1)]
    assert "takes 2 questions" in next(each.message for each in found if each.code == "domain-thin")


def test_a_course_without_any_card_is_only_begun(tmp_path: Path) -> None:
    assert told(tmp_path, {"Course.md": COURSE}) == []
