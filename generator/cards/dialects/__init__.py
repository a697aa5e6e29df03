"""The dialects in which people write cards, one a module.

A dialect has its name in ``[cards] dialects``, and two functions: ``is_written_in`` for a quick look, and ``drafts``
from the lines of a note to the cards it finds. Everything after that (kind, key, identity) is the same for all. To add
one, add it here and to ``schema.Dialect``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from generator.cards.dialects import callouts, clozes, flashcards, inline, multiline, question_answer, task_list
from generator.cards.draft import Draft
from generator.cards.lines import Line


class Dialect(Protocol):
    """A way to write cards."""

    @property
    def NAME(self) -> str:  # noqa: N802  # a constant of most
        """As in ``schema.Dialect``."""

    def is_written_in(self, text: str) -> bool:
        """A quick look: False if ``drafts`` would find nothing in this note."""

    def drafts(self, lines: Sequence[Line]) -> Iterator[Draft]:
        """The cards, complete or not, in order. Two drafts of the same lines are two cards there."""


DIALECTS: tuple[Dialect, ...] = (
    flashcards,
    callouts.CARD,
    question_answer,
    callouts.QUESTION,
    task_list,
    multiline,
    inline,
    clozes.BRACKET,
    clozes.CURLY,
    clozes.HIGHLIGHT,
    clozes.BOLD,
)
"""In the order of precedence: where two dialects claim a line, the first has it."""
