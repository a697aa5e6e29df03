"""The dialect of the plugin Flashcards for Obsidian: a question, ``#card`` below it or behind it, the answer, an id.

The grammar's rules 1 to 6. Which lines are a card is for ``ranges`` to say, where its options begin for ``options``.
``#card-reverse`` asks both ways, ``#card-spaced`` is a prompt without an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.cards import ranges
from generator.cards.draft import Draft
from generator.cards.lines import Kind, Line
from generator.cards.passages import answered, asked
from generator.model import Passage

NAME = "card"


def is_written_in(text: str) -> bool:
    """A quick look: without the marker there is nothing to read."""
    return "#card" in text.lower()


def drafts(lines: Sequence[Line]) -> Iterator[Draft]:
    """Every block with a marker, complete or not, in order."""
    for block in ranges.blocks(lines):
        rows = [lines[number].text for number in range(block.start, block.marker + 1)]
        held = [lines[number].held for number in range(block.start, block.marker + 1)]
        marker = lines[block.marker]
        if marker.kind is Kind.MARKER:
            rows, held = rows[:-1], held[:-1]
        question, options, lettered = asked(rows, held, block.start)
        draft = Draft(
            block.start,
            block.end,
            block.marker,
            question,
            answered(block.answer, block.answer_start),
            options,
            lettered,
            block.id,
            block.tags,
            everywhere=True,
            kind="open" if marker.form == "card-spaced" else None,
        )
        yield draft
        if marker.form == "card-reverse" and not options:
            yield draft.reverse()
        for number in range(block.marker + 1, block.end):
            if lines[number].kind is Kind.MARKER:  # in the answer of a card that nothing parts it from
                nothing = Passage("", number)
                yield Draft(number, number, number, nothing, nothing, everywhere=True)
