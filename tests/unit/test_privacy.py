"""Nothing of a private note gets out: canaries in private notes are in no byte of the site, nor of an export.

Every private note below holds every kind of thing that a site is made of, each with the canary in it. Public notes link
to private ones in every way; all that a page may show of that is what its own author typed there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from PIL import Image as Pillow

Build = Callable[[Mapping[str, str | bytes]], Any]

EXPORTS = ("aiken", "anki", "gift", "json", "printable", "tsv")
CANARY = "canary"
"""In lower case; what comes out is searched without case."""


def picture(colour: int) -> bytes:
    """A picture of its own content, so that its bytes can be told from others'."""
    out = BytesIO()
    Pillow.new("RGB", (8, 8), (colour, 7, 99)).save(out, "PNG")
    return out.getvalue()


SECRET_PICTURE, SHOWN_PICTURE = picture(1), picture(2)

BODY = """\
# Canary heading (50%)
## Canary topic
- [[Canary unwritten]]
- [[Public]]
- [[Topic]]
# Canary second (50%)
## Canary other
- [[Public#Part|canary alias in a link]]

A canary sentence about [[Public]] and [[Topic]], with #canarytag/nested and **canary**. ^canary-block

![[canary picture.png|canary alt]] ![](secrets/canary%20picture.png) [[canary file.zip]]

<img src="secrets/canary%20picture.png" alt="canary"> <iframe src="https://canary.example/canary"></iframe>

##### What does the canary say of Public and Topic?
- canary one
- canary two
#card
canary one. Because of the canary in [[Public]].

- [ ] canary task

```canary
canary code
```

> [!canary] canary callout

[^c]: canary footnote
"""
FRONT = """\
title: Canary title
aliases: [Canary alias, Public alias]
tags: [canarytag, shared]
description: canary description
permalink: canary/permalink
cssclasses: [canary]
date: 1999-09-09
cards-deck: Canary::Deck
domain: Canary domain
exam:
  questions: 65
"""


def note(*lines: str, front: str = FRONT, body: str = BODY) -> str:
    return "---\n" + "".join(f"{line}\n" for line in lines) + front + "---\n" + body


PUBLIC: Mapping[str, str | bytes] = {
    "Public.md": (
        "---\ntags: [shared]\n---\n# Part\nSee [[typed name]] and ![[shown picture.png]].\n\n"
        "##### Which one?\n- this\n- that\n#card\nthis, as [[Topic]] says.\n"
    ),
    "Topic.md": "# Topic heading\nWords.\n",
    "Course.md": "# One (60%)\n## Things\n- [[Public]]\n- [[Topic]]\n# Two (40%)\n## More\n- [[Nothing yet]]\n",
    "folder/Neighbour.md": "Words of a neighbour.\n",
    "shown picture.png": SHOWN_PICTURE,
    "secrets/canary picture.png": SECRET_PICTURE,
    "secrets/canary file.zip": b"PK canary",
}
"""The vault that every case adds its private notes to."""

MARKED = {
    path: note("publish: true", front="tags: [shared]\n", body=str(text).rpartition("---\n")[2])
    for path, text in PUBLIC.items()
    if path.endswith(".md")
}

