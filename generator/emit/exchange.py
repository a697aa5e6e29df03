"""The moment when a whole new tree takes the place of the old one.

In: a work folder with the complete tree ``new``. Out: that tree stands at the output, and what stood there is
``old`` in the work folder. At any moment between, the output is the one tree or the other; only where the system can't
exchange two folders is there an instant without either, and ``recovery`` ends it after a kill.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_UNSUPPORTED = frozenset((errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP))
_AT_FDCWD = -100  # Linux
_SWAP = 2  # RENAME_EXCHANGE of renameat2(2) on Linux and RENAME_SWAP of renamex_np(2) on macOS are the same number


def swap(new: Path, root: Path, old: Path) -> None:
    """Put ``new`` at ``root``, and what stood there, if anything did, at ``old``. ``OSError``: all is as before."""
    if not os.path.lexists(root):
        new.rename(root)
    elif exchange(new, root):
        new.rename(old)
    else:
        root.rename(old)
        try:
            new.rename(root)
        except OSError:
            old.rename(root)
            raise


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step. False: nothing was done, the system or file system can't do it."""
    if sys.platform == "win32":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(libc, "renameat2"):
        failed = libc.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _SWAP)
    elif sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        failed = libc.renamex_np(first, second, _SWAP)
    else:
        return False
    if not failed:
        return True
    if (number := ctypes.get_errno()) in _UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number), os.fspath(one), None, os.fspath(other))
