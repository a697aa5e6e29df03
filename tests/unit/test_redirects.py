"""Former addresses: what leads to a note beside its own address, as pages and as lines for hosts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote, urljoin

import html5lib
import pytest

from generator.vault import fold

Build = Callable[[Mapping[str, str | bytes]], Any]


def pages(made: Any) -> dict[str, str]:
    """Redirect page -> the page that it leads to, from the site's root."""
    found = {}
    for path, raw in made.files.items():
        if path.endswith(".html") and (refresh := re.search(rb'http-equiv="refresh" content="0; url=([^"]*)"', raw)):
            found[path] = urljoin(f"/{path}", refresh[1].decode())[1:]
    return found


def lines(made: Any) -> dict[str, str]:
    rows = [line.split(" ") for line in made.page("_redirects").splitlines()]
    assert all(len(row) == 3 and row[2] == "301" for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
    return {row[0]: row[1] for row in rows}


def meta(**keys: str) -> str:
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in keys.items()) + "---\nwords\n"


def test_a_permalink_leads_to_the_note(build: Build) -> None:
    made = build({"Cloud/EC2.md": meta(permalink="aws/Ec2_guide"), "B.md": meta(permalink="/old/b/")})
    assert pages(made) == {"aws/Ec2_guide.html": "cloud/ec2.html", "old/b/index.html": "b.html"}
    assert {"/aws/Ec2_guide": "/cloud/ec2.html", "/aws/Ec2_guide.html": "/cloud/ec2.html"}.items() <= lines(
        made
    ).items()
    page = made.page("aws/Ec2_guide.html")
    assert '<link rel="canonical" href="../cloud/ec2.html">' in page
    assert '<a href="../cloud/ec2.html">EC2</a>' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "<script" not in page
    html5lib.HTMLParser(strict=True).parse(page)
    assert made.problems == ()


def test_the_canonical_address_is_absolute_where_the_site_knows_its_own(build: Build) -> None:
    made = build({"study.toml": 'exclude = []\nbase_url = "https://a.example/notes"\n', "N.md": meta(permalink="x/y")})
    assert '<link rel="canonical" href="https://a.example/notes/n.html">' in made.page("x/y.html")
    assert lines(made)["/notes/x/y"] == "/notes/n.html"


def test_an_alias_is_where_the_note_would_be_if_that_were_its_name(build: Build) -> None:
    made = build({"Biology/Photosynthesis.md": meta(aliases="[Assimilation (old), Plants/Sugar, C++, index, quiz]")})
    assert pages(made) == {
        "biology/assimilation-old.html": "biology/photosynthesis.html",
        "assimilation-old.html": "biology/photosynthesis.html",
        "plants/sugar.html": "biology/photosynthesis.html",
        "biology/quiz.html": "biology/photosynthesis.html",
    }


@pytest.mark.parametrize(
    ("path", "page", "former"),
    [
        ("A & B.md", "a-b.html", ["/A--and--B", "/A+&+B"]),
        ("x/100% sure?.md", "x/100-sure.html", ["/x/100-percent-sure", "/x/100%25+sure%3F"]),
        ("S3 (old).md", "s3-old.html", ["/S3-(old)", "/S3+(old)"]),
        ("My Note.md", "my-note.html", ["/My-Note", "/My+Note"]),
        ("a*b :splat.md", "a-b-splat-a8f5a8.html", ["/a%2Ab-%3Asplat", "/a%2Ab+%3Asplat"]),
        ("F/F.md", "f/index.html", ["/F/F"]),
        ("x/_index.md", "x/index-82a28f.html", ["/x/_index"]),
        ("Größe #1.md", "größe-1-0dec8c.html", ["/Gr%C3%B6%C3%9Fe-1", "/Gr%C3%B6%C3%9Fe+%231"]),
    ],
)
def test_the_addresses_of_quartz_and_obsidian_publish_lead_to_the_note(
    build: Build, path: str, page: str, former: list[str]
) -> None:
    made = build({path: "words"})
    assert made.built.hrefs[path] == page
    found = lines(made)
    assert {address: unquote(found[address]) for address in former} == dict.fromkeys(former, f"/{page}")


