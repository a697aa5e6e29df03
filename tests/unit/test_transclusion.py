"""Notes in notes: what stands where an embed was written, on whichever page, and what there is to tell its author."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import pytest
from PIL import Image

from generator import config, site, theme, transclusion
from generator.export import json
from generator.export.face import material
from generator.memo import Memo

Build = Callable[[Mapping[str, str | bytes]], Any]


def body(made: Any, page: str) -> ET.Element:
    """The rendered note of a page."""
    tree = html5lib.parse(made.page(page), namespaceHTMLElements=False)
    return next(each for each in tree.iter() if "markdown-rendered" in (each.get("class") or ""))


def having(element: ET.Element, name: str) -> list[ET.Element]:
    return [each for each in element.iter() if name in (each.get("class") or "").split()]


def guests(made: Any, page: str) -> list[ET.Element]:
    return having(body(made, page), "markdown-embed")


def said(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def content(guest: ET.Element) -> ET.Element:
    return having(guest, "markdown-embed-content")[0]


def tags(element: ET.Element) -> list[str]:
    return [each.tag for each in element]


def ids(element: ET.Element) -> Counter[str]:
    return Counter(each.attrib["id"] for each in element.iter() if "id" in each.attrib)


NOTE = """\
Before any heading.

# One
Words of one. ^para

## Deep
Words of the deep.

# Two
- first
- second ^item

1. first
2. numbered ^number

- a
- b

^list

> quoted
> words

^quote

| a | b |
|---|---|
| c | d |

^table

> [!tip] Title
> inside
> - deeper ^inner

^callout

```python
code = 1
```

