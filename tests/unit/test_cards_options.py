"""What the lines of a card say: options (rules 5 and 6), kinds (8), order (9), and how many the question asks for."""

from __future__ import annotations

import pytest

from generator import cards
from generator.model import CardSource


def card(*rows: str) -> CardSource:
    found, problems, *_ = cards.read("Note.md", "\n".join(rows))
    assert problems == ()
    assert len(found) == 1
    return found[0]


def texts(found: CardSource) -> list[str]:
    return [option.text for option in found.options]


# --- rule 5: statements -----------------------------------------------------------------------------------------------


def test_dash_list_before_letters_is_part_of_the_question() -> None:
    found = card(
        "Which statements hold for a triangle?",
        "- 1. Three sides",
        "- 2. Four corners",
        "A.) 1, 2",
        "B.) 1 alone",
        "C.) None of them",
        "#card",
        "B",
    )
    assert found.question.text == "Which statements hold for a triangle?\n- 1. Three sides\n- 2. Four corners"
    assert texts(found) == ["1, 2", "1 alone", "None of them"]
    assert (found.correct, found.ordered) == ((1,), True)


# --- rule 6: options --------------------------------------------------------------------------------------------------

FOUR = ["A tin", "A pot", "A pan", "A cup"]


@pytest.mark.parametrize(
    "rows",
    [
        ["- A tin", "- A pot", "- A pan", "- A cup"],
        [" - A tin  ", "-  A pot", "* A pan", "+ A cup"],
        ["A. A tin  ", "B. A pot", "C. A pan", "D. A cup"],
        ["A.) A tin", "B.) A pot", "C.) A pan", "D.) A cup"],
        ["A) A tin", "B) A pot", "C) A pan", "D) A cup"],
        ["- A. A tin", "- B. A pot", "- C. A pan", "- D. A cup"],
        ["a. A tin b. A pot c. A pan d. A cup"],
        ["a. A tin b. A pot", "c. A pan d. A cup"],
        ["a. A tin", "b. A pot", "c. A pan d. A cup"],
        ["A.A tin", "B.A pot", "C.A pan", "D.A cup"],
    ],
)
def test_written_forms(rows: list[str]) -> None:
    if rows[-1] == "c. A pan d. A cup" and rows[0] == "a. A tin":
        # Letters inside a line count only where the line starts alone don't make a run.
        assert texts(card("What boils water?", *rows, "#card", "b")) == [*FOUR[:2], "A pan d. A cup"]
        return
    found = card("What boils water?", *rows, "#card", "A pot")
    assert texts(found) == FOUR
    assert found.question.text == "What boils water?"
    assert found.correct == (1,)


def test_options_begin_on_the_question_line() -> None:
    found = card("3. What boils water? A. A tin  ", "B. A pot", "C. A pan", "#card", "C")
    assert (found.question.text, texts(found), found.correct) == ("What boils water?", FOUR[:3], (2,))
    assert [option.line for option in found.options] == [0, 1, 2]


def test_options_inside_one_line() -> None:
    found = card("Pick one: a) tin b) pot c) pan", "#card", "c")
    assert (found.question.text, texts(found)) == ("Pick one:", ["tin", "pot", "pan"])


def test_options_of_several_lines() -> None:
    found = card(
        "Which?",
        "- One that goes",
        "  on and on",
        "  - deeper",
        "- Another",
        "that is lazy",
        "#card",
        "One that goes on and on - deeper",
    )
    assert texts(found) == ["One that goes\non and on\n- deeper", "Another\nthat is lazy"]
    lettered = card("Which?", "A. First and", "more", "B. Second", "#card", "First and", "more", "Because.")
    assert texts(lettered) == ["First and\nmore", "Second"]
    assert (lettered.correct, lettered.explanation.text, lettered.explanation.line) == ((0,), "Because.", 7)


def test_code_is_no_option() -> None:
    found = card("What runs?", "```sh", "- a", "- b", "```", "- `A. x B. y C. z`", "- nothing", "#card", "nothing")
    assert texts(found) == ["`A. x B. y C. z`", "nothing"]


