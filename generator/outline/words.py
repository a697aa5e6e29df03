"""Text as a sequence of words: what whole-word and whole-phrase comparisons of a vault's texts rest on.

Punctuation, quotes and spaces don't count, digits around a decimal mark stay one word (so that "5 GB" is not found in
"2.5 GB"), ``C++`` and ``C#`` are other words than ``C``, and each Han or Kana character is a word, since no space says
where one ends. A line feed is a word of its own: no phrase reaches from one block of text into the next.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from generator.links import fold

Words = tuple[str, ...]

_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_BETWEEN = re.compile(
    r"""[^\w\s](?: (?<![.,+#])                          # punctuation,
                 | (?<=[.,]) (?: (?!\d) | (?<!\d.) )    # but no point or comma between digits
                 | (?<=[+#]) (?: (?=\w) | (?<![\w+#].) ) # and no plus or sharp at a word's end
               )""",
    re.VERBOSE,
)
_END = "\0"
"""The word that stands for a line feed."""
_SHORT = 5
"""Letters of a name that another case turns into a common word: Batch, Glue, Lex."""


def words(text: str) -> list[str]:
    """The words of ``text``, case folded."""
    return _split(fold(text))


def _split(text: str) -> list[str]:
    if not text.isascii():
        text = _IDEOGRAPH.sub(r" \g<0> ", text)
    return _BETWEEN.sub(" ", text).replace("\n", f" {_END} ").split()


class Names:
    """Names of things, each of one or more words, to be found in texts. ``things`` are whatever the names stand for."""

    def __init__(self, things: Iterable[tuple[str, str]]) -> None:
        """``things`` are pairs of name and thing; of equal names the first counts."""
        self._by_first: dict[str, list[tuple[int, Words, str, str]]] = defaultdict(list)
        for name, thing in things:
            folded = tuple(words(name))
            if len(name) > 1 and folded:
                exact = name if len(folded) == 1 and len(name) <= _SHORT else ""
                self._by_first[folded[0]].append((len(folded), folded, exact, thing))
        for names in self._by_first.values():
            names.sort(key=lambda each: -each[0])

    def within(self, text: str) -> dict[str, None]:
        """The things that ``text`` names, in the order it does.

        Where one name begins another, the longer counts. A short single word must stand there in its own case.
        """
        found: dict[str, None] = {}
        if self._by_first.keys().isdisjoint(words(text)):
            return found
        written = _split(text)
        folded = [fold(word) for word in written]
        at = 0
        while at < len(folded):
            step = 1
            for length, name, exact, thing in self._by_first.get(folded[at], ()):
                if written[at] == exact if exact else tuple(folded[at : at + length]) == name:
                    found.setdefault(thing)
                    step = length
                    break
            at += step
        return found
