r"""The HTML of a card, made simple: what other programs show too, with none of the site's classes, ids and scripts.

Pages lean on the theme, so a callout there is a ``div`` with a class. Elsewhere it has to be a quotation. What is left
are elements that every program knows, balanced; links and pictures go where the export says; formulas become LaTeX
between ``\(`` and ``\)``, which Anki's and Moodle's MathJax read, or stay MathML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape, unescape
from html.parser import HTMLParser
from typing import NamedTuple

_KEPT = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite", "code", "dd", "del", "dfn", "div"),
        *("dl", "dt", "em", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q"),
        *("rp", "rt", "ruby", "s", "samp", "small", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th"),
        *("thead", "tr", "u", "ul", "var", "wbr"),
    )
)
_INSTEAD = {"center": "div", "details": "div", "figcaption": "div", "figure": "div", "section": "div", "summary": "div"}
"""A ``<details>`` could not be opened on paper."""
_BY_CLASS = {"callout": "blockquote", "callout-title-inner": "strong"}
_DROPPED = frozenset(
    ("audio", "button", "canvas", "form", "iframe", "object", "script", "select", "style", "svg", "template", "video")
)
"""With all that is in them."""
_HIDDEN = frozenset(("footnote-backref", "vh"))
_VOID = frozenset(("br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
_ATTRIBUTES = frozenset(("colspan", "dir", "lang", "reversed", "rowspan", "start", "value"))
_DELIMITER = re.compile(r"\\(?=[(\[])")
_BLOCK = re.compile(r"</?(?:blockquote|br|caption|d[dlt]|div|h[2-6]|hr|li|ol|p|pre|table|td|th|tr|ul)\b[^>]*>")
_PICTURE = re.compile(r'<img[^>]* alt="([^"]*)"[^>]*>')
_TAG = re.compile(r"<[^>]*>")


class Ways(NamedTuple):
    """Where links and pictures go. Both functions take an address as seen from the site's root."""

    link: Callable[[str], str]
    """The address to link to; empty: the text alone stays."""
    picture: Callable[[str], str]
    """The address of a picture; empty: its description stands for it."""
    latex: bool = True
    """Formulas become LaTeX between MathJax's delimiters; else they stay MathML."""


def simple(html: str, ways: Ways) -> str:
    """``html`` in elements that every program knows."""
    parser = _Simplifier(ways)
    parser.feed(html)
    parser.close()
    return parser.written().strip()


def plain(html: str) -> str:
    """What a reader sees of simple HTML: lines of text, a picture as its description, no empty lines."""
    text = _BLOCK.sub("\n", _PICTURE.sub(lambda found: described(found[1]), html))
    lines = (" ".join(line.split()) for line in unescape(_TAG.sub("", text)).split("\n"))
    return "\n".join(filter(None, lines))


def described(alt: str) -> str:
    """What stands for a picture, in HTML; ``alt`` is its description, escaped."""
    return f"[{alt.strip() or 'picture'}]"


def linker(base_url: str) -> Callable[[str], str]:
    """Links for ``Ways``: to other sites as they are, to this one only if it is known where it stands."""

    def link(href: str) -> str:
        if re.match(r"(?:https?|mailto|tel):", href, re.IGNORECASE):
            return href
        return base_url + href if base_url and not href.startswith("#") else ""

    return link


class _Simplifier(HTMLParser):
    def __init__(self, ways: Ways) -> None:
        super().__init__(convert_charrefs=True)
        self._ways = ways
        self._out: list[str] = []
        self._open: list[tuple[str, str]] = []  # the element as read, and its end tag as written
        self._dropped = 0  # how many elements are open in what is dropped, itself among them
        self._math = False

    def written(self) -> str:
        return "".join((*self._out, *(end for _, end in reversed(self._open))))

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        classes = found.get("class", "").split()
        if self._dropped:
            self._dropped += tag not in _VOID
        elif self._math:
            self._out.append(self.get_starttag_text() or "")
        elif tag == "math":
            self._formula(found)
        elif tag == "img":
            self._picture(found)
        elif tag in _DROPPED or not _HIDDEN.isdisjoint(classes):
            self._dropped = 1
        else:
            self._element(tag, found, classes)

    def _formula(self, found: dict[str, str]) -> None:
        if not self._ways.latex:
            self._math = True
            self._out.append(self.get_starttag_text() or "")
            return
        start, end = (r"\[", r"\]") if found.get("display") == "block" else (r"\(", r"\)")
        self._out.append(start + escape(found.get("alttext", ""), quote=False) + end)
        self._dropped = 1

    def _picture(self, found: dict[str, str]) -> None:
        alt, src = escape(found.get("alt", "")), self._ways.picture(found.get("src", ""))
        sizes = "".join(f' {name}="{escape(found[name])}"' for name in ("width", "height") if found.get(name))
        self._out.append(f'<img src="{escape(src)}" alt="{alt}"{sizes}>' if src else described(alt))

    def _element(self, tag: str, found: dict[str, str], classes: list[str]) -> None:
        name = next((_BY_CLASS[each] for each in classes if each in _BY_CLASS), _INSTEAD.get(tag, tag))
        more = "".join(f' {key}="{escape(found[key])}"' for key in sorted(found) if key in _ATTRIBUTES)
        if name == "a":
            address = self._ways.link(found.get("href", ""))
            name, more = ("a", f' href="{escape(address)}"') if address else ("", "")
        kept = name in _KEPT
        if kept:
            self._out.append(f"<{name}{more}>")
        if "data-task" in found:
            self._out.append("☑ " if found["data-task"] in {"x", "X"} else "☐ ")
        if tag not in _VOID:
            self._open.append((tag, f"</{name}>" if kept else ""))

    def handle_endtag(self, tag: str) -> None:
        if self._dropped:
            self._dropped -= tag not in _VOID
        elif self._math:
            self._out.append(f"</{tag}>")
            self._math = tag != "math"
        elif any(tag == name for name, _ in self._open):
            name = ""
            while name != tag:
                name, end = self._open.pop()
                self._out.append(end)

    def handle_data(self, data: str) -> None:
        if self._dropped:
            return
        text = escape(data, quote=False)
        # An element between the two characters keeps MathJax from reading as a formula what is none.
        self._out.append(_DELIMITER.sub(r"\\<span></span>", text) if self._ways.latex else text)