@pytest.mark.parametrize(
    "rows",
    [
        ["Who was J. A. Smith to C. Jones?"],
        ["Compare vitamin A. with vitamin B. in short."],
        ["What is it?", "- only a hint"],
        ["What is it?", "1. One", "2. Two"],
        ["What is it?", "B. Two", "C. Three"],
        ["What is it, e. g. in a. theory?"],
    ],
)
def test_no_options(rows: list[str]) -> None:
    found = card(*rows, "#card", "Some answer")
    assert (found.kind, found.options) == ("open", ())


def test_a_name_before_the_letters_is_none_of_them() -> None:
    found = card("What did J. A. Smith bake? A. Bread B. Cake C. Pie", "#card", "B")
    assert texts(found) == ["Bread", "Cake", "Pie"]


# --- rule 7: letters --------------------------------------------------------------------------------------------------


def test_letters_need_an_end() -> None:
    options = ["A. main roads", "B. side roads", "C. paths"]
    assert card("Which?", *options, "#card", "A main road is wide").correct == ()
    assert card("Which?", *options, "#card", "A. Main roads are wide").correct == (0,)
    assert card("Which?", *options, "#card", "A) they are wide").correct == (0,)


# --- rule 8: kinds ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "answer", "correct", "explanation"),
    [
        ("4. T/F: Tin is a metal?", "True. It conducts.", (0,), "It conducts."),
        ("T/F Tin is a metal", "True", (0,), ""),
        ("True/False: Clay is a metal", "F", (1,), ""),
        ("(T/F) Clay is a metal", "No, it is not.", (1,), "it is not."),
        ("True or false? Tin is a metal", "yes", (0,), ""),
        ("Tin is a metal. (T/F)", "t", (0,), ""),
        ("Tin is a metal", "True", (0,), ""),
        ("Tin is a metal.", "**False.** It is clay.", (1,), "It is clay."),
        ("Tin is a metal", "true\nIt conducts.", (0,), "It conducts."),
    ],
)
def test_truefalse(question: str, answer: str, correct: tuple[int, ...], explanation: str) -> None:
    found = card(question, "#card", answer)
    assert (found.kind, texts(found), found.correct) == ("truefalse", ["True", "False"], correct)
    assert (found.explanation.text, found.graded, found.ordered) == (explanation, True, True)
    assert {option.line for option in found.options} == {found.line}
    assert not {"T/F", "True"} & set(found.question.text.split())


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Tin is a metal", "Yes"),
        ("Tin is a metal", "T"),
        ("Is tin a metal?", "True"),
        ("A test that finds what is there", "True positives are counted"),
        ("A test that errs", "False-positive"),
        ("The values of logic", "True, False"),
        ("The values of logic", "True and false"),
        ("T/Fs are what", "Questions"),
    ],
)
def test_not_truefalse(question: str, answer: str) -> None:
    assert card(question, "#card", answer).kind == "open"


def test_truefalse_without_a_verdict_is_unresolved() -> None:
    found = card("T/F: Tin is a metal", "#card", "It depends")
    assert (found.kind, found.correct, found.graded) == ("truefalse", (), False)
    assert [problem.code for problem in found.problems] == ["card-key-unresolved"]


def test_written_options_make_it_a_choice() -> None:
    found = card("T/F: Tin ____ a metal", "A. True", "B. False", "#card", "A")
    assert (found.kind, texts(found), found.correct) == ("choice", ["True", "False"], (0,))


@pytest.mark.parametrize(
    ("question", "answer", "blanks"),
    [
        ("Water boils at ____ degrees", "100", ("100",)),
        ("Water boils at __", "a **hundred** degrees", ("a hundred degrees",)),
        ("____-shaped ____ are round", "disc; plates", ("disc", "plates")),
        ("____ and ____ are metals", "tin, lead", ("tin", "lead")),
        ("____ and ____ are metals", "tin\nlead", ("tin", "lead")),
        ("____ and ____ are metals", "tin and lead", ()),
        ("Water boils at ____", "It depends. Mostly at a hundred.", ()),
        ("Water boils at ____", "a\nb", ()),
    ],
)
def test_cloze(question: str, answer: str, blanks: tuple[str, ...]) -> None:
    found = card(question, "#card", answer)
    assert (found.kind, found.blanks, found.graded, found.options) == ("cloze", blanks, bool(blanks), ())


