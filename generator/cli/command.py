"""What commands share: how they are described, the arguments of all that build a site, how they stop."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001  # it has no public name
"""What ``ArgumentParser.add_subparsers`` returns."""


class StopError(Exception):
    """A command cannot go on. Its text is for the person who gave it, ``code`` is the exit code."""

    def __init__(self, what: object, code: int) -> None:
        super().__init__(str(what))
        self.code = code


def command(
    commands: Commands, name: str, run: Callable[[argparse.Namespace], int], summary: str, examples: str
) -> argparse.ArgumentParser:
    """Add a command; ``run`` returns its exit code or raises ``StopError``."""
    parser = commands.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=dedent(examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def takes_vault(parser: argparse.ArgumentParser) -> None:
    """The arguments of a command that builds a site: of which vault, and how."""
    parser.add_argument("vault", nargs="?", type=Path, metavar="VAULT", help="the folder of your notes")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes (default: all)")
    parser.add_argument("--no-cache", action="store_true", help="neither read nor keep results in the cache")
    parser.add_argument(
        "--cache-dir", type=Path, metavar="DIR", help="its folder (default: .studysite/cache in the vault)"
    )
