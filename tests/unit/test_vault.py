"""What the scan lists, what it passes over, and how text comes out of bytes."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.config import Config
from generator.model import File
from generator.vault import Scan, decode, folders_of, is_excluded, is_published, is_withheld, read, read_asset, scan


def fill(root: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def scanned(root: Path, config: Config | None = None, output: Path | None = None) -> Scan:
    return scan(root, config or Config(), output)


def notes(found: Scan) -> tuple[str, ...]:
    return tuple(note.path for note in found.notes)


def assets(found: Scan) -> list[str]:
    return [asset.path for asset in found.assets]


def test_notes_and_other_files_are_listed_by_path(tmp_path: Path) -> None:
    fill(tmp_path, {"b.md": "", "a/c.MD": "", "a/p.png": "12", "study.toml": "", "a/study.toml": ""})
    found = scanned(tmp_path)
    assert notes(found) == ("a/c.MD", "b.md")
    assert assets(found) == ["a/p.png", "a/study.toml"]
    assert found.problems == ()


def test_a_file_is_listed_as_equal_only_once_no_save_can_hide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, {"a.md": "one", "p.png": ""})
    saved = time.time_ns()

    def listed(after: float) -> tuple[File, ...]:
        monkeypatch.setattr(time, "time_ns", lambda: saved + int(after * 1e9))
        found = scanned(tmp_path)
        return *found.notes, *found.assets

    assert set(listed(0.5)).isdisjoint(listed(1.5))
    assert listed(3) == listed(4)
    assert set(listed(1.5)).isdisjoint(listed(3))
    before = listed(3)
    (tmp_path / "a.md").write_text("two")
    status = (tmp_path / "p.png").stat()
    (tmp_path / "new.png").write_text("")
    os.utime(tmp_path / "new.png", ns=(status.st_atime_ns, status.st_mtime_ns))
    (tmp_path / "new.png").replace(tmp_path / "p.png")
    assert set(before).isdisjoint(listed(60))


def test_hidden_files_folders_and_outputs_are_not_there(tmp_path: Path) -> None:
    fill(tmp_path, {
        ".obsidian/x.md": "", ".trash/x.md": "", ".hidden.md": "", "a/.git/x.md": "", "a/.x.png": "",
        "dist/index.md": "", "old/.studysite-manifest.json": "", "old/deep/x.md": "", "a/x.md": "",
    })  # fmt: skip
    found = scanned(tmp_path, output=tmp_path / "dist")
    assert notes(found) == ("a/x.md",)
    assert assets(found) == []


def test_the_output_is_passed_over_however_it_is_named(tmp_path: Path) -> None:
    fill(tmp_path, {"a.md": "", "dist/x.md": ""})
    (tmp_path.parent / "way").symlink_to(tmp_path)
    assert notes(scanned(tmp_path.parent / "way", output=tmp_path / "sub" / ".." / "dist")) == ("a.md",)


@pytest.mark.parametrize(
    ("exclude", "taken"),
    [
        ("Private/**", {"Private/a.md", "Private/deep/b.md"}),
        ("Private/*", {"Private/a.md", "Private/deep/b.md"}),
        ("Private/", {"Private/a.md", "Private/deep/b.md", "x/private/c.md"}),
        ("./Private/**", {"Private/a.md", "Private/deep/b.md"}),
        ("private", {"Private/a.md", "Private/deep/b.md", "x/private/c.md"}),
        ("**/private/**", {"Private/a.md", "Private/deep/b.md", "x/private/c.md"}),
        ("**/deep", {"Private/deep/b.md"}),
        ("*.draft.md", {"x/n.draft.md"}),
        ("x/*.md", {"x/n.draft.md"}),
        ("x/?.md", set()),
        ("[PQ]rivate/a.md", {"Private/a.md"}),
        ("a.md", {"Private/a.md"}),
        ("Priv", set()),
        ("**", {"Private/a.md", "Private/deep/b.md", "x/private/c.md", "x/n.draft.md", "z.md"}),
    ],
)
def test_exclude_globs(exclude: str, taken: set[str]) -> None:
    paths = {"Private/a.md", "Private/deep/b.md", "x/private/c.md", "x/n.draft.md", "z.md"}
    assert {path for path in paths if is_excluded(path, Config(exclude=(exclude,)))} == taken


def test_globs_filters_and_folders_mean_names_however_they_are_composed() -> None:
    composed, decomposed = "Privé", "Prive\u0301"
    for said, path in ((composed, f"{decomposed}/x.md"), (decomposed, f"{composed}/x.md")):
        assert is_excluded(path, Config(exclude=(f"{said}/**",)))
        assert is_excluded(path, Config(ignore_filters=(f"{said}/",)))
        assert is_withheld(path, Config(ignored_folders=(said,)))
        assert is_published(path, None, Config(publish=(said,)))
    assert is_excluded(f"{decomposed}/x.md", Config(ignore_filters=(f"/^{composed}/",)))


def test_obsidians_filters_are_beginnings_of_paths_or_regular_expressions() -> None:
    config = Config(ignore_filters=("Meta/", "/\\bsecret\\b/"))
    assert is_excluded("meta/x.md", config)
    assert is_excluded("a/My Secret plan.md", config)
    assert not is_excluded("a/Meta/x.md", config)
    assert not is_excluded("a/secretary.md", config)
    assert not is_excluded("x.md", Config(ignore_filters=("",)))


def test_a_filter_that_is_no_regular_expression_here_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("")
    found = scanned(tmp_path, Config(ignore_filters=("/(?<name>x)/", "/fine/")))
    assert [problem.code for problem in found.problems] == ["obsidian-settings-invalid"]
    assert notes(found) == ("a.md",)


@pytest.mark.parametrize(
    "name",
    ["n.sync-conflict-20240131-120000-ABCDEFG.md", "n (conflicted copy 2024-01-31 120000).md",
     "n (Ann's conflicted copy 2024-01-31).md", "n (Ann’s conflicted copy 2024-01-31).md",
     "n (Conflicted copy laptop 202401311200).md"],
)  # fmt: skip
def test_conflicting_copies_are_withheld(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("")
    (tmp_path / "n (copy).md").write_text("")
    assert scanned(tmp_path).withheld == (name,)
    assert notes(scanned(tmp_path)) == ("n (copy).md",)


def test_what_front_matter_says_wins_over_the_vaults_rule() -> None:
    everything, marked, folder = Config(), Config(publish="marked"), Config(publish=("Public",))
    assert [is_published("a.md", said, everything) for said in (None, True, False)] == [True, True, False]
    assert [is_published("a.md", said, marked) for said in (None, True, False)] == [False, True, False]
    assert is_published("public/deep/a.md", None, folder)
    assert not is_published("Publications/a.md", None, folder)
    assert is_published("a.md", True, folder)  # noqa: FBT003  # what front matter said


def test_links_count_only_where_they_lead_to_a_file_of_the_same_kind_in_sight(tmp_path: Path) -> None:
    root, outside = tmp_path / "vault", tmp_path / "outside"
    fill(root, {"a.md": "", "p.png": "", ".obsidian/x.md": "", "Private/x.md": "", "folder/n.md": ""})
    fill(outside, {"secret.md": "", "secret.png": ""})
    leads = {
        "good.md": root / "a.md",
        "good.png": root / "p.png",
        "relative.md": Path("folder/../a.md"),
        "out.md": outside / "secret.md",
        "out.png": outside / "secret.png",
        "up.md": Path("../outside/secret.md"),
        "hidden.md": root / ".obsidian/x.md",
        "private.md": root / "Private/x.md",
        "disguise.txt": root / "a.md",
        "disguise.md": root / "p.png",
        "outside-folder": outside,
        "inside-folder": root / "folder",
        "folder.md": root / "folder",
        "dangling.md": root / "none.md",
        "loop.md": root / "loop.md",
        "loop": root,
        "machine.md": Path("/etc/passwd"),
        "twice.md": root / "up.md",
    }
    for name, target in leads.items():
        (root / name).symlink_to(target)
    found = scanned(root, Config(exclude=("Private/**",)))
    assert notes(found) == ("a.md", "folder/n.md", "good.md", "relative.md")
    assert found.withheld == ("Private/x.md", "private.md")
    assert assets(found) == ["good.png", "p.png"]
    assert {problem.path for problem in found.problems} == {
        "out.md", "up.md", "hidden.md", "disguise.md", "folder.md", "dangling.md", "loop.md", "machine.md", "twice.md"
    }  # fmt: skip
    assert {problem.code for problem in found.problems} == {"note-unreadable"}


def test_a_root_that_is_a_link_is_followed(tmp_path: Path) -> None:
    fill(tmp_path / "real", {"a.md": "text"})
    (tmp_path / "vault").symlink_to(tmp_path / "real")
    assert notes(scanned(tmp_path / "vault")) == ("a.md",)
    assert read(tmp_path / "vault", File("a.md", ())).text == "text"


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "folder.md" / "n.md").write_text("")
    (tmp_path / "link.md").symlink_to(tmp_path / "pipe.md")
    found = scanned(tmp_path)
    assert notes(found) == ("folder.md/n.md",)
    assert found.assets == ()
    assert {(problem.path, problem.code) for problem in found.problems} == {
        ("pipe.md", "note-unreadable"), ("link.md", "note-unreadable")
    }  # fmt: skip


def test_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.md")).write_text("")
    found = scanned(tmp_path)
    assert notes(found) == ()
    assert [(problem.path, problem.hint) for problem in found.problems] == [("caf\ufffd.md", "rename it")]


def test_only_a_root_that_cannot_be_listed_stops_everything(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        scanned(tmp_path / "none")


def test_reading_never_raises_and_never_leaves_the_vault(tmp_path: Path) -> None:
    fill(tmp_path, {"vault/a.md": "", "secret.md": "canary"})
    root = tmp_path / "vault"
    assert read(root, File("gone.md", ())).problems[0].code == "note-unreadable"
    assert "No such file" in read(root, File("gone.md", ())).problems[0].message
    (root / "a.md").unlink()
    (root / "a.md").symlink_to(tmp_path / "secret.md")  # since it was listed
    assert read(root, File("a.md", ())).text == ""
    with pytest.raises(OSError, match="out of the vault"):
        read_asset(root, "a.md")


@pytest.mark.parametrize(
    ("raw", "text", "codes"),
    [
        (b"a\r\nb\rc\n", "a\nb\nc\n", []),
        (b"\xef\xbb\xbf---\n", "---\n", []),
        (b"", "", []),
        (b"a\0b", "a\ufffdb", []),
        (b"ok\nbad \xff\n", "ok\nbad \ufffd\n", ["text-encoding"]),
        ("née".encode("utf-16"), "née", ["text-encoding"]),
        (b"\xfe\xff" + "née".encode("utf-16-be"), "née", ["text-encoding"]),
        ("née".encode("utf-16-le"), "née", ["text-encoding"]),
        ("née".encode("utf-16-be"), "née", ["text-encoding"]),
        ("née".encode("utf-32"), "née", ["text-encoding"]),
        (b"\xff\xfea", "\ufffd", ["text-encoding"]),
    ],
)
def test_text_comes_out_of_bytes(raw: bytes, text: str, codes: list[str]) -> None:
    source = decode("n.md", raw)
    assert source.text == text
    assert [problem.code for problem in source.problems] == codes


def test_a_bad_byte_is_told_with_its_line() -> None:
    assert decode("n.md", b"one\ntwo\nthr\xe9e").problems[0].line == 3


def test_folders_of_paths() -> None:
    assert folders_of(["a/b/c.md", "a/d.md", "e.md"]) == ("a", "a/b")
