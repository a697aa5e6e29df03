"""Where the answer to a card can be read: the links in it, and the sections that hold its right option word for word.

A phrase is looked up in the card's own note first, which ``answers`` does for one note, and then in its course's notes.
Both are a ``Library``: the sections of some notes and, for each phrase wanted there, those that hold its rarest pair of
words, shortest first. So a look-up reads a few sections, however many there are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from generator import wording
from generator.model import Card, Compact, Doc, Embed, LinkClose, LinkOpen, Outcome, Pieces, Ref
from generator.outline.course import clean
from generator.outline.words import Words, words

_LONGEST = 8
"""Words of a free answer that notes can be expected to hold as they are."""
_SAYS_NOTHING = frozenset(("all", "none", "both", "neither", "either", "of", "the", "above", "these", "and", "or"))
_TAG = re.compile(r"<[^>]*>")


def phrases(card: Card) -> tuple[Words, ...]:
    """The right answers of ``card`` as phrases to be looked for, each once."""
    source = card.source
    if source.kind == "truefalse":
        return ()
    if source.options:
        texts = [card.option_texts[index] for index in source.correct]
        longest = None
    else:
        texts = list(source.blanks) or [card.answer_text]
        longest = _LONGEST
    found = dict.fromkeys(tuple(words(text.replace("\n", " "))) for text in texts)
    return tuple(phrase for phrase in found if _tells(phrase) and (longest is None or len(phrase) <= longest))


def _tells(phrase: Words) -> bool:
    """Tell whether finding the phrase means something: "None of the above", "C" and "42" stand anywhere."""
    return any(
        word not in _SAYS_NOTHING and (not word.isascii() or len(word) > 2 or (len(word) == 2 and not word.isdigit()))
        for word in phrase
    )


# --- sections that hold a phrase --------------------------------------------------------------------------------------


class Section(NamedTuple):
    """What stands between a heading and the next. ``heading`` is -1 before the first."""

    note: str
    heading: int
    said: str
    """Its words with a space around each, the heading's first; blocks are kept apart."""
    title: Words


def sections(doc: Doc) -> list[Section]:
    """The sections of a note that say something. A list item that is nothing but a link only names where it is said."""
    pointers = {link.block for link in doc.links if link.alone}
    texts: dict[int, list[str]] = defaultdict(list)
    for index, block in enumerate(doc.blocks):
        if index not in pointers and block.text.strip():
            texts[block.heading].append(block.text)
    found: list[Section] = []
    for heading, blocks in texts.items():
        title = clean(doc.headings[heading].text) if heading >= 0 else ""
        said = words("\n".join((title, *blocks)))
        # A note's title is that of its first words.
        found.append(Section(doc.path, heading, f" {' '.join(said)} ", tuple(words(title if found else doc.title))))
    return found


class Library:
    """The sections of some notes, to be searched for any of the phrases ``wanted``."""

    def __init__(self, shelf: Iterable[Section], wanted: Iterable[Words]) -> None:
        keys = {key for phrase in wanted for key in _keys(phrase)}
        alone = {key for key in keys if isinstance(key, str)}
        in_pairs = keys - alone
        self._holding: dict[str | Words, list[Section]] = defaultdict(list)
        self._titled: dict[Words, Section] = {}
        for section in sorted(shelf, key=lambda section: (len(section.said), section.note, section.heading)):
            said = section.said.split(" ")
            for key in (*alone.intersection(said), *(in_pairs and in_pairs.intersection(pairwise(said)))):
                self._holding[key].append(section)
            self._titled.setdefault(section.title, section)
        self._found: dict[Words, Section | None] = {}

    def find(self, phrase: Words) -> Section | None:
        """The section that has ``phrase`` for a title, else the shortest that holds it as a whole."""
        if phrase not in self._found:
            self._found[phrase] = self._titled.get(phrase) or self._shortest(phrase)
        return self._found[phrase]

    def _shortest(self, phrase: Words) -> Section | None:
        rarest = min((self._holding.get(key, []) for key in _keys(phrase)), key=len)
        said = f" {' '.join(phrase)} "
        return next((section for section in rarest if said in section.said), None)


def _keys(phrase: Words) -> Sequence[str | Words]:
    """What a phrase is indexed by: each two neighbouring words, or its only one."""
    return list(pairwise(phrase)) if len(phrase) > 1 else phrase


class Answer(Compact, frozen=True, gc=False):
    """A right answer of a card as a phrase, and the section of its own note that holds it."""

    phrase: Words
    heading: int | None
    """As in ``Section``; ``None`` where the note doesn't hold it."""


def answers(doc: Doc) -> tuple[tuple[Answer, ...], ...]:
    """The right answers of each of the note's cards."""
    wanted = [phrases(card) for card in doc.cards]
    if not any(wanted):
        return tuple(() for _ in wanted)
    library = Library(sections(doc), (phrase for right in wanted for phrase in right))

    def answer(phrase: Words) -> Answer:
        found = library.find(phrase)
        return Answer(phrase, found.heading if found else None)

    return tuple(tuple(map(answer, right)) for right in wanted)


# --- references -------------------------------------------------------------------------------------------------------


def section_ref(doc: Doc, heading: int, href: str) -> Ref:
    """The way to a section of ``doc``, whose page is at ``href``."""
    if heading < 0:
        return Ref(doc.title, href, wording.text("holdsAnswer"))
    head = doc.headings[heading]
    return Ref(f"{doc.title} › {head.text}", f"{href}#{head.id}", wording.text("holdsAnswer"))


def linked(card: Card, outcomes: Sequence[Outcome], docs: Mapping[str, Doc]) -> Iterator[Ref]:
    """Where links and embedded notes in ``card`` lead, those of the answer first; wrong options lead nowhere."""
    if not card.links:
        return
    why = wording.text("linkedInCard")
    right = [card.options[index] for index in card.source.correct]
    for pieces in (card.explanation, card.answer, *right, card.prompt, card.context):
        for link, text in _links(pieces):
            outcome = outcomes[link]
            if outcome.state == "note":
                yield Ref(_place(outcome, docs), outcome.href, why)
            elif outcome.state == "asset" and outcome.href:
                yield Ref(text or outcome.title or outcome.path.rpartition("/")[2], outcome.href, why)
            elif outcome.state == "external" and outcome.href.lower().startswith("http"):
                # Not urlsplit, which raises where a URL is none.
                host = outcome.href.partition("//")[2].partition("/")[0]
                yield Ref(text if text and "://" not in text else host or outcome.href, outcome.href, why)
        for piece in pieces:
            if isinstance(piece, Embed) and outcomes[piece.link].state == "note":
                outcome = outcomes[piece.link]
                yield Ref(_place(outcome, docs), outcome.href, why)


def _links(pieces: Pieces) -> Iterator[tuple[int, str]]:
    """Every link in ``pieces`` with the words that it is made of."""
    at, html = -1, ""
    for piece in pieces:
        if isinstance(piece, LinkOpen):
            at, html = piece.link, ""
        elif isinstance(piece, LinkClose) and piece.link == at:
            yield at, " ".join(unescape(_TAG.sub("", html)).split())
            at = -1
        elif isinstance(piece, str):
            html += piece


def _place(outcome: Outcome, docs: Mapping[str, Doc]) -> str:
    """The note's title, and the heading's where the link names one."""
    name = outcome.href.partition("#")[2]
    doc = docs.get(outcome.path)
    heading = next((each.text for each in doc.headings if each.id == name), "") if doc and name else ""
    title = outcome.title or (doc.title if doc else outcome.path)
    return f"{title} › {heading}" if heading else title
