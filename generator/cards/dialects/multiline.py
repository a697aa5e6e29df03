"""A question, ``?`` alone on a line, the answer, as the plugin Spaced Repetition has it; ``??`` asks both ways.

The question begins and the answer ends at an empty line, a heading or a rule; a heading may itself be the question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.cards.draft import Draft
from generator.cards.lines import Kind, Line, stretches
from generator.cards.passages import answered, asked
from generator.cards.ranges import cut_id

NAME = "multiline"

_MARKS = ("?", "??")


def is_written_in(text: str) -> bool:
    """A quick look for the mark."""
    return "\n?" in text


def drafts(lines: Sequence[Line]) -> Iterator[Draft]:
    """Every mark with lines around it, in order; of several in a block the first counts."""
    for stretch in stretches(lines):
        start, end = stretch.start, stretch.stop
        marks = (at for at in stretch if lines[at].kind is Kind.TEXT and lines[at].text.strip() in _MARKS)
        marker = next(marks, start)
        if marker == start or marker == end - 1:
            continue
        rows = [lines[at].text for at in range(start, marker)]
        question, options, lettered = asked(rows, [lines[at].held for at in range(start, marker)], start)
        text, id_ = cut_id(lines, marker + 1, end)
        draft = Draft(start, end, marker, question, answered(text, marker + 1), options, lettered, id_)
        yield draft
        if lines[marker].text.strip() == "??" and not options:
            yield draft.reverse()
