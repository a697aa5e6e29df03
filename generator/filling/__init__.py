"""Pieces + what their links lead to -> HTML for a page at a given depth: every hole filled but those of cards.

A file for each kind of thing that fills a hole; ``card`` shows a card, whose passages are pieces themselves.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.filling.link import end_tag, start_tag
from generator.filling.paragraph import parted
from generator.filling.picture import picture
from generator.filling.player import is_figure, player
from generator.filling.reference import reference
from generator.model import CardHole, Doc, Embed, Id, LinkClose, LinkOpen, Outcome, Pieces


def fill(pieces: Pieces, doc: Doc, outcomes: Sequence[Outcome], root: str) -> tuple[str | CardHole, ...]:
    """HTML with every hole filled but those of cards. ``root`` is the way from the page to the site's root.

    Neighbouring strings are joined, so the result alternates between HTML and cards.
    """
    out: list[str | CardHole] = []
    html: list[str] = []
    for piece in parted(pieces, lambda hole: is_figure(hole, outcomes[hole.link])):
        if isinstance(piece, str):
            html.append(piece)
        elif isinstance(piece, LinkOpen):
            html.append(start_tag(outcomes[piece.link], root, piece.title))
        elif isinstance(piece, LinkClose):
            html.append(end_tag(outcomes[piece.link]))
        elif isinstance(piece, Id):
            html.append(piece.name)
        elif isinstance(piece, Embed):
            html.append(_embed(piece, doc, outcomes[piece.link], root))
        else:
            out.append("".join(html))
            html.clear()
            out.append(piece)
    out.append("".join(html))
    return tuple(part for part in out if part != "")


def filled(pieces: Pieces, doc: Doc, outcomes: Sequence[Outcome], root: str) -> str:
    """The HTML of pieces that hold no card."""
    return "".join(part for part in fill(pieces, doc, outcomes, root) if isinstance(part, str))


def _embed(hole: Embed, doc: Doc, outcome: Outcome, root: str) -> str:
    if is_figure(hole, outcome):
        return player(hole, doc, outcome, root)
    html = picture(hole, outcome, root) if outcome.media == "image" else reference(hole, doc, outcome, root)
    return f"<p>{html}</p>\n" if hole.slot == "block" else html
