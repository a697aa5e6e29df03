"""``> [!tip]+ Title``: a quote whose first line names a kind becomes a callout.

Its quote turns into a ``callout_open`` token with ``meta``: ``kind`` (lower case), ``fold`` (``+`` open, ``-`` closed,
or empty). The first line is taken out as a block of its own, before anything could read it together with the lines
below (a ``---`` under it makes no heading of it). Kinds and their aliases differ in looks alone, so they are the style
sheet's. Source: https://obsidian.md/help/callouts.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_FIRST_LINE = re.compile(r"\[!([^\[\]|\n]+)(?:\|[^\[\]\n]*)?\]([+-]?)(?:\s+(.*))?\Z")


def callout_plugin(md: MarkdownIt) -> None:
    """Adds the rule first of all: what it looks for is the first line of a quote and nothing else."""
    md.block.ruler.before("table", "callout", _rule)


def _rule(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: ARG001, FBT001, N803  # its signature
    if not state.tokens or state.tokens[-1].type != "blockquote_open" or state.is_code_block(startLine):
        return False
    begin, end = state.bMarks[startLine] + state.tShift[startLine], state.eMarks[startLine]
    found = _FIRST_LINE.match(state.src[begin:end].rstrip())
    if found is None or not (kind := found[1].strip().lower()):
        return False
    quote = state.tokens[-1]
    quote.type, quote.tag = "callout_open", "details" if found[2] else "div"
    quote.meta = {"kind": kind, "fold": found[2]}
    state.push("callout_title_open", "", 1)
    inline = state.push("inline", "", 0)
    inline.content = (found[3] or "").strip() or kind.replace("-", " ").capitalize()
    inline.map = [startLine, startLine + 1]
    inline.children = []
    state.push("callout_title_close", "", -1)
    state.line = startLine + 1
    return True
