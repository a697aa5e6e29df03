"""``$inline$`` and ``$$display$$``: formulas in LaTeX. Nothing in them is Markdown.

A line that begins with ``$$`` opens a block that ends with the line that ends with the next ``$$``; empty lines may
stand in it. Everywhere else ``formula`` tells what is one, and a display formula may stand in the middle of a text.
Tokens carry the LaTeX as it was written; ``mathml`` renders it. Source: https://obsidian.md/help/syntax, "Math".
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from generator.formula import FORMULA
from generator.markdown.paragraph import is_open

_MARK = "$$"


def math_plugin(md: MarkdownIt) -> None:
    """Adds a block rule that may interrupt a paragraph, and an inline rule after code spans."""
    md.block.ruler.before("fence", "math_block", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.inline.ruler.after("backticks", "math", _inline)


def _block(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: FBT001, N803  # its signature
    begin, end = state.bMarks[startLine] + state.tShift[startLine], state.eMarks[startLine]
    if not state.src.startswith(_MARK, begin) or state.is_code_block(startLine):
        return False
    if state.parentType == "paragraph" and is_open(state, startLine, _MARK):
        return False
    last = startLine
    rest = state.src[begin + 2 : end].rstrip()
    if _MARK not in rest:
        last = _closing_line(state, startLine, endLine)
        rest = state.src[state.bMarks[last] : state.eMarks[last]].rstrip() if last > startLine else ""
    body, _, behind = rest.partition(_MARK)
    if behind or not rest.endswith(_MARK):
        return False
    if last > startLine:
        inner = state.getLines(startLine + 1, last, state.sCount[startLine], keepLastLF=True)
        body = state.src[begin + 2 : end] + "\n" + inner + body
    if not body.strip():
        return False
    if not silent:
        state.line = last + 1
        token = state.push("math_block", "div", 0)
        token.content = body
        token.map = [startLine, state.line]
    return True


def _closing_line(state: StateBlock, first: int, end: int) -> int:
    """The next line that holds ``$$``, in the same container; ``first`` if there is none."""
    for line in range(first + 1, end):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            break
        if _MARK in state.src[state.bMarks[line] : state.eMarks[line]]:
            return line
    return first


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
    if state.src[state.pos] != "$":
        return False
    found = FORMULA.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("math_inline", "span", 0)
        token.content = found["display"] or found["inline"]
        token.markup = _MARK if found["display"] else "$"
        token.meta = {"pos": state.pos}
    state.pos = found.end()
    return True
