"""The allow-list for raw HTML, and tags inside text. What hostile notes come to is in tests/property/test_parse.py."""

from __future__ import annotations

import pytest

from generator.markdown.html import InlineTags, clean, dropped, text
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
