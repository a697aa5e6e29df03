"""Where every page of the site lives: one address a page, on every host and every disk.

Addresses are slugs in lower case (Netlify lower-cases paths; ``slug = "keep"`` keeps them). A name that loses characters
which tell it from others (``C++``, ``C#``, an emoji) always carries a short hash of its path, whoever its neighbours are,
and so does one that a host or a system reserves: their addresses never move. Names that then still share a slug are told
apart by the same hash, the first by path keeping the plain one. See docs/decisions/addresses.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import PurePosixPath

from generator.model import Compact, Diagnostic
from generator.slug import slug
from generator.vault import folders_of

_SOFT = frozenset(" \u00a0-_'\"\u2018\u2019\u201c\u201d()[]{},.:;!?&/\u2013\u2014\u2026\u00b7")
_RESERVED = frozenset(("quiz", "search", "404", "index", "assets", "tags", "build", "sw"))
_DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))))
_MAX = 100
"""Bytes of a slug: file systems stop at 255, and a hash and an ending must fit too."""


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


def addresses(notes: Iterable[str], stubs: Iterable[str], tags: Iterable[str], lower: bool = True) -> Addresses:
    """Addresses of published ``notes`` (vault paths), stub names and tags. Depends on nothing else."""
    notes = sorted(notes)
    problems: list[Diagnostic] = []
    taken: set[str] = {f"{name}.html" for name in ("quiz", "search", "404", "index", "tags/index")}

    directory = {"": ""}
    used: set[str] = set()
    for folder in folders_of(notes):
        parent, _, name = folder.rpartition("/")
        at = directory[parent] + _segment(name, folder, lower=lower, reserved=not parent) + "/"
        if at.casefold() in used:
            at = f"{directory[parent]}{_hashed(name, folder, lower=lower)}/"
        used.add(at.casefold())
        directory[folder] = at
    folder_notes = _folder_notes(notes, directory)

    pages: dict[str, str] = {}
    for folder, note in folder_notes.items():
        pages[note] = f"{directory[folder]}index.html"
    for path in notes:
        if path in pages:
            continue
        folder, _, name = path.rpartition("/")
        stem = name[:-3]
        page = f"{directory[folder]}{_segment(stem, path, lower=lower, reserved=True)}.html"
        if page.casefold() in taken:
            page = f"{directory[folder]}{_hashed(stem, path, lower=lower)}.html"
            message = f'another note has the address that "{stem}" would have; this one is at {page}'
            problems.append(Diagnostic("address-clash", path, 0, 0, message, "rename one of them"))
        taken.add(page.casefold())
        pages[path] = page

    unwritten: dict[str, str] = {}
    for name in sorted(set(stubs)):
        # The address that the note will have once it is written, at the root, where Obsidian creates it.
        page = f"{_segment(name, f'{name}.md', lower=lower, reserved=True)}.html"
        if page.casefold() in taken:
            page = f"{_hashed(name, f'{name}.md', lower=lower)}.html"
        taken.add(page.casefold())
        unwritten[name] = page

    labels: dict[str, str] = {}
    # A nested tag's parents have pages too.
    for tag in sorted({"/".join(steps[:n]) for tag in tags for steps in [tag.casefold().split("/")] for n in range(1, len(steps) + 1)}):
        page = "tags/" + "/".join(_segment(part, tag, lower=True, reserved=True) for part in tag.split("/")) + ".html"
        if page.casefold() in taken:
            page = f"tags/{_hashed(tag, tag, lower=True)}.html"
        taken.add(page.casefold())
        labels[tag] = page

    folders = {folder: f"{at}index.html" for folder, at in directory.items()}
    return Addresses(pages, folders, folder_notes, unwritten, labels, tuple(problems))


def _folder_notes(notes: list[str], folders: Iterable[str]) -> dict[str, str]:
    """``F/index.md``, else ``F/F.md``, is the page of folder F; at the root ``index.md``, else ``README.md``."""
    by_key = {path.casefold(): path for path in reversed(notes)}
    found = {}
    for folder in folders:
        names = ("index.md", f"{PurePosixPath(folder).name}.md") if folder else ("index.md", "readme.md")
        for name in names:
            note = by_key.get((f"{folder}/{name}" if folder else name).casefold())
            if note is not None:
                found[folder] = note
                break
    return found


def _segment(name: str, path: str, *, lower: bool, reserved: bool) -> str:
    """The slug of ``name``, with a hash of ``path`` where the slug alone would not be safe."""
    plain = slug(name, lower=lower)
    lossy = any(not c.isalnum() and c not in _SOFT and not _is_mark(c) for c in name)
    unsafe = plain.casefold() in _DEVICES or (reserved and plain.casefold() in _RESERVED)
    if not plain or lossy or unsafe or len(plain.encode()) > _MAX:
        return _hashed(name, path, lower=lower)
    return plain


def _is_mark(c: str) -> bool:
    return slug(f"a{c}") not in ("a", "")


def _hashed(name: str, path: str, *, lower: bool) -> str:
    plain = slug(name, lower=lower).encode()[:_MAX].decode(errors="ignore").strip("-")
    tail = blake2b(path.encode(), digest_size=3).hexdigest()
    return f"{plain}-{tail}" if plain else tail
