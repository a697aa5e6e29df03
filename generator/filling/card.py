"""A card as pages, data scripts and exports show it."""

from __future__ import annotations

from html import escape

from generator import wording
from generator.filling import Filler
from generator.filling.footnote import Footnotes
from generator.model import Body, DeckCard, Pieces
from generator.views import CardView, Option

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class _Side:
    """One side of a card with its own footnotes, numbered from ``first``. ``prefix`` keeps its guests' ids apart."""

    def __init__(self, body: Body, root: str, prefix: str, depth: int, first: int) -> None:
        self.notes = Footnotes(linked=False, first=first)
        self._filler = Filler(body, root, self.notes, prefix=prefix, depth=depth)

    def html(self, pieces: Pieces, *, embeds: bool = True) -> str:
        """The HTML of ``pieces``. Cards of guests are left out: no form stands in a form."""
        return "".join(part for part in self._filler.fill(pieces, embeds=embeds) if isinstance(part, str)).strip()

    def footnotes(self) -> str:
        """The notes of all that was filled."""
        return self._filler.footnotes()


def card_view(placed: DeckCard, body: Body, root: str, *, depth: int = 0, at_home: bool = False) -> CardView:
    """``placed`` as shown on a page ``root`` away from the site's root; ``body`` is that of its note.

    ``depth`` is that of the heading above, ``at_home`` tells that this is the card's own place. A note that is embedded
    in the answer or below the question is shown there, but none of its cards. Question and options hold phrasing only,
    in a legend and in labels, so a link stands there.
    """
    card, source = placed.card, placed.card.source

    def side(name: str, first: int) -> _Side:
        return _Side(body, root, f"{placed.id}:{name}", depth, first)

    asked = side("q", 1)
    prompt = asked.html(card.prompt, embeds=False)
    context = asked.html(card.context)
    if source.kind == "truefalse":
        options = [escape(wording.text(name), quote=False) for name in ("true", "false")]
    else:
        options = [asked.html(option, embeds=False) for option in card.options]
    answer, explanation = side("a", asked.notes.next), side("e", asked.notes.next)
    return CardView(
        id=placed.id,
        twin=source.twin,
        hash=placed.hash,
        kind=source.kind,
        prompt=prompt or escape(card.prompt_text or wording.text("question"), quote=False),
        context=context + asked.footnotes(),
        options=tuple(
            Option(_LETTERS[index] if index < len(_LETTERS) else str(index + 1), option, index in source.correct)
            for index, option in enumerate(options)
        ),
        correct=source.correct,
        multiple=source.multiple,
        ordered=source.ordered,
        graded=source.graded,
        choose=source.choose,
        blanks=source.blanks,
        answer=answer.html(card.answer) + answer.footnotes(),
        explanation=explanation.html(card.explanation) + explanation.footnotes(),
        read=placed.read,
        to_write=placed.to_write,
        href=placed.href,
        anchor=placed.href.partition("#")[2] if at_home else "",
        place=f"{placed.note}:{source.line + 1}",
    )
