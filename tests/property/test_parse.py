"""Whatever a note holds, it parses, in linear time, to well-formed HTML of listed elements, attributes and schemes.

Notes are put together from the marks of every syntax and from the tricks that are known to get scripts past filters.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from html import escape
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator import filling, links
from generator.filling.footnote import Footnotes
from generator.markdown import mathml, parser
from generator.markdown.brackets import bracket_plugin
from generator.markdown.html import ATTRIBUTES, TAGS, VOID
from generator.model import EMBEDS, Body, Doc, Image, Link, Outcome, Pieces, Source, Text
from generator.parse import Settings, parse

ELEMENTS = TAGS | mathml.ELEMENTS | {"img", "input"}
ALLOWED = {
    "*": {"title", "lang", "dir", "class", "id"},
    "a": {"href", "rel", "aria-label"},
    "details": {"open", "data-callout"},
    "div": {"data-callout", "data-lang"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "input": {"type", "disabled", "checked", "aria-label"},
    "li": {"value", "data-task"},
    **dict.fromkeys(mathml.ELEMENTS - TAGS, mathml.ATTRIBUTES | {"alttext"}),
}
MATHML = "{http://www.w3.org/1998/Math/MathML}"


SETTINGS = Settings()


def shown(doc: Doc, pieces: Pieces) -> str:
    """The HTML of a note's pieces. Every link leads somewhere, the most that a vault could do."""

    def outcome(link: Link) -> Outcome:
        if links.is_url(link):
            return links.outcome(link, links.Pick(None), None)
        if link.kind in EMBEDS:
            return Outcome("asset", "assets/x.png", media="image", image=Image(4, 3))
        return Outcome("tag" if link.kind == "tag" else "note", "x.html")

    body = Body(Text(doc, tuple(map(outcome, doc.links)), (None,) * len(doc.cards)))
    filler = filling.Filler(body, "", Footnotes(linked=True))
    return "".join(part for part in filler.fill(pieces) if isinstance(part, str)) + filler.footnotes()


def parsed(markdown: str) -> Doc:
    doc = parse(Source("Note.md", markdown), SETTINGS)
    assert "please report this note" not in {problem.hint for problem in doc.problems}, doc.problems
    return doc


def html_of(doc: Doc) -> str:
    """All that a note shows: its body and every part of its cards."""
    passages = [doc.pieces]
    for card in doc.cards:
        passages += [card.prompt, card.context, *card.options, card.answer, card.explanation]
    return "".join(shown(doc, pieces) for pieces in passages)


def elements(html: str) -> Iterator[ET.Element]:
    tree = html5lib.parseFragment(html, container="div", namespaceHTMLElements=False)
    for element in tree.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.removeprefix(MATHML)
            yield element


def assert_harmless(html: str) -> None:
    for element in elements(html):
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        assert element.tag in ELEMENTS, html
        allowed = ALLOWED["*"] | ALLOWED.get(element.tag, set()) | ATTRIBUTES.get(element.tag, set())
        assert set(element.attrib) <= allowed, html
        href = element.attrib.get("href", "x.html").strip().lower()
        assert href == "x.html" or href.startswith(("http:", "https:", "mailto:", "tel:", "#fn:", "#fnref:")), html
        assert element.attrib.get("src", "assets/x.png") == "assets/x.png", html


