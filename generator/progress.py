"""A progress bar on a terminal, for what takes longer than a second. Elsewhere, nothing at all."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Tick = Callable[[int, int], None]
"""Called with how much is done, and of how much."""

_PATIENCE = 1.0
"""Seconds before a bar appears."""
_BREATH = 0.1
"""Seconds between two drawings."""


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[str], Tick]]:
    """Gives a function that names a stage and returns its ``Tick``. The bar is drawn on stderr and leaves no trace."""
    if quiet or not sys.stderr.isatty():
        yield _silence
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    # Without a refreshing thread of rich's: processes are forked while the bar is there.
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, console=Console(stderr=True), auto_refresh=False, transient=True)
    begun = drawn = time.monotonic()
    shown = False

    def stage(name: str) -> Tick:
        task = bar.add_task(name, total=None, visible=False)

        def tick(done: int, total: int) -> None:
            nonlocal shown, drawn
            now = time.monotonic()
            bar.update(task, completed=done, total=total, visible=done < total)
            if now - begun < _PATIENCE or now - drawn < _BREATH:
                return
            if not shown:
                bar.start()
                shown = True
            bar.refresh()
            drawn = now

        return tick

    try:
        yield stage
    finally:
        if shown:
            bar.stop()


def _silence(_stage: str) -> Tick:
    return lambda _done, _total: None
