"""``- [ ] to do``, ``- [x] done``: list items with a state, which is any single character in the brackets.

The item's token carries the state as ``meta["task"]``; the brackets leave its text. Source:
https://obsidian.md/help/syntax, "Task lists"; the states beyond ``x`` are those that Obsidian's themes agree on.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from generator import wording

_TASK = re.compile(r"\[(?:([^\[\]\n])\](?=[ \t])|([ xX])\]\Z)[ \t]*")


def described(state: str) -> str:
    """The state in words, for those who don't see the box."""
    return wording.catalogue().kinds["tasks"].get(state.lower()) or wording.text("marked", mark=state)


def task_plugin(md: MarkdownIt) -> None:
    """Adds a pass over the blocks, before their text is read."""
    md.core.ruler.before("inline", "task", _mark)


def _mark(state: StateCore) -> None:
    lists: list[Token] = []
    tokens = state.tokens
    for at, token in enumerate(tokens):
        if token.type.endswith("list_open"):
            lists.append(token)
        elif token.type.endswith("list_close"):
            lists.pop()
        elif token.type == "inline" and at > 1 and tokens[at - 2].type == "list_item_open":
            found = _TASK.match(token.content)
            if found:
                token.content = token.content[found.end() :]
                tokens[at - 2].meta["task"] = found[1] or found[2]
                lists[-1].meta["tasks"] = True
