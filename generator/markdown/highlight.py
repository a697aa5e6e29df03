"""``==highlight==``: marked text, a pair of marks like those of emphasis.

The pairing is markdown-it's own (``balance_pairs``): marks next to a space on their inner side don't count, and the
time it takes is linear.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

_MARK = "="


def highlight_plugin(md: MarkdownIt) -> None:
    """Adds the rule that finds marks, and the one that turns the pairs among them into tokens."""
    md.inline.ruler.before("emphasis", "highlight", _find)
    md.inline.ruler2.before("emphasis", "highlight", _pair)


def _find(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
    if silent or state.src[state.pos] != _MARK:
        return False
    run = state.scanDelims(state.pos, canSplitWord=True)
    if run.length != 2:
        return _literal(state, run.length)
    state.push("text", "", 0).content = _MARK * 2
    place = len(state.tokens) - 1
    state.delimiters.append(Delimiter(ord(_MARK), 0, place, -1, open=run.can_open, close=run.can_close))
    state.pos += 2
    return True


def _literal(state: StateInline, length: int) -> bool:
    state.append_pending(_MARK * length)
    state.pos += length
    return True


def _pair(state: StateInline) -> None:
    inner = (meta["delimiters"] for meta in state.tokens_meta if meta)
    for delimiters in (state.delimiters, *inner):
        for opener in delimiters:
            if opener.marker == ord(_MARK) and opener.end >= 0:
                for place, kind, nesting in (
                    (opener.token, "mark_open", 1),
                    (delimiters[opener.end].token, "mark_close", -1),
                ):
                    token = state.tokens[place]
                    token.type, token.tag, token.nesting, token.content = kind, "mark", nesting, ""
