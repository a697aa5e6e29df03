"""The list of files that studysite wrote, kept in the output: what it lists is ours, all else there is foreign.

It records for each path the digest that its ``Output`` had, a hash of the bytes and their number, so the next build
knows without making a file again whether it is current and still as we left it. It holds no clock and no path of the
machine: the same site has the same manifest.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.emit.errors import OutputRefused, shown
from generator.emit.paths import problem

NAME = ".studysite-manifest.json"
FORMAT = 1


class Record(NamedTuple):
    """What the manifest says of a file. ``hash`` is a hex BLAKE2b of 16 bytes over the file's bytes."""

    digest: str
    hash: str
    size: int


Files = Mapping[str, Record]


class _Manifest(msgspec.Struct, forbid_unknown_fields=True):
    format: int
    files: dict[str, Record]


def record(digest: str, data: bytes) -> Record:
    """The record of a file with these bytes."""
    return Record(digest, hashlib.blake2b(data, digest_size=16).hexdigest(), len(data))


def encode(files: Files) -> bytes:
    """The manifest's bytes: JSON, sorted by path."""
    return msgspec.json.encode(_Manifest(FORMAT, dict(sorted(files.items())))) + b"\n"


def read(folder: Path) -> dict[str, Record] | None:
    """What ``folder``'s manifest lists, or ``None`` where there is none.

    Raises ``OutputRefused`` for a manifest that can't be trusted, since all that it lists may be deleted.
    """
    path = folder / NAME
    if not os.path.lexists(path):
        return None
    try:
        if path.is_symlink():
            raise msgspec.ValidationError("it is a symbolic link")
        found = msgspec.json.decode(path.read_bytes(), type=_Manifest)
        if found.format != FORMAT:
            raise msgspec.ValidationError(f"its format is {found.format}, not {FORMAT}")
        for name in found.files:
            if why := problem(name):
                raise msgspec.ValidationError(f"it lists {shown(name)}, which {why}")
    except (msgspec.MsgspecError, UnicodeDecodeError, IsADirectoryError) as error:
        raise OutputRefused(
            f"the manifest {shown(path)} is damaged or not of this version of studysite ({error}), so nobody can say "
            f"which files there are yours: move your own files out, delete the folder and build again"
        ) from error
    return found.files
