"""Notes in notes: what every ``![[Note]]``, ``![[Note#Heading]]`` and ``![[Note#^block]]`` shows in its place.

Embeds are gathered note by note, and the pieces that they mean guest by guest, each behind the memo. ``_walk`` then
goes through a host and its guests as a reader would, within a budget, and says which embeds are shown; all others stay
links. An embed closes a cycle if what it would show holds an embed that is being shown already: so two sections of
one note are no cycle, and a note may show another section of itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

from generator.memo import Memo
from generator.model import (
    Body,
    CardHole,
    Compact,
    DeckCard,
    Diagnostic,
    Doc,
    Embed,
    FootnoteRef,
    Outcome,
    Pieces,
    Span,
    Text,
    Transclusion,
)

MAX_DEPTH = 8
"""Notes in notes in notes."""
MAX_EMBEDS = 300
"""Embeds that a page shows in all, those in guests counted."""
MAX_SIZE = 1_000_000
"""Characters of HTML that a page shows of guests."""

Outcomes = Mapping[str, tuple[Outcome, ...]]
"""Published note -> what each of its links leads to."""


class Asked(Compact, frozen=True, gc=False):
    """An embed of a note, in a place that can hold one."""

    link: int
    """Index into ``Doc.links``."""
    at: int
    """Index into ``Doc.pieces``; -1 in a card, which no guest holds."""
    path: str
    fragment: str
    line: int
    """From 1."""
    col: int


class Embeds(Compact, frozen=True, gc=False):
    """The embeds of notes in one note's body, in order, and in the passages of its cards."""

    body: tuple[Asked, ...] = ()
    cards: tuple[Asked, ...] = ()


class Window(Compact, frozen=True, gc=False):
    """The pieces of a note that an embed means."""

    label: str
    """For people: the note's name, and the heading or block."""
    start: int
    end: int
    wrap: str
    size: int
    """Characters of HTML, roughly."""


