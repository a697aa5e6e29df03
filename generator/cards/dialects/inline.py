"""``Question :: Answer`` on one line, and ``:::`` for both ways, as the plugin Spaced Repetition has it.

A space stands on one side of the colons at least, so ``std::vector`` and ``arn:aws:s3:::bucket`` are none; nor are
Dataview's fields, in brackets or as a lower-case word right before the colons (``due:: today``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.cards.draft import Draft
from generator.cards.lines import Kind, Line, masked
from generator.cards.passages import answered, asked
from generator.cards.ranges import cut_id

NAME = "inline"

_COLONS = re.compile(r"(?<!:):::?(?!:)")
_MARKS = re.compile(r"\s*(?:(?:[-*+]|\d{1,4}[.)])[ \t]+)?")
_FIELD = re.compile(r"[a-z][a-z0-9_-]*\Z")
_BRACKETS = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")


def is_written_in(text: str) -> bool:
    """A quick look for the colons."""
    return "::" in text


def drafts(lines: Sequence[Line]) -> Iterator[Draft]:
    """Every line with such colons, in order; of several the first counts."""
    for number, line in enumerate(lines):
        if line.kind not in (Kind.TEXT, Kind.OPTION, Kind.HEADING) or "::" not in line.text or "|" in line.text[:1]:
            continue
        (text,), id_ = cut_id(lines, number, number + 1)
        shown = _BRACKETS.sub(lambda bracket: "x" * len(bracket[0]), masked(text))
        for colons in _COLONS.finditer(shown):
            left, right = text[: colons.start()], text[colons.end() :]
            spaced = left[-1:].isspace() or right[:1].isspace()
            word = left[_MARKS.match(left).end() :]  # type: ignore[union-attr]  # it matches nothing too
            if spaced and word.strip() and right.strip() and not _FIELD.match(word):
                question, options, lettered = asked([left], [False], number)
                answer = answered([right.strip()], number)
                draft = Draft(number, number + 1, number, question, answer, options, lettered, id_)
                yield draft
                if len(colons[0]) == 3 and not options:
                    yield draft.reverse()
                break
