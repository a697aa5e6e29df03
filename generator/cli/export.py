"""``studysite export``: the cards in another format."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.cli.command import Commands, StopError, command, takes_vault


def add(commands: Commands) -> None:
    """Add this command and its arguments."""
    parser = command(
        commands,
        "export",
        _run,
        "write the cards in another format",
        """\
        examples:
          studysite export --to json               to standard output
          studysite export --to json -o deck.json  to a file""",
    )
    parser.add_argument("--to", choices=("json",), required=True, help="the format")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="the file (default: standard output)")
    takes_vault(parser)


def _run(options: argparse.Namespace) -> int:
    from generator.cli.making import make
    from generator.export import json

    built = make(options).built
    raw = json.export(built.deck, built.bodies)
    if options.output is None:
        sys.stdout.buffer.write(raw)
        return 0
    try:
        options.output.write_bytes(raw)
    except OSError as error:
        raise StopError(f"{options.output} cannot be written: {error.strerror}", 1) from error
    return 0