class Shown(Compact, frozen=True, gc=False):
    """What is shown in one note, and what there is to tell its author."""

    body: tuple[Transclusion, ...] = ()
    cards: tuple[Transclusion, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


_NOTHING = Shown()
_Windows = Mapping[tuple[str, str], Window]


def shown(memo: Memo, docs: Mapping[str, Doc], outcomes: Outcomes) -> dict[str, Shown]:
    """What is shown in each of the notes that show any other."""
    asked = {path: memo("embeds", path, (doc, outcomes[path]), _embeds) for path, doc in docs.items()}
    embeds = {path: own for path, own in asked.items() if own is not None}
    wanted = {(each.path, each.fragment) for own in embeds.values() for each in (*own.body, *own.cards)}
    windows = {
        (path, fragment): memo("window", f"{path}#{fragment}", (docs[path], fragment), _window)
        for path, fragment in sorted(wanted)
    }
    return memo("transclusion", "", (embeds, windows), _walks)


def _embeds(doc: Doc, outcomes: tuple[Outcome, ...]) -> Embeds | None:
    """``None`` for the many notes that show no other."""
    notes = {
        index
        for index, (link, outcome) in enumerate(zip(doc.links, outcomes, strict=True))
        if link.kind in ("embed", "image") and outcome.state == "note" and not outcome.lost
    }
    if not notes:
        return None

    def asked(pieces: Pieces, *, in_card: bool) -> Iterator[Asked]:
        for at, piece in enumerate(pieces):
            if isinstance(piece, Embed) and piece.link in notes and piece.slot not in ("phrasing", "link"):
                link, outcome = doc.links[piece.link], outcomes[piece.link]
                fragment = outcome.href.partition("#")[2].replace("%5E", "^")
                yield Asked(piece.link, -1 if in_card else at, outcome.path, fragment, link.line + 1, link.col)

    passages = (passage for card in doc.cards for passage in (card.context, card.answer, card.explanation))
    in_cards = (each for passage in passages for each in asked(passage, in_card=True))
    return Embeds(tuple(asked(doc.pieces, in_card=False)), tuple(in_cards))


def _window(doc: Doc, fragment: str) -> Window:
    name = doc.path.rpartition("/")[2].removesuffix(".md")
    if not fragment:
        return Window(name, 0, len(doc.pieces), "", _size(doc, doc.pieces))
    span = next(span for span in doc.spans if _fragment(span) == fragment)
    place = next((heading.text for heading in doc.headings if heading.id == fragment), fragment)
    size = _size(doc, doc.pieces[span.start : span.end])
    return Window(f"{name}#{place}", span.start, span.end, span.wrap, size)


def _fragment(span: Span) -> str:
    """By which a link names the span."""
    return span.name if span.kind == "heading" else f"^{span.name.lower()}"


def _size(doc: Doc, pieces: Pieces) -> int:
    """Characters of HTML and of the cards and footnotes in it."""
    size = 0
    for piece in pieces:
        if isinstance(piece, str):
            size += len(piece)
        elif isinstance(piece, CardHole):
            source = doc.cards[piece.card].source
            size += sum(len(each.text) for each in (source.question, *source.options, source.answer))
        elif isinstance(piece, FootnoteRef):
            size += _size(doc, tuple(each for each in doc.footnotes[piece.footnote] if isinstance(each, str)))
    return size


# --- one host ---------------------------------------------------------------------------------------------------------


def _walks(embeds: Mapping[str, Embeds], windows: _Windows) -> dict[str, Shown]:
    return {path: _walk(path, embeds, windows) for path in embeds}


def _walk(host: str, embeds: Mapping[str, Embeds], windows: _Windows) -> Shown:
    body, cards = _Walk(host, embeds, windows), _Walk(host, embeds, windows)
    in_body, in_cards = body.shown(host, embeds[host].body), cards.shown(host, embeds[host].cards)
    return Shown(in_body, in_cards, (*body.problems.values(), *cards.problems.values()))


class _Walk:
    """The way through one host. Every step costs something of a budget, so no page can grow beyond it."""

    def __init__(self, host: str, embeds: Mapping[str, Embeds], windows: _Windows) -> None:
        self.problems: dict[tuple[str, int, int], Diagnostic] = {}
        self._host = host
        self._embeds = embeds
        self._windows = windows
        self._way: list[tuple[str, Asked]] = []  # every embed that is being shown, with the note it stands in
        self._asked = MAX_EMBEDS
        self._size = MAX_SIZE

    def shown(self, path: str, asked: Sequence[Asked]) -> tuple[Transclusion, ...]:
        """What is shown of the embeds ``asked``, which stand in the note ``path``."""
        found = []
        for each in asked:
            if self._asked < 0:
                break
            window = self._windows[each.path, each.fragment]
            self._way.append((path, each))
            if window.start < window.end and self._may_show(each, window):
                guest = self._embeds.get(each.path)
                rows = guest.body if guest else ()
                first, last = (bisect_left(rows, at, key=attrgetter("at")) for at in (window.start, window.end))
                inside = self.shown(each.path, rows[first:last])
                found.append(Transclusion(each.link, each.path, window.start, window.end, window.wrap, inside))
            self._way.pop()
        return tuple(found)

    def _may_show(self, asked: Asked, window: Window) -> bool:
        again = next((way for way in self._way if _holds(asked.path, window, *way)), None)
        if again is not None:
            if again is self._way[0]:  # every other cycle is told of where it begins
                self._report("embed-cycle", f"{self._chain()} comes round to itself; a link ends it")
            return False
        self._asked -= 1
        if len(self._way) > MAX_DEPTH:
            self._report("embed-limit", f"{self._chain()}: notes in notes are shown {MAX_DEPTH} deep")
        elif self._asked < 0:
            self._report("embed-limit", f"a page shows {MAX_EMBEDS} embeds; links stand for the rest")
        elif window.size > self._size:
            self._report("embed-limit", f'"{window.label}" is more than a page can hold; a link stands there')
        else:
            self._size -= window.size
            return True
        return False

    def _chain(self) -> str:
        labels = (self._windows[each.path, each.fragment].label for _, each in self._way)
        return " -> ".join((self._host.rpartition("/")[2].removesuffix(".md"), *labels))

    def _report(self, code: str, message: str) -> None:
        """Tells of a problem at the embed in the host by which it comes in; once for each."""
        first = self._way[0][1]
        problem = Diagnostic(code, self._host, first.line, first.col, message, "where a link will do, leave out the !")
        self.problems.setdefault((code, first.line, first.col), problem)


def _holds(path: str, window: Window, note: str, asked: Asked) -> bool:
    """Whether the window into the note ``path`` holds the embed ``asked`` of ``note``."""
    return note == path and window.start <= asked.at < window.end


# --- bodies -----------------------------------------------------------------------------------------------------------


class Bodies:
    """Every published note with the notes that are shown in it."""

    def __init__(
        self, docs: Mapping[str, Doc], outcomes: Outcomes, cards: Sequence[DeckCard], shown: Mapping[str, Shown]
    ) -> None:
        self._docs, self._outcomes, self._shown = docs, outcomes, shown
        self._cards: dict[str, dict[int, DeckCard]] = defaultdict(dict)
        for card in cards:
            self._cards[card.note][card.card.source.start] = card
        self._texts: dict[str, Text] = {}

    def of_page(self, path: str) -> Body:
        """What the page of the note ``path`` shows."""
        shown = self._shown.get(path, _NOTHING)
        guests = tuple(map(self._text, sorted({*_guests(shown.body), *_guests(shown.cards)})))
        return Body(self._text(path), guests, (*shown.body, *shown.cards))

    def of_cards(self, path: str) -> Body:
        """What the cards of the note ``path`` show, wherever they stand. Cards in their guests do not count."""
        shown = self._shown.get(path, _NOTHING).cards
        guests = (Text(self._docs[guest], self._outcomes[guest]) for guest in sorted(set(_guests(shown))))
        return Body(Text(self._docs[path], self._outcomes[path]), tuple(guests), shown)

    def _text(self, path: str) -> Text:
        if path not in self._texts:
            doc, own = self._docs[path], self._cards.get(path, {})
            cards = tuple(own.get(card.source.start) for card in doc.cards)
            self._texts[path] = Text(doc, self._outcomes[path], cards)
        return self._texts[path]


def _guests(shown: Sequence[Transclusion]) -> Iterator[str]:
    for each in shown:
        yield each.path
        yield from _guests(each.inside)
