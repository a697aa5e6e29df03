"""What one does with a folder full of files: look at it, write into it, carry files over, delete it.

Nothing here follows a symbolic link, and nothing overwrites a file.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from generator.emit.paths import ancestors

FILE_MODE = 0o644
_FOLDER_MODE = 0o755
_NO_LINK = frozenset((errno.EPERM, errno.EINVAL, errno.EMLINK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP))


class Tree(NamedTuple):
    """What stands in a folder, by POSIX path relative to it."""

    files: dict[str, bool]
    """Everything that is no folder -> whether it is a regular file."""
    folders: set[str]
    mounted: bool
    """Another file system is mounted on the folder or on one inside it."""

    def foreign(self, ours: Collection[str]) -> tuple[set[str], set[str]]:
        """The files that are not among ``ours``; the folders that none of ours is in, or something foreign."""
        files = self.files.keys() - ours
        folders = self.folders - ancestors(ours)
        return files, folders | ancestors(files | folders)


def scan(root: Path, skip: Iterable[str] = ()) -> Tree:
    """All that is in ``root``, which need not exist; ``skip`` are names right under it that are left out."""
    if not root.is_dir():
        return Tree({}, set(), mounted=False)
    files: dict[str, bool] = {}
    folders: set[str] = set()
    device, mounted = root.stat().st_dev, os.path.ismount(root)
    left_out, waiting = frozenset(skip), [""]
    while waiting:
        prefix = waiting.pop()
        with os.scandir(root / prefix) as entries:
            for entry in entries:
                path = prefix + entry.name
                if path in left_out:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.add(path)
                    waiting.append(path + "/")
                    mounted = mounted or entry.stat(follow_symlinks=False).st_dev != device
                else:
                    files[path] = entry.is_file(follow_symlinks=False)
    return Tree(files, folders, mounted)


def make_folders(root: Path, folders: Iterable[str]) -> None:
    """Make ``folders``, parents among them, below ``root``, whatever the umask; those that exist stay as they are."""
    for folder in sorted(folders):
        path = root / folder
        if not path.is_dir():
            path.mkdir()
            path.chmod(_FOLDER_MODE)


def write(path: Path, data: bytes) -> None:
    """Make a new file of these bytes, whatever the umask."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), FILE_MODE)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)
    path.chmod(FILE_MODE)


def carry(source: Path, target: Path) -> None:
    """Have the file of ``source`` at ``target`` too: by hard link, or as a copy where the file system has none.

    A symbolic link is made anew. ``OSError`` with ``EXDEV`` tells that a mount point lies between the two.
    """
    if source.is_symlink():
        target.symlink_to(source.readlink())
        return
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINK or not source.is_file():
            raise
        shutil.copy2(source, target)


def take_after(source: Path, target: Path) -> None:
    """Give the folder ``target`` the mode and, where that is allowed, the owner of the folder ``source``."""
    found = source.stat()
    if hasattr(os, "chown"):
        with contextlib.suppress(PermissionError):
            os.chown(target, found.st_uid, found.st_gid)
    shutil.copystat(source, target)


def discard(tree: Path) -> None:
    """Delete a folder and all that is in it."""
    tree.chmod(0o700)  # it may have taken after a folder that nobody may write to
    with os.scandir(tree) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                discard(tree / entry.name)
            else:
                Path(entry).unlink()
    tree.rmdir()


def flush(folder: Path) -> None:
    """Bring all that was written to ``folder``'s file system onto the disk.

    One ``syncfs`` takes 0.1 s for 10,000 files of 10 KB, where one ``fsync`` a file would take many seconds.
    """
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None, use_errno=True), "syncfs"):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            if libc.syncfs(descriptor):
                raise OSError(number := ctypes.get_errno(), os.strerror(number), os.fspath(folder))
        finally:
            os.close(descriptor)
    elif hasattr(os, "sync"):
        os.sync()
