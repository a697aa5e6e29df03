"""The commands as a person or a script uses them: arguments, exit codes, what is printed where."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

NOTE = "# Title\n\nSee [[Other]] and [[Nothing]].\n\n##### Which?\n- this\n- that\n#card\nthis\n"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    root = tmp_path / "vault"
    root.mkdir()
    (root / "study.toml").write_text('title = "Test"\nexclude = []\n')
    (root / "Note.md").write_text(NOTE)
    (root / "Other.md").write_text("Text with a picture: ![[gone.png]]\n")
    (root / "Private.md").write_text("---\npublish: false\n---\nsecret\n")
    return root


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator.cli", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False, stdin=subprocess.DEVNULL
    )


def test_build_writes_a_site_and_says_where_to_open_it(vault: Path, tmp_path: Path) -> None:
    done = run("build", vault, "-o", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "note.html").is_file()
    assert f"Open {(tmp_path / 'site' / 'index.html').as_uri()}" in done.stdout
    assert "2 notes (1 not published), 0 courses, 1 card" in done.stdout
    assert 'Note.md:3:19: warning[link-missing] no note named "Nothing"' in done.stdout


def test_the_output_is_relative_to_the_current_folder_and_the_vault_is_found_upwards(vault: Path) -> None:
    inside = vault / "deep" / "er"
    inside.mkdir(parents=True)
    assert run("build", cwd=inside).returncode == 0
    assert (inside / "dist" / "index.html").is_file()
    # The output lies inside the vault now, and is no part of it.
    again = run("build", cwd=inside)
    assert again.returncode == 0
    assert "0 files written" in again.stdout
    assert sorted(path.name for path in vault.iterdir()) == [
        ".studysite",
        "Note.md",
        "Other.md",
        "Private.md",
        "deep",
        "study.toml",
    ]


def test_quiet_prints_nothing(vault: Path, tmp_path: Path) -> None:
    done = run("build", vault, "-o", tmp_path / "site", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_strict_fails_after_writing(vault: Path, tmp_path: Path) -> None:
    assert run("build", vault, "-o", tmp_path / "site", "--strict").returncode == 1
    assert (tmp_path / "site" / "index.html").is_file()


def test_an_output_that_holds_other_files_is_refused_and_left_alone(vault: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine"
    out.mkdir()
    (out / "thesis.doc").write_text("years of work")
    done = run("build", vault, "-o", out)
    assert done.returncode == 2
    assert "studysite: " in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in out.iterdir()] == ["thesis.doc"]


@pytest.mark.parametrize("out", ["/", "~", ".", ".."])
def test_folders_that_must_never_be_replaced_are_refused(vault: Path, out: str) -> None:
    done = run("build", ".", "-o", Path(out).expanduser(), cwd=vault)
    assert done.returncode == 2
    assert sorted(path.name for path in vault.iterdir() if path.suffix) == [
        "Note.md",
        "Other.md",
        "Private.md",
        "study.toml",
    ]


def test_check_reports_every_problem_and_the_private_notes_and_fails_on_errors(vault: Path) -> None:
    done = run("check", vault)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert 'Other.md:1:22: error[image-missing] no file named "gone.png" in the vault' in lines
    assert "Private.md: not published" in lines
    (vault / "Other.md").write_text("Mended.\n")
    assert run("check", vault).returncode == 0
    assert run("check", vault, "--strict").returncode == 1


def test_check_as_json_and_for_github(vault: Path) -> None:
    rows = json.loads(run("check", vault, "--format", "json").stdout)["diagnostics"]
    assert {"code", "severity", "path", "line", "col", "message", "hint"} == set(rows[0])
    missing = next(row for row in rows if row["code"] == "image-missing")
    assert (missing["path"], missing["line"], missing["col"], missing["severity"]) == ("Other.md", 1, 22, "error")
    github = run("check", vault, "--format", "github").stdout
    assert "::error file=Other.md,line=1,col=22,title=image-missing::" in github


def test_check_lists_the_notes_to_write_most_wanted_first(vault: Path) -> None:
    (vault / "A.md").write_text("---\nup: '[[moss]]'\n---\n[[Moss]] and [x](Moss.md) and [[picture.png]]\n")
    (vault / "B.md").write_text("[[Fern]] [[Fern]] ![[Fern]]\n[[Private]] [[sub/Moss]]\n")
    lines = run("check", vault).stdout.splitlines()
    at = lines.index("Notes to write, most wanted first:")
    assert lines[at + 1 : at + 4] == [
        "  Moss: 4 links in 2 notes, first in A.md:2:6",
        "  Fern: 3 links in 1 note, first in B.md:1:1",
        "  Nothing: 1 link in 1 note, first in Note.md:3:19",
    ]
    assert "error[image-missing]" in lines[at - 1]
    found = json.loads(run("check", vault, "--format", "json").stdout)["wanted"]
    assert [(each["name"], each["count"]) for each in found] == [("Moss", 4), ("Fern", 3), ("Nothing", 1)]
    assert found[2]["places"] == [{"path": "Note.md", "line": 3, "col": 19}]


def test_check_can_copy_obsidians_settings_into_study_toml(vault: Path) -> None:
    assert run("check", vault, "--write-config").returncode == 2
    (vault / ".obsidian").mkdir()
    (vault / ".obsidian" / "app.json").write_text('{"userIgnoreFilters": ["Journal/"], "strictLineBreaks": true}')
    done = run("check", vault, "--write-config", "--format", "json")
    assert json.loads(done.stdout)["wanted"]
    assert f'added to {vault / "study.toml"}: exclude = ["Journal/**", …]' in done.stderr
    text = (vault / "study.toml").read_text()
    assert text.endswith('strict_line_breaks = true\n\ntitle = "Test"\nexclude = ["Journal/**"]\n')
    again = run("check", vault, "--write-config")
    assert again.stderr == ""
    assert (vault / "study.toml").read_text() == text


def test_rules_change_severities(vault: Path) -> None:
    (vault / "study.toml").write_text('exclude = []\n[rules]\nimage-missing = "info"\nlink-missing = "off"\n')
    done = run("check", vault)
    assert done.returncode == 0
    assert "info[image-missing]" in done.stdout
    assert "link-missing" not in done.stdout


def test_check_and_export_write_nothing_but_the_cache(vault: Path) -> None:
    before = {path: path.read_bytes() for path in vault.rglob("*") if path.is_file()}
    run("check", vault, "--no-cache")
    run("export", vault, "--to", "json", "--no-cache")
    assert {path: path.read_bytes() for path in vault.rglob("*") if path.is_file()} == before


def test_export_json_holds_cards_and_courses(vault: Path, tmp_path: Path) -> None:
    done = run("export", vault, "--to", "json")
    assert done.returncode == 0
    (card,) = json.loads(done.stdout)["cards"]
    assert card["prompt"] == "Which?"
    assert card["options"] == ["this", "that"]
    assert card["correct"] == [0]
    assert (card["note"], card["line"], card["kind"], card["graded"]) == ("Note.md", 5, "choice", True)
    assert card["href"] == f"note.html#card-{card['id']}"
    file = tmp_path / "deck.json"
    assert run("export", vault, "--to", "json", "-o", file).stdout == ""
    assert json.loads(file.read_text()) == json.loads(done.stdout)
    assert run("export", vault, "--to", "json", "-o", tmp_path / "no" / "folder.json").returncode == 1


@pytest.mark.parametrize("to", ["json", "tsv", "anki", "gift", "aiken", "print"])
def test_export_writes_a_file_and_says_how_many_cards_are_in_it(vault: Path, tmp_path: Path, to: str) -> None:
    file = tmp_path / "out" / "cards"
    file.parent.mkdir()
    file.write_text("old")
    file.chmod(0o640)
    done = run("export", vault, "--to", to, "-o", file)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "1 card\n")
    assert b"Which?" in file.read_bytes() or file.read_bytes().startswith(b"PK")
    assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in file.parent.iterdir()] == ["cards"]


def test_export_leaves_a_good_file_where_it_cannot_write_a_new_one(vault: Path, tmp_path: Path) -> None:
    file = tmp_path / "cards.gift"
    file.write_text("mine")
    (vault / "Note.md").write_text("no cards any more\n")
    done = run("export", vault, "--to", "gift", "-o", file)
    assert done.returncode == 1
    assert "has no cards" in done.stderr
    assert run("export", vault, "--to", "gift", "-o", tmp_path).returncode == 1
    assert file.read_text() == "mine"
    assert json.loads(run("export", vault, "--to", "json").stdout) == {"cards": [], "courses": []}


def test_export_writes_through_links_and_to_devices(vault: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    assert run("export", vault, "--to", "tsv", "-o", tmp_path / "link").returncode == 0
    assert (tmp_path / "link").is_symlink()
    assert "Which?" in (tmp_path / "file").read_text()
    assert "Which?" in run("export", vault, "--to", "tsv", "-o", "/dev/stdout").stdout


def test_export_says_what_is_left_out(vault: Path) -> None:
    (vault / "More.md").write_text("##### Why?\n#card\nbecause\n")
    done = run("export", vault, "--to", "aiken")
    assert done.stdout == "Which?\nA) this\nB) that\nANSWER: A\n"
    assert done.stderr == "1 card; 1 left out: Aiken takes only questions with exactly one right option\n"


def test_export_puts_no_package_on_a_terminal(vault: Path) -> None:
    primary, secondary = pty.openpty()
    command = [sys.executable, "-m", "generator.cli", "export", str(vault), "--to", "anki"]
    done = subprocess.run(command, stdout=secondary, stderr=subprocess.PIPE, text=True, check=False)
    os.close(secondary)
    os.close(primary)
    assert done.returncode == 2
    assert "name a file with -o" in done.stderr


def test_export_takes_the_moment_from_the_environment(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = [sys.executable, "-m", "generator.cli", "export", str(vault), "--to", "anki"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    one, two = (subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2))
    assert one == two
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert run("export", vault, "--to", "anki").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("build", "no/such/folder"), "no such folder"),
        (("export",), "--to"),
        (("bild",), "invalid choice"),
        (("build", "--base-url", "ftp://x"), "--base-url"),
    ],
)
def test_wrong_usage_exits_with_two_and_one_clear_message(vault: Path, arguments: tuple[str, ...], says: str) -> None:
    done = run(*arguments, cwd=vault)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_names_the_right_one(vault: Path) -> None:
    (vault / "study.toml").write_text('titel = "x"\n')
    done = run("build", vault)
    assert done.returncode == 2
    assert 'did you mean "title"?' in done.stderr
    assert "study.toml:1" in done.stderr


def test_help_teaches() -> None:
    help_text = run("--help").stdout
    for word in ("build", "check", "export", "VAULT"):
        assert word in help_text
    assert run().returncode == 2
    for command in ("build", "check", "export"):
        assert "examples:" in run(command, "--help").stdout


def test_the_version_comes_at_once() -> None:
    code = "import sys; from generator import cli\ntry: cli.main(['--version'])\nexcept SystemExit: print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"markdown_it", "pygments", "jinja2", "rich", "PIL", "msgspec"} & set(loaded)


def test_a_reader_that_goes_away_is_no_traceback(vault: Path) -> None:
    command = f"{sys.executable} -m generator.cli export {vault} --to json | head -c 10"
    done = subprocess.run(["/bin/bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr


def test_a_bar_on_a_terminal_for_what_takes_long_and_none_elsewhere(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "study.toml").write_text("exclude = []\n")
    for number in range(250):
        body = "\n\n".join(f"Paragraph {line} with [[Note {line}]] and *more*." for line in range(120))
        (vault / f"Note {number}.md").write_text(body)
    primary, secondary = pty.openpty()
    command = [sys.executable, "-m", "generator.cli", "build", str(vault), "-o", str(tmp_path / "site"), "--no-cache"]
    done = subprocess.Popen(command, stderr=secondary, stdout=subprocess.DEVNULL)
    os.close(secondary)
    seen = b""
    while True:
        try:
            part = os.read(primary, 4096)
        except OSError:
            break
        if not part:
            break
        seen += part
    os.close(primary)
    assert done.wait() == 0
    assert re.search(rb"Reading notes|Writing pages", seen)
    piped = run("build", vault, "-o", tmp_path / "other", "--no-cache")
    assert piped.stderr == ""
