"""After any history of edits a warm build equals a cold one, byte for byte; so do two builds of one vault."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from hashlib import shake_128
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator import config, site, theme, vault
from generator.memo import Cache, Memo
from generator.model import File, Source
from generator.shelf import Shelf

NAMES = (
    "Alpha.md",
    "alpha.md",
    "Beta.md",
    "part/Alpha.md",
    "part/Gamma.md",
    "part/deep/Delta.md",
    "index.md",
    "C++.md",
    "Plan.excalidraw.md",
)
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def _large() -> bytes:
    """A picture that gets smaller copies."""
    out = BytesIO()
    grain = Image.frombytes("RGB", (500, 200), shake_128(b"grain").digest(500 * 200 * 3))
    grain.save(out, "JPEG", quality=90)
    return out.getvalue()


LARGE = _large()
PIECES = (
    "Plain words about nothing in particular.",
    "A link to [[Alpha]] and [[Beta|the other]] in one sentence.",
    "- [[part/Gamma]]\n- [[Delta]]\n\t- [[Unwritten]]",
    "# One (40%)\n## Topic\n- [[Alpha]]\n- [[Unwritten]]\n# Two (60%)\n## Other\n- [[Beta]]\n",
    "![[dot.png|10]] and ![[gone.png]]",
    "![[Plan.excalidraw|20]] and [[Plan.excalidraw]], ![x](https://a.example/x.png)",
    "## Heading\n\nText under it, see [[#Heading]] and [[Beta#Heading]].",
    "```python\nx = [[1]]\n```",
    "##### Which one is it?\n- this\n- that\n#card\nthis. Because of Alpha.\n",
    "##### Which one is it?\n- this\n- other\n#card\nother\n",
    "![[Alpha]]",
    "- ![[Beta#Heading]]\n\n![[Delta]] and ![[Unwritten]]",
    "A block of its own. ^block",
    "See ![[part/Gamma#^block]] there, and ![[#Heading]]",
    "Said[^1], and again^[in [[Beta]] ![[dot.png]]].\n\n[^1]: A footnote, see[^2] [[part/Gamma]].\n[^2]: Another.",
    "##### What does it show?\n#card\nWhat it shows[^1].\n\n![[Beta#Heading]]\n^shown\n",
    "#tag and #tag/nested",
    "%%hidden [[Beta]]%%",
    "[md](part/Gamma.md) [[#]] [x](javascript:1)",
)
FRONT = (
    "",
    "---\npublish: false\n---\n",
    "---\ntitle: Beta\naliases: [Other, Unwritten]\ntags: [tag]\n---\n",
    "---\n: [\n---\n",
    '---\npermalink: alpha\nup: "[[Alpha]]"\nsee: ["[[Unwritten]]", "[[Beta|it]]"]\n---\n',
    "---\npermalink: former/place\naliases: [Gamma]\n---\n",
)

note = st.builds(
    lambda front, parts: front + "\n\n".join(parts) + "\n",
    st.sampled_from(FRONT),
    st.lists(st.sampled_from(PIECES), max_size=4),
)
edit = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), note),
    st.tuples(st.just("remove"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.just("move"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(
        st.just("picture"),
        st.sampled_from(("dot.png", "part/dot.png", "Plan.excalidraw.png")),
        st.sampled_from(("add", "enlarge", "remove")),
    ),
    st.tuples(
        st.just("configure"),
        st.sampled_from(("", 'title = "T"\n', 'stubs = "all"\nslug = "keep"\n', 'allow_hosts = ["a.example"]\n')),
        st.just(""),
    ),
)


@pytest.fixture(autouse=True, scope="module")
def _old_files() -> Iterator[None]:
    """Files are taken for settled at once, so that what a build remembers of them is what is tested here."""
    with patch.object(vault, "_SETTLED", -1):
        yield


def _apply(root: Path, kind: str, name: str, what: str) -> None:
    path = root / name
    if kind == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(what, encoding="utf-8")
    elif kind == "remove":
        path.unlink(missing_ok=True)
    elif kind == "move" and path.is_file():
        target = root / what
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    elif kind == "picture":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        if what != "remove":
            path.write_bytes(PICTURE if what == "add" else LARGE)
    elif kind == "configure":
        (root / "study.toml").write_text("exclude = []\n" + name, encoding="utf-8")


def _built(
    root: Path, memo: Memo, shelf: Shelf | None = None
) -> tuple[dict[str, bytes], tuple[object, ...], dict[str, str]]:
    settings_of, problems = config.load(root)
    made = site.build(root, settings_of, theme.default(), memo, shelf=shelf or Shelf())
    files = {path: output.make() for path, output in made.site.items() if not path.startswith("assets/icons")}
    return files, (*problems, *made.diagnostics), {path: output.digest for path, output in made.site.items()}


@settings(max_examples=25)
@given(st.lists(edit, min_size=1, max_size=8))
def test_warm_equals_cold_after_any_history_of_edits(edits: list[tuple[str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "vault"
        root.mkdir()
        cache = Cache(Path(folder) / "cache")
        warm = Memo(cache)
        shelf = Shelf(Path(folder) / "shelf")
        seen: dict[str, tuple[str, bytes]] = {}
        for kind, name, what in edits:
            _apply(root, kind, name, what)
            files, problems, digests = _built(root, warm, shelf)
            cold_files, cold_problems, cold_digests = _built(root, Memo())
            disk_files, disk_problems, _ = _built(root, Memo(cache), shelf)
            assert files == cold_files == disk_files
            assert problems == cold_problems == disk_problems
            assert digests == cold_digests
            # What emit trusts: a path with the digest that it had before has the bytes that it had before.
            for path, data in files.items():
                before = seen.get(path)
                assert before is None or before[0] != digests[path] or before[1] == data, path
                seen[path] = (digests[path], data)
        cache.close()


def test_a_warm_build_reads_only_what_was_saved(tmp_path: Path) -> None:
    for name in NAMES:
        _apply(tmp_path, "write", name, "Text and ![[dot.png]]")
    _apply(tmp_path, "picture", "dot.png", "add")
    memo = Memo()
    read: list[str] = []

    def reading(root: Path, note: File) -> Source:
        read.append(note.path)
        return vault.decode(note.path, vault.read_asset(root, note.path))

    with patch.object(vault, "read", reading):
        _built(tmp_path, memo)
        assert sorted(read) == sorted(NAMES)
        read.clear()
        _apply(tmp_path, "write", "Beta.md", "Text and ![[dot.png]]!")
        _apply(tmp_path, "write", "New.md", "More")
        files, _, _ = _built(tmp_path, memo)
    assert sorted(read) == ["Beta.md", "New.md"]
    assert b"More" in files["new.html"]


def test_the_same_bytes_for_any_hash_seed_locale_zone_and_number_of_processes(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    for number, text in enumerate(PIECES * 3):
        _apply(root, "write", f"folder {number % 5}/Note {number}.md", text * 40)
    (root / "dot.png").write_bytes(PICTURE)
    outputs = []
    worlds = ({"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}, {"PYTHONHASHSEED": "2", "LC_ALL": "C", "TZ": "UTC"})
    for index, (world, jobs, umask) in enumerate(zip(worlds, ("1", "3"), ("022", "077"), strict=True)):
        out = tmp_path / f"out{index}"
        command = [
            sys.executable,
            "-m",
            "generator.cli",
            "build",
            str(root),
            "-o",
            str(out),
            "--no-cache",
            "--jobs",
            jobs,
        ]
        subprocess.run(
            ["/bin/sh", "-c", f'umask {umask} && exec "$@"', "sh", *command],
            check=True,
            env={**os.environ, **world},
            capture_output=True,
        )
        outputs.append(
            {
                path.relative_to(out): (path.read_bytes(), path.stat().st_mode)
                for path in out.rglob("*")
                if path.is_file()
            }
        )
    assert outputs[0] == outputs[1]
    assert len(outputs[0]) > 40


@pytest.mark.parametrize("damage", ["truncate", "flip", "empty", "foreign", "folder"])
def test_a_damaged_cache_costs_time_and_nothing_else(tmp_path: Path, damage: str) -> None:
    root = tmp_path / "vault"
    for number, text in enumerate(PIECES):
        _apply(root, "write", f"Note {number}.md", text)
    _, _, whole = _built(root, Memo())
    folder = tmp_path / "cache"
    cache = Cache(folder)
    _built(root, Memo(cache))
    cache.close()
    file = folder / "build.sqlite"
    raw = bytearray(file.read_bytes())
    if damage == "truncate":
        file.write_bytes(raw[: len(raw) // 2])
    elif damage == "flip":
        for at in range(4096, len(raw), 97):
            raw[at] ^= 0xFF
        file.write_bytes(raw)
    elif damage == "empty":
        file.write_bytes(b"")
    elif damage == "foreign":
        file.write_text("not a database at all " * 500)
    else:
        file.unlink()
        file.mkdir()
    for _ in range(2):
        cache = Cache(folder)
        assert _built(root, Memo(cache))[2] == whole
        cache.close()


def test_a_cache_folder_that_cannot_be_used_is_said_once_and_done_without(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    _apply(root, "write", "Note.md", "Text")
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file" / "cache")
    assert "no cache is kept" in cache.notice
    assert "note.html" in _built(root, Memo(cache))[0]


def test_slots_that_a_build_did_not_use_are_dropped(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    _apply(root, "write", "Note.md", "Text")
    _apply(root, "write", "Gone.md", "Text")
    memo = Memo()
    _built(root, memo)
    assert ("page", "gone.html") in memo.slots()
    shutil.move(root / "Gone.md", root / "Kept.md")
    _built(root, memo)
    assert ("page", "gone.html") not in memo.slots()
    assert ("page", "kept.html") in memo.slots()
