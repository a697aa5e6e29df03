"""Which pages there are around the notes, and where each page stands: ancestors, neighbours, lists.

Reads titles and addresses, never a note's text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from generator import wording
from generator.addresses import Addresses
from generator.links import fold
from generator.model import Course, Doc, Ref
from generator.views import Entry

PAGE = 100
"""Entries of a list on one page."""
NEWEST = 12

_DIGITS = re.compile(r"([0-9]+)")


def by_title(title: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts titles as people do: case folded, numbers by value."""
    parts = filter(None, _DIGITS.split(fold(title)))
    # Without leading zeros the longer number is the larger; Python refuses to convert very long ones.
    return tuple(
        (1, len(part.lstrip("0")), part.lstrip("0")) if part[0] in "0123456789" else (2, 0, part) for part in parts
    )


def parent(path: str) -> str:
    """The folder of a vault path, ``""`` for the root."""
    return path.rpartition("/")[0]


def notes_by_folder(docs: Mapping[str, Doc], addresses: Addresses) -> dict[str, tuple[str, ...]]:
    """Folder -> its notes in reading order; the note that is the folder's own page is not among them."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in docs:
        if addresses.folder_notes.get(parent(path)) != path:
            found[parent(path)].append(path)
    return {
        folder: tuple(sorted(paths, key=lambda path: (by_title(docs[path].title), path)))
        for folder, paths in found.items()
    }


def subfolders(folders: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Folder -> the folders right in it, in reading order."""
    found: dict[str, list[str]] = defaultdict(list)
    for folder in folders:
        if folder:
            found[parent(folder)].append(folder)
    return {above: tuple(sorted(below, key=by_title)) for above, below in found.items()}


class Places:
    """What each folder holds, and every note's ancestors and neighbours. A course's outline comes before folders."""

    def __init__(self, docs: Mapping[str, Doc], addresses: Addresses, courses: Sequence[Course]) -> None:
        self._docs = docs
        self._addresses = addresses
        self.home = Ref(wording.text("home"), "index.html")
        self.notes = notes_by_folder(docs, addresses)
        self.below = subfolders(addresses.folders)
        self._trails: dict[str, tuple[Ref, ...]] = {}
        self._neighbours: dict[str, tuple[Ref | None, Ref | None]] = {}
        at = {href: path for path, href in addresses.notes.items()}
        for course in courses:
            order: dict[str, None] = {}
            for domain in course.domains:
                for topic in domain.topics:
                    for ref in topic.notes:
                        trail = (self.home, Ref(course.title, course.href), Ref(domain.title, domain.href))
                        self._trails.setdefault(ref.href, trail)
                        if ref.href in at:
                            order[at[ref.href]] = None
            self._line_up([path for path in order if path not in self._neighbours])
        for paths in self.notes.values():
            self._line_up([path for path in paths if path not in self._neighbours])

    def _line_up(self, paths: Sequence[str]) -> None:
        refs = [self.ref(path) for path in paths]
        for index, path in enumerate(paths):
            before = refs[index - 1] if index else None
            after = refs[index + 1] if index + 1 < len(refs) else None
            self._neighbours[path] = (before, after)

    def ref(self, path: str) -> Ref:
        """Title and address of a note."""
        return Ref(self._docs[path].title, self._addresses.notes[path])

    def trail(self, path: str) -> tuple[Ref, ...]:
        """From Home to what holds the note: its course and domain, else its folders."""
        return self._trails.get(self._addresses.notes[path]) or self.folder_trail(parent(path))

    def stub_trail(self, href: str) -> tuple[Ref, ...]:
        """The same for a note that is still to be written."""
        return self._trails.get(href, (self.home,))

    def folder_trail(self, folder: str) -> tuple[Ref, ...]:
        """From Home to ``folder``, which is among them."""
        steps = folder.split("/") if folder else []
        folders = ["/".join(steps[: index + 1]) for index in range(len(steps))]
        return (self.home, *(Ref(self.folder_title(f), self._addresses.folders[f]) for f in folders))

    def folder_title(self, folder: str) -> str:
        """What a folder is called: its own note's title, else its name."""
        note = self._addresses.folder_notes.get(folder)
        return (note and self._docs[note].meta.title) or folder.rpartition("/")[2]

    def neighbours(self, path: str) -> tuple[Ref | None, Ref | None]:
        """The notes before and after it in its course's outline or its folder."""
        return self._neighbours.get(path, (None, None))


def entry(doc: Doc, href: str, cards: int) -> Entry:
    """A note's line in a list."""
    return Entry(doc.title, href, doc.meta.description, cards, doc.meta.date or "")


def paged(first: str, entries: Sequence[Entry]) -> list[tuple[str, tuple[Entry, ...]]]:
    """A long list in pages of ``PAGE``: address and entries of each, the first at ``first``."""
    stem = first.removesuffix(".html")
    pages = [(first, tuple(entries[:PAGE]))]
    for number, start in enumerate(range(PAGE, len(entries), PAGE), 2):
        pages.append((f"{stem}~{number}.html", tuple(entries[start : start + PAGE])))
    return pages


def newest(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The newest by date if any has one, else the first by title."""
    dated = sorted((each for each in entries if each.date), key=lambda each: each.date, reverse=True)
    return tuple((dated or list(entries))[:NEWEST])
