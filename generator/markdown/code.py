"""Code, coloured by Pygments with classes only. What a fence is, its info string says and nothing else.

Besides the language, its first word, that string may hold a title and the lines to mark, in the forms that Obsidian's
plugins and other programs agree on: ``title="app.py"``, ``title:app.py``, ``{1,3-5}``, ``hl:1,3-5``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pygments.formatter import Formatter
    from pygments.lexer import Lexer

MAX_CODE = 10_000
"""Characters. Some lexers take very long on large or strange input; past this, code is shown without colours."""
MAX_LINE = 2_000
_GAP = re.compile(r"\s{100}")
"""With ten thousand line breaks Pygments' lexer of C takes 4 s, and that of AutoIt longer than anyone waited."""


MAX_RANGES = 100
"""Ranges of marked lines that are read."""

_TITLE = re.compile(r"""(?<!\S)title[:=](?:"([^"]*)"|'([^']*)'|(\S+))""")
_LINES = re.compile(r"(?:\{|(?<!\S)hl:)([\d,\- ]+)")
_RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")
_NO_LANGUAGE = re.compile(r"title[:=]|hl:|[\d,-]*\Z")


class Fence(NamedTuple):
    """What an info string says. ``marked`` are ranges of lines from 1, both ends among them."""

    language: str
    title: str
    marked: tuple[tuple[int, int], ...]


def fence(info: str) -> Fence:
    """Reads an info string: ``Python title="x" {1,3-5}`` -> ``("python", "x", ((1, 1), (3, 5)))``."""
    first = next(iter(info.split(maxsplit=1)), "").lstrip("{.").partition("{")[0].rstrip("},")
    title, lines = _TITLE.search(info), _LINES.search(info)
    ranges = _RANGE.findall(lines[1])[:MAX_RANGES] if lines else ()
    return Fence(
        language="" if _NO_LANGUAGE.match(first) else first.lower(),
        title=next(filter(None, title.groups()), "").strip() if title else "",
        marked=tuple((int(low), int(high or low)) for low, high in ranges),
    )


def shown(code: str, fence: Fence) -> str:
    """HTML of ``code`` without the element around it, each marked line in a ``span.hll``."""
    html = highlight(code, fence.language)
    if not fence.marked or len(code) > MAX_CODE:
        return html
    marked = set[int]().union(*(range(low, min(high, MAX_CODE) + 1) for low, high in fence.marked))
    lines = enumerate(html.removesuffix("\n").split("\n"), 1)  # no element that Pygments writes spans two lines
    return "".join(f'<span class="hll">{line}\n</span>' if at in marked else f"{line}\n" for at, line in lines)


@lru_cache(maxsize=4096)
def highlight(code: str, lang: str) -> str:
    """HTML of ``code`` without the element around it: ``span``s with Pygments' short class names, or escaped text."""
    strange = len(code) > MAX_CODE or max(map(len, code.split("\n"))) > MAX_LINE or _GAP.search(code)
    lexer = None if strange else _lexer(lang)
    if lexer is None:
        return escape(code, quote=False)
    from pygments import highlight as pygmentize  # imported late: `studysite --version` must start at once

    return str(pygmentize(code, lexer, _formatter()))


@lru_cache(maxsize=256)
def _lexer(lang: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    if not lang or lang in {"text", "plain", "txt"}:
        return None
    try:
        return get_lexer_by_name(lang, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@cache
def _formatter() -> Formatter[str]:
    from pygments.formatters import HtmlFormatter

    return HtmlFormatter(nowrap=True)
