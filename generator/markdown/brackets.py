"""Where the text of a link ends: the square bracket that closes it, each found once.

markdown-it looks for it anew at every ``[``, to the end of the paragraph if there is none, so a page of opening
brackets takes it minutes. Here one walk tells the ends of all brackets that it passes, and what is known is not asked
again. The answers are markdown-it's own; ``tests/property/test_parse.py`` compares them.
"""

from __future__ import annotations

from types import SimpleNamespace

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_inline import StateInline

_NO_END = -1
Ends = dict[int, tuple[int, bool]]
"""Offset of a ``[`` -> offset of its ``]``, or -1, and whether a link stands between them."""


def bracket_plugin(md: MarkdownIt) -> None:
    """Puts ``label_end`` in the place of the helper that the rules of links and images share."""
    md.helpers = SimpleNamespace(  # type: ignore[assignment]  # a module, of which these three are used
        parseLinkLabel=label_end,
        parseLinkDestination=helpers.parseLinkDestination,
        parseLinkTitle=helpers.parseLinkTitle,
    )


def label_end(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: FBT001, FBT002, N803  # its signature
    """The offset of the ``]`` that ends the text begun by the ``[`` at ``start``; -1 if there is none."""
    known = state.env.get("label_ends")
    if known is None or known[0] is not state:
        known = state.env["label_ends"] = (state, {}, state.src.rfind("]"))
    ends: Ends = known[1]
    if start > known[2]:
        return _NO_END
    if start not in ends:
        _walk(state, start, ends)
    end, holds_link = ends[start]
    return _NO_END if end >= state.posMax or (holds_link and disableNested) else end


def _walk(state: StateInline, start: int, ends: Ends) -> None:
    """Notes the ends of the bracket at ``start`` and of all that open before it is closed."""
    back = state.pos
    opened = [(start, False)]
    state.pos = start + 1
    while opened and state.pos < state.posMax:
        at, char = state.pos, state.src[state.pos]
        if char == "]":
            begin, holds_link = opened.pop()
            ends[begin] = (at, holds_link)
            if holds_link and opened:
                opened[-1] = (opened[-1][0], True)
        state.md.inline.skipToken(state)
        if char == "[":
            if state.pos == at + 1:
                opened.append((at, False))
            else:
                opened[-1] = (opened[-1][0], True)
    for begin, holds_link in opened:
        ends[begin] = (_NO_END, holds_link)
    state.pos = back
