"""Where in a note's bytes the address of a picture stands, and the note with another one in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape, unescape
from typing import Literal, NamedTuple
from urllib.parse import quote, unquote

from generator import links
from generator.model import Doc, Link

_LINE = re.compile(r"\r\n|\r|\n")
_WIKI = re.compile(r"!\[\[\s*([^\]|\n]*?)\s*\\?(?=\||\]\])")
_DESTINATION = re.compile(r"\(\s*(?:<([^<>\n]*)>|((?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))+))")
_SRC = re.compile(r"""<img\b[^>]*?\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


class Place(NamedTuple):
    """A picture from elsewhere in a note."""

    url: str
    line: int
    """From 1."""
    start: int
    """Where its address begins in the note, in characters; the same as ``end`` where it is not written there."""
    end: int
    syntax: Literal["wiki", "markdown", "html"]


def places(doc: Doc, raw: bytes, allowed: tuple[str, ...]) -> tuple[Place, ...]:
    """Pictures in ``doc``, which was read from ``raw``, that are neither of the vault nor of an ``allowed`` host."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return ()  # another encoding: `check` says so, and nothing is written into what cannot be read
    starts = [1 if text.startswith("\ufeff") else 0, *(found.end() for found in _LINE.finditer(text))]
    found: dict[int, Place] = {}
    for link in doc.links:
        url = links.remote_picture(link, allowed)
        if url:
            place = _place(text, starts[link.line] + max(link.col - 1, 0), link, url, found)
            found[place.start] = place
    return tuple(sorted(found.values(), key=lambda place: place.start))


def _place(text: str, at: int, link: Link, url: str, taken: Mapping[int, Place]) -> Place:
    line = link.line + 1
    if link.kind == "embed":
        match = _WIKI.match(text, at)
        return Place(url, line, *match.span(1), "wiki") if match else Place(url, line, at, at, "wiki")
    if link.col and text.startswith("![", at):
        match = _DESTINATION.match(text, _label_end(text, at + 1))
        same = match and _same(_ESCAPED.sub(r"\1", match[match.lastindex or 0]), url)
        return Place(url, line, *(match.span(match.lastindex or 0) if match and same else (at, at)), "markdown")
    for match in _SRC.finditer(text, at):
        span = match.span(match.lastindex or 0)
        if span[0] not in taken and _same(match[match.lastindex or 0].strip(), url):
            return Place(url, line, *span, "html")
    return Place(url, line, at, at, "html")


def _label_end(text: str, at: int) -> int:
    """The offset behind the bracket that closes the one at ``at``."""
    depth = 0
    for match in re.compile(r"\\.|[\[\]]", re.DOTALL).finditer(text, at):
        depth += {"[": 1, "]": -1}.get(match[0], 0)
        if depth == 0 and match[0] == "]":
            return match.end()
    return len(text)


def _same(written: str, url: str) -> bool:
    """Whether the address ``written`` in Markdown or HTML is ``url``, which the parser has decoded."""
    return unquote(unescape(written)) == unquote(url)


def edited(raw: bytes, found: Iterable[Place], paths: Mapping[str, str]) -> bytes:
    """The note ``raw`` with the vault paths in ``paths`` for the addresses that they stand for, all else as it is."""
    text = raw.decode()
    parts: list[str] = []
    at = 0
    for place in found:
        path = paths.get(place.url)
        if path is None or place.start == place.end:
            continue
        new = path if place.syntax == "wiki" else quote(path)
        parts += [text[at : place.start], escape(new) if place.syntax == "html" else new]
        at = place.end
    return "".join((*parts, text[at:])).encode()
