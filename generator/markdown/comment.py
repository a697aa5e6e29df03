"""``%%comment%%``: text for the author alone. It leaves no trace: not on pages, not in search, not in cards.

A line that begins with ``%%`` opens a block comment, which ends with the next ``%%``, at whatever distance; elsewhere a
comment opens and closes inside one paragraph. An unclosed block comment runs to the end, as it does in Obsidian: what
an author meant to hide must never be published because of a forgotten mark.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_MARK = "%%"


def comment_plugin(md: MarkdownIt) -> None:
    """Adds a block rule that may interrupt a paragraph, and an inline rule after code spans."""
    options = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "comment_block", _block, options)
    md.inline.ruler.after("backticks", "comment", _inline)


def _block(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803  # markdown-it's names
    if state.is_code_block(startLine):
        return False
    begin = state.bMarks[startLine] + state.tShift[startLine]
    if not state.src.startswith(_MARK, begin):
        return False
    first = state.src[begin + 2 : state.eMarks[startLine]]
    if _MARK in first:
        # ``%%a%% text`` is an inline comment; only a comment that fills its line is a block.
        if first.rstrip().find(_MARK) != len(first.rstrip()) - 2:
            return False
        last = startLine
    else:
        last = startLine + 1
        while last < endLine and _MARK not in state.src[state.bMarks[last] : state.eMarks[last]]:
            last += 1
    if not silent:
        state.line = min(last + 1, endLine)
    return True


def _inline(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(_MARK, state.pos):
        return False
    close = state.src.find(_MARK, state.pos + 2, state.posMax)
    if close < 0:
        return False
    state.pos = close + 2
    return True
