"""``[[Note]]``, ``[[Note#Heading|text]]``: Obsidian's links.

A link ends at the first ``]]``; a second ``[[`` or a line break before that means there is no link here. Source of the
grammar: https://obsidian.md/help/links, and what the app does.
"""

from __future__ import annotations

from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline


class Written(NamedTuple):
    """The inside of ``[[...]]``, split: path, subpath without ``#``, and what follows the first ``|`` or ``None``."""

    target: str
    subpath: str
    label: str | None


def scan(src: str, start: int, end: int) -> tuple[Written, int] | None:
    """Read ``[[...]]`` at ``start``; returns its parts and the offset behind it, ``None`` if there is no link."""
    if not src.startswith("[[", start):
        return None
    close = src.find("]]", start + 2, end)
    if close < 0:
        return None
    inner = src[start + 2 : close]
    if not inner.strip() or "[[" in inner or "\n" in inner:
        return None
    return split(inner), close + 2


def split(inner: str) -> Written:
    """Split the inside of a link at its first ``|`` and the target at its first ``#``; all parts trimmed."""
    path, bar, label = inner.partition("|")
    # In a table the bar is written ``\|``; the table rule has mostly unescaped it by now.
    path = path.removesuffix("\\") if bar else path
    target, _, subpath = path.partition("#")
    return Written(target.strip(), subpath.strip().strip("#").strip(), label.strip() if label.strip() else None)


def shown(written: Written) -> str:
    """The text that Obsidian shows for a link without one of its own."""
    steps = [step.strip() for step in written.subpath.split("#") if step.strip()]
    if steps and steps[-1].startswith("^"):
        steps[-1] = steps[-1]
    return " > ".join([written.target, *steps] if written.target else steps)


def wikilink_plugin(md: MarkdownIt) -> None:
    """Adds the rule before ``link`` and ``image``, which would otherwise read ``[[a]](b)`` and ``[x]`` in their way."""
    md.inline.ruler.before("link", "wikilink", _rule)


def _rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    found = scan(state.src, state.pos, state.posMax)
    if found is None:
        return False
    written, end = found
    if state.linkLevel > 0:
        return False
    if not silent:
        token = state.push("wikilink_open", "a", 1)
        token.meta = {"pos": state.pos, "target": written.target, "subpath": written.subpath}
        text = state.push("text", "", 0)
        text.content = written.label or shown(written)
        state.push("wikilink_close", "a", -1)
    state.pos = end
    return True
