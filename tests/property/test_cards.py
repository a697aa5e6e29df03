"""What holds for every note: it is read, in time, within its lines; code holds no card; cards keep their ids."""

from __future__ import annotations

import gc
import time
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import cards
from generator.cards import plain
from generator.cards.dialects import DIALECTS
from generator.cards.plain import Plain

FRAGMENTS = st.sampled_from([
    "#card", "#card #tag", " #card", "#", "##### ", "12. ", "- ", "  - ", "A. ", "B. ", "C.) ", "a. x b. y c. z",
    "T/F: ", "True", "False.", "____", "^1626790679442", " ^q-1", "^", "```", "~~~", "$$", "%%", "<!--", "-->", "> ",
    "[!note]", "[!question]- ", "> > [!success] ", "Q: ", "A: ", " :: ", ":::", "\n?\n", "??", "- [x] ", "- [ ] ",
    "==", "{", "{2:", "}}", "C: ", "[", "]", "#flashcards", "#flashcards/a/b", "#card-reverse", "<!--SR:!1-->",
    "---", "\n", "\n\n", " ", "  \n", "\t", "\u00a0", "\u00c2\u00a0", "**", "_", "`", "[[", "]]", "](x)",
    "Tin", "tin", "Lead.", "Clay", "...", ", ", " and ", ". ", ": ", "(choose 2)", "\\", "İ", "ß", "\x00", "👩‍🔬", "水",
])  # fmt: skip
NOTES = st.lists(st.one_of(FRAGMENTS, st.text(max_size=4)), max_size=60).map("".join)
ALL = tuple(dialect.NAME for dialect in DIALECTS)
WORDS = st.text("abcdefg hij", min_size=1, max_size=30).filter(str.strip)


@given(NOTES, st.sampled_from([None, "flashcards"]))
def test_every_note_has_an_answer(note: str, whole: str | None) -> None:
    found, problems, text, _ = cards.read("Note.md", note, whole=whole, dialects=ALL)
    lines = note.count("\n") + 1
    assert text.count("\n") + 1 == lines
    last = (0, 0)
    for card in found:
        assert (card.start, card.end) == last or last[1] <= card.start
        assert card.start <= card.line < card.end <= lines
        last = (card.start, card.end)
        assert all(0 <= index < len(card.options) for index in card.correct)
        assert list(card.correct) == sorted(set(card.correct))
        assert card.graded == bool(card.correct or card.blanks)
        assert card.question.text.strip()
        assert (card.kind in {"choice", "truefalse"}) == (len(card.options) >= 2)
        for passage in (card.question, card.answer, card.explanation, *card.options):
            assert card.start <= passage.line <= passage.line + passage.text.count("\n") <= card.end
    for problem in problems:
        assert 1 <= problem.line <= lines


@given(NOTES)
def test_the_same_note_has_the_same_cards(note: str) -> None:
    assert cards.read("Note.md", note) == cards.read("Note.md", note)


@given(st.text("ab*_`[](!)<-+>\\ \n\u00a0\u00c2‘", max_size=40))
def test_the_shortcut_of_plain_text_gives_what_the_long_way_gives(source: str) -> None:
    short = Plain(source)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain, "_SPECIAL", plain.re.compile(""))
        long = Plain(source)
    assert short.text == long.text
    for position in range(1, len(long.text)):
        assert short.cut(position) == long.cut(position)


# --- code, math and comments ------------------------------------------------------------------------------------------

WRAPS = [
    ("```\n", "\n```"),
    ("````md\n", "\n````"),
    ("~~~\n", "\n~~~"),
    ("- item\n  ```\n", "\n  ```"),
    ("$$\n", "\n$$"),
    ("$$\na $$ b\n", "\n$$"),
    ("%%\n", "\n%%"),
    ("%% a\n", "\nb %%"),
    ("<!--\n", "\n-->"),
    ("<pre>\n", "\n</pre>"),
]


@pytest.mark.parametrize(("opening", "closing"), WRAPS)
@given(
    body=st.lists(
        st.sampled_from(
            [
                "#card",
                "What?",
                "- Tin",
                "A. Lead",
                "Tin",
                "",
                " ",
                "### What?",
                "^q-1",
                "Q: What?",
                "A: Tin",
                "Tin :: metal",
                "?",
                "- [x] Tin",
                "- [ ] Lead",
                "> [!card] What?",
                "> Tin",
                "==Tin== is a metal.",
                "C: [Tin] is one.",
                "{Tin}",
            ]
        ),
        max_size=12,
    )
)
def test_nothing_hidden_is_a_card(opening: str, closing: str, body: list[str]) -> None:
    wrapped = opening + "\n".join(f"  {line}" if opening.startswith("- ") else line for line in body) + closing
    note = f"What is it?\n#card\nThis\n\n{wrapped}\n\nWhat else?\n#card\nThat\n"
    found, problems, *_ = cards.read("Note.md", note, whole="flashcards", dialects=ALL)
    assert [card.question.text for card in found] == ["What is it?", "What else?"]
    assert [card.answer.text for card in found] == ["This", "That"]
    assert problems == ()


