"""Links in front matter: they resolve, count and show as all links do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import html5lib
import pytest

from generator.frontmatter import read

Build = Callable[[Mapping[str, str | bytes]], Any]


def found(yaml: str) -> list[tuple[str, str, int, int]]:
    """Key, inside of the link, line and column (both from 1) of the links in front matter."""
    meta, _, _ = read("N.md", f"---\n{yaml}\n---\n")
    return [(each.name, each.inner, each.line + 1, each.col) for each in meta.properties]


@pytest.mark.parametrize(
    ("yaml", "links"),
    [
        ('up: "[[Note]]"', [("up", "Note", 2, 6)]),
        ("up: '[[Note|a name]]'", [("up", "Note|a name", 2, 6)]),
        ('a: 1\nRelated to:\n  - "[[A#B]]"\n  - "[[C]]"', [("related to", "A#B", 4, 6), ("related to", "C", 5, 6)]),
        ('x: ["[[A]]", text, "[[A]]"]', [("x", "A", 2, 6), ("x", "A", 2, 21)]),
        ("up: [[Note]]", [("up", "Note", 2, 5)]),
        ("up: [[Note, with a comma|x]]", [("up", "Note, with a comma|x", 2, 5)]),
        ("up:\n  - [[A]]\n  - [[B]]", [("up", "A", 3, 5), ("up", "B", 4, 5)]),
        ("up: [[[A]], [[B]]]", [("up", "A", 2, 6), ("up", "B", 2, 13)]),
        ('up: [["[[A]]"]]', [("up", "A", 2, 8)]),
        ('up: "\\x5b[A]]"', [("up", "A", 2, 1)]),
        ("up: >\n  [[A]]", [("up", "A", 3, 3)]),
        ('up: "see [[Note]]"', []),
        ('up: "[[]]"', []),
        ("up: [[1, [2]]]", []),
        ('up: [["A", "B"]]', []),
        ('deep:\n  up: "[[Note]]"', []),
        ('title: "[[Note]]"\naliases: ["[[Note]]"]\ntags: [[x]]\nexam: "[[Note]]"', []),
    ],
)
def test_a_value_is_a_link_as_a_whole_or_not_at_all(yaml: str, links: list[tuple[str, str, int, int]]) -> None:
    assert found(yaml) == links


def test_a_link_without_quotes_is_told_with_its_place() -> None:
    _, _, problems = read("N.md", "---\nup:\n  - [[A]]\n---\n")
    assert [(each.code, each.line, each.col, each.hint) for each in problems] == [
        ("link-unquoted", 3, 5, 'write "[[A]]"')
    ]
    assert read("N.md", '---\nup: "[[A]]"\n---\n')[2] == ()


def test_very_many_links_take_no_more_time_than_their_length() -> None:
    assert len(found("up: [" + '"[[A]]",' * 8000 + "]")) == 8000


NOTES = {
    "sub/Leaf.md": '---\nup: "[[Plant]]"\nsee also: ["[[Plant#Root|the root]]", "[[Moss]]", "[[Secret]]"]\n---\nw\n',
    "Plant.md": "# Root\nwords\n",
    "Secret.md": "---\npublish: false\nup: '[[Plant]]'\n---\n",
}


def test_a_note_shows_its_linked_properties(build: Build) -> None:
    made = build(NOTES)
    page = made.page("sub/leaf.html")
    assert '<dt>up</dt>\n<dd><a class="internal-link" href="../plant.html">Plant</a></dd>' in page
    row = page.partition("<dt>see also</dt>")[2].partition("</dd>")[0]
    assert '<a class="internal-link" href="../plant.html#root">the root</a>' in row
    assert '<span class="is-unresolved">Moss</span>' in row
    assert "<span>Secret</span>" in row
    assert made.codes("sub/Leaf.md") == {"link-missing", "link-unpublished"}
    assert "properties" not in made.page("plant.html")


def test_a_property_is_a_backlink_with_its_key_for_a_sentence(build: Build) -> None:
    plant = build(NOTES).page("plant.html")
    section = plant.partition("Mentioned in")[2]
    assert section.count("up: ") == 1
    assert "see also: " in section
    assert "Secret" not in section


def test_a_property_may_name_a_note_that_nobody_has_written(build: Build) -> None:
    made = build({**NOTES, "study.toml": 'exclude = []\nstubs = "all"\n'})
    assert "see also: " in made.page("moss.html")
    assert 'href="../moss.html"' in made.page("sub/leaf.html")


def test_a_picture_in_front_matter_is_published_and_not_shown_as_a_fact(build: Build) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'
    made = build({"N.md": '---\nbanner: "[[p.svg]]"\n---\nwords\n', "p.svg": svg})
    assert "<dt>" not in made.page("n.html")
    assert any(path.startswith("assets/media/p-") for path in made.files)


def test_a_note_over_its_budget_keeps_its_linked_properties(build: Build) -> None:
    made = build({"Deep.md": '---\nup: "[[Plant]]"\n---\n' + "> " * 150 + "x\n", "Plant.md": "words"})
    assert "<dt>up</dt>" in made.page("deep.html")


@pytest.mark.parametrize("name", ["<b>x", '" onclick=x', "</dl><script>", "&lt;i>"])
def test_no_key_and_no_name_makes_an_element(build: Build, name: str) -> None:
    made = build({"N.md": f"---\n'{name}': '[[Nowhere|{name}]]'\n---\nwords\n"})
    page = html5lib.parse(made.page("n.html"), namespaceHTMLElements=False)
    (term,), (value,) = page.iter("dt"), page.iter("dd")
    (link,) = value
    assert (term.text, link.text) == (name, name)
    assert [*term.attrib, *value.attrib, *link.attrib] == ["class"]
