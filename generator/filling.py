"""Pieces + what their links lead to -> HTML for a page at a given depth: every hole filled but those of cards.

Cards come out as ``CardView``, the form in which pages, data scripts and exports share them.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote, urlsplit

from generator.model import CardHole, DeckCard, Doc, Embed, Id, LinkClose, LinkOpen, Outcome, Pieces
from generator.views import CardView, Option

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def fill(pieces: Pieces, doc: Doc, outcomes: Sequence[Outcome], root: str) -> tuple[str | CardHole, ...]:
    """HTML with every hole filled but those of cards. ``root`` is the way from the page to the site's root.

    Neighbouring strings are joined, so the result alternates between HTML and cards.
    """
    out: list[str | CardHole] = []
    html: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            html.append(piece)
        elif isinstance(piece, LinkOpen):
            html.append(_open(outcomes[piece.link], root))
        elif isinstance(piece, LinkClose):
            html.append(_close(outcomes[piece.link]))
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


def _href(outcome: Outcome, root: str) -> str:
    href = quote(outcome.href, safe="/:?#[]@!$&'()*+,;=%~") if outcome.state == "external" else root + outcome.href
    return escape(href)


def _open(outcome: Outcome, root: str) -> str:
    state = outcome.state
    if state == "external":
        return f'<a class="external-link" href="{_href(outcome, root)}" rel="noopener noreferrer">'
    if state in ("note", "asset"):
        return f'<a class="internal-link" href="{_href(outcome, root)}">'
    if state == "stub":
        return f'<a class="internal-link stub" href="{_href(outcome, root)}">'
    if state == "tag":
        return f'<a class="tag" href="{_href(outcome, root)}">'
    return '<span class="unresolved">' if state in ("missing-note", "missing-asset") else "<span>"


def _close(outcome: Outcome) -> str:
    return "</a>" if outcome.state in ("external", "note", "asset", "stub", "tag") else "</span>"


def _embed(hole: Embed, doc: Doc, outcome: Outcome, root: str) -> str:
    html = _picture(hole, outcome, root) if outcome.media == "image" else _reference(hole, doc, outcome, root)
    return f"<p>{html}</p>\n" if hole.slot == "block" else html


def _picture(hole: Embed, outcome: Outcome, root: str) -> str:
    width, height = hole.width, hole.height
    size = outcome.image
    if size is not None:
        if width and not height:
            height = max(1, round(width * size.height / size.width))
        elif not width:
            width, height = size.width, size.height
    sizes = f' width="{width}"' if width else ""
    sizes += f' height="{height}"' if height else ""
    return f'<img src="{_href(outcome, root)}" alt="{escape(hole.alt)}"{sizes} loading="lazy" decoding="async">'


def _reference(hole: Embed, doc: Doc, outcome: Outcome, root: str) -> str:
    """What stands for an embed that is not shown in place: a link with a name, or a word about what is missing."""
    link = doc.links[hole.link]
    if outcome.state == "external":
        text = hole.alt or urlsplit(outcome.href).netloc or outcome.href
    else:
        text = hole.alt or link.target or doc.title
    if outcome.state in ("missing-note", "missing-asset"):
        return f'<span class="missing-media">{escape(text, quote=False)} is missing</span>'
    if hole.slot == "link":
        return escape(text, quote=False)
    return f"{_open(outcome, root)}{escape(text, quote=False)}{_close(outcome)}"


# --- cards ------------------------------------------------------------------------------------------------------------


def card_view(placed: DeckCard, doc: Doc, outcomes: Sequence[Outcome], root: str) -> CardView:
    """``placed`` as shown on a page ``root`` away from the site's root; ``doc`` and ``outcomes`` are its note's."""
    card, source = placed.card, placed.card.source

    def html(pieces: Pieces) -> str:
        return filled(pieces, doc, outcomes, root).strip()

    return CardView(
        id=placed.id,
        twin=source.twin,
        hash=placed.hash,
        kind=source.kind,
        prompt=html(card.prompt) or escape(card.prompt_text, quote=False) or "Question",
        context=html(card.context),
        options=tuple(
            Option(_LETTERS[index] if index < len(_LETTERS) else str(index + 1), html(option), index in source.correct)
            for index, option in enumerate(card.options)
        ),
        correct=source.correct,
        multiple=source.multiple,
        ordered=source.ordered,
        graded=source.graded,
        choose=source.choose,
        blanks=source.blanks,
        answer=html(card.answer),
        explanation=html(card.explanation),
        read=placed.read,
        href=placed.href,
        place=f"{placed.note}:{source.line + 1}",
    )