# --- identity ---------------------------------------------------------------------------------------------------------


@st.composite
def questions(draw: st.DrawFn) -> str:
    heading = draw(st.sampled_from(["##### ", "", "7. "]))
    options = draw(st.lists(WORDS, max_size=4))
    rows = [f"{heading}What {draw(WORDS)}", *(f"- {option}" for option in options), "#card", draw(WORDS).strip()]
    return "\n".join(rows + draw(st.sampled_from([[], ["^1626790679442"]])))


def ids(parts: list[str]) -> Counter[str]:
    return Counter(card.id + card.twin for card in cards.read("Note.md", "\n\n".join(parts)).cards)


@given(st.lists(questions(), min_size=1, max_size=5), questions(), st.data())
def test_ids_of_other_cards_keep(notes: list[str], new: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(notes) - 1))
    before = ids(notes)
    assert before.total() == len(notes)
    assert ids([*notes[:place], new, *notes[place:]]) == before + ids([new])
    assert ids([*notes[:place], *notes[place + 1 :]]) == before - ids([notes[place]])
    assert ids([*notes[:place], new, *notes[place + 1 :]]) == before - ids([notes[place]]) + ids([new])
    assert ids(notes[place:] + notes[:place]) == before
    assert ids(["# A heading", "Text.", *notes]) == before


# --- time -------------------------------------------------------------------------------------------------------------

ASK = "What is it?\n"
GROWING = {
    "markers": lambda n: "#card\n" * n,
    "markers in one line": lambda n: ASK + "#card " * n + "x\n#card\nx",
    "cards": lambda n: "What?\n- a\n- b\n#card\na\n\n" * n,
    "cards without blank lines": lambda n: "1. What?\n#card\na\n" * n,
    "markers without answers": lambda n: "What?\n#card\n\n" * n,
    "answers in search of an id": lambda n: "What?\n#card\na\n\nb\n\n" * n,
    "blank lines before an answer": lambda n: ASK + "#card\n" + "\n" * n + "a",
    "blank lines before an id": lambda n: ASK + "#card\na\n" + "\n" * n + "^q-1",
    "dashes": lambda n: ASK + "- a\n" * n + "#card\na",
    "empty dashes": lambda n: ASK + "- \n" * n + "#card\na",
    "letters": lambda n: ASK + "A. x\nB. y\n" * n + "#card\nA",
    "letters in one line": lambda n: ASK + "A. x B. y " * n + "\n#card\nA",
    "lines of spaces": lambda n: "What?\n" + " \n" * n + "- a\n- b\n#card\na",
    "a long question": lambda n: "What " * n + "\n#card\na",
    "a long answer": lambda n: ASK + "- a b\n- c d\n#card\n" + "a b c. " * n,
    "an answer of options": lambda n: ASK + "- a\n- b\n#card\n" + "a, b; " * n,
    "an answer of letters": lambda n: ASK + "- abcd\n- efgh\n#card\n" + "a b " * n,
    "long options": lambda n: ASK + f"- {'a b. ' * n}\n- {'a c. ' * n}\n#card\n{'a b. ' * n}c",
    "backticks": lambda n: ASK + "`a ``b " * n + "\n#card\na",
    "brackets": lambda n: ASK + "[[a ](" * n + "\n#card\na",
    "comments": lambda n: ASK + "<!-- %% a " * n + "\n#card\na",
    "fences": lambda n: "    ```\n- ```\n" * n + ASK + "#card\na",
    "math": lambda n: "$$\n$$ x\n" * n + ASK + "#card\na",
    "marks": lambda n: ASK + "**a _b* ~~==" * n + "\n#card\n" + "**a. _b_ " * n,
    "blanks": lambda n: "__ a____b " * n + "\n#card\n" + "a; " * n,
    "hints": lambda n: "(choose (select " * n + "\n#card\na",
    "carets": lambda n: ASK + "#card\n" + " ^1^a" * n,
    "colons": lambda n: "a :: b " * n,
    "lines of colons": lambda n: "a :: b\n" * n,
    "letters with colons": lambda n: "Q: a\nA: b\n" * n,
    "questions with colons": lambda n: "Q: a\n" * n + "A: b",
    "question marks": lambda n: "?\n" * n,
    "blocks with question marks": lambda n: "a\n?\nb\n\n" * n,
    "tasks": lambda n: ASK + "- [x] a\n- [ ] b\n" * n,
    "task lists": lambda n: (ASK + "\n- [x] a\n- [ ] b\n\nWhy.\n\n") * n,
    "highlights": lambda n: "==a== b " * n,
    "half highlights": lambda n: "==a b " * n,
    "braces": lambda n: "{{c1::a} b {" * n,
    "numbers in braces": lambda n: "".join(f"{{{each % 999}:a}} " for each in range(n)),
    "letters in brackets": lambda n: "C: " + "[a] [b " * n,
    "question callouts": lambda n: "> [!question]- a\n> b\n\n" * n,
    "a long question callout": lambda n: "> [!question]- a\n" + "> - b\n" * n + "> > [!success] b",
    "tags": lambda n: "#flashcards a\n" * n,
    "tagged headings": lambda n: "# a #flashcards\n\n" * n,
    "tags alone": lambda n: "#flashcards\n\n" * n,
    "callouts": lambda n: "> #card\n" * n + ASK + "#card\na",
}


