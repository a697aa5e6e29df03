"""The key of a choice card: which of its options the answer settles as right, if it does.

A ladder of rungs, strongest first; the first that speaks decides, be it with a key or with "unresolved". A weaker rung
never breaks a tie, and none counts overlapping words: a wrong key is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from generator.cards.matching import FINAL, LABEL, WORD, Reading, index_of, is_cut_off, letter_of, sentences, skip
from generator.cards.plain import Plain, fold

MOST_OPTIONS = 52
"""Nobody reads a longer list as a choice; matching it would take time that grows with its square."""
_LETTERS = re.compile(
    r"([A-Za-z](?:(?:\s*[,+&]\s*(?:and\s+)?|\s+(?:and\s+)?)[A-Za-z])*)(?:\s*$|(?:\.\)|[.)])(?=\s|$))",
    re.IGNORECASE | re.ASCII,
)
_SEPARATOR = re.compile(r"\s*(?:[;,+/&]|\band\b)(?:\s*(?:[;,+/&]|\band\b))*\s*", re.IGNORECASE)
_FOLLOWS = re.compile(r":\s|\s\(|,?\s(\w+)")
_JOINS = frozenset({"and", "or", "nor", "plus", "with"})
_NEGATIONS = frozenset(
    {"no", "not", "never", "none", "nor", "neither", "without", "non", "cannot", "except", "unless", "only"}
)
_DENIALS = frozenset({"no", "wrong", "incorrect", "actually"})
_TURNS = re.compile(r"\b(?:however|but|although|though|whereas|instead|rather|wrong|incorrect|neither|nor)\b")
_REFUSED = re.compile(r"(?:\W+\w+){0,2}?\W+(?:not?|never|cannot|\w+n't|seems?|might|could|would)\b")


class Verdict(NamedTuple):
    """What a rung says. ``correct`` is empty where it leaves the card unresolved.

    ``rest`` is where the explanation begins in the answer's plain text; ``conflict`` says what contradicts what.
    """

    correct: tuple[int, ...]
    rest: int = 0
    conflict: str = ""


UNRESOLVED = Verdict(())

Rung = Callable[[Reading], Verdict | None]


def solve(options: Sequence[Plain], answer: Plain, *, lettered: bool, single: bool) -> Verdict:
    """Walks down the ladder. ``single`` lets the rungs speak that give one right option."""
    if len(options) > MOST_OPTIONS or not answer.text:
        return UNRESOLVED
    reading = Reading([option.text for option in options], answer.text, lettered=lettered)
    return _ladder(reading, STRONG + SINGLE if single else STRONG) or UNRESOLVED


def suggestion(options: Sequence[Plain], answer: Plain) -> int | None:
    """The option that shares the largest part of its words with the answer, if one alone does. It never decides."""
    said = set(_words(answer.text))
    shares = []
    for index, option in enumerate(options[:MOST_OPTIONS]):
        meant = set(_words(option.text))
        shares.append((len(meant & said) / max(len(meant), 1), index))
    shares.sort(reverse=True)
    if shares[0][0] == 0 or shares[0][0] == shares[1][0]:
        return None
    return shares[0][1]


def _ladder(reading: Reading, rungs: Sequence[Rung]) -> Verdict | None:
    return next((verdict for rung in rungs if (verdict := rung(reading)) is not None), None)


# --- the rungs --------------------------------------------------------------------------------------------------------


def exact(reading: Reading) -> Verdict | None:
    """Rung a: the first line is one option: exact, then without its final mark, then folded."""
    line = reading.lines[0]
    hits = reading.whole(line)
    goes_on = reading.leading()[1] > len(line) or set(reading.listed("".join(reading.lines[1:2]))) - set(hits)
    if not hits or goes_on:
        return None
    if len(hits) > 1 or _may_be_letters(reading, hits):
        return UNRESOLVED
    return _settled(reading, hits, len(line))


def several(reading: Reading) -> Verdict | None:
    """Rung b: the first lines, two or more, or all parts of line 1 are each a different whole option."""
    hits: list[int] = []
    end = 0
    for line in reading.lines:
        found = reading.listed(line)
        if not found:
            break
        hits += found
        end += len(line) + 1
    if len(hits) < 2:
        ways = _ways(reading)
        if not ways:
            return None
        hits, end = ways[0], len(reading.lines[0])
        if len(ways) > 1:
            return UNRESOLVED
    return UNRESOLVED if _may_be_letters(reading, hits) else _settled(reading, hits, end)


def letters(reading: Reading) -> Verdict | None:
    """Rung c: letters, alone or before "." or ")", if the options are lettered or all longer than 3 characters."""
    line = reading.lines[0]
    found = _LETTERS.match(line)
    if found is None:
        return None
    if not reading.lettered and any(len(option) <= 3 for option in reading.options):
        return UNRESOLVED  # a letter was meant, so what stands behind it is no better witness
    picked = _letters(found[1])
    end = found.end()
    alone = end == len(line)
    for line in reading.lines[1:] if alone else ():
        if not (more := _LETTERS.fullmatch(line)):
            break
        picked += _letters(more[1])
        end += 1 + len(line)
    if max(picked) >= len(reading.options):
        last = letter_of(len(reading.options) - 1)
        return Verdict((), conflict=f"the answer names option {letter_of(max(picked))}, but the last one is {last}")
    strangers = _named_beside(reading, end, picked, alone=alone) - set(picked)
    if strangers:
        named = ", ".join(map(letter_of, picked))
        other = letter_of(min(strangers))
        return Verdict((), conflict=f"the answer's letter is {named}, but its text names option {other}")
    rest = skip(reading.answer, end)
    return _settled(reading, picked, rest + _repeated(reading.below(rest), picked))


def sentence(reading: Reading) -> Verdict | None:
    """Rung d: an option, then ". " or the end of the line; the longest; not if another whole option follows."""
    hits, end = reading.leading()
    if not hits or not reading.ends_sentence(end):
        return UNRESOLVED if reading.opening_sentence() else None
    if reading.may_be_longer(hits[0], end):
        return UNRESOLVED
    rest = skip(reading.answer, skip(reading.answer, end, FINAL))
    join = _SEPARATOR.match(reading.answer, rest)
    follower, _ = reading.leading(join.end() if join else rest)
    opening = WORD.match(reading.folded, rest)
    denied = opening and (opening[0] in _DENIALS or (_TURNS.match(opening[0]) and reading.others_named(hits[0])))
    if set(follower) - set(hits) or denied:
        return UNRESOLVED
    return _settled(reading, hits, rest) if len(hits) == 1 else UNRESOLVED


def phrase(reading: Reading) -> Verdict | None:
    """Rung e: an option, then ": ", " (", ", " or a lower-case word; only if no other option is named anywhere."""
    hits, end = reading.leading()
    follows = _FOLLOWS.match(reading.answer, end)
    if not hits or not follows or not (follows[1] or "a")[0].islower():
        return None
    if reading.may_be_longer(hits[0], end) or is_cut_off(reading.lines[0]):
        return None
    first = next((stop for _, stop in sentences(reading.folded) if stop >= end), len(reading.folded))
    denied = _REFUSED.match(reading.folded, end) or _TURNS.search(reading.folded, end, first) or follows[1] in _JOINS
    if len(hits) > 1 or denied or reading.others_named(hits[0]):
        return UNRESOLVED
    return Verdict(hits)


def truncated(reading: Reading) -> Verdict | None:
    """Rung f: a truncated answer ("Take the snaps...") that one option alone starts with."""
    line = reading.lines[0]
    stem = line.rstrip(".… ")
    if not is_cut_off(line) or not stem:
        return None
    exact_case = [i for i, option in enumerate(reading.options) if option.startswith(stem)]
    hits = exact_case or [i for i, option in enumerate(reading.options) if fold(option).startswith(fold(stem))]
    if not hits:
        return None
    return _settled(reading, hits, len(line)) if len(hits) == 1 and len(stem) > 2 else UNRESOLVED


def later(reading: Reading) -> Verdict | None:
    """Rung g: one whole later sentence of two words or more is an option, and no other option is named."""
    start = next((begin for begin, _ in sentences(reading.answer) if begin), len(reading.answer))
    hits = {hit for hit in reading.alone(start) if len(_words(reading.options[hit])) >= 2}
    if not hits:
        return None
    hit = min(hits)
    return UNRESOLVED if len(hits) > 1 or reading.others_named(hit) else Verdict((hit,))


def words(reading: Reading) -> Verdict | None:
    """Rung h: a one-line answer whose words stand in one option alone, in order, and are at least half of its words."""
    said = _words(reading.answer)
    if len(reading.lines) > 1 or not said or is_cut_off(reading.answer):
        return None
    holders = [i for i, option in enumerate(reading.options) if _in_order(said, _words(option))]
    if not holders:
        return None
    meant = _words(reading.options[holders[0]])
    left_out = set(meant) - set(said)
    if len(holders) > 1 or any(word in _NEGATIONS or word.endswith("n't") for word in left_out):
        return UNRESOLVED
    return Verdict((holders[0],), len(reading.answer)) if 2 * len(said) >= len(meant) else None


def typo(reading: Reading) -> Verdict | None:
    """Rung i: at most two words differ, each by one edit or swap, with the same first letter and no digits."""
    line = reading.lines[0]
    said = WORD.findall(line)
    if is_cut_off(line):
        return None
    near = [(i, pairs) for i, option in enumerate(reading.options) if (pairs := _near(said, WORD.findall(option)))]
    hits = [i for i, pairs in near if len(reading.options[i]) >= 12 and all(_is_typo(*pair) for pair in pairs)]
    if not hits:
        return None
    return _settled(reading, hits, len(line)) if len(near) == 1 else UNRESOLVED


STRONG: tuple[Rung, ...] = (exact, several, letters)
SINGLE: tuple[Rung, ...] = (sentence, phrase, truncated, later, words, typo)
"""These never key a card that asks for another number of options than one."""


# --- what the rungs ask -----------------------------------------------------------------------------------------------


def _settled(reading: Reading, hits: Sequence[int], rest: int) -> Verdict:
    """The key, unless it names an option twice or another one stands alone in what is left."""
    if len(set(hits)) < len(hits) or reading.alone(rest) - set(hits):
        return UNRESOLVED
    return Verdict(tuple(sorted(hits)), rest)


def _ways(reading: Reading) -> list[list[int]]:
    """The ways, two at most, to cut line 1 at separators (options hold some too) so that each part is an option."""
    line = reading.lines[0]
    cuts = [(0, 0), *(match.span() for match in _SEPARATOR.finditer(line)), (len(line), len(line))]
    if len(cuts) > 2 * MOST_OPTIONS:
        return []
    ways: list[list[list[int]]] = [[[]]]
    for end in range(1, len(cuts)):
        reached = []
        for start in range(end):
            part = slice(cuts[start][1], cuts[end][0])
            if ways[start] and part.stop - part.start <= reading.longest:
                reached += [[*way, hit] for way in ways[start] for hit in reading.listed(line[part])]
        ways.append(reached[:2])
    return [way for way in ways[-1] if len(way) > 1]


def _may_be_letters(reading: Reading, hits: Sequence[int]) -> bool:
    """An option of a single character is also the letter of one that is not among ``hits``."""
    read = {index_of(option) for hit in hits if len(option := reading.options[hit]) == 1}
    return bool(read & set(range(len(reading.options))) - set(hits))


def _letters(text: str) -> list[int]:
    """The indexes that a run of letters names, its "and"s left out."""
    return [index_of(word) for word in WORD.findall(text) if len(word) == 1]


def _named_beside(reading: Reading, end: int, picked: Sequence[int], *, alone: bool) -> set[int]:
    """The options that the text around the letters names. Letters that stand ``alone`` may have any explanation."""
    rest = skip(reading.answer, end)
    follower, stop = reading.leading(rest)
    # After several letters a sentence about another option tells why that one is not among them.
    follows = set(follower) if len(picked) == 1 or reading.ends_sentence(stop) else set()
    named = {*reading.leading()[0], *follows, *reading.alone(rest)}
    if not alone:
        labels = (LABEL.match(line) for line in reading.lines[1:])
        named |= reading.labelled() | {index_of(label[1]) for label in labels if label and reading.lettered}
        repeated = _ladder(reading.below(rest), SINGLE) if rest < len(reading.answer) else None
        named |= set(repeated.correct) if repeated else set()
    return named & set(range(len(reading.options)))


def _repeated(explanation: Reading, picked: Sequence[int]) -> int:
    """How much of an explanation only says in words what the letters before it have said."""
    if explanation.whole(explanation.lines[0]) == tuple(picked):
        return len(explanation.lines[0])
    said = _ladder(explanation, (exact, several, *SINGLE)) if explanation.answer else None
    return said.rest if said and set(said.correct) == set(picked) else 0


def _words(text: str) -> list[str]:
    return WORD.findall(fold(text))


def _in_order(said: Iterable[str], meant: Iterable[str]) -> bool:
    """``said`` is ``meant`` with words left out."""
    remaining = iter(meant)
    return all(word in remaining for word in said)


def _near(said: Sequence[str], meant: Sequence[str]) -> list[tuple[str, str]]:
    """The words that differ, at most two, if each is one edit or swap apart; else nothing."""
    pairs = [(a, b) for a, b in zip(said, meant, strict=False) if fold(a) != fold(b)]
    is_near = len(said) == len(meant) and len(pairs) <= 2 and all(_is_one_edit(fold(a), fold(b)) for a, b in pairs)
    return pairs if is_near else []


def _is_typo(said: str, meant: str) -> bool:
    """An edit that slips in: it keeps the first letter, and turns no digit or acronym into another."""
    is_acronym = said.isupper() and meant.isupper()
    return fold(said[0]) == fold(meant[0]) and not is_acronym and not any(c.isdigit() for c in said + meant)


def _is_one_edit(said: str, meant: str) -> bool:
    """A character more, less or other, or two neighbours swapped."""
    same = next((i for i, (a, b) in enumerate(zip(said, meant, strict=False)) if a != b), min(len(said), len(meant)))
    a, b = said[same:], meant[same:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
