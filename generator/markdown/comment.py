"""``%%comment%%``: text for the author alone. It leaves no trace: not on pages, not in search, not in cards.

A line that begins with ``%%`` opens a block comment, which ends with the next ``%%``, at whatever distance; elsewhere a
comment opens and closes inside one paragraph. One that is never closed runs to the end, of its paragraph, or as a block
of its quote or the note: what an author meant to hide must never be published because of a forgotten mark.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from generator.markdown.paragraph import is_open

_MARK = "%%"


def comment_plugin(md: MarkdownIt) -> None:
    """Adds a block rule that may interrupt a paragraph, and an inline rule after code spans."""
    md.block.ruler.before("fence", "comment_block", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.inline.ruler.after("backticks", "comment", _inline)


def _block(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: FBT001, N803  # its signature
    begin = state.bMarks[startLine] + state.tShift[startLine]
    if not state.src.startswith(_MARK, begin) or state.is_code_block(startLine):
        return False
    first = state.src[begin + 2 : state.eMarks[startLine]].rstrip()
    close = first.find(_MARK)
    if 0 <= close < len(first) - 2:  # ``%%a%% text`` is an inline comment; only one that fills its line is a block
        return False
    if state.parentType == "paragraph" and is_open(state, startLine, _MARK):
        return False
    if not silent:
        last = startLine
        if close < 0:
            last += 1
            while last < endLine and _MARK not in state.src[state.bMarks[last] : state.eMarks[last]]:
                last += 1
        state.line = min(last + 1, endLine)
    return True


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: ARG001, FBT001  # markdown-it's signature
    if not state.src.startswith(_MARK, state.pos, state.posMax):
        return False
    close = state.src.find(_MARK, state.pos + 2, state.posMax)
    state.pos = close + 2 if close >= 0 else state.posMax
    return True
