"""Drawings are shown by their exported pictures, else named; what the plugin stores is never read nor published."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from generator.excalidraw import is_drawing, without_data

Build = Callable[[Mapping[str, str | bytes]], Any]

CANARY = "canary"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="9" height="9"/></svg>'
DRAWING = """\
---
excalidraw-plugin: parsed
tags: [plans]
---
==⚠  Switch to EXCALIDRAW VIEW in the MORE OPTIONS menu of this document. ⚠==

What I think of this plan. #mine

# Excalidraw Data

## Text Elements
canary text [[Canary note]] #canary ^abc

##### What is a canary?
#card
a canary

%%
## Drawing
```json
{"type": "excalidraw", "elements": [{"text": "canary"}]}
```
%%
"""
OLD = DRAWING.replace("# Excalidraw Data\n\n## Text", "# Text")
COMPRESSED = DRAWING.partition("# Excalidraw Data")[0] + "%%\n```compressed-json\ncanary\n```\n%%\n"


def _shown(made: Any, page: str = "host.html") -> str:
    return str(made.page(page).partition("markdown-rendered")[2].partition("<footer")[0])


@pytest.mark.parametrize("text", [DRAWING, OLD, COMPRESSED, DRAWING.replace("\n---", "", 1)])
def test_of_a_drawing_only_its_authors_words_are_read(build: Build, text: str) -> None:
    made = build({"Plan.excalidraw.md": text, "Host.md": "![[Plan.excalidraw]] [[Plan.excalidraw]]\n"})
    assert [path for path, data in made.files.items() if CANARY in path or CANARY.encode() in data.lower()] == []
    page = _shown(made, "plan-excalidraw.html")
    assert "What I think of this plan." in page
    assert '<span class="media-name">Plan</span> <span class="media-about">Drawing, only in Obsidian</span>' in page
    assert "EXCALIDRAW" not in page
    assert made.built.deck.cards == ()
    assert "Drawing, only in Obsidian" in _shown(made)
    assert '<a class="internal-link" href="plan-excalidraw.html">Plan.excalidraw</a>' in _shown(made)
    assert made.codes("Host.md") == {"embed-unsupported"}
    assert "<title>Plan" in made.page("plan-excalidraw.html")


def test_any_note_with_the_plugins_key_is_a_drawing() -> None:
    assert is_drawing("Plan.md", DRAWING)
    assert is_drawing("a/Plan.EXCALIDRAW.md", "")
    assert not is_drawing("Plan.md", DRAWING.replace("excalidraw-plugin", "other-plugin"))
    assert not is_drawing("Plan.md", "words\n---\nexcalidraw-plugin: parsed\n---\n")
    assert not is_drawing("Plan.md", "---\nx: y\n---\nexcalidraw-plugin: parsed\n---\n")
    assert without_data(DRAWING).count("\n") == DRAWING.count("\n")


@pytest.mark.parametrize(
    ("drawing", "picture"),
    [
        ("art/Plan.excalidraw.md", "art/Plan.excalidraw.svg"),
        ("art/Plan.excalidraw.md", "art/Plan.excalidraw.light.svg"),
        ("art/Plan.excalidraw.md", "art/Plan.excalidraw.dark.svg"),
        ("art/Plan.excalidraw", "art/Plan.svg"),
        ("art/Plan.excalidraw", "art/Plan.excalidraw.svg"),
    ],
)
def test_the_exported_picture_is_shown_for_a_drawing(build: Build, drawing: str, picture: str) -> None:
    made = build({drawing: DRAWING, picture: SVG, "Host.md": "![[Plan.excalidraw|30]] ![as drawn](Plan.excalidraw)\n"})
    (href,) = (path for path in made.files if path.endswith(".svg"))
    assert f'<img src="{href}" alt="" width="30" height="20"' in _shown(made)
    assert f'<img src="{href}" alt="as drawn" width="60" height="40"' in _shown(made)
    assert made.codes("Host.md") == set()
    if drawing.endswith(".md"):
        assert f'<img src="../{href}" alt="Plan" width="60" height="40"' in _shown(made, "art/plan-excalidraw.html")


def test_a_picture_elsewhere_is_not_taken_for_the_drawings(build: Build) -> None:
    made = build(
        {"art/Plan.excalidraw.md": DRAWING, "Plan.excalidraw.svg": SVG, "Host.md": "![[art/Plan.excalidraw]]\n"}
    )
    assert not any(path.endswith(".svg") for path in made.files)


def test_a_private_drawing_shows_nothing(build: Build) -> None:
    private = DRAWING.replace("---\n", "---\npublish: false\n", 1)
    made = build({"Plan.excalidraw.md": private, "Plan.excalidraw.svg": SVG, "Host.md": "![[Plan.excalidraw]]\n"})
    assert not any(path.endswith(".svg") for path in made.files)
    assert made.codes("Host.md") == {"link-unpublished"}


def test_the_drawing_inside_of_an_exported_picture_is_left_out(build: Build) -> None:
    source = b64encode(CANARY.encode()).decode()
    inside = f"<metadata><!-- payload-version:2 --><!-- payload-start -->{source}<!-- payload-end --></metadata>"
    made = build({"a.svg": SVG.replace("<rect", inside + inside + "<rect"), "Host.md": "![[a.svg]]\n"})
    (svg,) = (data for path, data in made.files.items() if path.endswith(".svg"))
    assert source.encode() not in svg
    assert svg.count(b"<metadata>") == svg.count(b"</metadata>") == 2


def test_a_picture_that_is_exported_later_appears(build: Build) -> None:
    files = {"Plan.excalidraw.md": DRAWING, "Host.md": "![[Plan.excalidraw]]\n"}
    before = build(files).built.site
    after = build({"Plan.excalidraw.svg": SVG}).built.site
    assert before["host.html"].digest != after["host.html"].digest
    assert b"<img " in after["host.html"].make()
