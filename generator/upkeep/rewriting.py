"""The one way in which files that people wrote are changed: whole, and never over what was saved meanwhile.

Only commands that are asked to write into the vault come here; ``build``, ``serve`` and ``check`` never do.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile


class ChangedError(Exception):
    """The file is no longer what the change was made from."""


def rewrite(file: Path, old: bytes | None, new: bytes) -> None:
    """Put ``new`` in the place of ``file``, which must still hold ``old`` (``None``: not be there); its mode stays.

    A link is followed. Raises ``ChangedError``, and ``OSError`` where it cannot be written; the file is whole then too.
    """
    file = file.resolve()
    with NamedTemporaryFile(dir=file.parent, prefix=".~", delete=False) as out:
        try:
            out.write(new)
            out.flush()
            os.fsync(out.fileno())
            if old is not None:
                Path(out.name).chmod(file.stat().st_mode & 0o7777)
            if (file.read_bytes() if file.exists() else None) != old:
                message = f"{file.name} was saved meanwhile and is left as it is; run the command again"
                raise ChangedError(message)  # noqa: TRY301  # the handler is for whatever stops the writing
            Path(out.name).replace(file)
        except BaseException:
            with suppress(OSError):
                Path(out.name).unlink()
            raise
