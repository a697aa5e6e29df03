"""Pieces + what their links lead to -> HTML for a page at a given depth: every hole filled but those of cards.

A file for each kind of thing that fills a hole; ``card`` shows a card, whose passages are pieces themselves. ``Filler``
goes through a note and the notes that are shown in it, its guests, in the order of reading: so it knows which heading
a guest stands under, what prefix keeps its ids apart, and which footnote is the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.filling.footnote import Footnotes
from generator.filling.guest import frame
from generator.filling.link import end_tag, start_tag
from generator.filling.paragraph import parted
from generator.filling.picture import picture
from generator.filling.player import is_figure, player
from generator.filling.reference import reference
from generator.model import (
    Body,
    CardHole,
    Embed,
    FootnoteRef,
    Hole,
    Id,
    Level,
    LinkClose,
    LinkOpen,
    Pieces,
    Text,
    Transclusion,
)

_DEEPEST = 5
"""Of a heading, which is an h6."""
_FIRST_SCREEN = 1500
"""Characters of HTML: what stands after so many is below the first screen."""


class CardPlace(NamedTuple):
    """Where a card goes on a page."""

    text: Text
    """The note that the card is from."""
    card: int
    depth: int
    """Of the heading that it stands under."""
    is_guest: bool
    """It stands in a note that is shown in another."""


Part = str | CardPlace


class _Scene:
    """A note while its pieces are filled, be it the page's own or a guest."""

    def __init__(
        self, text: Text, embeds: Iterable[Transclusion], prefix: str, depth: int, shift: int, *, is_guest: bool
    ) -> None:
        self.text = text
        self.embeds: Mapping[int, Transclusion] = {embed.link: embed for embed in embeds}
        self.prefix = prefix
        self.depth = depth  # of the last heading
        self.shift = shift  # of all its headings
        self.is_guest = is_guest


class Filler:
    """Fills the pieces of ``body``'s note for a page that is ``root`` away from the site's root.

    ``prefix`` begins the ids of guests, ``depth`` is that of the heading above. ``page``: the text of a page is filled,
    where pictures open larger and one near the top is loaded at once.
    """

    def __init__(
        self, body: Body, root: str, notes: Footnotes, *, prefix: str = "", depth: int = 0, page: bool = False
    ) -> None:
        self._body = body
        self._root = root
        self._notes = notes
        self._prefix = prefix
        self._depth = depth
        self._texts = {guest.doc.path: guest for guest in (*body.guests, body.text)}
        self._copies = 0
        self._page = page
        self._above = 0  # characters of HTML, as long as no picture was met
        self._parts: list[Part] = []
        self._html: list[str] = []

    def fill(self, pieces: Pieces, *, embeds: bool = True) -> tuple[Part, ...]:
        """HTML and, between, the places of cards. Without ``embeds`` no note is shown in place: a link stands there.

        Neighbouring strings are joined, and no string is empty.
        """
        body = self._body
        self._fill(pieces, _Scene(body.text, body.embeds if embeds else (), "", self._depth, 0, is_guest=False))
        return self._taken()

    def footnotes(self) -> str:
        """The footnotes of all that was filled, and of themselves."""
        said = []
        for path, footnote in self._notes:
            text = self._texts[path]
            self._fill(text.doc.footnotes[footnote], _Scene(text, (), "", self._depth, 0, is_guest=True))
            said.append("".join(part for part in self._taken() if isinstance(part, str)))
        return self._notes.html(said)

    def _taken(self) -> tuple[Part, ...]:
        self._flush()
        parts = tuple(self._parts)
        self._parts = []
        return parts

    def _flush(self) -> None:
        html = "".join(self._html)
        if html:
            self._parts.append(html)
        self._html.clear()

    def _fill(self, pieces: Pieces, scene: _Scene) -> None:
        outcomes = scene.text.outcomes

        def is_block(hole: Embed) -> bool:
            return hole.link in scene.embeds or is_figure(hole, outcomes[hole.link])

        for piece in parted(pieces, is_block):
            if isinstance(piece, str):
                self._html.append(piece)
                self._above += len(piece)
            else:
                self._hole(piece, scene)

    def _hole(self, hole: Hole, scene: _Scene) -> None:
        write, outcomes = self._html.append, scene.text.outcomes
        if isinstance(hole, LinkOpen):
            write(start_tag(outcomes[hole.link], self._root, hole.title))
        elif isinstance(hole, LinkClose):
            write(end_tag(outcomes[hole.link]))
        elif isinstance(hole, Id):
            write(scene.prefix + hole.name)
        elif isinstance(hole, Level):
            scene.depth = min(max(hole.depth + scene.shift, 1), _DEEPEST)
            write(str(scene.depth + 1))
        elif isinstance(hole, Embed):
            if hole.link in scene.embeds:
                self._guest(hole, scene.embeds[hole.link], scene)
            else:
                write(self._embed(hole, scene.text))
        elif isinstance(hole, FootnoteRef):
            write(self._notes.reference(scene.text.doc.path, hole.footnote))
        else:
            self._card(hole, scene)

    def _embed(self, hole: Embed, text: Text) -> str:
        outcome = text.outcomes[hole.link]
        if is_figure(hole, outcome):
            return player(hole, text.doc, outcome, self._root)
        if outcome.media == "image":
            first = self._page and self._above < _FIRST_SCREEN
            html = picture(hole, outcome, self._root, first=first, opens=self._page)
            self._above = _FIRST_SCREEN
        else:
            html = reference(hole, text.doc, outcome, self._root)
        return f"<p>{html}</p>\n" if hole.slot == "block" else html

    def _guest(self, hole: Embed, shown: Transclusion, host: _Scene) -> None:
        self._copies += 1
        prefix = f"{self._prefix}{self._copies}:"
        text = self._texts[shown.path]
        pieces = text.doc.pieces[shown.start : shown.end]
        first = next((piece.depth for piece in pieces if isinstance(piece, Level)), 1)
        start, end = frame(hole, shown, host.text.outcomes[hole.link], self._root)
        self._html.append(start)
        shift = host.depth + 1 - first
        self._fill(pieces, _Scene(text, shown.inside, prefix, host.depth, shift, is_guest=True))
        self._html.append(end)

    def _card(self, hole: CardHole, scene: _Scene) -> None:
        if scene.text.cards and scene.text.cards[hole.card] is not None:
            self._flush()
            self._above = _FIRST_SCREEN
            self._parts.append(CardPlace(scene.text, hole.card, scene.depth, scene.is_guest))
