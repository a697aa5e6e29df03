"""Deletions: ``==x==``, ``C: text with [x]``, ``{x}``, ``**x**``, where x is what the student has to fill in.

A paragraph or list item with deletions is one card with a blank for each. Numbered ones (``{1:x}``, ``{{c2::x}}``) are
a card for each number, which shows the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.cards.draft import Draft
from generator.cards.lines import Kind, Line, masked, stretches
from generator.cards.ranges import cut_id
from generator.model import Passage

_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,4}[.)])[ \t]+(?:\[.\][ \t]+)?")
_BLANK = "____"
_MOST_NUMBERS = 20
"""Cards of one paragraph: each shows all of it."""


class ClozeDialect(NamedTuple):
    """One way to mark a deletion. ``deletion`` has the groups ``text`` and, where it may have one, ``number``."""

    NAME: str
    deletion: re.Pattern[str]
    prefix: str = ""
    """What the paragraph begins with."""

    def is_written_in(self, text: str) -> bool:
        """A quick look for a deletion."""
        return bool(self.deletion.search(text))

    def drafts(self, lines: Sequence[Line]) -> Iterator[Draft]:
        """The cards of every paragraph or item with a deletion, in order."""
        for start, end in _units(lines):
            rows, id_ = cut_id(lines, start, end)
            text = "\n".join(rows)
            marks = _ITEM.match(text)
            begin = marks.end() if marks else 0
            if not text.startswith(self.prefix, begin):
                continue
            begin += len(self.prefix)
            shown = masked(text)
            found = [each for each in self.deletion.finditer(shown, begin) if _stands_alone(text, each)]
            numbers = sorted({_number(each) for each in found})[:_MOST_NUMBERS]
            for number in numbers:
                hidden = [each for each in found if _number(each) == number]
                question = _asked(text, begin, found, number)
                answer = "\n".join(text[slice(*each.span("text"))].strip() for each in hidden)
                draft_id = f"{id_}-{number}" if id_ and len(numbers) > 1 else id_
                yield Draft(
                    start, end, start, Passage(question, start), Passage(answer, start), id=draft_id, kind="cloze"
                )


def _units(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The paragraphs and list items of a note, without headings and tables."""
    for stretch in stretches(lines):
        starts = [at for at in stretch if at == stretch.start or _begins_unit(lines[at]) or _begins_unit(lines[at - 1])]
        for start, end in zip(starts, [*starts[1:], stretch.stop], strict=True):
            line = lines[start]
            if not line.held and line.kind is not Kind.HEADING and not line.text.lstrip().startswith("|"):
                yield start, end


def _begins_unit(line: Line) -> bool:
    """A list item; and what is passed over stands alone."""
    return line.held or line.kind is Kind.HEADING or bool(_ITEM.match(line.text))


def _stands_alone(text: str, deletion: re.Match[str]) -> bool:
    """A deletion inside a word could not be told from the word once it is a blank."""
    before = text[max(deletion.start() - 1, 0) : deletion.start()]
    after = text[deletion.end() : deletion.end() + 1]
    return not (before.isalnum() or after.isalnum() or before == "\\")


def _number(deletion: re.Match[str]) -> int:
    return int(deletion.groupdict().get("number") or 0)


def _asked(text: str, begin: int, found: Sequence[re.Match[str]], number: int) -> str:
    """The text with a blank for each deletion of this number, the others shown."""
    parts, at = [], begin
    for each in found:
        parts += [text[at : each.start()], _BLANK if _number(each) == number else text[slice(*each.span("text"))]]
        at = each.end()
    return "".join([*parts, text[at:]]).strip()


HIGHLIGHT = ClozeDialect("highlight-cloze", re.compile(r"==(?P<text>[^=\n]{1,200})=="))
BRACKET = ClozeDialect("bracket-cloze", re.compile(r"(?<![\[!\]])\[(?P<text>[^\[\]\n]{1,200})\](?![\[(:])"), "C: ")
CURLY = ClozeDialect("curly-cloze", re.compile(r"\{\{?(?:c?(?P<number>\d{1,3})::?)?(?P<text>[^{}\n]{1,200}?)\}\}?"))
BOLD = ClozeDialect("bold-cloze", re.compile(r"\*\*(?P<text>[^*\n]{1,200})\*\*"))
