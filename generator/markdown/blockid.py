"""``^block-id``: the name of a block, by which links and embeds reach it. The marker itself is never shown.

It stands at the end of a paragraph, or of the first line of a list item, after a space or a link's brackets, or on a
line of its own below the block that it names, be it a list, a table, a quote, a callout or code. The token of the named
block carries it as ``meta["block"]``. Source:
https://obsidian.md/help/links, "Link to a block in a note".
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_LINE = re.compile(r"\^([A-Za-z0-9-]+)[ \t]*\Z")


def blockid_plugin(md: MarkdownIt) -> None:
    """Adds a rule for lines that hold nothing else, and a pass that gives every id to its block."""
    md.block.ruler.before("table", "block_id", _line, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.core.ruler.before("inline", "block_id", _attach)


def _line(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: ARG001, FBT001, N803  # its signature
    begin, end = state.bMarks[startLine] + state.tShift[startLine], state.eMarks[startLine]
    if not state.src.startswith("^", begin) or state.is_code_block(startLine):
        return False
    found = _LINE.match(state.src[begin:end])
    if found is None:
        return False
    if not silent:
        state.push("block_id", "", 0).content = found[1]
        state.line = startLine + 1
    return True


def _attach(state: StateCore) -> None:
    last: dict[int, Token] = {}  # level -> the block that began last there, in the container at hand
    kept: list[Token] = []
    for token in state.tokens:
        if token.type == "block_id":
            _name(last.get(token.level), token.content)
            continue
        if token.type == "inline":
            if kept[-1].type == "paragraph_open":
                is_item = len(kept) > 1 and kept[-2].type == "list_item_open"
                _cut(token, last[token.level - 1], is_item=is_item)
        elif token.nesting >= 0:
            # An item's own text is named with the item, which has an element where the text may have none.
            is_item = token.type == "paragraph_open" and (token.hidden or _is_item(kept))
            last[token.level] = last[token.level - 1] if is_item else token
            last.pop(token.level + 1, None)
        kept.append(token)
    state.tokens = kept


def _is_item(tokens: list[Token]) -> bool:
    return bool(tokens) and tokens[-1].type == "list_item_open"


def _cut(inline: Token, block: Token, *, is_item: bool) -> None:
    """Takes the id off the end of a paragraph's text, or in a list item off the end of its first line."""
    text, end = inline.content, len(inline.content)
    found = _id_before(text, end)
    if found is None and is_item and (end := text.find("\n")) > 0:
        found = _id_before(text, end)
    if found is not None:
        inline.content = text[: found.start()].rstrip() + text[end:]
        _name(block, found[1])


def _id_before(text: str, end: int) -> re.Match[str] | None:
    """The id that ``text`` has before the offset ``end``."""
    at = text.rfind("^", 0, end)
    if at > 0 and (text[at - 1] in " \t\n" or text.endswith("]]", 0, at)):
        return _LINE.match(text, at, end)
    return None


def _name(block: Token | None, name: str) -> None:
    if block is not None:
        block.meta.setdefault("block", name)
