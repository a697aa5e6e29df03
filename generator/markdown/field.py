"""Dataview's inline fields: ``key:: value`` on a line of its own, ``[key:: value]`` and ``(key:: value)`` anywhere.

They are shown as ``key: value``, of the round form the value alone as Dataview has it. Dataview takes any ``::`` for a
field; here a space or the end must follow it, since notes are also about ``std::vector``. Source:
https://blacksmithgu.github.io/obsidian-dataview/annotation/add-metadata.

The rule goes over the tokens of a text once it is read, so that nothing in code, math or a comment is a field, and a
value may hold links.
"""

from __future__ import annotations

import re
from bisect import bisect
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_KEY = r"(?=[^\W_])[\w /-]{1,60}?"
_LINE = re.compile(rf"[ \t]*({_KEY})[ \t]*::(?:[ \t]+|\Z)")
_AFTER_KEY = re.compile(r"[ \t]*::(?:[ \t]+|\Z)")
_BRACKET = re.compile(r"[()\[\]]")
_IN_BRACKETS = re.compile(rf"[ \t]*({_KEY})[ \t]*::(?=[ \t\])]|\Z)[ \t]*")
_CLOSING = {")": "(", "]": "["}
_BREAKS = frozenset(("softbreak", "hardbreak"))


class _Place(NamedTuple):
    """A place in a run of tokens: the token, and the offset in its text."""

    token: int
    offset: int


class _Found(NamedTuple):
    """A field: from ``start`` to ``end``, its value from ``value`` to ``stop``."""

    start: _Place
    value: _Place
    stop: _Place
    end: _Place
    key: str
    markup: str


def field_plugin(md: MarkdownIt) -> None:
    """Adds a pass over the text of every block, the last of all."""
    md.core.ruler.push("field", _fields)


def _fields(state: StateCore) -> None:
    for at, token in enumerate(state.tokens):
        if token.type == "inline" and "::" in token.content and token.children:
            children = [child for child in token.children if child.type != "text" or child.content]
            fields = _bracketed(children)
            if state.tokens[at - 1].type == "paragraph_open":
                fields = sorted((*fields, *_lines(children, fields)))
            if fields:
                token.children = _written(children, fields)


def _bracketed(tokens: list[Token]) -> list[_Found]:
    """Fields in brackets, none in another: one goes from its bracket to the one that closes it in the same line."""
    found = []
    opened: dict[tuple[int, str], list[tuple[_Place, re.Match[str] | None]]] = {}
    for at, token in enumerate(tokens):
        if token.type in _BREAKS:
            opened.clear()
        elif token.nesting < 0:  # what was opened inside an element ends with it
            opened = {key: places for key, places in opened.items() if key[0] <= token.level}
        elif token.type == "text":
            for bracket in _BRACKET.finditer(token.content):
                if bracket[0] not in _CLOSING:
                    field = _IN_BRACKETS.match(token.content, bracket.end())
                    opened.setdefault((token.level, bracket[0]), []).append((_Place(at, bracket.start()), field))
                    continue
                start, field = (opened.get((token.level, _CLOSING[bracket[0]])) or [(_Place(0, 0), None)]).pop()
                if field is not None:
                    value, stop = _Place(start.token, field.end()), _Place(at, bracket.start())
                    end = _Place(at, bracket.end())
                    found.append(_Found(start, value, stop, end, field[1].strip(), _CLOSING[bracket[0]]))
    apart: list[_Found] = []
    for each in sorted(found):
        if not apart or apart[-1].end <= each.start:
            apart.append(each)
    return apart


def _lines(tokens: list[Token], bracketed: list[_Found]) -> list[_Found]:
    """Fields that are a line of their paragraph, which holds none in brackets."""
    found = []
    breaks = [at for at, token in enumerate(tokens) if token.type in _BREAKS and token.level == 0]
    taken = {bisect(breaks, field.start.token) for field in bracketed}
    first = 0
    for line, last in enumerate((*breaks, len(tokens))):
        if line not in taken and (field := _line(tokens, first, last)):
            found.append(field)
        first = last + 1
    return found


def _line(tokens: list[Token], first: int, last: int) -> _Found | None:
    """The field that the tokens from ``first`` to before ``last`` are; its key may be emphasised."""
    key, at = "", first
    if last - first >= 4 and tokens[first].nesting > 0 and tokens[first + 2].nesting < 0:
        key, at = tokens[first + 1].content, first + 3
        if tokens[first + 1].type != "text" or re.fullmatch(_KEY, key) is None:
            return None
    if at >= last or tokens[at].type != "text":
        return None
    field = (_AFTER_KEY if key else _LINE).match(tokens[at].content)
    if field is None:
        return None
    end = _Place(last, 0)
    return _Found(_Place(first, 0), _Place(at, field.end()), end, end, key or field[1], "")


def _written(tokens: list[Token], fields: list[_Found]) -> list[Token]:
    """``tokens`` with ``fields``, which are in order, between ``field_open`` and ``field_close``."""
    out: list[Token] = []
    here = _Place(0, 0)
    for field in fields:
        level = tokens[field.start.token].level
        out += _part(tokens, here, field.start)
        out.append(Token("field_open", "span", 1, level=level, markup=field.markup, meta={"key": field.key}))
        inner = _part(tokens, field.value, field.stop)
        if inner and inner[-1].type == "text":
            inner[-1].content = inner[-1].content.rstrip()
        for token in inner:
            token.level += 1
        out += inner
        out.append(Token("field_close", "span", -1, level=level))
        here = field.end
    return out + _part(tokens, here, _Place(len(tokens), 0))


def _part(tokens: list[Token], start: _Place, end: _Place) -> list[Token]:
    """The tokens between two places, texts cut where a place is inside of them."""
    out = []
    for at in range(start.token, min(end.token + 1, len(tokens))):
        token = tokens[at]
        low = start.offset if at == start.token else 0
        high = end.offset if at == end.token else len(token.content)
        if token.type != "text":
            if at < end.token:
                out.append(token)
        elif low < high:
            out.append(token.copy(content=token.content[low:high]))
    return out
