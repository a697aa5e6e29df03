"""The card grammar: from a note's source lines to its cards.

``lines`` says what each line is, a dialect (``dialects``) which lines are a card and what its passages are,
``compiler`` what that card is: its kind, its key (``key``), its identity (``fingerprint``). Nothing here renders
Markdown, knows another note, or fails: every note has an answer, with problems as values.
"""

from __future__ import annotations

from typing import NamedTuple

from generator.cards.compiler import compile_card
from generator.cards.dialects import DIALECTS
from generator.cards.lines import classify
from generator.model import CardSource, Diagnostic


class Found(NamedTuple):
    """The cards of a note in order, and the problems of marked places that are no card at all."""

    cards: tuple[CardSource, ...]
    problems: tuple[Diagnostic, ...]


def read(path: str, text: str) -> Found:
    """Everything in a note that is a card or was meant to be one.

    Line ends in ``text`` are line feeds, and front matter is empty lines. The cards' line ranges are disjoint.
    """
    dialects = [dialect for dialect in DIALECTS if dialect.is_written_in(text)]
    if not dialects:
        return Found((), ())
    lines = classify(text.split("\n"))
    taken = bytearray(len(lines))
    cards: list[CardSource] = []
    problems: list[Diagnostic] = []
    for dialect in dialects:
        for draft in dialect.drafts(lines):
            if any(taken[draft.start : draft.end]):
                continue
            card = compile_card(path, draft)
            if isinstance(card, CardSource):
                taken[draft.start : draft.end] = b"\1" * (draft.end - draft.start)
                cards.append(card)
            else:
                problems.append(card)
    return Found(tuple(sorted(cards, key=lambda card: card.start)), tuple(problems))
