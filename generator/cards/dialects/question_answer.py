"""``Q:`` and ``A:``: a question and its answer in one block, each behind its letter.

The answer ends with its block, or where the next ``Q:`` begins. An empty line between the two is read only where the
note says that its questions are cards: lists of frequent questions are written so too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from generator.cards.draft import Draft
from generator.cards.lines import Kind, Line, stretches
from generator.cards.passages import answered, asked
from generator.cards.ranges import cut_id

NAME = "question-answer"

_LABEL = r" {{0,3}}(?:(?P<bold>\*\*|__){0}:(?P=bold)|{0}:)(?=\s|$)\s*"
_QUESTION = re.compile(_LABEL.format("Q"))
_ANSWER = re.compile(_LABEL.format("A"))


def is_written_in(text: str) -> bool:
    """A quick look for both letters."""
    return "Q:" in text and "A:" in text


class _Label(NamedTuple):
    """A letter with its colon: on which line, of which block, and where the text begins."""

    line: int
    block: range
    col: int
    asks: bool


def drafts(lines: Sequence[Line]) -> Iterator[Draft]:
    """Every question with an answer, in order."""
    labels = list(_labels(lines))
    for index, (label, reply) in enumerate(pairwise(labels)):
        between = range(label.block.stop, reply.block.start)
        if not label.asks or reply.asks or any(lines[at].kind is not Kind.BLANK for at in between):
            continue
        start, at, end = label.line, reply.line, reply.block.stop
        if index + 2 < len(labels) and labels[index + 2].block == reply.block:
            end = labels[index + 2].line
        rows = [line.text for line in lines[start:at]]
        question, options, lettered = asked(
            [rows[0][label.col :], *rows[1:]], [line.held for line in lines[start:at]], start
        )
        text, id_ = cut_id(lines, at, end)
        answer = answered([text[0][reply.col :], *text[1:]], at)
        together = label.block == reply.block
        yield Draft(start, end, start, question, answer, options, lettered, id_, everywhere=together)


def _labels(lines: Sequence[Line]) -> Iterator[_Label]:
    for block in stretches(lines):
        for at in block:
            text = "" if lines[at].held else lines[at].text
            question, answer = _QUESTION.match(text), _ANSWER.match(text)
            if question:
                yield _Label(at, block, question.end(), asks=True)
            elif answer:
                yield _Label(at, block, answer.end(), asks=False)
