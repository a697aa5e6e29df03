"""Broken notes: every other page is built, the broken one says what is wrong, and the build ends as any other."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from generator import site, vault
from generator.model import File, Source

Build = Callable[[Mapping[str, str | bytes]], Any]

GOOD = {"Good.md": "Words of [[Other]].\n", "folder/Other.md": "# Part\n\n##### Which?\n- this\n- that\n#card\nthis\n"}
TEXT = "# Part\n\nplain words\n"

YAML = {
    "no YAML at all": "just : some : words",
    "a list": "- a\n- b",
    "a word": "word",
    "a tab": "tags:\n\t- a",
    "an unclosed bracket": "tags: [a, b",
    "an unclosed brace": "a: {b: c",
    "an unclosed quote": 'title: "half',
    "a stray quote": "title: 'it's'",
    "a colon in a value": "title: AWS: EC2",
    "a reserved character": "title: @home",
    "a percent sign": "title: %home",
    "a bare wikilink": "up: [[Other]], [[Good]]",
    "bad indentation": "a:\n  - b\n - c",
    "a mapping as a key": "? {a: b}\n: c",
    "an alias bomb": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
    "an undefined alias": "a: *nothing",
    "two documents": "a: b\n--- c: d",
    "a bad escape": 'a: "\\q"',
    "a control character": "a: \x07",
    "nested too deep": "a: " + "[" * 3000,
    "a long line": "a: [" + "x, " * 40_000,
}
VALUES = {
    "a date that is none": "date: 2024-13-45",
    "a title that is a list": "title: [a, b]",
    "tags that are a mapping": "tags: {a: b}",
    "a tag of digits": "tags: [123]",
    "an exam of words": "exam: soon",
    "an exam of nonsense": "exam:\n  questions: many",
    "publish, of all things": "publish: [maybe]",
}
BYTES: Mapping[str, tuple[bytes, str]] = {
    "invalid UTF-8": (b"# Part\n\nplain words \xff\xfe\x80\n", "text-encoding"),
    "Latin-1": ("# Part\n\nplain words é\n".encode("latin-1"), "text-encoding"),
    "UTF-16": (TEXT.encode("utf-16"), "text-encoding"),
    "UTF-16 without a mark": (TEXT.encode("utf-16-le"), "text-encoding"),
    "UTF-32": (TEXT.encode("utf-32"), "text-encoding"),
    "half of a UTF-16 character": (TEXT.encode("utf-16")[:-1], "text-encoding"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR plain words \xff", "text-encoding"),
    "nothing but bytes": (bytes(range(256)) * 40 + b"plain words", "text-encoding"),
    "deep quotes": (b"plain words\n\n" + b"> " * 300 + b"x\n", "note-too-large"),
    "deep lists": (b"plain words\n\n" + b"".join(b" " * (2 * n) + b"- x\n" for n in range(150)), "note-too-large"),
    "more than can be read": (b"plain words\n" * 900_000, "note-too-large"),
    "front matter that never ends": (b"---\ntitle: x\ntags: [a]\n\nplain words\n", "front-matter-invalid"),
    "too much front matter": (b"---\n" + b"key: value\n" * 7000 + b"---\nplain words\n", "front-matter-invalid"),
}
QUIET: Mapping[str, bytes] = {
    "empty": b"",
    "a line break": b"\n",
    "spaces": b" \t \n \n",
    "only a mark": b"\xef\xbb\xbf",
    "only front matter": b"---\ntitle: x\n---\n",
    "only the beginning of front matter": b"---",
    "a tag of Python's": b"---\na: !!python/object/apply:os.system ['true']\n---\nplain words\n",
    "a NUL in front matter": b"---\na: \0\n---\nplain words\n",
    "empty front matter": b"---\n---\nplain words\n",
    "a mark": b"\xef\xbb\xbf---\ntitle: x\n---\nplain words\n",
    "CRLF": b"---\r\ntitle: x\r\n---\r\nplain words\r\n",
    "CR": b"---\rtitle: x\r---\rplain words\r",
    "NUL": b"plain words \0 and more\n",
    "an unclosed fence": b"plain words\n\n```python\nx = [[1\n",
    "an unclosed comment": b"plain words\n\n%%\nhidden\n",
    "an unclosed link": b"plain words [[Other [x](y ![[z\n",
    "unclosed emphasis": b"plain words " + b"**_~~==`" * 2000,
    "unclosed HTML": b"plain words\n\n<div><table><svg><!-- <script>\n",
    "unclosed math": b"plain words $$\\frac{ $x\n",
    "an unclosed callout": b"plain words\n\n> [!note\n> [!]\n> [!note]+-\n",
    "a half table": b"plain words\n\n| a | b\n|---|\n| c |||||\n",
    "a footnote of its own": b"plain words [^1]\n\n[^1]: see [^1]\n",
    "a link to itself": b"plain words [[Broken]] ![[Broken]]\n",
    "brackets without end": b"plain words " + b"[" * 5000 + b"\n",
    "a very long line": b"plain words " * 30_000,
    "a very long word": b"plain words\n\n" + b"x" * 300_000 + b"\n",
    "a very long heading": b"plain words\n\n# " + b"x" * 100_000 + b"\n",
    "many headings of one name": b"plain words\n\n" + b"# Same\n\n" * 500,
    "many links to nothing": b"plain words " + b"".join(b"[[Nothing %d]] " % n for n in range(500)),
    "control characters": b"plain words \x01\x02\x1b[31m\x7f\x08\n",
    "odd line ends": "plain words\u2028and\u2029more\x0b\x0c\x85 words\n".encode(),
    "from right to left": "plain words \u202e\u2066\u200f\n".encode(),
    "half characters of HTML": b"plain words &#xD800; &#0; &#x110000; &nosuch; &#\n",
    "a card without anything": b"plain words\n\n#card\n",
    "a card of nothing but marks": b"plain words\n\n##### ?\n- \n- \n#card\n\n#card\n#card\n",
    "merge marks": b"<<<<<<< HEAD\nplain words\n=======\nother words\n>>>>>>> branch\n",
}


def _good(made: Any) -> None:
    """Every other page is there."""
    assert "folder/other.html" in made.page("good.html")
    assert 'id="part"' in made.page("folder/other.html")
    assert len(made.built.deck.cards) >= 1
    assert {"index.html", "404.html", "quiz.html", "build.js"} <= made.files.keys()


@pytest.mark.parametrize("front", YAML.values(), ids=YAML)
def test_front_matter_that_cannot_be_read(build: Build, front: str) -> None:
    made = build({**GOOD, "Broken.md": f"---\n{front}\n---\n{TEXT}"})
    _good(made)
    assert made.codes("Broken.md") == {"front-matter-invalid"}
    assert "plain words" in made.page("broken.html")


@pytest.mark.parametrize("front", VALUES.values(), ids=VALUES)
def test_front_matter_of_the_wrong_kind(build: Build, front: str) -> None:
    made = build({**GOOD, "Broken.md": f"---\n{front}\n---\n{TEXT}"})
    _good(made)
    assert made.codes("Broken.md") & {"front-matter-value", "tag-invalid"}
    assert ("broken.html" in made.files) == ("publish" not in front)


@pytest.mark.parametrize(("raw", "code"), BYTES.values(), ids=BYTES)
def test_bytes_that_are_no_note(build: Build, raw: bytes, code: str) -> None:
    made = build({**GOOD, "Broken.md": raw})
    _good(made)
    assert code in made.codes("Broken.md")
    if code != "text-encoding":
        assert "plain words" in made.page("broken.html")


@pytest.mark.parametrize("raw", QUIET.values(), ids=QUIET)
def test_text_that_is_odd_is_shown_as_it_is(build: Build, raw: bytes) -> None:
    made = build({**GOOD, "Broken.md": raw})
    _good(made)
    page = made.page("broken.html")
    assert ("plain words" in page) == (b"plain words" in raw)
    assert not made.codes("Broken.md") & {"note-unreadable", "note-too-large"}
    assert "\0" not in page


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_make_no_difference(build: Build, ends: str, mark: str) -> None:
    text = "---\ntitle: T\ntags: [a]\n---\n# Part\n\n- a\n\t- b\n\n```\nx\n\ny\n```\n\n"
    text += "##### Q?\n- this\n- that\n#card\nthis\n"
    plain = build({"N.md": text})
    other = build({"N.md": (mark + text).replace("\n", ends)})
    assert plain.files == other.files
    assert plain.problems == other.problems


def test_what_is_no_file_says_so(build: Build, vault: Path) -> None:
    (vault / "x.md").mkdir(parents=True)
    (vault / "x.md" / "Inside.md").write_text("words inside\n")
    os.mkfifo(vault / "pipe.md")
    (vault / "dangling.md").symlink_to("nothing")
    (vault / "loop.md").symlink_to("loop.md")
    made = build({**GOOD, "Links.md": "[[pipe]] [[dangling]] ![[loop]] [[x.md]]\n"})
    _good(made)
    for path in ("pipe.md", "dangling.md", "loop.md"):
        assert made.codes(path) == {"note-unreadable"}
    assert "words inside" in made.page("x-md/inside.html")


def test_a_note_that_vanishes_while_the_vault_is_read(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    read = vault.read

    def vanishing(root: Path, note: File) -> Source:
        if note.path == "Broken.md":
            (root / note.path).unlink()
        return read(root, note)

    monkeypatch.setattr(site.vault, "read", vanishing)
    made = build({**GOOD, "Broken.md": TEXT})
    _good(made)
    assert made.codes("Broken.md") == {"note-unreadable"}


def test_a_folder_that_cannot_be_listed(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    listing = os.scandir

    def refused(path: Any) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(os, "scandir", refused)
    made = build({**GOOD, "closed/N.md": TEXT})
    _good(made)
    assert made.codes("closed") == {"note-unreadable"}


def test_notes_that_embed_each_other(build: Build) -> None:
    made = build({**GOOD, "A.md": "![[B]] words of a\n", "B.md": "![[C]]\n", "C.md": "![[A]] ![[C]]\n"})
    _good(made)
    assert "words of a" in made.page("a.html")


def test_pictures_that_are_none(build: Build) -> None:
    made = build({
        **GOOD, "empty.png": b"", "text.jpg": b"no picture", "script.svg": b"<svg><script/></svg>",
        "folder.png/x.png": b"",
        "N.md": "![[empty.png]] ![[text.jpg]] ![[script.svg]] ![[folder.png]] ![[gone.png]] words\n",
    })  # fmt: skip
    _good(made)
    codes = [problem.code for problem in made.problems if problem.path == "N.md"]
    assert codes == ["image-unreadable"] * 3 + ["image-missing"] * 2
    page = made.page("n.html")
    assert "words" in page
    assert "<img" not in page.partition('class="markdown-rendered')[2].partition("</article>")[0]


def test_a_picture_of_which_a_part_is_there(build: Build) -> None:
    out = BytesIO()
    Image.new("RGB", (200, 200), "red").save(out, "JPEG")
    made = build({**GOOD, "cut.jpg": out.getvalue()[:-20], "N.md": "![[cut.jpg]] and a [link](cut.jpg)\n"})
    _good(made)
    assert [problem.code for problem in made.problems if problem.path == "N.md"] == ["image-damaged"]
    assert 'width="200" height="200"' in made.page("n.html")


def test_all_of_them_at_once_from_the_command_line(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    root.mkdir()
    broken = {
        **{name: f"---\n{front}\n---\n{TEXT}".encode() for name, front in {**YAML, **VALUES}.items()},
        **{name: raw for name, (raw, _) in BYTES.items() if len(raw) < 1_000_000},
        **QUIET,
    }
    assert len(broken) >= 40
    for name, raw in {**broken, **{path.removesuffix(".md"): text.encode() for path, text in GOOD.items()}}.items():
        (root / f"{name}.md").parent.mkdir(exist_ok=True)
        (root / f"{name}.md").write_bytes(raw)
    os.mkfifo(root / "pipe.md")
    command = [sys.executable, "-m", "generator.cli", "build", str(root), "-o", str(tmp_path / "out"), "--no-cache"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out" / "folder" / "other.html").is_file()
    notes = int(re.search(r"^(\d+) notes", done.stdout, re.MULTILINE)[1])  # type: ignore[index]  # it is there
    assert notes == len(broken) - 1 + len(GOOD)
    for name in YAML:
        assert f"{name}.md:" in done.stdout
    assert "pipe.md: error[note-unreadable]" in done.stdout
