"""A question with its options as tasks below: ``- [x]`` is right, ``- [ ]`` is wrong.

It has to read as a question, since most task lists are none. Text that is indented under an option explains that
option, the paragraph after the list the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from textwrap import dedent

from generator.cards import kinds
from generator.cards.draft import Draft
from generator.cards.lines import Kind, Line, stretches
from generator.cards.passages import asked
from generator.cards.plain import Plain
from generator.cards.ranges import cut_id
from generator.model import Passage

NAME = "task-list"

_TASK = re.compile(r"(\s*)[-*+][ \t]+\[([ xX])\][ \t]+(?=\S)")


def is_written_in(text: str) -> bool:
    """A quick look for a ticked box."""
    return "[x] " in text or "[X] " in text


def drafts(lines: Sequence[Line]) -> Iterator[Draft]:
    """Every question with two or more tasks under it, one of them ticked, in order."""
    blocks = list(stretches(lines))
    for index, block in enumerate(blocks):
        tasks = [at for at in block if not lines[at].held and _TASK.match(lines[at].text)]
        if len(tasks) < 2:
            continue
        start = block.start
        if tasks[0] == start:  # an empty line between question and list
            if not index or lines[start - 1].kind not in (Kind.BLANK, Kind.SPACES):
                continue
            start = blocks[index - 1].start
            if any(_TASK.match(lines[at].text) for at in blocks[index - 1]):
                continue
        rows = [lines[at].text for at in range(start, tasks[0])]
        question = asked(rows, [lines[at].held for at in range(start, tasks[0])], start).question
        plain = Plain(question.text)
        if not (plain.text.endswith("?") or kinds.choose(plain) is not None or kinds.blanks(question.text)):
            continue
        end = block.stop
        _, id_ = cut_id(lines, tasks[0], end)
        last = end - 1 if id_ and lines[end - 1].kind is Kind.ID else end
        options, right, notes = _options(lines, tasks, last)
        if not right:
            continue
        after = blocks[index + 1] if index + 1 < len(blocks) else range(0)
        if not id_ and after and lines[after.start].kind is Kind.TEXT and not _opens(lines, after, blocks, index + 2):
            end = after.stop
            text, id_ = cut_id(lines, after.start, end)
            notes.append("\n".join(text))
        explanation = Passage("\n\n".join(notes), tasks[0])
        answer = Passage("\n".join(options[each].text for each in right), options[right[0]].line)
        yield Draft(
            start,
            end,
            tasks[0],
            question,
            answer,
            tuple(options),
            id=id_,
            kind="choice",
            correct=tuple(right),
            explanation=explanation,
        )


def _options(lines: Sequence[Line], tasks: Sequence[int], end: int) -> tuple[list[Passage], list[int], list[str]]:
    """The options, the indexes of the right ones, and what explains single options."""
    first = _TASK.match(lines[tasks[0]].text)
    width = len(first[1]) if first else 0
    own = [at for at in tasks if len(lines[at].text) - len(lines[at].text.lstrip()) <= width + 1]
    options, right, notes = [], [], []
    for index, (at, until) in enumerate(zip(own, [*own[1:], end], strict=True)):
        match = _TASK.match(lines[at].text)
        text = cut_id(lines, at, at + 1)[0][0][match.end() :] if match else ""
        options.append(Passage(text.rstrip(), at))
        if match and match[2] != " ":
            right.append(index)
        below = dedent("\n".join(line.text for line in lines[at + 1 : until])).strip()
        if below:
            notes.append(f"**{text.rstrip()}**: {below}" if "\n" not in text else below)
    return options, right, notes


def _opens(lines: Sequence[Line], block: range, blocks: Sequence[range], following: int) -> bool:
    """Whether the block is, or asks, another question rather than explain this one."""
    text = lines[block.stop - 1].text.rstrip(" *_")
    ahead = blocks[following] if following < len(blocks) else range(0)
    has_list = any(_TASK.match(lines[at].text) for at in (*block, *ahead))
    return has_list and (text.endswith(("?", ")")) or any(_TASK.match(lines[at].text) for at in block))
