"""What a note's Doc says beside its HTML, which the fixtures show: places, sections, text, tags, cards, problems."""

from __future__ import annotations

import pytest

from generator import vault
from generator.model import Diagnostic, Doc, Embed, Id, Link, Source
from generator.parse import MAX_TEXT, Settings, parse


def read(text: str, path: str = "folder/Note.md", *, breaks: bool = True) -> Doc:
    return parse(Source(path, text), Settings(breaks))


def places(doc: Doc) -> list[tuple[str, int, int]]:
    """Target, line and column of every link, both from 1."""
    return [(link.target, link.line + 1, link.col) for link in doc.links]


def html(doc: Doc) -> str:
    return "".join(
        piece if isinstance(piece, str) else piece.name if isinstance(piece, Id) else "" for piece in doc.pieces
    )


# --- places -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see [[a]] and [[a]]", [("a", 1, 5), ("a", 1, 15)]),
        ("one\n  two [[a]]\n\tthree ![[b]]", [("a", 2, 7), ("b", 3, 8)]),
        ("- x\n\t- y [[a]]\n\t  more [[b]]\n\t\t- [[c]]", [("a", 2, 6), ("b", 3, 9), ("c", 4, 5)]),
        ("- x\n\t\t- [[a]] [[a]]", [("a", 2, 5), ("a", 2, 11)]),
        ("> x\n> > [[a]]\n>\t[[b]]", [("a", 2, 5), ("b", 3, 3)]),
        ("## [[a]] [[a]] ##\n[[b]]\n===", [("a", 1, 4), ("a", 1, 10), ("b", 2, 1)]),
        (
            "| [[a]] | [[a\\|x]] [[b]] |\n|---|---|\n| a | [[a]] |",
            [("a", 1, 3), ("a", 1, 11), ("b", 1, 20), ("a", 3, 7)],
        ),
        ("- | a |\n  |---|\n  | x\\|y [[a]] |", [("a", 3, 10)]),
        (
            "[t](a.md) ![i](b.png) <https://c.d> https://e.f",
            [("a.md", 1, 1), ("b.png", 1, 11), ("https://c.d", 1, 23), ("https://e.f", 1, 37)],
        ),
        ("https://a.b https://a.b", [("https://a.b", 1, 1), ("https://a.b", 1, 13)]),
        ("[t][r]\n\n[r]: a.md", [("a.md", 1, 1)]),
        ("#one and #two", [("one", 1, 1), ("two", 1, 10)]),
        ("> [!tip] see [[a]]\n> [[b]]", [("a", 1, 14), ("b", 2, 3)]),
        ("- [ ] [[a]] ^id\n- [x] b [[c]]", [("a", 1, 7), ("c", 2, 9)]),
        ("%%[[x]]%% [[a]] %%\n[[y]] %% [[b]]", [("a", 1, 11), ("b", 2, 10)]),
        ("[![[a.png]]](b.md)", [("b.md", 1, 1), ("a.png", 1, 2)]),
        ("\u00c2\u00a0x [[a]]", [("a", 1, 4)]),
        ("---\ntitle: x\n---\n\n[[a]]", [("a", 5, 1)]),
        ("text\n\n##### Is [[a]] it?\n- [[b]]\n- c\n#card\nc. See\n[[d]].", [("a", 3, 10), ("b", 4, 3), ("d", 8, 1)]),
    ],
)
def test_every_link_knows_its_line_and_column(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert places(read(text)) == expected


def test_a_link_knows_the_words_around_it() -> None:
    doc = read("Ovens: see [[Kitchen|the *room*]] **now**\nor [never](Hall.md).")
    kitchen, hall = doc.links
    block = doc.blocks[kitchen.block]
    assert block.text == "Ovens: see the *room* now or never."
    assert block.text[kitchen.start : kitchen.end] == "the *room*"
    assert block.text[hall.start : hall.end] == "never"


def test_a_link_in_a_heading_has_no_block() -> None:
    (link,) = read("## See [[Kitchen]]").links
    assert (link.block, link.heading) == (-1, 0)


@pytest.mark.parametrize(
    ("item", "alone"),
    [
        ("[[a]]", True),
        ("**[[a]]** ", True),
        ("[a *b*](c.md)", True),
        ("[ ] [[a]]", True),
        ("[[a]] ^id", True),
        ("[[a]] %%note%%", True),
        ("[[a]] and", False),
        ("[[a]] [[b]]", False),
        ("[[a]] #tag", False),
        ("[[a]] `b`", False),
        ("![[a]]", False),
        ("https://a.b", True),
    ],
)
def test_a_link_can_be_all_that_its_item_holds(item: str, *, alone: bool) -> None:
    assert read(f"- {item}\n- b").links[0].alone is alone


def test_a_link_that_is_a_paragraph_is_not_alone_in_an_item() -> None:
    assert not read("[[a]]").links[0].alone


# --- headings, sections, named blocks ---------------------------------------------------------------------------------


def test_headings_are_nested_by_depth_and_keep_their_level() -> None:
    doc = read("# A\n#### B\n## C *d* [[e|f]]\n# A\n")
    assert [(each.level, each.depth, each.text, each.id, each.line) for each in doc.headings] == [
        (1, 1, "A", "a", 0),
        (4, 2, "B", "b", 1),
        (2, 2, "C d f", "c-d-f", 2),
        (1, 1, "A", "a-1", 3),
    ]


def sections(doc: Doc) -> dict[str, str]:
    """The text of every section and named block."""
    parts = {}
    for span in doc.spans:
        pieces = doc.pieces[span.start : span.end]
        parts[span.name] = "".join(piece if isinstance(piece, str) else "" for piece in pieces)
    return parts


def test_a_section_ends_at_the_next_heading_of_its_level() -> None:
    found = sections(read("# A\none\n## B\ntwo\n## C\nthree\n# D\nfour"))
    assert {
        name: [word for word in ("one", "two", "three", "four") if word in text] for name, text in found.items()
    } == {
        "a": ["one", "two", "three"],
        "b": ["two"],
        "c": ["three"],
        "d": ["four"],
    }


def test_a_section_in_a_quote_ends_with_the_quote() -> None:
    doc = read("## A\n\n> # B\n> one [[x]]\n\ntwo [[y]]\n\n- ## C\n  three\n\nfour [[z]]")
    found = sections(doc)
    assert "one" in found["b"]
    assert "two" not in found["b"]
    assert "four" not in found["c"]
    assert "four" in found["a"]
    assert [doc.headings[link.heading].text for link in doc.links] == ["B", "A", "A"]
    assert [doc.headings[block.heading].text for block in doc.blocks] == ["B", "A", "C", "A"]


def test_blocks_with_ids_are_spans_and_an_item_knows_its_list() -> None:
    doc = read("1. one ^a\n2. two\n   - three ^b\n\n^c\n\n```\ncode\n```\n^d\n\n---\n^e\n")
    assert {(span.kind, span.name, span.wrap) for span in doc.spans} == {
        ("block", "a", "ol"),
        ("block", "b", "ul"),
        ("block", "c", ""),
        ("block", "d", ""),
        ("block", "e", ""),
    }
    found = sections(doc)
    assert "three" in found["b"]
    assert "two" not in found["a"]
    assert found["c"].startswith("<ol")
    assert "code" in found["d"]
    assert found["e"].startswith("<hr")


def test_an_id_in_a_card_names_the_card_alone() -> None:
    doc = read("##### Q?\n#card\nyes ^q-1\n\ntext ^q-1")
    assert [span.name for span in doc.spans] == ["q-1"]
    assert doc.cards[0].source.id == "q-1"
    assert "q-1" not in doc.cards[0].answer_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# Note\n\ntext", False),
        ("# NOTE", False),
        ("%%x%%\n# Note", False),
        ("intro\n\n# Note\n", False),
        ("# Notes", True),
        ("## Note", True),
        ("> # Note", True),
        ("# Other\n# Note", True),
    ],
)
def test_a_first_heading_that_repeats_the_title_is_not_shown_twice(text: str, *, shown: bool) -> None:
    doc = read(text)
    assert ("<h" in html(doc)) is shown
    assert bool(doc.headings) is shown


