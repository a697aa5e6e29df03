"""``studysite fetch-media``: pictures of other sites, copied into the vault."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.command import Commands, StopError, command


def add(commands: Commands) -> None:
    """Add this command and its arguments."""
    parser = command(
        commands,
        "fetch-media",
        _run,
        "copy pictures of other sites into the vault",
        """\
        examples:
          studysite fetch-media --dry-run          which pictures, in which notes; nothing is fetched or written
          studysite fetch-media                    fetch them all, and lead the notes to the copies

        Pages of the site load nothing from elsewhere, so ![](https://...) is shown as a link. This command saves such
        pictures where Obsidian puts attachments, and writes their new place into the notes: the address of each, and
        nothing else. No file is overwritten; a note that is saved meanwhile, and a picture that cannot be had, stay as
        they are. Run it again as often as you like.

        You publish what you copy: look whether its author allows that.""",
    )
    parser.add_argument("vault", nargs="?", type=Path, metavar="VAULT", help="the folder of your notes")
    parser.add_argument("--dry-run", action="store_true", help="only list the pictures")


def _run(options: argparse.Namespace) -> int:
    from generator import config as settings
    from generator.progress import progress
    from generator.upkeep import fetch
    from generator.upkeep.fetch.web import FetchError

    try:
        root = settings.find_vault(Path.cwd(), options.vault)
        config, _ = settings.load(root)
        notes = fetch.remote_pictures(root, config)
        for note in notes:
            folder = fetch.folder_of(root, config, note.path)
            for place in note.places:
                into = f" -> {folder}/" if folder else ""
                print(f"{note.path}:{place.line}: {fetch.shown(place.url)}{into if options.dry_run else ''}")
    except (settings.ConfigError, FetchError) as error:
        raise StopError(error, 2) from error
    except OSError as error:
        raise StopError(f"the notes cannot be read: {error.strerror or error}", 2) from error
    if options.dry_run or not notes:
        found = sum(len(note.places) for note in notes)
        print(f"{_count(found, 'picture')} of other sites in {_count(len(notes), 'note')}")
        return 0
    lines: list[str] = []
    with progress(quiet=False) as stage:
        report = fetch.fetch(root, config, notes, lines.append, stage("Fetching pictures"))
    print(*lines, sep="\n")
    done = f"{_count(report.copied, 'picture')} copied, {_count(report.changed, 'note')} changed"
    print(f"{done}, {report.failed} failed" if report.failed else done)
    return 1 if report.failed else 0


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
