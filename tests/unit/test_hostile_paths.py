"""Nothing outside of the vault is read and nothing outside of the output is written, whatever a note says.

Every target below is tried as a link, an embed, a Markdown link and image, and in front matter. An audit hook, which
Python calls for each file and folder that is opened, says what was touched.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator import config, site, theme
from generator.emit import emit
from generator.memo import Memo

Build = Callable[[Mapping[str, str | bytes]], Any]

ELSEWHERE = "words of another folder"
PICTURE = f'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><title>{ELSEWHERE}</title></svg>'

NAMES = ("outside/secret.md", "outside/secret", "outside/secret.svg", "outside/secret.txt", "outside")
WAYS = (
    "../{}", "../../{}", "./../{}", "/../{}", "//{}", "/./../{}", "..//{}", "a/../../{}", "folder/../../{}",
    "../vault/../{}", "..\\{}", "..%2f{}", "%2e%2e/{}", "%2e%2e%2f{}", "%252e%252e%252f{}", "..%5c{}", "..%00/{}",
    "..;/{}", ".../{}", "%c0%ae%c0%ae/{}", "．．/{}", "{root}/{}", "/{root}/{}", "//{root}/{}", "file:{root}/{}",
    "file://{root}/{}", "FILE:///{root}/{}", "file://localhost{root}/{}", "{root}/vault/../{}", "~/{}", "~root/{}",
    "linked/{name}", "./linked/{name}", "/linked/{name}", "linked", "linked.md", "linked.svg", "loop/loop/{}",
    "loop/../{}", "loop/../../{}", "up/{}", "up/../{}", "inside/../../{}", "C:\\{}", "C:/{}", "\\\\host\\{}",
    "//host/{}", "/proc/self/cwd/{}", "/proc/self/root{root}/{}", "/dev/fd/0", "/dev/zero", "/etc/passwd",
    "/etc/passwd#root", "con", "..", "../", "../..", "/", "//", ".", "./", "...", "./.", "%2e", "%2e%2e", "..#x",
    "../#../{}", "{}\0", "{}%00.svg", "\t../{}", " ../{} ", "../{}?x", "../{}#x", "$HOME/{}", "{{{{root}}}}/{}",
    "%HOME%/{}", "`cat ../{}`", "|{}", "http:../{}", "http:/../{}", "javascript:../{}", "data:,../{}",
)  # fmt: skip


def targets(root: Path) -> list[str]:
    return sorted({way.format(name, root=root, name=name.rpartition("/")[2]) for way in WAYS for name in NAMES})


@contextmanager
def watched(folder: Path) -> Iterator[list[str]]:
    """The paths below ``folder`` that anything opens, lists, links, makes or deletes meanwhile."""
    touched: list[str] = []
    watchers.append((str(folder), touched))
    try:
        yield touched
    finally:
        watchers.pop()


watchers: list[tuple[str, list[str]]] = []


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if watchers and event.startswith(("open", "os.", "shutil.", "subprocess.", "socket.")):
        folder, touched = watchers[-1]
        for each in args:
            if isinstance(each, (str, bytes)):
                path = os.path.abspath(os.fsdecode(each))  # noqa: PTH100  # resolve() would look at the disk itself
                if path.startswith(folder):
                    touched.append(f"{event} {path}")


sys.addaudithook(_hook)


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A vault with links of every kind that lead out of it, beside a folder that is nobody's business."""
    vault, outside = tmp_path / "vault", tmp_path / "outside"
    (vault / "folder").mkdir(parents=True)
    outside.mkdir()
    for name in ("secret.md", "secret", "secret.txt"):
        (outside / name).write_text(f"---\naliases: [alias of the secret]\n---\n{ELSEWHERE}")
    (outside / "secret.svg").write_text(PICTURE)
    (vault / "study.toml").write_text('exclude = []\nstubs = "all"\n')
    for name, target in {
        "linked": outside, "linked.md": outside / "secret.md", "linked.svg": outside / "secret.svg",
        "linked.txt": Path("../outside/secret.txt"), "loop": vault, "up": Path(".."), "inside": vault / "folder",
        "folder/loop.md": vault / "folder" / "loop.md", "dangling.md": vault / "none.md", "root": Path("/"),
        "passwd.md": Path("/etc/passwd"), "zero.md": Path("/dev/zero"), "chain.md": vault / "linked.md",
    }.items():  # fmt: skip
        (vault / name).symlink_to(target)
    return tmp_path


