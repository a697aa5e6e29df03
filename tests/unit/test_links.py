"""The resolver's parts that need no vault; where links lead is shown in ``test_resolution.py``."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.links import Facts, Names, anchor, fold, is_url, outcome, problems, resolve, written_path
from generator.model import Diagnostic, Heading, Link, LinkKind

HEADINGS = (Heading(1, 1, "Storage: S3, EBS", "storage-s3-ebs", 3), Heading(2, 2, "Classes", "classes", 5))
NOTE = Facts("note", "n.html", "N", HEADINGS, ("^cost", "^odd-1"))


def link(target: str, subpath: str = "", kind: LinkKind = "wiki") -> Link:
    return Link(kind, target, subpath, 4, 7)


def told(
    written: Link, facts: Facts | None = None, *, files: Sequence[str] = (), aliases: Sequence[tuple[str, str]] = ()
) -> Sequence[Diagnostic]:
    names = Names(files, aliases, ())
    pick = resolve("s.md", written, names.candidates(written))
    result = outcome(written, pick, facts)
    return problems("s.md", written, pick, result, facts, names.suggestion(written))


def test_names_compare_composed_folded_and_with_plain_spaces() -> None:
    assert fold("Cafe\u0301 A\u00a0B ẞ") == fold("CAFÉ a b ss")
    assert fold("a-b") != fold("a b")


@pytest.mark.parametrize(
    ("target", "kind", "path"),
    [
        ("My%20Note.md", "markdown", "My Note.md"),
        ("My%20Note", "wiki", "My%20Note"),
        ("100%", "markdown", "100%"),
        ("%zz", "image", "%zz"),
        ("%E2%82", "image", "\ufffd"),
        ("%20a%20", "markdown", "a"),
    ],
)
def test_only_markdown_destinations_are_decoded(target: str, kind: LinkKind, path: str) -> None:
    assert written_path(link(target, kind=kind)) == path


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "//host/x", "ftp://x",
     "blob:x", "about:blank", "view-source:x", "ws://x", "intent://x", "x-y.z+1:q"],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["markdown", "image"])
def test_a_scheme_that_is_not_followed_leads_nowhere_and_is_told(target: str, kind: LinkKind) -> None:
    written = link(target, kind=kind)
    assert is_url(written)
    result = outcome(written, resolve("s.md", written, Names([], [], []).candidates(written)), None)
    assert (result.state, result.href) == ("rejected", "")
    assert [problem.code for problem in told(written)] == ["link-scheme"]


@pytest.mark.parametrize(
    "target",
    ["java\tscript:x", "java\nscript:x", "\x01javascript:x", "javascript%3Ax", "&#106;avascript:x", " javascript:x",
     "ja\u200bvascript:x", "ｊavascript:x", "javascript\u2028:x", ":x", "1a:x", "C:/x", "c:x"],
)  # fmt: skip
def test_what_only_looks_like_a_scheme_to_somebody_is_the_name_of_no_note(target: str) -> None:
    for kind in ("markdown", "image", "wiki"):
        written = link(target, kind=kind)  # type: ignore[arg-type]  # a literal
        assert outcome(written, resolve("s.md", written, Names([], [], []).candidates(written)), None).href == ""


def test_a_wikilink_names_a_url_only_with_a_scheme_that_is_followed() -> None:
    assert is_url(link("HTTPS://x.y"))
    assert is_url(link("mailto:a@b.c"))
    assert not is_url(link("javascript:alert(1)"))
    assert not is_url(link("AWS: EC2"))


@pytest.mark.parametrize(
    ("subpath", "place"),
    [
        ("", ""),
        ("storage s3 ebs", "storage-s3-ebs"),
        ("Storage: S3, EBS#Classes", "classes"),
        ("N", ""),
        ("N#Classes", "classes"),
        ("#", ""),
        (" # ", ""),
        ("Classes#Storage: S3, EBS", None),
        ("???", None),
        ("^COST", "^cost"),
        ("^odd-1", "^odd-1"),
        ("Classes#^cost", "^cost"),
        ("^none", None),
        ("^", None),
    ],
)
def test_a_subpath_names_a_place(subpath: str, place: str | None) -> None:
    assert anchor(link("N", subpath), NOTE) == place


def test_an_address_of_a_heading_is_followed_in_markdown_links_alone() -> None:
    assert anchor(link("N", "storage-s3-ebs", kind="markdown"), NOTE) == "storage-s3-ebs"
    assert anchor(link("N", "storage-s3-ebs"), NOTE) is None
    assert anchor(link("N", "storage", kind="markdown"), NOTE) is None


def test_a_decoded_hash_in_a_markdown_subpath_is_punctuation() -> None:
    facts = Facts("note", "n.html", "N", (Heading(1, 1, "C# and F#", "c-and-f", 0),))
    assert anchor(link("N.md", "C%23%20and%20F%23", "markdown"), facts) == "c-and-f"


def test_a_problem_names_the_place_in_the_note_and_what_to_do() -> None:
    assert told(link("Ec3"), files=["AWS/EC2.md"]) == (
        Diagnostic("link-missing", "s.md", 5, 7, 'no note named "Ec3"', 'did you mean "EC2"?'),
    )
    assert told(link("figur.png", kind="embed"), files=["figure.png"])[0].hint == 'did you mean "figure.png"?'
    assert told(link("quite another thing"), files=["EC2.md"])[0].hint == ""
    assert told(link("v1.2"), files=["v1.3.md"])[0].hint == 'did you mean "v1.3"?'
    (found,) = told(link("N", "Clases"), NOTE, files=["N.md"])
    assert (found.code, found.hint) == ("link-heading-missing", 'did you mean "Classes"?')
    (found,) = told(link("N", "^gone"), NOTE, files=["N.md"])
    assert (found.code, found.message) == ("link-block-missing", '"N" has no block "^gone"')
    (found,) = told(link("Doggo"), Facts("note", "dog.html", "Dog"), files=["Dog.md"], aliases=[("Doggo", "Dog.md")])
    assert (found.code, found.hint) == ("link-alias", "write [[Dog|Doggo]]")
    (found,) = told(link("T"), Facts("note", "a/t.html", "T"), files=["c/T.md", "b/T.md", "a/T.md"])
    assert found.message == '"T" means "a/T.md", but also "b/T.md", "c/T.md"'


def test_a_link_to_a_private_note_tells_the_author_and_nobody_else() -> None:
    written = link("Diary")
    pick = resolve("s.md", written, Names(["Diary.md"], [], []).candidates(written))
    result = outcome(written, pick, Facts("private"))
    assert (result.state, result.href, result.path, result.title) == ("unpublished", "", "", "")
    assert [problem.code for problem in problems("s.md", written, pick, result, Facts("private"), "")] == [
        "link-unpublished"
    ]


def test_many_files_of_one_name_cost_little() -> None:
    names = Names([f"f{number}/README.md" for number in range(5000)], [], [])
    written = link("f4999/README")
    assert resolve("s.md", written, names.candidates(written)).path == "f4999/README.md"
