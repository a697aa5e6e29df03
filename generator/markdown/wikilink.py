"""``[[Note]]``, ``[[Note#Heading|text]]``: Obsidian's links.

A link ends at the first ``]]``; a second ``[[`` or a line break before that means there is no link here, and so do an
empty path and subpath. Source of the grammar: https://obsidian.md/help/links, and what the app does.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

# It stops at a second ``[[`` and never goes back, so brackets that never close take linear time.
_LINK = re.compile(r"\[\[(?!\[)((?:[^\[\]\n]++|\[(?!\[)|\](?!\]))*+)\]\]")


class Written(NamedTuple):
    """The inside of ``[[...]]``, split: path, subpath without ``#``, and what follows the first ``|``, if anything."""

    target: str
    subpath: str
    label: str


def scan(src: str, start: int, end: int) -> tuple[Written, int] | None:
    """Read ``[[...]]`` at ``start``; returns its parts and the offset behind it, ``None`` if there is no link."""
    found = _LINK.match(src, start, end)
    if found is None:
        return None
    written = split(found[1])
    return (written, found.end()) if written.target or written.subpath else None


def split(inner: str) -> Written:
    """Split the inside of a link at its first ``|`` and the target at its first ``#``; all parts trimmed."""
    path, bar, label = inner.partition("|")
    # In a table the bar is written ``\|``; the table rule has unescaped it by now, but some write it elsewhere, too.
    path = path.removesuffix("\\") if bar else path
    target, _, subpath = path.partition("#")
    return Written(target.strip(), subpath.strip(" #"), label.strip())


def shown(written: Written) -> str:
    """The text that Obsidian shows for a link without one of its own."""
    steps = (written.target, *(step.strip() for step in written.subpath.split("#")))
    return " > ".join(filter(None, steps))


def wikilink_plugin(md: MarkdownIt) -> None:
    """Adds the rule before ``link`` and ``image``, which would otherwise read ``[[a]](b)`` and ``[x]`` in their way."""
    md.inline.ruler.before("link", "wikilink", _rule)


def _rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
    if state.src[state.pos] != "[" or state.linkLevel > 0:
        return False
    found = scan(state.src, state.pos, state.posMax)
    if found is None:
        return False
    written, end = found
    if not silent:
        token = state.push("wikilink_open", "a", 1)
        token.meta = {"pos": state.pos, "target": written.target, "subpath": written.subpath}
        text = state.push("text", "", 0)
        text.content = written.label or shown(written)
        state.push("wikilink_close", "a", -1)
    state.pos = end
    return True
