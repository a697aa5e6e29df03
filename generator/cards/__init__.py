"""The card grammar: from a note's source lines to its cards.

``lines`` says what each line is, ``marks`` where the note says that its questions are cards, a dialect (``dialects``)
which lines are a card and what its passages are, ``compiler`` what that card is: its kind, its key (``key``), its
identity (``fingerprint``). Nothing here renders Markdown, knows another note, or fails: every note has an answer, with
problems as values.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from generator.cards.compiler import compile_card
from generator.cards.dialects import DIALECTS, Dialect
from generator.cards.dialects.clozes import ClozeDialect
from generator.cards.draft import Draft
from generator.cards.lines import classify
from generator.cards.marks import marks
from generator.model import CardSource, Diagnostic
from generator.schema import DEFAULT_DIALECTS

# What the plugin Spaced Repetition writes below its cards; to everyone else it is a comment.
_SCHEDULE = re.compile(r"[ \t]*<!--SR:[^\n]*?-->")


class Found(NamedTuple):
    """The cards of a note in order, and what else there is to say of it."""

    cards: tuple[CardSource, ...]
    problems: tuple[Diagnostic, ...]
    """Of marked places that are no card at all."""
    text: str
    """The note without the tags that only say that there are cards."""
    unread: tuple[tuple[str, int], ...]
    """Dialect -> how many cards more there would be if it were read here, where there are any."""


def read(
    path: str,
    text: str,
    *,
    tag: str = "flashcards",
    whole: str | None = None,
    dialects: Collection[str] = DEFAULT_DIALECTS,
) -> Found:
    """Everything in a note that is a card or was meant to be one.

    Line ends in ``text`` are line feeds, and front matter is empty lines. ``tag`` is the one (without ``#``) that makes
    cards of what other notes use the same marks for, ``whole`` what front matter or settings say of it for the whole
    note. The cards' line ranges are disjoint, or the same for two cards of one question.
    """
    if "<!--SR:" in text:
        text = _SCHEDULE.sub("", text)
    tagged = whole is not None or f"#{tag}".casefold() in text.casefold()
    written = [
        dialect for dialect in DIALECTS if _counts(dialect, dialects, tagged=tagged) and dialect.is_written_in(text)
    ]
    if not written and not tagged:
        return Found((), (), text, ())
    lines = classify(text.split("\n"))
    cleaned, tags = marks(text, lines, tag, whole)
    if cleaned != text:
        text, lines = cleaned, classify(cleaned.split("\n"))
    marked = any(tags)
    written = [dialect for dialect in written if _counts(dialect, dialects, tagged=marked)]
    taken = bytearray(len(lines))
    cards: list[CardSource] = []
    problems: list[Diagnostic] = []
    unread: Counter[str] = Counter()
    for dialect in written:
        last: Draft | None = None
        for draft in dialect.drafts(lines):
            again = last is not None and (last.start, last.end) == (draft.start, draft.end)
            if any(taken[draft.start : draft.end]) and not again:
                continue
            mark = tags[draft.marker]
            card = compile_card(path, draft._replace(tags=(*draft.tags, *([mark] if mark else []))))
            if dialect.NAME not in dialects or not (draft.everywhere or mark is not None):
                unread[dialect.NAME] += isinstance(card, CardSource)
            elif isinstance(card, CardSource):
                taken[draft.start : draft.end] = b"\1" * (draft.end - draft.start)
                last = draft
                cards.append(card)
            else:
                problems.append(card)
    return Found(
        tuple(sorted(cards, key=lambda card: card.start)), tuple(problems), text, tuple(sorted(unread.items()))
    )


def _counts(dialect: Dialect, dialects: Collection[str], *, tagged: bool) -> bool:
    """Whether there is a point in looking: most notes highlight words, which says nothing of cards."""
    return tagged or (dialect.NAME in dialects and not isinstance(dialect, ClozeDialect))