class _Tree(HTMLParser):
    """The nesting as it is written, with no element opened or closed by an HTML parser's own rules."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self.seen.append("/".join((*self.open, tag)))
        if tag not in VOID | {"img", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, self.seen


def assert_well_formed(html: str) -> None:
    """Each element is closed where it should be, and a browser builds the very tree that was written."""
    written = _Tree()
    written.feed(html)
    assert not written.open, html
    read: list[str] = []

    def walk(element: ET.Element, path: str) -> None:
        for child in element:
            if isinstance(child.tag, str):
                tag = child.tag.removeprefix(MATHML)
                read.append(f"{path}{tag}")
                walk(child, f"{path}{tag}/")

    walk(html5lib.parseFragment(html, container="div", namespaceHTMLElements=False), "")
    assert written.seen == read, html


SCHEMES = (
    "javascript:x()",
    "JaVaScRiPt:x()",
    " javascript:x()",
    "javascript&colon;x()",
    "java&#115;cript&#x3a;x()",
    "java\tscript:x()",
    "java&#10;script:x()",
    "\x01javascript:x()",
    "vbscript:x",
    "data:text/html,<script>x()</script>",
    "data:image/svg+xml;base64,PHN2Zz4=",
    "file:///etc/passwd",
    "blob:x",
    "view-source:x",
    "jar:x",
    "mhtml:x",
    "&#106avascript:x()",
    "javascript\\:x()",
    "javascript%3Ax()",
    "feed:javascript:x()",
)
LINKS = (
    "[a]({})",
    "[a](<{}>)",
    "[a]({} 'title')",
    "[a][r]\n\n[r]: {}",
    "[a][r]\n\n[r]: <{}>",
    "<{}>",
    "![a]({})",
    "![a][r]\n\n[r]: {}",
    "[[{}]]",
    "[[{}|a]]",
    "![[{}]]",
    "![[{}|300]]",
    "{}",
    '<a href="{}">a</a>',
    "<a href='{}'>a</a>",
    "<a href={}>a</a>",
    '<p><a href="{}">a</a></p>',
    '<area href="{}"><form action="{}"><button formaction="{}">a</button></form>',
    '<img src="{}" srcset="{}"><video poster="{}" src="{}"></video><embed src="{}"><object data="{}"></object>',
    '<iframe src="{}" srcdoc="<script>x()</script>"></iframe><frame src="{}"><base href="{}"><link href="{}">',
    '<svg><a xlink:href="{}"><text>a</text></a></svg><math><mtext href="{}">a</mtext></math>',
    '<blockquote cite="{}">a</blockquote><q cite="{}">a</q><ins cite="{}">a</ins>',
    "| a |\n|---|\n| [a]({}) [[{}\\|b]] |",
    "> [!tip] [a]({}) [[{}]]",
    "##### Where?\n- [a]({})\n- b\n#card\n[[{}]]",
    "[![a]({})]({})",
    r"$\href{ {} }{a}$ $\url{ {} }$ $\text{ {} }$ $\operatorname{ {} }$",
    "$$\n\\htmlData{href={}}{x} \\eqref{ {} }\n$$",
)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("link", LINKS)
def test_no_scheme_but_four_is_followed(link: str, scheme: str) -> None:
    assert_harmless(html_of(parsed(link.replace("{}", scheme))))


VECTORS = (
    "<script>x()</script>",
    "<script src=//example.org></script>",
    "<SCRIPT\n>x()</SCRIPT\n>",
    "<scr<script>ipt>x()</scr</script>ipt>",
    "<script>/* <b>bold</b>",
    "text <script>x()</script> text",
    "<img src=x onerror=x()>",
    "<img/src=x/onerror=x()>",
    '<img """><script>x()</script>">',
    "<img src=`x` onerror=`x()`>",
    "<b onmouseover=x()>b</b>",
    "<b/onmouseover=x()>b</b>",
    "<b\nonclick\n=\nx()>b</b>",
    "<b onclick = 'x()' title='>'>b</b>",
    "<details open ontoggle=x()><summary>s</summary></details>",
    "<p style='background:url(javascript:x())'>p</p>",
    "<span style=position:fixed class=modal id=root>s</span>",
    "<style>*{display:none}</style>",
    "<style><img src='</style><img src=x onerror=x()>'>",
    "<svg onload=x()>",
    "<svg><script>x()</script></svg>",
    "<svg><style><img src='</style><img src=x onerror=x()>'></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=x()>'>",
    "<svg><foreignObject><body onload=x()></foreignObject></svg>",
    "<svg><animate attributeName=href values=javascript:x() /><a>a</a></svg>",
    "<svg><use href='data:image/svg+xml,<svg onload=x()>'/></svg>",
    "<math><mi//xlink:href='data:x,<script>x()</script>'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=x()&gt;'>",
    "<math><annotation-xml encoding='text/html'><script>x()</script></annotation-xml></math>",
    "<noscript><p title='</noscript><img src=x onerror=x()>'></noscript>",
    "<template><script>x()</script></template>",
    "<template><s><template><s><img src=x onerror=x()>@</s></template></s></template>",
    "<textarea><img title='</textarea><img src=x onerror=x()>'></textarea>",
    "<title><img title='</title><img src=x onerror=x()>'></title>",
    "<xmp><p title='</xmp><img src=x onerror=x()>'>",
    "<noembed><img src=x onerror=x()></noembed>",
    "<plaintext><img src=x onerror=x()>",
    "<select><template></select><img src=x onerror=x()>",
    "<table><td background=javascript:x()><caption onclick=x()>c</caption>",
    "<table><style><img src=x onerror=x()></style></table>",
    "<form id=f action=javascript:x()><input type=submit autofocus onfocus=x()></form>",
    "<button form=f formaction=javascript:x()>b</button>",
    "<isindex action=javascript:x() type=submit>",
    "<meta http-equiv=refresh content='0;url=javascript:x()'>",
    "<base href=javascript:x()//>",
    "<link rel=stylesheet href=//example.org>",
    "<body onload=x()><html onclick=x()><head><frameset onload=x()>",
    "<marquee onstart=x()>m</marquee><bgsound src=javascript:x()><keygen autofocus onfocus=x()>",
    "<video><source onerror=x()></video><audio src onerror=x()>",
    "<object type=text/x-scriptlet data=//example.org></object><embed code=//example.org><applet code=x>",
    "<!--><script>x()</script>-->",
    "<!-- --!><script>x()</script> -->",
    "<!--[if gte IE 4]><script>x()</script><![endif]-->",
    "<![CDATA[<script>x()</script>]]>",
    "<?php echo '<script>x()</script>' ?>",
    "<?xml-stylesheet href='javascript:x()'?>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "<a href='x\" onclick=\"x()'>a</a>",
    "<a href=\"https://example.org/'onclick='x()\">a</a>",
    '<a title="</a><script>x()</script>">a</a>',
    "<a href=https://example.org onclick=x()//>a",
    "<b title=' unclosed <script>x()</script>",
    '<b title="\n\n<script>x()</script>\n\n">',
    "<div title='\n\n<img src=x onerror=x()>\n\n'>",
    "<div\n\nonclick=x()>",
    "&lt;script&gt;x()&lt;/script&gt; &#60;img src=x onerror=x()&#62;",
    "\\<script>x()\\</script>",
    "`<script>x()</script>`",
    "```<script>x()</script>\n</code></pre><script>x()</script>\n```",
    '```"onclick="x()\n1\n```',
    "~~~ '><img src=x onerror=x()>\n1\n~~~",
    "    </code></pre><script>x()</script>",
    '![a" onerror="x()](x.png)',
    '![[x.png|a" onerror="x()]]',
    "![[x.png|<script>x()</script>]]",
    '![[x.png" onerror="x()|1"]]',
    "![<img src=x onerror=x()>](x.png)",
    "[[a|<img src=x onerror=x()>]]",
    '[[" onclick="x()]]',
    "[<img src=x onerror=x()>](x.md)",
    "[a](x.md \"' onclick='x()\")",
    '[a](<x.md" onclick="x()>)',
    'https://example.org/"onclick="x()',
    "https://example.org/<script>x()</script>",
    '<https://example.org/"onclick="x()>',
    '#tag"onclick="x() #<script>x()</script>',
    '> [!tip" onclick="x()] Title',
    "> [!<script>x()</script>] <script>x()</script>",
    "> [!tip]- <details><summary onclick=x()>\n> </details></details>",
    "- [\"] onclick=x()\n- [<] b>\n- ['] c",
    '# <script>x()</script>\n## " onclick="x()',
    '##### <script>x()</script>?\n- <img src=x onerror=x()>\n- "b\n#card\n<b onclick=x()>"b',
    '| <script>x()</script> | b |\n|:--" onclick=x()|---|\n| <img src=x onerror=x()> | </table><script>x()</script> |',
    'a ^id"onclick=x()\n\n^"onclick=x()',
    "%%<script>x()%%</script>",
    'a[^"onclick="x()] ^[<script>x()</script>]\n\n[^"onclick="x()]: <img src=x onerror=x()>',
    "a[^<img/src=x/onerror=x()>]\n\n[^<img/src=x/onerror=x()>]: </li></ol></section><script>x()</script>",
    "==<b onclick=x()>== ==<mark onclick=x()>==",
    "<a>" * 300 + "</b>" * 300,
    "<b><i>" * 100 + "</b></i>" * 100,
    "*<b>* **<i>** ~~<u>~~ ==<s>== [<q>](x) </q></s></u></i></b>",
    "<a href=https://example.org>[x](y) <https://example.org> [[z]] #t ![[p.png]]</a>",
    "[<a href=https://example.org>](x)</a>",
    "- <li>a\n- <ul><li>b\n\n  <li>c\n- </ul></li></div>",
    "> <blockquote>\n> </div></div>\n\n</blockquote></blockquote></main></body></html>",
    "<dl><dt>a<dd>b</dl>\n\n<dd>c\n\n- <dt>d",
    "<p>a<p>b\n\n</p></p>\n\n<h2>a<h3>b",
    "<table><tr><li>a<td>b</table>\n\n<tr><td>c",
    "<ruby>a<rt>b<rt>c</ruby> <rt>d *<rp>* </rt>",
    "$</math><script>x()</script>$",
    r"$\text{</math></span><script>x()</script>}$ $\textbf{<img src=x onerror=x()>}$ $\operatorname{<b onclick=x()>}$",
    r"$\text{&lt;script&gt;x()&lt;/script&gt;}$ $\mathrm{&#60;script&#62;}$",
    r"$\style{position:fixed}{x} \class{modal}{x} \cssId{root}{x}$ $\htmlData{x=1}{x}$ $\includegraphics{x.png}$",
    r"$\textcolor{red;background:url(x)}{x}$ $\color{expression(x())} x$ $\hspace{9em;top:0}$ $\rule{9em}{9em}$",
    r'$\label{" onclick="x()}$ $$\begin{equation}a\label{x"onclick=x()}\tag{<b>}\end{equation}$$ $\eqref{x}$',
    '$" onclick="x()$ $$" onclick="x()$$',
    r"$\textrm{a}\textsf{b}\texttt{c}\fbox{d}\cancel{e}\unicode{x3c}$",
    "$\u2028\u200b\x0b\ufffe\ud800$".encode(errors="replace").decode(),
)


