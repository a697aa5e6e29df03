"""Notes may come from anywhere: whatever one holds, its page has no element, attribute or scheme but those listed."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import html5lib
import pytest

from generator import links, pages
from generator.markdown.html import ATTRIBUTES, TAGS, VOID, InlineTags, clean, dropped, text
from generator.model import CardHole, Doc, Image, Link, Outcome, Source
from generator.parse import Settings, parse

ELEMENTS = TAGS | {"img", "input"}
ALLOWED = {
    "*": {"title", "lang", "dir", "class", "id"},
    "a": {"href", "rel"},
    "details": {"open", "data-callout"},
    "div": {"data-callout", "data-lang"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "input": {"type", "disabled", "checked", "aria-label"},
    "li": {"value", "data-task"},
}


def shown(doc: Doc) -> str:
    """The HTML of a note and of its cards. Every link leads somewhere, the most that a vault could do."""

    def outcome(link: Link) -> Outcome:
        if links.is_url(link):
            return links.outcome(link, links.Pick(None), None)
        if link.kind in {"embed", "image"}:
            return Outcome("asset", "assets/x.png", media="image", image=Image(4, 3))
        return Outcome("tag" if link.kind == "tag" else "note", "x.html")

    outcomes = [outcome(link) for link in doc.links]
    passages = [doc.pieces]
    for card in doc.cards:
        passages += [card.prompt, card.context, *card.options, card.answer, card.explanation]
    parts = [part for pieces in passages for part in pages.fill(pieces, doc, outcomes, "")]
    return "".join("<!--card-->" if isinstance(part, CardHole) else part for part in parts)


def html_of(markdown: str) -> str:
    doc = parse(Source("Note.md", markdown), Settings())
    assert "please report this note" not in {problem.hint for problem in doc.problems}, doc.problems
    return shown(doc)


def elements(html: str) -> Iterator[ET.Element]:
    tree = html5lib.parseFragment(html, container="div", namespaceHTMLElements=False)
    yield from (element for element in tree.iter() if isinstance(element.tag, str))


def assert_harmless(html: str) -> None:
    for element in elements(html):
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        assert element.tag in ELEMENTS, html
        allowed = ALLOWED["*"] | ALLOWED.get(element.tag, set()) | ATTRIBUTES.get(element.tag, set())
        assert set(element.attrib) <= allowed, html
        href = element.attrib.get("href", "x.html").strip().lower()
        assert href == "x.html" or href.startswith(("http:", "https:", "mailto:", "tel:")), html
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
                read.append(f"{path}{child.tag}")
                walk(child, f"{path}{child.tag}/")

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
)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("link", LINKS)
def test_no_scheme_but_four_is_followed(link: str, scheme: str) -> None:
    assert_harmless(html_of(link.replace("{}", scheme)))


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
)


@pytest.mark.parametrize("vector", VECTORS)
def test_known_tricks_come_to_nothing(vector: str) -> None:
    html = html_of(vector)
    assert_harmless(html)
    assert_well_formed(html)


@pytest.mark.parametrize("vector", VECTORS)
@pytest.mark.parametrize(
    "around",
    ["> {}", "- {}", "> [!tip]- {}\n> text", "## {}", "| {} |\n|---|\n| {} |", "**{}**", "[{}](x)", "![[p.png|{}]]"],
)
def test_known_tricks_come_to_nothing_anywhere(vector: str, around: str) -> None:
    html = html_of(around.replace("{}", vector.replace("\n", " ")))
    assert_harmless(html)
    assert_well_formed(html)


def test_an_unclosed_element_swallows_nothing_of_the_rest() -> None:
    html = html_of("a <svg> b\n\n<style>\n\n<title>\n\n**bold**\n")
    assert "<strong>bold</strong>" in html_of("<svg>\n\n**bold**")
    assert "b" in html
    assert "<p>after</p>" in html_of("<div><table><select><svg>\n\nafter")


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


def test_a_block_of_very_many_tags_is_shown_as_its_source() -> None:
    assert clean("<b>" * 3000).startswith("<pre>&lt;b&gt;&lt;b&gt;")


def test_inline_tags_are_balanced_within_the_markdown_around_them() -> None:
    tags = InlineTags()
    assert tags.tag("<b>", 0, in_link=False) == "<b>"
    assert tags.tag("<i title=x>", 1, in_link=False) == '<i title="x">'
    assert tags.tag("</b>", 1, in_link=False) == ""
    assert tags.leave(0) == "</i>"
    assert tags.tag("</b>", 0, in_link=False) == "</b>"
    assert not tags
