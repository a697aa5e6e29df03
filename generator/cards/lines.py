"""What each line of a note is: a state x line machine that knows code, math, comments and quotes from text.

The card grammar works on source lines, before Markdown is parsed. It may not look into what Markdown would not read as
text, so this module gives every line a ``Kind``, and ``HELD`` to all lines that belong to a fence, a math block, a
comment or raw HTML. It looks at each line once; whether something opened is ever closed is known from one
pass backwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from generator import formula


class Kind(Enum):
    """What a line is to the card grammar."""

    BLANK = auto()
    SPACES = auto()
    """Nothing but spaces: blank, except before ``#card``."""
    HEADING = auto()
    MARKER = auto()
    """``#card``, alone or among other tags."""
    OPTION = auto()
    """Begins like an option: "- text", "A. text", "A.) text"."""
    ID = auto()
    """An explicit id alone: "^1626790679442"."""
    RULE = auto()
    """A thematic break."""
    HELD = auto()
    """Part of a fence, math, a comment or raw HTML: nothing in it is grammar."""
    QUOTE = auto()
    """Part of a quote or callout, which only a dialect of callouts looks into."""
    TEXT = auto()


class Line(NamedTuple):
    """A line of the note. ``text`` lacks the marker and its tags; ``tags`` is ``None`` where there is no marker."""

    text: str
    kind: Kind
    tags: tuple[str, ...] | None
    form: str = ""
    """What the marker asks for: ``card``, ``card-reverse`` or ``card-spaced``; empty where there is none."""

    @property
    def held(self) -> bool:
        """Nothing in it is part of a question's or an answer's own grammar."""
        return self.kind in (Kind.HELD, Kind.QUOTE)


_TAG = re.compile(r"#[^\s#.,;:!?()\[\]{}'\"`*<>|^=+&%@$~\\]+")
_MARKERS = {
    "card": "card",
    "card-reverse": "card-reverse",
    "card/reverse": "card-reverse",
    "card-spaced": "card-spaced",
    "card/spaced": "card-spaced",
}
_TOKEN = re.compile(r"\S+")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_RULE = re.compile(r" {0,3}(?:-{3,}|\*{3,})\s*$")
_ID = re.compile(r"\s*\^[A-Za-z0-9-]+\s*$")
_QUOTE = re.compile(r" {0,3}>")
_OPTION = re.compile(r"\s*(?:[-*+]|[A-Za-z](?:\.\)|[.)]))\s+\S")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_FENCE = re.compile(r"\s*(`{3,}[^`]*|~{3,}.*)$")
_FENCE_END = re.compile(r"\s*(`{3,}|~{3,})\s*$")
_RAW_HTML = re.compile(r" {0,3}<(pre|script|style|textarea)(?:[\s>]|$)", re.IGNORECASE)
_VERBATIM = re.compile(rf"(`+)[^`]+\1|{formula.PATTERN}|<!--.*?-->|%%.*?%%", re.DOTALL)


class _Region(NamedTuple):
    """Something that hides lines until ``end`` (in the line, or for a fence: the line's mark at least as long)."""

    end: str
    fence: bool = False
    in_item: bool = False
    """It lives in a list item, and ends with it at the latest."""

    def is_left(self, line: str) -> bool:
        """The container that the region lives in is over before this line."""
        return self.in_item and bool(line.strip()) and not line[0].isspace()

    def closes(self, line: str) -> bool:
        if self.fence:
            mark = _FENCE_END.match(line)
            return bool(mark and mark[1].startswith(self.end))
        return line.rstrip().endswith("$$") if self.end == "$$" else self.end in line.lower()


def classify(source: Sequence[str]) -> list[Line]:
    """Every line of a note with its kind, in order."""
    closed = _closed_in_paragraph(source)
    math_until = max((i for i, line in enumerate(source) if line.rstrip().endswith("$$")), default=-1)
    lines: list[Line] = []
    region: _Region | None = None
    after_blank, in_list, in_code = True, False, False
    for number, line in enumerate(source):
        if region is not None and region.is_left(line):
            region = None
        if region is not None:
            lines.append(Line(line, Kind.HELD, None))
            if region.closes(line):
                region = None
            continue
        blank = not line.strip()
        indent = _indent(line)
        in_code = not blank and indent >= 4 and not in_list and (after_blank or in_code)
        if in_code:
            lines.append(Line(line, Kind.HELD, None))
            continue
        region = _block_region(line, in_list=in_list, math_closes=number < math_until)
        if region is not None or _QUOTE.match(line):
            lines.append(Line(line, Kind.HELD if region else Kind.QUOTE, None))
        else:
            region = _inline_region(line, closed[number])
            lines.append(_text_line(line))
        if not blank:
            item = bool(_ITEM.match(line))
            in_list = item or (in_list and not (after_blank and indent == 0) and lines[-1].kind is not Kind.HEADING)
        after_blank = blank
    return lines


