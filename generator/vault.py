"""The folder -> Sources and Assets. The only reader of the vault.

Nothing outside the vault is ever read: a symbolic link counts only if what it leads to lies inside, and folders are
never entered through one. What Obsidian itself does not index (dot-folders) is not there; what the vault's settings
keep private (templates, daily notes, excluded files, sync conflicts) is there by name, so that links to it can be
told from links to nothing, but its text is never read.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from generator.config import Config
from generator.model import Asset, Compact, Diagnostic, Source

MANIFEST = ".studysite-manifest.json"
"""A folder that holds this file is an output of ours and no part of the vault."""

_CONFLICT = re.compile(r"\.sync-conflict-\d{8}-\d{6}|\(conflicted copy|\(.+'s conflicted copy", re.IGNORECASE)


class Scan(Compact, frozen=True, gc=False):
    """What is in a vault, by name; nothing has been read. Sorted by path."""

    notes: tuple[str, ...]
    withheld: tuple[str, ...]
    """Notes that the settings keep private: their names take part in links, their text is not read."""
    assets: tuple[Asset, ...]
    problems: tuple[Diagnostic, ...]


def scan(root: Path, config: Config, output: Path | None = None) -> Scan:
    """List the vault at ``root`` without reading any file. ``output`` is passed over wherever it lies.

    Raises ``OSError`` only if ``root`` itself cannot be listed.
    """
    root = root.resolve()
    skip = output.resolve() if output else None
    notes: list[str] = []
    withheld: list[str] = []
    assets: list[Asset] = []
    problems: list[Diagnostic] = []
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            entries = list(os.scandir(root / folder))
        except OSError as error:
            if not folder:
                raise
            problems.append(Diagnostic("note-unreadable", folder, 0, 0, f"the folder cannot be listed: {error.strerror}"))
            continue
        if any(entry.name == MANIFEST for entry in entries):
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name.startswith("."):
                continue
            if not _is_text(path):
                problems.append(Diagnostic("note-unreadable", os.fsencode(path).decode(errors="replace"), 0, 0,
                                           "the file's name is not valid UTF-8", "rename it"))
                continue
            if entry.is_dir(follow_symlinks=False):
                if skip is None or Path(entry.path) != skip:
                    folders.append(path)
                continue
            status = _inside(root, entry)
            if status is None:
                continue
            if entry.name.lower().endswith(".md"):
                (withheld if is_withheld(path, config) else notes).append(path)
            elif path != "study.toml" and not is_excluded(path, config):
                assets.append(Asset(path, status.st_size, status.st_mtime_ns))
    return Scan(
        tuple(sorted(notes)),
        tuple(sorted(withheld)),
        tuple(sorted(assets, key=lambda asset: asset.path)),
        tuple(problems),
    )


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _inside(root: Path, entry: os.DirEntry[str]) -> os.stat_result | None:
    """The status of a regular file inside the vault, ``None`` for anything else."""
    try:
        if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root):
            return None
        status = entry.stat()
    except OSError:  # a broken link, a loop, or gone since it was listed
        return None
    return status if stat.S_ISREG(status.st_mode) else None


def is_excluded(path: str, config: Config) -> bool:
    """Do the settings take this file out: ``exclude`` globs, Obsidian's ignore filters, a sync conflict?"""
    return (
        _CONFLICT.search(path) is not None
        or any(_matches(path, glob) for glob in config.exclude)
        or any(_filtered(path, rule) for rule in config.ignore_filters)
    )


def is_withheld(path: str, config: Config) -> bool:
    """Is this note private whatever its front matter says?"""
    return is_excluded(path, config) or any(_under(path, folder) for folder in config.ignored_folders)


def is_published(path: str, publish: bool | None, config: Config) -> bool:
    """May this note be seen? ``publish`` is what its front matter says, ``None`` if nothing."""
    if is_withheld(path, config):
        return False
    if publish is not None:
        return publish
    if config.publish == "all":
        return True
    return config.publish != "marked" and any(_under(path, folder) for folder in config.publish)


def _under(path: str, folder: str) -> bool:
    folder = folder.strip("/")
    return bool(folder) and (path == folder or path.casefold().startswith(folder.casefold() + "/"))


def _matches(path: str, glob: str) -> bool:
    return fnmatchcase(path, glob) or _under(path, glob) or fnmatchcase(path.rsplit("/", 1)[-1], glob)


def _filtered(path: str, rule: str) -> bool:
    """Obsidian's ``userIgnoreFilters``: ``/regular expression/``, else the beginning of a path."""
    if len(rule) > 2 and rule.startswith("/") and rule.endswith("/"):
        try:
            return re.search(rule[1:-1], path) is not None
        except re.error:
            return False
    return path.startswith(rule)


def read(root: Path, path: str) -> Source:
    """The note at ``path``. Never raises: what cannot be read comes back empty, with the problem."""
    file = (root / path).resolve()
    try:
        if not file.is_relative_to(root.resolve()):
            raise OSError("it lies outside the vault")
        raw = file.read_bytes()
    except OSError as error:
        message = f"the note cannot be read: {error.strerror or error}"
        return Source(path, "", (Diagnostic("note-unreadable", path, 0, 0, message),))
    return decode(path, raw)


def decode(path: str, raw: bytes) -> Source:
    """UTF-8, or UTF-16 with a byte order mark; what is neither is shown with replacement characters and reported."""
    problems: tuple[Diagnostic, ...] = ()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = raw.decode("utf-16", errors="replace")
        problems = (_encoding(path, 0, "the note is in UTF-16"),)
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            text = raw.decode("utf-8-sig", errors="replace")
            problems = (_encoding(path, line, "the note is not valid UTF-8 here"),)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return Source(path, text, problems)


def _encoding(path: str, line: int, message: str) -> Diagnostic:
    return Diagnostic("text-encoding", path, line, 0, message, "save it as UTF-8")


def read_asset(root: Path, path: str) -> bytes:
    """The bytes of an asset. Raises ``OSError``, also when ``path`` leads out of the vault."""
    file = (root / path).resolve()
    if not file.is_relative_to(root.resolve()):
        raise OSError(f"{path} leads out of the vault")
    return file.read_bytes()


def folders_of(paths: Iterable[str]) -> tuple[str, ...]:
    """Every folder that holds one of ``paths`` at any depth, without the root, sorted."""
    found: set[str] = set()
    for path in paths:
        while "/" in path:
            path = path.rsplit("/", 1)[0]
            if path in found:
                break
            found.add(path)
    return tuple(sorted(found))
