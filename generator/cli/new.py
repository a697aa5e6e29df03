"""``studysite new``: a vault to begin with."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from generator.cli.command import Commands, StopError, command


def add(commands: Commands) -> None:
    """Add this command and its arguments."""
    parser = command(
        commands,
        "new",
        _run,
        "make a vault to begin with",
        """\
        examples:
          studysite new notes                      notes/, with a small course to try and to replace

        The folder must be new or empty. It opens in Obsidian, and Netlify builds it as it is.""",
    )
    parser.add_argument("folder", type=Path, metavar="DIR", help="the folder to make")


def _run(options: argparse.Namespace) -> int:
    from generator import new

    folder: Path = options.folder
    try:
        new.create(folder)
    except new.Refused as error:
        raise StopError(error, 2) from error
    except OSError as error:
        raise StopError(f"{folder} cannot be written: {error.strerror or error}", 1) from error
    name = shlex.quote(str(folder))
    print(f"A vault to begin with is in {folder}")
    print(f"  studysite serve {name}    see it in a browser, as you write")
    print(f"  studysite build {name}    write its site to dist/")
    print('In Obsidian, choose "Open folder as vault", and begin with the note "index".')
    return 0
