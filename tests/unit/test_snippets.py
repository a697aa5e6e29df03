"""The author's own style sheets: which are published, where pages load them, and what is taken out of them."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.snippets import without_loads

Build = Callable[[Mapping[str, str | bytes]], Any]

WIDE = ".wide { max-width: none }\n"


def sheets(made: Any, page: str) -> list[str]:
    return re.findall(r'<link rel="stylesheet" href="([^"]*)"', made.page(page))


def test_every_page_loads_them_after_the_themes_own_in_their_order(build: Build) -> None:
    made = build({
        "study.toml": 'exclude = []\nsnippets = ["wide", "two.css", "css/More rules.css"]\n',
        ".obsidian/snippets/wide.css": WIDE,
        ".obsidian/snippets/two.css": "\ufeff.callout { color: red }",
        ".obsidian/snippets/unused.css": "unused",
        "css/More rules.css": "p { margin: 0 }",
        "sub/N.md": "---\ncssclasses: [wide]\n---\nwords\n",
    })  # fmt: skip
    assert made.problems == ()
    own = sheets(made, "sub/n.html")[1:]
    assert [re.sub(r"\.[0-9a-f]{8}\.", ".", path) for path in own] == [
        "../assets/snippets/wide.css",
        "../assets/snippets/two.css",
        "../assets/snippets/more-rules.css",
    ]
    for page in ("index.html", "404.html", "sub/index.html"):
        assert len([path for path in sheets(made, page) if "snippets/" in path]) == 3
    assert made.files[own[0].removeprefix("../")] == WIDE.encode()
    assert made.files[own[1].removeprefix("../")] == b".callout { color: red }"
    assert b"unused" not in b"".join(made.files.values())
    assert f"/{own[0].removeprefix('../')}\n  Cache-Control: public, max-age=31536000, immutable" in made.page(
        "_headers"
    )
    listing = json.loads(made.files["sw.js"].partition(b"\n")[0].removeprefix(b"self.listing=").removesuffix(b";"))
    assert own[0].removeprefix("../") in listing["files"]
    assert 'class="markdown-rendered' in made.page("sub/n.html")
    assert re.search(r'class="markdown-rendered[^"]* wide"', made.page("sub/n.html"))


def test_a_missing_snippet_is_told_with_those_that_exist(build: Build) -> None:
    made = build({
        "study.toml": 'exclude = []\nsnippets = ["wise", "no/such.css"]\n',
        ".obsidian/snippets/wide.css": WIDE, ".obsidian/snippets/a.css": "", "N.md": "words",
    })  # fmt: skip
    missing = [(each.code, each.path, each.hint) for each in made.problems]
    assert missing == [
        ("snippet-missing", ".obsidian/snippets/wise.css", "there are: a.css, wide.css"),
        ("snippet-missing", "no/such.css", ""),
    ]
    assert len(sheets(made, "n.html")) == 1


def test_nothing_outside_the_vault_and_nothing_but_css_is_read(build: Build, vault: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "x.css").write_text("secret {}")
    (vault / ".obsidian").mkdir(parents=True)
    (vault / ".obsidian" / "snippets").symlink_to(tmp_path / "outside")
    (vault / "y.css").symlink_to(tmp_path / "outside" / "x.css")
    (vault / "Private.md").write_text("---\npublish: false\n---\nsecret\n")
    (vault / "z.css").symlink_to(vault / "Private.md")
    (vault / "d.css").mkdir()
    made = build({"study.toml": 'exclude = []\nsnippets = ["x", "./y", "./z", "./d", "nowhere"]\n', "N.md": "words"})
    assert [each.code for each in made.problems] == ["snippet-missing"] * 5
    assert [each.hint for each in made.problems] == ["", "", "there are: d.css, y.css, z.css", "", ""]
    assert b"secret" not in b"".join(made.files.values())


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "a\\\\b", "x\\u0000y", ""])
def test_hostile_names_are_refused(build: Build, name: str) -> None:
    from generator.config import ConfigError

    with pytest.raises(ConfigError, match="snippets"):
        build({"study.toml": f'exclude = []\nsnippets = ["{name}"]\n'})


@pytest.mark.parametrize(
    ("css", "published", "places"),
    [
        ('@import "x.css";\np{}', "\np{}", [(1, 1)]),
        ("p{}\n  @IMPORT url(https://h.example/x;y.css) screen;p{}", "p{}\n  p{}", [(2, 3)]),
        ("@import 'a;b'", "", [(1, 1)]),
        ("a{background:url(https://h.example/p.png) no-repeat}", "a{background:none no-repeat}", [(1, 14)]),
        ('a{background:URL( "//h.example/p.png" )}', "a{background:none}", [(1, 14)]),
        ("a{background:url(p.png), url('q.png')}", "a{background:none, none}", [(1, 14), (1, 26)]),
        ("@font-face{src:url(data:font/woff2;base64,AA==)}", "@font-face{src:none}", [(1, 16)]),
        ("a{background:url(data:image/png;base64,AA==)}", None, []),
        ("a{background:url('data:image/svg+xml;utf8,<svg xmlns=\"http://w.example\">(</svg>')}", None, []),
        ("a{filter:url(#blur)}", None, []),
        ("/* url(x) @import 'y'; */ a{}", None, []),
        ('a::before{content:"url(x) @import"}', None, []),
        ("a::before{content:'it\\'s url(x)'}", None, []),
        (".importer{} .url{}", None, []),
        ("a{/* never closed url(x)", None, []),
        ('a{content:"never closed\n;background:url(x)}', 'a{content:"never closed\n;background:none}', [(2, 13)]),
    ],
)
def test_what_a_snippet_would_load_is_left_out(css: str, published: str | None, places: list[tuple[int, int]]) -> None:
    made, problems = without_loads("x.css", css)
    assert made == (css if published is None else published)
    assert [(each.line, each.col) for each in problems] == places
    assert {(each.code, each.path) for each in problems} <= {("snippet-load", "x.css")}


@pytest.mark.parametrize("text", ["/*", "@import ", "url(", 'url("', '"', "\\", "@import url(", "@import 'x' "])
def test_time_grows_with_length_alone(text: str) -> None:
    start = time.perf_counter()
    without_loads("x.css", text * 100_000)
    assert time.perf_counter() - start < 2
