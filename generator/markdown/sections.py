"""The headings of a note's body, and the sections that they begin.

A section ends at the next heading of its level or above in the same container (the note, a quote, a list item), or
where that container ends. It is taken down as a ``Span`` of pieces, so that it can be embedded by itself.
"""

from __future__ import annotations

from typing import NamedTuple

from generator.markdown.notebook import Notebook, Tape
from generator.model import Heading, Span

_MAX_DEPTH = 5
"""The page's title is its h1, so five levels are left."""


class _Section(NamedTuple):
    level: int
    container: int
    heading: int
    start: int


class Sections:
    """The sections that are open at one place of a text. Containers are known by their tokens' level."""

    def __init__(self, book: Notebook, tape: Tape) -> None:
        self._book = book
        self._tape = tape
        self._open: list[_Section] = []

    @property
    def heading(self) -> int:
        """Index of the heading of the innermost open section, -1 before the first."""
        return self._open[-1].heading if self._open else -1

    def begin(self, level: int, container: int, text: str, written: str, line: int) -> Heading:
        """Takes down a heading, which ends the sections of its level and deeper ones. ``line`` from 0."""
        while self._open and self._open[-1].container == container and self._open[-1].level >= level:
            self._end_one()
        depth = min(len(self._open) + 1, _MAX_DEPTH)
        heading = Heading(level, depth, text, self._book.anchor(text), line, "" if written == text else written)
        self._open.append(_Section(level, container, len(self._book.headings), self._tape.mark()))
        self._book.headings.append(heading)
        return heading

    def end(self, container: int) -> None:
        """Ends the sections of all containers deeper than ``container``; -1 at the end of the text."""
        while self._open and self._open[-1].container > container:
            self._end_one()

    def _end_one(self) -> None:
        section = self._open.pop()
        name = self._book.headings[section.heading].id
        self._book.spans.append(Span("heading", name, section.level, section.start, self._tape.mark()))
