"""Where links stand in the source, so that a problem can be reported by line and column.

The plugin makes standard links, images, code spans and HTML tags note their offset in the text that they were found in;
``Cursor`` turns such an offset into the line and column that the author sees.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, autolink, backtick, html_inline, image, link

Rule = Callable[[StateInline, bool], bool]
_IMAGES = 3
"""Images in the text of images, in the text of images: deeper ones are not read, since each is a parse of its own."""


def position_plugin(md: MarkdownIt) -> None:
    """Makes the rules note their offset in ``token.meta["pos"]``."""
    rules = (
        ("link", link),
        ("image", _shallow(image)),
        ("backticks", backtick),
        ("autolink", autolink),
        ("html_inline", html_inline),
    )
    for name, rule in rules:
        md.inline.ruler.at(name, _noting(rule))


def _noting(rule: Rule) -> Rule:
    def noting(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
        pos, first = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            # The text before it may have become a token first; of backticks that are only text there is none.
            for token in state.tokens[first : first + 2]:
                if token.type != "text":
                    token.meta = {"pos": pos}
                    break
        return True

    return noting


def _shallow(rule: Rule) -> Rule:
    def shallow(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  # markdown-it's signature
        depth = state.env.get("images", 0)
        if depth >= _IMAGES:
            return False
        state.env["images"] = depth + 1
        try:
            return rule(state, silent)
        finally:
            state.env["images"] = depth

    return shallow


class Cursor:
    """Line and column of offsets in the text of an inline token. Asked in ascending order, it reads the text once.

    ``lines`` are the note's, ``line`` the one (from 0) that the text begins on. For a table's cell ``start`` is where
    the text begins in that line; else it is looked up, since the token has lost the indentation of each line.
    """

    def __init__(self, text: str, lines: Sequence[str], line: int, start: int | None = None) -> None:
        self._text = text
        self._lines = lines
        self._line = line
        self._begin = 0  # of the line at hand, in the text
        self._at = 0
        self._shift = start
        self._in_cell = start is not None
        self._escapes = 0

    def place(self, pos: int) -> tuple[int, int]:
        """Line (from 0) and column (from 1) of the offset ``pos``."""
        breaks = self._text.count("\n", self._at, pos)
        if breaks:
            self._line += breaks
            self._begin = self._text.rfind("\n", self._at, pos) + 1
            self._shift = None
        if self._in_cell:  # where a bar is written ``\|``
            self._escapes += self._text.count("|", self._at, pos)
        self._at = pos
        if self._shift is None:
            self._shift = self._find()
        return self._line, self._shift + pos - self._begin + self._escapes + 1

    def _find(self) -> int:
        """The column, from 0, that the text's line at hand begins at."""
        end = self._text.find("\n", self._begin)
        text = self._text[self._begin : end if end >= 0 else len(self._text)]
        shown = text.strip()
        source = self._lines[self._line].rstrip() if self._line < len(self._lines) else ""
        at = len(source) - len(shown) if source.endswith(shown) else max(source.find(shown), 0)
        return at - (len(text) - len(text.lstrip()))
