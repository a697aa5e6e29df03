"""GIFT and Aiken, read back by small readers that follow Moodle's own, and compared with the cards."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.export.gift import escaped

Build = Callable[[Mapping[str, str | bytes]], Any]
ESCAPED = {f"\\{char}": f"&&{ord(char):03};" for char in ":#={}~"} | {"\\n": "&&010;"}


class Question(NamedTuple):
    category: str
    title: str
    text: str
    kind: str
    answers: tuple[tuple[str, float], ...]
    """Text and its part of the mark, in percent."""
    feedback: str


def hidden(text: str) -> str:
    """Escapes as marks that nothing takes for syntax, in the order in which Moodle looks for them."""
    text = text.replace("\\\\", "&&092;")
    for escape, mark in ESCAPED.items():
        text = text.replace(escape, mark)
    return text.replace("&&092;", "\\")


def shown(text: str) -> str:
    """A text with a format's name before it."""
    text = re.sub(r"^\[(?:html|plain)\]", "", text.strip())
    for escape, mark in ESCAPED.items():
        text = text.replace(mark, "\n" if escape == "\\n" else escape[1])
    return text.strip()


def gift(source: str) -> list[Question]:
    found = []
    category = ""
    for block in re.split(r"\n\s*\n", source.strip()):
        assert not any(line.strip().startswith("//") for line in block.split("\n"))
        text = hidden(block.strip())
        if text.startswith("$CATEGORY:"):
            category = text.removeprefix("$CATEGORY:").strip()
            continue
        match = re.fullmatch(r"::(.*?)::([^{}]*)\{([^{}]*)\}", text, re.DOTALL)
        assert match, block
        title, question, inside = match.groups()
        inside, _, feedback = inside.strip().partition("####")
        found.append(Question(category, shown(title), shown(question), *answers(inside.strip()), shown(feedback)))
    return found


def answers(inside: str) -> tuple[str, tuple[tuple[str, float], ...]]:
    if not inside:
        return "essay", ()
    if inside in {"TRUE", "FALSE"}:
        return "truefalse", ((inside.capitalize(), 100),)
    rows: list[tuple[str, float]] = []
    for sign, weight, text in re.findall(r"([~=])(?:%(-?[\d.]+)%)?([^~=]*)", inside):
        assert "#" not in text
        rows.append((shown(text), float(weight or 100 * (sign == "="))))
    if "~" in inside:
        return ("single" if "=" in inside else "multiple"), tuple(rows)
    assert "->" not in inside, "Moodle would take it for a question of pairs"
    return "short", tuple(rows)


def test_gift_reads_back_as_the_same_cards(build: Build, cards: dict[str, str | bytes]) -> None:
    exported = build(cards).export("gift")
    leaf, gas, two, red, blanks, bark, code, judged = gift(exported.data.decode())
    assert exported.cards == 8
    assert exported.notices == ("1 picture left out: GIFT holds no files, so its description stands there",)
    assert (leaf.category, gas.category) == ("Leaf", 'Biology/Plants//Trees & "more"')
    assert gas.title == "Which gas do leaves take in? See Leaf and https://example.org/a?b=1&c=2"
    assert gas.kind == "single"
    assert gas.answers == (
        ("Oxygen ~ = # { } : \\ %50%", 0),
        ("<strong>Carbon dioxide</strong>", 100),
        ("Nitrogen -&gt; air", 0),
    )
    assert gas.feedback == "It enters by <code>stomata {x: 1}</code> and #hash, see Leaf &gt; Veins."
    assert two.kind == "multiple"
    assert two.answers == (("شجرة", 50), ("木", 50), ("[a root]", -50), ("(no formula) [sound:x.mp3]", -50))
    assert (red.kind, red.answers, red.feedback) == ("truefalse", (("False", 100),), "It is green.")
    assert (blanks.kind, blanks.feedback) == ("essay", "roots, leaves")
    assert (bark.kind, bark.answers) == ("short", (("trunk", 100),))
    assert code.kind == "essay"
    assert '<pre><code>def f(x):\n\treturn {"a": x}  # a: b\n\nprint(f("&lt;b&gt;"))' in code.text
    assert "<blockquote>" in code.feedback
    assert (judged.kind, judged.feedback) == ("essay", "neither of them, it depends")
    assert judged.text.endswith('<ol type="A"><li>first</li><li>second</li></ol>')


@pytest.mark.parametrize(
    ("written", "wanted"),
    [(r"a\*b", ("short", ((r"a\*b", 100),))), ("[x] y", ("short", (("[x] y", 100),))), ("a -> b", ("essay", ())),
     ("T", ("short", (("T", 100),))), ("{a=b}", ("short", (("{a=b}", 100),)))],
)  # fmt: skip
def test_short_answers_mean_only_themselves(build: Build, written: str, wanted: object) -> None:
    files = {"A.md": f"##### It is ____\n#card\n{written}\n"}
    (question,) = gift(build(files).export("gift").data.decode())
    assert (question.kind, question.answers) == wanted


def test_parts_of_a_mark_add_up_and_are_those_that_moodle_knows(build: Build) -> None:
    options = "".join(f"- [{'x' if number < 7 else ' '}] option {number}\n" for number in range(9))
    many = "".join(f"- [x] option {number}\n" for number in range(11))
    files = {"A.md": f"---\ntags: flashcards\n---\n##### Which?\n{options}\n##### Which of many?\n{many}- [ ] none\n"}
    exported = build(files).export("gift")
    (question,) = gift(exported.data.decode())
    assert [weight for _, weight in question.answers] == [14.28571] * 7 + [-50] * 2
    assert exported.notices == ("1 left out: Moodle cannot share a mark among more than 10 right options",)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=80))
def test_any_text_survives_gift(text: str) -> None:
    assert shown(hidden(f"[html]{escaped(text)}")) == text.strip() or "&&" in text


def aiken(source: str) -> list[tuple[str, list[str], int]]:
    found = []
    for block in source.strip().split("\n\n"):
        question, *options, key = block.split("\n")
        assert all(re.match(r"[A-Z]\) \S", option) for option in options)
        assert [option[0] for option in options] == [chr(65 + at) for at in range(len(options))]
        assert not re.match(r"[A-Z][).]\s|ANSWER:", question)
        found.append((question, [option[3:] for option in options], ord(key.removeprefix("ANSWER: ")) - 65))
    return found


def test_aiken_holds_the_cards_with_one_right_option_and_counts_the_rest(
    build: Build, cards: dict[str, str | bytes]
) -> None:
    files = {**cards, "Odd.md": "##### A. is a letter?\n- yes\n- no\n#card\nyes\n"}
    exported = build(files).export("aiken")
    gas, red = aiken(exported.data.decode())
    assert gas == (
        "Which gas do leaves take in? See Leaf and https://example.org/a?b=1&c=2",
        ["Oxygen ~ = # { } : \\ %50%", "Carbon dioxide", "Nitrogen -> air"],
        1,
    )
    assert red == ("chlorophyll is red", ["True", "False"], 1)
    assert exported.cards == 2
    assert exported.notices == (
        "1 left out: Aiken could not tell the question from its options",
        "6 left out: Aiken takes only questions with exactly one right option",
    )
