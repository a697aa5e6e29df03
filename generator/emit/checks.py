"""Everything that is refused before a byte is written: a site, a folder, somebody else's file in the way."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from generator.emit.errors import EmitError, OutputRefused, shown
from generator.emit.paths import ancestors, fold, problem
from generator.emit.tree import Tree

_ELSEWHERE = "choose another folder with -o"


def check_site(paths: Collection[str]) -> None:
    """Raise ``ValueError`` if these can't be the files of one site: a mistake of the stages before, not a person's."""
    for path in paths:
        if why := problem(path):
            raise ValueError(f"the site's path {shown(path)} {why}")
    folders = {fold(folder) for folder in ancestors(paths)}
    known: dict[str, str] = {}
    for path in paths:
        key = fold(path)
        if key in folders:
            raise ValueError(f"the site's path {shown(path)} is a file and a folder")
        if key in known:
            raise ValueError(f"the site's paths {shown(known[key])} and {shown(path)} are one file on some disks")
        known[key] = path


def check_folder(out: Path, vault: Path) -> Path:
    """The folder that ``out`` leads to, which need not exist. Raises ``OutputRefused`` if it must never be replaced."""
    root = Path(os.path.realpath(out))
    if root == root.parent:
        raise OutputRefused(f"the output {shown(root)} is the root of the file system: {_ELSEWHERE}")
    if os.path.lexists(root) and not root.is_dir():
        raise OutputRefused(f"the output {shown(root)} is not a folder: {_ELSEWHERE}")
    precious = {"the vault": vault}
    with suppress(RuntimeError):  # nobody's home: a container may run as a user that has no entry
        precious["your home folder"] = Path.home()
    for name, folder in precious.items():
        if _same(root, folder):
            raise OutputRefused(f"the output {shown(root)} is {name}: {_ELSEWHERE}")
        if any(_same(root, above) for above in folder.resolve().parents):
            raise OutputRefused(f"the output {shown(root)} holds {name}, {shown(folder)}: {_ELSEWHERE}")
    return root


def refuse_unknown(root: Path) -> None:
    """Raise ``OutputRefused`` if ``root``, which has no manifest, holds anything."""
    if root.is_dir() and any(root.iterdir()):
        raise OutputRefused(
            f"the output {shown(root)} is not empty and was not made by studysite, so nothing there may be replaced: "
            f"empty it, or {_ELSEWHERE}"
        )


def refuse_clashes(root: Path, here: Tree, ours: Collection[str], wanted: Collection[str]) -> None:
    """Raise ``EmitError`` if a file or folder in ``root`` that is not ours stands where the site wants one.

    Names that differ in case alone clash too: on some disks, and on some hosts, they are one.
    """
    files, folders = here.foreign(ours)
    if not files and not folders:
        return
    files_wanted = {fold(path) for path in wanted}
    folders_wanted = {fold(folder) for folder in ancestors(wanted)}
    clashes = sorted(path for path in files if fold(path) in files_wanted or fold(path) in folders_wanted)
    clashes += sorted(folder for folder in folders if fold(folder) in files_wanted)
    if clashes:
        more = f" (and {len(clashes) - 1} more)" if len(clashes) > 1 else ""
        raise EmitError(
            f"{shown(root / clashes[0])}{more} is not studysite's, but stands where the site has a file of its own: "
            "move it away and build again; nothing was changed"
        )


def refuse_outside(root: Path, folders: Iterable[str]) -> None:
    """Raise ``OutputRefused`` if a folder below ``root`` leads out of it, by whatever kind of link the system has."""
    for folder in folders:
        if not (root / folder).resolve().is_relative_to(root):
            raise OutputRefused(f"{shown(root / folder)} leads out of the output: remove that link and build again")


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)
