"""``[^1]`` with ``[^1]: text`` anywhere in the note, and ``^[text]``: footnotes.

A definition's blocks leave the note, and so does the text of an inline footnote: both are shown where the page ends,
and only if something refers to them. A label without a definition stays as it is written; of two definitions the first
counts. Source: https://obsidian.md/help/syntax, "Footnotes"; the rule for definitions is that of mdit-py-plugins.
"""

from __future__ import annotations

import re
import unicodedata

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

_REFERENCE = re.compile(r"\[\^([^\s\[\]]+)\]")
_BRACKET = re.compile(r"\\.|(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|[\[\]]", re.DOTALL)


class Footnote:
    """A definition while its note is parsed; ``offset`` is the note's line at which the parsed text begins."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        self.tokens: list[Token] = []


def footnote_plugin(md: MarkdownIt) -> None:
    """Adds the rules for definitions, references and inline footnotes.

    ``env["footnotes"]`` has the definitions by label, and may bring those of the note that a passage is from;
    ``env["defined"]`` has those of this text; ``env["offset"]`` is the line of the note that it begins on, else 0.
    """
    md.block.ruler.before("reference", "footnote", _define, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.core.ruler.before("inline", "footnote_labels", _label)
    md.core.ruler.push("footnote_bodies", _take_out)
    md.inline.ruler.before("link", "footnote", _refer)
    md.inline.ruler.before("link", "footnote_inline", _inline)


def _define(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: FBT001, N803  # its signature
    if silent:
        return footnote_def(state, startLine, endLine, silent=True)
    if state.env.get("in_definition"):  # none stands in another
        return False
    state.env["in_definition"] = True
    found = footnote_def(state, startLine, endLine, silent=False)
    state.env["in_definition"] = False
    return found


def _label(state: StateCore) -> None:
    known = state.env.setdefault("footnotes", {})
    state.env["defined"] = defined = []
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            token.meta["footnote"] = Footnote(state.env.get("offset", 0))
            defined.append(token.meta["footnote"])
            known.setdefault(_folded(token.meta["label"]), token.meta["footnote"])


def _take_out(state: StateCore) -> None:
    kept: list[Token] = []
    body = kept
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            body = token.meta["footnote"].tokens
        elif token.type == "footnote_reference_close":
            body = kept
        else:
            body.append(token)
    state.tokens = kept


def _refer(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
    found = _REFERENCE.match(state.src, state.pos, state.posMax) if state.linkLevel <= 0 else None
    footnote = state.env.get("footnotes", {}).get(_folded(found[1])) if found else None
    if found is None or footnote is None:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"footnote": footnote}
    state.pos = found.end()
    return True


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
    begin = state.pos
    if not state.src.startswith("^[", begin, state.posMax) or state.linkLevel > 0 or state.env.get("in_inline"):
        return False
    end = _closing(state).get(begin + 1, state.posMax)
    if end >= state.posMax or not state.src[begin + 2 : end].strip():
        return False
    if not silent:
        last = state.posMax
        state.push("footnote_open", "", 1)
        state.pos, state.posMax = begin + 2, end
        state.env["in_inline"] = True
        state.md.inline.tokenize(state)
        state.env["in_inline"] = False
        state.posMax = last
        state.push("footnote_close", "", -1)
    state.pos = end + 1
    return True


def _closing(state: StateInline) -> dict[int, int]:
    """Where each bracket of the text is closed. Asked by every ``^[``, it is worked out once."""
    text, pairs = state.env.get("brackets", ("", {}))
    if text is not state.src:
        pairs = {}
        opened: list[int] = []
        for found in _BRACKET.finditer(state.src):
            if found[0] == "[":
                opened.append(found.start())
            elif found[0] == "]" and opened:
                pairs[opened.pop()] = found.start()
        state.env["brackets"] = (state.src, pairs)
    return pairs  # type: ignore[no-any-return]  # what an env holds has no type


def _folded(label: str) -> str:
    return unicodedata.normalize("NFC", label).casefold()
