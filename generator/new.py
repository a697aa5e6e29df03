"""``studysite new``: the starter vault, copied to where a student wants it.

The starter is a folder of files that comes with the program, ``netlify.toml`` and ``study.toml`` among them. It is
copied as it is: nothing in a new vault depends on where or when it was made. What was there before is never touched.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

STARTER = Path(__file__).parent / "starter"


class Refused(Exception):  # noqa: N818  # it tells what happened, as FileExistsError does
    """There is something already. Its text is for the person who asked."""


def create(folder: Path) -> None:
    """Make a vault of ``folder``, which does not exist or is empty. Where this fails, nothing is left behind.

    :raises Refused: where there is a file, or a folder that is not empty.
    :raises OSError: where nothing can be written.
    """
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is a file (a new vault needs a folder of its own)")
    if folder.exists() and any(folder.iterdir()):
        if (folder / ".obsidian").is_dir():
            raise Refused(f"{folder} is a vault already (studysite check --write-config copies its settings)")
        raise Refused(f"{folder} is not empty (a new vault needs a folder of its own)")
    made: list[Path] = []
    try:
        for path in reversed((folder, *folder.parents)):
            if not path.exists():
                path.mkdir()
                made.append(path)
        for source in sorted(STARTER.rglob("*")):
            target = folder / source.relative_to(STARTER)
            if source.is_dir():
                target.mkdir()
                made.append(target)
            else:  # with the rights of a new file: those of an installed one may forbid writing
                with target.open("xb") as file:
                    made.append(target)
                    file.write(source.read_bytes())
    except BaseException:
        for path in reversed(made):
            with contextlib.suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise
