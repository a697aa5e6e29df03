"""What can go wrong while the output is written, as sentences for the person at the terminal.

An ``OSError`` never leaves ``emit`` as it is: ``explained`` turns it into an ``EmitError`` that says what happened,
what became of the site, and what to do.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class EmitError(Exception):
    """The site could not be written. The message is complete: a sentence that says what to do."""


class OutputRefused(EmitError):  # noqa: N818 - it tells what happened, as FileExistsError does
    """The output is not a folder that studysite may write to. Nothing was changed."""


def shown(path: str | os.PathLike[str]) -> str:
    """A path as it can be printed: in quotes, with whatever can't be printed escaped."""
    return '"' + "".join(c if c.isprintable() else ascii(c)[1:-1] for c in os.fspath(path)) + '"'


def cause(error: OSError, path: str | os.PathLike[str]) -> str:
    """What the system said, about which file: ``path`` unless the error names one."""
    return f"{shown(error.filename if isinstance(error.filename, str) else path)}: {error.strerror or error}"


@contextmanager
def explained(out: Path, became: str) -> Iterator[None]:
    """Turn an ``OSError`` into an ``EmitError``; ``became`` says what state ``out`` is left in."""
    try:
        yield
    except OSError as error:
        raise EmitError(f"{_advice(error)}; {became} ({cause(error, out)})") from error


def _advice(error: OSError) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "the disk is full: make room and build again"
        case errno.EROFS:
            return "the output is on a read-only file system: choose another folder with -o"
        case errno.EACCES | errno.EPERM:
            return "permission denied: make the output folder yours, or choose another with -o"
        case errno.ENAMETOOLONG:
            return "a name is longer than the file system allows: shorten it, or choose another folder with -o"
        case _:
            return "the site could not be written: mend the cause and build again"