HIDDEN: Mapping[str, Mapping[str, str | bytes]] = {
    "publish: false": {"Canary.md": note("publish: false")},
    "publish, quoted": {"Canary.md": note('publish: "false"')},
    "publish: no": {"Canary.md": note("publish: no")},
    "publish: off": {"Canary.md": note("publish: OFF")},
    "publish: 0": {"Canary.md": note("publish: 0")},
    "Publish, in upper case": {"Canary.md": note("PUBLISH: False")},
    "publish, a word": {"Canary.md": note("publish: maybe")},
    "publish, empty list": {"Canary.md": note("publish: [1, 2]")},
    "publish, a mapping": {"Canary.md": note("publish: {a: b}")},
    "draft: true": {"Canary.md": note("draft: true")},
    "draft: yes": {"Canary.md": note("draft: yes")},
    "draft, a word": {"Canary.md": note("draft: perhaps")},
    "draft against publish": {"Canary.md": note("publish: true", "draft: true")},
    "broken YAML, publish before": {"Canary.md": note("publish: false", "broken: [", '"')},
    "broken YAML, publish after": {"Canary.md": note("broken: [", '"', "publish: false")},
    "broken YAML, draft": {"Canary.md": note("a: b: c", "draft: true")},
    "broken YAML, publish: true": {"Canary.md": note("publish: true", "broken: [")},
    "front matter without an end": {"Canary.md": "---\npublish: false\n" + FRONT + BODY},
    "an alias in YAML": {"Canary.md": note("a: &a b", "c: *a", "publish: false")},
    "too much front matter": {"Canary.md": note("publish: false", *(f"key{number}: canary" for number in range(9000)))},
    "a note over its budget": {"Canary.md": note("publish: false") + "> " * 150 + "canary\n"},
    "a byte order mark": {"Canary.md": "\ufeff" + note("publish: false")},
    "CRLF": {"Canary.md": note("publish: false").replace("\n", "\r\n")},
    "CR": {"Canary.md": note("publish: false").replace("\n", "\r")},
    "UTF-16": {"Canary.md": note("publish: false").encode("utf-16")},
    "UTF-16 without a mark": {"Canary.md": note("publish: false").encode("utf-16-le")},
    "UTF-16, big-endian, without a mark": {"Canary.md": note("publish: false").encode("utf-16-be")},
    "UTF-32": {"Canary.md": note("publish: false").encode("utf-32")},
    "broken UTF-8": {"Canary.md": note("publish: false").encode() + b"\xff canary"},
    "only the marked": {
        "study.toml": 'exclude = []\npublish = "marked"\n', "Canary.md": note(),
        "Canary two.md": note("publish: maybe"),
        **MARKED,
    },
    "only some folders": {
        "study.toml": 'exclude = []\npublish = ["folder", "open"]\n', "Canary.md": note(), "opening/Canary.md": note(),
        "Folder 2/Canary.md": note(),
        **MARKED,
    },
    "excluded by a glob": {"study.toml": 'exclude = ["Canary*"]\n', "Canary.md": note(), "a/canary.md": note()},
    "an excluded folder": {"study.toml": 'exclude = ["Canary/**"]\n', "canary/x.md": note(), "Canary/y/z.md": note()},
    "a folder excluded anywhere": {"study.toml": 'exclude = ["**/canary/**"]\n', "canary/x.md": note(),
                                   "a/b/Canary/c/x.md": note()},
    "templates": {".obsidian/templates.json": '{"folder": "Canary templates"}', "Canary templates/x.md": note()},
    "daily notes": {".obsidian/daily-notes.json": '{"folder": "/canary/days/"}', "Canary/Days/x.md": note()},
    "Obsidian's excluded files": {
        ".obsidian/app.json": '{"userIgnoreFilters": ["Canary/", "/x canary\\\\.md$/"]}', "canary/y.md": note(),
        "deep/x Canary.md": note(),
    },
    "hidden folders": {".canary/x.md": note(), "a/.canary/x.md": note(), ".trash/Canary.md": note(),
                       ".Canary.md": note()},
    "conflicting copies": {
        "Canary.sync-conflict-20240101-101010-ABCDEFG.md": note(),
        "Canary (Ann's conflicted copy 2024-01-01).md": note(),
    },
    "a private folder note": {"Canary folder/Canary folder.md": note("publish: false"),
                              "canary two/index.md": note("draft: 1")},
    "a private home": {"index.md": note("publish: false"), "README.md": note("publish: false")},
    "a private note of a public name": {"private/Public.md": note("publish: false"),
                                       "private/topic.md": note("draft: on")},
    "an output in the vault": {"canary/.studysite-manifest.json": "{}", "canary/index.md": note()},
    "comments": {
        "folder/Comments.md":
        "Words %%canary inline%% and\n\n%%\ncanary block [[Public]] #canarytag\n\n![[canary picture.png]]\n"
        "%%\n\n- item %%canary%%\n\n| a %%canary%% |\n|---|\n| b |\n\n"
        "%% [[Public]] canary %% words\n\n> %%canary%%\n\n# Part %%canary%%\n\n"
        "##### Which %%canary%%?\n- this %%canary%%\n- that\n#card\nthis %%canary%%\n\n"
        "%%canary\n\n##### Canary?\n- this\n- that\n#card\nthis\n\n%%\n\n%%canary to the end\n\n[[Topic]]\n",
    },
}  # fmt: skip


@pytest.mark.parametrize("files", HIDDEN.values(), ids=HIDDEN)
def test_nothing_of_a_private_note_gets_out(build: Build, files: Mapping[str, str | bytes]) -> None:
    made = build({**PUBLIC, **files})
    out = _out(made)
    assert _leaks(out) == []
    assert SECRET_PICTURE not in out.values()
    assert b"1999-09-09" not in b"".join(out.values())
    assert "Public.md" in made.built.docs
    assert any(path.startswith("assets/media/shown-picture-") for path in out)


def _out(made: Any) -> dict[str, bytes]:
    """All that leaves the vault: the files of the site, and what ``export`` writes."""
    exports = {name: made.export(name).data for name in EXPORTS}
    with ZipFile(BytesIO(exports["anki"])) as package:
        unpacked = {f"anki/{name}": package.read(name) for name in package.namelist()}
    return {**made.files, **exports, **unpacked}


def _leaks(out: Mapping[str, bytes]) -> list[str]:
    return [path for path, raw in out.items() if CANARY in path.lower() or CANARY.encode() in raw.lower()]


def test_the_same_note_in_public_is_all_over_the_site(build: Build) -> None:
    made = build({**PUBLIC, "Canary.md": note()})
    leaks = set(_leaks(_out(made)))
    assert {"canary.html", "tags/canarytag/nested.html", "canary-unwritten.html", "public.html", "index.html",
            "tags/shared.html", "topic.html", "json", "tsv", "gift", "aiken", "printable", "anki/collection.anki2",
            "canary/permalink.html", "canary-alias.html", "_redirects"} <= leaks  # fmt: skip
    assert any(path.startswith("assets/data/deck.") for path in leaks)
    assert SECRET_PICTURE in made.files.values()


