"""The commands. Each reads its arguments, calls the pipeline, and says what came of it; nothing here decides anything.

Exit codes: 0 fine; 1 errors (``check``: any error, ``build``: what could not be written, ``--strict``: warnings too);
2 wrong usage or configuration; 130 interrupted. Imports wait until a command needs them: ``--version`` starts at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.config import Config
    from generator.memo import Cache
    from generator.model import Diagnostic
    from generator.progress import Tick
    from generator.site import Built

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

    new = _command(
        commands,
        "new",
        _new,
        "make a vault to begin with",
        """\
        examples:
          studysite new notes                      notes/, with a small course to try and to replace

        The folder must be new or empty. It opens in Obsidian, and Netlify builds it as it is.""",
        vault=False,
    )
    new.add_argument("folder", type=Path, metavar="DIR", help="the folder to make")

    build = _command(
        commands,
        "build",
        _build,
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
    build.add_argument(
        "-o",
        "--output",
        type=Path,
        default=Path("dist"),
        metavar="DIR",
        help="where the site goes, from the current folder (default: dist)",
    )
    build.add_argument("--strict", action="store_true", help="exit with 1 if there is a warning or an error")
    build.add_argument("--base-url", metavar="URL", help="where the site will live; overrides study.toml")
    build.add_argument("--quiet", action="store_true", help="print only problems that stop the build")
    _processing(build)

    serve = _command(
        commands,
        "serve",
        _serve,
        "show the site while you write, anew after every save",
        """\
        examples:
          studysite serve                          the vault around you, at http://localhost:8000/
          studysite serve ~/notes --open           another one, opened in the browser
          studysite serve --port 9000              at another port

        Pages reload by themselves and stay where you were reading; what is wrong with a note is shown over its page.
        Nothing is written but the cache, and no other machine can reach it.""",
    )
    serve.add_argument("--port", type=int, metavar="N", help="the port (default: the first free one from 8000 on)")
    serve.add_argument("--open", action="store_true", help="open the site in the browser")
    serve.add_argument("--base-url", metavar="URL", help="where the site will live; overrides study.toml")
    _processing(serve)

    check = _command(
        commands,
        "check",
        _check,
        "report problems, write nothing",
        """\
        examples:
          studysite check                          every problem, by file, line and column
          studysite check --format github          as annotations in a GitHub workflow
          studysite check --format json | jq .     for scripts""",
    )
    check.add_argument("--strict", action="store_true", help="exit with 1 if there is a warning too")
    check.add_argument("--format", choices=("text", "json", "github"), default="text", help="how to print problems")
    _processing(check)

    export = _command(
        commands,
        "export",
        _export,
        "write the cards in another format",
        """\
        examples:
          studysite export --to json               to standard output
          studysite export --to json -o deck.json  to a file""",
    )
    export.add_argument("--to", choices=("json",), required=True, help="the format")
    export.add_argument("-o", "--output", type=Path, metavar="FILE", help="the file (default: standard output)")
    _processing(export)
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    summary: str,
    examples: str,
    *,
    vault: bool = True,
) -> argparse.ArgumentParser:
    from textwrap import dedent

    command = commands.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog=dedent(examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if vault:
        command.add_argument("vault", nargs="?", type=Path, metavar="VAULT", help="the folder of your notes")
    command.set_defaults(run=run)
    return command


def _processing(command: argparse.ArgumentParser) -> None:
    command.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes (default: all)")
    command.add_argument("--no-cache", action="store_true", help="neither read nor keep results in the cache")
    command.add_argument(
        "--cache-dir", type=Path, metavar="DIR", help="its folder (default: .studysite/cache in the vault)"
    )


# --- commands ---------------------------------------------------------------------------------------------------------


def _new(options: argparse.Namespace) -> int:
    import shlex

    from generator import new

    folder: Path = options.folder
    try:
        new.create(folder)
    except new.Refused as error:
        _complain(error)
        return 2
    except OSError as error:
        _complain(f"{folder} cannot be written: {error.strerror or error}")
        return 1
    name = shlex.quote(str(folder))
    print(f"A vault to begin with is in {folder}")
    print(f"  studysite serve {name}    see it in a browser, as you write")
    print(f"  studysite build {name}    write its site to dist/")
    print('In Obsidian, choose "Open folder as vault", and begin with the note "index".')
    return 0


def _build(options: argparse.Namespace) -> int:
    from generator.emit import EmitError, OutputRefused, emit
    from generator.progress import progress

    with progress(quiet=options.quiet) as stage:
        made = _make(options, out=options.output, tick=stage("Reading notes"))
        if isinstance(made, int):
            return made
        root, config, built, notice = made
        try:
            report = emit(built.site, options.output, vault=root, progress=stage("Writing pages"))
        except EmitError as error:
            _complain(error)
            return 2 if isinstance(error, OutputRefused) else 1
    if not options.quiet:
        _print_problems(built.diagnostics, config)
        for line in (notice, *report.notices):
            if line:
                print(f"note: {line}")
        print(_summary(built))
        print(f"{report.written} files written, {report.kept} unchanged, {report.removed} removed")
        print(f"Open {(options.output / 'index.html').resolve().as_uri()}")
    return _code(built.diagnostics, config, warnings=options.strict, errors=options.strict)


def _serve(options: argparse.Namespace) -> int:
    from generator import config as settings
    from generator import theme
    from generator.memo import Memo
    from generator.serve import Live, serve

    try:
        root = settings.find_vault(Path.cwd(), options.vault)
        look = theme.default()
        live = Live(root, look, Memo(_cache(options, root)), options.base_url, max(1, options.jobs))
        serve(live, options.port, open_browser=options.open, say=lambda line: print(line, flush=True))
    except (settings.ConfigError, theme.ThemeError) as error:
        _complain(error)
        return 2
    except OSError as error:
        _complain(f"cannot serve: {error.strerror or error}")
        return 1
    return 0


def _check(options: argparse.Namespace) -> int:
    from generator import diagnostics

    made = _make(options)
    if isinstance(made, int):
        return made
    _, config, built, notice = made
    if options.format == "json":
        sys.stdout.buffer.write(diagnostics.as_json(built.diagnostics, config.rules))
    elif options.format == "github":
        for each in built.diagnostics:
            if (grave := diagnostics.severity(each, config.rules)) is not None:
                print(diagnostics.as_github(each, grave))
    else:
        _print_problems(built.diagnostics, config)
        for path in built.private:
            print(f"{path}: not published")
        if notice:
            print(f"note: {notice}")
        print(_summary(built))
    return _code(built.diagnostics, config, warnings=options.strict, errors=True)


def _export(options: argparse.Namespace) -> int:
    from generator.export import json

    made = _make(options)
    if isinstance(made, int):
        return made
    _, _, built, _ = made
    raw = json.export(built.deck, built.docs, built.outcomes)
    if options.output is None:
        sys.stdout.buffer.write(raw)
        return 0
    try:
        options.output.write_bytes(raw)
    except OSError as error:
        _complain(f"{options.output} cannot be written: {error.strerror}")
        return 1
    return 0


# --- what they share --------------------------------------------------------------------------------------------------


def _make(
    options: argparse.Namespace, out: Path | None = None, tick: Tick | None = None
) -> tuple[Path, Config, Built, str] | int:
    """Vault, config, site and a notice about the cache; an exit code if there is nothing to build from."""
    from generator import config as settings
    from generator import site, theme
    from generator.diagnostics import ordered
    from generator.memo import Memo

    try:
        root = settings.find_vault(Path.cwd(), options.vault)
        config, problems = settings.load(root)
        if getattr(options, "base_url", None):
            config = settings.with_base_url(config, options.base_url)
        look = theme.default()
    except (settings.ConfigError, theme.ThemeError) as error:
        _complain(error)
        return 2
    cache = _cache(options, root)
    memo = Memo(cache)
    try:
        built = site.build(root, config, look, memo, jobs=max(1, options.jobs), out=out, tick=tick)
    except OSError as error:
        _complain(f"{root} cannot be built: {error.strerror}")
        return 2
    finally:
        if cache is not None:
            cache.close()
    built = built._replace(diagnostics=ordered((*problems, *built.diagnostics)))
    return root, config, built, cache.notice if cache else ""


def _cache(options: argparse.Namespace, root: Path) -> Cache | None:
    from generator.memo import Cache

    return None if options.no_cache else Cache(options.cache_dir or root / ".studysite" / "cache")


def _print_problems(problems: Sequence[Diagnostic], config: Config) -> None:
    from generator import diagnostics

    for each in problems:
        if (grave := diagnostics.severity(each, config.rules)) is not None:
            print(diagnostics.as_text(each, grave))


def _summary(built: Built) -> str:
    """``12 notes (1 private), 1 course, 60 cards``."""
    parts = [_count(len(built.docs), "note") + (f" ({len(built.private)} not published)" if built.private else "")]
    parts.append(_count(len(built.deck.courses), "course"))
    parts.append(_count(len(built.deck.cards), "card"))
    return ", ".join(parts)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _code(problems: Sequence[Diagnostic], config: Config, *, warnings: bool, errors: bool) -> int:
    from generator.diagnostics import counts

    found = counts(problems, config.rules)
    return 1 if (errors and found["error"]) or (warnings and found["warning"]) else 0


def _complain(what: object) -> None:
    print(f"studysite: {what}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