def test_the_title_is_the_front_matters_else_the_file_name() -> None:
    assert read("---\ntitle: Rooms\n---\n# Note").title == "Rooms"
    assert read("# Rooms", "a/b.c.md").title == "b.c"


# --- text -------------------------------------------------------------------------------------------------------------


def test_text_to_be_searched_is_what_a_reader_sees() -> None:
    doc = read(
        "# Title\none **two** `three` <b>four</b><br>five %%six%% &amp; ![[p.png|seven]]\n\n> [!tip] eight\n> nine\n\n"
        "| ten |\n|---|\n| [[x\\|eleven]] |\n\n```\ntwelve\n```\n\n<p>thirteen<!-- fourteen --></p>\n\n"
        "- [x] fifteen ^id\n"
    )
    assert [block.text.strip() for block in doc.blocks] == [
        "one two three four five  &",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fifteen",
    ]
    assert [block.line for block in doc.blocks] == [1, 3, 4, 6, 8, 10, 14, 16]


def test_tags_are_those_of_front_matter_and_body_each_once() -> None:
    doc = read("---\ntags: [b, a]\n---\n#a #c/d `#e` %%#f%%\n\n##### Q? #g\n- x\n- y #h\n#card\nx\n")
    assert doc.tags == ("b", "a", "c/d", "g", "h")


