"""The dialect of the plugin Flashcards for Obsidian: a question, ``#card`` below it or behind it, the answer, an id.

The grammar's rules 1 to 6. Which lines are a card is for ``ranges`` to say, where its options begin for ``options``;
here the lines become passages: the question without heading marks, number and marker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from textwrap import dedent

from generator.cards import options, ranges
from generator.cards.draft import Draft
from generator.cards.lines import Kind, Line
from generator.model import Passage

_HEADING = re.compile(r"\s*#{1,6}(?:[ \t]+|$)")
_HEADING_END = re.compile(r"[ \t]#+[ \t]*$")
_NUMBER = re.compile(r"\s*\d{1,4}[.)](?:\s+|(?=[^\W\d_]{2}))")
_BULLET = re.compile(r"\s*[-*+][ \t]+")


def is_written_in(text: str) -> bool:
    """A quick look: without the marker there is nothing to read."""
    return "#card" in text.lower()


def drafts(lines: Sequence[Line]) -> Iterator[Draft]:
    """Every block with a marker, complete or not, in order."""
    for block in ranges.blocks(lines):
        rows = [lines[number].text for number in range(block.start, block.marker + 1)]
        held = [lines[number].kind is Kind.HELD for number in range(block.start, block.marker + 1)]
        if lines[block.marker].kind is Kind.MARKER:
            rows, held = rows[:-1], held[:-1]
        found = options.split(rows, held, block.start)
        yield Draft(
            block.start,
            block.end,
            block.marker,
            _question(rows, held, found, block.start),
            found.options,
            found.lettered,
            Passage(dedent("\n".join(block.answer)), block.answer_start),
            block.id,
            block.tags,
        )
        for number in range(block.marker + 1, block.end):
            if lines[number].kind is Kind.MARKER:  # in the answer of a card that nothing parts it from
                nothing = Passage("", number)
                yield Draft(number, number, number, nothing, (), lettered=False, answer=nothing, id="", tags=())


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
