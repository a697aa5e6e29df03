"""The table: what a spreadsheet and Anki's import of text make of it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from typing import Any

from generator.export.anki.notetype import FIELDS
from generator.export.tsv import COLUMNS

Build = Callable[[Mapping[str, str | bytes]], Any]


def test_a_row_a_card_and_lines_that_tell_anki_the_columns(build: Build, cards: dict[str, str | bytes]) -> None:
    exported = build(cards).export("tsv")
    lines = exported.data.decode().removesuffix("\n").split("\n")
    head = [line for line in lines if line.startswith("#")]
    assert head == [
        *("#separator:tab", "#html:true", "#notetype:studysite"),
        *("#guid column:1", "#deck column:2", "#tags column:3"),
        "#" + "\t".join(COLUMNS),
    ]
    rows = list(csv.reader(lines[len(head) :], delimiter="\t"))
    assert rows == [line.split("\t") for line in lines[len(head) :]]  # no value begins with a quotation mark
    assert {len(row) for row in rows} == {len(COLUMNS)}
    assert exported.cards == len(rows) == 8
    red = dict(zip(COLUMNS, next(row for row in rows if "chlorophyll" in row[3]), strict=True))
    assert red["deck"] == "Biology::Plants/Trees & 'more'"
    assert (red["tags"], red["answer"], red["explanation"]) == ("green hash plant::leaf", "False", "It is green.")
    assert (red["kind"], red["source"]) == ("truefalse", "Trees.md:21")


def test_line_breaks_and_tabs_of_code_stay_visible(build: Build, cards: dict[str, str | bytes]) -> None:
    rows = build(cards).export("tsv").data.decode()
    assert '<pre><code>def f(x):<br>    return {"a": x}  # a: b<br><br>print(f("&lt;b&gt;"))' in rows


def test_a_value_never_begins_with_a_quotation_mark(build: Build) -> None:
    row = build({"A.md": '##### "Who" said it?\n#card\n"me"\n'}).export("tsv").data.decode().split("\n")[-2]
    assert row.split("\t")[3:5] == ['&quot;Who" said it?', '&quot;me"']


def test_its_columns_are_the_first_fields_of_the_note_type() -> None:
    """So Anki fills the right fields by their order, in our note type and in its own of front and back."""
    assert tuple(name.lower() for name in FIELDS)[: len(COLUMNS) - 3] == COLUMNS[3:]
