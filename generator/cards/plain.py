"""Markdown seen through: what a reader sees of a passage, with the way back to the source.

Authors write an option once with emphasis and once without, once as a link and once as words. The key is matched on
``Plain.text``, where markup is gone; the explanation is cut from the source, for which each character knows its offset.
Fingerprints are made of it too, so what it sees through is final: a change here would cost students their progress.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Generator, Iterator, Sequence

from generator.formula import PATTERN, parts

MOJIBAKE = "\u00c2\u00a0"
"""A no-break space in UTF-8 that was read as Latin-1."""
_TOKEN = re.compile(
    rf"""(?P<escape>\\[!-/:-@\[-`{{-~])
    |(?P<wiki>!?\[\[(?P<target>[^\[\]\n|]*)(?:\|(?P<shown>[^\[\]\n]*))?\]\])
    |(?P<link>!?\[(?P<label>[^\[\]\n]*)\]\((?P<url>[^()\s]*)(?:\s+"[^"\n]*")?\))
    |(?P<math>{PATTERN})
    |(?P<comment>%%|<!--)
    |(?P<mark>\*+|_+|`+|~~|==)
    |(?P<html></?(?:b|i|u|s|em|strong|del|ins|code|kbd|mark|small|span|sub|sup|br)(?:\s[^<>\n]*)?/?>)
    |(?P<space>(?:{MOJIBAKE}|\s)+)""",
    re.VERBOSE,
)
_SPECIAL = re.compile(r"[\\\[*_`~=%<$‘’“”\u2011\u00c2]|[^\S ]|\s\s|^ *[-+>]")
_BULLET = re.compile(r"[ \t]*[-*+>][ \t]+")
_COMMENT_END = {"%%": "%%", "<!--": "-->"}
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u2011": "-"})


def fold(text: str) -> str:
    """Lower case, character by character, so that offsets hold."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class Plain:
    """A passage without its markup: single spaces, a line feed for each line break, nothing at the ends.

    Seen through: emphasis, strikethrough, highlight and code marks; links and wikilinks (their display text) and
    images (their alt text, else their target); backslashes, inline HTML marks, comments; list bullets and quote marks
    at the start of a line. A formula is its LaTeX, without the dollar signs. No-break spaces, garbled ones too, are
    spaces; typographic quotes are straight.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._offsets: Sequence[int]
        self._marks: list[tuple[int, str]] = []
        self._links: list[tuple[int, int]] = []
        if not _SPECIAL.search(source):  # most options: a shortcut that gives what the long way gives
            self.text = source.strip(" ")
            self._offsets = range(len(source) - len(source.lstrip(" ")), len(source))
            return
        chars: list[str] = []
        offsets: list[int] = []
        for text, start in self._pieces(source, 0):
            if text not in {" ", "\n"}:
                chars.extend(text)
                offsets.extend(range(start, start + len(text)))
            elif chars and chars[-1] in {" ", "\n"}:
                chars[-1] = "\n" if "\n" in (chars[-1], text) else " "
            elif chars:
                chars.append(text)
                offsets.append(start)
        self.text = "".join(chars).rstrip(" \n").translate(_STRAIGHT)
        self._offsets = offsets

    def cut(self, position: int) -> tuple[str, int]:
        """The source from the plain ``position`` on, and how many line breaks stand before it.

        Emphasis that the cut falls into is opened again. A cut inside a link leaves the whole source.
        """
        text = self.text
        while position < len(text) and text[position] in " \n":
            position += 1
        if position >= len(text):
            return "", 0
        raw = self._offsets[position]
        if position and text[position - 1] == "\n":
            raw = self.source.rfind("\n", 0, raw) + 1  # the whole line, with its bullet
        if any(start < raw < end for start, end in self._links):
            return self.source, 0
        opened: list[str] = []
        after = bisect_left(self._marks, (raw, ""))
        for _, mark in self._marks[:after]:
            if mark in opened:
                opened.remove(mark)
            else:
                opened.append(mark)
        closed = {mark for _, mark in self._marks[after:]}
        return "".join(mark for mark in opened if mark in closed) + self.source[raw:], self.source.count("\n", 0, raw)

    def _pieces(self, source: str, base: int) -> Iterator[tuple[str, int]]:
        """Visible characters with the offset of the first; white space is always a piece of its own."""
        unclosed: set[str] = set()
        code = 0  # where the code that was opened last ends
        position = _behind_bullet(source, 0)
        while token := _TOKEN.search(source, position):
            start = token.start()
            if start > position:
                yield source[position:start], base + position
            position = token.end()
            kind = token.lastgroup
            if kind == "mark" and token[0][0] == "`" and start >= code:
                code = _code_end(source, token[0], position, unclosed)
            if kind in {"wiki", "link"}:
                shown = _shown(token)
                self._links.append((base + start, base + position))
                yield from self._pieces(token[shown], base + token.start(shown))
            elif kind == "mark" and not _is_text(source, start, position):
                self._marks.append((base + start, token[0]))
            elif kind == "comment" and (close := _comment_end(source, token[0], position, unclosed)):
                position = close
            elif kind == "space":
                yield "\n" if "\n" in token[0] else " ", base + start
                position = _behind_bullet(source, position) if "\n" in token[0] else position
            elif kind == "math":
                position = yield from self._formula(token, base, in_code=start < code)
            elif kind == "html":
                yield from [(" ", base + start)] if token[0].startswith("<br") else []
            elif kind == "escape":
                yield token[0][1], base + start + 1
            else:
                yield token[0], base + start
        if position < len(source):
            yield source[position:], base + position

    def _formula(self, token: re.Match[str], base: int, *, in_code: bool) -> Generator[tuple[str, int], None, int]:
        """The LaTeX of a formula, and where to go on. In code a dollar sign is one."""
        if in_code:
            yield "$", base + token.start()
            return token.start() + 1
        self._links.append((base + token.start(), base + token.end()))
        body = "display" if token["display"] else "inline"
        yield from ((text, base + token.start(body) + at) for text, at in parts(token[body]))
        return token.end()


def _behind_bullet(source: str, position: int) -> int:
    bullet = _BULLET.match(source, position)
    return bullet.end() if bullet else position


def _shown(token: re.Match[str]) -> str:
    """The group of a link or image that a reader sees; a link without text shows its address."""
    if token.lastgroup == "link":
        return "label" if token["label"].strip() else "url"
    return "target" if token["shown"] is None or token[0][0] == "!" else "shown"


def _comment_end(source: str, mark: str, position: int, unclosed: set[str]) -> int:
    """Where the comment that ``mark`` opens ends; 0 if it never does, which is then remembered."""
    end = _COMMENT_END[mark]
    close = -1 if end in unclosed else source.find(end, position)
    if close < 0:
        unclosed.add(end)
        return 0
    return close + len(end)


def _code_end(source: str, mark: str, position: int, unclosed: set[str]) -> int:
    """Where the code that ``mark`` opens ends; 0 if it never does, which is then remembered."""
    close = None if mark in unclosed else re.compile(f"(?<!`){mark}(?!`)").search(source, position)
    if close is None:
        unclosed.add(mark)
        return 0
    return close.end()


def _is_text(source: str, start: int, end: int) -> bool:
    """A run of marks that formats nothing: between spaces, a blank of underscores, an underscore inside a word."""
    before = source[start - 1] if start else " "
    after = source[end] if end < len(source) else " "
    if source[start] == "_":
        inside = before.isalnum() + after.isalnum()
        return inside == 2 or (inside == 0 and end - start > 1)
    if source[start] in "=~":
        return (before.isalnum() and after.isalnum()) or (before.isspace() and after.isspace())
    return before.isspace() and after.isspace() and source[start] != "`"
