"""Lists and places: the order of titles, pages of long lists, ancestors and neighbours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.layout import NEWEST, PAGE, by_title, newest, paged, parent, subfolders
from generator.views import Entry

Build = Callable[[dict[str, str | bytes]], Any]


def test_titles_sort_as_people_do() -> None:
    titles = ["2 b", "10 a", "1.10", "1.9", "b", "A", "a10", "a9", "a", "Ä", "007", "7", "", "Z", "²"]
    assert sorted(titles, key=by_title) == [
        "", "1.9", "1.10", "2 b", "007", "7", "10 a", "A", "a", "a9", "a10", "b", "Z", "²", "Ä"
    ]  # fmt: skip


def test_a_number_of_any_length_sorts() -> None:
    assert by_title("9" * 5000) < by_title("1" + "0" * 5000)
    assert by_title("0" * 5000 + "1") == by_title("1")


def test_folders_stand_under_their_parents_in_order() -> None:
    assert subfolders(["", "b", "a10", "a9", "a9/x"]) == {"": ("a9", "a10", "b"), "a9": ("a9/x",)}
    assert parent("a/b/c.md") == "a/b"
    assert parent("c.md") == ""


def _entries(count: int) -> list[Entry]:
    return [Entry(f"n{number}", f"n{number}.html") for number in range(count)]


@pytest.mark.parametrize(("count", "lengths"), [(0, [0]), (1, [1]), (PAGE, [PAGE]), (PAGE + 1, [PAGE, 1])])
def test_long_lists_are_paged(count: int, lengths: list[int]) -> None:
    pages = paged("f/index.html", _entries(count))
    assert [len(part) for _, part in pages] == lengths
    assert [path for path, _ in pages] == ["f/index.html", "f/index~2.html"][: len(pages)]
    assert [each for _, part in pages for each in part] == _entries(count)


def test_home_shows_the_newest_by_date_else_the_first() -> None:
    entries = [Entry("a", "a.html"), Entry("b", "b.html", date="2026-01-01"), Entry("c", "c.html", date="2026-02-01")]
    assert [each.title for each in newest(entries)] == ["c", "b"]
    assert newest(_entries(50)) == tuple(_entries(NEWEST))


def test_a_folders_page_is_its_own_note(build: Build) -> None:
    made = build({
        "Part/Part.md": "the folder's words", "Part/a.md": "", "Part/b.md": "",
        "Other/index.md": "---\ntitle: Something Else\n---\nother words", "Other/a.md": "",
        "Plain/index.md": "plain words",
        "README.md": "home words",
    })  # fmt: skip
    assert "the folder's words" in made.page("part/index.html").replace("&#x27;", "'")
    assert "<h1>Something Else</h1>" in made.page("other/index.html").replace(' class="title"', "")
    assert "<h1>Plain</h1>" in made.page("plain/index.html").replace(' class="title"', "")
    assert "home words" in made.page("index.html")
    for former in ("part/part.html", "readme.html"):  # where other publishers have them
        assert 'http-equiv="refresh" content="0; url=' in made.page(former)
    assert "Something Else" in made.page("other/a.html")


def test_neighbours_follow_the_outline_then_the_folder(build: Build) -> None:
    made = build({
        "Course.md": "# One (50%)\n## T\n- [[zeta]]\n- [[alpha]]\n# Two (50%)\n## U\n- [[mid]]\n",
        "zeta.md": "", "alpha.md": "", "mid.md": "", "alto.md": "", "gamma.md": "", "delta.md": "",
    })  # fmt: skip

    def around(page: str) -> list[str]:
        html = made.page(page)
        return [name for name in (*outline, *folder) if f'rel="next" href="{name}.html"' in html]

    outline, folder = ("zeta", "alpha", "mid"), ("alto", "course", "delta", "gamma")
    assert [around(f"{name}.html") for name in outline] == [["alpha"], ["mid"], []]
    assert [around(f"{name}.html") for name in folder] == [["course"], ["delta"], ["gamma"], []]
