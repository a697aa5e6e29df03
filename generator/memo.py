"""The memo: one function that serves cold builds, warm ones and ``serve`` alike.

In memory it is a slot per (stage, name) that holds the last arguments and the last result. Arguments are compared as
tuples are, each by identity first and then by equality; a result that equals the last one is given back as the same
object, so a change stops where it stops mattering. Slots that a build did not use are dropped after it.

On disk (``Cache``) results of costly stages are kept by a digest of stage, arguments and a salt over this program's
code, its texts and its libraries' versions. A result may depend on nothing but its arguments: there are no dirty flags
and no dependency graph, and a warm build's output is byte-equal to a cold one's.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from generator import wording

T = TypeVar("T")

_LIBRARIES = (
    "jinja2",
    "markdown-it-py",
    "math-core",
    "mdit-py-plugins",
    "msgspec",
    "nh3",
    "pillow",
    "pygments",
    "python-frontmatter",
    "pyyaml",
)
"""Every one that a page's bytes come from."""
_CHECK = 16


class Memo:
    """Slots in memory over a cache on disk. Not for use by several threads at once."""

    def __init__(self, cache: Cache | None = None) -> None:
        self._slots: dict[tuple[str, str], tuple[tuple[Any, ...], Any]] = {}
        self._used: set[tuple[str, str]] = set()
        self._cache = cache

    def __call__(self, stage: str, name: str, args: tuple[Any, ...], function: Callable[..., T]) -> T:
        """``function(*args)``, or the last result of this slot if ``args`` are the same or equal."""
        slot = self._slots.get((stage, name))
        self._used.add((stage, name))
        if slot is not None and slot[0] == args:
            return slot[1]  # type: ignore[no-any-return]  # a slot's type is its stage's
        return self._keep(stage, name, args, function(*args))

    def _keep(self, stage: str, name: str, args: tuple[Any, ...], result: T) -> T:
        slot = self._slots.get((stage, name))
        if slot is not None and slot[1] == result:
            result = slot[1]
        self._slots[stage, name] = (args, result)
        return result

    def many(
        self,
        stage: str,
        calls: Mapping[str, tuple[Any, ...]],
        kind: type[T],
        compute: Callable[[Sequence[tuple[Any, ...]]], Iterable[bytes]],
    ) -> dict[str, T]:
        """Results of a costly stage by name, from memory, from disk, and the rest from ``compute``.

        ``compute`` takes the argument tuples that nobody remembers and returns a result each, in that order, encoded as
        MessagePack: so it may come from another process, and goes to disk as it is. Where it is empty, there is none
        this time.
        """
        results: dict[str, T] = {}
        missing: list[str] = []
        for name, args in calls.items():
            self._used.add((stage, name))
            slot = self._slots.get((stage, name))
            if slot is not None and slot[0] == args:
                results[name] = slot[1]
            else:
                missing.append(name)
        decode = msgspec.msgpack.Decoder(kind).decode
        keys = {name: digest(stage, *calls[name]) for name in missing}
        if self._cache is not None:
            found = self._cache.get(keys.values())
            for name in missing:
                blob = found.get(keys[name])
                if blob is not None:
                    results[name] = self._keep(stage, name, calls[name], decode(blob))
            missing = [name for name in missing if name not in results]
        if missing:
            made = zip(missing, compute([calls[name] for name in missing]), strict=True)
            blobs = {name: blob for name, blob in made if blob}
            for name, blob in blobs.items():
                results[name] = self._keep(stage, name, calls[name], decode(blob))
            if self._cache is not None:
                self._cache.put({keys[name]: blob for name, blob in blobs.items()})
        return {name: results[name] for name in calls if name in results}

    def slots(self) -> frozenset[tuple[str, str]]:
        """Stage and name of everything remembered now."""
        return frozenset(self._slots)

    def sweep(self) -> None:
        """Call after each build: drops every slot that it did not use."""
        for key in self._slots.keys() - self._used:
            del self._slots[key]
        self._used.clear()


def digest(*parts: object) -> str:
    """A hex digest of values and of the code that works on them."""
    return blake2b(salt() + msgspec.msgpack.encode(parts), digest_size=16).hexdigest()


@cache
def salt() -> bytes:
    """A digest of this program's code, texts and libraries' versions: others may give other results.

    Python is among them: it knows which characters are letters, and what their lower case is.
    """
    total = blake2b(f"{sys.version_info.major}.{sys.version_info.minor}".encode(), digest_size=16)
    here = Path(__file__).parent
    for file in sorted(here.rglob("*.py")):
        total.update(file.relative_to(here).as_posix().encode() + b"\0" + file.read_bytes())
    total.update(wording.raw())
    for library in _LIBRARIES:
        total.update(f"{library}={metadata.version(library)}".encode())
    return total.digest()


class Cache:
    """Blobs by key in one SQLite file. Damage of any kind costs time, never a wrong result and never a build.

    Every blob carries its checksum. A file that is no database is replaced; one that cannot be opened or written is
    done without, and ``notice`` says so, once.
    """

    def __init__(self, folder: Path) -> None:
        self.notice = ""
        self.folder = folder
        self._file = folder / "build.sqlite"
        self._used: set[str] = set()
        self._db: sqlite3.Connection | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ".gitignore").write_text("*\n")
        except OSError as error:
            self._give_up(error)
            return
        try:
            self._open()
        except sqlite3.Error:
            self._replace()

    def _open(self) -> None:
        self._db = sqlite3.connect(self._file, timeout=5)
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute("CREATE TABLE IF NOT EXISTS results (key TEXT PRIMARY KEY, blob BLOB) WITHOUT ROWID")
        self._db.commit()

    def _replace(self) -> None:
        """Starts over with an empty file."""
        try:
            self.close()
            self._file.unlink(missing_ok=True)
            self._open()
        except (sqlite3.Error, OSError) as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        self._db = None
        self.notice = f"no cache is kept, since {self._file.parent} cannot be used: {error}"

    def get(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The blobs that are there and whole."""
        found: dict[str, bytes] = {}
        if self._db is None:
            return found
        try:
            for key in keys:
                self._used.add(key)
                row = self._db.execute("SELECT blob FROM results WHERE key = ?", (key,)).fetchone()
                if row is not None and isinstance(row[0], bytes) and _checksum(row[0][_CHECK:]) == row[0][:_CHECK]:
                    found[key] = row[0][_CHECK:]
        except sqlite3.OperationalError as error:  # locked by another build, or the disk fails
            self._give_up(error)
        except sqlite3.DatabaseError:
            self._replace()
        return found

    def put(self, blobs: Mapping[str, bytes]) -> None:
        """Keep ``blobs``, and forget most of what no build has asked for lately."""
        if self._db is None:
            return
        try:
            with self._db:
                self._db.executemany(
                    "INSERT OR REPLACE INTO results VALUES (?, ?)",
                    ((key, _checksum(blob) + blob) for key, blob in blobs.items()),
                )
                (rows,) = self._db.execute("SELECT count(*) FROM results").fetchone()
                if rows > 1000 + 4 * len(self._used):
                    kept = self._db.execute("SELECT key FROM results").fetchall()
                    self._db.executemany(
                        "DELETE FROM results WHERE key = ?", ((key,) for (key,) in kept if key not in self._used)
                    )
        except sqlite3.OperationalError as error:
            self._give_up(error)
        except sqlite3.DatabaseError:
            self._replace()

    def close(self) -> None:
        """Let go of the file."""
        if self._db is not None:
            self._db.close()
            self._db = None


def _checksum(blob: bytes) -> bytes:
    return blake2b(blob, digest_size=_CHECK).digest()
