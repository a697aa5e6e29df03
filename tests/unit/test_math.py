"""Formulas: what is said of those that cannot be rendered, their plain text, their bounds, and cards that hold some."""

from __future__ import annotations

import subprocess
import sys

import pytest

from generator import cards
from generator.cards.plain import Plain
from generator.formula import latex, masked
from generator.markdown.mathml import MAX_COMMANDS, MAX_DEPTH, MAX_LATEX, render
from generator.model import CardSource, Doc, Source
from generator.parse import Settings, parse


def parsed(markdown: str) -> Doc:
    return parse(Source("Note.md", markdown), Settings())


def one(note: str) -> CardSource:
    found = cards.read("Note.md", note).cards
    assert len(found) == 1
    return found[0]


# --- problems ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markdown", "line", "col", "named"),
    [
        (r"So $a \frob b$", 1, 7, r"\frob"),
        ("a\n$x$ and\n  $$\\frob$$ b", 3, 5, r"\frob"),
        ("- a\n- $$\n  b +\n  c \\frob\n  $$", 4, 5, r"\frob"),
        ("> [!note]\n> $$\n> \\frob\n> $$", 3, 3, r"\frob"),
        ("$$\\begin{frob}$$", 1, 10, "frob"),
        ("| a | b |\n|---|---|\n| $\\|x\\|$ | $\\frob$ |", 3, 14, r"\frob"),
        ("# About $\\frob$", 1, 10, r"\frob"),
        ("$x$ and $\\frac{1$", 1, 10, "}"),
        ("Why?\n- $a$\n- $\\frob$\n#card\n$a$", 3, 4, r"\frob"),
    ],
)
def test_an_unknown_command_is_named_with_its_place(markdown: str, line: int, col: int, named: str) -> None:
    (problem,) = parsed(markdown).problems
    assert (problem.code, problem.line, problem.col) == ("math-unknown", line, col)
    assert f'"{named}"' in problem.message


@pytest.mark.parametrize(
    "source",
    [
        "a+" * MAX_LATEX,
        r"\sqrt" * (MAX_COMMANDS + 1) + " x",
        "{" * (MAX_DEPTH + 1) + "}" * (MAX_DEPTH + 1),
        r"\left(" * (MAX_DEPTH + 1) + r"\right)" * (MAX_DEPTH + 1),
        r"\begin{matrix}" * (MAX_DEPTH + 1) + r"\end{matrix}" * (MAX_DEPTH + 1),
        r"\def\a{\b\b}\def\b{\a\a}\a",
        r"\def\a{\a}\a",
        r"\newcommand{\a}[1]{{{{{#1}}}}}" + r"\a{" * 50 + "}" * 50,
        r"\def\a{" + "x" * 4000 + "}" + r"\a" * 60,
        "x\x00y",
    ],
)
def test_what_is_too_much_is_shown_as_source(source: str) -> None:
    shown = render(source, display=True)
    assert shown.problem
    assert shown.html.startswith("<code>")


DEEP = r"""
import threading
from generator.markdown.mathml import MAX_COMMANDS as C, MAX_DEPTH as D, render
threading.stack_size(1024 * 1024)
deep = [
    r"\sqrt" * C + " x", r"\frac1" * C + "1", r"\color{red}" * C + "x", r"\displaystyle " * C + "x", r"\pmb" * C + " x",
    "{" * D + "}" * D, r"\left(" * D + r"\right)" * D, r"\begin{cases}" * (D // 2) + r"\end{cases}" * (D // 2),
    r"\text{" * D + "}" * D,
    r"\color{red}" * (C - 9) + "{" * D + "}" * D, r"\substack{" * D + "}" * D, r"\sum\limits_{" * D + "}" * D,
    r"\def\a#1{" + "{" * 9 + "#1" + "}" * 9 + "}" + r"\a{" * D + "}" * D,
    r"\def\a{" + r"\sqrt" * 9 + "}" + r"\a" * 99 + " x",
    r"\begin{matrix}" + "&" * 4000 + r"\end{matrix}", r"\begin{matrix}" + r"\\" * 2000 + r"\end{matrix}",
]
thread = threading.Thread(target=lambda: [render(each, display=True) for each in deep] and print("alive"))
thread.start()
thread.join()
"""


def test_the_bounds_hold_with_a_megabyte_of_stack() -> None:
    """Windows gives no more. Past the end of it the process would be gone."""
    done = subprocess.run([sys.executable, "-c", DEEP], capture_output=True, text=True, check=False)
    assert done.stdout == "alive\n"


@pytest.mark.parametrize(
    "source",
    [
        "a+" * 2400,
        r"\sqrt" * MAX_COMMANDS + " x",
        "{" * MAX_DEPTH + "}" * MAX_DEPTH,
        r"\begin{aligned}" + r"a &= \frac{b}{c} \\" * 40 + r"\end{aligned}",
        r"\newcommand{\norm}[1]{\left\lVert #1 \right\rVert} \norm{x + y} \le \norm{x} + \norm{y}",
    ],
)
def test_what_is_much_is_rendered(source: str) -> None:
    assert render(source, display=True).problem == ""


