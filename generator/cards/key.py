"""The key of a choice card: which of its options the answer settles as right, if it does.

A ladder of rungs, strongest first; the first that speaks decides, be it with a key or with "unresolved". A weaker rung
never breaks a tie, and none counts overlapping words: a wrong key is worse than none. All matching is on plain text
(``plain.Plain``), first in exact case, then folded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from generator.cards.plain import Plain, fold

FINAL = ".,;:!?"
MOST_OPTIONS = 52
"""Nobody reads a longer list as a choice; matching it would take time that grows with its square."""
_NEGATIONS = frozenset(
    {"no", "not", "never", "none", "nor", "neither", "without", "non", "cannot", "except", "unless", "only"}
)
_CONTRAST = re.compile(
    r"\b(?:not?|never|cannot|neither|nor|wrong|incorrect|however|but|although|though|while|whereas|unlike|instead"
    r"|rather|except|unless|seems?|might|could|would)\b|n't\b"
)
_LETTERS = re.compile(
    r"([A-Za-z](?:(?:\s*[,+&]\s*(?:and\s+)?|\s+(?:and\s+)?)[A-Za-z])*)(?:\s*$|(?:\.\)|[.)])(?=\s|$))", re.IGNORECASE
)
_LABEL = re.compile(r"([A-Za-z])(?:\.\)|[.)])\s+(?=\S)")
_SEPARATOR = re.compile(r"\s*(?:[;,+/&]|\band\b)(?:\s*(?:[;,+/&]|\band\b))*\s*", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n|$")


class Verdict(NamedTuple):
    """What a rung says. ``correct`` is empty where it leaves the card unresolved.

    ``rest`` is where the explanation begins in the answer's plain text; ``conflict`` says what contradicts what.
    """

    correct: tuple[int, ...]
    rest: int = 0
    conflict: str = ""


UNRESOLVED = Verdict(())


class Question:
    """One question of the ladder: the options, the answer, and what the rungs need to know of both."""

    def __init__(self, options: Sequence[str], answer: str, *, lettered: bool) -> None:
        self.options = options
        self.answer = answer
        self.lettered = lettered
        self.folded = fold(answer)
        self.first_line = answer.partition("\n")[0]
        self.lines = answer.split("\n")
        self._forms: list[dict[str, list[int]]] = [{}, {}, {}]
        for index, option in enumerate(options):
            for form, text in zip(self._forms, _forms(option), strict=True):
                form.setdefault(text, []).append(index)

    @cached_property
    def cores(self) -> list[str]:
        """The options in one line, folded, without final punctuation."""
        return [fold(option.rstrip(FINAL).replace("\n", " ")) for option in self.options]

    @cached_property
    def longest(self) -> int:
        """More characters than any part of an answer needs that is a whole option."""
        return max(map(len, self.options)) + 8

    def whole(self, text: str) -> tuple[int, ...]:
        """The options that ``text`` is: exactly, else but for final punctuation, else but for case."""
        for form, key in zip(self._forms, _forms(text), strict=True):
            if key in form:
                return tuple(form[key])
        return ()

    def listed(self, text: str) -> tuple[int, ...]:
        """As ``whole``, also with the option's own letter before it: "B. Redis"."""
        label = _LABEL.match(text) if self.lettered else None
        if label and not self.whole(text):
            hits = self.whole(text[label.end() :])
            return hits if hits == (_index(label[1]),) else ()
        return self.whole(text)

    def leading(self, start: int = 0) -> tuple[tuple[int, ...], int]:
        """The longest option that the answer begins with at ``start``, and where it ends. Exact case wins a tie."""
        flat = self.folded.replace("\n", " ")
        longest = 0
        hits: list[int] = []
        for index, core in enumerate(self.cores):
            if core and len(core) >= longest and flat.startswith(core, start) and _at_edge(flat, start + len(core)):
                if len(core) > longest:
                    longest, hits = len(core), []
                hits.append(index)
        end = start + longest
        exact = [i for i in hits if self.options[i].rstrip(FINAL).replace("\n", " ") == _flat(self.answer[start:end])]
        return tuple(exact if len(exact) == 1 else hits), end

    def is_named(self, index: int, text: str) -> bool:
        """The option stands somewhere in the folded one-line ``text``, as whole words."""
        return bool(self.cores[index]) and _find(text, self.cores[index], 0) >= 0

    def others_named(self, index: int) -> bool:
        """Any other option is named anywhere in the answer, but for being a part of ``index`` where that is named."""
        flat = self.folded.replace("\n", " ")
        core = self.cores[index]
        hidden, position = [], 0
        while (found := _find(flat, core, position)) >= 0:
            hidden.append(flat[position:found])
            position = found + len(core)
        rest = "\0".join([*hidden, flat[position:]])
        return any(
            self.is_named(other, flat if len(self.cores[other]) > len(core) else rest)
            for other in range(len(self.options))
            if other != index
        )

    def ends_sentence(self, end: int) -> bool:
        """What ends at ``end`` is followed by a full stop and a space, or by the end of the line."""
        rest = self.answer[end : end + 2]
        return not rest or rest[0] == "\n" or rest in {".", ". ", ".\n"} or self._own_end(end)

    def _own_end(self, end: int) -> bool:
        """The option's own final mark stands at ``end``: "Why? Because ..."."""
        rest = self.answer[end : end + 2]
        return rest[:1] in FINAL and (len(rest) == 1 or rest[1].isspace()) and rest[0] in "!?"

    def after(self, end: int) -> int:
        """``end`` moved behind the punctuation that closes an option."""
        while end < len(self.answer) and self.answer[end] in FINAL:
            end += 1
        return end


