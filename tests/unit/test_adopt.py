"""Obsidian's settings in study.toml: what is added, and that nothing else changes."""

from __future__ import annotations

import json
import stat
import tomllib
from pathlib import Path

import pytest

from generator.config import load
from generator.upkeep.adopt import Refused, adopt
from generator.vault import scan


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / ".obsidian").mkdir()
    return tmp_path


def obsidian(vault: Path, **files: object) -> None:
    for name, content in files.items():
        (vault / ".obsidian" / f"{name.replace('_', '-')}.json").write_text(json.dumps(content))


def test_a_vault_without_study_toml_gets_one(vault: Path) -> None:
    obsidian(vault, app={"userIgnoreFilters": ["Private/", "draft"], "strictLineBreaks": True},
             templates={"folder": "My Templates"}, daily_notes={"folder": "/Journal/Daily/"})  # fmt: skip
    assert adopt(vault) == (
        'exclude = ["Journal/Daily/**", "My Templates/**", "Private/**", "./draft*"]',
        "strict_line_breaks = true",
    )
    assert tomllib.loads((vault / "study.toml").read_text()) == {
        "exclude": ["Journal/Daily/**", "My Templates/**", "Private/**", "./draft*"],
        "strict_line_breaks": True,
    }


def test_nothing_to_exclude_is_said_too(vault: Path) -> None:
    assert adopt(vault) == ("exclude = []",)
    (vault / ".obsidian").rmdir()
    assert load(vault)[1] == ()


WRITTEN = """\
# My site, which I wrote by hand.
title = "Notes" # a name

[cards]
tag = "quiz" # mine
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_the_author_wrote_stays_to_the_letter(vault: Path, end: str) -> None:
    text = WRITTEN.replace("\n", end)
    (vault / "study.toml").write_bytes(text.encode())
    (vault / "study.toml").chmod(0o640)
    obsidian(vault, app={"userIgnoreFilters": ["Ä/"]})
    adopt(vault)
    raw = (vault / "study.toml").read_bytes().decode()
    assert raw.endswith(f'exclude = ["Ä/**"]{end}{end}{text}')
    assert raw.count("\n") == raw.count(end)
    assert stat.S_IMODE((vault / "study.toml").stat().st_mode) == 0o640
    assert adopt(vault) == ()
    assert (vault / "study.toml").read_bytes().decode() == raw
    assert {path.name for path in vault.iterdir()} == {".obsidian", "study.toml"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("exclude = []\n", 'exclude = ["P/**"]\n'),
        ('  exclude=["a", "b"] # mine\n', '  exclude=["P/**", "a", "b"] # mine\n'),
        ('exclude = [ # "x]"\n  "a",\n]\n[cards]\n', 'exclude = ["P/**",  # "x]"\n  "a",\n]\n[cards]\n'),
        ('"exclude" = ["P/*"]', '"exclude" = ["P/**", "P/*"]'),
        ("exclude = ['P/**']", "exclude = ['P/**']"),
    ],
)
def test_globs_go_into_an_exclude_that_is_there(vault: Path, before: str, after: str) -> None:
    (vault / "study.toml").write_text(before)
    obsidian(vault, templates={"folder": "P"})
    adopt(vault)
    assert (vault / "study.toml").read_text() == after


def test_the_authors_line_breaks_win(vault: Path) -> None:
    (vault / "study.toml").write_text("strict_line_breaks = false\nexclude = []\n")
    obsidian(vault, app={"strictLineBreaks": True})
    assert adopt(vault) == ()


@pytest.mark.parametrize(
    "before",
    [
        'description = """\nexclude = ["x"]\n"""\nexclude = ["y"]\n',
        "description = '''\nexclude = [\n'''\n\"exclude\" = [\"y\"]\n",
        '"\\u0065xclude" = ["y"]\n',
    ],
)
def test_what_cannot_be_edited_safely_is_left_alone(vault: Path, before: str) -> None:
    (vault / "study.toml").write_text(before)
    obsidian(vault, templates={"folder": "P"})
    with pytest.raises(Refused, match=r"P/\*\*"):
        adopt(vault)
    assert (vault / "study.toml").read_text() == before


@pytest.mark.parametrize("rule", ["/^secret.*/", "a\\b", "../x/", "a\nb"])
def test_what_no_glob_can_say_is_refused(vault: Path, rule: str) -> None:
    obsidian(vault, app={"userIgnoreFilters": ["Private/", rule]})
    with pytest.raises(Refused, match="yourself"):
        adopt(vault)
    assert not (vault / "study.toml").exists()


def test_broken_or_missing_settings_are_refused(vault: Path) -> None:
    (vault / ".obsidian" / "app.json").write_text("{")
    with pytest.raises(Refused, match=r"app\.json"):
        adopt(vault)
    (vault / ".obsidian" / "app.json").unlink()
    (vault / ".obsidian").rmdir()
    with pytest.raises(Refused, match="no settings"):
        adopt(vault)


def test_the_copy_keeps_private_what_the_settings_keep_private(vault: Path) -> None:
    notes = ["Private/a.md", "Privateer.md", "sub/Private/b.md", "draft one.md", "drafts/x.md", "sub/draft.md",
             "[x]/a.md", "x/a.md", "T*/a.md", "Tx/a.md", "a/b c.md", "a/bd.md", "PRIVATE/c.md", "Keep.md"]  # fmt: skip
    for note in notes:
        (vault / note).parent.mkdir(parents=True, exist_ok=True)
        (vault / note).write_text("words")
    obsidian(
        vault, app={"userIgnoreFilters": ["Private/", "draft", "[x]/", "a/b ", "", "/"]}, templates={"folder": "T*"}
    )
    before = scan(vault, load(vault)[0]).withheld
    adopt(vault)
    for file in (vault / ".obsidian").iterdir():
        file.unlink()
    (vault / ".obsidian").rmdir()
    config, problems = load(vault)
    assert problems == ()
    assert scan(vault, config).withheld == before
    assert set(before) == {"Private/a.md", "PRIVATE/c.md", "draft one.md", "drafts/x.md", "[x]/a.md", "T*/a.md",
                           "a/b c.md"}  # fmt: skip
