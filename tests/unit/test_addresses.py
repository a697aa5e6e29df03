"""Addresses: what a name becomes, who yields where two want one, what never moves."""

from __future__ import annotations

import unicodedata

import pytest

from generator.addresses import Addresses, addresses, with_parents
from generator.slug import slug


def given(*notes: str, stubs: tuple[str, ...] = (), tags: tuple[str, ...] = (), lower: bool = True) -> Addresses:
    return addresses(notes, stubs, tags, lower)


def page(name: str, *others: str) -> str:
    return given(name, *others).notes[name]


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("Data Engineering/S3 basics.md", "data-engineering/s3-basics.html"),
        ("2. Modeling (36 %).md", "2-modeling-36.html"),
        ("Ünïcode – naïve.md", "ünïcode-naïve.html"),
        ("日本語 ノート.md", "日本語-ノート.html"),
        ("हिन्दी.md", "हिन्दी.html"),
        ("v1.2.md", "v1-2.html"),
        ("a's b.md", "a-s-b.html"),
        ("_headers.md", "headers.html"),
        ("_redirects.md", "redirects.html"),
        ("Compute/Build.md", "compute/build.html"),
        ("Tags/x.md", "tags-"),
        ("assets/x.md", "assets-"),
        ("X.MD", "x.html"),
    ],
)
def test_an_address_is_the_slug_of_the_path(path: str, address: str) -> None:
    assert page(path).startswith(address)


@pytest.mark.parametrize(
    "name",
    ["C++", "C#", "😀", "❤️", "🇩🇪", "$100", "a=b", "a*", "<b>", 'say "x" $', "CON", "nul", "com1", "lpt²", "quiz",
     "Search", "404", "Index", "tags", "assets", "build", "SW", "x" * 250, "字" * 83, "...", "-", "\u200b", "\u0301"],
)  # fmt: skip
def test_a_name_that_a_slug_does_not_tell_from_others_has_a_hash_that_no_neighbour_changes(name: str) -> None:
    alone = page(f"{name}.md")
    assert alone.removesuffix(".html").rpartition("-")[2].isalnum()
    crowd = ["C.md", "a.md", "b.md", "100.md", "a-b.md", "x.md", f"{slug(name) or 'x'}.md", "e.md", f"{name} .md"]
    assert page(f"{name}.md", *crowd) == alone
    assert len(alone.encode()) < 120


def test_the_shortest_of_names_with_one_slug_keeps_it() -> None:
    found = given("S3.md", "S3!.md", "S3 (...).md")
    assert found.notes["S3.md"] == "s3.html"
    assert len(set(found.notes.values())) == 3
    assert [problem.path for problem in found.problems] == ["S3!.md", "S3 (...).md"]
    assert {problem.code for problem in found.problems} == {"address-clash"}
    # So what a longer name brings never moves what is there.
    assert page("S3!.md", "S3.md") != page("S3!.md") == "s3.html"
    assert page("S3.md", "S3!.md", "(S3).md") == "s3.html"


def test_of_equally_long_names_the_first_by_path_keeps_it() -> None:
    found = given("my-note.md", "My Note.md", "my note.md")
    assert found.notes["My Note.md"] == "my-note.html"
    assert len({address.casefold() for address in found.notes.values()}) == 3


def test_a_hash_never_yields_to_a_name_that_looks_like_it() -> None:
    hashed = page("C++.md")
    name = hashed.removesuffix(".html")
    found = given("C++.md", f"{name}.md", f"{name.upper()}.md")
    assert found.notes["C++.md"] == hashed
    assert len({address.casefold() for address in found.notes.values()}) == 3


def test_hashes_that_begin_alike_get_longer() -> None:
    names = [f"{'+' * number}.md" for number in range(1, 6)]
    assert len(set(given(*names).notes.values())) == 5
    # 20,000 names without a letter: by chance, two hashes share their first six digits.
    crowd = [f"{chr(0x1F300 + number % 700)}{chr(0x1F300 + number // 700)}.md" for number in range(20_000)]
    found = given(*crowd).notes
    assert len(set(found.values())) == 20_000
    assert {len(address) for address in found.values()} == {11, 12}