def _written(target: str) -> str:
    """A note that names ``target`` in every way that a note can."""
    quoted = target.replace("\\", "\\\\").replace('"', '\\"')
    return (
        f'---\naliases: ["{quoted}"]\npermalink: "{quoted}"\nimage: "{quoted}"\ncover: "[[{quoted}]]"\n'
        f'tags: ["{quoted}"]\ncssclasses: "{quoted}"\n---\n'
        f"[[{target}]] ![[{target}]] [x]({target}) [x](<{target}>) ![x]({target}) ![x](<{target}>) #{target}\n\n"
        f'[y][r]\n\n[r]: <{target}>\n\n<img src="{target}"> <a href="{target}">z</a> '
        f'<iframe src="{target}"></iframe>\n\n'
        f"> [!{target}]\n\n```{target}\nx\n```\n\n"
        f"##### [[{target}]]?\n- ![[{target}]]\n- that\n#card\nthat [z]({target})\n"
    )


def test_hostile_targets_lead_nowhere_outside(world: Path) -> None:
    vault, out = world / "vault", world / "site"
    all_targets = targets(world)
    assert len(all_targets) >= 200
    for number, target in enumerate(all_targets):
        (vault / f"Note {number}.md").write_text(_written(target))
    settings = config.load(vault)[0]
    look = theme.default()
    memo = Memo()
    with watched(world / "outside") as touched:
        built = site.build(vault, settings, look, memo, out=out)
        made = {path: output.make() for path, output in built.site.items()}
        emit(built.site, out, vault=vault)
    assert touched == []
    for raw in made.values():
        assert ELSEWHERE.encode() not in raw
        assert b"root:x:0:0" not in raw
    assert len(built.docs) == len(all_targets)
    written = {file.relative_to(out).as_posix() for file in out.rglob("*") if file.is_file()}
    assert written == {*built.site, ".studysite-manifest.json"}
    assert sorted(path.name for path in world.iterdir()) == ["outside", "site", "vault"]
    assert not [path for path in out.rglob("*") if path.is_symlink()]
    for outcomes in built.outcomes.values():
        for outcome in outcomes:
            assert outcome.state != "asset"
            assert outcome.state != "external" or outcome.href.startswith("http:")
            assert ".." not in outcome.href.partition("#")[0] or outcome.state == "external"


def test_the_watch_sees_what_it_is_for(world: Path) -> None:
    with watched(world / "outside") as touched:
        (world / "outside" / "secret.md").read_bytes()
        list((world / "outside").iterdir())
        (world / "vault" / "linked.md").is_symlink()
    assert len(touched) == 2


HOSTILE_NAMES = (
    "../x", "..", "a/../../x", "/etc/x", "C:\\x", "..\\x", "x\0y", "con", "a\nb", "<b>", "'\"", "%2e%2e%2fx", "~",
    "$(x)", "`x`", "-rf", "--output=x", "*", "?", ".hidden", ".studysite-manifest.json", "_headers", "build.js",
    "index.html", "x" * 5000, "/".join("x" * 3000), "\u202e", "\ud7ff", "\U0010ffff", "😀" * 300,
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_names_from_a_notes_text_make_no_path_of_their_own(build: Build, vault: Path, name: str) -> None:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"').replace("\0", "\\0").replace("\n", "\\n")
    keys = ("title", "permalink", "aliases", "tags", "cards-deck", "domain", "cssclasses", "description", "date")
    front = "".join(f'{key}: "{quoted}"\n' for key in keys)
    made = build({
        "study.toml": 'exclude = []\nstubs = "all"\n',
        "a/N.md": f"---\n{front}---\n[[{name}]] #{name} ![[{name}]]\n\n# {name} (50%)\n## {name}\n- [[{name}]]\n"
        "# B (50%)\n",
    })  # fmt: skip
    out = vault.parent / "out"
    with watched(vault.parent) as touched:
        emit(made.built.site, out, vault=vault)
    written = [each.partition(" ")[2] for each in touched if not each.startswith(("os.listdir", "os.scandir"))]
    allowed = (str(out), str(vault.parent / ".studysite-"), str(vault.parent / ".out"), str(vault.parent) + "\0")
    assert [path for path in written if not f"{path}\0".startswith(allowed)] == []
    rows = made.built.site["_redirects"].make().decode().splitlines()
    assert all(re.fullmatch(r"/(?!/)[\w%./~+!$&'(),;=@-]* /(?!/)[\w%./~-]+ 301", row, re.ASCII) for row in rows)
    for path in made.built.site:
        assert all(part not in ("", ".", "..") and len(part.encode()) <= 255 for part in path.split("/"))
        assert len(path.encode()) < 1200


def test_a_folder_with_more_loops_than_folders_is_listed_once(build: Build, vault: Path) -> None:
    for depth in range(5):
        folder = vault / "/".join(["d"] * (depth + 1))
        folder.mkdir(parents=True)
        (folder / "up").symlink_to("..")
        (folder / "root").symlink_to(vault)
        (folder / "self").symlink_to("self")
    made = build({"d/d/N.md": "words", "M.md": "[[d/up/d/N]] [x](d/d/up/d/N.md) [[N]]"})
    assert set(made.built.docs) == {"d/d/N.md", "M.md"}
    assert [outcome.path for outcome in made.outcomes("M.md")] == ["", "", "d/d/N.md"]
