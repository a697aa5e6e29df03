"""Fenced code beyond the fixtures: what an info string says, and that no code takes long to colour."""

from __future__ import annotations

from time import process_time

import pytest

from generator.markdown.code import MAX_CODE, MAX_LINE, MAX_RANGES, Fence, fence, highlight, shown


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ("", Fence("", "", ())),
        ("Python", Fence("python", "", ())),
        ("  c++  ", Fence("c++", "", ())),
        ('python title="a b.py" {1,3-5}', Fence("python", "a b.py", ((1, 1), (3, 5)))),
        ("python {2} title='a.py'", Fence("python", "a.py", ((2, 2),))),
        ("python title:a.py fold", Fence("python", "a.py", ())),
        ("js hl:2,4-6 title=a", Fence("js", "a", ((2, 2), (4, 6)))),
        ("js{1, 3}", Fence("js", "", ((1, 1), (3, 3)))),
        ("{1,3}", Fence("", "", ((1, 1), (3, 3)))),
        ("hl:1", Fence("", "", ((1, 1),))),
        ('title="x"', Fence("", "x", ())),
        ('sh title=""', Fence("sh", "", ())),
        ("sh subtitle=x", Fence("sh", "", ())),
        ("{.python #id}", Fence("python", "", ())),
        ("{r, echo=FALSE}", Fence("r", "", ())),
        ("js {x}", Fence("js", "", ())),
    ],
)
def test_an_info_string(info: str, expected: Fence) -> None:
    assert fence(info) == expected


def test_an_info_string_of_any_length_is_read() -> None:
    start = process_time()
    read = fence("js {" + "1-999999," * 100_000 + '} title="' + "x" * 100_000)
    assert len(read.marked) == MAX_RANGES
    assert shown("a\n" * 4_000, read).count("hll") == 4_000
    assert process_time() - start < 2


@pytest.mark.parametrize(
    ("lang", "code"),
    [
        ("c", "\n" * MAX_CODE),
        ("autoit", " " * MAX_LINE),
        ("python", "x" * 1_000_000),
        ("python", "x = 1\n" * (MAX_CODE // 6 + 1)),
        ("ng2", "((((\n" * 100_000),
    ],
)
def test_what_might_take_long_is_shown_without_colours(lang: str, code: str) -> None:
    start = process_time()
    assert highlight(code, lang) == code
    assert process_time() - start < 2


def test_colours_go_to_code_within_bounds() -> None:
    assert highlight("x = 1\n" * (MAX_CODE // 6), "python").count('class="n"') == MAX_CODE // 6