@pytest.mark.parametrize(
    ("written", "as_good_as"),
    [
        (r"\newcommand{\R}{x}\R", "x"),
        (r"\renewcommand\qed{x}\qed", "x"),
        (r"\begin{align}a &= b\end{align}", r"\begin{align*}a &= b\end{align*}"),
        (r"\begin{alignat}{2}a &= b\end{alignat}", r"\begin{align*}a &= b\end{align*}"),
        (r"\begin{split}a &= b\end{split}", r"\begin{aligned}a &= b\end{aligned}"),
        (r"a \tag{1}", r"\begin{equation}a \tag{1}\end{equation}"),
        (r"\begin{cases}a \\[2pt] b\end{cases}", r"\begin{cases}a \\ b\end{cases}"),
        (r"\left< x \right>", r"\left\langle x \right\rangle"),
        (r"\require{cancel}x", "x"),
        (r"\mbox{a} \dotsb \pmb{b}", r"\text{a} \cdots \boldsymbol{b}"),
        ("a % b\nc", "a c"),
        (r"a \\% b", r"a \\"),
    ],
)
def test_what_obsidian_takes_and_the_library_does_not(written: str, as_good_as: str) -> None:
    assert _content(written) == _content(as_good_as)


def _content(source: str) -> str:
    shown = render(source, display=True)
    assert not shown.problem
    return shown.html.partition(">")[2]


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ("red", "red"),
        ("blue", "blue"),
        ("green", "green"),
        ("orange", "orange"),
        ("violet", "purple"),
        ("gray", "grey"),
    ],
)
def test_a_colour_is_that_of_the_theme(colour: str, name: str) -> None:
    assert f'<mrow class="math-{name}">' in render(rf"\textcolor{{{colour}}}{{x}}", display=False).html


def test_black_is_the_colour_of_the_text() -> None:
    assert "class" not in render(r"\textcolor{black}{x}", display=False).html


def test_the_library_is_loaded_with_the_first_formula() -> None:
    code = "import sys, generator.cli, generator.parse; sys.exit('math_core' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- plain text -------------------------------------------------------------------------------------------------------


def test_the_plain_text_of_a_formula_is_its_latex() -> None:
    doc = parsed("# On $x^2$\nText $a_1$, $$\nb % hidden\nc\n$$ end\n\n$$\n\\frac{d}{e}\n$$")
    assert [heading.text for heading in doc.headings] == ["On x^2"]
    assert [block.text for block in doc.blocks] == ["Text a_1, b c end", r"\frac{d}{e}"]


def test_comments_of_latex_are_nowhere() -> None:
    doc = parsed("$$\na % secret\n$$\n\n$b %%secret$ c\n\n##### $d %secret$?\n- $e %secret$\n- f\n#card\n$e %secret$")
    (card,) = doc.cards
    shown = repr((doc.pieces, doc.blocks, doc.headings, card.prompt, card.options, card.answer, card.prompt_text))
    assert "secret" not in shown + repr((card.option_texts, card.answer_text, card.source.id))


@pytest.mark.parametrize("body", ["a", " a_{1}\n\\{b\\}  % c\n\\\\% d", r"\% \\\% %", "", "%"])
def test_cards_and_pages_have_the_same_plain_text(body: str) -> None:
    assert Plain(f"x $$a {body}$$").text == f"x {latex(f'a {body}')}".strip()


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("a $b$ c", "a ``` c"),
        ("`$a` $b$", "```` ```"),
        (r"\$a$ $5 $10", r"\$a$ $5 $10"),
        ("$$a$b$$ $c", "``````` $c"),
    ],
)
def test_masked(text: str, without: str) -> None:
    assert masked(text) == without


# --- cards ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"so $a_1 * \{b\}$ *is*", r"so a_1 * \{b\} is"),
        ("$$\n**a**\n$$", "**a**"),
        ("$5 and $10 are *prices*", "$5 and $10 are prices"),
        (r"\$a$ and `$b$` and ``$c` $d$``", "$a$ and $b$ and $c $d$"),
        ("`$a`$b", "$a$b"),
        ("$[[Note]]$ and $[a](b)$", "[[Note]] and [a](b)"),
        ("[[Note|$a$]]", "a"),
    ],
)
def test_plain_text_of_a_passage(source: str, text: str) -> None:
    assert Plain(source).text == text


def test_an_answer_names_an_option_by_its_formula() -> None:
    card = one("Which?\n- $\\frac{a_1}{b}$\n- $\\frac{a_2}{b}$\n- $5\n#card\n$\\frac{a_2}{b}$. As $a_2 > a_1$.")
    assert card.correct == (1,)
    assert card.explanation.text == "As $a_2 > a_1$."


def test_an_explanation_is_never_cut_inside_a_formula() -> None:
    card = one("Which?\n- a\n- b\n#card\n$a. b$")
    assert card.explanation.text in {"", "$a. b$"}


def test_letters_in_a_formula_begin_no_option() -> None:
    card = one("Which of $f(x, A) g(y, B) h(z, C) i$\n- one\n- two\n#card\ntwo")
    assert [option.text for option in card.options] == ["one", "two"]


def test_underscores_in_a_formula_are_no_blank() -> None:
    assert one("What is $a_{__} b$?\n#card\nThis.").kind == "open"
    assert one("It costs $5 or ____ and $6.\n#card\nless").kind == "cloze"


def test_nothing_in_a_block_of_math_is_a_card() -> None:
    note = "$$\nA question?\n- a\n- b\n#card\na\n$$\n\n##### Another?\n#card\n$$\n#card\n$$\n"
    assert [card.question.text for card in cards.read("Note.md", note).cards] == ["Another?"]


def test_a_formula_keeps_a_cards_progress_whatever_its_dollars() -> None:
    assert one("What is $x^2$?\n#card\n$4$").id == one("What is $$\nx^2\n$$?\n#card\n4").id
    assert one("What is $x^2$?\n#card\n4").id != one("What is $x^3$?\n#card\n4").id
