"""``studysite serve``: the site while it is written."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.command import Commands, StopError, command, takes_vault


def add(commands: Commands) -> None:
    """Add this command and its arguments."""
    parser = command(
        commands,
        "serve",
        _run,
        "show the site while you write, anew after every save",
        """\
        examples:
          studysite serve                          the vault around you, at http://localhost:8000/
          studysite serve ~/notes --open           another one, opened in the browser
          studysite serve --port 9000              at another port

        Pages reload by themselves and stay where you were reading; what is wrong with a note is shown over its page.
        Nothing is written but the cache, and no other machine can reach it.""",
    )
    parser.add_argument("--port", type=int, metavar="N", help="the port (default: the first free one from 8000 on)")
    parser.add_argument("--open", action="store_true", help="open the site in the browser")
    parser.add_argument("--base-url", metavar="URL", help="where the site will live; overrides study.toml")
    takes_vault(parser)


def _run(options: argparse.Namespace) -> int:
    from generator import theme
    from generator.cli.making import cache_of
    from generator.config import ConfigError, find_vault
    from generator.memo import Memo
    from generator.serve import Live, serve

    def say(line: str) -> None:
        print(line, flush=True)

    try:
        root = find_vault(Path.cwd(), options.vault)
        look = theme.default()
        cache = cache_of(options, root)
        if cache is not None and cache.notice:
            say(f"note: {cache.notice}")
        live = Live(root, look, Memo(cache), options.base_url, max(1, options.jobs))
        serve(live, options.port, open_browser=options.open, say=say)
    except (ConfigError, theme.ThemeError) as error:
        raise StopError(error, 2) from error
    except OSError as error:
        raise StopError(f"cannot serve: {error.strerror or error}", 1) from error
    return 0
