"""Writes the output folder, and is the only part of studysite that does.

In: a ``Site``. Out: the same site on disk. The new site is prepared as a tree of its own beside the output, in which
unchanged files are hard links to the old ones, changed files are fresh, and foreign files (``.git``, ``CNAME``) are
carried over; then the two trees change places in one step, and the old one is deleted. So a build that is killed, or
meets a full disk, leaves the old site or the new one, whole. What the manifest doesn't list is never touched.
"""

from __future__ import annotations

import errno
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from generator.emit import manifest
from generator.emit.checks import check_folder, check_site, refuse_clashes, refuse_outside, refuse_unknown
from generator.emit.errors import EmitError, OutputRefused, cause, explained, shown
from generator.emit.exchange import swap
from generator.emit.inplace import commit
from generator.emit.paths import ancestors
from generator.emit.recovery import end, recover
from generator.emit.tree import FILE_MODE, Tree, carry, flush, make_folders, scan, take_after, write
from generator.emit.work import begin, beside, inside, locked
from generator.model import Site, Value

__all__ = ["EmitError", "OutputRefused", "Report", "emit"]

Progress = Callable[[int, int], None]

# Something is mounted on the output, or its parent folder can't be written to.
_NOT_AS_A_WHOLE = frozenset((errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM, errno.EROFS))


class Report(Value, frozen=True, gc=False):
    """What ``emit`` did: numbers of files, and what a person should know besides."""

    written: int
    kept: int
    """Files that were current already."""
    removed: int
    notices: tuple[str, ...] = ()


class _Plan(NamedTuple):
    """What is to be done, known before anything is changed."""

    site: Site
    root: Path
    old: dict[str, manifest.Record]
    """What the manifest in ``root`` lists."""
    here: Tree
    kept: dict[str, manifest.Record]
    fresh: list[str]
    stale: set[str]
    done: bool
    """There is nothing to do."""


def emit(site: Site, out: Path, *, vault: Path, progress: Progress | None = None) -> Report:
    """Make the folder ``out`` hold ``site``, and the foreign files that are in it already.

    ``progress`` is called with the number of files that are done, and of all. Raises ``OutputRefused`` for a folder
    that must not be written to, ``EmitError`` if the site could not be written, and ``ValueError`` for a site whose
    paths are unsafe or clash; in each case the output is as it was, or as the message says.
    """
    check_site(site.keys())
    tick = progress or (lambda _done, _all: None)
    with explained(out, "nothing in the output was changed"):
        root = check_folder(out, vault)
        root.parent.mkdir(parents=True, exist_ok=True)
        with locked(root.parent), locked(root):
            recover(root)
            plan = _plan(site, root, tick)
            notices = () if plan.done else _write(plan, tick)
    return Report(len(plan.fresh), len(plan.kept), len(plan.stale), notices)


def _plan(site: Site, root: Path, tick: Progress) -> _Plan:
    """Look at what stands in ``root`` and refuse what can't be done there."""
    found = manifest.read(root)
    if found is None:
        refuse_unknown(root)
    old = found or {}
    here = scan(root, skip=(manifest.NAME,))
    refuse_clashes(root, here, old.keys(), site.keys())
    refuse_outside(root, ancestors(site.keys()))
    kept: dict[str, manifest.Record] = {}
    fresh: list[str] = []
    for path in sorted(site):
        record = old.get(path)
        if record and record.digest == site[path].digest and here.files.get(path) and _is_current(root / path, record):
            kept[path] = record
            tick(len(kept), len(site))
        else:
            fresh.append(path)
    stale = here.files.keys() & (old.keys() - site.keys())
    return _Plan(site, root, old, here, kept, fresh, stale, done=found is not None and not fresh and kept == old)


def _is_current(path: Path, record: manifest.Record) -> bool:
    """Whether a file is as the manifest has it. A mode that was changed is set right at once."""
    try:
        if manifest.record(record.digest, path.read_bytes()) != record:
            return False
    except OSError:
        return False
    if stat.S_IMODE(path.stat().st_mode) != FILE_MODE:
        with suppress(OSError):
            path.chmod(FILE_MODE)
    return True


def _write(plan: _Plan, tick: Progress) -> tuple[str, ...]:
    """Carry out the plan; returns notices."""
    if plan.here.mounted:
        reason = "something is mounted on it"
    else:
        try:
            return _as_a_whole(plan, tick)
        except OSError as error:
            if error.errno not in _NOT_AS_A_WHOLE or not plan.root.exists():
                raise
            reason = f"the folder can't be replaced as a whole: {error.strerror}"
    notice = f"the output {shown(plan.root)} is written in place, since {reason}"
    return (notice, *_in_place(plan, tick))


def _as_a_whole(plan: _Plan, tick: Progress) -> tuple[str, ...]:
    """Prepare the whole site beside the output and swap the two."""
    root, work = plan.root, beside(plan.root)
    new = work / "new"
    with _mended(root):
        begin(work)
        records = _stage(plan, new, tick)
        _carry_over(plan, new)
        write(new / manifest.NAME, manifest.encode(records))
        flush(new)
        swap(new, root, work / "old")
    return _ended(work, root)


def _in_place(plan: _Plan, tick: Progress) -> tuple[str, ...]:
    """Prepare what is new inside the output and put it into place file by file."""
    root, work = plan.root, inside(plan.root)
    new = work / "new"
    with _mended(root):
        begin(work)
        records = _stage(plan, new, tick)
        write(work / manifest.NAME, manifest.encode(records))
        flush(new)
        (work / manifest.NAME).rename(new / manifest.NAME)
        commit(new, root)
    return _ended(work, root)


@contextmanager
def _mended(root: Path) -> Iterator[None]:
    """Should anything go wrong, leave no work folder behind; what can't be removed now, the next build removes."""
    try:
        yield
    except BaseException:
        with suppress(OSError, EmitError):
            recover(root)
        raise


def _ended(work: Path, root: Path) -> tuple[str, ...]:
    """Clean up behind a new site that is in place. If that fails, the site stands all the same: a notice."""
    try:
        end(work, root)
    except OSError as error:
        return (f"{shown(work)} could not be removed ({error.strerror}); the next build tries again",)
    return ()


def _stage(plan: _Plan, new: Path, tick: Progress) -> dict[str, manifest.Record]:
    """Write the fresh files into ``new``; returns the records of the whole site."""
    make_folders(new, ancestors(plan.fresh))
    records = dict(plan.kept)
    for path in plan.fresh:
        output = plan.site[path]
        try:
            data = output.make()
        except OSError as error:
            raise EmitError(
                f"what belongs into {shown(path)} could not be read: look at the cause, then build again; "
                f"nothing in the output was changed ({cause(error, path)})"
            ) from error
        write(new / path, data)
        records[path] = manifest.record(output.digest, data)
        tick(len(records), len(plan.site))
    return records


def _carry_over(plan: _Plan, new: Path) -> None:
    """Link what is kept into ``new``, and then what is foreign, so that little time is left for it to change in."""
    root = plan.root
    files, folders = plan.here.foreign(plan.old.keys())
    make_folders(new, ancestors(plan.kept) | folders)
    for path in (*plan.kept, *sorted(files)):
        carry(root / path, new / path)
    for folder in ("", *sorted(folders)):
        if (root / folder).is_dir():
            take_after(root / folder, new / folder)