@pytest.mark.parametrize("vector", VECTORS)
def test_known_tricks_come_to_nothing(vector: str) -> None:
    html = html_of(parsed(vector))
    assert_harmless(html)
    assert_well_formed(html)


@pytest.mark.parametrize("vector", VECTORS)
@pytest.mark.parametrize(
    "around",
    ["> {}", "- {}", "> [!tip]- {}\n> text", "## {}", "| {} |\n|---|\n| {} |", "**{}**", "[{}](x)", "![[p.png|{}]]"],
)
def test_known_tricks_come_to_nothing_anywhere(vector: str, around: str) -> None:
    html = html_of(parsed(around.replace("{}", vector.replace("\n", " "))))
    assert_harmless(html)
    assert_well_formed(html)


@pytest.mark.parametrize(
    "opener", ["<svg>", "<style>", "<title>", "<textarea>", "<table><select>", "<!--x--><plaintext>", "<div title='"]
)
def test_an_unclosed_element_swallows_nothing_of_the_rest(opener: str) -> None:
    end = {"<style>": "</style>", "<textarea>": "</textarea>"}.get(opener, "")  # Markdown reads on to these itself
    assert "<p>after <strong>it</strong></p>" in html_of(parsed(f"{opener}{end}\n\nafter **it**"))
    assert "<strong>it</strong>" in html_of(parsed(f"before {opener} **it**"))


