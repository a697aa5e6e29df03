"""Lines of a note -> the passages of a card: a question without the marks that only made it one, and its options."""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import dedent
from typing import NamedTuple

from generator.cards import options
from generator.model import Passage

_HEADING = re.compile(r"\s*#{1,6}(?:[ \t]+|$)")
_HEADING_END = re.compile(r"[ \t]#+[ \t]*$")
_NUMBER = re.compile(r"\s*\d{1,4}[.)](?:\s+|(?=[^\W\d_]{2}))")
_BULLET = re.compile(r"\s*[-*+][ \t]+")


class Asked(NamedTuple):
    """A question, and the options that are written under it or inside it."""

    question: Passage
    options: tuple[Passage, ...]
    lettered: bool


def asked(rows: Sequence[str], held: Sequence[bool], start: int) -> Asked:
    """What the lines ``rows`` ask; ``held`` ones are not looked into, ``start`` is the first one's number."""
    found = options.split(rows, held, start)
    return Asked(_question(rows, held, found, start), found.options, found.lettered)


def answered(rows: Sequence[str], start: int) -> Passage:
    """The passage of an answer's lines, without blank ones around them."""
    first = next((number for number, row in enumerate(rows) if row.strip()), len(rows))
    return Passage(dedent("\n".join(rows[first:])).rstrip(), start + first)


def _question(rows: Sequence[str], held: Sequence[bool], found: options.Options, start: int) -> Passage:
    """What stands before the first option, without the marks that only made it a question."""
    text = list(rows[: found.line])
    if found.col:
        text.append(rows[found.line][: found.col])
    if text and not held[0]:
        heading = _HEADING.match(text[0])
        if heading:
            text[0] = _HEADING_END.sub("", text[0][heading.end() :])
        number = _NUMBER.match(text[0]) or (_BULLET.match(text[0]) if len(text) == 1 else None)
        text[0] = text[0][number.end() :] if number else text[0].lstrip()
    while text and not text[0].strip():
        text.pop(0)
        start += 1
    return Passage("\n".join(text).rstrip(), start)
