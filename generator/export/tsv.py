"""``export --to tsv``: a row a card, for spreadsheets, Quizlet and Anki's text import.

The first lines tell Anki which column is which. The columns from ``question`` on are the first fields of our note type
in Anki, in its order: where that type is known from a package, a row becomes a card with options; where it is not,
question and answer become the front and back of the type that Anki suggests.
"""

from __future__ import annotations

from generator.export.anki import deck_name, guid, tags
from generator.export.anki.notetype import NOTE_TYPE, fields
from generator.export.face import Exported, Material, Pictures, faces
from generator.export.simple import Ways, linker

COLUMNS = ("guid", "deck", "tags", "question", "answer", "options", "explanation", "kind", "source")
_OWN = 3
"""Columns that are no fields of the note type."""


def export(material: Material) -> Exported:
    """UTF-8, values in HTML without line breaks and tabs, which become ``<br>`` and spaces."""
    pictures = Pictures()
    rows = []
    for face in faces(material, Ways(linker(material.base_url), pictures)):
        pictures.end_card()
        values = fields(face, material.base_url)[: len(COLUMNS) - _OWN]
        rows.append((guid(material, face), deck_name(face), " ".join(tags(face)), *values))
    head = [
        "#separator:tab",
        "#html:true",
        f"#notetype:{NOTE_TYPE.name}",
        *(f"#{name} column:{COLUMNS.index(name) + 1}" for name in ("guid", "deck", "tags")),
        # A line that Anki passes over and a spreadsheet shows. "#columns:" would make Anki look for fields so named.
        "#" + "\t".join(COLUMNS),
    ]
    lines = (*head, *("\t".join(map(_cell, row)) for row in rows))
    return Exported("".join(f"{line}\n" for line in lines).encode(), len(rows), pictures.notices("TSV"))


def _cell(value: str) -> str:
    """``value`` in one line. It does not begin with a quotation mark, which would take in tabs and lines behind it."""
    start, *rest = value.split("<pre>")
    parts = [_line(start)]
    for part in rest:
        code, end, after = part.partition("</pre>")
        parts.append("<pre>" + code.strip("\n").replace("\n", "<br>").replace("\t", "    ") + end + _line(after))
    cell = "".join(parts)
    return "&quot;" + cell[1:] if cell.startswith('"') else cell


def _line(text: str) -> str:
    return " ".join(text.replace("\t", " ").split("\n"))
