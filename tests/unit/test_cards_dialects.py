"""The other ways to write cards, where each is read, and what looks like one and is none."""

from __future__ import annotations

from textwrap import dedent

import pytest

from generator import cards
from generator.cards.dialects import DIALECTS
from generator.model import CardSource
from generator.schema import DEFAULT_DIALECTS

ALL = tuple(dialect.NAME for dialect in DIALECTS)


def read(note: str, *, whole: str | None = "flashcards", dialects: tuple[str, ...] = DEFAULT_DIALECTS) -> cards.Found:
    found = cards.read("Note.md", dedent(note).strip("\n"), whole=whole, dialects=dialects)
    for card in found.cards:
        assert card.start <= card.line < card.end
        assert 0 <= card.answer.line <= card.end
    return found


def shown(card: CardSource) -> tuple[object, ...]:
    """What a test compares: kind, question, options with ``*`` before the right ones, answer or blanks."""
    options = [("*" if index in card.correct else "") + each.text for index, each in enumerate(card.options)]
    return (card.kind, card.question.text, *([options] if options else []), card.blanks or card.answer.text)


CASES: dict[str, tuple[str, list[tuple[object, ...]]]] = {
    # --- #card and its forms ---
    "both ways": (
        "Capital of Chad\n#card-reverse\nN'Djamena",
        [("open", "Capital of Chad", "N'Djamena"), ("open", "N'Djamena", "Capital of Chad")],
    ),
    "both ways, written as a nested tag": (
        "Chad #card/reverse\nTchad",
        [("open", "Chad", "Tchad"), ("open", "Tchad", "Chad")],
    ),
    "a prompt alone": ("Think of Chad #card-spaced\n\nText.", [("open", "Think of Chad", "")]),
    "options have no other way round": (
        "Which?\n- this\n- that\n#card-reverse\nthat",
        [("choice", "Which?", ["this", "*that"], "that")],
    ),
    # --- Q: and A: ---
    "letters": ("Q: Why?\nA: Because.", [("open", "Why?", "Because.")]),
    "bold letters": ("**Q:** Why?\n**A:** Because.", [("open", "Why?", "Because.")]),
    "lines of both": ("Q: Why\nso?\nA: Because\nof that.", [("open", "Why\nso?", "Because\nof that.")]),
    "letters, options": (
        "Q: Which?\n- this\n- that\nA: that",
        [("choice", "Which?", ["this", "*that"], "that")],
    ),
    "letters, a statement": (
        "Q: T/F: Ice floats.\nA: True",
        [("truefalse", "Ice floats.", ["*True", "False"], "True")],
    ),
    "several in one block": (
        "Q: One?\nA: 1\nQ: Two?\nA: 2 ^q-two",
        [("open", "One?", "1"), ("open", "Two?", "2")],
    ),
    "an empty line between": ("Q: Why?\n\nA: Because.", [("open", "Why?", "Because.")]),
    "a heading between": ("Q: Why?\n\n## More\n\nA: Because.", []),
    "a question without an answer": ("Q: Why?\nQ: How?\nA: So.", [("open", "How?", "So.")]),
    # --- :: ---
    "colons": ("Capital of Chad :: N'Djamena", [("open", "Capital of Chad", "N'Djamena")]),
    "colons, no space before": ("Capital of Chad:: N'Djamena", [("open", "Capital of Chad", "N'Djamena")]),
    "colons in a list": (
        "- One :: 1\n- Two :: 2 ^q-two",
        [("open", "One", "1"), ("open", "Two", "2")],
    ),
    "three colons": ("Chad ::: Tchad", [("open", "Chad", "Tchad"), ("open", "Tchad", "Chad")]),
    "colons, a blank": ("The ____ is hot :: sun", [("cloze", "The ____ is hot", ("sun",))]),
    "the first colons count": ("What is std::cout :: a stream", [("open", "What is std::cout", "a stream")]),
    "an identifier": ("Use std::vector here", []),
    "a resource name": ("The bucket is arn:aws:s3:::notes here", []),
    "a field": ("due:: tomorrow", []),
    "a field in brackets": ("It is [due:: tomorrow] (source:: a book)", []),
    "colons in code": ("Write `a :: b` there", []),
    "colons in math": ("Let $f :: A$ be", []),
    "colons in a table": ("| a :: b | c |\n| --- | --- |", []),
    "four colons": ("a :::: b", []),
    # --- ? ---
    "a lone question mark": ("Why?\n?\nBecause\nof that.", [("open", "Why?", "Because\nof that.")]),
    "two": ("Chad\n??\nTchad", [("open", "Chad", "Tchad"), ("open", "Tchad", "Chad")]),
    "a heading above": ("## Why?\n?\nBecause.\n\nText.", [("open", "Why?", "Because.")]),
    "a list above": (
        "Which?\n- this\n- that\n?\nthat. It is near.",
        [("choice", "Which?", ["this", "*that"], "that. It is near.")],
    ),
    "nothing above": ("?\nBecause.", []),
    "nothing below": ("Why?\n?\n\nText.", []),
    "what a plugin planned": (
        "Why?\n?\nBecause.\n<!--SR:!2026-01-02,3,250-->\n\nChad :: Tchad <!--SR:!2026-01-02,3,250-->",
        [("open", "Why?", "Because."), ("open", "Chad", "Tchad")],
    ),
    # --- tasks ---
    "tasks": (
        "Which is a gas?\n- [ ] Iron\n- [x] Argon\n",
        [("choice", "Which is a gas?", ["Iron", "*Argon"], "Argon")],
    ),
    "tasks under a heading": (
        "## Which are gases? (choose two)\n\n- [X] Neon\n- [ ] Iron\n- [x] Argon\n^q-gas",
        [("choice", "Which are gases? (choose two)", ["*Neon", "Iron", "*Argon"], "Neon\nArgon")],
    ),
    "tasks that are to be done": ("Shopping\n- [ ] Milk\n- [x] Bread", []),
    "tasks that nobody ticked": ("What do I need?\n- [ ] Milk\n- [ ] Bread", []),
    # --- callouts ---
    "a card callout": ("> [!card] Why?\n> Because.", [("open", "Why?", "Because.")]),
    "a question callout that is folded": ("> [!question]- Why?\n> Because.", [("open", "Why?", "Because.")]),
    "a question callout with options": (
        "> [!question] Which?\n> - this\n> - that\n>\n> > [!success]- Answer\n> > that. It is near.\n^q-near",
        [("choice", "Which?", ["this", "*that"], "that. It is near.")],
    ),
    "a question callout with its answer as a title": (
        "> [!question] Which?\n> A. this\n> B. that\n> > [!success] B",
        [("choice", "Which?", ["this", "*that"], "B")],
    ),
    "a question callout with the question in its body": (
        "> [!question]\n> Which\n> one?\n> > [!done]\n> > That.",
        [("open", "Which\none?", "That.")],
    ),
    "a question that is only asked": ("> [!question] Why?\n> I wonder.", []),
    "another callout": ("> [!note]- Why?\n> Because.", []),
    # --- deletions ---
    "a highlight": ("Ice is ==frozen== water.", [("cloze", "Ice is ____ water.", ("frozen",))]),
    "two highlights": (
        "==Ice== is ==frozen== water.\nIt floats.",
        [("cloze", "____ is ____ water.\nIt floats.", ("Ice", "frozen"))],
    ),
    "highlights in a list": (
        "- ==Ice== floats\n- Iron ==sinks==",
        [("cloze", "____ floats", ("Ice",)), ("cloze", "Iron ____", ("sinks",))],
    ),
    "a highlight in code": ("Write `a ==b== c` there", []),
    "a highlight in a word": ("un==believ==able", []),
    "a highlight that is true": ("It is ==True==.", [("cloze", "It is ____.", ("True",))]),
    "brackets": ("C: Ice is [frozen] water.", [("cloze", "Ice is ____ water.", ("frozen",))]),
    "brackets that are links": ("C: See [this](there.md) and [[That]].", []),
    "brackets without the letter": ("Ice is [frozen] water.", []),
}


