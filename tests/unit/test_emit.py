from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

import generator
from generator.emit import EmitError, OutputRefused, Report, emit
from generator.emit import exchange as exchange_module
from generator.emit.checks import refuse_outside
from generator.emit.paths import fold
from generator.emit.tree import flush
from generator.model import Output, Site

MANIFEST = ".studysite-manifest.json"


def site(files: dict[str, bytes]) -> Site:
    return {path: Output(blake2b(data).hexdigest(), data.__bytes__) for path, data in files.items()}


def fail(*_args: object) -> Any:
    raise AssertionError("this file is current and need not be made")


def found(folder: Path) -> dict[str, tuple[Any, ...]]:
    """All that is in a folder: kind, mode and content of each entry."""
    result: dict[str, tuple[Any, ...]] = {}
    for path in sorted(folder.rglob("*")):
        mode = stat.S_IMODE(path.lstat().st_mode)
        if path.is_symlink():
            entry: tuple[Any, ...] = ("link", str(path.readlink()))
        elif path.is_dir():
            entry = ("folder", mode)
        else:
            entry = ("file", mode, path.read_bytes())
        result[path.relative_to(folder).as_posix()] = entry
    return result


def files(folder: Path) -> dict[str, bytes]:
    return {path: entry[2] for path, entry in found(folder).items() if entry[0] == "file" and path != MANIFEST}


OLD = {
    "index.html": b"home",
    "same.html": b"the same",
    "notes/a.html": b"A",
    "notes/b.html": b"B",
    "gone/deep/c.html": b"C",
    "turns": b"a file that will be a folder",
    "folds/x.html": b"X",
}
NEW = {
    "index.html": b"home, sweet home",
    "same.html": b"the same",
    "notes/b.html": b"B",
    "notes/d.html": b"D",
    "turns/e.html": b"E",
    "folds": b"a folder that is a file now",
    "NOTES.html": b"F",
}
THIRD = {"index.html": b"third", "notes/b.html": b"B", "folds/y.html": b"Y"}


class World:
    """A vault and an output folder side by side, with nothing else around them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.vault, self.out = folder, folder / "vault", folder / "dist"
        self.vault.mkdir()

    def emit(self, wanted: dict[str, bytes]) -> Report:
        return emit(site(wanted), self.out, vault=self.vault)

    def add_foreign(self) -> None:
        git = self.out / ".git"
        (git / "objects").mkdir(parents=True)
        (git / "objects/1").write_bytes(b"object")
        (git / "objects/1").chmod(0o444)
        (git / "hook").write_bytes(b"#!/bin/sh")
        (git / "hook").chmod(0o755)
        (git / "empty").mkdir()
        (git / "empty").chmod(0o500)
        (self.out / "CNAME").write_bytes(b"study.example")
        (self.out / "notes/mine.txt").write_bytes(b"mine")
        (self.out / "gone/mine.txt").write_bytes(b"mine")
        (self.out / "dangling").symlink_to("../nowhere")

    def assert_alone(self) -> None:
        """No leftovers: not beside the output, not in it."""
        assert {path.name for path in self.folder.iterdir()} <= {"vault", "dist"}
        assert not (self.out / ".studysite-work").exists()


FOREIGN = {
    ".git": ("folder", 0o755),
    ".git/objects": ("folder", 0o755),
    ".git/objects/1": ("file", 0o444, b"object"),
    ".git/hook": ("file", 0o755, b"#!/bin/sh"),
    ".git/empty": ("folder", 0o500),
    "CNAME": ("file", 0o644, b"study.example"),
    "notes/mine.txt": ("file", 0o644, b"mine"),
    "gone/mine.txt": ("file", 0o644, b"mine"),
    "dangling": ("link", "../nowhere"),
}


@pytest.fixture(autouse=True)
def _no_flush(monkeypatch: pytest.MonkeyPatch) -> None:
    """A flush waits for whatever else is being written to the disk, and nothing here takes the power away."""
    monkeypatch.setattr("generator.emit.flush", lambda _folder: None)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture(params=["exchange", "two renames", "in place"])
def mode(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each of the three ways by which a new site takes the old one's place."""
    name: str = request.param
    if name == "two renames":
        monkeypatch.setattr(exchange_module, "exchange", lambda _one, _other: False)
    if name == "in place":
        monkeypatch.setattr(os.path, "ismount", lambda _path: True)
    return name


