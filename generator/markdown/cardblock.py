"""Takes the lines of each card out of the body and leaves a token where it stood.

Which lines those are, ``generator.cards`` has found on the source, before Markdown could swallow an answer into the
last item of a list. They come in by ``env["cards"]``: line -> (indexes, line behind the last). Two cards may share
their lines: a question that is asked both ways.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock


def card_plugin(md: MarkdownIt) -> None:
    """Adds the rule first of all, and lets it interrupt every other block."""
    md.block.ruler.before("table", "card", _rule, {"alt": ["paragraph", "reference", "blockquote", "list", "table"]})


def _rule(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: FBT001, N803  # its signature
    found = state.env.get("cards", {}).get(startLine)
    if found is None or found[1] > endLine:
        return False
    if not silent:
        for index in found[0]:
            token = state.push("card", "", 0)
            token.meta = {"card": index}
            token.map = [startLine, found[1]]
        state.line = found[1]
    return True