@pytest.mark.parametrize("question", ["What is `__init__`?", "What is __init__?", "What is `a __ b`?", "What is _it_?"])
def test_no_cloze(question: str) -> None:
    assert card(question, "#card", "A name").kind == "open"


# --- rule 9: order ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "ordered"),
    [
        ("All of the above", True),
        ("none of these", True),
        ("None", True),
        ("Both A and B", True),
        ("A and C", True),
        ("1, 4", True),
        ("I and III only", True),
        ("Neither", True),
        ("All metals", False),
        ("None but tin", False),
        ("Both hands", False),
        ("1", False),
        ("A cup and a pan", False),
    ],
)
def test_order_by_an_option(option: str, *, ordered: bool) -> None:
    assert card("Which?", "- Tin cans", option and f"- {option}", "- Clay pots", "#card", "Tin cans").ordered == ordered


@pytest.mark.parametrize(
    ("explanation", "ordered"),
    [
        ("Option B is clay.", True),
        ("B and C are clay.", True),
        ("C isn't a metal.", True),
        ("The others (B) and (C) are clay.", True),
        ("A tin is a metal.", False),
        ("Vitamin C has nothing to do with it.", False),
        ("It shines.", False),
    ],
)
def test_order_by_the_explanation(explanation: str, *, ordered: bool) -> None:
    assert card("Which?", "A. Tin", "B. Clay", "C. Peat", "#card", f"A. {explanation}").ordered == ordered


# --- choose n ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "choose", "multiple"),
    [
        ("Which are metals? (Choose 2)", 2, True),
        ("Which are metals? (Choose two.)", 2, True),
        ("Which are metals? (select TWO)", 2, True),
        ("Which are metals (pick any two)?", 2, True),
        ("Select two metals.", 2, True),
        ("Which are metals? (2 answers)", 2, True),
        ("Which are metals? Choose all that apply.", 0, True),
        ("Which is a metal? (Choose 1 answer)", 1, False),
        ("Which are metals?", 0, True),
        ("If you choose two alloys, which metals do they hold?", 0, True),
    ],
)
def test_choose(question: str, choose: int, *, multiple: bool) -> None:
    right = "A" if choose == 1 else "A, B"
    found = card(question, "A. Tin", "B. Lead", "C. Clay", "#card", right)
    assert (found.choose, found.multiple, found.problems) == (choose, multiple, ())
    assert found.question.text == question


def test_choose_mismatch_is_told_and_the_card_stays_graded() -> None:
    found = card("Which are metals? (Choose 3)", "- Tin", "- Lead", "- Clay", "#card", "Tin, Lead")
    assert (found.correct, found.graded, found.multiple) == ((0, 1), True, True)
    assert [(problem.code, problem.line) for problem in found.problems] == [("card-choose-mismatch", 6)]
    assert "3" in found.problems[0].message


def test_weak_rungs_never_key_a_card_that_asks_for_several() -> None:
    rows = ["- Tin plate", "- Lead", "- Clay", "#card"]
    assert card("Which are metals?", *rows, "Tin plate shines.").correct == (0,)
    assert card("Which is a metal? (Choose one)", *rows, "Tin plate shines.").correct == (0,)
    assert card("Which are metals? (Choose two)", *rows, "Tin plate shines.").correct == ()


# --- what the author is told ------------------------------------------------------------------------------------------


def test_suggestion() -> None:
    found = card("Which?", "- Use a kettle", "- Use a pan with a lid", "#card", "One would want a lid there")
    assert found.correct == ()
    assert [(problem.code, problem.line, problem.col) for problem in found.problems] == [("card-key-unresolved", 5, 0)]
    assert '"Use a pan with a lid"' in found.problems[0].hint
    tie = card("Which?", "- Use a kettle", "- Use a pan", "#card", "Use what is there")
    assert '"' not in tie.problems[0].hint
