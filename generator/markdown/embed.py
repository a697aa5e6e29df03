"""``![[picture.png|300]]``, ``![[Note#Heading]]``: Obsidian's embeds, and the size in ``![alt|300](picture.png)``.

What stands behind the bar is a size (``300``, ``300x200``) or a text; ``text|300`` is both.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from generator.markdown.wikilink import scan

_SIZE = re.compile(r"(\d{1,5})(?:x(\d{1,5}))?\Z")


class Look(NamedTuple):
    """How an embed is to look: alternative text, width and height in CSS pixels where the author gave them."""

    alt: str
    width: int | None
    height: int | None


def look(label: str) -> Look:
    """Read what stands behind the first bar of an embed, or the whole alternative text of ``![]()``."""
    text, bar, last = label.rpartition("|")
    size = _SIZE.match(last.strip())
    if size is None:
        return Look(label.strip(" |"), None, None)
    width, height = int(size[1]), int(size[2]) if size[2] else None
    return Look(text.strip() if bar else "", width, height)


def embed_plugin(md: MarkdownIt) -> None:
    """Adds the rule before ``image``, and so before everything else that begins with ``!``."""
    md.inline.ruler.before("image", "embed", _rule)


def _rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
    if state.src[state.pos] != "!":
        return False
    found = scan(state.src, state.pos + 1, state.posMax)
    if found is None:
        return False
    written, end = found
    if not silent:
        token = state.push("embed", "", 0)
        token.meta = {
            "pos": state.pos,
            "target": written.target,
            "subpath": written.subpath,
            "look": look(written.label),
        }
    state.pos = end
    return True
