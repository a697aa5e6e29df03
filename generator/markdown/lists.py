"""List items that are indented too far under an item become its children.

``- a`` followed by an item that is eight columns in is, to CommonMark, the text ``a - b``; whoever wrote it meant a
nested item. So an item's paragraph ends at such a line, and a list begins there. Everywhere else lists are
CommonMark's: both rules act only where a line of an item's own text, four columns or more inside it, begins like an
item.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block, paragraph

# As in CommonMark, what interrupts a paragraph is no empty item, and no number but one.
_ITEM = re.compile(r"(?:[-+*]|1[.)])[ \t]+[^ \t]")
_TEXT_OR_LIST = ("paragraph_close", "bullet_list_close", "ordered_list_close")


def list_plugin(md: MarkdownIt) -> None:
    """Wraps ``paragraph`` and adds a rule before ``code``, which would take such a line next."""
    md.block.ruler.at("paragraph", _paragraph)
    md.block.ruler.before("code", "deep_list", _deep_list)


def _in_item(state: StateBlock) -> bool:
    """Whether this is the text of a list item. Quotes begin at no indentation again; ``parentType`` is not reliable."""
    return state.blkIndent > 0


def _is_deep_item(state: StateBlock, line: int) -> bool:
    if state.sCount[line] - state.blkIndent < 4:
        return False
    return _ITEM.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]) is not None


def _paragraph(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: FBT001, N803  # its signature
    paragraph(state, startLine, endLine, silent)
    if _in_item(state):
        for line in range(startLine + 1, state.line):
            if _is_deep_item(state, line):
                count = line - startLine
                opening, inline = state.tokens[-3], state.tokens[-2]
                inline.content = "\n".join(inline.content.split("\n", count)[:count]).rstrip()
                opening.map = inline.map = [startLine, line]
                state.line = line
                break
    return True


def _deep_list(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: FBT001, N803  # its signature
    if (
        silent
        or not _in_item(state)
        or state.tokens[-1].type not in _TEXT_OR_LIST
        or state.isEmpty(startLine - 1)
        or not _is_deep_item(state, startLine)
    ):
        return False
    indent = state.blkIndent
    state.blkIndent = state.sCount[startLine] - 3  # as far left as its siblings may stand
    found = list_block(state, startLine, endLine, silent)
    state.blkIndent = indent
    return found
