"""Callouts that are cards: ``> [!card]``, and ``> [!question]`` with its answer inside.

The title is the question, or its first part. The answer is a callout inside (``> > [!success]``), else all of the body:
of a ``[!card]`` always, of a question only where it is folded, as ``> [!question]-``. Before an answer inside may stand
options.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.cards.draft import Draft
from generator.cards.lines import Kind, Line, classify
from generator.cards.passages import answered, asked
from generator.cards.ranges import cut_id

_QUOTE = re.compile(r" {0,3}> ?")
_HEAD = re.compile(r"\[!(?P<kind>[a-z-]+)\](?P<fold>[-+]?)[ \t]*(?P<title>.*)", re.IGNORECASE)
_ANSWERS = frozenset(("success", "check", "done", "answer"))


class CalloutDialect(NamedTuple):
    """One kind of callout that is a card."""

    NAME: str
    kind: str
    everywhere: bool

    def is_written_in(self, text: str) -> bool:
        """A quick look for the callout."""
        return f"[!{self.kind}]" in text.lower()

    def drafts(self, lines: Sequence[Line]) -> Iterator[Draft]:
        """Every callout of this kind that has an answer, in order."""
        start = 0
        while start < len(lines):
            if lines[start].kind is not Kind.QUOTE:
                start += 1
                continue
            end = start
            while end < len(lines) and lines[end].kind is Kind.QUOTE:
                end += 1
            inner = [_QUOTE.sub("", line.text, count=1) for line in lines[start:end]]
            head = _HEAD.match(inner[0])
            if head and head["kind"].lower() == self.kind:
                stop = _behind_id(lines, end)
                draft = self._draft(inner, head, start, stop, cut_id(lines, end, stop)[1])
                if draft:
                    yield draft
            start = end

    def _draft(self, inner: list[str], head: re.Match[str], start: int, end: int, id_: str) -> Draft | None:
        rows = [head["title"], *inner[1:]]
        at = next((number for number, row in enumerate(rows) if number and _answer_head(row)), None)
        if at is None:
            if not (self.everywhere or head["fold"] == "-") or not head["title"].strip():
                return None
            question, options, lettered = asked(rows[:1], [False], start)
            answer = answered(rows[1:], start + 1)
        else:
            question_rows = rows[:at]
            if not head["title"].strip():
                question_rows[0] = ""
            while question_rows and not question_rows[-1].strip():
                question_rows.pop()
            held = [line.held for line in classify(question_rows)]
            first = next((number for number, row in enumerate(question_rows) if row.strip()), 0)
            question, options, lettered = asked(question_rows[first:], held[first:], start + first)
            answer = answered(_nested(rows, at), start + at)
        if not answer.text and not options:
            return None
        return Draft(start, end, start, question, answer, options, lettered, id_, everywhere=self.everywhere)


def _behind_id(lines: Sequence[Line], end: int) -> int:
    """Where a callout is over whose lines end at ``end``: behind its id, which Obsidian wants below an empty line."""
    for at in range(end, min(end + 2, len(lines))):
        if lines[at].kind is Kind.ID:
            return at + 1
        if lines[at].kind not in (Kind.BLANK, Kind.SPACES):
            break
    return end


def _answer_head(row: str) -> re.Match[str] | None:
    """The title line of a callout inside that holds an answer."""
    quote = _QUOTE.match(row)
    head = _HEAD.match(row, quote.end()) if quote else None
    return head if head and head["kind"].lower() in _ANSWERS else None


def _nested(rows: Sequence[str], at: int) -> list[str]:
    """The lines of the answer inside, its title first only where that is all, or part, of the answer."""
    head = _answer_head(rows[at])
    body = []
    for row in rows[at + 1 :]:
        if not _QUOTE.match(row):
            break
        body.append(_QUOTE.sub("", row, count=1))
    title = head["title"].strip() if head else ""
    return ["", *body] if any(row.strip() for row in body) else [title]


CARD = CalloutDialect("card-callout", "card", everywhere=True)
QUESTION = CalloutDialect("question-callout", "question", everywhere=False)
