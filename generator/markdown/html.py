"""Raw HTML in notes: an allow-list, applied token by token.

Every HTML token of the parser is cleaned by itself (nh3, the ammonia library), so an unclosed element can swallow no
more than its own token. Inline tags come one a token and go through ``InlineTags``, which keeps them balanced.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from html import escape, unescape

import nh3

_PHRASING = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q"),
        *("rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"),
    )
)
_BLOCK = frozenset(
    (
        *("blockquote", "caption", "center", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "h1", "h2"),
        *("h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot"),
        *("th", "thead", "tr", "ul"),
    )
)
TAGS = _PHRASING | _BLOCK
MEDIA = frozenset(("img", "iframe", "video", "audio", "source"))
"""Those that name a source are shown as embeds are: see ``htmlmedia``."""
_RUBY = ("rt", "rp")
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
_ENDED_BY_THE_NEXT = frozenset(
    ("p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "rt", "rp")
)
_MAX_DEPTH = 100
"""Elements of a block inside each other. Beyond it, or ``_MAX_BLOCK``, HTML takes quadratic time to read."""
_MAX_BLOCK = 100_000
"""Characters of a block."""
_SHOWN_SOURCE = 2_000
"""Characters that are shown of a block beyond these limits, as text."""
_MAX_OPEN = 30
"""Inline elements inside each other."""

_NAME = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_TAG = re.compile(r"<[A-Za-z][^\s/>]*([^>]*)")
_H1 = re.compile(r"<(/?)h1(?=[\s/>])", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HANDLER = re.compile(r"[\s/\"'](on\w+|style)\s*=", re.IGNORECASE)
_LIST_TAG = re.compile(r"<(/?)(ul|ol|dl|li|dd|dt)[\s>]")
_ABSOLUTE = re.compile(r"(?:https?:|mailto:|tel:)", re.IGNORECASE)


def _attribute(_tag: str, name: str, value: str) -> str | None:
    if name == "href" and not _ABSOLUTE.match(value.strip()):
        return None
    return value


@cache
def _cleaner(media: frozenset[str]) -> nh3.Cleaner:
    source = {"src", "alt", "width", "height"}
    return nh3.Cleaner(
        tags=set(TAGS | media),
        clean_content_tags=_CONTENT_TOO - media,
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()} | dict.fromkeys(media, source),
        attribute_filter=_attribute,
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


@cache
def _stripper() -> nh3.Cleaner:
    return nh3.Cleaner(tags=set(), clean_content_tags=_CONTENT_TOO, attributes={})


def clean(html: str, media: frozenset[str] = frozenset()) -> str:
    """``html`` with nothing outside the allow-list, every element closed; ``media`` are elements that stay as well.

    The page's title is its only ``h1``.
    """
    if _is_too_much(html):
        return f"<pre>{escape(_source(html), quote=False)}</pre>\n"
    cleaned = _cleaner(media).clean(_H1.sub(r"<\1h2", html))
    return f"<section>{cleaned}</section>\n" if _has_lone_item(cleaned) else cleaned


def _has_lone_item(html: str) -> bool:
    """Whether a list item in ``html`` has no list around it: it would end an item of the Markdown around."""
    depth = 0
    for tag in _LIST_TAG.finditer(html):
        if tag[2] in {"ul", "ol", "dl"}:
            depth += -1 if tag[1] else 1
        elif depth == 0:
            return True
    return False


def text(html: str) -> str:
    """What a reader sees of ``html``: its text, without the tags."""
    return _source(html) if _is_too_much(html) else unescape(_stripper().clean(html))


def _source(html: str) -> str:
    return _COMMENT.sub("", html[:_SHOWN_SOURCE])


def _is_too_much(html: str) -> bool:
    if len(html) > _MAX_BLOCK:
        return True
    if html.count("<") <= _MAX_DEPTH:
        return False
    is_open: Counter[str] = Counter()
    depth = 0
    for found in _NAME.finditer(html):
        name = found[2].lower()
        if name in VOID or name in _ENDED_BY_THE_NEXT:
            continue
        if not found[1]:
            is_open[name] += 1
            depth += 1
        elif is_open[name]:
            is_open[name] -= 1
            depth -= 1
        if depth > _MAX_DEPTH:
            return True
    return False


def dropped(html: str) -> tuple[str, ...]:
    """Names of elements and attributes in ``html`` that the allow-list leaves out, sorted."""
    html = _COMMENT.sub("", html)
    tags = ((found[1], found[2].lower()) for found in _NAME.finditer(html))
    names = {f"<{name}>" for end, name in tags if name not in (TAGS | MEDIA if end else TAGS)}
    for tag in _TAG.finditer(html):
        names.update(found[1].lower() for found in _HANDLER.finditer(tag[1]))
    return tuple(sorted(names))


class InlineTags:
    """Keeps the tags of one inline run balanced with each other and with the Markdown around them.

    A closing tag without its opening one at the same depth is dropped; one that is never closed is closed where the
    Markdown around it ends. No link stands inside another: that would end the outer one.
    """

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    @property
    def in_link(self) -> bool:
        """Whether an ``<a>`` is open."""
        return any(name == "a" for _, name in self._open)

    def __bool__(self) -> bool:
        return bool(self._open)

    def leave(self, level: int) -> str:
        """Closing tags of everything opened deeper than ``level``."""
        out = ""
        while self._open and self._open[-1][0] > level:
            out += f"</{self._open.pop()[1]}>"
        return out

    def tag(self, html: str, level: int, *, in_link: bool) -> str:
        """The clean form of one ``html_inline`` token: a tag, or nothing. ``in_link``: a Markdown link is around it."""
        found = _NAME.match(html)
        if found is None or (name := found[2].lower()) not in _PHRASING:
            return ""
        if not found[1]:
            if name in VOID:
                return clean(html)
            if len(self._open) == _MAX_OPEN or (name == "a" and (in_link or self.in_link)):
                return ""
            before = ""
            if name in _RUBY and self._open and self._open[-1] in {(level, other) for other in _RUBY}:
                before = f"</{self._open.pop()[1]}>"  # as a browser would end it
            self._open.append((level, name))
            return before + clean(html).removesuffix(f"</{name}>")
        if (level, name) not in self._open:
            return ""
        out = ""
        while self._open:
            inner = self._open.pop()
            out += f"</{inner[1]}>"
            if inner == (level, name):
                break
        return out
