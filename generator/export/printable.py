"""``export --to print``: a worksheet to print, one HTML file that needs no other.

Questions stand under their domains, else under their decks, with room to answer; the key comes last, on a page of its
own. Options keep the order that they were written in. The paper is whatever the printer holds: A4, Letter.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from mimetypes import guess_type

from generator.export.face import Exported, Face, Material, faces
from generator.export.simple import Ways, plain

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ROOM = 4
"""Lines for an answer in one's own words."""
_SHORT = 300
"""Characters of an explanation in the key."""


def export(material: Material) -> Exported:
    """The file, in UTF-8, without scripts. Links are left out: paper has none."""
    cards = tuple(faces(material, Ways(lambda _: "", _Inline(material), latex=False)))
    groups = _groups(material, cards)
    asked, answered, number = [], [], 0
    for title, group in groups:
        heading = f"<h2>{escape(title, quote=False)}</h2>\n"
        first = number + 1
        asked.append(f'<section>\n{heading}<ol class="questions" start="{first}">\n')
        answered.append(f'<section>\n{heading}<ol class="key" start="{first}">\n')
        for face in group:
            asked.append(f"<li>{_question(face)}</li>\n")
            answered.append(f"<li>{_answer(face)}</li>\n")
        number += len(group)
        asked.append("</ol>\n</section>\n")
        answered.append("</ol>\n</section>\n")
    title = escape(material.title, quote=False)
    page = (
        f'<!doctype html>\n<html lang="{escape(material.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{_style()}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n"
        f'<p class="about"><span>Name</span><span>Date</span><span>Right, of {number}</span></p>\n</header>\n'
        f'<main>\n{"".join(asked)}</main>\n<div class="answers">\n<h1>Key</h1>\n{"".join(answered)}</div>\n'
        "</body>\n</html>\n"
    )
    return Exported(page.encode(), number)


@cache
def _style() -> str:
    return (files(__package__) / "print.css").read_text("utf-8")


def _groups(material: Material, cards: Sequence[Face]) -> list[tuple[str, list[Face]]]:
    """The cards of each domain in the order of the courses, then those of each deck that belong to none."""
    found: dict[str, list[Face]] = {domain.title: [] for course in material.deck.courses for domain in course.domains}
    for face in cards:
        found.setdefault(face.domain or " › ".join(face.deck), []).append(face)
    return [(title, group) for title, group in found.items() if group]


class _Inline:
    """Puts pictures into the file itself."""

    def __init__(self, material: Material) -> None:
        self._files = material.files

    def __call__(self, src: str) -> str:
        """A ``data:`` address of the picture at ``src``."""
        output = self._files.get(src)
        kind = guess_type(src)[0]
        return f"data:{kind};base64,{b64encode(output.make()).decode()}" if output and kind else ""


def _letter(index: int) -> str:
    return _LETTERS[index] if index < len(_LETTERS) else str(index + 1)


def _question(face: Face) -> str:
    return f'<div dir="auto"><div class="question">{face.question}</div>\n{"".join(_room(face))}</div>'


def _room(face: Face) -> Iterator[str]:
    """Where the answer goes."""
    if face.multiple and not face.choose:
        yield '<p class="hint">Choose all that are right.</p>\n'
    if face.options:
        box = "box" if face.multiple else "circle"
        yield '<ul class="options">\n'
        for index, option in enumerate(face.options):
            yield f'<li><span class="{box}"></span><b>{_letter(index)}</b><div>{option}</div></li>\n'
        yield "</ul>\n"
    elif face.blanks:
        yield "".join(
            f'<div class="line">{f"<b>{at}</b>" * (len(face.blanks) > 1)}</div>\n'
            for at in range(1, len(face.blanks) + 1)
        )
    else:
        yield '<div class="line"></div>\n' * _ROOM


def _answer(face: Face) -> str:
    if face.graded and face.options:
        letters = ", ".join(_letter(index) for index in face.correct)
        words = f" {_short(face.answer)}" if len(face.correct) == 1 else ""
        parts = [f"<b>{letters}</b>{words}", _short(face.explanation)]
    else:
        parts = [_short(face.answer), _short(face.explanation)]
    return "\n".join(f'<div dir="auto">{part}</div>' for part in parts if part)


def _short(html: str) -> str:
    """``html``, or the beginning of its text if it is long."""
    text = plain(html)
    if len(text) <= _SHORT:
        return html
    return escape(" ".join(text[:_SHORT].split()[:-1]), quote=False) + " …"