Rung = Callable[[Question], Verdict | None]


def solve(options: Sequence[Plain], answer: Plain, *, lettered: bool, single: bool) -> Verdict:
    """Walks down the ladder. ``single`` lets the rungs speak that give one right option."""
    if len(options) > MOST_OPTIONS or not answer.text:
        return UNRESOLVED
    question = Question([option.text for option in options], answer.text, lettered=lettered)
    return _ladder(question, STRONG + SINGLE if single else STRONG) or UNRESOLVED


def _ladder(question: Question, rungs: Sequence[Rung]) -> Verdict | None:
    for rung in rungs:
        verdict = rung(question)
        if verdict is not None:
            return verdict
    return None


# --- the rungs --------------------------------------------------------------------------------------------------------


def exact(question: Question) -> Verdict | None:
    """Rung a: The first line is one option: exact, then without its final mark, then folded."""
    hits = question.whole(question.first_line)
    if not hits:
        return None
    further = {hit for line in question.lines[1:] for hit in question.listed(line)} - set(hits)
    if further:
        return None if len(question.lines) > 1 and question.listed(question.lines[1]) else UNRESOLVED
    if len(hits) > 1:
        return UNRESOLVED
    letter = _index(question.first_line) if len(question.first_line) == 1 else -1
    if 0 <= letter < len(question.options) and letter != hits[0]:
        return UNRESOLVED
    return Verdict(hits, len(question.first_line))


def several(question: Question) -> Verdict | None:
    """Rung b: The first lines, or all parts of line 1, are each a different whole option."""
    hits: list[int] = []
    end = 0
    for line in question.lines:
        found = question.listed(line)
        if len(found) != 1:
            if found:
                return UNRESOLVED
            break
        hits.append(found[0])
        end += len(line) + 1
    if len(hits) >= 2:
        return (
            Verdict(tuple(sorted(hits)), min(end, len(question.answer))) if len(set(hits)) == len(hits) else UNRESOLVED
        )
    return _parts(question)


def _parts(question: Question) -> Verdict | None:
    """Line 1 cut at its separators, in the one way in which every part is an option (options hold separators too)."""
    line = question.first_line
    cuts = [(0, 0), *(match.span() for match in _SEPARATOR.finditer(line)), (len(line), len(line))]
    if not 3 <= len(cuts) <= 2 * MOST_OPTIONS:
        return None
    ways: list[list[tuple[int, ...]]] = [[()]]
    for end in range(1, len(cuts)):
        reached: list[tuple[int, ...]] = []
        for start in range(end):
            part = slice(cuts[start][1], cuts[end][0])
            fits = ways[start] and part.stop - part.start <= question.longest
            hits = question.listed(line[part]) if fits else ()
            reached += [(*way, hit) for way in ways[start] for hit in hits]
        ways.append(reached[:2])
    found = [way for way in ways[-1] if len(way) >= 2]
    if not found:
        return None
    parts = found[0]
    letters = _LETTERS.match(line)
    misread = letters is not None and {_index(c) for c in _single(letters[1])} & set(
        range(len(question.options))
    ) - set(parts)
    if len(found) > 1 or len(set(parts)) < len(parts) or misread:
        return UNRESOLVED
    return Verdict(tuple(sorted(parts)), len(line))


