"""``https://example.org``: an address in the text, without any marks, becomes a link.

Only ``http`` and ``https`` do, as in Obsidian. Where the address ends follows GitHub's extended autolinks: at a space
or ``<``, without the punctuation of the sentence around it, and without a bracket that it did not open. Source:
https://github.github.com/gfm/#autolinks-extension-.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_SCHEME = re.compile(r"(?<![A-Za-z0-9.+-])https?\Z", re.IGNORECASE)
_REST = re.compile(r"://[^\W_][^\s<]*")
_ENTITY = re.compile(r"&[A-Za-z0-9]+;\Z")
_PUNCTUATION = "?!.,:*_~'\"]"


def bareurl_plugin(md: MarkdownIt) -> None:
    """Adds the rule after ``text``, which stops at the colon."""
    md.inline.ruler.after("text", "bareurl", _rule)


def _rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
    if (
        silent or state.src[state.pos] != ":" or state.linkLevel > 0
    ):  # silent: in what may be a link's text, "]" ends it
        return False
    scheme = _SCHEME.search(state.src, max(state.pos - 6, 0), state.pos)
    rest = _REST.match(state.src, state.pos, state.posMax)
    if scheme is None or rest is None:
        return False
    url = _trimmed(scheme[0] + rest[0])
    end = scheme.start() + len(url)
    if not state.pending.endswith(scheme[0]):  # its letters are no plain text: one of them was escaped
        return False
    state.pending = state.pending[: -len(scheme[0])]
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": url}
    token.meta = {"pos": scheme.start()}
    state.push("text", "", 0).content = url
    state.push("link_close", "a", -1)
    state.pos = end
    return True


def _trimmed(url: str) -> str:
    """``url`` without what belongs to the sentence around it."""
    surplus = url.count(")") - url.count("(")
    end = len(url)
    while True:
        if url[end - 1] in _PUNCTUATION:
            end -= 1
        elif url[end - 1] == ")" and surplus > 0:
            surplus -= 1
            end -= 1
        elif entity := _ENTITY.search(url, max(end - 40, 0), end):
            end = entity.start()
        else:
            return url[:end]
