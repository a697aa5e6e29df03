"""Cards' HTML made simple: what other programs show, and nothing that only the site's theme understands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.export.simple import Ways, linker, plain, simple

HERE = Ways(linker("https://notes.example/"), lambda src: f"media/{src}")
NOWHERE = Ways(linker(""), lambda _: "")
FORMULA = '<span class="math math-inline"><math alttext="a \\lt b &amp; c"><mi>a</mi></math></span>'


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<p class="x" id="y" data-z="1">a</p>', "<p>a</p>"),
        ('<pre class="highlight"><code><span class="k">if</span> a &lt; b\n</code></pre>',
         "<pre><code>if a &lt; b\n</code></pre>"),
        ('<a class="internal-link" href="a/b.html#c">t</a>', '<a href="https://notes.example/a/b.html#c">t</a>'),
        ('<a href="https://x.example/?a=1&amp;b=2" rel="noopener">t</a>',
         '<a href="https://x.example/?a=1&amp;b=2">t</a>'),
        ('<a href="#fn-1">1</a>', "1"),
        ('<a href="javascript:alert(1)">t</a>', '<a href="https://notes.example/javascript:alert(1)">t</a>'),
        ('<img src="p.png" srcset="p-480.webp 480w" alt="a &quot;b&quot;" width="40" loading="lazy">',
         '<img src="media/p.png" alt="a &quot;b&quot;" width="40">'),
        ('<details class="callout"><summary><span class="callout-title-inner">T</span></summary><p>b</p></details>',
         "<blockquote><div><strong>T</strong></div><p>b</p></blockquote>"),
        ('<ul><li class="task-list-item" data-task="x">a</li><li data-task="">b</li></ul>',
         "<ul><li>☑ a</li><li>☐ b</li></ul>"),
        ('<video src="f.mp4"><track src="x"><p>f</p></video>a<script>b</script><svg><a href="x">c</a></svg>', "a"),
        ('<ol start="3" onclick="x()" style="y"><li value="4">a</li></ol>', '<ol start="3"><li value="4">a</li></ol>'),
        (FORMULA, r"\(a \lt b &amp; c\)"),
        ('<math alttext="x" display="block"><mi>x</mi></math>', r"\[x\]"),
        (r"no \(formula\) <code>\[1\]</code>", r"no \<span></span>(formula\) <code>\<span></span>[1\]</code>"),
        ("<b>open <i>both", "<b>open <i>both</i></b>"),
        ("<p>a</b></p></div>", "<p>a</p>"),
    ],
)  # fmt: skip
def test_what_stays_and_what_becomes_of_the_rest(html: str, wanted: str) -> None:
    assert simple(html, HERE) == wanted


def test_without_an_address_links_are_text_and_pictures_their_descriptions() -> None:
    assert simple('<a href="b.html">b</a> <img src="p" alt="a root"> <img src="q" alt="">', NOWHERE) == (
        "b [a root] [picture]"
    )
    assert simple('<a href="mailto:a@b.example">m</a>', NOWHERE) == '<a href="mailto:a@b.example">m</a>'


def test_formulas_stay_where_mathml_is_read() -> None:
    assert simple(FORMULA, HERE._replace(latex=False)) == '<math alttext="a \\lt b &amp; c"><mi>a</mi></math>'


def test_plain_text_has_a_line_for_a_block_and_no_markup() -> None:
    html = (
        '<p>a <b>b</b>&lt;i&gt;</p><ul><li>c</li><li>d\ne</li></ul><img src="p" alt="f &gt; g">x<br>\\<span></span>(h'
    )
    assert plain(html).split("\n") == ["a b<i>", "c", "d", "e", "[f > g]x", r"\(h"]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("aiken", r"A) \(\frac{1}{2} < 1\)"),
        ("gift", r"=[html]\\(\\frac\{1\}\{2\} &lt; 1\\)"),
        ("tsv", r'<li class="right">\(\frac{1}{2} &lt; 1\)</li>'),
        ("printable", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
    ],
)
def test_formulas_of_notes_reach_every_format(
    build: Callable[[Mapping[str, str]], Any], name: str, wanted: str
) -> None:
    note = "##### How much is $x$?\n- $\\frac{1}{2} < 1$\n- $2$\n#card\n$\\frac{1}{2} < 1$\n"
    assert wanted in build({"A.md": note}).export(name).data.decode()


@pytest.mark.parametrize("name", ["aiken", "anki", "gift", "json", "printable", "tsv"])
def test_the_same_vault_gives_the_same_bytes(
    build: Callable[[Mapping[str, str | bytes]], Any], cards: dict[str, str | bytes], name: str
) -> None:
    assert build(cards).export(name, 1_700_000_000) == build({}).export(name, 1_700_000_000)


@given(st.text(alphabet="ab<>&\"'\\()[]/= \n{}", max_size=60))
def test_text_comes_back_as_that_text_and_makes_no_element(text: str) -> None:
    made = simple(f"<p>{escape(text)}</p>", HERE)
    tree = html5lib.parseFragment(made, namespaceHTMLElements=False)
    assert {element.tag for element in tree.iter()} <= {"DOCUMENT_FRAGMENT", "p", "span"}
    assert "".join(tree.itertext()) == text.rstrip("\n") or "".join(tree.itertext()).strip() == text.strip()
