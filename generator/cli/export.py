"""``studysite export``: the cards in another format."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.command import Commands, StopError, command, takes_vault

if TYPE_CHECKING:
    from generator.export.face import Exported

_FORMATS = {"json": "json", "tsv": "tsv", "anki": "anki", "gift": "gift", "aiken": "aiken", "print": "printable"}
"""What ``--to`` takes -> the module in ``generator.export``."""


def add(commands: Commands) -> None:
    """Add this command and its arguments."""
    parser = command(
        commands,
        "export",
        _run,
        "write the cards in another format",
        """\
        formats:
          json    cards and courses with all there is to know of them, for programs
          anki    a package for Anki, AnkiMobile and AnkiDroid; import it again to update the cards
          tsv     a table for spreadsheets, and for Anki's import of text
          gift    questions for Moodle: every kind of card, with feedback
          aiken   questions for Moodle and other systems: one right option, nothing else
          print   a worksheet with a key on its last pages, one HTML file to print

        examples:
          studysite export --to json                   to standard output
          studysite export --to anki -o biology.apkg   then open the file in Anki
          studysite export --to gift -o biology.txt    then import it into Moodle's question bank
          studysite export --to print -o test.html     then print it from a browser
          studysite export notes --to tsv | head       a look at the cards of the vault "notes"

        How many cards were written, and which are left out, is told on standard error.""",
    )
    parser.add_argument("--to", choices=tuple(_FORMATS), required=True, help="the format")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="the file (default: standard output)")
    takes_vault(parser)


def _run(options: argparse.Namespace) -> int:
    from generator.cli.making import make
    from generator.export.face import material

    if options.to == "anki" and options.output is None and sys.stdout.isatty():
        raise StopError("a package is no text for a terminal: name a file with -o, as in -o cards.apkg", 2)
    moment = _moment()
    made = make(options)
    if not made.built.deck.cards and options.to != "json":
        raise StopError(f"{made.root} has no cards, so nothing is written (see docs/authoring.md)", 1)
    export = import_module(f"generator.export.{_FORMATS[options.to]}").export
    exported: Exported = export(material(made.built, made.config, made.root.name, moment))
    if options.output is None:
        sys.stdout.buffer.write(exported.data)
    else:
        _write(options.output, exported.data)
    print("; ".join((_count(exported.cards), *exported.notices)), file=sys.stderr)
    return 0


def _moment() -> int:
    """Now, or what ``SOURCE_DATE_EPOCH`` says (https://reproducible-builds.org/specs/source-date-epoch/)."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given is None:
        return int(time.time())
    if not (given.isascii() and given.isdigit() and len(given) <= 11):
        raise StopError(f"SOURCE_DATE_EPOCH: not a number of seconds since 1970: {given}", 2)
    return int(given)


def _count(number: int) -> str:
    return f"{number:,} card{'' if number == 1 else 's'}"


def _write(output: Path, data: bytes) -> None:
    """Write ``data`` as a whole or not at all: what stood at ``output`` stays until the new file is complete."""
    try:
        if output.exists() and not output.is_file():  # a pipe or a device, or a folder, which is an error
            output.write_bytes(data)
            return
        target = Path(os.path.realpath(output))
        work = target.with_name(f".{target.name[:200]}.{os.getpid()}.tmp")
        try:
            work.write_bytes(data)
            if target.exists():
                shutil.copymode(target, work)
            work.replace(target)
        finally:
            with suppress(FileNotFoundError):
                work.unlink()
    except OSError as error:
        raise StopError(f"{output} cannot be written: {error.strerror}", 1) from error
