"""Where every page of the site lives: one address a page, on every host and every disk.

Addresses are slugs in lower case (Netlify lower-cases paths; ``slug = "keep"`` keeps them). A name that loses
characters which tell it from others (``C++``, ``C#``, an emoji) always carries a short hash of its path, whoever its
neighbours are, and so does one that a host or a system reserves: their addresses never move. Of names that then still
share a slug the shortest keeps it, the others get the same hash. See docs/decisions/addresses.md.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import chain

from generator.model import Compact, Diagnostic
from generator.slug import DEVICES, slug
from generator.vault import fold, folders_of

_SOFT = frozenset(" \u00a0-_'\"\u2018\u2019\u201c\u201d()[]{},.:;!?&%/\u2013\u2014\u2026\u00b7")
RESERVED = frozenset(("quiz", "search", "404", "offline", "index", "assets", "tags", "build", "sw"))
"""Names at the root that pages and files of the site's own have."""
_LONGEST = 100
"""Bytes of a slug: file systems stop at 255, and a hash and an ending must fit too."""
_DEEPEST = 600
"""Bytes of a folder's address: systems stop at 4096, and the output lies somewhere too."""
_LEVELS = 16
"""Of a nested tag's parents so many have pages."""


class Addresses(Compact, frozen=True, gc=False):
    """Every address from the site's root."""

    notes: dict[str, str]
    """Vault path of a note -> its page."""
    folders: dict[str, str]
    """Vault path of a folder (root: ``""``) -> its page."""
    folder_notes: dict[str, str]
    """Folder -> the note that is its page."""
    stubs: dict[str, str]
    """Name of a note that nobody has written -> its page."""
    tags: dict[str, str]
    """Tag, casefolded -> its page."""
    problems: tuple[Diagnostic, ...]


def addresses(
    notes: Iterable[str],
    stubs: Iterable[str],
    tags: Iterable[str],
    lower: bool = True,  # noqa: FBT001, FBT002  # a setting that goes through the memo by position
) -> Addresses:
    """Addresses of published ``notes`` (vault paths), stub names and tags. Depends on nothing else."""
    notes = sorted(notes)
    directory = {"": ""}
    given = _Given(lower=lower)
    folders = folders_of(notes)
    for folder in sorted(folders, key=lambda each: (each.count("/"), given.order(each, each.rpartition("/")[2]))):
        parent, _, name = folder.rpartition("/")
        directory[folder] = given.folder(directory[parent], name, folder)

    folder_notes = _folder_notes(notes, directory)
    pages = {note: f"{directory[folder]}index.html" for folder, note in folder_notes.items()}
    problems = []
    for path in sorted(notes, key=lambda each: given.order(each, _stem(each))):
        if path not in pages:
            page, clash = given.page(directory[path.rpartition("/")[0]], _stem(path), path)
            pages[path] = page
            if clash:
                message = f'another note has the address that "{_stem(path)}" would have; this one is at {page}'
                problems.append(Diagnostic("address-clash", path, 0, 0, message, "rename one of them"))

    # A stub has the address that the note will have once it is written, at the root, where Obsidian creates it.
    unwritten = {name: given.page("", name, f"{name}.md")[0] for name in sorted(set(stubs))}

    labels: dict[str, str] = {}
    every = {above for tag in tags for above in with_parents(tag)}
    for tag in sorted(every, key=lambda each: (each.count("/"), each)):
        parent, _, name = tag.rpartition("/")
        nested = labels[parent].removesuffix(".html") if parent in labels else "tags"
        labels[tag] = given.page(f"{nested}/" if len(nested) < _DEEPEST else "tags/", name, f"#{tag}")[0]

    return Addresses(
        {note: pages[note] for note in notes},
        {folder: f"{directory[folder]}index.html" for folder in ("", *folders)},
        folder_notes,
        unwritten,
        dict(sorted(labels.items())),
        tuple(problems),
    )


