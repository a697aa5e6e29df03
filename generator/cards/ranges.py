"""Which lines of a note are a card, for the dialects that mark one with ``#card``: rules 1 to 4 of the grammar.

Lines gather into runs (no blank line inside), runs into blocks: a question, the marker, an answer, an optional id. Both
steps walk forward once. What a block needs to know of the lines after it, it gets from one pass backwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.cards.lines import Kind, Line


class Block(NamedTuple):
    """A card's lines, all from 0: its question from ``start`` to the marker, all of it from ``start`` up to ``end``.

    The marker's own line is a part of the question unless its kind is ``MARKER``.
    """

    start: int
    marker: int
    end: int
    answer: tuple[str, ...]
    """The answer's lines without blank ones around them, the id cut off."""
    answer_start: int
    id: str
    tags: tuple[str, ...]


class _Run(NamedTuple):
    start: int
    end: int
    marker: int | None


_GLUED_ID = re.compile(r"\^(\d{13})\s*$")
_SPACED_ID = re.compile(r"\s\^([A-Za-z0-9-]+)\s*$")
_LONE_ID = re.compile(r"\s*\^([A-Za-z0-9-]+)\s*$")
_NUMBERED = re.compile(r"\s*\d{1,4}[.)]\s")
_OWN_QUESTION = re.compile(r"\s*(?:[-*+]|\d{1,4}[.)])\s")


def blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """The blocks of a note in order. One without question or answer is among them: whoever asked will report it."""
    runs = _runs(lines)
    closers = _closers(lines, runs)
    bridge: int | None = None
    taken = 0
    for number, run in enumerate(runs):
        if run.start < taken:
            bridge = None
            continue
        start = run.start
        if bridge is not None and _continues(lines, run):
            start = bridge
        bridge = start if run.marker is None and lines[start].kind is Kind.HEADING else None
        if run.marker is not None:
            block = _block(lines, runs, number, start=start, marker=run.marker, closers=closers)
            taken = block.end
            yield block


def _continues(lines: Sequence[Line], run: _Run) -> bool:
    """A run that linters have cut off from its heading: a list of options, or ``#card`` itself."""
    first = lines[run.start]
    return first.kind is Kind.MARKER or (first.kind is Kind.OPTION and first.tags is None)


def _block(
    lines: Sequence[Line], runs: Sequence[_Run], number: int, *, start: int, marker: int, closers: Sequence[int | None]
) -> Block:
    """Rules 3 and 4 for a run with a marker: how far the answer reaches, and its id."""
    end = runs[number].end
    following = number + 1
    if lines[marker].form == "card-spaced":  # a prompt alone: what follows is no answer
        end = marker + 1 + (marker + 1 < end and lines[marker + 1].kind is Kind.ID)
        return Block(start, marker, end, (), end, cut_id(lines, marker + 1, end)[1], lines[marker].tags or ())
    if end == marker + 1 and following < len(runs) and not _is_barrier(lines, runs[following]):
        end = runs[following].end
        following += 1
    answer, id_ = cut_id(lines, marker + 1, end)
    if not id_ and end > marker + 1 and following < len(runs):
        closer = closers[following]
        if closer is not None:
            end = runs[closer].end
            answer, id_ = cut_id(lines, marker + 1, end)
    blank = next((i for i, line in enumerate(answer) if line.strip()), len(answer))
    return Block(start, marker, end, answer[blank:], marker + 1 + blank, id_, lines[marker].tags or ())


def cut_id(lines: Sequence[Line], start: int, end: int) -> tuple[tuple[str, ...], str]:
    """The lines of an answer, ``[start, end)``, without its id, and the id, empty if there is none."""
    # A later marker in the same run is a mistake that is reported elsewhere; here it is text again.
    answer = ["#card" if lines[i].kind is Kind.MARKER else lines[i].text for i in range(start, end)]
    id_ = ""
    if answer and not lines[end - 1].held:
        found = _LONE_ID.fullmatch(answer[-1]) or _GLUED_ID.search(answer[-1]) or _SPACED_ID.search(answer[-1])
        if found:
            answer[-1] = answer[-1][: found.start()].rstrip()
            id_ = found[1]
    while answer and not answer[-1].strip():
        answer.pop()
    return tuple(answer), id_


def _is_barrier(lines: Sequence[Line], run: _Run) -> bool:
    """No answer reaches into or across this run: a heading, a thematic break, another card."""
    return run.marker is not None or lines[run.start].kind in (Kind.HEADING, Kind.RULE)


def _closers(lines: Sequence[Line], runs: Sequence[_Run]) -> list[int | None]:
    """For each run the next one, itself included, that ends in an id before any barrier."""
    closers: list[int | None] = []
    closer: int | None = None
    for number in range(len(runs) - 1, -1, -1):
        run = runs[number]
        if _is_barrier(lines, run):
            closer = None
        elif _ends_card(lines[run.end - 1]):
            closer = number
        closers.append(closer)
    closers.reverse()
    return closers


def _ends_card(line: Line) -> bool:
    """The line holds an id that nothing but a card's end can carry."""
    return line.kind is Kind.ID or (not line.held and bool(_GLUED_ID.search(line.text)))


def _runs(lines: Sequence[Line]) -> list[_Run]:
    """Rules 1 and 2: stretches of lines without a blank one; each heading begins one, each id ends one."""
    before_option = _before_option(lines)
    runs: list[_Run] = []
    start: int | None = None
    marker: int | None = None
    question: int | None = None  # where the next card may begin that no blank line parts from this one's answer

    def close(end: int) -> None:
        nonlocal start, marker, question
        if start is not None:
            runs.append(_Run(start, end, marker))
        start = marker = question = None

    for number, line in enumerate(lines):
        if line.kind is Kind.BLANK or (
            line.kind is Kind.SPACES and not (start is not None and marker is None and before_option[number])
        ):
            close(number)
            continue
        if line.kind in (Kind.HEADING, Kind.RULE):
            close(number)
        if start is None:
            start = number
        if marker is not None and number > marker + 1 and _NUMBERED.match(line.text) and line.kind is Kind.TEXT:
            question = number
        if line.tags is not None:
            own = line.kind is not Kind.MARKER and (question is None or _OWN_QUESTION.match(line.text))
            begin = number if own else question
            if marker is None:
                marker = number
            elif begin is not None:
                close(begin)
                start, marker = begin, number
        if line.kind is Kind.RULE or _ends_card(line):
            close(number + 1)
    close(len(lines))
    return runs


def _before_option(lines: Sequence[Line]) -> list[bool]:
    """For each line of spaces: an option or ``#card`` is the next line that holds anything."""
    flags: list[bool] = []
    flag = False
    for line in reversed(lines):
        if line.kind is not Kind.SPACES:
            flag = line.kind in (Kind.OPTION, Kind.MARKER)
        flags.append(flag)
    flags.reverse()
    return flags