def test_quartz_5_has_the_addresses_of_quartz_4_in_lower_case(build: Build) -> None:
    files = {"My Notes/A & B.md": "words", "My Notes/Plain.md": "words", "x: y.md": "words"}
    assert pages(build(files)) == {"my-notes/a--and--b.html": "my-notes/a-b.html"}
    kept = build({**files, "study.toml": 'exclude = []\nslug = "keep"\n'})
    assert pages(kept) == {"My-Notes/A--and--B.html": "My-Notes/A-B.html"}


def test_no_redirect_takes_the_place_of_a_page_or_of_another_redirect(build: Build) -> None:
    made = build({
        "Cells.md": "words",
        "A.md": meta(permalink="cells", aliases="[Cells, Twin]"),
        "B.md": meta(permalink="CELLS.html"),
        "C.md": meta(permalink="same/place", aliases="[Twin]"),
        "D.md": meta(permalink="/Same/place.html"),
        "E.md": meta(permalink="quiz"),
        "F.md": meta(permalink="assets/data/x"),
        "sub/G.md": meta(permalink="sub"),
        "H.md": meta(permalink="H"),
    })  # fmt: skip
    assert pages(made) == {"twin.html": "a.html", "same/place.html": "c.html"}
    clashes = [problem.path for problem in made.problems if problem.code == "address-clash"]
    assert clashes == ["A.md", "B.md", "D.md", "E.md", "F.md", "sub/G.md"]
    real = {fold(path) for path in made.files if path.endswith(".html")} - pages(made).keys()
    for source, target in lines(made).items():
        page = f"{source[1:].removesuffix('.html')}.html"
        assert page not in made.files or pages(made).get(page) == target[1:], source
        assert fold(page) not in real or fold(page) == target[1:], source


def test_hosts_are_told_the_most_wanted_addresses_first_and_no_more_than_they_read(build: Build) -> None:
    notes = {f"Big Note {number}.md": "words" for number in range(1500)}
    made = build({**notes, "Z.md": meta(permalink="short")})
    rows = made.page("_redirects").splitlines()
    assert len(rows) == 2000
    assert rows[:2] == ["/short /z.html 301", "/short.html /z.html 301"]
    assert len([row for row in rows if "+" in row]) == 1500
    long = build({"Long.md": meta(aliases=f'["{"x/" * 900}y"]', title="t")})
    assert max(map(len, long.page("_redirects").splitlines())) < 1000
    assert not any(path.startswith("x/") for path in pages(long))


def test_a_note_with_very_many_aliases_gets_a_few_of_them(build: Build) -> None:
    made = build({"f/N.md": meta(aliases=", ".join(f"alias {number}" for number in range(500)))})
    assert len(pages(made)) == 40


def test_redirects_are_in_no_list(build: Build) -> None:
    made = build({"N.md": meta(permalink="former/place", aliases="[Earlier name]"), "M.md": "[[N]]"})
    assert {"former/place.html", "earlier-name.html"} <= pages(made).keys()
    for path, raw in made.files.items():
        if path not in {*pages(made), "_redirects"}:
            assert b"former/place" not in raw, path
            assert b"earlier-name" not in raw, path


@pytest.mark.parametrize(
    "value",
    ["../x", "/../x", "a/../b", "//evil.example/x", "http://evil.example", "javascript:alert(1)", "a\\\\b", "..\\\\x",
     "con", "CON", "a/nul.txt", "_headers", "_redirects", ".git/x", ".", "/", "index", "index.html", "a//b", "x" * 5000,
     "x/" * 3000 + "y", "a b", "a?b", "a#b", "%2e%2e/x", "*", "a/*", ":splat", "a/:id", "robots.txt/x", "<b>", "a\\tb",
     "a\\0b", "\\u202e", "\\ud800", "a.", "-rf", "~root", "x.html/y", "a\\nb /c 200"],
)  # fmt: skip
def test_a_hostile_permalink_is_refused_and_said_to_be(build: Build, value: str) -> None:
    made = build({"N.md": f'---\npermalink: "{value}"\n---\nwords\n'})
    assert pages(made) == {}
    assert made.page("_redirects") == "/N /n.html 301\n"
    (problem,) = made.problems
    assert (problem.code, problem.path, problem.line) in {
        ("front-matter-value", "N.md", 2), ("front-matter-invalid", "N.md", 2)
    }  # fmt: skip
