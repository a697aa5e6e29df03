"""The pages of a site, each known by a digest before it is built."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from generator import layout, pages, render, wording
from generator.addresses import Addresses, with_parents
from generator.assembly.data import nav_path
from generator.config import Config
from generator.layout import Places
from generator.memo import Memo, digest
from generator.model import Body, DeckCard, Doc, Output, Ref
from generator.outline import Deck, Names, text_of
from generator.pages import Mention, Naming, Place
from generator.theme import Theme
from generator.transclusion import Bodies, Outcomes
from generator.views import Backlink, Entry, Page, Shell


class Sheets:
    """Every page of one build."""

    def __init__(
        self,
        memo: Memo,
        theme: Theme,
        shell: Shell,
        config: Config,
        docs: Mapping[str, Doc],
        outcomes: Outcomes,
        bodies: Bodies,
        deck: Deck,
        where: Addresses,
        places: Places,
    ) -> None:
        self._memo, self._theme, self._shell, self._config = memo, theme, shell, config
        self._docs, self._outcomes, self._bodies = docs, outcomes, bodies
        self._deck, self._where, self._places = deck, where, places
        self._courses = {course.note: course for course in deck.courses}
        self._cards = Counter(card.note for card in deck.cards)
        self._tagged: dict[str, list[str]] = defaultdict(list)
        for path in sorted(docs, key=lambda path: (layout.by_title(docs[path].title), path)):
            for tag in {above for own in docs[path].tags for above in with_parents(own.casefold())}:
                self._tagged[tag].append(path)
        self._mentions = self._all_mentions()
        self._naming: dict[str, list[DeckCard]] = defaultdict(list)
        unwritten = Names((name, name) for name in where.stubs)
        for card in deck.cards:
            for name in unwritten.within(text_of(card.card)):
                self._naming[name].append(card)
        self._files: dict[str, Output] = {}

    def all(self) -> dict[str, Output]:
        """Path -> Output of every page."""
        for path, href in self._where.notes.items():
            if self._where.folder_notes.get(layout.parent(path)) != path or path in self._courses:
                self._note(path, href)
        for folder, href in self._where.folders.items():
            if href not in self._files:
                self._folder(folder, href)
        for name, href in self._where.stubs.items():
            self._stub(name, href)
        for tag, href in self._where.tags.items():
            self._tag(tag, href)
        base = urlsplit(self._config.base_url).path or "/"
        self._add("missing", "404.html", pages.bare, ("missing", "404.html", wording.text("missing"), base))
        self._add("offline", "offline.html", pages.bare, ("offline", "offline.html", wording.text("offline")))
        if self._deck.cards:
            self._add("quiz", "quiz.html", pages.bare, ("quiz", "quiz.html", wording.text("quiz")))
        return self._files

    def former(self, moved: Mapping[str, str]) -> dict[str, Output]:
        """Path -> Output of the pages at former addresses; ``moved`` has the note that each leads to.

        They are remembered all at once: there may be more of them than of notes, and a slot for each takes its time.
        """
        base, theme = self._config.base_url, self._theme
        rows = tuple((path, self._docs[note].title, self._where.notes[note], base) for path, note in moved.items())

        def made(look: str, shell: Shell, rows: tuple[tuple[str, str, str, str], ...]) -> dict[str, Output]:
            return {row[0]: Output(digest(look, shell, row), partial(_redirect, row, shell, theme)) for row in rows}

        return self._memo("former", "", (theme.digest, self._shell, rows), made)

    def _add(self, stage: str, path: str, builder: Callable[..., Page], args: tuple[Any, ...]) -> None:
        """A page is known by the digest of what it is built from; it is built when its bytes are wanted."""
        shell, theme = self._shell, self._theme
        key = self._memo("page", path, (stage, theme.digest, shell, args), digest)
        self._files[path] = Output(key, lambda: render.html(builder(*args), shell, theme))

    def _note(self, path: str, href: str) -> None:
        doc = self._docs[path]
        before, after = self._places.neighbours(path)
        folder = layout.parent(path)
        place = Place(href, self._places.trail(path), before, after, nav_path(folder))
        tags = tuple(Ref(tag, self._where.tags[tag.casefold()]) for tag in doc.tags)
        args = (
            self._bodies.of_page(path),
            self._mentions.get(path, ()),
            tags,
            self._courses.get(path),
            place,
        )
        self._add("note", href, pages.note, args)

    def _intro(self, folder: str) -> Body | None:
        path = self._where.folder_notes.get(folder)
        return self._bodies.of_page(path) if path is not None else None

    def _entries(self, folder: str) -> tuple[Entry, ...]:
        return tuple(self._entry(path) for path in self._places.notes.get(folder, ()))

    def _entry(self, path: str) -> Entry:
        return layout.entry(self._docs[path], self._where.notes[path], self._cards[path])

    def _subfolders(self, folder: str) -> tuple[Entry, ...]:
        return tuple(
            Entry(self._places.folder_title(child), self._where.folders[child])
            for child in self._places.below.get(folder, ())
        )

    def _folder(self, folder: str, href: str) -> None:
        intro, folders, notes = self._intro(folder), self._subfolders(folder), self._entries(folder)
        if folder:
            title = self._places.folder_title(folder)
            self._list("folder", title, intro, folders, notes, href, self._places.folder_trail(folder)[:-1], folder)
            return
        # Courses stand above, with what there is of each.
        courses = {course.href for course in self._deck.courses}
        others = tuple(entry for entry in notes if entry.href not in courses)
        shown = layout.newest(others)
        more = None
        if len(others) > len(shown):
            more = Ref(wording.text("allNotes"), "index~notes.html")
            self._list("folder", more.title, None, (), notes, more.href, (self._places.home,), folder)
        args = (
            self._shell.title,
            self._config.description,
            intro,
            self._deck.courses,
            folders,
            shown,
            more,
            len(self._deck.cards),
            Place(href),
        )
        self._add("home", href, pages.home, args)

    def _list(
        self,
        kind: str,
        title: str,
        intro: Body | None,
        folders: tuple[Entry, ...],
        notes: tuple[Entry, ...],
        href: str,
        crumbs: tuple[Ref, ...],
        folder: str,
    ) -> None:
        """A list of any length, a page for every hundred entries."""
        parts = layout.paged(href, notes)
        nav = nav_path(folder)
        for index, (path, part) in enumerate(parts):
            newer = Ref(title, parts[index - 1][0]) if index else None
            older = Ref(title, parts[index + 1][0]) if index + 1 < len(parts) else None
            first = index == 0
            args = (
                kind,
                title,
                intro if first else None,
                folders if first else (),
                part,
                newer,
                older,
                Place(path, crumbs, nav=nav),
            )
            self._add(kind, path, pages.listing, args)

    def _tag(self, tag: str, href: str) -> None:
        notes = tuple(map(self._entry, self._tagged[tag]))
        self._list("tag", f"#{tag}", None, (), notes, href, (self._places.home,), "")

    def _stub(self, name: str, href: str) -> None:
        naming = tuple(Naming(card, self._bodies.of_cards(card.note)) for card in self._naming.get(name, ()))
        args = (name, self._mentions.get(href, ()), naming, Place(href, self._places.stub_trail(href)))
        self._add("stub", href, pages.stub, args)

    def _all_mentions(self) -> dict[str, tuple[Backlink, ...]]:
        found: dict[str, list[Backlink]] = defaultdict(list)
        for path, doc in self._docs.items():
            args = (doc, self._outcomes[path], self._where.notes[path])
            said: tuple[Mention, ...] = self._memo("mentions", path, args, pages.mentions)
            for mention in said:
                found[mention.target].append(mention.backlink)
        return {target: tuple(links) for target, links in found.items()}


def _redirect(row: tuple[str, str, str, str], shell: Shell, theme: Theme) -> bytes:
    return render.html(pages.redirect(*row), shell, theme)
