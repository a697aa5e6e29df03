r"""``export --to gift``: questions for Moodle, text in HTML, formulas for its MathJax.

Choices keep their key; with several right options each gives its part of the mark and a wrong one takes its part. A
blank to be typed becomes a short answer; what only a person can grade becomes an essay with the answer as feedback.
Sources: https://docs.moodle.org/en/GIFT_format, and for what the page leaves open (which escapes are read where, how
the kind of a question is found) Moodle's reader, https://github.com/moodle/moodle, ``question/format/gift``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.export.face import Exported, Face, Material, Pictures, faces, left_out
from generator.export.simple import Ways, linker, plain

_SPECIAL = re.compile(r"[\\~=#{}:]")
_TITLE = 80
"""Characters of a question's name."""
_MOST_RIGHT = 10
"""Moodle knows no smaller part of a mark than a tenth for which the parts of all right options add up."""


def export(material: Material) -> Exported:
    """UTF-8: the decks as categories, a blank line between questions."""
    pictures = Pictures()
    blocks: list[str] = []
    missing: Counter[str] = Counter()
    category = ""
    cards = 0
    for face in faces(material, Ways(linker(material.base_url), pictures)):
        fits = len(face.correct) <= _MOST_RIGHT
        pictures.end_card(written=fits)
        if not fits:
            missing[f"Moodle cannot share a mark among more than {_MOST_RIGHT} right options"] += 1
            continue
        if (deck := _category(face.deck)) != category:
            category = deck
            blocks.append(f"$CATEGORY: {category}\n")
        blocks.append(_question(face))
        cards += 1
    return Exported("\n".join(blocks).encode(), cards, (*left_out(missing), *pictures.notices("GIFT")))


def _category(deck: Sequence[str]) -> str:
    """A path of categories: a slash in a name is doubled. Of all escapes only the backslash's is undone here."""
    names = (" ".join(part.split()).replace("/", "//").replace("\\", "\\\\") for part in deck)
    return "/".join(filter(None, names)) or "studysite"


def _question(face: Face) -> str:
    title = " ".join(plain(face.question).split()) or face.place
    if len(title) > _TITLE:
        title = title[: _TITLE - 1].rstrip() + "…"
    question = face.question
    if face.options and not face.graded:
        question += f'<ol type="A">{"".join(f"<li>{option}</li>" for option in face.options)}</ol>'
    return f"::{escaped(title)}::{_html(question)} {{{_answers(face)}}}\n"


def _answers(face: Face) -> str:
    """What stands between the braces."""
    if face.kind == "truefalse" and face.graded:
        return ("TRUE" if face.correct == (0,) else "FALSE") + _feedback(face.explanation)
    if face.graded and face.options:
        return "".join(f"\n  {line}" for line in _choices(face)) + "\n" + _feedback(face.explanation)
    if len(face.blanks) == 1 and "->" not in face.blanks[0]:  # with an arrow it would be a question of pairs
        return f"={_short(face.blanks[0])}{_feedback(face.explanation)}"
    return _feedback("<br>".join(filter(None, (face.answer, face.explanation))))


def _choices(face: Face) -> Iterator[str]:
    wrong = len(face.options) - len(face.correct)
    for index, option in enumerate(face.options):
        right = index in face.correct
        if not face.multiple:
            yield f"{'=' if right else '~'}{_html(option)}"
        elif right:
            yield f"~%{_percent(len(face.correct))}%{_html(option)}"
        else:
            # Whoever ticks everything gets nothing.
            yield f"~%-{_percent(min(wrong, _MOST_RIGHT))}%{_html(option)}"


def _percent(parts: int) -> str:
    """A part of 100 as Moodle writes it, which knows no other: ``33.33333``."""
    return f"{100 / parts:.5f}".rstrip("0").rstrip(".")


def _short(answer: str) -> str:
    """A short answer, in plain text: a star would stand for any text, a bracket begin the name of a format."""
    text = escaped(" ".join(answer.split()).replace("*", r"\*"))
    return f"[plain]{text}" if text.startswith("[") else text


def _feedback(html: str) -> str:
    return f"####{_html(html)}" if html else ""


def _html(html: str) -> str:
    r"""A text, in one line: a line break counts in code only, and is written as ``\n`` there."""
    parts = re.split(r"(<pre>.*?</pre>)", html, flags=re.DOTALL)
    lines = (
        escaped(part).replace("\n", r"\n") if at % 2 else escaped(" ".join(part.split("\n")))
        for at, part in enumerate(parts)
    )
    return "[html]" + "".join(lines)


def escaped(text: str) -> str:
    """``text`` with nothing in it that means something in GIFT."""
    return _SPECIAL.sub(r"\\\g<0>", text)
