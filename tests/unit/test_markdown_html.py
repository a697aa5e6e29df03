"""The allow-list for raw HTML, and tags inside text. What hostile notes come to is in tests/property/test_parse.py."""

from __future__ import annotations

import time

import pytest

from generator.markdown.html import InlineTags, clean, dropped, text
from generator.markdown.htmlmedia import parts
from generator.model import Source
from generator.parse import Settings, parse


def test_what_was_left_out_is_told_where_it_stood() -> None:
    doc = parse(
        Source("Note.md", "text\n\n- a\n  b <font color=red onclick=x()>c</font>\n\n<iframe></iframe>\n"), Settings()
    )
    told = [(problem.line, problem.message.partition(" is not")[0]) for problem in doc.problems]
    assert told == [(4, "<font>, onclick"), (4, "<font>"), (6, "<iframe>")]


@pytest.mark.parametrize(
    "html", ["<!-- <script> -->", "a < b", "<p>style = x</p>", "<kbd>on = off</kbd>", '<b title="x">']
)
def test_what_is_allowed_is_not_told(html: str) -> None:
    assert dropped(html) == ()


def test_the_text_of_html_is_what_a_reader_sees() -> None:
    assert text("<p>one <b>two</b> &amp; three<script>four</script><!-- five --></p>") == "one two & three"


def test_a_block_too_large_or_too_deep_is_shown_as_the_beginning_of_its_source() -> None:
    assert clean("<!-- hidden -->" + "<b>" * 101) == f"<pre>{'&lt;b&gt;' * 101}</pre>\n"
    assert len(clean("<p>x</p>" * 20_000)) < 10_000
    rows = "<tr><td>1<td>2" * 200
    assert clean(f"<table>{rows}</table>").count("<td>") == 400


def test_inline_tags_are_balanced_within_the_markdown_around_them() -> None:
    tags = InlineTags()
    assert tags.tag("<b>", 0, in_link=False) == "<b>"
    assert tags.tag("<i title=x>", 1, in_link=False) == '<i title="x">'
    assert tags.tag("</b>", 1, in_link=False) == ""
    assert tags.leave(0) == "</i>"
    assert tags.tag("</b>", 0, in_link=False) == "</b>"
    assert not tags


def test_what_raw_html_shows_is_a_link_of_the_note_with_its_place() -> None:
    block = '<div>\n<img src="a.png" title="A">\n<iframe src="https://x.y/z#a"></iframe>\n</div>\n'
    doc = parse(Source("Note.md", f'text <img src="b%20c.png#x">\n\n{block}'), Settings())
    found = [(link.kind, link.target, link.subpath, link.line, link.col) for link in doc.links]
    assert found == [
        ("image", "b%20c.png", "x", 0, 6),
        ("image", "a.png", "", 3, 0),
        ("frame", "https://x.y/z#a", "", 4, 0),
    ]
    assert doc.problems == ()


@pytest.mark.parametrize(
    "html",
    [
        '<div title="<img src=x>">a</div>',
        "<style><img src=x></style><script><img src=x></script><textarea><img src=x></textarea>",
        "<!-- <img src=x> -->",
        "<img><img src><img src=' '><iframe srcdoc='<img src=x>'><source src=x></iframe><video><img src=''></video>",
        "<img src=javascript:x()><img src=data:image/png;base64,x><img src=file:///etc/passwd><img srcset=x>",
        "<object data=x></object><embed src=x><source src=x><video></video><picture><source srcset=x></picture>",
    ],
)
def test_what_only_looks_like_a_source_is_none(html: str) -> None:
    assert all(isinstance(part, str) for part in parts(html))
    assert "src" not in "".join(map(str, parts(html))).replace("&lt;img src=x&gt;", "")


def test_what_is_inside_of_films_and_frames_is_left_out_and_what_follows_is_not() -> None:
    html = "<video src=a><video src=b></video><iframe src=c></video></iframe>x</video>y<iframe src=d><b>z</iframe>w"
    assert [part if isinstance(part, str) else part.src for part in parts(html)] == ["a", "y", "d", "w"]
    sources = "<div><video poster=p><source type=t><source src=a><source src=b>x</video></div>"
    assert [part if isinstance(part, str) else part.src for part in parts(sources)] == ["<div>", "a", "</div>"]
    assert [part if isinstance(part, str) else part.src for part in parts("<p><iframe src=a>z")] == ["<p>", "a", "</p>"]


def test_many_sources_take_linear_time() -> None:
    before = time.process_time()
    for html in (
        "<img src=a>",
        "<video src=a>",
        "<iframe src=a>",
        "<video>",
        "</video>",
        "<video><source>",
        "<img src='a&amp;b'>",
    ):
        parts(html * (90_000 // len(html)))
        parse(Source("Note.md", "x " + html * 5_000), Settings())
    assert time.process_time() - before < 10  # quadratic, it would be minutes
