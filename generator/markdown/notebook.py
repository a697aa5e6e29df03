"""What one note collects while its body and its cards' passages are written."""

from __future__ import annotations

from collections.abc import Sequence

from generator.markdown.footnote import Footnote
from generator.model import Block, Diagnostic, Field, Heading, Hole, Link, Pieces, Span
from generator.slug import slug


class Notebook:
    """What is known of one note while its texts are written. ``lines`` are its source."""

    def __init__(self, path: str, lines: Sequence[str], *, breaks: bool) -> None:
        self.path = path
        self.lines = lines
        self.breaks = breaks
        self.headings: list[Heading] = []
        self.spans: list[Span] = []
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.fields: list[Field] = []
        self.diagrams = False
        self.tags: dict[str, None] = {}
        """In the order they are met."""
        self.problems: list[Diagnostic] = []
        self.footnotes: list[tuple[Footnote | Pieces, int]] = []
        """What something refers to, in that order: a definition, or what an inline one holds; and the heading above."""
        self.card_headings: dict[int, int] = {}
        """Card that the body has a hole for -> the heading it stands under, -1 before the first."""
        self._ids: set[str] = set()
        self._counts: dict[str, int] = {}
        self._numbers: dict[Footnote, int] = {}

    def anchor(self, text: str) -> str:
        """An id of its own for a heading: ``text``'s slug, with ``-1``, ``-2`` for later ones of that name."""
        name = base = slug(text) or "section"
        while name in self._ids:
            self._counts[base] = self._counts.get(base, 0) + 1
            name = f"{base}-{self._counts[base]}"
        self._ids.add(name)
        return name

    def block_anchor(self, name: str) -> str:
        """The id of a named block, ``^name`` as in Obsidian's links; empty if an earlier block has that name."""
        anchor = f"^{name.lower()}"
        if anchor in self._ids:
            return ""
        self._ids.add(anchor)
        return anchor

    def footnote(self, written: Footnote | Pieces, heading: int) -> int:
        """The index in ``footnotes`` of what a reference under ``heading`` leads to."""
        number = self._numbers.get(written, -1) if isinstance(written, Footnote) else -1
        if number < 0:
            number = len(self.footnotes)
            self.footnotes.append((written, heading))
        if isinstance(written, Footnote):
            self._numbers[written] = number
        return number

    def report(self, code: str, line: int, col: int, message: str, hint: str = "") -> None:
        """Takes down a problem; ``line`` from 0, ``col`` from 1, or 0 for the whole line."""
        self.problems.append(Diagnostic(code, self.path, line + 1, col, message, hint))

    def report_math(self, problem: str, line: int, col: int) -> None:
        """Takes down that a formula is shown as its source; ``line`` and ``col`` as in ``report``."""
        self.report("math-unknown", line, col, f"a formula is shown as its source: {problem}")

    def report_html(self, names: Sequence[str], line: int) -> None:
        """Takes down that ``names``, of raw HTML on ``line``, were left out, if there are any."""
        if names:
            message = f"{', '.join(names)} is not allowed on the site and was left out"
            self.report("html-dropped", line, 0, message, "write it in Markdown")


class Tape:
    """Pieces in the making: HTML is joined until a hole or a mark comes."""

    def __init__(self) -> None:
        self._pieces: list[str | Hole] = []
        self._html: list[str] = []
        self.write = self._html.append
        """Adds HTML."""

    def hole(self, hole: Hole) -> None:
        """Leaves a hole."""
        self.mark()
        self._pieces.append(hole)

    def mark(self) -> int:
        """The index of the piece that will come next: a span can begin or end here."""
        html = "".join(self._html)
        if html:
            self._pieces.append(html)
        self._html.clear()
        return len(self._pieces)

    def pieces(self) -> Pieces:
        """All that was written."""
        self.mark()
        return tuple(self._pieces)
