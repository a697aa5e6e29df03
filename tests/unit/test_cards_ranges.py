"""Which lines are a card: rules 1 to 4 of the grammar, and what is none."""

from __future__ import annotations

from textwrap import dedent

import pytest

from generator import cards
from generator.model import CardSource


def read(note: str) -> tuple[CardSource, ...]:
    found, problems, *_ = cards.read("Note.md", dedent(note)[1:] if note.startswith("\n") else note)
    assert problems == ()
    return found


def one(note: str) -> CardSource:
    found = read(note)
    assert len(found) == 1
    return found[0]


def problems(note: str) -> list[tuple[str, int]]:
    found, wrong, *_ = cards.read("Note.md", note)
    assert found == ()
    assert all(each.path == "Note.md" and each.hint for each in wrong)
    return [(each.code, each.line) for each in wrong]


# --- rule 1: the block ------------------------------------------------------------------------------------------------


def test_heading_question_with_list() -> None:
    card = one("""
        Text before.

        ##### Which bird cannot fly?
        - Heron
        - Kiwi
        #card
        Kiwi. Its wings are tiny.

        Text after.
    """)
    assert (card.start, card.end, card.line) == (2, 7, 2)
    assert (card.question.text, card.question.line) == ("Which bird cannot fly?", 2)
    assert [(option.text, option.line) for option in card.options] == [("Heron", 3), ("Kiwi", 4)]
    assert (card.answer.text, card.answer.line) == ("Kiwi. Its wings are tiny.", 6)
    assert card.correct == (1,)
    assert (card.explanation.text, card.explanation.line) == ("Its wings are tiny.", 6)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("12. Who wrote it?", "Who wrote it?"),
        ("12) Who wrote it?", "Who wrote it?"),
        ("7.   Who wrote it?", "Who wrote it?"),
        ("3.Who wrote it?", "Who wrote it?"),
        ("### 3. Who wrote it? ###", "Who wrote it?"),
        ("  Who wrote it?", "Who wrote it?"),
        ("- Who wrote it?", "Who wrote it?"),
        ("3.Дом?", "Дом?"),
        ("3.x versions of it?", "3.x versions of it?"),
        ("3.5 metres is what?", "3.5 metres is what?"),
        ("Who *really* wrote it?  ", "Who *really* wrote it?"),
    ],
)
def test_question_is_clean(question: str, text: str) -> None:
    assert one(f"{question}\n#card\nNobody").question.text == text


def test_question_of_several_lines() -> None:
    card = one("""
        1. A pendulum swings.
        How long is its period?
        #card
        Two seconds
    """)
    assert card.question.text == "A pendulum swings.\nHow long is its period?"
    assert (card.start, card.end, card.kind) == (0, 4, "open")


@pytest.mark.parametrize(
    ("marker", "tags"),
    [
        ("#card", ()),
        ("#card   ", ()),
        ("  #card", ()),
        ("#Card", ()),
        ("#card #hard #physics/waves", ("hard", "physics/waves")),
        ("#hard #card", ("hard",)),
    ],
)
def test_marker(marker: str, tags: tuple[str, ...]) -> None:
    card = one(f"Why is it red?\n{marker}\nRust")
    assert card.tags == tags
    assert card.answer.text == "Rust"


@pytest.mark.parametrize("question", ["Why is it red? #card", "### Why is it red? #card", "- Why is it red? #card  "])
def test_marker_on_the_question_line(question: str) -> None:
    card = one(f"{question}\nRust")
    assert (card.question.text, card.answer.text, card.line) == ("Why is it red?", "Rust", 0)


def test_marker_behind_the_last_option() -> None:
    card = one("""
        Which is a metal?
        - Tin
        - Clay #card #easy
        Tin
    """)
    assert [option.text for option in card.options] == ["Tin", "Clay"]
    assert (card.correct, card.tags) == ((0,), ("easy",))


def test_heading_is_no_question_unless_its_run_reaches_the_marker() -> None:
    found = read("""
        ##### Metals
        - [[Tin]]
        - [[Lead]]

        ##### Which one melts first?
        #card
        Tin

        ##### Alloys

        What is bronze?
        #card
        Copper and tin
    """)
    assert [(card.start, card.question.text) for card in found] == [
        (4, "Which one melts first?"),
        (10, "What is bronze?"),
    ]