def seconds(note: str) -> float:
    best = float("inf")
    for _ in range(3):
        gc.collect()
        gc.disable()  # what other tests left behind is none of the compiler's
        start = time.process_time()
        cards.read("Note.md", note, whole="flashcards", dialects=ALL)
        best = min(best, time.process_time() - start)
        gc.enable()
    return best


@pytest.mark.parametrize("grow", GROWING.values(), ids=GROWING)
def test_time_grows_with_the_length_of_the_note(grow: Callable[[int], str]) -> None:
    n = 16
    while seconds(grow(n)) < 0.004:
        n *= 2
    # A busy machine may disturb one measurement, not three.
    assert any(seconds(grow(4 * n)) < 6 * seconds(grow(n)) for _ in range(3))


# --- what is printed is read ------------------------------------------------------------------------------------------

THINGS = [
    "copper",
    "a wooden boat",
    "seven lamps",
    "`x = 1`",
    "$a_1$",
    "the **old** mill",
    "grey wool",
    "*Betula*",
    "8 kg",
]
ASKED = ["What floats", "Which of these burns longest", "What did [[Ada]] carry", "How is $E$ found", "Wo liegt Åbo"]
SAID = ["", "It was told so.", "See [[Ada]].\nMore lines follow.", "1. First.\n2. Then."]


class Printed(NamedTuple):
    """A card, whatever its dialect."""

    question: str
    options: tuple[str, ...]
    correct: tuple[int, ...]
    explanation: str


@st.composite
def choices(draw: st.DrawFn) -> Printed:
    options = tuple(draw(st.permutations(THINGS))[: draw(st.integers(2, 5))])
    correct = draw(st.sets(st.integers(0, len(options) - 1), min_size=1, max_size=len(options) - 1))
    return Printed(draw(st.sampled_from(ASKED)) + "?", options, tuple(sorted(correct)), draw(st.sampled_from(SAID)))


def _rows(card: Printed, mark: Callable[[int], str]) -> list[str]:
    return [f"{mark(index)}{option}" for index, option in enumerate(card.options)]


def _answer(card: Printed) -> list[str]:
    return [*(card.options[index] for index in card.correct), *card.explanation.splitlines()]


def _letters(index: int) -> str:
    return f"{chr(ord('A') + index)}. "


def _ticked(card: Printed) -> str:
    tasks = _rows(card, lambda index: "- [x] " if index in card.correct else "- [ ] ")
    return "\n".join([card.question, *tasks, "", *card.explanation.splitlines()])


def _callout(card: Printed) -> str:
    inner = [f"[!question] {card.question}", *_rows(card, lambda _: "- "), "> [!success]- Answer"]
    return "\n".join(f"> {row}" for row in [*inner, *(f"> {row}" for row in _answer(card))])


PRINTERS: dict[str, Callable[[Printed], str]] = {
    "#card": lambda card: "\n".join([f"##### {card.question}", *_rows(card, lambda _: "- "), "#card", *_answer(card)]),
    "#card, letters": lambda card: "\n".join([f"3. {card.question}", *_rows(card, _letters), "#card", *_answer(card)]),
    "Q and A": lambda card: "\n".join(
        [f"Q: {card.question}", *_rows(card, lambda _: "- "), f"A: {_answer(card)[0]}", *_answer(card)[1:]]
    ),
    "?": lambda card: "\n".join([card.question, *_rows(card, lambda _: "- "), "?", *_answer(card)]),
    "tasks": _ticked,
    "callout": _callout,
}


@pytest.mark.parametrize("printer", PRINTERS.values(), ids=PRINTERS)
@given(card=choices())
def test_a_card_that_is_printed_is_read_back(printer: Callable[[Printed], str], card: Printed) -> None:
    (found,) = cards.read("Note.md", printer(card), whole="flashcards").cards
    read = Printed(
        found.question.text, tuple(option.text for option in found.options), found.correct, found.explanation.text
    )
    assert read == card
    assert (found.kind, found.graded, found.multiple) == ("choice", True, len(card.correct) > 1)


@given(st.sampled_from(ASKED), st.sampled_from([text for text in THINGS if "$" not in text and "`" not in text]))
def test_an_open_card_and_a_deletion_are_read_back(question: str, answer: str) -> None:
    for note in (f"{question}?\n#card\n{answer}", f"Q: {question}?\nA: {answer}", f"{question}? :: {answer}"):
        (found,) = cards.read("Note.md", note, whole="flashcards").cards
        assert (found.kind, found.question.text, found.answer.text) == ("open", f"{question}?", answer)
    (found,) = cards.read("Note.md", f"There was ==lamp== in {question}.", whole="flashcards").cards
    assert (found.kind, found.question.text, found.blanks) == ("cloze", f"There was ____ in {question}.", ("lamp",))
