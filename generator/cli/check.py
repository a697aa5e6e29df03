"""``studysite check``: what to mend in the notes."""

from __future__ import annotations

import argparse
import sys

from generator.cli.command import Commands, command, takes_vault


def add(commands: Commands) -> None:
    """Add this command and its arguments."""
    parser = command(
        commands,
        "check",
        _run,
        "report problems, write nothing",
        """\
        examples:
          studysite check                          every problem, by file, line and column
          studysite check --format github          as annotations in a GitHub workflow
          studysite check --format json | jq .     for scripts""",
    )
    parser.add_argument("--strict", action="store_true", help="exit with 1 if there is a warning too")
    parser.add_argument("--format", choices=("text", "json", "github"), default="text", help="how to print problems")
    takes_vault(parser)


def _run(options: argparse.Namespace) -> int:
    from generator import diagnostics
    from generator.cli.making import exit_code, make, print_problems, summary

    made = make(options)
    built, rules = made.built, made.config.rules
    if options.format == "json":
        sys.stdout.buffer.write(diagnostics.as_json(built.diagnostics, rules))
    elif options.format == "github":
        for each in built.diagnostics:
            if (grave := diagnostics.severity(each, rules)) is not None:
                print(diagnostics.as_github(each, grave))
    else:
        print_problems(made)
        for path in built.private:
            print(f"{path}: not published")
        for line in made.notices:
            print(f"note: {line}")
        print(summary(built))
    return exit_code(made, warnings=options.strict, errors=True)
