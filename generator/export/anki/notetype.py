"""What a card is in Anki: one note type for every kind of card, so that a card may change its kind and stay the same.

Anki updates a note only if its type is still the one that it was imported with. The names and order of fields and the
name of the template are therefore fixed; a new field goes to the end, with an ``id`` of its own. Templates, style and
script may change. The script adds to a card that works without it: options are shuffled, and can be chosen.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import blake2b
from html import escape
from importlib.resources import files
from typing import Any, NamedTuple

from generator.export.face import Face
from generator.export.simple import linker

FIELDS = ("Question", "Answer", "Options", "Explanation", "Kind", "Source", "Typed", "Read")
"""``Typed`` is plain text that the student types, ``Options`` a list whose right items have the class ``right``."""

_COMMAND = re.compile(r"\[(?=sound:|anki:|latex\]|\$)")
"""What a text makes Anki do: play a file, run LaTeX."""


class NoteType(NamedTuple):
    """A note type with one template."""

    id: int
    name: str
    fields: tuple[str, ...]

    def model(self, moment: int) -> dict[str, Any]:
        """It as Anki's collection stores it; ``moment`` is when it was last changed."""
        front, back, style = _look()
        return {
            "id": self.id,
            "name": self.name,
            "type": 0,
            "mod": moment,
            "usn": -1,
            "sortf": 0,
            "did": 1,
            "css": style,
            "latexPre": "",
            "latexPost": "",
            "latexsvg": False,
            "req": [[0, "any", [0]]],
            "tags": [],
            "vers": [],
            "flds": [
                {
                    "id": stable_id(f"field {name}"),
                    "name": name,
                    "ord": number,
                    "font": "Arial",
                    "size": 20,
                    "rtl": False,
                    "sticky": False,
                    "media": [],
                }
                for number, name in enumerate(self.fields)
            ],
            "tmpls": [
                {
                    "id": stable_id("template Card"),
                    "name": "Card",
                    "ord": 0,
                    "qfmt": front,
                    "afmt": back,
                    "bqfmt": "",
                    "bafmt": "",
                    "bfont": "",
                    "bsize": 0,
                    "did": None,
                }
            ],
        }


def stable_id(name: str) -> int:
    """A number that is always the same for ``name``, of the size that Anki's own have: milliseconds since 1970."""
    return 1_000_000_000_000 + int.from_bytes(blake2b(name.encode(), digest_size=6).digest(), "big") % 480_000_000_000


NOTE_TYPE = NoteType(stable_id("note type"), "studysite", FIELDS)


@cache
def _look() -> tuple[str, str, str]:
    """Front, back and style."""
    here = files(__package__)
    front, back, script, style = (
        (here / name).read_text("utf-8") for name in ("front.html", "back.html", "card.js", "card.css")
    )
    script = f"<script>\n{script}</script>\n"
    return front + script, back + script, style


def fields(face: Face, base_url: str) -> tuple[str, ...]:
    """The values of ``FIELDS`` for a card, in HTML that means nothing to Anki but what it says."""
    link = linker(base_url)
    read = ", ".join(_link(link(ref.href), ref.title) for ref in face.read)
    values = (
        face.question,
        face.answer,
        _options(face),
        face.explanation,
        face.kind,
        _link(link(face.href), face.place),
        escape(", ".join(face.blanks), quote=False),
        read,
    )
    return tuple(_COMMAND.sub("&#91;", value) for value in values)


def _link(address: str, text: str) -> str:
    text = escape(text, quote=False)
    return f'<a href="{escape(address)}">{text}</a>' if address else text


def _options(face: Face) -> str:
    if not face.options:
        return ""
    classes = ["options"]
    classes += ["key"] * face.graded + ["multiple"] * face.multiple + ["ordered"] * face.ordered
    items = "".join(
        f'<li class="right">{option}</li>' if index in face.correct else f"<li>{option}</li>"
        for index, option in enumerate(face.options)
    )
    hint = '<p class="hint">Choose all that are right.</p>' * (face.multiple and not face.choose)
    return f'{hint}<ol type="A" class="{" ".join(classes)}">{items}</ol>'