@pytest.mark.parametrize(("note", "expected"), CASES.values(), ids=CASES.keys())
def test_what_a_note_that_says_so_holds(note: str, expected: list[tuple[object, ...]]) -> None:
    found = read(note)
    assert [shown(card) for card in found.cards] == expected
    assert found.problems == ()


EVERYWHERE = [
    "Chad #card-reverse\nTchad",
    "Q: Why?\nA: Because.",
    "> [!card] Why?\n> Because.",
]
ELSEWHERE = [
    ("Q: Why?\n\nA: Because.", "question-answer"),
    ("Chad :: Tchad", "inline"),
    ("Why?\n?\nBecause.", "multiline"),
    ("Which?\n- [ ] this\n- [x] that", "task-list"),
    ("> [!question]- Why?\n> Because.", "question-callout"),
]


@pytest.mark.parametrize("note", EVERYWHERE)
def test_some_are_cards_wherever_they_stand(note: str) -> None:
    assert read(note, whole=None).cards


@pytest.mark.parametrize(("note", "name"), ELSEWHERE)
def test_the_others_only_where_the_note_says_so(note: str, name: str) -> None:
    found = read(note, whole=None)
    assert (found.cards, found.problems, found.unread) == ((), (), ((name, 1),))
    assert read(f"#flashcards\n\n{note}", whole=None).cards
    assert read(f"# Part #flashcards/metals\n\n{note}", whole=None).cards[0].tags == ("flashcards/metals",)
    assert read(f"# Part #flashcards\n\n# Other\n\n{note}", whole=None).cards == ()
    assert read(f"Text #flashcards\n\n{note}", whole=None).cards == ()