@pytest.mark.parametrize("case", ["publish: false", "draft: true", "publish, a word"])
def test_a_link_to_a_private_note_shows_what_was_typed_and_nothing_else(build: Build, case: str) -> None:
    links = (
        "[[Canary|typed]] [typed](Canary.md) ![[Canary|typed]] [[Canary#Canary heading|typed]] [[CANARY title|typed]] "
        "[[canary alias|typed]] ![typed](Canary.md) [[Public alias]] "
        "![[Canary#Canary heading|typed]]\n\n![[Canary#^canary-block|typed]]\n"
    )
    made = build({**PUBLIC, **HIDDEN[case], "folder/Links.md": links})
    assert {outcome.state for outcome in made.outcomes("folder/Links.md")} == {"unpublished"}
    assert _leaks(_out(made)) == []
    page = made.page("folder/links.html").partition('class="markdown-rendered')[2].partition("</div>")[0]
    assert page.count("<span>typed</span>") == 9
    assert "<span>Public alias</span>" in page


def test_what_a_public_note_typed_of_a_private_one_is_its_own(build: Build) -> None:
    made = build({**PUBLIC, **HIDDEN["publish: false"], "folder/Links.md": "Here is [[Canary]].\n"})
    page = made.page("folder/links.html").partition('class="markdown-rendered')[2].partition("</div>")[0]
    assert "Here is <span>Canary</span>." in page
    assert _leaks(_out(made)) == ["folder/links.html"]


def test_a_private_outline_makes_no_course_no_stub_and_no_place(build: Build) -> None:
    made = build({**PUBLIC, **HIDDEN["publish: false"]})
    assert [course.note for course in made.built.deck.courses] == ["Course.md"]
    assert {card.note for card in made.built.deck.cards} == {"Public.md"}
    assert not any("unwritten" in path for path in made.files)


def test_private_notes_change_no_byte_of_the_public_site(build: Build) -> None:
    before = dict(build(PUBLIC).files)
    private = dict.fromkeys(("a/Zed.md", "folder/Zed.md", "Public2.md", "b/c/d.md"), note("publish: false"))
    after = build({**PUBLIC, **private, "folder/folder.md": note("draft: true")}).files
    assert before == after


def test_the_place_owner_and_device_of_a_photo_stay_at_home(build: Build) -> None:
    exif = Pillow.Exif()
    exif[0x010F], exif[0x0112] = "Canary camera", 6
    exif.get_ifd(0x8825).update({1: "N", 2: (1.0, 2.0, 3.0), 29: "canary"})
    out = BytesIO()
    Pillow.new("RGB", (40, 20)).save(out, "JPEG", exif=exif, comment=b"canary")
    made = build({**PUBLIC, "photo.jpg": out.getvalue(), "P.md": "![[photo.jpg]]"})
    assert _leaks(_out(made)) == []
    assert 'width="20" height="40"' in made.page("p.html")


def test_symbolic_links_show_nothing_from_elsewhere(build: Build, vault: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "canary.md").write_text(note())
    (tmp_path / "outside" / "canary picture.png").write_bytes(SECRET_PICTURE)
    (vault / ".obsidian").mkdir(parents=True)
    (vault / ".obsidian" / "x.md").write_text(note())
    (vault / "Private.md").write_text(note("publish: false"))
    for name, target in {
        "Linked.md": tmp_path / "outside" / "canary.md",
        "Linked folder": tmp_path / "outside",
        "Hidden.md": vault / ".obsidian" / "x.md",
        "text.txt": vault / "Private.md",
        "twin.md": vault / "Private.md",
        "linked picture.png": tmp_path / "outside" / "canary picture.png",
    }.items():
        (vault / name).symlink_to(target)
    links = "[[Linked]] ![[linked picture.png]] [[text.txt]] [[twin]] [x](<Linked folder/canary.md>) [[Hidden]]\n"
    made = build({**PUBLIC, "folder/Links.md": links.replace("canary", "%63anary")})
    assert _leaks(_out(made)) == []
    assert SECRET_PICTURE not in made.files.values()


def test_what_only_obsidian_shows_is_named_and_never_published(build: Build) -> None:
    inside = '{"nodes": [{"type": "file", "file": "Canary.md"}, {"text": "canary words"}]}'
    made = build({
        **PUBLIC,
        "Canary.md": note("publish: false"),
        **dict.fromkeys(("Board.canvas", "Table.base", "Sketch.excalidraw"), inside),
        "folder/Links.md": (
            "![[Board.canvas]] ![[Table.base#View]] ![[Sketch.excalidraw]] ![x](../Board.canvas)\n\n"
            "[[Board.canvas]] [[Table.base]] [[Sketch.excalidraw]] [x](../Table.base)\n"
        ),
    })  # fmt: skip
    assert _leaks(_out(made)) == []
    page = made.page("folder/links.html")
    assert "Canvas, only in Obsidian" in page
    assert "Base, only in Obsidian" in page
    assert "Drawing, only in Obsidian" in page
    assert made.codes("folder/Links.md") == {"embed-unsupported", "link-unpublished"}
