"""The rules for a site's paths, checked again here because what breaks them writes or deletes outside the output."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

OWN = ".studysite-"
"""How the names of studysite's own files in an output begin."""
_NEVER = frozenset(("", ".", ".."))


def problem(path: str) -> str:
    """Why ``path`` can't be a file of a site (a clause for "which ..."), or an empty string."""
    if "\\" in path or "\0" in path:
        return "holds a backslash or a NUL"
    if not _NEVER.isdisjoint(path.split("/")):
        return "is not a plain relative path"
    if fold(path).startswith(OWN):
        return "is a name that studysite keeps for itself"
    if not path.isascii():
        try:
            path.encode()
        except UnicodeEncodeError:
            return "is not Unicode"
    return ""


def fold(path: str) -> str:
    """The key under which two paths are one file on a disk that ignores case or normalises names."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def ancestors(paths: Iterable[str]) -> set[str]:
    """Every folder that ``paths`` need, the root left out."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found