def test_strict_line_breaks_are_spaces() -> None:
    assert html(read("a\nb  \nc", breaks=False)) == "<p>a\nb<br>\nc</p>\n"


def test_garbled_spaces_are_mended_and_told() -> None:
    doc = read("a\u00c2\u00a0b\n\nc \u00c2 d")
    assert html(doc) == "<p>a b</p>\n<p>c \u00c2 d</p>\n"
    (problem,) = doc.problems
    assert (problem.code, problem.line, problem.col) == ("text-mojibake", 1, 2)


def test_nothing_of_a_comment_is_left_anywhere() -> None:
    doc = read(
        "a %%SECRET [[SECRET]] #SECRET%% b\n\n%%\n# SECRET\n##### SECRET?\n#card\nSECRET\n%%\n\n"
        "- x %%SECRET\n  SECRET%%\n\n##### Q %%SECRET%%?\n- a %%SECRET%%\n- b\n#card\na %%SECRET%%\n\n"
        "> %%SECRET\n\ny\n\n%% SECRET\n\nSECRET"
    )
    shown = [doc.pieces, doc.headings, doc.blocks, doc.links, doc.tags, doc.spans, doc.problems]
    for card in doc.cards:
        shown += [card.prompt, card.context, card.options, card.answer, card.explanation, card.prompt_text]
        shown += [card.option_texts, card.answer_text, card.headings]
    assert "SECRET" not in repr(shown)
    assert "<p>y</p>" in repr(shown)


# --- embeds -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("![[a]]", ["block"]),
        ("![[a]] ^id", ["split"]),
        ("x ![[a]]\n![[b]]", ["split", "split"]),
        ("- ![[a]]\n- x ![[b]]", ["flow", "flow"]),
        ("- ![[a]]\n\n- [ ] ![[b]]", ["block", "split"]),
        ("| ![[a]] |\n|---|\n| ![[b]] |", ["flow", "flow"]),
        ("## ![[a]]", ["phrasing"]),
        ("**![[a]]** ==![[b]]== <b>![[c]]</b> [![[d]]](e)", ["phrasing", "phrasing", "phrasing", "link"]),
        ("> [!tip] ![[a]]\n> ![[b]]", ["phrasing", "block"]),
        ("##### Q ![[a]]\n#card\n![[b]]\n", ["phrasing", "flow"]),
    ],
)
def test_an_embed_knows_what_may_stand_in_its_place(text: str, slots: list[str]) -> None:
    doc = read(text)
    pieces = [*doc.pieces]
    for card in doc.cards:
        pieces += [*card.prompt, *card.answer]
    assert [piece.slot for piece in pieces if isinstance(piece, Embed)] == slots


