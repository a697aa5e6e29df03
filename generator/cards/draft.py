"""What a dialect hands over: a card's passages, cut out of the note and cleaned, and nothing judged yet."""

from __future__ import annotations

from typing import NamedTuple

from generator.model import CardKind, Passage


class Draft(NamedTuple):
    """A card as written. Lines count from 0; ``[start, end)`` are the lines that it takes out of the note."""

    start: int
    end: int
    marker: int
    """The line of the mark that made it a card, for problems."""
    question: Passage
    answer: Passage
    options: tuple[Passage, ...] = ()
    lettered: bool = False
    """The author gave the options letters."""
    id: str = ""
    """The explicit id, without ``^``, or empty."""
    tags: tuple[str, ...] = ()
    everywhere: bool = False
    """It is a card in every note, else only where the note says that its questions are cards (``marks``)."""
    kind: CardKind | None = None
    """What the dialect's own mark says; ``None``: the words decide. A card that is ``open`` needs no answer then."""
    correct: tuple[int, ...] | None = None
    """The right options where the dialect marks them; ``None``: the answer tells."""
    explanation: Passage | None = None
    """Where it stands apart from the answer; ``None``: it is what the key leaves of the answer."""

    def reverse(self) -> Draft:
        """The card that asks for the question by the answer."""
        id_ = self.id and f"{self.id}-reverse"
        return self._replace(question=self.answer, answer=self.question, id=id_, kind="open")