def letters(question: Question) -> Verdict | None:
    """Rung c: Letters, alone or followed by "." or ")", if the options are lettered or all longer than 3 characters."""
    found = _LETTERS.match(question.first_line)
    if found is None or not (question.lettered or all(len(option) > 3 for option in question.options)):
        return None
    picked = [_index(letter) for letter in _single(found[1])]
    rest = found.end()
    if rest >= len(question.first_line):
        for line in question.lines[1:]:
            more = _LETTERS.fullmatch(line)
            if more is None:
                break
            picked += [_index(letter) for letter in _single(more[1])]
            rest += 1 + len(line)
    if max(picked) >= len(question.options):
        return Verdict(
            (),
            conflict=f"the answer names option {_letter(max(picked))}, but the last one is "
            f"{_letter(len(question.options) - 1)}",
        )
    if len(set(picked)) < len(picked):
        return UNRESOLVED
    alone = found.end() == len(question.first_line)
    return _checked(question, tuple(sorted(picked)), _skip(question.answer, rest), alone=alone)


def _checked(question: Question, picked: tuple[int, ...], rest: int, *, alone: bool) -> Verdict:
    """The letters' verdict, unless the text with them names another option; their own option's text is dropped."""
    text = Question(question.options, question.answer[rest:], lettered=question.lettered)
    said = _ladder(text, (exact, several, sentence)) if text.answer else None
    if said is UNRESOLVED:
        return UNRESOLVED
    if said is None and text.answer:
        said = _ladder(text, SINGLE)
    below = [] if alone or not question.lettered else question.lines[1:]
    begins, end = text.leading()
    if len(picked) > 1 and not text.ends_sentence(end):
        begins = ()  # after several letters, a sentence about another option explains why it is not among them
    named = {
        *question.leading()[0],
        *begins,
        *(said.correct if said else ()),
        *(_index(label[1]) for line in below if (label := _LABEL.match(line))),
    }
    strangers = named & set(range(len(question.options))) - set(picked)
    if strangers:
        return _contradiction(picked, min(strangers))
    return Verdict(picked, rest + said.rest if said and set(said.correct) == set(picked) else rest)


def sentence(question: Question) -> Verdict | None:
    """Rung d: An option, then ". " or the end of the line; the longest; not if another whole option follows."""
    hits, end = question.leading()
    if not hits or not question.ends_sentence(end):
        return None
    if len(hits) > 1:
        return UNRESOLVED
    rest = _skip(question.answer, question.after(end))
    follower, _ = question.leading(rest)
    whole = {
        hit
        for start, stop in _sentences(question.answer)
        if start >= rest
        for hit in question.whole(question.answer[start:stop])
    }
    if (follower and hits[0] not in follower) or whole - {hits[0]}:
        return UNRESOLVED
    opening = _WORD.match(question.folded, rest)
    if opening and _CONTRAST.fullmatch(opening[0]):
        return UNRESOLVED
    return Verdict(hits, rest)


def phrase(question: Question) -> Verdict | None:
    """Rung e: An option, then ": ", " (", ", " or a lower-case word; only if no other option is named anywhere."""
    hits, end = question.leading()
    follows = question.answer[end : end + 2]
    if not hits or not (follows in {": ", " (", ", "} or (follows[:1] == " " and follows[1:].islower())):
        return None
    stop = _SENTENCE_END.search(question.folded, end)
    says = question.folded[end : stop.start() if stop else None]
    if len(hits) > 1 or question.others_named(hits[0]) or _CONTRAST.search(says):
        return UNRESOLVED
    return Verdict(hits)


def truncated(question: Question) -> Verdict | None:
    """Rung f: A cut off answer ("Take the snaps...") that one option alone starts with."""
    line = question.first_line.replace("…", "...")
    stem = line.rstrip(".").rstrip()
    if not line.endswith("...") or len(stem) < 3:
        return None
    hits = [i for i, option in enumerate(question.options) if option.startswith(stem)] or [
        i for i, option in enumerate(question.options) if fold(option).startswith(fold(stem))
    ]
    if not hits:
        return None
    return Verdict(tuple(hits), len(question.first_line)) if len(hits) == 1 else UNRESOLVED


def later(question: Question) -> Verdict | None:
    """Rung g: One whole later sentence of two words or more is an option, and no other option is named."""
    spans = list(_sentences(question.answer))[1:]
    hits = {hit for start, end in spans for hit in question.whole(question.answer[start:end])}
    hits = {hit for hit in hits if len(_WORD.findall(question.options[hit])) >= 2}
    if not hits:
        return None
    index = min(hits)
    if len(hits) > 1 or question.others_named(index):
        return UNRESOLVED
    return Verdict((index,))


