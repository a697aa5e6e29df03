"""The commands, a file each: arguments, a call of the pipeline, and what came of it; nothing here decides anything.

Exit codes: 0 fine; 1 errors (``check``: any error, ``build``: what could not be written, ``--strict``: warnings too);
2 wrong usage or configuration; 130 interrupted. Imports wait until a command needs them: ``--version`` starts at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import metadata

from generator.cli import build, check, export, fetch_media, new, serve
from generator.cli.command import StopError

_EPILOG = """\
a first session:
  studysite new notes             a vault to begin with, if you have none
  studysite serve                 read it while you write, at http://localhost:8000/
  studysite build                 build the vault you stand in (or ./content) to dist/
  open dist/index.html            read and practise, straight from disk
  studysite check                 what to mend in your notes, by file, line and column

VAULT is the folder of your notes. Left out, it is the nearest folder upwards that holds study.toml, else .obsidian/,
else content/ in the current folder.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = _parser()
    options = parser.parse_args(argv)
    if options.command is None:
        parser.print_help()
        return 2
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except StopError as error:
        print(f"studysite: {error}", file=sys.stderr)
        return error.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output has gone, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="studysite",
        description="Turn an Obsidian vault into a static study site with a quiz.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"studysite {metadata.version('studysite')}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for command in (new, build, serve, check, export, fetch_media):
        command.add(commands)
    return parser
