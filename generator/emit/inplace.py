"""Putting a prepared tree into place file by file, where the folder itself can't be swapped (a mount point, say).

In: a tree that holds each file to be replaced and, as the order to go ahead, the new manifest. Out: the output is the
new site. Every step can be done again, so a kill between two of them costs nothing but the next build's time: what was
moved is no longer in the tree, and until the last step, which moves the manifest, all that the old and the new manifest
list counts as ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.emit import manifest
from generator.emit.checks import refuse_clashes
from generator.emit.errors import explained
from generator.emit.paths import ancestors, fold
from generator.emit.tree import make_folders, scan
from generator.emit.work import INSIDE


def commit(new: Path, root: Path) -> None:
    """Move the files of ``new`` to ``root``, delete what is stale there, and move the manifest."""
    old, wanted = manifest.read(root) or {}, manifest.read(new) or {}
    staged = scan(new, skip=(manifest.NAME,)).files
    here = scan(root, skip=(manifest.NAME, INSIDE))
    refuse_clashes(root, here, old.keys() | (wanted.keys() - staged.keys()), wanted)
    gone = old.keys() - wanted.keys()
    stale = gone & here.files.keys()
    blocking = _blocking(stale, wanted)
    emptied = ancestors(gone) & here.folders
    with explained(root, "a part of the output is new already, and the next build completes it"):
        _remove(root, blocking, emptied)
        make_folders(root, ancestors(staged))
        for path in sorted(staged):
            (new / path).replace(root / path)
        _remove(root, stale - blocking, emptied)
        (new / manifest.NAME).replace(root / manifest.NAME)


def _blocking(stale: Iterable[str], wanted: Iterable[str]) -> set[str]:
    """Stale files that must go first: their names, or their folders' names, are wanted for something else."""
    files = {fold(path) for path in wanted}
    folders = {fold(folder) for folder in ancestors(wanted)}
    return {
        path
        for path in stale
        if (key := fold(path)) in files or key in folders or not files.isdisjoint(ancestors((key,)))
    }


def _remove(root: Path, files: Iterable[str], folders: Iterable[str]) -> None:
    """Delete ``files``, and those of ``folders`` that are empty then."""
    for path in files:
        (root / path).unlink(missing_ok=True)
    for folder in sorted(folders, reverse=True):
        if (root / folder).is_dir() and not any((root / folder).iterdir()):
            (root / folder).rmdir()