def words(question: Question) -> Verdict | None:
    """Rung h: A one-line answer whose words stand in one option alone, in order, and are at least half of its words."""
    said = _WORD.findall(question.folded)
    if len(question.lines) > 1 or not said:
        return None
    holders = []
    for index, option in enumerate(question.options):
        words_ = _WORD.findall(fold(option))
        if _in_order(said, words_):
            holders.append((index, words_))
    if not holders:
        return None
    index, words_ = holders[0]
    if (
        len(holders) > 1
        or (set(words_) - set(said)) & _NEGATIONS
        or any(w.endswith("n't") for w in set(words_) - set(said))
    ):
        return UNRESOLVED
    return Verdict((index,), len(question.answer)) if 2 * len(said) >= len(words_) else None


def typo(question: Question) -> Verdict | None:
    """Rung i: At most two words differ, each by one edit or swap, with the same first letter and no digits."""
    said = _WORD.findall(question.first_line)
    hits = []
    for index, option in enumerate(question.options):
        meant = _WORD.findall(option)
        if len(option) < 12 or len(meant) != len(said):
            continue
        pairs = [(a, b) for a, b in zip(said, meant, strict=True) if fold(a) != fold(b)]
        if len(pairs) <= 2 and all(_is_typo(a, b) for a, b in pairs):
            hits.append(index)
    if not hits:
        return None
    return Verdict((hits[0],), len(question.first_line)) if len(hits) == 1 else UNRESOLVED


STRONG: tuple[Rung, ...] = (exact, several, letters)
SINGLE: tuple[Rung, ...] = (sentence, phrase, truncated, later, words, typo)
"""These never key a card that asks for another number of options than one."""


# --- what the rungs share ---------------------------------------------------------------------------------------------


def suggestion(options: Sequence[Plain], answer: Plain) -> int | None:
    """The option that shares the largest part of its words with the answer, if one alone does. It never decides."""
    said = set(_WORD.findall(fold(answer.text)))
    shares = []
    for index, option in enumerate(options[:MOST_OPTIONS]):
        meant = set(_WORD.findall(fold(option.text)))
        shares.append((len(meant & said) / max(len(meant), 1), index))
    shares.sort(reverse=True)
    if not shares or shares[0][0] == 0 or (len(shares) > 1 and shares[0][0] == shares[1][0]):
        return None
    return shares[0][1]


def _contradiction(picked: Sequence[int], other: int) -> Verdict:
    named = ", ".join(map(_letter, picked))
    return Verdict((), conflict=f"the answer's letter is {named}, but its text names option {_letter(other)}")


def _forms(text: str) -> tuple[str, str, str]:
    """A text exact, without final punctuation, and folded; in one line each."""
    flat = _flat(text)
    trimmed = flat.rstrip(FINAL) or flat
    return flat, trimmed, fold(trimmed)


def _flat(text: str) -> str:
    return text.replace("\n", " ")


def _index(letter: str) -> int:
    """0 for A or a; something below 0 for what is no letter of the Latin alphabet."""
    return ord(letter.upper()) - ord("A") if letter.isascii() and letter.isalpha() else -1


def _letter(index: int) -> str:
    return chr(ord("A") + index) if index < 26 else str(index + 1)


def _single(text: str) -> list[str]:
    """The letters in a run of letters, its "and"s left out."""
    return [word for word in _WORD.findall(text) if len(word) == 1]


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _at_edge(text: str, position: int) -> bool:
    """No word runs across ``position``."""
    return position in {0, len(text)} or not (text[position - 1].isalnum() and text[position].isalnum())


def _find(text: str, core: str, start: int) -> int:
    """Where ``core`` stands in ``text`` as whole words, from ``start`` on; -1 for nowhere."""
    found = text.find(core, start) if core else -1
    while found >= 0 and not (_at_edge(text, found) and _at_edge(text, found + len(core))):
        found = text.find(core, found + 1)
    return found


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences and lines of a text, with their final mark."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match.end() > start:
            yield start, match.end() if match[0] != "\n" else match.start()
        start = _skip(text, match.end())


def _in_order(said: Sequence[str], meant: Sequence[str]) -> bool:
    """``said`` is ``meant`` with words left out."""
    remaining = iter(meant)
    return all(word in remaining for word in said)


def _is_typo(said: str, meant: str) -> bool:
    """One edit or one swap of neighbours apart. Acronyms are never taken for one another."""
    if any(c.isdigit() for c in said + meant) or (said.isupper() and meant.isupper()):
        return False
    said, meant = fold(said), fold(meant)
    if said[0] != meant[0] or abs(len(said) - len(meant)) > 1:
        return False
    prefix = next((i for i, (a, b) in enumerate(zip(said, meant, strict=False)) if a != b), min(len(said), len(meant)))
    a, b = said[prefix:], meant[prefix:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