def test_a_block_may_say_so_for_itself() -> None:
    found = read("Chad :: Tchad #flashcards/places/africa\n\nIce :: water", whole=None)
    assert [shown(card) for card in found.cards] == [("open", "Chad", "Tchad")]
    assert found.cards[0].tags == ("flashcards/places/africa",)
    assert "#flashcards" not in found.text
    assert found.unread == (("inline", 1),)


def test_what_a_part_says_wins_over_the_note() -> None:
    found = read("#flashcards/a\n\nOne :: 1\n\nTwo :: 2 #flashcards/b", whole="flashcards/front")
    assert [card.tags for card in found.cards] == [("flashcards/a",), ("flashcards/b",)]


@pytest.mark.parametrize("hidden", ["`#flashcards`", "```\n#flashcards\n```", "#flashcardsx", "a#flashcards", "#flash"])
def test_what_is_not_the_tag(hidden: str) -> None:
    found = read(f"{hidden}\n\nChad :: Tchad", whole=None)
    assert found.cards == ()
    assert found.text.startswith(hidden)


def test_dialects_that_have_to_be_asked_for() -> None:
    note = "Ice is {frozen} **water**."
    assert read(note).cards == ()
    assert dict(read(note).unread) == {"curly-cloze": 1, "bold-cloze": 1}
    found = read(note, dialects=("curly-cloze",))
    assert [shown(card) for card in found.cards] == [("cloze", "Ice is ____ **water**.", ("frozen",))]
    assert shown(read(note, dialects=("bold-cloze",)).cards[0]) == ("cloze", "Ice is {frozen} ____.", ("water",))


def test_numbered_deletions_are_a_card_for_each_number() -> None:
    found = read("{1:Ice} is {{c2::frozen}} {1:water} ^q-ice", dialects=("curly-cloze",))
    assert [(*shown(card), card.id) for card in found.cards] == [
        ("cloze", "____ is frozen ____", ("Ice", "water"), "q-ice-1"),
        ("cloze", "Ice is ____ water", ("frozen",), "q-ice-2"),
    ]
    assert len({(card.start, card.end) for card in found.cards}) == 1


def test_a_dialect_that_is_switched_off_is_counted() -> None:
    assert read("Chad :: Tchad", dialects=("card",)).unread == (("inline", 1),)


def test_what_explains_a_task_and_what_explains_the_whole() -> None:
    found = read("""
        Which is a gas?
        - [ ] Iron
          It melts at 1538 °C.
        - [x] Argon

        Argon is a noble gas.

        Which is a metal?
        - [x] Iron
        - [ ] Argon
    """)
    first, second = found.cards
    assert first.explanation.text == "**Iron**: It melts at 1538 °C.\n\nArgon is a noble gas."
    assert (first.start, first.end) == (0, 6)
    assert second.explanation.text == ""
    assert second.question.text == "Which is a metal?"


def test_both_ways_are_two_cards_with_ids_of_their_own() -> None:
    there, back = read("Chad ::: Tchad ^q-chad").cards
    assert (there.id, back.id) == ("q-chad", "q-chad-reverse")
    there, back = read("Chad ::: Tchad").cards
    assert there.id != back.id
    assert (there.start, there.end) == (back.start, back.end)


def test_the_first_dialect_has_the_line() -> None:
    found = read("Which is ==right==? :: this\n#card\nThat")
    assert [shown(card) for card in found.cards] == [("open", "Which is ==right==? :: this", "That")]


@pytest.mark.parametrize("name", ALL)
def test_every_dialect_is_a_setting(name: str) -> None:
    from typing import get_args

    from generator.schema import Dialect

    assert name in get_args(Dialect)
