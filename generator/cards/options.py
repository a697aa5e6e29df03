"""The options of a question: rules 5 and 6 of the grammar.

Options are a list of dashes, or an ordered run of letters from A, at line starts or inside a line. Whatever stands
before the first option is the question; where letters follow a dash list, that list is part of the question (statements
that the options speak of).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.formula import masked
from generator.model import Passage


class Options(NamedTuple):
    """Where the question ends (line and column of the first option), and the options, with letters or without."""

    line: int
    col: int
    options: tuple[Passage, ...]
    lettered: bool


class _Label(NamedTuple):
    """A place where an option may begin: at ``start`` its bullet or letter, at ``text`` its first character."""

    line: int
    start: int
    text: int
    letter: str
    at_line_start: bool


_DASH = re.compile(r"(\s*)[-*+]\s+(?=\S)")
_LINE_LABEL = re.compile(r"\s*(?:[-*+]\s+)?([A-Za-z])(?:\.\)|[.)])\s*(?=\S)")
_INLINE_LABEL = re.compile(r"(?<=\s)([A-Za-z])(?:\.\)|[.)])\s+(?=\S)")


def split(lines: Sequence[str], held: Sequence[bool], first: int) -> Options:
    """The options in ``lines`` of a question block; ``held`` lines are never looked into.

    ``first`` is the number of the first line in the note. Fewer than two options are none.
    """
    labels = _lettered(lines, held) or _dashes(lines, held)
    if len(labels) < 2:
        return Options(len(lines), 0, (), lettered=False)
    ends = [(label.line, label.start) for label in labels[1:]] + [(len(lines), 0)]
    options = tuple(_option(lines, label, *end, first) for label, end in zip(labels, ends, strict=True))
    return Options(labels[0].line, labels[0].start, options, lettered=bool(labels[0].letter))


def _option(lines: Sequence[str], label: _Label, end_line: int, end_col: int, first: int) -> Passage:
    """An option's text up to where the next one begins, its further lines moved to the left with it."""
    rows = list(lines[label.line : end_line + 1]) if end_col else list(lines[label.line : end_line])
    if end_col:
        rows[-1] = rows[-1][:end_col]
    rows[0] = rows[0][label.text :]
    rows[1:] = [row[min(label.text, len(row) - len(row.lstrip())) :] for row in rows[1:]]
    return Passage("\n".join(rows).rstrip(), first + label.line)


def _dashes(lines: Sequence[str], held: Sequence[bool]) -> list[_Label]:
    """The items of a dash list; deeper ones belong to the option above them."""
    labels: list[_Label] = []
    for number, line in enumerate(lines):
        dash = None if held[number] or number == 0 else _DASH.match(line)
        if dash and (not labels or dash.end(1) < labels[0].start + 2):
            labels.append(_Label(number, dash.end(1), dash.end(), "", at_line_start=True))
    return labels


def _lettered(lines: Sequence[str], held: Sequence[bool]) -> list[_Label]:
    """The ordered run of letters. Letters inside a line count only if the line starts alone don't make the run."""
    found = [label for number, line in enumerate(lines) if not held[number] for label in _labels(number, line)]
    at_starts = [label for label in found if label.at_line_start]
    run = _ordered(at_starts)
    if len(run) >= 2 and len(run) == len(at_starts):
        return run
    mixed = _ordered(found)
    if len(mixed) >= 3 or (len(mixed) == 2 and any(label.at_line_start for label in mixed)):
        return mixed if len(mixed) > len(run) else run
    return run if len(run) >= 2 else []


def _labels(number: int, line: str) -> Iterator[_Label]:
    """Every place in the line that looks like a letter before an option, code spans and formulas left out."""
    text = masked(line)
    position = 0
    at_start = _LINE_LABEL.match(text)
    if at_start and number:
        yield _Label(number, 0, at_start.end(), at_start[1], at_line_start=True)
        position = at_start.end()
    for label in _INLINE_LABEL.finditer(text, position):
        yield _Label(number, label.start(), label.end(), label[1], at_line_start=False)


def _ordered(labels: Sequence[_Label]) -> list[_Label]:
    """The longest run A, B, C, ... in one case, the last of equals. Every A may begin it: names hold letters too."""
    best: list[_Label] = []
    run: list[_Label] = []
    for label in labels:
        if label.letter in "Aa":
            run = [label]
        elif run and ord(label.letter) == ord(run[-1].letter) + 1:
            run.append(label)
        if len(run) >= len(best):
            best = run
    return best
