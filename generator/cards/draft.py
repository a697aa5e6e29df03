"""What a dialect hands over: a card's passages, cut out of the note and cleaned, and nothing judged yet."""

from __future__ import annotations

from typing import NamedTuple

from generator.model import Passage


class Draft(NamedTuple):
    """A card as written. Lines count from 0; ``[start, end)`` are the lines that it takes out of the note."""

    start: int
    end: int
    marker: int
    """The line of the mark that made it a card, for problems."""
    question: Passage
    options: tuple[Passage, ...]
    lettered: bool
    """The author gave the options letters."""
    answer: Passage
    id: str
    """The explicit id, without ``^``, or empty."""
    tags: tuple[str, ...]
