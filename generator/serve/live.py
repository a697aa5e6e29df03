"""The site as the vault is now: builds when asked, and says what that changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from generator import config as settings
from generator import site
from generator.config import Config, ConfigError
from generator.diagnostics import ordered, severity
from generator.memo import Memo
from generator.model import Diagnostic, Output, Site
from generator.publish import header_policy
from generator.theme import Theme


class Change(NamedTuple):
    """What a build changed: ``paths`` on the site whose content is another now, and the problems there are."""

    paths: tuple[str, ...]
    problems: tuple[dict[str, Any], ...]


class Live:
    """The site of the vault at ``root``, in memory.

    ``site`` and ``problems`` are replaced as a whole by ``build``, so other threads may read them at any time.
    """

    def __init__(self, root: Path, theme: Theme, memo: Memo, base_url: str | None = None, jobs: int = 1) -> None:
        self.root = root
        self.theme = theme
        self.site: Site = {}
        self.policy = ""
        self.problems: tuple[dict[str, Any], ...] = ()
        self._memo = memo
        self._base_url = base_url
        self._jobs = jobs
        self._summary = ""

    def build(self) -> Change | None:
        """Look at the vault again; ``None`` if nothing that anyone could see has changed.

        The first build raises what keeps it from being made (``ConfigError``, ``OSError``); later ones keep the last
        good site and report it as a problem.
        """
        try:
            config, told = self._configured()
            built = site.build(self.root, config, self.theme, self._memo, jobs=self._jobs, installable=False)
        except (ConfigError, OSError) as error:
            if not self.site:
                raise
            return self._changed(self.site, (_failure(error),))
        # Processes are forked for the first build only, while there are no other threads.
        self._jobs = 1
        shown = ordered((*told, *built.diagnostics))
        problems = tuple(row for each in shown if (row := _row(each, config, built)) is not None)
        self.policy = header_policy(config, drawing=any(doc.diagrams for doc in built.docs.values()))
        self._summary = (
            f"{len(built.docs):,} notes, {len(built.deck.cards):,} cards, "
            f"{sum(row['severity'] == 'error' for row in problems)} errors, "
            f"{sum(row['severity'] == 'warning' for row in problems)} warnings"
        )
        return self._changed(built.site, problems)

    def _configured(self) -> tuple[Config, tuple[Diagnostic, ...]]:
        config, told = settings.load(self.root)
        return (settings.with_base_url(config, self._base_url) if self._base_url else config), told

    def _changed(self, new: Site, problems: tuple[dict[str, Any], ...]) -> Change | None:
        old = self.site
        paths = tuple(sorted(path for path in old.keys() | new.keys() if _digest(old, path) != _digest(new, path)))
        changed = bool(paths) or problems != self.problems
        self.site, self.problems = new, problems
        return Change(paths, problems) if changed else None

    def summary(self) -> str:
        """One line about the last good build."""
        return self._summary


def build_id(files: Site) -> str:
    """Changes with every file of the site."""
    return files["build.js"].digest


def _digest(files: Site, path: str) -> str:
    output: Output | None = files.get(path)
    return output.digest if output else ""


def _row(problem: Diagnostic, config: Config, built: site.Built) -> dict[str, Any] | None:
    """``problem`` as the browser shows it, with the page of its note."""
    grave = severity(problem, config.rules)
    if grave is None:
        return None
    return {
        "code": problem.code,
        "severity": grave,
        "path": problem.path,
        "line": problem.line,
        "col": problem.col,
        "message": problem.message,
        "hint": problem.hint,
        "page": built.hrefs.get(problem.path, ""),
    }


def _failure(error: Exception) -> dict[str, Any]:
    return {
        "code": "build-failed",
        "severity": "error",
        "path": "",
        "line": 0,
        "col": 0,
        "message": str(error),
        "hint": "the last good site is shown",
        "page": "",
    }
