"""Every file of the site as an ``Output``: pages, data scripts, pictures, what the host needs.

Nothing is made here: an ``Output`` has a digest of all that its bytes depend on, and makes them when it is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator import bundle, layout, offline, pages, publish, render
from generator.addresses import Addresses, with_parents
from generator.config import Config
from generator.media import Medium, content
from generator.memo import Memo, digest
from generator.model import DeckCard, Doc, Outcome, Output, Ref
from generator.outline import Deck, Names, text_of
from generator.pages import Intro, Mention, Naming, Place
from generator.slug import slug
from generator.theme import Theme, output
from generator.views import Backlink, Entry, Page, Shell

Outcomes = Mapping[str, tuple[Outcome, ...]]

_SHELL = frozenset(("index.html", "quiz.html", "404.html", "offline.html", offline.MANIFEST))
"""With the look and ``build.js``: what the site needs to open at all."""


def site(
    memo: Memo,
    root: Path,
    config: Config,
    theme: Theme,
    docs: Mapping[str, Doc],
    outcomes: Outcomes,
    deck: Deck,
    where: Addresses,
    media: Mapping[str, Medium],
    *,
    installable: bool,
) -> dict[str, Output]:
    """Path from the site's root -> Output. ``installable``: it shall work offline once it was visited."""
    title = config.title or (deck.courses[0].title if deck.courses else None) or _home_title(docs, where) or root.name
    data = _data(memo, docs, outcomes, deck, where, title)
    files = theme.outputs()
    client = files.pop(theme.assets[offline.WORKER]).make()
    look = tuple(files)
    files |= {
        medium.href: Output(medium.digest, partial(content, root, path))
        for path, medium in media.items()
        if medium.href
    }
    files |= dict(data.values())
    files["_headers"] = output(publish.headers(config, look))
    shell = Shell(
        title=title,
        language=config.language,
        direction="rtl" if config.language.partition("-")[0] in ("ar", "fa", "he", "ur") else "ltr",
        site=config.site_id or slug(deck.courses[0].title if deck.courses else title) or "studysite",
        csp=publish.policy(config),
        assets=tuple(theme.assets.items()),
        cards=len(deck.cards),
        edit_url=config.edit_url,
    )
    files |= _Pages(memo, theme, shell, config, docs, outcomes, deck, where).all()
    current = {name: path for name, (path, _) in sorted(data.items()) if not name.startswith("nav/")}
    about: dict[str, Any] = {"files": current}
    if not installable:
        files["build.js"] = output(bundle.script("build", {"id": _build_id(files), **about}))
        return files | {offline.WORKER: offline.no_worker(client)}
    about["offline"] = {"worker": offline.WORKER, "manifest": offline.MANIFEST}
    files[offline.MANIFEST] = output(offline.manifest(shell, config))
    always = [*look, *current.values(), *sorted(_SHELL & files.keys())]
    more, files[more] = offline.full_list(files, always)
    build = _build_id(files)
    files["build.js"] = output(bundle.script("build", {"id": build, **about}))
    order = _reading_order(deck, where)
    files[offline.WORKER] = offline.worker(client, build, files, [*always, "build.js"], order, media.values(), more)
    return files


def _home_title(docs: Mapping[str, Doc], where: Addresses) -> str | None:
    note = where.folder_notes.get("")
    return docs[note].meta.title if note else None


# --- data scripts -----------------------------------------------------------------------------------------------------


def _data(
    memo: Memo, docs: Mapping[str, Doc], outcomes: Outcomes, deck: Deck, where: Addresses, title: str
) -> dict[str, tuple[str, Output]]:
    """Name -> path and Output of every data script."""
    found: dict[str, tuple[str, Output]] = {}
    refs = {card.note: Ref(docs[card.note].title, where.notes[card.note]) for card in deck.cards}
    if deck.cards:
        found["deck"] = _fingerprinted("deck", memo("deck data", "", (deck, refs), _deck_script))
    shard_of = bundle.shards(deck.cards)
    shards: dict[str, list[tuple[DeckCard, Doc, tuple[Outcome, ...]]]] = defaultdict(list)
    for card in deck.cards:
        shards[shard_of[card.id]].append((card, docs[card.note], outcomes[card.note]))
    for name, cards in sorted(shards.items()):
        found[name] = _fingerprinted(name, memo("shard", name, (name, tuple(cards)), _shard_script))
    by_folder = layout.notes_by_folder(docs, where)
    below = layout.subfolders(where.folders)
    for folder, href in where.folders.items():
        name = nav_name(folder)
        notes = tuple(Ref(docs[path].title, where.notes[path]) for path in by_folder.get(folder, ()))
        folders = tuple(Ref(child.rpartition("/")[2], where.folders[child]) for child in below.get(folder, ()))
        label = folder.rpartition("/")[2] or title
        raw = memo("nav", folder, (name, label, href, notes, folders), _nav_script)
        found[name] = (nav_path(folder), output(raw))
    return found


def nav_path(folder: str) -> str:
    """Where that script is. It has no fingerprint, since every page of the folder names it."""
    return f"assets/{nav_name(folder)}.js"