^code
"""


# --- what is shown ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("embed", "shown", "elements"),
    [
        ("![[Note]]", "Before any heading. One Words of one.", ["p", "h2", "p", "h3", "p", "h2", "ul", "ol"]),
        ("![[Note#One]]", "One Words of one. Deep Words of the deep.", ["h2", "p", "h3", "p"]),
        ("![[Note#Deep]]", "Deep Words of the deep.", ["h2", "p"]),
        ("![[Note#One#Deep]]", "Deep Words of the deep.", ["h2", "p"]),
        ("![[note#deep]]", "Deep Words of the deep.", ["h2", "p"]),
        ("![[Note#^para]]", "Words of one.", ["p"]),
        ("![[Note#^PARA]]", "Words of one.", ["p"]),
        ("![[Note#^item]]", "second", ["ul"]),
        ("![[Note#^number]]", "numbered", ["ol"]),
        ("![[Note#^list]]", "a b", ["ul"]),
        ("![[Note#^quote]]", "quoted words", ["blockquote"]),
        ("![[Note#^table]]", "a b c d", ["div"]),
        ("![[Note#^callout]]", "Title inside deeper", ["div"]),
        ("![[Note#^inner]]", "deeper", ["ul"]),
        ("![[Note#^code]]", "code = 1", ["div"]),
        ("![](Note.md#One)", "One Words of one. Deep Words of the deep.", ["h2", "p", "h3", "p"]),
    ],
)
def test_an_embed_shows(build: Build, embed: str, shown: str, elements: list[str]) -> None:
    made = build({"Note.md": NOTE, "Host.md": embed})
    (guest,) = guests(made, "host.html")
    assert said(content(guest)).startswith(shown)
    assert tags(content(guest))[: len(elements)] == elements
    if "#" in embed:
        assert said(content(guest)) == shown
    assert made.codes("Host.md") == set()


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ("![[Note#^para]]", [("div", "Words of one.")]),
        ("before ![[Note#^para]] after", [("p", "before"), ("div", "Words of one."), ("p", "after")]),
        ("before\n![[Note#^para]]", [("p", "before"), ("div", "Words of one.")]),
        ("![[Note#^para]]\nafter [[Note]]", [("div", "Words of one."), ("p", "after Note")]),
        ("![[Note#^para]]\n![[Note#^item]]", [("div", "Words of one."), ("div", "second")]),
        ("*a* ![[Note#^para]] [[Note]]", [("p", "a"), ("div", "Words of one."), ("p", "Note")]),
    ],
)
def test_a_guest_stands_between_paragraphs(build: Build, text: str, around: list[tuple[str, str]]) -> None:
    html = body(build({"Note.md": NOTE, "Host.md": text}), "host.html")
    shown = [(each.tag, said(content(each)) if each.tag == "div" else said(each)) for each in html]
    assert shown == around


@pytest.mark.parametrize(
    ("text", "parent"),
    [
        ("- ![[Note#^para]]\n- next", "li"),
        ("1. words ![[Note#^para]]", "li"),
        ("| a |\n|---|\n| ![[Note#^para]] |", "td"),
        ("> ![[Note#^para]]", "blockquote"),
        ("> [!tip] Title\n> ![[Note#^para]]", "div"),
    ],
)
def test_a_guest_stands_inside_of(build: Build, text: str, parent: str) -> None:
    html = body(build({"Note.md": NOTE, "Host.md": text}), "host.html")
    parents = {child: each for each in html.iter() for child in each}
    (guest,) = having(html, "markdown-embed")
    assert parents[guest].tag == parent
    assert said(content(guest)) == "Words of one."


@pytest.mark.parametrize("text", ["# ![[Note]]", "**![[Note]]**", "> [!tip] ![[Note]]", "==see ![[Note]]=="])
def test_where_only_words_may_stand_there_is_a_link(build: Build, text: str) -> None:
    made = build({"Note.md": NOTE, "Host.md": text})
    assert guests(made, "host.html") == []
    assert '<a class="internal-link" href="note.html">Note</a>' in made.page("host.html")


def test_a_guest_says_where_it_is_from(build: Build) -> None:
    made = build(
        {"Note.md": "---\ntitle: A note\n---\n# One\nWords.", "Host.md": "![[Note]]\n\n![[Note#One|so named]]"}
    )
    links = [guest.find("p/a") for guest in guests(made, "host.html")]
    shown = [(link.get("href"), said(link)) for link in links if link is not None]
    assert shown == [("note.html", "A note"), ("note.html#one", "so named")]


def test_links_and_pictures_of_a_guest_are_its_own(build: Build) -> None:
    made = build({
        "B/n.md": "![](img/p.png) [[#Part]] [[Near]]\n\n# Part\nWords.", "B/img/p.png": _picture(),
        "B/Near.md": "near", "A/Near.md": "far", "A/host.md": "![[n]]\n\n[[Near]]",
    })  # fmt: skip
    html = body(made, "a/host.html")
    (image,) = html.iter("img")
    assert image.get("src", "").startswith("../assets/media/p-")
    inside = [link.get("href") for link in content(having(html, "markdown-embed")[0]).iter("a")]
    assert inside == ["../b/n.html#part", "../b/near.html"]
    assert [link.get("href") for link in html.iter("a")][-1] == "../a/near.html"


def _picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 6)).save(out, "PNG")
    return out.getvalue()


def test_ids_of_host_and_guests_never_clash(build: Build) -> None:
    note = NOTE + "\n##### Which?\n- a\n- b\n#card\na\n^which\n\nA[^1]\n\n[^1]: Footnote.\n"
    host = "# One\nWords. ^para\n\n![[Note]]\n\n![[Note]]\n\n![[Host#Two]]\n\n# Two\nB[^1] ![[Note#Deep]]\n\n[^1]: Own."
    tree = html5lib.parse(build({"Note.md": note, "Host.md": host}).page("host.html"), namespaceHTMLElements=False)
    found = ids(tree)
    assert {"one", "^para", "two", "1:one", "1:^para", "2:one", "fn:1", "fn:2"} <= found.keys()
    assert set(found.values()) == {1}


@pytest.mark.parametrize(
    ("host", "levels"),
    [
        ("![[Note#One]]", "h2 h3"),
        ("# A\n![[Note#One]]", "h2 h3 h4"),
        ("# A\n## B\n![[Note#Deep]]\n\n# C", "h2 h3 h4 h2"),
        ("# A\n## B\n### C\n#### D\n##### E\n![[Note#One]]", "h2 h3 h4 h5 h6 h6 h6"),
        ("# A\n![[Middle]]\n\n## B", "h2 h3 h4 h5 h3"),
    ],
)
def test_headings_of_a_guest_stand_below_the_hosts(build: Build, host: str, levels: str) -> None:
    made = build({"Note.md": NOTE, "Middle.md": "# Middle part\n![[Note#One]]", "Host.md": host})
    assert " ".join(each.tag for each in body(made, "host.html").iter() if re.match(r"h\d", each.tag)) == levels


def test_notes_are_shown_in_notes_in_notes(build: Build) -> None:
    made = build(
        {"A.md": "a ![[B]]", "B.md": "b ![[C#Part]]", "C.md": "# Part\nc ![[D#^id]]\n# Other\nno", "D.md": "d ^id"}
    )
    assert len(guests(made, "a.html")) == 3
    assert said(body(made, "a.html")) == "a B b C Part c D d"
    assert made.problems == ()


def test_home_and_folders_are_hosts_too(build: Build) -> None:
    made = build({"index.md": "![[x/Note#Deep]]", "x/index.md": "![[Note#^para]]", "x/Note.md": NOTE})
    assert said(content(guests(made, "index.html")[0])) == "Deep Words of the deep."
    assert said(content(guests(made, "x/index.html")[0])) == "Words of one."
    assert 'href="x/note.html#deep"' in made.page("index.html")


# --- what is not ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("embed", "code"),
    [("![[Note#Gone]]", "link-heading-missing"), ("![[Note#^gone]]", "link-block-missing")],
)
def test_for_a_place_that_is_missing_there_is_a_link_to_the_note(build: Build, embed: str, code: str) -> None:
    made = build({"Note.md": NOTE, "Host.md": embed})
    assert guests(made, "host.html") == []
    assert 'href="note.html"' in made.page("host.html")
    assert made.codes("Host.md") == {code}


def test_the_heading_that_repeats_the_title_is_the_note(build: Build) -> None:
    made = build({"Note.md": "# Note\nAll of it.", "Host.md": "![[Note#Note]]"})
    assert said(content(guests(made, "host.html")[0])) == "All of it."


def test_of_an_empty_note_there_is_a_link(build: Build) -> None:
    made = build({"Note.md": "%%nothing%%\n", "Host.md": "![[Note]]"})
    assert guests(made, "host.html") == []
    assert '<p><a class="internal-link" href="note.html">Note</a></p>' in made.page("host.html")


def test_of_a_note_that_nobody_has_written_there_is_a_link_or_its_name(build: Build) -> None:
    made = build({"study.toml": 'exclude = []\nstubs = "all"\n', "Host.md": "![[Unwritten]]"})
    assert '<a class="internal-link stub" href="unwritten.html">Unwritten</a>' in made.page("host.html")
    made = build({"study.toml": 'exclude = []\nstubs = "off"\n'})
    assert "Unwritten" in said(body(made, "host.html"))
    assert made.codes("Host.md") == {"link-missing"}


def test_of_a_private_note_there_are_the_words_that_its_host_typed(build: Build) -> None:
    made = build({"Secret.md": "---\npublish: false\n---\n# Hidden\ncanary", "Host.md": "![[Secret#Hidden|typed]]"})
    assert said(body(made, "host.html")) == "typed"
    assert made.codes("Host.md") == {"link-unpublished"}
    assert not any(b"canary" in raw for raw in made.files.values())


def test_a_private_host_shows_nothing_and_tells_of_nothing(build: Build) -> None:
    made = build({"Secret.md": "---\npublish: false\n---\n![[Secret]] ![[Note]]", "Note.md": "words"})
    assert "Secret" not in made.page("note.html")
    assert "embed-cycle" not in made.codes("Secret.md")


# --- cycles and limits ------------------------------------------------------------------------------------------------


def cycles(made: Any) -> list[str]:
    return [
        f"{each.path}:{each.line}:{each.col} {each.message}" for each in made.problems if each.code == "embed-cycle"
    ]


AGAIN = "comes round to itself; a link ends it"


def test_a_cycle_shows_one_level_and_names_the_chain(build: Build) -> None:
    made = build({"A.md": "a\n\n  ![[B]]", "B.md": "b ![[A]]", "C.md": "c ![[A]]"})
    assert said(body(made, "a.html")) == "a B b A"
    assert said(body(made, "b.html")) == "b A a B"
    assert said(body(made, "c.html")) == "c A a B b A"
    assert cycles(made) == [f"A.md:3:3 A -> B -> A {AGAIN}", f"B.md:1:3 B -> A -> B {AGAIN}"]


def test_a_note_in_itself_is_a_link(build: Build) -> None:
    made = build({"A.md": "a ![[A]]"})
    assert said(body(made, "a.html")) == "a A"
    assert cycles(made) == [f"A.md:1:3 A -> A {AGAIN}"]


def test_a_section_in_itself_is_a_link(build: Build) -> None:
    made = build({"A.md": "# One\none ![[#One]]\n# Two\ntwo ![[#One]]"})
    assert cycles(made) == [f"A.md:2:5 A -> A#One {AGAIN}"]
    assert said(body(made, "a.html")) == "One one A Two two A One one A"


def test_sections_in_a_circle(build: Build) -> None:
    made = build({"A.md": "# One\n![[B#Two]]\n# Three\nthree", "B.md": "# Two\n![[A#One]]\n# Four\n![[A#Three]]"})
    assert cycles(made) == [f"A.md:2:1 A -> B#Two -> A#One {AGAIN}", f"B.md:2:1 B -> A#One -> B#Two {AGAIN}"]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"A.md": "![[B#One]] ![[B#Two]]", "B.md": "# One\n1\n# Two\n2"}, id="two sections of one note"),
        pytest.param({"A.md": "# One\n![[#Two]]\n# Two\n2"}, id="another section of the same note"),
        pytest.param({"A.md": "![[B]] ![[B]]", "B.md": "b"}, id="a note twice"),
        pytest.param(
            {"A.md": "![[B]] ![[C]]", "B.md": "![[D]]", "C.md": "![[D]]", "D.md": "d"}, id="a note by two ways"
        ),
        pytest.param({"A.md": "![[B#Two]]\n\nWords. ^w", "B.md": "# Two\n![[A#^w]]"}, id="back to another block"),
        pytest.param({"A.md": "# One\n![[B#^b]]", "B.md": "![[A]]\n\nWords. ^b"}, id="from a part to the whole"),
    ],
)
def test_what_is_no_cycle(build: Build, files: Mapping[str, str]) -> None:
    made = build(files)
    assert cycles(made) == []


def test_as_deep_as_the_limit_and_no_deeper(build: Build) -> None:
    depth = transclusion.MAX_DEPTH
    notes = {f"N{at}.md": f"words{at} ![[N{at + 1}]]" for at in range(depth + 1)}
    made = build({**notes, f"N{depth + 1}.md": "the last words"})
    assert len(guests(made, "n0.html")) == depth
    assert "the last words" not in made.page("n0.html")
    assert "the last words" in made.page("n1.html")
    assert made.codes("N0.md") == {"embed-limit"}
    assert made.codes("N1.md") == set()


def test_notes_that_embed_the_next_one_twice_do_not_blow_up(build: Build) -> None:
    begin = time.process_time()
    made = build({**{f"N{at}.md": f"![[N{at + 1}]]\n\n![[N{at + 1}]]" for at in range(60)}, "N60.md": "end"})
    assert len(guests(made, "n0.html")) <= transclusion.MAX_EMBEDS
    assert max(len(raw) for raw in made.files.values()) < 300_000
    assert made.codes("N0.md") == {"embed-limit"}
    assert time.process_time() - begin < 20


def test_a_page_shows_so_many_embeds(build: Build) -> None:
    most = transclusion.MAX_EMBEDS
    made = build({"Note.md": "words", "Host.md": "![[Note]]\n\n" * (most + 20)})
    assert len(guests(made, "host.html")) == most
    assert made.page("host.html").count('<p><a class="internal-link" href="note.html">Note</a></p>') == 20
    problems = [each for each in made.problems if each.code == "embed-limit"]
    assert [(each.path, each.line) for each in problems] == [("Host.md", 2 * most + 1)]


def test_a_page_shows_so_much_of_its_guests(build: Build) -> None:
    long = "many words " * (transclusion.MAX_SIZE // 25)
    made = build({"Long.md": long, "Host.md": "![[Long]]\n\n![[Long]]\n\n![[Long]]\n\n![[Short]]", "Short.md": "short"})
    assert [said(content(guest))[:5] for guest in guests(made, "host.html")] == ["many ", "many ", "short"]
    assert [(each.code, each.line) for each in made.problems] == [("embed-limit", 5)]


# --- footnotes --------------------------------------------------------------------------------------------------------


def footnotes(element: ET.Element) -> list[str]:
    return [said(item) for section in having(element, "footnotes") for item in section.iter("li")]


def marks(element: ET.Element) -> str:
    return " ".join(said(mark) for mark in having(element, "footnote-ref"))


def test_footnotes_are_numbered_over_host_and_guests(build: Build) -> None:
    made = build({
        "Host.md": "A[^1] ![[Note]] B[^2] ![[Note#Two]] C[^1]\n\n[^1]: host one\n[^2]: host two",
        "Note.md": "a[^1]\n\n# Two\nb[^x] c[^1]\n\n[^1]: guest one\n\n[^x]: guest two",
    })  # fmt: skip
    html = body(made, "host.html")
    assert marks(html) == "1 2 3 2 4 3 2 1"
    assert footnotes(html) == ["host one ↩︎ ↩︎", "guest one ↩︎ ↩︎ ↩︎", "guest two ↩︎ ↩︎", "host two ↩︎"]
    found = ids(html)
    assert set(found.values()) == {1}
    assert {
        link.get("href", "").removeprefix("#") for link in html.iter("a") if "fn" in link.get("href", "")
    } <= found.keys()


def test_a_section_brings_its_own_footnotes_alone(build: Build) -> None:
    note = "a[^1]\n\n# Two\nb[^2]\n\n# Three\nc[^3]\n\n[^1]: one\n[^2]: two, see[^4]\n[^3]: three\n[^4]: four"
    html = body(build({"Host.md": "![[Note#Two]]", "Note.md": note}), "host.html")
    assert footnotes(html) == ["two, see2 ↩︎", "four ↩︎"]


def test_the_links_of_a_footnote_count_from_the_page_and_as_mentions(build: Build) -> None:
    made = build({"x/Note.md": "a[^1]\n\n[^1]: see [[Other]] and ![[p.png]]", "x/Other.md": "", "x/p.png": _picture(),
                  "Host.md": "![[x/Note]]"})  # fmt: skip
    html = body(made, "host.html")
    (note,) = having(html, "footnotes")
    assert next(link.get("href") for link in note.iter("a")) == "x/other.html"
    assert next(note.iter("img")).get("src", "").startswith("assets/media/p-")
    assert "x/note.html" in made.page("x/other.html")


def test_a_note_in_a_footnote_is_a_link(build: Build) -> None:
    made = build({"Host.md": "a[^1]\n\n[^1]: ![[Note]]", "Note.md": "words"})
    assert guests(made, "host.html") == []
    assert '<a class="internal-link" href="note.html">Note</a>' in made.page("host.html")


# --- cards ------------------------------------------------------------------------------------------------------------

CARD = "##### Which is it?\n- this\n- that\n#card\n{}\n"


def forms(element: ET.Element) -> Iterator[ET.Element]:
    return element.iter("form")


def test_a_guests_card_is_answered_in_the_host_and_stays_the_guests(build: Build) -> None:
    made = build({"Note.md": "# Part\n" + CARD.format("this ^which"), "Host.md": "![[Note]]\n\n![[Note#Part]]\n"})
    host, note = [*forms(body(made, "host.html"))], [*forms(body(made, "note.html"))]
    assert [form.get("data-card") for form in host] == ["which", "which"]
    assert [form.get("id") for form in (*host, *note)] == [None, None, "card-which"]
    names = [{each.get("name") for each in form.iter("input")} for form in host]
    assert names == [{"q1"}, {"q2"}]
    assert 'href="note.html#card-which">Where the question stands' in made.page("host.html")
    assert "Practise 1 question" in made.page("note.html")
    assert "Practise 1 question" not in made.page("host.html")
    assert "No questions on this page yet" not in made.page("host.html")


def test_a_card_of_the_host_itself_that_it_shows_again(build: Build) -> None:
    made = build({"Host.md": "![[#Part]]\n\n# Part\n" + CARD.format("this ^which")})
    assert [form.get("id") for form in forms(body(made, "host.html"))] == [None, "card-which"]


@pytest.mark.parametrize("words", ["Topic\n\n![[Note#Part]]", "Topic. ![[Note#Part]]"])
def test_an_answer_shows_what_it_embeds_on_pages_in_the_quiz_and_in_exports(build: Build, words: str) -> None:
    note = "# Part\nThe explanation.[^1]\n" + CARD.replace("Which", "What").format("that") + "\n[^1]: Its footnote.\n"
    made = build({
        "study.toml": 'exclude = []\nstubs = "all"\n', "Note.md": note, "Other.md": "[[Topic]]",
        "Cards.md": f"##### Which is it?\n- Topic\n- that\n#card\n{words}\n^own\n",
    })  # fmt: skip
    shard = next(raw for path, raw in made.files.items() if path.startswith("assets/data/cards"))
    exported = json.export(material(made.built, config.Config(), "")).data.decode()
    for html in (made.page("cards.html"), made.page("topic.html"), shard.decode(), exported):
        assert "The explanation." in html
        assert "Its footnote." in html
        assert "Note › Part" in html, "and leads there"
    (form,) = forms(body(made, "cards.html"))
    assert set(ids(body(made, "cards.html")).values()) == {1}
    assert len(having(form, "card")) == 1, "no form in a form"


def test_an_answer_may_show_the_section_that_it_stands_in(build: Build) -> None:
    made = build({"Note.md": "# Part\nThe explanation.\n\n" + CARD.format("this\n\n![[#Part]]") + "^own\n"})
    (form,) = forms(body(made, "note.html"))
    assert said(content(having(form, "markdown-embed")[0])) == "Part The explanation."
    assert made.problems == ()


def test_in_questions_and_options_a_link_stands_for_a_note(build: Build) -> None:
    card = "##### Which ![[Note]]?\n- this ![[Note]]\n- that\n#card\nthat ^own\n"
    (form,) = forms(body(build({"Note.md": "words", "Cards.md": card}), "cards.html"))
    assert having(form, "markdown-embed") == []
    assert len(having(form, "internal-link")) >= 2


# --- the whole site ---------------------------------------------------------------------------------------------------


def test_an_embed_is_a_mention(build: Build) -> None:
    made = build({"Note.md": NOTE, "Host.md": "As it says: ![[Note#Deep]]"})
    assert "As it says:" in made.page("note.html")


def test_an_edit_of_a_guest_makes_its_hosts_anew_and_nothing_else(tmp_path: Path) -> None:
    files = {"Far.md": "![[Host]]", "Host.md": "![[Middle#Part]]", "Middle.md": "![[Near]]\n# Part\n![[Guest]]",
             "Near.md": "near", "Guest.md": "guest", "Linking.md": "[[Guest]]", "Beside.md": "![[Near]]"}  # fmt: skip
    for path, text in files.items():
        (tmp_path / path).write_text(text)
    memo = Memo()

    def digests() -> dict[str, str]:
        settings, _ = config.load(tmp_path)
        built = site.build(tmp_path, settings, theme.default(), memo)
        return {path: output.digest for path, output in built.site.items() if path.endswith(".html")}

    before = digests()
    (tmp_path / "Guest.md").write_text("guest, and more")
    after = digests()
    changed = {path for path, value in after.items() if value != before[path]}
    assert changed == {"guest.html", "middle.html", "host.html", "far.html"}