def test_heading_begins_a_run_without_a_blank_line() -> None:
    first, second = read("""
        ## Basics
        ### What is heat?
        #card
        Motion
        ### What is cold?
        #card
        Less motion
        ## More
    """)
    assert (first.start, first.end, first.answer.text) == (1, 4, "Motion")
    assert (second.start, second.end, second.question.text) == (4, 7, "What is cold?")


def test_blank_lines_between_heading_list_and_marker_are_bridged() -> None:
    card = one("""
        ##### Which is a noble gas?

        - Neon

        - Chlorine

        #card

        Neon
    """)
    assert (card.start, card.end) == (0, 9)
    assert card.question.text == "Which is a noble gas?"
    assert [option.text for option in card.options] == ["Neon", "Chlorine"]
    assert card.correct == (0,)


def test_bridge_does_not_reach_over_text() -> None:
    card = one("""
        ##### Gases

        Some are noble.

        Which one is light?
        #card
        Helium
    """)
    assert card.start == 4


def test_list_item_with_its_own_marker_is_not_bridged_to_a_heading() -> None:
    first, second = read("""
        ## Gases

        - Which one is light? #card
          Helium
        - Which one is heavy? #card
          Radon
    """)
    assert (first.question.text, first.answer.text) == ("Which one is light?", "Helium")
    assert (second.question.text, second.start, second.end) == ("Which one is heavy?", 4, 6)


def test_fence_math_and_callout_count_as_one_line() -> None:
    card = one("""
        What does this print, given $$x$$ below?
        ```py
        - not an option

        #card
        ```
        $$
        a

        #card
        $$
        > [!hint]
        > #card
        #card
        ~~~
        42

        ~~~
    """)
    assert (card.start, card.end, card.options) == (0, 18, ())
    assert card.question.text.endswith("> #card")
    assert card.answer.text == "~~~\n42\n\n~~~"


def test_cards_without_a_blank_line_between() -> None:
    first, second, third = read("""
        1. What is up?
        #card
        The sky
        2. What is down?
        #card
        The ground
        ^1626790679442
        3. What is left?
        #card
        West
    """)
    assert [card.question.text for card in (first, second, third)] == ["What is up?", "What is down?", "What is left?"]
    assert [(card.start, card.end) for card in (first, second, third)] == [(0, 3), (3, 7), (7, 10)]


# --- rule 2: lines of spaces ------------------------------------------------------------------------------------------


def test_line_of_spaces_is_blank_but_not_before_an_option_or_the_marker() -> None:
    card = one("Before\n  \nWhich one?\n \n- Left\n\t\n- Right\n   \n#card\nRight\n \nAfter")
    assert card.question.text == "Which one?"
    assert [option.text for option in card.options] == ["Left", "Right"]
    assert (card.answer.text, card.end) == ("Right", 10)


def test_line_of_spaces_ends_an_answer_even_before_an_option() -> None:
    card = one("Which one?\n#card\nThis\n \n- a list of the note")
    assert (card.answer.text, card.end) == ("This", 3)


# --- rule 3: the answer -----------------------------------------------------------------------------------------------


def test_answer_in_the_next_run() -> None:
    card = one("What is it?\n#card\n\nA run\nof two lines\n\nNot this")
    assert (card.answer.text, card.answer.line, card.end) == ("A run\nof two lines", 3, 5)


def test_further_paragraphs_only_up_to_an_id() -> None:
    card = one("What is it?\n#card\nOne.\n\nTwo.\n\n- Three\n^1626790679442\n\nNot this")
    assert (card.answer.text, card.id, card.end) == ("One.\n\nTwo.\n\n- Three", "1626790679442", 8)
    assert one("What is it?\n#card\nOne.\n\nTwo.\n\n## Next\n\n^q-abc").answer.text == "One."


def test_id_alone_after_a_blank_line() -> None:
    card = one("What is it?\n#card\nThis.\n\n^q-abc\n\nText")
    assert (card.answer.text, card.id, card.end) == ("This.", "q-abc", 5)


def test_answer_does_not_reach_another_card() -> None:
    first, second = read("What is up?\n#card\nThe sky\n\nWhat is down?\n#card\nThe ground\n^q-2")
    assert (first.answer.text, first.explicit, first.end) == ("The sky", False, 3)
    assert (second.id, second.explicit) == ("q-2", True)