# --- cards ------------------------------------------------------------------------------------------------------------


def test_cards_know_their_section_and_their_links() -> None:
    doc = read("# A\n## B\n[[x]]\n##### Q [[y]]?\n#card\n[[z]]\n\n# C\n##### R?\n#card\nyes\n")
    first, second = doc.cards
    assert first.headings == ("A", "B")
    assert second.headings == ("C",)
    assert [doc.links[link].target for link in first.links] == ["y", "z"]
    assert {doc.links[link].block for link in first.links} == {-1}
    assert [doc.headings[doc.links[link].heading].text for link in first.links] == ["B", "B"]


def test_a_card_inside_code_is_none_and_the_others_keep_their_order() -> None:
    doc = read("##### One?\n#card\n1\n\n<pre>\n##### Two?\n#card\n2\n</pre>\n\n##### Three?\n#card\n3\n")
    assert [card.prompt_text for card in doc.cards] == ["One?", "Three?"]


# --- odd notes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["", "\n", " \t\n\n", "---\ntitle: x\n---", "---\n---\n", "%%", "^id", "<!-- x -->", "[r]: x"]
)
def test_a_note_may_show_nothing(text: str) -> None:
    doc = read(text)
    assert html(doc).strip() == ""
    assert (doc.links, doc.headings, doc.cards, doc.problems) == ((), (), (), ())


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_marks_make_no_difference(end: str, mark: bytes) -> None:
    text = "---\ntitle: Rooms\n---\n# Rooms\none  \ntwo\n\n- [[a]]\n\n\t\tcode\n\n##### Q?\n- a\n#card\na\n\n```\nx\n"
    settings = Settings()
    raw = mark + text.replace("\n", end).encode()
    assert parse(vault.decode("Note.md", raw), settings) == parse(Source("Note.md", text), settings)


def test_a_note_that_is_too_large_shows_the_beginning_of_its_source_without_comments() -> None:
    hidden = "%%SECRET%%<!--SECRET-->"
    doc = read("---\npublish: false\ntitle: Rooms\n---\n" + hidden + "<b>" * (MAX_TEXT // 3))
    assert doc.meta.publish is False
    assert doc.title == "Rooms"
    assert html(doc).startswith('<pre class="source"><code>&lt;b&gt;&lt;b&gt;')
    assert len(html(doc)) < 400_000
    assert [problem.code for problem in doc.problems] == ["note-too-large"]


def test_problems_of_reading_come_along() -> None:
    problem = Diagnostic("text-encoding", "Note.md", 1, 0, "x")
    doc = parse(Source("Note.md", "# A\n<font>\n", (problem,)), Settings())
    assert [each.code for each in doc.problems] == ["text-encoding", "html-dropped"]


def test_whatever_goes_wrong_becomes_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("generator.parse._parse", broken)
    doc = read("<b>text")
    assert html(doc) == '<pre class="source"><code>&lt;b&gt;text</code></pre>\n'
    assert "ZeroDivisionError: by nought" in doc.problems[0].message


def test_a_link_is_taken_down_as_it_was_written() -> None:
    doc = read("[[ a/b # c # d | e ]] [x](f%20g.md#h%20i) [y](https://e.org/#z) ![[j#k|20]]")
    assert [(link.kind, link.target, link.subpath) for link in doc.links] == [
        ("wiki", "a/b", "c # d"),
        ("markdown", "f%20g.md", "h%20i"),
        ("markdown", "https://e.org/#z", ""),
        ("embed", "j", "k"),
    ]
    assert isinstance(doc.links[0], Link)
