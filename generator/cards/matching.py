"""An answer laid against its options: where one of them stands in it, as a whole, at the start, or anywhere.

All of it on plain text. What compares, compares in exact case first and folded second; words are never cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from generator.cards.plain import fold

FINAL = ".,;:!?"
LABEL = re.compile(r"([A-Za-z])(?:\.\)|[.)])\s+(?=\S)")
WORD = re.compile(r"\w+(?:'\w+)*")
_INNER_LABEL = re.compile(r"(?<!\w)" + LABEL.pattern)
_CLOSED = re.compile(r"(?:[.!?]{1,2})?(?:\n|$)|[.!?]{1,2}\s")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n|$")


class Reading:
    """An answer and the options that it may name. Options and answer are plain text."""

    def __init__(self, options: Sequence[str], answer: str, *, lettered: bool) -> None:
        self.options = [option.replace("\n", " ") for option in options]
        self.lettered = lettered
        self.answer = answer
        self.lines = answer.split("\n")
        self.folded = fold(answer).replace("\n", " ")
        """The answer in one line and lower case; offsets are those of ``answer``."""
        self.cores = [fold(_trimmed(option)) for option in self.options]
        """The options in lower case without their final mark."""
        self._forms: tuple[dict[str, list[int]], ...] = ({}, {}, {})
        for index, option in enumerate(self.options):
            for form, text in zip(self._forms, _shapes(option), strict=True):
                form.setdefault(text, []).append(index)

    def below(self, start: int) -> Reading:
        """The same options against the answer from ``start`` on."""
        return Reading(self.options, self.answer[start:], lettered=self.lettered)

    # --- whole ---

    def whole(self, text: str) -> tuple[int, ...]:
        """The options that ``text`` is: exactly, else but for the final mark, else but for case."""
        for form, shape in zip(self._forms, _shapes(text), strict=True):
            if shape in form:
                return tuple(form[shape])
        return ()

    def listed(self, text: str) -> tuple[int, ...]:
        """As ``whole``, also with the option's own letter before it: "B. Redis"."""
        hits = self.whole(text)
        label = LABEL.match(text) if self.lettered and not hits else None
        if label:
            hits = self.whole(text[label.end() :])
            return hits if hits == (index_of(label[1]),) else ()
        return hits

    @cached_property
    def longest(self) -> int:
        """How long a text can be that is a whole option, its letter and marks included."""
        return max(map(len, self.options)) + 8

    # --- at the start of something ---

    def leading(self, start: int = 0) -> tuple[tuple[int, ...], int]:
        """The longest option that stands at ``start``, in exact case if several do, and where it ends."""
        longest = 0
        hits: list[int] = []
        for index, core in enumerate(self.cores):
            if len(core) >= max(longest, 1) and self._stands(core, start):
                hits = [*hits, index] if len(core) == longest else [index]
                longest = len(core)
        end = start + longest
        exact = [hit for hit in hits if _trimmed(self.options[hit]) == self.answer[start:end].replace("\n", " ")]
        return tuple(exact if len(exact) == 1 else hits), end

    def may_be_longer(self, index: int, end: int) -> bool:
        """What goes on at ``end`` begins as a longer option does, or shares a word with it: that one may be meant."""
        core = self.cores[index]
        said = WORD.search(self.folded, end)
        for longer in self.cores:
            if longer.startswith(core) and longer != core and said:
                meant = WORD.findall(longer, len(core))
                says = self.folded[end : end + len(longer)]
                if meant[:1] and (
                    meant[0].startswith(said[0]) or any(len(word) > 2 and word in says for word in meant)
                ):
                    return True
        return False

    def opening_sentence(self) -> set[int]:
        """The options, long or short, that are all of the first sentence or line."""
        return {
            index
            for index, core in enumerate(self.cores)
            if core and self._stands(core, 0) and self.ends_sentence(len(core))
        }

    def alone(self, start: int) -> set[int]:
        """The options that are a whole sentence or line from ``start`` on, with their letter or without."""
        found: set[int] = set()
        for begin, _ in sentences(self.answer):
            if begin >= start:
                label = LABEL.match(self.answer, begin)
                for place in {begin, label.end() if label else begin}:
                    hits, end = self.leading(place)
                    found |= set(hits) if self.ends_sentence(end) else set()
        return found

    def labelled(self) -> set[int]:
        """The options that stand anywhere behind their own letter: "..., B. Redis"."""
        labels = ((index_of(label[1]), label.end()) for label in _INNER_LABEL.finditer(self.answer))
        return {index for index, end in labels if index in self.leading(end)[0]}

    def ends_sentence(self, end: int) -> bool:
        """What ends at ``end`` is followed by a final mark and white space, or by the end of the line."""
        return bool(_CLOSED.match(self.answer, end))

    # --- anywhere ---

    def others_named(self, index: int) -> bool:
        """Another option is named anywhere, not counting where it is but a part of this one's text."""
        core = self.cores[index]
        gaps, position = [], 0
        while (found := _find(self.folded, core, position)) >= 0:
            gaps.append(self.folded[position:found])
            position = found + len(core)
        hidden = "\0".join([*gaps, self.folded[position:]])
        return any(
            _find(self.folded if len(other) > len(core) else hidden, other, 0) >= 0
            for number, other in enumerate(self.cores)
            if number != index
        )

    def _stands(self, core: str, start: int) -> bool:
        return self.folded.startswith(core, start) and _at_edge(self.folded, start + len(core))


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences and lines of a text, final marks included."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match.end() > start:
            yield start, match.end() if match[0] != "\n" else match.start()
        start = skip(text, match.end())


def skip(text: str, start: int, characters: str = " \n") -> int:
    """The first position from ``start`` on that holds none of the characters."""
    while start < len(text) and text[start] in characters:
        start += 1
    return start


def index_of(letter: str) -> int:
    """0 for A or a; below 0 for what is no letter from A to Z."""
    return ord(letter.upper()) - ord("A") if letter.isascii() and letter.isalpha() else -1


def letter_of(index: int) -> str:
    """A for 0; the number from 1 for an option beyond Z."""
    return chr(ord("A") + index) if index < 26 else str(index + 1)


def is_cut_off(text: str) -> bool:
    """The text ends in an ellipsis."""
    return text.endswith(("...", "…"))


def _trimmed(text: str) -> str:
    """Without the final mark; an ellipsis is none."""
    return text if is_cut_off(text) else text.rstrip(FINAL) or text


def _shapes(text: str) -> tuple[str, str, str]:
    """A text exact, without its final mark, and folded; in one line each."""
    flat = text.replace("\n", " ")
    trimmed = _trimmed(flat)
    return flat, trimmed, fold(trimmed)


def _at_edge(text: str, position: int) -> bool:
    """No word runs across ``position``."""
    return position in {0, len(text)} or not (text[position - 1].isalnum() and text[position].isalnum())


def _find(text: str, core: str, start: int) -> int:
    """Where ``core`` stands in ``text`` as whole words, from ``start`` on; -1 for nowhere."""
    found = text.find(core, start) if core else -1
    while found >= 0 and not (_at_edge(text, found) and _at_edge(text, found + len(core))):
        word = WORD.match(text, found)
        found = text.find(core, word.end() if word else found + 1)
    return found
