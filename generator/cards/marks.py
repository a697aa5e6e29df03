"""Where a note says that all its questions are cards: by the tag ``#flashcards``, or the one that ``[cards]`` names.

``#card`` and its like are cards wherever they stand; most other ways to write one mean something else in most notes. So
those count only under this tag: on a line with nothing but tags (or in front matter) it speaks for the note, on a
heading for its section, anywhere else for its own block. What follows in it, ``#flashcards/aws/s3``, names the deck.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from generator.cards.lines import Kind, Line, stretches

_OWN = frozenset(("card", "card-reverse", "card-spaced"))


def is_marker(name: str, tag: str) -> bool:
    """Tell whether the tag ``name`` only says that there are cards; ``tag`` is that of ``[cards]``."""
    folded = name.casefold()
    return folded.partition("/")[0] in _OWN or f"{folded}/".startswith(f"{tag.casefold()}/")


class Marks(NamedTuple):
    """``text`` is the note without these tags, ``tags`` has for each line the one that holds there, or ``None``."""

    text: str
    tags: tuple[str | None, ...]


def marks(text: str, lines: Sequence[Line], tag: str, whole: str | None) -> Marks:
    """Where ``tag`` (without ``#``) stands in a note of these ``lines``, and in ``text``, which is cleaned of it.

    ``whole`` is what front matter or settings say already of the whole note.
    """
    if f"#{tag}".casefold() not in text.casefold():
        return Marks(text, (whole,) * len(lines))
    pattern = re.compile(rf"[ \t]*(?<!\S)#({re.escape(tag)}(?:/[^\s#]+)?)(?!\S)", re.IGNORECASE)
    rows = text.split("\n")
    own: dict[int, str] = {}
    for number, line in enumerate(lines):
        if line.kind is not Kind.HELD and (match := pattern.search(rows[number])):
            own[number] = match[1]
            rows[number] = pattern.sub("", rows[number])
    alone = {number: name for number, name in own.items() if all(word[0] == "#" for word in lines[number].text.split())}
    current = next(iter(alone.values()), whole)
    found = []
    for number in range(len(lines)):  # what stands alone speaks for all that follows, the first one for the note
        current = alone.get(number, current)
        found.append(current)
    for number, name in own.items():
        if number not in alone and lines[number].kind is Kind.HEADING:
            for at in _section(lines, rows, number):
                found[at] = name
    for block in stretches(lines):
        names = [own[at] for at in block if at in own and at not in alone and lines[at].kind is not Kind.HEADING]
        for at in block if names else ():
            found[at] = own.get(at, names[0])
    return Marks("\n".join(rows), tuple(found))


def _section(lines: Sequence[Line], rows: Sequence[str], number: int) -> range:
    """The lines under the heading on line ``number``, up to the next one of its level or above."""
    level = _level(rows[number])
    end = number + 1
    while end < len(lines) and not (lines[end].kind is Kind.HEADING and _level(rows[end]) <= level):
        end += 1
    return range(number, end)


def _level(row: str) -> int:
    return len(row.lstrip()) - len(row.lstrip().lstrip("#"))
