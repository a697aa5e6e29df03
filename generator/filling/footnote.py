"""Footnotes as a page shows them: numbered by their first reference, with links there and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from generator import wording


class Footnotes:
    """The footnotes of one page, or of one card.

    On a page (``linked``) numbers lead to the notes at its end. In a card they stand right below, and the quiz needs
    the address's fragment for itself. ``first`` is the number that the first one gets.
    """

    def __init__(self, *, linked: bool, first: int = 1) -> None:
        self._linked = linked
        self._first = first
        self._notes: list[tuple[str, int]] = []
        self._numbers: dict[tuple[str, int], int] = {}
        self._references: list[int] = []

    def __iter__(self) -> Iterator[tuple[str, int]]:
        """Note and index in its ``Doc.footnotes`` of each, by number; those that come to be meanwhile, too."""
        return iter(self._notes)

    @property
    def next(self) -> int:
        """The number that one more would get."""
        return self._first + len(self._notes)

    def reference(self, path: str, footnote: int) -> str:
        """The mark that refers to a footnote of the note ``path``."""
        number = self._numbers.setdefault((path, footnote), self.next)
        at = number - self._first
        if at == len(self._notes):
            self._notes.append((path, footnote))
            self._references.append(0)
        self._references[at] += 1
        if not self._linked:
            return f'<sup class="footnote-ref">{number}</sup>'
        back = _back(number, self._references[at])
        label = escape(wording.text("footnote", number=number))
        link = f'<a href="#fn:{number}" id="{back}" aria-label="{label}">{number}</a>'
        return f'<sup class="footnote-ref">{link}</sup>'

    def html(self, said: Sequence[str]) -> str:
        """The notes; ``said`` is the HTML of each."""
        if not said:
            return ""
        rows = "".join(self._row(self._first + at, html) for at, html in enumerate(said))
        start = f' start="{self._first}"' if self._first > 1 else ""
        title = escape(wording.text("footnotes"))
        if not self._linked:
            return f'<ol class="footnotes" aria-label="{title}"{start}>\n{rows}</ol>\n'
        return f'<section class="footnotes">\n<h2 class="vh">{title}</h2>\n<ol>\n{rows}</ol>\n</section>\n'

    def _row(self, number: int, html: str) -> str:
        if not self._linked:
            return f"<li>{html}</li>\n"
        count = self._references[number - self._first]
        labels = [wording.text("backToText")]
        if count > 1:
            labels = [wording.text("backToPlace", number=at) for at in range(1, count + 1)]
        backs = " ".join(
            f'<a class="footnote-backref" href="#{_back(number, at)}" aria-label="{escape(label)}">↩︎</a>'
            for at, label in enumerate(labels, 1)
        )
        # In the last paragraph, if the note ends with one.
        body, close = (html.removesuffix("</p>\n"), "</p>\n") if html.endswith("</p>\n") else (f"{html}<p>", "</p>\n")
        return f'<li id="fn:{number}">{body} {backs}{close}</li>\n'


def _back(number: int, count: int) -> str:
    """The id of a reference. A colon keeps it apart from those of headings."""
    return f"fnref:{number}" if count == 1 else f"fnref:{number}:{count}"
