"""What Dataview makes of a note: fields are kept, queries are told, and none of it takes long."""

from __future__ import annotations

from itertools import product
from time import process_time

import pytest

from generator.model import Doc, Field, Source
from generator.parse import Settings, parse


def read(text: str) -> Doc:
    return parse(Source("Note.md", text), Settings())


def test_fields_are_kept_with_the_text_of_their_values() -> None:
    doc = read("Author:: [[Ada|A.]] *L.*\n\n- [due:: 2026-12-01] (mood:: )\n\n`no:: field`\n")
    assert doc.fields == (Field("Author", "A. L."), Field("due", "2026-12-01"), Field("mood", ""))
    assert [block.text for block in doc.blocks] == ["Author: A. L.", "due: 2026-12-01 ", "no:: field"]


def test_a_link_in_a_field_knows_its_text_and_is_no_topic() -> None:
    doc = read("- Needs:: [[Tides]]\n")
    (link,) = doc.links
    assert (doc.blocks[0].text[link.start : link.end], link.col, link.alone) == ("Tides", 11, False)


def test_a_picture_in_a_field_stays_in_its_line() -> None:
    (embed,) = (piece for piece in read("Cover:: ![[a.png]]").pieces if not isinstance(piece, str))
    assert embed.slot == "phrasing"  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["dataview", "dataviewjs", "base", "query", "tasks"])
def test_a_query_is_told_with_its_place_and_kept_from_readers(kind: str) -> None:
    doc = read(f"text\n\n- one\n  ```{kind}\n  secret\n  ```\n")
    assert [(p.code, p.line, p.col) for p in doc.problems] == [("query-unsupported", 4, 3)]
    assert "secret" not in str((doc.pieces, doc.blocks))


def test_an_expression_is_told_with_its_place_and_kept_from_readers() -> None:
    doc = read("``x`` `\n\nSeen `= this.secret` and\nthen `$= dv.secret`.\n")
    assert [(p.code, p.line, p.col) for p in doc.problems] == [("query-unsupported", 3, 6), ("query-unsupported", 4, 6)]
    assert "secret" not in str((doc.pieces, doc.blocks))


HOSTILE = [  # without "[", over which CommonMark's own links take their time
    *(start + stop for start, stop in product(("(a:: ", "((a:: ", "a:: ", "**a**:: ", "a a "), (")", "\n", "::"))),
    *("(a:: ", "*(a:: ", "a", ":: "),
]


@pytest.mark.parametrize("part", HOSTILE)
def test_time_grows_with_the_text(part: str) -> None:
    def seconds(count: int) -> float:
        text = part * count
        best = float("inf")
        for _ in range(3):
            start = process_time()
            read(text)
            best = min(best, process_time() - start)
        return best

    assert seconds(2_000) < 6 * seconds(500) + 0.05
