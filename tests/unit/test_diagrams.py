"""What a site has for its diagrams: the page that draws them, its script, its policy; nothing without one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import pytest

from generator import config
from generator.publish import DRAWING_POLICY, header_policy, policy

from .conftest import Content, Made

Build = Callable[[Mapping[str, Content]], Made]
DIAGRAM = "```mermaid\ngraph LR\n  A --> B\n```\n"


def drawing(made: Made) -> set[str]:
    return {path for path in made.built.site if path.startswith(("assets/drawing.", "assets/diagram."))}


@pytest.mark.parametrize(
    "notes",
    [
        {"A.md": "words"},
        {"A.md": DIAGRAM.replace("mermaid", "text")},
        {"A.md": "words", "B.md": f"---\npublish: false\n---\n{DIAGRAM}"},
    ],
)
def test_a_site_without_diagrams_has_nothing_for_them(build: Build, notes: Mapping[str, str]) -> None:
    made = build(notes)
    assert drawing(made) == set()
    assert "drawing" not in made.page("build.js")
    assert "unsafe" not in made.page("_headers")


@pytest.mark.parametrize(
    "note", [DIAGRAM, f"> - one\n>   {DIAGRAM.replace(chr(10), chr(10) + '>   ')}", f"##### Q\n#card\n{DIAGRAM}"]
)
def test_a_site_with_one_has_the_page_that_draws(build: Build, note: str) -> None:
    made = build({"A.md": note})
    page, script, licences = sorted(drawing(made), key=lambda path: (path[-4:] != "html", path[-2:] != "js"))
    assert (page[-5:], script[-3:], licences[-4:]) == (".html", ".js", ".txt")
    told = json.loads(made.page("build.js").partition(",")[2].rpartition(")")[0])
    assert told["drawing"] == page
    html = made.page(page)
    assert f'src="{script.removeprefix("assets/")}"' in html
    assert DRAWING_POLICY.replace("'", "&#39;") in html
    immutable = [rule for rule in made.page("_headers").split("\n/") if "immutable" in rule]
    assert {page, script} <= {rule.split("\n")[0] for rule in immutable}


def test_diagrams_are_kept_offline_after_the_notes(build: Build) -> None:
    made = build({"A.md": DIAGRAM, "B.md": "words"})
    listing = json.loads(made.files["sw.js"].partition(b"\n")[0].removeprefix(b"self.listing=").removesuffix(b";"))
    kept = list(listing["files"])
    assert all(kept.index(path) > kept.index("b.html") for path in drawing(made))


def test_the_header_allows_what_the_drawing_needs_and_pages_forbid_it_themselves() -> None:
    strict, header = policy(config.Config()), header_policy(config.Config(), drawing=True)
    assert "unsafe" not in strict
    assert header.replace(" 'unsafe-inline'", "") == f"{strict}; frame-ancestors 'self'"
    assert header_policy(config.Config(), drawing=False) == f"{strict}; frame-ancestors 'self'"
    # A browser obeys the header and the page's own policy, so the header may forbid nothing that the page needs.
    assert "style-src 'self' 'unsafe-inline'" in header
    assert [part for part in DRAWING_POLICY.split("; ") if "script" in part] == ["script-src 'self'"]


def test_the_source_is_text_that_search_finds(build: Build) -> None:
    doc = build({"A.md": DIAGRAM}).built.docs["A.md"]
    assert [block.text for block in doc.blocks] == ["graph LR\n  A --> B\n"]
