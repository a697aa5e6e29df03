"""SVG files: how large one is, and whether it is a drawing and nothing more.

An SVG that is opened by its own address is a document, which may run scripts in the site's name. So what may do so, and
what this parser and a browser could read differently (entities, rare encodings), is refused rather than mended.
"""

from __future__ import annotations

import re
from xml.parsers import expat

_ACTIVE = frozenset((
    "script", "handler", "listener", "iframe", "frame", "embed", "object", "applet", "meta", "link", "base", "form",
))  # fmt: skip
_ACTIVE_VALUE = re.compile(r"(?:java|vb)script:|data:(?:text|application)", re.IGNORECASE)
_ENCODINGS = frozenset(("utf-8", "utf-16", "us-ascii", "iso-8859-1"))
_NUMBER = r"\+?(?:[0-9]{1,6}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})(?:e[+-]?[0-9])?"
_UNITS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6, "em": 16.0}
"""Unit -> CSS pixels. A font's size is the default one: a picture knows nothing of its page."""


class SvgError(ValueError):
    """The file is not published; the message tells its author why."""


_SOURCE, _SOURCE_END = b"<!-- payload-start -->", b"<!-- payload-end -->"


def without_source(raw: bytes) -> bytes:
    """``raw`` without the data of the drawing that Excalidraw may put into its export, as base64 in comments."""
    kept, at = [], 0
    while (start := raw.find(_SOURCE, at)) >= 0 and (end := raw.find(_SOURCE_END, start)) >= 0:
        kept.append(raw[at:start])
        at = end + len(_SOURCE_END)
    return b"".join((*kept, raw[at:]))


def size(raw: bytes) -> tuple[int, int] | None:
    """Width and height in CSS pixels, ``None`` where the drawing has none. Raises ``SvgError``."""
    reader = _Reader()
    try:
        reader.parser.Parse(raw, True)  # noqa: FBT003  # expat's way to say that this is all
    except (expat.ExpatError, LookupError) as error:
        raise SvgError(f"the SVG cannot be read: {error}") from error
    width, height = _length(reader.root.get("width", "")), _length(reader.root.get("height", ""))
    box = [_length(part) for part in re.split(r"[\s,]+", reader.root.get("viewBox", "").strip())[2:]]
    if len(box) == 2 and all(box):
        if width:
            height = height or width * box[1] / box[0]
        elif height:
            width = height * box[0] / box[1]
        else:
            width, height = box
    found = (round(width), round(height))
    return found if min(found) > 0 and max(found) < 1_000_000 else None


class _Reader:
    """Goes through an SVG: keeps the attributes of its root, raises ``SvgError`` for what is no drawing."""

    def __init__(self) -> None:
        self.root: dict[str, str] = {}
        self._seen = False
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._element
        self.parser.XmlDeclHandler = self._declared
        self.parser.EntityDeclHandler = self._refuse
        self.parser.ProcessingInstructionHandler = self._refuse
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2].lower()
        if not self._seen:
            self._seen, self.root = True, attributes
            if local != "svg":
                raise SvgError("the SVG has no <svg> element")
        if local in _ACTIVE:
            self._refuse()
        for key, value in attributes.items():
            if key.rpartition(":")[2].lower().startswith("on") or _ACTIVE_VALUE.search("".join(value.split())):
                self._refuse()

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in _ENCODINGS:
            self._refuse()

    def _doctype(self, _name: str, _system: str | None, public: str | None, _internal: bool) -> None:  # noqa: FBT001  # expat's
        if public and "SVG" not in public.upper():  # those of XHTML bring entities along
            self._refuse()

    def _refuse(self, *_: object) -> None:
        raise SvgError("the SVG holds scripts, entities or other active content, which is not published")


def _length(text: str) -> float:
    """CSS pixels of ``24``, ``24.5px``, ``1e2`` or ``5cm``; 0 for anything else, such as a part of the page's width."""
    match = re.fullmatch(rf"({_NUMBER})({'|'.join(_UNITS)})?", text.strip(), re.IGNORECASE)
    return float(match[1]) * _UNITS[(match[2] or "px").lower()] if match else 0
