"""``<img>``, ``<iframe>``, ``<video>`` and ``<audio>`` in raw HTML: embeds like any other, whatever else they say.

What they name is resolved, published and shown as if it stood in ``![](...)``: from the vault in its place, from
another site as a link, unless its host is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import Literal, NamedTuple

from markdown_it.token import Token

from generator.markdown.embed import Look
from generator.markdown.html import MEDIA, VOID, clean, dropped
from generator.model import Slot

_ANY = re.compile(r"<(?:img|iframe|video|audio)[\s/>]", re.IGNORECASE)
_INLINE = re.compile(r"<(/?)(iframe|video|audio)[\s/>]", re.IGNORECASE)
# What the cleaner writes: every attribute in double quotes, no bracket in any of them.
_TAG = re.compile(r'<(/?)([a-z0-9]+)((?: [a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_FLOW = frozenset(("blockquote", "center", "dd", "details", "div", "figure", "li", "section", "td", "th"))
"""Elements that may hold a block."""
_NUMBER = re.compile(r"[0-9]{1,5}")


class MediaTag(NamedTuple):
    """An element of raw HTML that shows what it names."""

    name: str
    kind: Literal["image", "frame"]
    src: str
    look: Look
    slot: Slot


def parts(html: str) -> tuple[str | MediaTag, ...]:
    """``clean(html)`` with the elements that name a source as values of their own, without what is inside of these."""
    if _ANY.search(html) is None:
        return (clean(html),)
    cleaned = clean(html, MEDIA)
    out: list[str | MediaTag] = []
    around: list[str] = []
    at = start = 0
    while tag := _TAG.search(cleaned, at):
        at, name = tag.end(), tag[2]
        if name in MEDIA:
            end = at if name in ("img", "source") else _end(cleaned, name, at)
            out.append(cleaned[start : tag.start()])
            if name != "source":
                source = _first_source(cleaned[at:end]) if name in ("video", "audio") else ""
                out += _media(name, tag[3], source, around)
            start = at = end
        elif tag[1]:
            around.pop()
        elif name not in VOID:
            around.append(name)
    out.append(cleaned[start:])
    return tuple(part for part in out if part)


def left_out(html: str, shown: Sequence[str | MediaTag]) -> tuple[str, ...]:
    """Names of elements and attributes in ``html`` that are not in its ``parts``, ``shown``; sorted."""
    names = {f"<{part.name}>" for part in shown if isinstance(part, MediaTag)}
    return tuple(name for name in dropped(html) if name not in names and not (names and name == "<source>"))


def _attributes(written: str) -> dict[str, str]:
    return {each[1]: unescape(each[2]).strip() for each in _ATTRIBUTE.finditer(written)}


def _first_source(inside: str) -> str:
    """What the first ``<source>`` inside of a film or recording names."""
    found = (_attributes(tag[3]).get("src", "") for tag in _TAG.finditer(inside) if tag[2] == "source")
    return next(filter(None, found), "")


def _media(name: str, written: str, source: str, around: Sequence[str]) -> tuple[MediaTag, ...]:
    said = _attributes(written)
    src = said.get("src") or source
    if not src:
        return ()
    width, height = (_NUMBER.fullmatch(said.get(side, "")) for side in ("width", "height"))
    alt = said.get("alt") or said.get("title") or ""
    slot: Slot = "phrasing"
    if "a" in around:
        slot = "link"
    elif not around:
        slot = "block"
    elif around[-1] in _FLOW:
        slot = "flow"
    look = Look(alt, int(width[0]) if width else None, int(height[0]) if height else None)
    return (MediaTag(name, "frame" if name == "iframe" else "image", src, look, slot),)


def _end(cleaned: str, name: str, at: int) -> int:
    """Where the element that has begun before ``at`` ends. An ``<iframe>`` holds text that may look like tags."""
    depth = 1
    while depth:
        tag = _TAG.search(cleaned, at) if name != "iframe" else None
        at = tag.end() if tag else cleaned.index("</iframe>", at) + len("</iframe>")
        if tag and tag[2] == "iframe":
            at = cleaned.index("</iframe>", at) + len("</iframe>")
        elif tag is None or tag[2] == name:
            depth += 1 if tag and not tag[1] else -1
    return at


def joined(children: Sequence[Token]) -> Sequence[Token]:
    """Inline tokens with every film or frame as one, its tags and those inside of it.

    The text between them, words for browsers that know neither, is left out.
    """
    tags = {
        at: found
        for at, child in enumerate(children)
        if child.type == "html_inline" and (found := _INLINE.match(child.content))
    }
    if not tags:
        return children
    opened: list[tuple[int, str, int]] = []
    out: list[Token] = []
    for at, child in enumerate(children):
        while child.nesting < 0 and opened and opened[-1][0] > child.level:
            opened.pop()
        out.append(child)
        if at not in tags:
            continue
        name = tags[at][2].lower()
        if not tags[at][1]:
            opened.append((child.level, name, len(out) - 1))
        elif opened and opened[-1][:2] == (child.level, name):
            first = opened.pop()[2]
            html = "".join(token.content for token in out[first:] if token.type == "html_inline")
            out[first:] = [out[first].copy(content=html)]
    return out
