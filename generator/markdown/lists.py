"""List items that are indented by two steps under their parent become its children.

CommonMark reads ``- a`` followed by an item that is eight columns in as the text ``a - b``; Obsidian, and whoever wrote
it, see a nested item. This runs on source lines and keeps their number, so that line numbers hold.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$)")
_FENCE = re.compile(r"(`{3,}|~{3,})")


class _Item(NamedTuple):
    written: int
    """Columns before the marker, as written."""
    shown: int
    """The same after items above have been pulled in."""
    width: int
    """Columns from the marker to the item's text."""


def pull_in(lines: list[str]) -> list[str]:
    """Returns ``lines`` with over-indented list items moved to where they are children. Linear in their length."""
    out: list[str] = []
    items: list[_Item] = []
    fence = ""
    blank = False
    for line in lines:
        text = line.lstrip(" \t")
        if not text:
            blank = True
            out.append(line)
            continue
        columns = _columns(line, len(line) - len(text))
        mark = _FENCE.match(text)
        if fence:
            if mark and mark[1].startswith(fence) and not text[mark.end() :].strip():
                fence = ""
            out.append(_shift(line, text, columns, items))
            blank = False
            continue
        item = _ITEM.match(text)
        if item:
            while items and items[-1].written > columns:
                items.pop()
            if items and items[-1].written == columns:
                shown = items.pop().shown
            elif not items:
                if columns > 3:  # an indented code block, not a list
                    out.append(line)
                    continue
                shown = columns
            else:
                parent = items[-1]
                inside = parent.written + parent.width
                if columns >= inside + 4 and not blank:
                    shown = parent.shown + parent.width
                elif columns >= inside:
                    shown = columns - parent.written + parent.shown
                else:
                    items.pop()
                    shown = columns - parent.written + parent.shown
            width = len(item[0].expandtabs(4)) if len(item[0]) <= 5 else len(item[0].rstrip()) + 1
            items.append(_Item(columns, shown, max(width, 2)))
            out.append(line if shown == columns else " " * shown + text)
        else:
            if mark:
                fence = mark[1]
            if blank and items:
                while items and columns < items[-1].written + items[-1].width:
                    items.pop()
            out.append(_shift(line, text, columns, items))
        blank = False
    return out


def _columns(line: str, length: int) -> int:
    return len(line[:length].expandtabs(4))


def _shift(line: str, text: str, columns: int, items: list[_Item]) -> str:
    if items and items[-1].written != items[-1].shown and columns >= items[-1].written:
        return " " * (columns - items[-1].written + items[-1].shown) + text
    return line
