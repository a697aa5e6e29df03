"""``#tag`` and ``#nested/tag``.

A tag starts a line or follows a space, holds letters, digits, ``_``, ``-``, ``/`` and symbols beyond ASCII but no
punctuation, and at least one character that is no digit. What marks a card is none. Source:
https://obsidian.md/help/tags.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_PART = r"(?:[\w-]|[^\x00-\xbf\s\u2000-\u206f\u2e00-\u2e7f\u3000-\u303f\uff00-\uff0f\uff1a-\uff20])+"
_MARKER = re.compile(r"card(?:[/-](?:reverse|spaced))?", re.IGNORECASE)
_TAG = re.compile(rf"#({_PART}(?:/{_PART})*)")


def tag_plugin(md: MarkdownIt) -> None:
    """Adds the rule after code spans, so that nothing inside them is a tag."""
    md.inline.ruler.after("backticks", "tag", _rule)


def _rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
    if state.src[state.pos] != "#" or state.linkLevel > 0:
        return False
    if state.pos > 0 and not state.src[state.pos - 1].isspace():
        return False
    found = _TAG.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if found[1].replace("/", "").isdigit() or _MARKER.fullmatch(found[1]):
        return False
    if not silent:
        token = state.push("tag", "", 0)
        token.content = found[1]
        token.meta = {"pos": state.pos}
    state.pos = found.end()
    return True
