"""Rings a bell when anything in the vault may have changed.

An event is a doorbell, not data: whatever it says, the vault is looked at again. So lost, doubled and renamed events
cannot do harm. Three things the system does not tell are asked for: a root that is replaced (the watch then hangs on
the old folder), a system that has no watches left (then it is polled), and the end of a burst of events.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import FileClosedNoWriteEvent, FileOpenedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

_QUIET = 0.03
"""Seconds without an event that end a burst."""
_PATIENCE = 0.5
"""Seconds after which a burst that does not end is built all the same."""
_LISTEN = 0.5
"""Seconds of one wait for the bell."""
_ROOT_LOOK = 0.5
"""Seconds between two looks at whether the root is still the same folder."""


class Bell:
    """Rung by any thread; waited for by one."""

    def __init__(self) -> None:
        self._rung = threading.Event()

    def ring(self) -> None:
        """Something may have changed."""
        self._rung.set()

    def wait(self) -> None:
        """Until it has rung and been quiet for a moment."""
        while not self._rung.wait(_LISTEN):
            pass  # a Ctrl-C that came just before the wait began would not end it
        until = time.monotonic() + _PATIENCE
        while self._rung.is_set() and time.monotonic() < until:
            self._rung.clear()
            time.sleep(_QUIET)
        self._rung.clear()


class _Handler(FileSystemEventHandler):
    def __init__(self, root: Path, bell: Bell) -> None:
        self._root = root
        self._bell = bell

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Rings for all but reads, which are often our own, and for what dot-folders hold, ``.obsidian`` apart."""
        if isinstance(event, (FileOpenedEvent, FileClosedNoWriteEvent)):
            return
        paths = [str(path) for path in (event.src_path, event.dest_path) if path]
        if any(self._matters(path) for path in paths):
            self._bell.ring()

    def _matters(self, path: str) -> bool:
        steps = Path(path).parts[len(self._root.parts) :]
        return not steps or steps[0] == ".obsidian" or not any(step.startswith(".") for step in steps)


@contextmanager
def watch(root: Path, bell: Bell, say: Callable[[str], None]) -> Iterator[None]:
    """Ring ``bell`` for every change below ``root`` while the context lasts. ``say`` hears if it has to poll."""
    stop = threading.Event()
    keeper = threading.Thread(target=_keep, args=(root, bell, say, stop), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join()


def _keep(root: Path, bell: Bell, say: Callable[[str], None], stop: threading.Event) -> None:
    """Hold a watch on ``root``, and take a new one whenever another folder stands there."""
    watched: tuple[int, int] | None = None
    observer: BaseObserver | None = None
    while not stop.is_set():
        identity = _identity(root)
        if identity != watched or (observer is not None and not observer.is_alive()):
            if observer is not None:
                _end(observer)
            observer = _begin(root, bell, say) if identity is not None else None
            watched = identity
            bell.ring()
        stop.wait(_ROOT_LOOK)
    if observer is not None:
        _end(observer)


def _identity(root: Path) -> tuple[int, int] | None:
    try:
        status = root.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _begin(root: Path, bell: Bell, say: Callable[[str], None]) -> BaseObserver | None:
    handler = _Handler(root, bell)
    for make in (Observer, PollingObserver):
        observer: BaseObserver = make()
        try:
            observer.schedule(handler, str(root), recursive=True)
            observer.start()
        except FileNotFoundError:  # gone again; the keeper will see
            return None
        except OSError as error:
            say(f"The system cannot watch {root} ({error.strerror}), so it is looked through every second.")
            continue
        return observer
    return None


def _end(observer: BaseObserver) -> None:
    if observer.is_alive():
        observer.stop()
        observer.join()