# --- what is written --------------------------------------------------------------------------------------------------


def test_first_build_writes_every_file_and_the_manifest(world: World) -> None:
    world.out = world.folder / "public" / "site"
    assert world.emit(OLD) == Report(7, 0, 0)
    assert files(world.out) == OLD
    listed = json.loads((world.out / MANIFEST).read_bytes())
    assert listed["format"] == 1
    assert list(listed["files"]) == sorted(OLD)
    digest = blake2b(b"A").hexdigest()
    assert listed["files"]["notes/a.html"] == [digest, blake2b(b"A", digest_size=16).hexdigest(), 1]
    assert [path.name for path in world.out.parent.iterdir()] == ["site"]


def test_an_empty_folder_becomes_the_output_and_keeps_its_mode(world: World, mode: str) -> None:
    world.out.mkdir()
    world.out.chmod(0o750)
    world.emit(OLD)
    assert files(world.out) == OLD
    assert stat.S_IMODE(world.out.stat().st_mode) == 0o750
    world.assert_alone()


def test_an_empty_site_is_a_site(world: World) -> None:
    world.emit({})
    assert files(world.out) == {}
    world.emit(OLD)
    assert world.emit({}).removed == len(OLD)
    assert [path.name for path in world.out.iterdir()] == [MANIFEST]


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_modes_do_not_depend_on_the_umask(world: World, umask: int) -> None:
    before = os.umask(umask)
    try:
        world.emit(OLD)
    finally:
        os.umask(before)
    assert stat.S_IMODE(world.out.stat().st_mode) == 0o755
    modes = {entry[:2] for entry in found(world.out).values()}
    assert modes == {("file", 0o644), ("folder", 0o755)}


def test_the_manifest_depends_on_the_site_alone(world: World) -> None:
    world.emit(OLD)
    other = world.folder / "elsewhere"
    emit(site(dict(reversed(NEW.items()))), other, vault=world.vault)
    emit(site(dict(reversed(OLD.items()))), other, vault=world.vault)
    assert (other / MANIFEST).read_bytes() == (world.out / MANIFEST).read_bytes()


def test_a_later_build_equals_a_first_one(world: World, mode: str) -> None:
    world.emit(OLD)
    report = world.emit(NEW)
    assert (report.written, report.kept, report.removed) == (5, 2, 4)
    fresh = world.folder / "vault" / "fresh"
    emit(site(NEW), fresh, vault=world.vault)
    assert found(world.out) == found(fresh)
    world.assert_alone()


def test_an_unchanged_site_is_neither_made_nor_touched(world: World, mode: str) -> None:
    world.emit(OLD)
    world.add_foreign()
    before = world.out.stat().st_ino, world.out.stat().st_mtime_ns
    asked = {path: Output(output.digest, fail) for path, output in site(OLD).items()}
    assert emit(asked, world.out, vault=world.vault) == Report(0, 7, 0)
    assert (world.out.stat().st_ino, world.out.stat().st_mtime_ns) == before


def test_what_did_not_change_is_linked_and_not_made(world: World, mode: str) -> None:
    world.emit(OLD)
    inode = (world.out / "same.html").stat().st_ino
    asked = {**site(OLD), "same.html": Output(site(OLD)["same.html"].digest, fail), **site({"index.html": b"other"})}
    report = emit(asked, world.out, vault=world.vault)
    assert (report.written, report.kept) == (1, 6)
    assert (world.out / "same.html").stat().st_ino == inode


def _replace_by_link(path: Path) -> None:
    target = path.parents[2] / "vault" / "secret"
    target.write_bytes(b"B")
    path.unlink()
    path.symlink_to(target)