# --- any note ---------------------------------------------------------------------------------------------------------

MARKS = (
    *(
        "\n",
        "\n\n",
        "\n",
        " ",
        "    ",
        "\t",
        "a",
        "word ",
        "Note",
        "1",
        "\\",
        "|",
        ":",
        "://",
        "#",
        "# ",
        "## ",
        "- ",
        "* ",
    ),
    *(
        "1. ",
        "2) ",
        "> ",
        "> [!tip]",
        "> [!a]- ",
        "[ ] ",
        "[x] ",
        "- [-] ",
        "```",
        "```py\n",
        "~~~",
        "`",
        "``",
        "---\n",
    ),
    *(
        "===\n",
        "[[",
        "]]",
        "![[",
        "[",
        "]",
        "](",
        ")",
        "![",
        "<",
        ">",
        "</",
        "%%",
        "==",
        "~~",
        "*",
        "**",
        "_",
        "^",
        " ^id",
    ),
    *(
        "\n^id\n",
        "[[Note]]",
        "[[Note#H|text]]",
        "![[x.png|20]]",
        "[a](b.md)",
        "![a|9](b.png)",
        "[r]: b\n",
        "[r]",
        "[^f]",
        "\n\n[^f]: ",
        "^[",
        "^[x]",
        "#tag",
    ),
    *(
        "https://e.org",
        "<https://e.org>",
        "| a | b |\n|---|:-:|\n| c | d |\n",
        "\\|",
        "%%x%%",
        "==x==",
        "**x**",
        "&amp;",
    ),
    *(
        "<b>",
        "</b>",
        "<i title='x'>",
        "<a href=https://e.org>",
        "</a>",
        "<br>",
        "<div>",
        "</div>",
        "<li>",
        "<!--",
        "-->",
    ),
    *(
        "<script>",
        "<svg>",
        "<p onclick=x>",
        "##### Q?\n- a\n- b\n#card\na\n\n",
        "#card\n",
        "A. x\n",
        "\u00c2\u00a0",
        "é",
        "\u0301",
    ),
    *("$", "$$", "\n$$\n", "$x$", r"\frac{a}", "{", "}", r"\text{", r"\begin{cases}", r"\end{cases}", "&", r"\("),
    *("\U0001f600", "\u200b", "\u2028", "\x00", "\x0b", "\r", "---\ntitle: Note\n---\n", "%", "=", '"', "'"),
)
notes = st.lists(st.sampled_from(MARKS) | st.text(max_size=3), max_size=40).map("".join)