def test_a_note_and_a_folder_of_one_name_are_two_pages() -> None:
    found = given("Stuff.md", "Stuff/x.md")
    assert found.notes["Stuff.md"] == "stuff.html"
    assert found.folders["Stuff"] == "stuff/index.html"


def test_folders_that_differ_in_case_or_marks_are_two() -> None:
    found = given("Data/x.md", "data/x.md", "da ta/x.md", "da-ta/x.md", "C+/x.md", "C#/x.md")
    assert len(set(found.notes.values())) == 6
    assert found.notes["Data/x.md"] == "data/x.html"


@pytest.mark.parametrize(
    ("notes", "folder", "note"),
    [
        (["F/F.md", "F/a.md"], "F", "F/F.md"),
        (["F/index.md", "F/F.md"], "F", "F/index.md"),
        (["F/INDEX.md"], "F", "F/INDEX.md"),
        (["F/f.md"], "F", "F/f.md"),
        (["a/F/F.md"], "a/F", "a/F/F.md"),
        (["index.md", "README.md"], "", "index.md"),
        (["readme.md"], "", "readme.md"),
        ([unicodedata.normalize("NFD", "Ä") + "/Ä.md"], unicodedata.normalize("NFD", "Ä"), None),
    ],
)
def test_the_note_that_is_a_folders_page(notes: list[str], folder: str, note: str | None) -> None:
    found = given(*notes)
    note = note or notes[0]
    assert found.folder_notes[folder] == note
    assert found.notes[note] == found.folders[folder]
    assert len(set(found.notes.values())) == len(notes)


def test_a_readme_in_a_folder_is_a_note_of_its_own() -> None:
    assert given("F/README.md").folder_notes == {}


def test_case_may_be_kept() -> None:
    found = given("Data/My Note.md", "data/my note.md", tags=("Some/Tag",), lower=False)
    assert found.notes["Data/My Note.md"] == "Data/My-Note.html"
    assert len({address.casefold() for address in found.notes.values()}) == 2
    assert found.tags["some/tag"] == "tags/some/tag.html"


def test_stubs_stand_at_the_root_and_yield_to_notes() -> None:
    assert given(stubs=("Ghost Note",)).stubs == {"Ghost Note": "ghost-note.html"}
    found = given("Ghost!.md", stubs=("Ghost", "C++", "quiz", "index"))
    assert found.notes["Ghost!.md"] == "ghost.html"
    assert len({*found.stubs.values(), "ghost.html"}) == 5


def test_nested_tags_have_nested_pages_and_parents() -> None:
    found = given(tags=("a/b/c", "A/x", "index", "c++/x")).tags
    assert list(found) == sorted(found)
    assert [found[tag] for tag in ("a", "a/b", "a/b/c", "a/x")] == [
        "tags/a.html", "tags/a/b.html", "tags/a/b/c.html", "tags/a/x.html"
    ]  # fmt: skip
    assert found["index"].startswith("tags/index-")
    assert found["c++/x"] == found["c++"].removesuffix(".html") + "/x.html"


def test_a_tag_of_any_depth_has_a_page_and_a_few_parents() -> None:
    deep = "/".join(["level"] * 3000)
    found = given(tags=(deep,)).tags
    assert len(found) < 20
    assert len(found[deep]) < 800
    assert with_parents("A/b") == ["a", "a/b"]
    assert with_parents(deep)[-1] == deep


def test_a_folder_of_any_depth_has_an_address_that_a_disk_takes() -> None:
    deep = "/".join(["+"] * 900)
    found = given(f"{deep}/n.md", f"{deep}/+/n.md")
    assert max(len(address.encode()) for address in (*found.notes.values(), *found.folders.values())) < 1000
    assert len(set(found.folders.values())) == len(found.folders)


def test_addresses_depend_on_the_set_alone() -> None:
    notes = ["b/x.md", "B/X.md", "a.md", "A.md", "C#.md", "b/index.md"]
    assert given(*notes) == given(*reversed(notes))
