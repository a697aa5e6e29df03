"""Makes the site of the vault that a command was given, and says what is wrong with the notes."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from generator import config as settings
from generator import diagnostics, site, theme
from generator.cli.command import StopError
from generator.config import Config
from generator.memo import Cache, Memo
from generator.progress import Tick
from generator.shelf import Shelf
from generator.site import Built


class Made(NamedTuple):
    """A site and what it was made of."""

    root: Path
    """The vault."""
    config: Config
    built: Built
    notices: tuple[str, ...]
    """What to say about the cache."""


def make(options: argparse.Namespace, out: Path | None = None, stage: Callable[[str], Tick] | None = None) -> Made:
    """The site that ``options`` ask for. ``stage`` makes a progress bar; if it goes ``out``, pictures get copies.

    Raises ``StopError`` where there is nothing to build it from.
    """
    try:
        root = settings.find_vault(Path.cwd(), options.vault)
        config, problems = settings.load(root)
        if getattr(options, "base_url", None):
            config = settings.with_base_url(config, options.base_url)
        look = theme.default()
    except (settings.ConfigError, theme.ThemeError) as error:
        raise StopError(error, 2) from error
    cache = cache_of(options, root)
    reading, shrinking = (stage("Reading notes"), stage("Shrinking pictures")) if stage else (None, None)
    shelf = Shelf(cache.folder / "pictures" if cache else None) if out else None
    try:
        built = site.build(
            root,
            config,
            look,
            Memo(cache),
            jobs=max(1, options.jobs),
            out=out,
            tick=reading,
            shelf=shelf,
            shrinking=shrinking,
        )
    except OSError as error:
        raise StopError(f"{root} cannot be built: {error.strerror}", 2) from error
    finally:
        if cache is not None:
            cache.close()
    built = built._replace(diagnostics=diagnostics.ordered((*problems, *built.diagnostics)))
    return Made(root, config, built, (cache.notice,) if cache and cache.notice else ())


def cache_of(options: argparse.Namespace, root: Path) -> Cache | None:
    """The cache that ``options`` ask for."""
    return None if options.no_cache else Cache(options.cache_dir or root / ".studysite" / "cache")


def print_problems(made: Made) -> None:
    """A line a problem, those that ``[rules]`` switch off left out."""
    for each in made.built.diagnostics:
        if (grave := diagnostics.severity(each, made.config.rules)) is not None:
            print(diagnostics.as_text(each, grave))


def summary(built: Built) -> str:
    """``12 notes (1 not published), 1 course, 60 cards``."""
    parts = [_count(len(built.docs), "note") + (f" ({len(built.private)} not published)" if built.private else "")]
    parts.append(_count(len(built.deck.courses), "course"))
    parts.append(_count(len(built.deck.cards), "card"))
    return ", ".join(parts)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def exit_code(made: Made, *, warnings: bool, errors: bool) -> int:
    """1 if there is a problem of a kind that counts."""
    found = diagnostics.counts(made.built.diagnostics, made.config.rules)
    return 1 if (errors and found["error"]) or (warnings and found["warning"]) else 0