@given(notes)
def test_any_note_is_harmless_and_well_formed(markdown: str) -> None:
    html = html_of(parsed(markdown))
    assert_harmless(html)
    assert_well_formed(html)


@given(notes)
def test_any_section_or_named_block_is_well_formed_by_itself(markdown: str) -> None:
    doc = parsed(markdown)
    assert len([span for span in doc.spans if span.kind == "heading"]) == len(doc.headings)
    for span in doc.spans:
        html = shown(doc, doc.pieces[span.start : span.end])
        assert html.startswith("<h" if span.kind == "heading" else "<")
        assert_well_formed(f"<{span.wrap}>{html}</{span.wrap}>" if span.wrap else html)


BEGINNINGS = {"wiki": ("[[",), "embed": ("![[",), "image": ("![",), "tag": ("#",), "markdown": ("[", "<", "http")}


@given(notes)
def test_every_link_is_found_at_its_place(markdown: str) -> None:
    markdown = markdown.replace("\r", "").replace("\x00", "").replace("\u00c2", "")
    doc = parsed(markdown)
    lines = markdown.split("\n")
    for link in doc.links:
        assert lines[link.line][link.col - 1 :].startswith(BEGINNINGS[link.kind]), link


@given(notes)
def test_every_link_has_its_words_in_a_block(markdown: str) -> None:
    doc = parsed(markdown)
    for link in doc.links:
        assert 0 <= link.start <= link.end
        if link.block >= 0:
            assert link.end <= len(doc.blocks[link.block].text)
        assert -1 <= link.heading < len(doc.headings)


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=12)
FIELDS = {
    "link text": ("[[Note|{}]]", "[]|\n\\"),
    "link target": ("[[x{}y]]", "[]|#\n"),
    "embed text": ("![[x.png|x{}y]]", "[]|\n"),
    "code": ("`` x{}y ``", "`\n"),
    "fence": ("~~~ python\n{}\n~~~", "~\n"),
    "info string": ("~~~ x{}y\ncode\n~~~", "~\n"),
    "indented code": ("text\n\n    x{}", "\n"),
    "callout": ("> [!x{}y] title", "[]|\n"),
    "task": ("- [{}] task", "[]\n"),
    "formula": ("$x{}y$", "$`\n"),
    "text in a formula": ("$\\text{x{}y}$", "$`\n"),
    "block of a formula": ("$$\nx{}y\n$$", "$\n"),
}