def stretches(lines: Sequence[Line]) -> Iterator[range]:
    """The stretches of lines without an empty one or a rule between them; a heading begins one, an id ends one."""
    start: int | None = None
    for number, line in enumerate(lines):
        gap = line.kind in (Kind.BLANK, Kind.SPACES, Kind.RULE)
        if start is not None and (gap or line.kind is Kind.HEADING):
            yield range(start, number)
            start = None
        if start is None and not gap:
            start = number
        if start is not None and line.kind is Kind.ID:
            yield range(start, number + 1)
            start = None
    if start is not None:
        yield range(start, len(lines))


def masked(text: str) -> str:
    """The text with another character for each in code and math, so that nothing is found there."""
    return _VERBATIM.sub(lambda span: "x" * len(span[0]), text)


def _indent(line: str) -> int:
    """The width of the white space that a line begins with, tabs at every fourth column."""
    white = line[: len(line) - len(line.lstrip())]
    return len(white.expandtabs(4))


def _text_line(line: str) -> Line:
    """The kind of a line that Markdown reads as text."""
    if not line.strip():
        return Line(line, Kind.SPACES if line else Kind.BLANK, None)
    text, tags, form = _cut_marker(line)
    if tags is not None and not text:
        return Line(text, Kind.MARKER, tags, form)
    if _HEADING.match(line):
        return Line(text, Kind.HEADING, tags, form)
    if _RULE.match(line):
        return Line(text, Kind.RULE, None)
    if _ID.match(line):
        return Line(text, Kind.ID, None)
    return Line(text, Kind.OPTION if _OPTION.match(line) else Kind.TEXT, tags, form)


def _cut_marker(line: str) -> tuple[str, tuple[str, ...] | None, str]:
    """The line without ``#card`` and the tags beside it, these tags, and the marker; ``None`` where there is none.

    A marker counts at the end of a line, with nothing but tags after it: "put #card below" is prose.
    """
    if "#card" not in line.lower():
        return line, None, ""
    tokens = list(_TOKEN.finditer(line))
    first = len(tokens)
    while first and _TAG.fullmatch(tokens[first - 1][0]):
        first -= 1
    tags = [token[0][1:] for token in tokens[first:]]
    marker = next((i for i, tag in enumerate(tags) if tag.lower() in _MARKERS), None)
    if marker is None:
        return line, None, ""
    form = _MARKERS[tags[marker].lower()]
    if first:
        tags = tags[marker:]
        line = line[: tokens[first + marker].start()]
    else:
        line = ""
    return line.rstrip(), tuple(tag for tag in tags if tag.lower() not in _MARKERS), form


def _block_region(line: str, *, in_list: bool, math_closes: bool) -> _Region | None:
    """The region that opens with this whole line, if one does."""
    item = _ITEM.match(line)
    body = line[item.end() :] if item else line
    in_item = bool(item) or (in_list and _indent(line) >= 2)
    fence = _FENCE.match(body)
    if fence:
        mark = fence[1]
        return _Region(mark[: len(mark) - len(mark.lstrip(mark[0]))], fence=True, in_item=in_item)
    body = body.lstrip()
    if body.startswith("$$") and "$$" not in body[2:] and math_closes:
        return _Region("$$", in_item=in_item)
    if body.startswith("%%") and "%%" not in body[2:]:
        return _Region("%%", in_item=in_item)
    if body.startswith("<!--") and "-->" not in body:
        return _Region("-->", in_item=in_item)
    html = _RAW_HTML.match(line)
    if html and f"</{html[1].lower()}" not in line.lower():
        return _Region(f"</{html[1].lower()}")
    return None


def _inline_region(line: str, closed: frozenset[str]) -> _Region | None:
    """A comment that opens inside this line of text and closes in a later line of its paragraph."""
    if not closed or ("%%" not in line and "<!--" not in line):
        return None
    text = formula.masked(line)
    if "%%" in closed and text.count("%%") % 2:
        return _Region("%%")
    if "-->" in closed and text.rfind("<!--") > text.rfind("-->"):
        return _Region("-->")
    return None


def _closed_in_paragraph(source: Sequence[str]) -> list[frozenset[str]]:
    """For each line, which comment ends still follow in its paragraph."""
    closed: list[frozenset[str]] = []
    following: frozenset[str] = frozenset()
    for line in reversed(source):
        if not line.strip():
            following = frozenset()
        closed.append(following)
        following |= {mark for mark in ("%%", "-->") if mark in line}
    closed.reverse()
    return closed
