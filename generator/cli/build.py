"""``studysite build``: the site, written to a folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.command import Commands, StopError, command, takes_vault


def add(commands: Commands) -> None:
    """Add this command and its arguments."""
    parser = command(
        commands,
        "build",
        _run,
        "write the site to a folder",
        """\
        examples:
          studysite build                          the vault around you -> dist/
          studysite build ~/notes -o ~/site        another vault, another folder
          studysite build --strict                 fail if a note has a warning (for CI)

        The output folder is replaced as a whole and in one step; files in it that are not the site's own stay. A folder
        with other files in it and no site is refused. An unchanged note costs almost nothing: results are kept in
        .studysite/cache/ in the vault.""",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        default=Path("dist"),
        metavar="DIR",
        help="where the site goes, from the current folder (default: dist)",
    )
    parser.add_argument("--strict", action="store_true", help="exit with 1 if there is a warning or an error")
    parser.add_argument("--base-url", metavar="URL", help="where the site will live; overrides study.toml")
    parser.add_argument("--quiet", action="store_true", help="print only problems that stop the build")
    takes_vault(parser)


def _run(options: argparse.Namespace) -> int:
    from generator.cli.making import exit_code, make, print_problems, summary
    from generator.emit import EmitError, OutputRefused, emit
    from generator.progress import progress

    with progress(quiet=options.quiet) as stage:
        made = make(options, out=options.output, stage=stage)
        try:
            report = emit(made.built.site, options.output, vault=made.root, progress=stage("Writing pages"))
        except EmitError as error:
            raise StopError(error, 2 if isinstance(error, OutputRefused) else 1) from error
    if not options.quiet:
        print_problems(made)
        for line in (*made.notices, *report.notices):
            print(f"note: {line}")
        print(summary(made.built))
        print(f"{report.written} files written, {report.kept} unchanged, {report.removed} removed")
        print(f"Open {(options.output / 'index.html').resolve().as_uri()}")
    return exit_code(made, warnings=options.strict, errors=options.strict)
