"""``studysite check``: what to mend in the notes."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.command import Commands, StopError, command, takes_vault

if TYPE_CHECKING:  # a command that isn't given loads nothing
    from generator.model import Wanted
    from generator.site import Built


def add(commands: Commands) -> None:
    """Add this command and its arguments."""
    parser = command(
        commands,
        "check",
        _run,
        "report problems and notes to write, write nothing",
        """\
        examples:
          studysite check                          every problem, by file, line and column
          studysite check --format github          as annotations in a GitHub workflow
          studysite check --format json | jq .     for scripts
          studysite check --write-config           copy what Obsidian excludes into study.toml
          studysite check --fix-ids                write ids under cards, so that progress outlives every edit""",
    )
    parser.add_argument("--strict", action="store_true", help="exit with 1 if there is a warning too")
    parser.add_argument("--format", choices=("text", "json", "github"), default="text", help="how to print problems")
    parser.add_argument(
        "--write-config", action="store_true", help="first add to study.toml what Obsidian's own settings say"
    )
    parser.add_argument(
        "--fix-ids", action="store_true", help="first write an id under each card that has none; progress stays"
    )
    takes_vault(parser)


def _run(options: argparse.Namespace) -> int:
    from generator import diagnostics
    from generator.cli.making import exit_code, make, print_problems, summary
    from generator.resolution import wanted

    if options.write_config:
        _write_config(options)
    if options.fix_ids:
        _fix_ids(options)
    made = make(options)
    built, rules = made.built, made.config.rules
    if options.format == "json":
        sys.stdout.buffer.write(diagnostics.as_json(built.diagnostics, rules, wanted(built.docs, built.picks)))
    elif options.format == "github":
        for each in built.diagnostics:
            if (grave := diagnostics.severity(each, rules)) is not None:
                print(diagnostics.as_github(each, grave))
    else:
        print_problems(made)
        if to_write := wanted(built.docs, built.picks):
            print("Notes to write, most wanted first:")
        for note in to_write:
            print(f"  {note.name}: {_how_often(note)}")
        for line in _unread(built):
            print(line)
        for path in built.private:
            print(f"{path}: not published")
        for line in made.notices:
            print(f"note: {line}")
        print(summary(built))
    return exit_code(made, warnings=options.strict, errors=True)


def _how_often(wanted: Wanted) -> str:
    """``3 links in 2 notes, first in Glue.md:4:7``."""
    links, notes, (path, line, col) = len(wanted.places), wanted.notes, wanted.places[0]
    counted = f"{links} link{'s' * (links > 1)} in {notes} note{'s' * (notes > 1)}"
    return f"{counted}, first in {path}:{line}:{col}"


def _unread(built: Built) -> Iterator[str]:
    """``7 cards in 2 notes are written as "inline", which is not read there ...``."""
    cards: Counter[str] = Counter()
    notes: Counter[str] = Counter()
    for doc in built.docs.values():
        cards.update(dict(doc.unread))
        notes.update(dialect for dialect, _ in doc.unread)
    for dialect, count in sorted(cards.items()):
        what = f"{count} card{'s' * (count > 1)} in {notes[dialect]} note{'s' * (notes[dialect] > 1)}"
        verb = "are" if count > 1 else "is"
        yield f'{what} {verb} not read: written as "{dialect}" (tag the notes, or see dialects in study.toml)'


def _fix_ids(options: argparse.Namespace) -> None:
    from generator.cli.making import make
    from generator.parse import Settings
    from generator.upkeep.fixids import fix_ids

    made = make(options)
    for note in fix_ids(made.root, made.built.docs, made.built.deck.cards, Settings.of(made.config)):
        said = (
            f"not changed: {note.problem}" if note.problem else f"{note.written} id{'s' * (note.written != 1)} written"
        )
        print(f"{note.path}: {said}", file=sys.stderr)


def _write_config(options: argparse.Namespace) -> None:
    from generator import config
    from generator.upkeep import adopt

    try:
        root = config.find_vault(Path.cwd(), options.vault)
        added = adopt.adopt(root)
    except (adopt.Refused, config.ConfigError) as error:
        raise StopError(error, 2) from error
    except OSError as error:
        raise StopError(f"{config.STUDY} cannot be written: {error.strerror or error}", 1) from error
    for line in added:
        print(f"added to {root / config.STUDY}: {line}", file=sys.stderr)