@pytest.mark.parametrize("field", FIELDS)
@given(data=st.data())
def test_any_text_in_a_field_makes_no_element(field: str, data: st.DataObject) -> None:
    around, excluded = FIELDS[field]
    inside = data.draw(texts.filter(lambda drawn: not set(drawn) & set(excluded)))
    html = html_of(parsed(around.replace("{}", inside)))
    assert_harmless(html)
    assert_well_formed(html)
    if field in {"link text", "code", "fence"}:
        wanted = " ".join(inside.replace("\u00c2\u00a0", " ").split())  # a garbled no-break space is mended
        assert wanted in " ".join("".join(element_text(html)).split())


def element_text(html: str) -> Iterator[str]:
    yield from html5lib.parseFragment(html, container="div", namespaceHTMLElements=False).itertext()


def test_nesting_past_the_limit_is_shown_as_source() -> None:
    for deep in ("> " * 101 + "x", "- " * 51 + "x", "\n".join("  " * level + "- x" for level in range(51))):
        doc = parsed(deep)
        assert [problem.code for problem in doc.problems] == ["note-too-large"]
        assert shown(doc, doc.pieces) == f'<pre class="source"><code>{escape(deep, quote=False)}</code></pre>\n'
    for deep in ("> " * 90 + "x", "- " * 45 + "x"):
        doc = parsed(deep)
        assert doc.problems == ()
        assert "x" in doc.blocks[0].text


# --- lists ------------------------------------------------------------------------------------------------------------


@st.composite
def lists(draw: st.DrawFn) -> str:
    """A list as CommonMark has it: every line at its parent's text, or up to three columns inside it."""
    lines: list[str] = []

    def items(column: int, depth: int) -> None:
        marker = draw(st.sampled_from(("-", "*", "+", "1.", "1)")))
        for _ in range(draw(st.integers(1, 3))):
            inner = draw(st.integers(0, 3))
            gap = draw(st.integers(1, 4))
            lines.append(
                " " * (column + inner) + marker + " " * gap + draw(st.sampled_from(("x", "x *y*", "> q", "`c`")))
            )
            text = column + inner + len(marker) + gap
            for line in draw(
                st.lists(st.sampled_from(("", "more", "> quote", "```\n- code\n```", "1986. x")), max_size=2)
            ):
                lines.extend(" " * text * bool(line) + part for part in line.split("\n"))
            if depth < 3 and draw(st.booleans()):
                items(text, depth + 1)

    items(0, 0)
    return "\n".join(lines)


STOCK = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@given(lists())
def test_lists_without_deep_items_are_read_as_in_commonmark(markdown: str) -> None:
    ours = parser().parse(markdown, {})
    stock = STOCK.parse(markdown, {})
    assert [(token.type, token.level, token.map, token.content) for token in ours] == [
        (token.type, token.level, token.map, token.content) for token in stock
    ]


BRACKETED = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(bracket_plugin)
brackets = st.lists(
    st.sampled_from(
        ("[", "]", "[", "]", "![", "](x)", "](", ")", "[r]", "a", " ", "`", "*", "\\", "<b>", "<a:", ">", "~~", "\n")
    ),
    max_size=30,
).map(lambda marks: f"{''.join(marks)}\n\n[r]: x\n[a]: y")


@given(brackets | notes)
def test_a_links_text_ends_where_it_does_in_commonmark(markdown: str) -> None:
    assert BRACKETED.render(markdown) == STOCK.render(markdown)


# --- time -------------------------------------------------------------------------------------------------------------

