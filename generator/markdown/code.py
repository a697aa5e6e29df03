"""Code, coloured by Pygments with classes only; the language comes from the fence's info string and nothing else."""

from __future__ import annotations

from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygments.formatter import Formatter
    from pygments.lexer import Lexer

MAX_CODE = 50_000
"""Characters. Some lexers take very long on large or strange input; past this, code is shown without colours."""
MAX_LINE = 2_000


def language(info: str) -> str:
    """The first word of an info string, lower case: ``Python title="x"`` -> ``python``."""
    words = info.split()
    return words[0].strip("{}.").lower() if words else ""


@lru_cache(maxsize=4096)
def highlight(code: str, lang: str) -> str:
    """HTML of ``code`` without the element around it: ``span``s with Pygments' short class names, or escaped text."""
    lexer = None if len(code) > MAX_CODE or max(map(len, code.split("\n"))) > MAX_LINE else _lexer(lang)
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
