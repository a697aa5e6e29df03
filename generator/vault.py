"""The folder -> Files and Sources. The only reader of the vault, but for its settings.

Nothing outside the vault is ever read: a symbolic link counts only if what it leads to lies inside, and folders are
never entered through one. What Obsidian itself does not index (dot-folders) is not there; what the vault's settings
keep private (templates, daily notes, excluded files, sync conflicts) is there by name, so that links to it can be
told from links to nothing, but its text is never read.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
import time
import unicodedata
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import BinaryIO

from generator.config import Config
from generator.model import Compact, Diagnostic, File, Source

MANIFEST = ".studysite-manifest.json"
"""A folder that holds this file is an output of ours and no part of the vault."""

_SETTLED = 2_000_000_000
"""Nanoseconds after which a second save shows in a file's times: the coarsest clock, FAT's, counts in such steps."""
_CONFLICT = re.compile(r"\.sync-conflict-\d{8}-\d{6}|\(.*conflicted copy", re.IGNORECASE)


def fold(text: str) -> str:
    """The form in which names are compared: NFC, plain spaces, case folded."""
    if text.isascii():
        return text.casefold()
    composed = unicodedata.normalize("NFC", text.replace("\u00a0", " "))
    return unicodedata.normalize("NFC", composed.casefold())


class Scan(Compact, frozen=True, gc=False):
    """What is in a vault; nothing has been read. Sorted by path."""

    notes: tuple[File, ...]
    withheld: tuple[str, ...]
    """Notes that the settings keep private: their names take part in links, their text is not read."""
    assets: tuple[File, ...]
    """All else. Its bytes are read only if a published note refers to it."""
    problems: tuple[Diagnostic, ...]


def scan(root: Path, config: Config, output: Path | None = None) -> Scan:
    """List the vault at ``root`` without reading any file. ``output`` is passed over wherever it lies.

    Raises ``OSError`` only if ``root`` itself cannot be listed.
    """
    root = Path(os.path.realpath(root))
    now = time.time_ns()
    notes: list[File] = []
    withheld: list[str] = []
    assets: list[File] = []
    problems = [*_wrong_filters(config)]
    for path, entry in _entries(root, os.path.realpath(output) if output else "", problems):
        try:
            real, status = _file(root, path, entry)
        except OSError as error:
            if is_note(path):
                problems.append(_unreadable(path, error))
            continue
        names = {path, real}
        if is_note(path):
            if any(is_withheld(name, config) for name in names):
                withheld.append(path)
            else:
                notes.append(File(path, _stamp(status, now)))
        elif path != "study.toml" and not any(is_excluded(name, config) for name in names):
            assets.append(File(path, _stamp(status, now)))
    by_path = attrgetter("path")
    return Scan(
        tuple(sorted(notes, key=by_path)),
        tuple(sorted(withheld)),
        tuple(sorted(assets, key=by_path)),
        tuple(problems),
    )


def _stamp(status: os.stat_result, now: int) -> tuple[int, ...]:
    """What tells a file from itself after a save. A file saved just ``now`` gets a stamp that it never gets again.

    For it could be saved once more within the step of its file system's clock, and have the same size and times.
    """
    shown = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    return shown if now - max(status.st_mtime_ns, status.st_ctime_ns) > _SETTLED else (*shown, now)


def is_note(path: str) -> bool:
    """Tell a note from other files: by its ending, as Obsidian does."""
    return path.lower().endswith(".md")


def _entries(root: Path, skip: str, problems: list[Diagnostic]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything in the vault that is no folder, in no order, but for what is hidden and for outputs."""
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            entries = list(os.scandir(root / folder))
        except OSError as error:
            if not folder:
                raise
            message = f"the folder cannot be listed: {error.strerror}"
            problems.append(Diagnostic("note-unreadable", folder, 0, 0, message))
            continue
        if folder and any(entry.name == MANIFEST for entry in entries):
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name.startswith("."):
                continue
            if not _is_text(path):
                shown = os.fsencode(path).decode(errors="replace")
                message = "the file's name is not valid UTF-8"
                problems.append(Diagnostic("note-unreadable", shown, 0, 0, message, "rename it"))
            elif entry.is_dir(follow_symlinks=False):
                if entry.path != skip:
                    folders.append(path)
            else:
                yield path, entry


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _file(root: Path, path: str, entry: os.DirEntry[str]) -> tuple[str, os.stat_result]:
    """The path in the vault of the file that ``entry`` is or links to, and its status.

    Raises ``OSError`` for what is no file, and for a link that leads elsewhere: out of the vault, to what is hidden in
    it, or, under the name of another kind of file, to a note, which may be private.
    """
    real = path
    if entry.is_symlink():
        file = Path(os.path.realpath(entry.path))
        if not file.is_relative_to(root):
            raise OSError("it is a link that leads out of the vault")
        real = file.relative_to(root).as_posix()
        if "/." in f"/{real}" or is_note(real) != is_note(path):
            raise OSError(f"it is a link to {real}, which is hidden or another kind of file")
    status = entry.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError("it is no file")
    return real, status


def _unreadable(path: str, error: OSError) -> Diagnostic:
    return Diagnostic("note-unreadable", path, 0, 0, f"the note cannot be read: {error.strerror or error}")


