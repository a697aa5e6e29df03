"""The work folder: where a new site is prepared, and the journal from which the next build mends a killed one.

It stands beside the output (``.dist.studysite`` for ``dist``), or inside it where nothing can be swapped, and holds

* a marker, made first and removed last: without it the folder is somebody else's;
* ``new``, the tree in the making. Beside the output that is the whole site. Inside it is only the files to be
  replaced, and its manifest, which comes last, is the order to put them into place (see ``inplace``);
* ``old``, the tree that stood at the output until it was swapped.

What is left to do after a kill follows from what stands where, so nothing else needs recording.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.emit.errors import OutputRefused, shown
from generator.emit.tree import make_folders, write

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # a module or nothing

INSIDE = ".studysite-work"
MARKER = "studysite-work"


def beside(root: Path) -> Path:
    """The work folder of an output that can be swapped as a whole."""
    return root.parent / f".{root.name}.studysite"


def inside(root: Path) -> Path:
    """The work folder of an output that has to be written in place."""
    return root / INSIDE


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one build at a time pass, by a lock on the folder itself, which ends with the process.

    Without effect where there is no such lock: on Windows, on some network file systems, for a folder that is missing.
    """
    descriptor = None
    with suppress(OSError):
        if fcntl is not None:
            descriptor = os.open(folder, os.O_RDONLY)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if descriptor is not None:
            if fcntl is not None:
                with suppress(OSError):
                    fcntl.flock(descriptor, fcntl.LOCK_UN)  # closing is not enough if a worker process has a copy
            os.close(descriptor)


def begin(work: Path) -> None:
    """Make a work folder with an empty ``new`` in it."""
    work.mkdir(mode=0o700)
    write(work / MARKER, b"")
    make_folders(work, ("new",))


def is_ours(work: Path) -> bool:
    """Whether there is a work folder to clean. Raises ``OutputRefused`` if somebody else's file stands there."""
    if not os.path.lexists(work):
        return False
    if work.is_symlink() or not work.is_dir() or not ((work / MARKER).is_file() or not any(work.iterdir())):
        raise OutputRefused(
            f"{shown(work)} is in the way: studysite prepares the new site there, but did not make that one; "
            "move it away and build again"
        )
    return True