def address_of(name: str, *, lower: bool) -> str | None:
    """The address, without ``.html``, that a note at the path ``name`` would have if nothing stood in its way.

    ``None`` where it would carry a hash.
    """
    steps = [_plain(step, lower, False) for step in name.split("/")]  # noqa: FBT003  # as above
    return "/".join(filter(None, steps)) if all(steps) else None


def with_parents(tag: str) -> list[str]:
    """The tag, case folded, and what it is nested in: ``a/b`` is found under ``a`` too."""
    steps = tag.casefold().split("/")
    return ["/".join(steps[:length]) for length in range(1, min(len(steps), _LEVELS))] + ["/".join(steps)]


def _stem(path: str) -> str:
    return path.rpartition("/")[2][: -len(".md")]


def _folder_notes(notes: list[str], folders: Iterable[str]) -> dict[str, str]:
    """``F/index.md``, else ``F/F.md``, is the page of folder F; at the root ``index.md``, else ``README.md``."""
    by_key = {fold(path): path for path in reversed(notes)}
    found = {}
    for folder in folders:
        inside = f"{folder}/" if folder else ""
        for name in ("index", folder.rpartition("/")[2] or "readme"):
            note = by_key.get(fold(f"{inside}{name}.md"))
            if note is not None:
                found[folder] = note
                break
    return found


class _Given:
    """The addresses given so far, and the rules for the next."""

    def __init__(self, *, lower: bool) -> None:
        self._lower = lower
        self._taken = {f"{name}.html" for name in ("quiz", "search", "404", "index", "tags/index")}

    def order(self, path: str, name: str) -> tuple[bool, int, str]:
        """Who comes first where two want one address: who carries a hash anyhow, then the shorter name."""
        return (_plain(name, self._lower, "/" not in path) is not None, len(name), path)

    def folder(self, parent: str, name: str, path: str) -> str:
        """The folder's place in ``parent``; where that lies too deep, one at the root."""
        if len(parent.encode()) > _DEEPEST:
            return self._first(f"{each}/" for each in self._hashed(name, path))
        return self._first(f"{parent}{each}/" for each in self._names(parent, name, path))

    def page(self, parent: str, name: str, path: str) -> tuple[str, bool]:
        """The page's place in ``parent``, and whether another page has the one that it would have had."""
        names = self._names(parent, name, path)
        wanted = next(names)
        page = self._first(f"{parent}{each}.html" for each in chain((wanted,), names))
        return page, page != f"{parent}{wanted}.html"

    def _first(self, choices: Iterable[str]) -> str:
        free = next(choice for choice in choices if fold(choice) not in self._taken)
        self._taken.add(fold(free))
        return free

    def _names(self, parent: str, name: str, path: str) -> Iterator[str]:
        plain = _plain(name, self._lower, not parent)
        if plain is not None:
            yield plain
        yield from self._hashed(name, path)

    def _hashed(self, name: str, path: str) -> Iterator[str]:
        """The slug with a hash of ``path``, and ever longer ones, should two share the first digits."""
        plain = _slug(name, self._lower).encode()[:_LONGEST].decode(errors="ignore").strip("-")
        digest = blake2b(path.encode()).hexdigest()
        for length in range(6, len(digest) + 1):
            yield f"{plain}-{digest[:length]}".removeprefix("-")


@lru_cache(maxsize=1 << 17)
def _plain(name: str, lower: bool, at_root: bool) -> str | None:  # noqa: FBT001  # lru_cache is quickest by position
    """The slug of ``name``, ``None`` where the slug alone would not be safe."""
    plain = _slug(name, lower)
    lossy = any(not c.isalnum() and c not in _SOFT and not _is_mark(c) for c in name)
    reserved = DEVICES | (RESERVED if at_root else {"index"})
    unsafe = not plain or lossy or fold(plain) in reserved or len(plain.encode()) > _LONGEST
    return None if unsafe else plain


def _slug(name: str, lower: bool) -> str:  # noqa: FBT001  # as above
    """The slug, empty where it would hold nothing but marks that have lost their letters."""
    found = slug(name, lower=lower)
    return found if any(map(str.isalnum, found)) else ""


def _is_mark(c: str) -> bool:
    return unicodedata.category(c) in ("Mn", "Mc")