# --- what is published ------------------------------------------------------------------------------------------------


def is_excluded(path: str, config: Config) -> bool:
    """Tell whether settings take this file out: ``exclude`` globs, Obsidian's ignore filters, or a sync conflict."""
    return (
        _CONFLICT.search(path) is not None
        or matches(path, config.exclude)
        or any(_filtered(path, rule) for rule in config.ignore_filters)
    )


def is_withheld(path: str, config: Config) -> bool:
    """Tell whether this note is private whatever its front matter says."""
    return is_excluded(path, config) or any(_under(path, folder) for folder in config.ignored_folders)


def is_published(path: str, publish: bool | None, config: Config) -> bool:  # noqa: FBT001  # a value, not a switch
    """Tell whether a note that is not withheld may be seen. ``publish`` is its front matter's word, or ``None``."""
    if publish is not None:
        return publish
    if config.publish == "all":
        return True
    return config.publish != "marked" and any(_under(path, folder) for folder in config.publish)


def _under(path: str, folder: str) -> bool:
    folder = folder.strip("/")
    return bool(folder) and f"{fold(path)}/".startswith(f"{fold(folder)}/")


@lru_cache(maxsize=1 << 17)
def matches(path: str, globs: tuple[str, ...]) -> bool:
    """Match as ``.gitignore`` does: what takes a folder takes all in it, a glob without a slash does so anywhere."""
    steps = fold(path).split("/")
    for glob in globs:
        parts = [part for part in fold(glob).split("/") if part not in ("", ".")]
        if parts and _match(steps, parts if "/" in glob.rstrip("/") else ["**", *parts]):
            return True
    return False


def _match(steps: list[str], parts: list[str]) -> bool:
    if not parts:
        return True
    if parts[0] == "**":
        return _match(steps, parts[1:]) or (bool(steps) and _match(steps[1:], parts))
    return bool(steps) and fnmatchcase(steps[0], parts[0]) and _match(steps[1:], parts[1:])


def _filtered(path: str, rule: str) -> bool:
    """Obsidian's ``userIgnoreFilters``: ``/regular expression/``, else the beginning of a path."""
    expression = _expression(rule)
    if expression is None:
        return bool(rule) and fold(path).startswith(fold(rule))
    try:
        return re.search(expression, unicodedata.normalize("NFC", path), re.IGNORECASE) is not None
    except re.error:
        return False


def _expression(rule: str) -> str | None:
    return rule[1:-1] if len(rule) > 2 and rule.startswith("/") and rule.endswith("/") else None


def _wrong_filters(config: Config) -> Iterator[Diagnostic]:
    for rule in config.ignore_filters:
        try:
            re.compile(_expression(rule) or "")
        except re.error as error:
            message = f"userIgnoreFilters: {rule} cannot be read as a regular expression: {error}"
            hint = "what Obsidian excludes by it is published; name it in study.toml's exclude"
            yield Diagnostic("obsidian-settings-invalid", ".obsidian/app.json", 0, 0, message, hint)


# --- reading ----------------------------------------------------------------------------------------------------------


def read(root: Path, note: File) -> Source:
    """The text of ``note``. Never raises: what cannot be read comes back empty, with the problem."""
    try:
        raw = read_asset(root, note.path)
    except OSError as error:
        return Source(note.path, "", (_unreadable(note.path, error),))
    return decode(note.path, raw)


_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _encoding(raw: bytes) -> str:
    """By the byte order mark; without one, UTF-16 shows by the NULs in its first two characters."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return name
    odd, even = raw[0:4:2], raw[1:4:2]
    if even == b"\0\0" != odd:
        return "utf-16-le"
    return "utf-16-be" if odd == b"\0\0" != even else "utf-8-sig"


def decode(path: str, raw: bytes) -> Source:
    """The note in ``raw``. What is not UTF-8 is told, and what is no text has replacement characters."""
    problems: tuple[Diagnostic, ...] = ()
    encoding = _encoding(raw)
    try:
        text = raw.decode(encoding)
        line = 0
    except UnicodeDecodeError as error:
        text = raw.decode(encoding, errors="replace")
        line = raw.count(b"\n", 0, error.start) + 1
    if encoding != "utf-8-sig" or line:
        name = encoding.upper().removesuffix("-SIG")
        message = f"the note is not valid {name} here" if line else f"the note is in {name}"
        problems = (Diagnostic("text-encoding", path, line, 0, message, "save it as UTF-8"),)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return Source(path, text, problems)


def read_asset(root: Path, path: str) -> bytes:
    """The bytes of a file. Raises ``OSError``, also when ``path`` leads out of the vault."""
    with open_asset(root, path) as file:
        return file.read()


def open_asset(root: Path, path: str) -> BinaryIO:
    """A file, open to be read. Raises ``OSError``, also when ``path`` leads out of the vault."""
    file = root / path
    if file.is_symlink() and not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(root)):
        raise OSError("it is a link that leads out of the vault")
    return file.open("rb")


def folders_of(paths: Iterable[str]) -> tuple[str, ...]:
    """Every folder that holds one of ``paths`` at any depth, without the root, sorted."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return tuple(sorted(found))
