"""What stands around a note's words: things that only a whole small site shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from PIL import Image

Build = Callable[[Mapping[str, str | bytes]], Any]


COURSE = "# 1. First (50%)\n## A\n- [[One]]\n- [[Two]]\n# 2. Second (50%)\n## B\n- [[Three]]\n"


def test_trails_and_neighbours_follow_the_outline(build: Build) -> None:
    made = build({"Exam.md": COURSE, "One.md": "1", "Two.md": "2", "Three.md": "3", "x/Else.md": "4"})
    two = made.page("two.html")
    assert '<a href="exam.html">Exam</a>' in two
    assert '<a href="exam.html#1-first-50">First</a>' in two
    assert 'rel="prev" href="one.html"' in two
    assert 'rel="next" href="three.html"' in two
    assert '<a href="../x/index.html">x</a>' in made.page("x/else.html")


def test_the_sentence_around_a_link_stands_with_its_backlink(build: Build) -> None:
    text = "First sentence. In the second, [[Target|it]] is named twice. The third is silent."
    made = build({"Source.md": text, "Target.md": ""})
    target = made.page("target.html")
    assert "In the second, " in target
    assert "First sentence" not in target
    assert "silent" not in target


def test_a_note_embedded_in_a_links_text_is_no_link_in_a_link(build: Build) -> None:
    made = build({"A.md": "[see ![[B]] there](B.md)", "B.md": "words"})
    assert '<a class="internal-link" href="b.html">see B there</a>' in made.page("a.html")


def test_a_picture_keeps_its_shape_when_one_side_is_given(build: Build) -> None:
    out = BytesIO()
    Image.new("RGB", (40, 20)).save(out, "PNG")
    made = build({"p.png": out.getvalue(), "A.md": "![[p.png|20]]\n\n![[p.png]]\n\n![[p.png|30x5]]"})
    html = made.page("a.html")
    assert 'width="20" height="10"' in html
    assert 'width="40" height="20"' in html
    assert 'width="30" height="5"' in html


def test_the_404_page_finds_its_styles_from_any_address(build: Build) -> None:
    notes = {"A.md": "words"}
    assert 'href="/assets/site.' in build(notes).page("404.html")
    under = build({**notes, "study.toml": 'base_url = "https://example.org/notes"\n'})
    assert 'href="/notes/assets/site.' in under.page("404.html")


def test_progress_is_kept_under_the_courses_name(build: Build) -> None:
    notes = {"Exam.md": COURSE, "One.md": "1"}
    assert 'data-site="exam"' in build({**notes, "study.toml": 'title = "My notes"\n'}).page("one.html")
    own = build({**notes, "study.toml": 'title = "My notes"\n[site]\nid = "own"\n'})
    assert 'data-site="own"' in own.page("one.html")


def test_only_what_carries_a_digest_is_cached_for_ever(build: Build) -> None:
    headers = build({"A.md": "words"}).page("_headers")
    rules = headers.split("\n/")
    for_ever = {rule.split("\n")[0] for rule in rules if "immutable" in rule}
    assert "assets/data/*" in for_ever
    assert not any(path.startswith("assets/nav") or path == "assets/*" for path in for_ever)
    assert any(path.startswith("assets/site.") for path in for_ever)


def test_a_long_folder_is_paged(build: Build) -> None:
    made = build({f"f/Note {number}.md": "words" for number in range(230)})
    first, last = made.page("f/index.html"), made.page("f/index~3.html")
    assert 'href="../f/index~2.html"' in first
    assert first.count('href="../f/note-') == 100
    assert last.count('href="../f/note-') == 30
    assert 'href="../f/index~2.html"' in last


def test_a_tags_page_holds_what_is_under_it(build: Build) -> None:
    made = build({"A.md": "#sea/deep words", "B.md": "---\ntags: Sea\n---\n"})
    assert 'href="../a.html"' in made.page("tags/sea.html")
    assert 'href="../b.html"' in made.page("tags/sea.html")
    assert 'href="../../b.html"' not in made.page("tags/sea/deep.html")


def test_home_lists_a_course_once(build: Build) -> None:
    home = build({"Exam.md": COURSE, "One.md": "1", "Two.md": "2"}).page("index.html")
    assert home.count('href="exam.html"') == 1
    assert 'href="one.html"' in home


def test_a_note_leads_to_where_it_can_be_edited(build: Build) -> None:
    settings = 'exclude = []\nedit_url = "https://git.example/notes/edit/main/"\n'
    made = build({"study.toml": settings, "sub/A note?.md": "words"})
    page = next(made.page(path) for path in made.files if path.startswith("sub/a-note"))
    assert 'href="https://git.example/notes/edit/main/sub/A%20note%3F.md"' in page
    assert "Edit this note" not in build({"study.toml": "exclude = []\n"}).page("sub/a-note.html")
