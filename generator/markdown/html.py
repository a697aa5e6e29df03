"""Raw HTML in notes: an allow-list, applied token by token.

Every HTML token of the parser is cleaned by itself (nh3, the ammonia library), so an unclosed element can swallow no more
than its own token. Inline tags come one a token and go through ``InlineTags``, which keeps them balanced.
"""

from __future__ import annotations

import re

import nh3

_PHRASING = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr"
    .split()
)
_BLOCK = frozenset(
    "blockquote caption center dd details div dl dt figcaption figure h2 h3 h4 h5 h6 hr li ol p pre section summary table "
    "tbody td tfoot th thead tr ul".split()
)
TAGS = _PHRASING | _BLOCK
VOID = frozenset(("br", "hr", "wbr"))
ATTRIBUTES = {
    "*": {"title", "lang", "dir"},
    "a": {"href"},
    "details": {"open"},
    "li": {"value"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
SCHEMES = frozenset(("http", "https", "mailto", "tel"))
_CONTENT_TOO = {"script", "style", "iframe", "object", "template", "noscript", "title", "textarea", "svg", "math"}

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_ABSOLUTE = re.compile(r"(?:https?:|mailto:|tel:)", re.IGNORECASE)
_HANDLER = re.compile(r"[\s/\"']((?:on\w+|style))\s*=", re.IGNORECASE)


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href" and not _ABSOLUTE.match(value.strip()):
        return None
    return value


def clean(html: str) -> str:
    """``html`` with nothing outside the allow-list, every element closed."""
    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=_CONTENT_TOO,
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_attribute,
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def dropped(html: str) -> tuple[str, ...]:
    """Names of elements and attributes in ``html`` that the allow-list leaves out, sorted."""
    names = {f"<{found[2].lower()}>" for found in _TAG.finditer(html) if found[2].lower() not in TAGS}
    if _TAG.search(html):
        names.update(found[1].lower() for found in _HANDLER.finditer(html))
    return tuple(sorted(names))


class InlineTags:
    """Keeps the tags of one inline run balanced with each other and with the Markdown around them.

    A closing tag without its opening one at the same depth is dropped; one that is never closed is closed where the
    Markdown around it ends.
    """

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def leave(self, level: int) -> str:
        """Closing tags of everything opened deeper than ``level``."""
        out = ""
        while self._open and self._open[-1][0] > level:
            out += f"</{self._open.pop()[1]}>"
        return out

    def tag(self, html: str, level: int) -> str:
        """The clean form of one ``html_inline`` token: a tag, or nothing."""
        found = _TAG.match(html)
        if found is None:
            return ""
        name = found[2].lower()
        if name not in _PHRASING:
            return ""
        if name in VOID:
            return clean(html) if not found[1] else ""
        if not found[1]:
            self._open.append((level, name))
            return clean(html).removesuffix(f"</{name}>")
        if (level, name) not in self._open:
            return ""
        out = ""
        while self._open:
            depth, inner = self._open.pop()
            out += f"</{inner}>"
            if (depth, inner) == (level, name):
                break
        return out