HOSTILE: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "[[" * n,
    "brackets and text": lambda n: "[[a" * n,
    "single brackets": lambda n: "[[" + "[a" * n,
    "brackets by the thousand": lambda n: "[" * 20 * n,
    "brackets with one end": lambda n: "[" * 20 * n + "]",
    "brackets with one end each": lambda n: "[" * 5 * n + "]" * 5 * n,
    "fields": lambda n: "[a:: " * 5 * n + "]",
    "pictures": lambda n: "![a" * 10 * n + "]",
    "embeds": lambda n: "![[" * n,
    "links": lambda n: "[[a]] " * n,
    "links on lines": lambda n: "[[a]]\n" * n,
    "links in a cell": lambda n: "|a|\n|-|\n|" + "[[b\\|c]]" * n + "|",
    "links in cells": lambda n: "|a" * n + "\n" + "|-" * n + "\n" + "|[[b]]" * n,
    "comments": lambda n: "%%" * n,
    "comments that stay open": lambda n: "a %%\n" + "%%b%%\n" * n,
    "block comments": lambda n: "a\n" + "%% x\n" * n,
    "tags": lambda n: " #a" * n,
    "hashes": lambda n: "#" * 20 * n,
    "highlights": lambda n: "==a " * n,
    "nested items": lambda n: "- " * 40 + "x\n" * n,
    "deep items": lambda n: "\n".join(" " * (6 * i % 120) + "- a" for i in range(n)),
    "deep siblings": lambda n: "- a\n" + "          - b\n" * n,
    "addresses": lambda n: "http://a " * n,
    "brackets behind an address": lambda n: "http://a" + ")" * 50 * n,
    "entities behind an address": lambda n: "http://a" + "&b;" * n,
    "inline tags": lambda n: "<b>" * n + "</i>" * n,
    "blocks of tags": lambda n: ("<div>" * 30 + "\n\n") * (n // 10),
    "one block of tags": lambda n: "<div>" + "".join(f"<b id={i}>" for i in range(n)),
    "ids": lambda n: "a ^b\n\n" * n,
    "lines of ids": lambda n: "a\n\n" + "^b\n" * 10 * n,
    "callouts": lambda n: "> [!a]\n\n" * n,
    "tasks": lambda n: "- [ ] a\n" * n,
    "headings": lambda n: "# a\n" * n,
    "headings in quotes": lambda n: "> # a\n\n" * n,
    "dollars": lambda n: "$" * n,
    "dollars that open": lambda n: "$a " * n,
    "dollars that close": lambda n: " a$" * n,
    "formulas": lambda n: "$a$ " * n,
    "double dollars": lambda n: "$$ " * n,
    "double dollars that open": lambda n: "$$a" * n,
    "escaped double dollars": lambda n: "$$\\" * n,
    "double dollars and code": lambda n: "$$a`" * n,
    "double dollars on lines": lambda n: "$$ a\n" * n,
    "double dollars in items": lambda n: "- $$ a\n" * n,
    "double dollars in cells": lambda n: "|a\n|-\n" + "|$$\n" * n,
    "parentheses of LaTeX": lambda n: r"\(" * n,
    "a long formula": lambda n: "$" + "a+" * n + "$",
    "a deep formula": lambda n: "$" + "{" * n + "}" * n + "$",
    "dollars in a card": lambda n: "Q `$` ``\n- $a$ `$$\n- $$b$\n#card\n".replace("b", "$`a " * n),
    "footnotes": lambda n: "a[^1] " * n + "\n\n[^1]: b",
    "footnotes of their own": lambda n: "".join(f"a[^{i}]\n\n[^{i}]: b\n\n" for i in range(n)),
    "footnotes in footnotes": lambda n: "a[^0]\n\n" + "".join(f"[^{i}]: b[^{i + 1}]\n" for i in range(n)),
    "definitions on a line": lambda n: "[^a]: " * n,
    "inline footnotes": lambda n: "^[a] " * n,
    "inline footnotes that stay open": lambda n: "^[" * n,
    "inline footnotes in each other": lambda n: "^[" * n + "a" + "]" * n,
    "images in images": lambda n: "![" * n + "](x)" * n,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_text_and_no_faster(name: str) -> None:
    def seconds(n: int) -> float:
        source = Source("Note.md", HOSTILE[name](n))
        gc.collect()
        gc.disable()  # what other tests left behind is none of the parser's
        begin = time.process_time()
        parse(source, SETTINGS)
        spent = time.process_time() - begin
        gc.enable()
        return spent

    # Other processes disturb the clock, but hardly five times in a row.
    assert any(seconds(1600) < max(6 * seconds(400), 0.02) for _ in range(5))