HARM: dict[str, Callable[[Path], object]] = {
    "edited": lambda path: path.write_bytes(b"b"),
    "emptied": lambda path: os.truncate(path, 0),
    "deleted": Path.unlink,
    "a link now": _replace_by_link,
    "another mode": lambda path: path.chmod(0o600),
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_what_was_changed_by_hand_is_mended(world: World, mode: str, harm: Callable[[Path], object]) -> None:
    world.emit(OLD)
    expected = found(world.out)
    harm(world.out / "notes/b.html")
    assert found(world.out) != expected
    world.emit(OLD)
    assert found(world.out) == expected
    assert all(path.read_bytes() == b"B" for path in world.vault.iterdir())  # the link's target was left alone


def test_a_new_site_is_on_the_disk_before_it_takes_the_old_ones_place(
    world: World, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.emit(OLD)
    flushed: list[bool] = []

    def noting(folder: Path) -> None:
        flush(folder)
        flushed.append(files(world.out).items() >= OLD.items() and files(folder)["NOTES.html"] == b"F")

    monkeypatch.setattr("generator.emit.flush", noting)
    world.emit(NEW)
    assert flushed == [True]
    with pytest.raises(OSError, match="nowhere"):
        flush(world.folder / "nowhere")


def test_progress_counts_every_file_once(world: World, mode: str) -> None:
    world.emit(OLD)
    seen: list[tuple[int, int]] = []
    emit(site(NEW), world.out, vault=world.vault, progress=lambda done, everything: seen.append((done, everything)))
    assert seen == [(count, len(NEW)) for count in range(1, len(NEW) + 1)]


def test_names_that_are_awkward(world: World, mode: str) -> None:
    wanted = {
        f"{name}/{name}": name.encode() for name in ("ä", "é", "日本", "a b", "%41", "#", "CON", "x" * 255, "a\nb")
    }
    world.emit(OLD)
    world.emit(wanted)
    assert files(world.out) == wanted


# --- foreign files ----------------------------------------------------------------------------------------------------


def test_foreign_files_stay_as_they_are(world: World, mode: str) -> None:
    world.emit(OLD)
    world.add_foreign()
    inode = (world.out / ".git/objects/1").stat().st_ino
    world.emit(NEW)
    assert files(world.out).items() >= NEW.items()
    now = found(world.out)
    assert {path: now[path] for path in FOREIGN} == FOREIGN
    assert (world.out / ".git/objects/1").stat().st_ino == inode
    assert "gone/deep" not in now  # an empty folder of ours goes, the foreign file beside it stays
    assert "gone/deep/c.html" not in now
    assert now.keys() - FOREIGN.keys() - NEW.keys() == {MANIFEST, "notes", "turns", "gone"}
    world.assert_alone()


def test_folders_left_empty_go(world: World, mode: str) -> None:
    world.emit(OLD)
    world.emit({"index.html": b"home"})
    assert found(world.out).keys() == {MANIFEST, "index.html"}


@pytest.mark.parametrize(
    ("foreign", "wanted"),
    [
        ("page.html", "page.html"),
        ("PAGE.html", "page.html"),
        ("caf\u0065\u0301.html", "caf\u00e9.html"),
        ("topic", "topic/page.html"),
        ("Topic", "topic/page.html"),
        ("topic/mine.txt", "topic"),
        ("topic/empty/", "topic"),
        ("notes/empty/", "notes"),
        ("notes/mine.txt", "notes"),
    ],
)
def test_a_foreign_file_in_the_way_is_named_and_nothing_changes(
    world: World, mode: str, foreign: str, wanted: str
) -> None:
    world.emit(OLD)
    path = world.out / foreign
    if foreign.endswith("/"):
        path.mkdir(parents=True)
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"mine")
    before = found(world.out)
    with pytest.raises(EmitError, match="nothing was changed") as caught:
        world.emit({"index.html": b"other", wanted: b"page"})
    assert str(world.out / foreign.split("/", maxsplit=1)[0]) in str(caught.value)
    assert found(world.out) == before
    world.assert_alone()


def test_a_folder_of_ours_that_was_replaced_by_a_link_is_not_followed(world: World, mode: str) -> None:
    world.emit({"notes/a.html": b"A", "notes/deep/b.html": b"B"})
    (world.out / "notes").rename(world.vault / "notes")
    (world.vault / "notes/deep/b.html").unlink()
    (world.out / "notes").symlink_to(world.vault / "notes")
    with pytest.raises(EmitError, match="notes"):
        world.emit({"notes/a.html": b"changed"})
    world.emit({"index.html": b"home"})
    assert (world.out / "notes").is_symlink()
    assert files(world.vault) == {"notes/a.html": b"A"}
    assert (world.vault / "notes/deep").is_dir()


def test_a_folder_that_leads_outside_is_refused(world: World) -> None:
    (world.out / "in").mkdir(parents=True)
    refuse_outside(world.out, ["in", "not there yet"])
    (world.out / "link").symlink_to(world.vault)
    with pytest.raises(OutputRefused):
        refuse_outside(world.out, ["link"])


@pytest.mark.parametrize("moment", ["made", "changed"])
def test_a_foreign_file_that_comes_during_the_build_is_not_lost(
    world: World, mode: str, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program writes into the output at the latest moment, as git does: beside, then by rename."""
    world.emit(OLD)
    world.add_foreign()
    name = "late.txt" if moment == "made" else "CNAME"

    def write_late() -> None:
        (world.out / "other").write_bytes(b"late")
        os.utime(world.out / "other", ns=(2**61, 2**61))
        (world.out / "other").rename(world.out / name)

    real = exchange_module.swap

    def late(new: Path, root: Path, old: Path) -> None:
        write_late()
        real(new, root, old)

    if mode == "in place":
        monkeypatch.setattr("generator.emit.flush", lambda _folder: write_late())
    else:
        monkeypatch.setattr("generator.emit.swap", late)
    world.emit(NEW)
    assert (world.out / name).read_bytes() == b"late"
    assert files(world.out).items() >= NEW.items()


# --- refusals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by_link", [False, True])
@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("/", "root of the file system"),
        ("home", "your home folder"),
        ("home/vault", "is the vault"),
        ("home/vault/../vault", "is the vault"),
        (".", "holds the vault"),
        ("file", "not a folder"),
        ("full", "not empty"),
        ("home/vault/notes", "not empty"),
    ],
)
def test_folders_that_must_not_be_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, why: str, *, by_link: bool
) -> None:
    vault = tmp_path / "home/vault"
    (vault / "notes").mkdir(parents=True)
    (vault / "notes/a.md").write_text("note")
    (tmp_path / "file").write_text("text")
    (tmp_path / "full").mkdir()
    (tmp_path / "full/thesis.txt").write_text("years of work")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    out = tmp_path / place
    if place == "home":
        vault = tmp_path / "full"
    # A manifest doesn't make a folder acceptable that would be a disaster to replace.
    for folder in (tmp_path, tmp_path / "home", tmp_path / "home/vault"):
        (folder / MANIFEST).write_text('{"format":1,"files":{}}')
    if by_link:
        (tmp_path / "link").symlink_to(out)
        out = tmp_path / "link"
    before = found(tmp_path)
    with pytest.raises(OutputRefused, match=why):
        emit(site(OLD), out, vault=vault)
    assert found(tmp_path) == before


def test_an_output_inside_the_vault_is_fine(world: World) -> None:
    world.out = world.vault / "dist"
    (world.vault / "note.md").write_text("note")
    world.emit(OLD)
    world.emit(NEW)
    assert files(world.out) == NEW
    assert {path.name for path in world.vault.iterdir()} == {"dist", "note.md"}


def test_an_output_that_is_a_link_stays_one(world: World) -> None:
    real = world.folder / "vault" / "real"
    world.out.symlink_to(real)
    world.emit(OLD)
    world.emit(NEW)
    assert world.out.is_symlink()
    assert files(real) == NEW


def _text(value: object) -> Callable[[Path], object]:
    return lambda path: path.write_text(json.dumps(value))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "cut off": lambda path: os.truncate(path, 40),
    "empty": lambda path: os.truncate(path, 0),
    "no text": lambda path: path.write_bytes(b"\xff\xfe\x00"),
    "no object": _text([]),
    "foreign": _text({"name": "not ours"}),
    "of another version": _text({"format": 2, "files": {}}),
    "leading up": _text({"format": 1, "files": {"../vault/note.md": ["", "", 0]}}),
    "leading away": _text({"format": 1, "files": {"/etc/passwd": ["", "", 0]}}),
    "of another shape": _text({"format": 1, "files": {"a": "b"}}),
    "a link": lambda path: path.symlink_to(path.rename(path.parent / "moved")),
    "a folder": lambda path: path.rename(path.parent / "moved").parent.joinpath(MANIFEST).mkdir(),
}


@pytest.mark.parametrize("harm", DAMAGE.values(), ids=DAMAGE)
def test_a_manifest_that_cannot_be_trusted_is_refused(world: World, harm: Callable[[Path], object]) -> None:
    (world.vault / "note.md").write_text("note")
    world.emit(OLD)
    harm(world.out / MANIFEST)
    before = found(world.folder)
    with pytest.raises(OutputRefused, match="delete the folder and build again"):
        world.emit(NEW)
    assert found(world.folder) == before


@pytest.mark.parametrize(
    "paths",
    [
        ["../out.html"],
        ["/etc/passwd"],
        ["a//b"],
        ["a/./b"],
        ["a/"],
        [""],
        ["a\\b"],
        ["a\0b"],
        ["\udcff.html"],
        [MANIFEST],
        [".StudySite-work/new"],
        ["a.html", "A.html"],
        ["é.html", "e\u0301.html"],
        ["a", "a/b"],
        ["A", "a/b"],
    ],
)
def test_a_site_with_unsafe_or_clashing_paths_is_a_mistake_of_ours(world: World, paths: list[str]) -> None:
    with pytest.raises(ValueError, match="the site's path"):
        world.emit({"ok.html": b"", **dict.fromkeys(paths, b"")})
    assert not world.out.exists()


def test_fold_joins_what_some_disks_join() -> None:
    assert fold("Straße/É") == fold("STRASSE/e\u0301")
    assert fold("a") != fold("b")


def test_a_stranger_where_the_work_folder_goes_is_left_alone(world: World) -> None:
    stranger = world.folder / ".dist.studysite"
    stranger.mkdir()
    (stranger / "mine.txt").write_bytes(b"mine")
    with pytest.raises(OutputRefused, match="in the way"):
        world.emit(OLD)
    assert files(stranger) == {"mine.txt": b"mine"}
    assert not world.out.exists()


# --- what systems lack ------------------------------------------------------------------------------------------------


def test_without_hard_links_files_are_copied(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.emit(OLD)
    world.add_foreign()
    inode = (world.out / "CNAME").stat().st_ino

    def no_link(_source: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", no_link)
    world.emit(NEW)
    now = found(world.out)
    assert {path: now[path] for path in FOREIGN} == FOREIGN
    assert files(world.out).items() >= NEW.items()
    assert (world.out / "CNAME").stat().st_ino != inode


def test_a_mount_point_is_written_in_place_and_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.emit(OLD)
    inode = world.out.stat().st_ino
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == world.out)
    (notice,) = world.emit(NEW).notices
    assert "in place" in notice
    assert str(world.out) in notice
    assert world.out.stat().st_ino == inode
    assert files(world.out) == NEW


def test_a_mount_that_shows_only_when_swapping_is_written_in_place(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_one: Path, _other: Path) -> bool:
        raise OSError(errno.EBUSY, "Device or resource busy")

    world.emit(OLD)
    monkeypatch.setattr(exchange_module, "exchange", busy)
    assert "in place" in world.emit(NEW).notices[0]
    assert files(world.out) == NEW
    world.assert_alone()


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_parent_that_cannot_be_written_to(world: World, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    real = os.mkdir

    def mkdir(path: Path, mode: int = 0o777) -> None:
        if Path(path).parent == world.folder:
            raise OSError(number, os.strerror(number), str(path))
        real(path, mode)

    world.emit(OLD)
    monkeypatch.setattr(os, "mkdir", mkdir)
    assert "in place" in world.emit(NEW).notices[0]
    assert files(world.out) == NEW
    world.assert_alone()
    with pytest.raises(EmitError, match="-o"):
        emit(site(OLD), world.folder / "first", vault=world.vault)


def test_failing_to_swap_by_renames_puts_the_old_site_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.emit(OLD)
    before = found(world.out)
    real = os.rename

    def rename(source: Path, target: Path) -> None:
        if Path(target) == world.out and Path(source).name == "new":
            raise OSError(errno.EIO, "Input/output error")
        real(source, target)

    monkeypatch.setattr(exchange_module, "exchange", lambda _one, _other: False)
    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(EmitError):
        world.emit(NEW)
    assert found(world.out) == before
    world.assert_alone()


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_a_source_that_cannot_be_read_leaves_the_old_site(world: World, mode: str) -> None:
    world.emit(OLD)
    before = found(world.out)

    def unreadable() -> bytes:
        return (world.vault / "gone.png").read_bytes()

    with pytest.raises(EmitError, match=r"gone\.png"):
        emit({**site(NEW), "z.png": Output("z", unreadable)}, world.out, vault=world.vault)
    with pytest.raises(ZeroDivisionError):
        emit({**site(NEW), "z.png": Output("z", lambda: bytes(1 // 0))}, world.out, vault=world.vault)
    assert found(world.out) == before
    world.assert_alone()


def test_a_full_disk_leaves_the_old_site(world: World) -> None:
    """A limit on the size of files stands for the disk: it binds root too."""
    world.emit(OLD)
    before = found(world.out)
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "from generator.emit import emit, EmitError; from generator.model import Output; from pathlib import Path\n"
        "site = {f'{i}.html': Output(str(i), lambda i=i: bytes(i)) for i in (10, 1000, 200_000)}\n"
        f"try: emit(site, Path({str(world.out)!r}), vault=Path({str(world.vault)!r}))\n"
        "except EmitError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], env=_env(), capture_output=True, text=True, check=True)
    assert "nothing in the output was changed" in done.stdout
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
    assert found(world.out) == before
    world.assert_alone()


class Killed(BaseException):
    """What stands for the end of the process: nothing after it reaches the disk."""


class Disk:
    """Counts the calls that change the disk, and lets the n-th and, if dead, all later ones fail."""

    CALLS = ("mkdir", "chmod", "chown", "link", "symlink", "rename", "replace", "unlink", "rmdir", "write")

    def __init__(self, patch: pytest.MonkeyPatch, at: int, error: BaseException, *, dead: bool) -> None:
        self.count, self.at, self.error, self.dead = 0, at, error, dead
        for name in self.CALLS:
            patch.setattr(os, name, self._counting(getattr(os, name)))
        patch.setattr(os, "open", self._counting(os.open, lambda _path, flags, *_: flags & os.O_CREAT))
        patch.setattr(exchange_module, "exchange", self._counting(exchange_module.exchange))

    def _counting(self, real: Callable[..., Any], counts: Callable[..., Any] = lambda *_: True) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if counts(*args):
                self.count += 1
                if self.count == self.at or (self.dead and self.count > self.at):
                    raise self.error
            return real(*args, **kwargs)

        return call


@contextmanager
def disk(at: int, error: BaseException, *, dead: bool) -> Iterator[Disk]:
    with pytest.MonkeyPatch.context() as patch:
        yield Disk(patch, at, error, dead=dead)


def failures(folder: Path, error: BaseException, *, dead: bool, over: dict[str, bytes] | None) -> Iterator[World]:
    """Worlds in which NEW was built over ``over`` and foreign files, or over nothing; in each, another call failed."""
    at, reached = 0, True
    while reached:
        at += 1
        (folder / str(at)).mkdir()
        world = World(folder / str(at))
        if over is not None:
            world.emit(over)
            world.add_foreign()
        with disk(at, error, dead=dead) as counted, suppress(Killed, EmitError):
            world.emit(NEW)
        reached = counted.count >= at
        yield world
    assert at > 30  # there were as many calls as such a build needs


@pytest.fixture
def outcomes(tmp_path: Path) -> dict[str, dict[str, tuple[Any, ...]]]:
    """What stands at the output after building OLD, NEW and THIRD over foreign files, if nothing goes wrong."""
    (tmp_path / "right").mkdir()
    world, result = World(tmp_path / "right"), {}
    world.emit(OLD)
    world.add_foreign()
    for name, wanted in (("old", OLD), ("new", NEW), ("third", THIRD)):
        world.emit(wanted)
        result[name] = found(world.out)
    return result


def test_killed_at_any_call_the_output_is_the_old_site_or_the_new_one(
    tmp_path: Path, mode: str, outcomes: dict[str, dict[str, tuple[Any, ...]]]
) -> None:
    seen = []
    for world in failures(tmp_path, Killed(), dead=True, over=OLD):
        now = found(world.out)
        if mode == "exchange":
            assert now in (outcomes["old"], outcomes["new"])
        if mode == "two renames":
            assert now in (outcomes["old"], outcomes["new"], {})
        if mode == "in place":
            assert {path: now[path] for path in FOREIGN} == FOREIGN
        seen.append(now)
        world.emit(THIRD)
        assert found(world.out) == outcomes["third"]
        world.assert_alone()
    assert seen[0] == outcomes["old"]
    assert seen[-1] == outcomes["new"]
    assert ({} in seen) == (mode == "two renames")


def test_killed_again_while_mending(tmp_path: Path, mode: str, outcomes: dict[str, dict[str, tuple[Any, ...]]]) -> None:
    for at in range(4, 120, 20):
        for again in range(1, 60, 9):
            (tmp_path / f"{at} {again}").mkdir()
            world = World(tmp_path / f"{at} {again}")
            world.emit(OLD)
            world.add_foreign()
            for last, wanted in ((at, NEW), (again, OLD)):
                with disk(last, Killed(), dead=True), suppress(Killed):
                    world.emit(wanted)
            if mode == "exchange":
                assert found(world.out) in (outcomes["old"], outcomes["new"])
            world.emit(THIRD)
            assert found(world.out) == outcomes["third"]
            world.assert_alone()


def test_killed_and_then_deleted_by_hand(tmp_path: Path, mode: str) -> None:
    for world in failures(tmp_path, Killed(), dead=True, over=OLD):
        shutil.rmtree(world.out, ignore_errors=True)
        world.emit(THIRD)
        assert files(world.out).items() >= THIRD.items()
        world.assert_alone()


def test_killed_during_the_first_build(tmp_path: Path, mode: str) -> None:
    for world in failures(tmp_path, Killed(), dead=True, over=None):
        assert not world.out.exists() or files(world.out) == NEW
        world.emit(THIRD)
        assert files(world.out) == THIRD
        world.assert_alone()


def test_killed_during_the_first_build_on_an_empty_mount_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda _path: True)
    for at in range(1, 60):
        (tmp_path / str(at)).mkdir()
        world = World(tmp_path / str(at))
        world.out.mkdir()
        with disk(at, Killed(), dead=True), suppress(Killed):
            world.emit(NEW)
        world.emit(THIRD)
        assert files(world.out) == THIRD
        world.assert_alone()


def test_a_disk_that_is_full_at_any_call_leaves_one_site_and_one_message(
    tmp_path: Path, mode: str, outcomes: dict[str, dict[str, tuple[Any, ...]]]
) -> None:
    for world in failures(tmp_path, OSError(errno.ENOSPC, "No space left on device"), dead=False, over=OLD):
        now = {path: entry for path, entry in found(world.out).items() if not path.startswith(".studysite-work")}
        if mode != "in place":
            assert now in (outcomes["old"], outcomes["new"])
        assert {path: now[path] for path in FOREIGN} == FOREIGN
        world.emit(THIRD)
        assert found(world.out) == outcomes["third"]
        world.assert_alone()


def test_a_read_only_disk_says_so(world: World, mode: str) -> None:
    world.emit(OLD)
    before = found(world.out)
    with disk(1, OSError(errno.EROFS, "Read-only file system"), dead=True), pytest.raises(EmitError) as caught:
        world.emit(NEW)
    assert "read-only" in str(caught.value)
    assert "nothing in the output was changed" in str(caught.value)
    assert found(world.out) == before
    world.assert_alone()


def test_leftovers_that_cannot_be_removed_are_a_notice(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.emit(OLD)
    with monkeypatch.context() as patch:
        patch.setattr(os, "rmdir", lambda _path: (_ for _ in ()).throw(OSError(errno.EBUSY, "busy")))
        (notice,) = world.emit(NEW).notices
    assert ".dist.studysite" in notice
    assert files(world.out) == NEW
    world.emit(NEW)
    world.assert_alone()


def test_an_unfinished_in_place_build_spares_a_foreign_file_that_came_since(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os.path, "ismount", lambda _path: True)
    world.emit(OLD)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(Killed()))
        patch.setattr("generator.emit.recover", lambda _root: None)
        with pytest.raises(Killed):
            world.emit(NEW)
    (world.out / "notes/d.html").write_bytes(b"mine")
    with pytest.raises(EmitError, match=r"notes/d\.html"):
        world.emit(NEW)
    assert (world.out / "notes/d.html").read_bytes() == b"mine"
    (world.out / "notes/d.html").unlink()
    world.emit(NEW)
    assert files(world.out) == NEW


def _env() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(generator.__file__).parents[1])}


CHILD = """
import os, sys
from pathlib import Path
import generator.emit
from generator.emit import emit, exchange
from generator.model import Output
generator.emit.flush = lambda folder: None
out, vault, mode, letters, rounds = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5])
if mode == "two renames":
    exchange.exchange = lambda one, other: False