def nav_name(folder: str) -> str:
    """The name under which a folder's navigation registers. It tells nothing of the folder's own name."""
    return f"nav/{blake2b(folder.encode(), digest_size=6).hexdigest()}"


def _fingerprinted(name: str, raw: bytes) -> tuple[str, Output]:
    made = output(raw)
    return f"assets/data/{name.replace('/', '-')}.{made.digest[:8]}.js", made


def _deck_script(deck: Deck, refs: Mapping[str, Ref]) -> bytes:
    return bundle.script("deck", bundle.deck(deck.courses, deck.cards, refs))


def _shard_script(name: str, cards: tuple[tuple[DeckCard, Doc, tuple[Outcome, ...]], ...]) -> bytes:
    return bundle.script(name, bundle.shard(cards))


def _nav_script(name: str, title: str, href: str, notes: tuple[Ref, ...], folders: tuple[Ref, ...]) -> bytes:
    return bundle.script(name, bundle.nav(title, href, notes, folders))


def _build_id(files: Mapping[str, Output]) -> str:
    """Of every file, but for those that hold it: ``build.js`` and the service worker."""
    total = blake2b(digest_size=8)
    for path in sorted(files):
        total.update(f"{path}\0{files[path].digest}\0".encode())
    return total.hexdigest()


def _reading_order(deck: Deck, where: Addresses) -> list[str]:
    """Every note's page, courses and what they list first, each after its folder's page and the data that it loads.

    The other notes follow, those at the root before those in folders.
    """
    topics = (topic for course in deck.courses for domain in course.domains for topic in domain.topics)
    at = {href: note for note, href in where.notes.items()}
    listed = (at[ref.href] for topic in topics for ref in topic.notes if ref.href in at)
    others = sorted(where.notes, key=lambda path: (path.count("/"), path))
    found: dict[str, None] = {}
    for note in (*(course.note for course in deck.courses), *listed, *others):
        folder = layout.parent(note)
        found |= dict.fromkeys((nav_path(folder), where.folders[folder], where.notes[note]))
    return list(found)


# --- pages ------------------------------------------------------------------------------------------------------------


class _Pages:
    """Every page of one build."""

    def __init__(
        self,
        memo: Memo,
        theme: Theme,
        shell: Shell,
        config: Config,
        docs: Mapping[str, Doc],
        outcomes: Outcomes,
        deck: Deck,
        where: Addresses,
    ) -> None:
        self._memo, self._theme, self._shell, self._config = memo, theme, shell, config
        self._docs, self._outcomes, self._deck, self._where = docs, outcomes, deck, where
        self._courses = {course.note: course for course in deck.courses}
        self._places = layout.Places(docs, where, deck.courses)
        self._folder_notes = layout.notes_by_folder(docs, where)
        self._cards: dict[str, dict[int, DeckCard]] = defaultdict(dict)
        for card in deck.cards:
            self._cards[card.note][card.card.source.start] = card
        self._below = layout.subfolders(where.folders)
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
        self._add("missing", "404.html", pages.bare, ("missing", "404.html", "Page not found", base))
        self._add("offline", "offline.html", pages.bare, ("offline", "offline.html", "You are offline"))
        if self._deck.cards:
            self._add("quiz", "quiz.html", pages.bare, ("quiz", "quiz.html", "Practice"))
        return self._files

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
            doc,
            self._outcomes[path],
            self._own_cards(doc),
            self._mentions.get(path, ()),
            tags,
            self._courses.get(path),
            place,
        )
        self._add("note", href, pages.note, args)

    def _own_cards(self, doc: Doc) -> tuple[DeckCard | None, ...]:
        own = self._cards.get(doc.path, {})
        return tuple(own.get(card.source.start) for card in doc.cards)

    def _intro(self, folder: str) -> Intro | None:
        path = self._where.folder_notes.get(folder)
        if path is None:
            return None
        return Intro(self._docs[path], self._outcomes[path], self._own_cards(self._docs[path]))

    def _entries(self, folder: str) -> tuple[Entry, ...]:
        return tuple(self._entry(path) for path in self._folder_notes.get(folder, ()))

    def _entry(self, path: str) -> Entry:
        return layout.entry(self._docs[path], self._where.notes[path], len(self._cards.get(path, ())))

    def _subfolders(self, folder: str) -> tuple[Entry, ...]:
        return tuple(
            Entry(self._places.folder_title(child), self._where.folders[child]) for child in self._below.get(folder, ())
        )

    def _folder(self, folder: str, href: str) -> None:
        intro, folders, notes = self._intro(folder), self._subfolders(folder), self._entries(folder)
        if folder:
            title = self._places.folder_title(folder)
            self._list("folder", title, intro, folders, notes, href, self._places.folder_trail(folder)[:-1], folder)
            return
        shown = layout.newest(notes)
        more = None
        if len(notes) > len(shown):
            more = Ref("All notes", "index~notes.html")
            self._list("folder", "All notes", None, (), notes, more.href, (self._places.home,), folder)
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
        intro: Intro | None,
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
        naming = tuple(
            Naming(card, self._docs[card.note], self._outcomes[card.note]) for card in self._naming.get(name, ())
        )
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
