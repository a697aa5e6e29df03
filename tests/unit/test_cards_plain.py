"""What a reader sees of Markdown, and the way back to its source."""

from __future__ import annotations

import pytest

from generator.cards.plain import Plain


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("**bold** and _slanted_ and `code`", "bold and slanted and code"),
        ("==marked== ~~gone~~ ***both***", "marked gone both"),
        ("snake_case and 2 * 3 and a == b", "snake_case and 2 * 3 and a == b"),
        ("a ____ blank", "a ____ blank"),
        ("[words](page.md) and [[Note]] and [[Note#Part|shown]]", "words and Note and shown"),
        ("![[pic.png|100]] ![alt](pic.png) ![](pic.png)", "pic.png alt pic.png"),
        ("[**bold**](x)", "bold"),
        (r"\*stars\* and \\", r"*stars* and \ ".strip()),
        ("a %%hidden%% b <!-- hidden --> c", "a b c"),
        ("100%% sure <!-- and so", "100%% sure <!-- and so"),
        ("x<sub>2</sub> and <br>new but <kind>", "x2 and new but <kind>"),
        ("- one\n* two\n> three", "one\ntwo\nthree"),
        ("one  \n\n  two", "one\ntwo"),
        ("a\u00a0b\u00c2\u00a0c", "a b c"),
        ("‘it’ “is”", "'it' \"is\""),
        ("  \n ", ""),
    ],
)
def test_text(source: str, text: str) -> None:
    assert Plain(source).text == text


@pytest.mark.parametrize(
    ("source", "said", "rest", "lines"),
    [
        ("**Use tin.** Because", "Use tin.", "Because", 0),
        ("**Use tin. Because** so", "Use tin.", "**Because** so", 0),
        ("_Use `tin`. It `is` so_", "Use tin.", "_It `is` so_", 0),
        ("Use *tin. Because", "Use tin.", "Because", 0),
        ("[[Tin]]. See [[Tin]]", "Tin.", "See [[Tin]]", 0),
        ("[Tin. Or so](x) it", "Tin.", "[Tin. Or so](x) it", 0),
        ("Tin.\n\n- **one**\n- two", "Tin.", "- **one**\n- two", 2),
        ("Tin", "Tin", "", 0),
    ],
)
def test_cut(source: str, said: str, rest: str, lines: int) -> None:
    plain = Plain(source)
    assert plain.text.startswith(said)
    assert plain.cut(len(said)) == (rest, lines)
