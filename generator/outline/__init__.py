"""Courses: what a note outlines, which cards belong to it, and where their answers can be read.

``course`` drafts a course from one note, ``placing`` finds the domain of a card, ``reading`` the sections that hold
its answer, ``identity`` its id, ``coverage`` what there is of each topic; ``deck`` puts them together for the
vault, ``lint`` asks the author about the whole.
"""

from generator.outline.course import Draft, draft
from generator.outline.coverage import text_of
from generator.outline.deck import Deck, deck
from generator.outline.lint import lint
from generator.outline.reading import Answer, answers
from generator.outline.words import Names

__all__ = ["Answer", "Deck", "Draft", "Names", "answers", "deck", "draft", "lint", "text_of"]
