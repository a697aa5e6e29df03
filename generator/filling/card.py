"""A card as pages, data scripts and exports show it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from generator.filling import filled
from generator.model import DeckCard, Doc, Outcome, Pieces
from generator.views import CardView, Option

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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