if mode == "in place":
    os.path.ismount = lambda path: True
print("go", flush=True)
for letter in letters * rounds:
    site = {f"{i % 20}/{i}.html": Output(f"{letter}{i}", lambda: letter.encode() * 2000) for i in range(300)}
    site[f"{letter}.html"] = Output(letter, letter.encode)
    emit(site, out, vault=vault)
print("done", flush=True)
"""


def start(world: World, mode: str, letters: str, rounds: int = 1) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", CHILD, str(world.out), str(world.vault), mode, letters, str(rounds)]
    return subprocess.Popen(command, env=_env(), stdout=subprocess.PIPE)


def line(child: subprocess.Popen[bytes]) -> bytes:
    assert child.stdout
    return child.stdout.readline()


def whole_site(world: World) -> str:
    """The letter of the site at the output, or nothing if what stands there isn't one whole site of CHILD's."""
    now = files(world.out)
    letters = {content[:1].decode() for path, content in now.items() if path != "CNAME"}
    letter = letters.pop() if len(letters) == 1 else ""
    return letter if len(now) == 302 and f"{letter}.html" in now and now["CNAME"] == b"mine" else ""


@pytest.mark.parametrize("mode", ["exchange", "two renames", "in place"])
def test_a_killed_process_leaves_the_old_site_or_the_new_one(world: World, mode: str) -> None:
    with start(world, "exchange", "o") as child:
        child.wait()
    (world.out / "CNAME").write_bytes(b"mine")
    with start(world, mode, "n") as child:
        line(child)
        begun = time.perf_counter()
        assert line(child) == b"done\n"
        duration = time.perf_counter() - begun
    last, moments = "n", 20 if mode == "exchange" else 6
    for moment in range(moments):
        upcoming = "o" if last == "n" else "n"
        with start(world, mode, upcoming) as child:
            line(child)
            time.sleep(duration * moment / moments)
            child.send_signal(signal.SIGKILL)
        if mode == "exchange":
            assert whole_site(world) in (last, upcoming)
        assert mode == "two renames" or (world.out / "CNAME").read_bytes() == b"mine"
        last = whole_site(world) or last
    world.emit({"index.html": b"home"})
    assert files(world.out) == {"index.html": b"home", "CNAME": b"mine"}
    world.assert_alone()


@pytest.mark.parametrize("mode", ["exchange", "two renames", "in place"])
def test_builds_at_once_wait_for_each_other(world: World, mode: str) -> None:
    world.emit({})
    (world.out / "CNAME").write_bytes(b"mine")
    children = [start(world, mode, letters, 3) for letters in ("ab", "cd")]
    for child in children:
        with child:
            assert line(child) + line(child) == b"go\ndone\n"
    assert whole_site(world) in ("b", "d")
    world.assert_alone()


def test_a_build_waits_while_another_holds_the_lock(world: World) -> None:
    fcntl = pytest.importorskip("fcntl")
    descriptor = os.open(world.folder, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    build = threading.Thread(target=world.emit, args=(OLD,))
    build.start()
    build.join(0.2)
    assert build.is_alive()
    assert not world.out.exists()
    os.close(descriptor)
    build.join(10)
    assert files(world.out) == OLD


def test_the_lock_ends_though_a_worker_process_outlives_the_build(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A forked worker has a copy of every descriptor; so has this test."""
    real, copies = os.open, []

    def copying(path: Any, flags: int, mode: int = 0o777) -> int:
        descriptor = real(path, flags, mode)
        copies.append(os.dup(descriptor))
        return descriptor

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", copying)
        world.emit(OLD)
    build = threading.Thread(target=world.emit, args=(NEW,), daemon=True)
    build.start()
    build.join(10)
    assert not build.is_alive()
    for descriptor in copies:
        os.close(descriptor)
