"""After any history of sites, foreign files and meddling, the output is the site, and what is foreign is untouched."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.emit import EmitError, emit, exchange
from generator.emit.checks import check_site
from generator.model import Output, Site

MANIFEST = ".studysite-manifest.json"
NAMES = st.sampled_from(["a", "b", "B", "ä", "ss", "ß", ".git"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
Found = dict[str, tuple[Any, ...]]


def _sound(files: dict[str, bytes]) -> dict[str, bytes]:
    """As many of these as can be one site."""
    taken: dict[str, bytes] = {}
    for path, data in files.items():
        with suppress(ValueError):
            check_site([*taken, path])
            taken[path] = data
    return taken


FILES = st.dictionaries(PATHS, st.sampled_from([b"", b"1", b"2"]), max_size=8).map(_sound)
MEDDLING = st.tuples(st.sampled_from(["file", "folder", "link", "edit", "delete"]), PATHS)
STEPS = st.lists(
    st.tuples(FILES, st.lists(MEDDLING, max_size=4), st.sampled_from(["exchange", "two renames", "in place"])),
    min_size=2,
    max_size=5,
)


def site(files: dict[str, bytes]) -> Site:
    return {path: Output(blake2b(data).hexdigest(), data.__bytes__) for path, data in files.items()}


def found(folder: Path) -> Found:
    """All that is in a folder: kind and content of each entry, and of files the mode."""

    def entry(path: Path) -> tuple[Any, ...]:
        if path.is_symlink():
            return ("link", str(path.readlink()))
        return ("folder",) if path.is_dir() else ("file", stat.S_IMODE(path.stat().st_mode), path.read_bytes())

    return {path.relative_to(folder).as_posix(): entry(path) for path in folder.rglob("*")}


def meddle(out: Path, kind: str, path: Path) -> None:
    """What a person or another program does in the output between two builds."""
    if not path.resolve().is_relative_to(out):
        return
    with suppress(FileExistsError, NotADirectoryError, IsADirectoryError, FileNotFoundError):
        match kind:
            case "file":
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("xb") as file:
                    file.write(b"foreign")
                path.chmod(0o600)
            case "folder":
                path.mkdir(parents=True)
            case "link":
                path.symlink_to("../vault")
            case "edit":
                if path.is_file():
                    path.write_bytes(b"edited")
            case _:
                path.unlink()


def ours(files: dict[str, bytes], now: Found) -> set[str]:
    """The paths of ``now`` that belong to the site last built: its files, and folders that hold nothing else."""
    listed = {MANIFEST} | {path for path in files if path in now and now[path][0] != "folder"}
    parents = {str(parent) for path in files for parent in Path(path).parents}
    return listed | {path for path in now if path in parents and now[path][0] == "folder"}


@given(steps=STEPS, links=st.booleans())
@settings(max_examples=70)
def test_the_output_is_the_site_and_foreign_files_stay(
    steps: list[tuple[dict[str, bytes], list[tuple[str, str]], Literal["exchange", "two renames", "in place"]]],
    *,
    links: bool,
) -> None:
    folder = Path(tempfile.mkdtemp()).resolve()
    vault, out, fresh = folder / "vault", folder / "out/dist", folder / "fresh"
    vault.mkdir()
    (vault / "note.md").write_bytes(b"note")
    last: dict[str, bytes] = {}
    try:
        for files, meddling, mode in steps:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(
                    "generator.emit.flush", lambda _folder: None
                )  # slow where others write, and without effect
                if mode == "two renames":
                    patch.setattr(exchange, "exchange", lambda _one, _other: False)
                if mode == "in place":
                    patch.setattr(os.path, "ismount", lambda _path: True)
                if not links:
                    patch.setattr(os, "link", _no_link)
                before = found(out) if out.exists() else {}
                foreign = {path: before[path] for path in before.keys() - ours(last, before)}
                try:
                    emit(site(files), out, vault=vault)
                except EmitError:
                    assert foreign  # nothing else can be in the way
                    assert found(out) == before
                else:
                    last = files
                    shutil.rmtree(fresh, ignore_errors=True)
                    emit(site(files), fresh, vault=vault)
                    now, expected = found(out), found(fresh)
                    assert {path: now.get(path) for path in foreign} == foreign
                    assert {path: now.get(path) for path in expected} == expected
                    around = {parent.as_posix() for path in foreign for parent in Path(path).parents}
                    assert now.keys() <= expected.keys() | foreign.keys() | around
                assert [path.name for path in out.parent.iterdir()] == ["dist"]
                assert found(vault).keys() == {"note.md"}
            for kind, path in meddling:
                meddle(out, kind, out / path)
    finally:
        shutil.rmtree(folder)


def _no_link(_source: Path, _target: Path) -> None:
    raise OSError(errno.EPERM, "no hard links here")
