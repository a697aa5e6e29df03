"""What is done with a work folder that is no longer needed: its own build's, or one that a killed build left."""

from __future__ import annotations

import os
from pathlib import Path

from generator.emit import inplace, manifest
from generator.emit.tree import discard, scan
from generator.emit.work import MARKER, beside, inside, is_ours


def recover(root: Path) -> None:
    """Complete or undo what a killed or failed build left of ``root``, and remove its work folders."""
    work = beside(root)
    if is_ours(work):
        if not os.path.lexists(root) and (work / "old").is_dir() and (work / "new").is_dir():
            # Killed between two renames. The second one is due: ``new`` was complete before the first.
            (work / "new").rename(root)
        end(work, root)
    work = inside(root)
    if is_ours(work):
        if os.path.lexists(work / "new" / manifest.NAME):
            inplace.commit(work / "new", root)
        end(work, root)


def end(work: Path, root: Path) -> None:
    """Remove a work folder. What somebody wrote into the old tree while it was being replaced moves to ``root``."""
    if (work / "old").is_dir():
        if root.is_dir():  # somebody may have deleted it since
            _rescue(work / "old", root)
        (work / "old").rename(work / "scrap")  # half deleted it could no longer tell what is foreign
    for entry in sorted(work.iterdir(), key=lambda entry: entry.name == MARKER):  # the marker last
        if entry.is_dir():
            discard(entry)
        else:
            entry.unlink()
    work.rmdir()


def _rescue(old: Path, root: Path) -> None:
    """Move the foreign files that came, or changed, after they were carried over from ``old`` to ``root``."""
    listed = manifest.read(old) or {}
    for path in scan(old, skip=(manifest.NAME,)).files.keys() - listed.keys():
        late, carried = old / path, root / path
        if not os.path.lexists(carried) or late.lstat().st_mtime_ns > carried.lstat().st_mtime_ns:
            carried.parent.mkdir(parents=True, exist_ok=True)
            late.replace(carried)