# --- rule 4: the id ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "text", "id_"),
    [
        ("Rust\n^1626790679442", "Rust", "1626790679442"),
        ("Rust^1626790679442", "Rust", "1626790679442"),
        ("Rust ^1626790679442  ", "Rust", "1626790679442"),
        ("Rust\n^q-abc", "Rust", "q-abc"),
        ("Rust ^q-abc", "Rust", "q-abc"),
        ("One\nTwo ^q-abc", "One\nTwo", "q-abc"),
        ("E = mc^2", "E = mc^2", ""),
        ("Rust^162679067944", "Rust^162679067944", ""),
        ("Rust ^q_abc", "Rust ^q_abc", ""),
        ("```\nx ^y\n```", "```\nx ^y\n```", ""),
    ],
)
def test_id(answer: str, text: str, id_: str) -> None:
    card = one(f"Why is it red?\n#card\n{answer}")
    assert card.answer.text == text
    assert card.explicit == bool(id_)
    assert not id_ or card.id == id_


def test_id_is_cut_off_before_the_key_is_matched() -> None:
    assert one("Which?\n- Rust\n- Dust\n#card\nRust^1626790679442").correct == (0,)


# --- what is no card --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "note",
    [
        "Put #card below your question, and its answer.",
        "What is it?\n#cards\nThis",
        "What is it?\n#card/deck\nThis",
        "What is it?\nword#card\nThis",
        "Use `#card`\nThis",
        "What is it?\n\\#card\nThis",
        "```\nWhat is it?\n#card\nThis\n```",
        "~~~~\nWhat is it?\n~~~\n#card\nThis\n~~~~",
        "```\nnever closed\n\nWhat is it?\n#card\nThis",
        "Text\n\n    What is it?\n    #card\n    This",
        "- item\n  ```\n  What is it?\n  #card\n  This\n  ```",
        "$$\nWhat is it?\n#card\nThis\n$$",
        "%%\nWhat is it?\n\n#card\nThis\n%%",
        "%%\nWhat is it?\n#card\nThis",
        "Text %% hidden\n#card\nThis %% shown",
        "<!--\nWhat is it?\n\n#card\nThis\n-->",
        "Text <!-- hidden\n#card\nThis --> shown",
        "<pre>\nWhat is it?\n#card\nThis\n</pre>",
        "> What is it?\n> #card\n> This",
        "> [!note] What is it?\n> #card\n> This",
    ],
)
def test_no_card(note: str) -> None:
    assert cards.read("Note.md", note)[:2] == ((), ())


def test_what_closes_is_over() -> None:
    for before in (
        "```\ncode\n```",
        "$$\nx\n$$",
        "%%\nhidden\n%%",
        "%%hidden%%",
        "<!-- a\n\nb -->",
        "Costs $$ and %% so",
    ):
        assert len(read(f"{before}\n\nWhy is it red?\n#card\nRust")) == 1, before


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("#card\nAn answer", [("card-no-question", 1)]),
        ("A paragraph\n\n#card\nAn answer", [("card-no-question", 3)]),
        ("#### #card\nAn answer", [("card-no-question", 1)]),
        ("What is it?\n#card", [("card-no-answer", 2)]),
        ("What is it?\n#card\n\n## Next\ntext", [("card-no-answer", 2)]),
        ("What is it?\n#card\n^q-abc", [("card-no-answer", 2)]),
        ("What is it?\n#card\n\n---\n\ntext", [("card-no-answer", 2)]),
    ],
)
def test_incomplete(note: str, expected: list[tuple[str, int]]) -> None:
    assert problems(note) == expected


def test_options_without_an_answer_are_kept_ungraded() -> None:
    card = one("Which one?\n- Left\n- Right\n#card\n")
    assert (card.kind, card.correct, card.graded) == ("choice", (), False)
    assert [problem.code for problem in card.problems] == ["card-no-answer"]


def test_a_second_marker_below_an_answer_is_told() -> None:
    found, wrong, *_ = cards.read("Note.md", "What is it?\n#card\nThis\nWhat else?\n#card\nThat")
    assert [card.answer.text for card in found] == ["This\nWhat else?\n#card\nThat"]
    assert [(each.code, each.line) for each in wrong] == [("card-no-question", 5)]
