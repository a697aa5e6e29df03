"""Tokens -> pieces: one pass that writes HTML, leaves holes, and takes down headings, sections, links and plain text.

A ``Writer`` writes one text of a note, its body or a passage of a card, to the ``Notebook`` that they share. Nothing
here knows another note: where a link leads is a hole.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from html import escape
from typing import ClassVar, NamedTuple

from markdown_it.token import Token
from msgspec.structs import replace

from generator.formula import latex
from generator.markdown import code, dataview
from generator.markdown.html import text
from generator.markdown.htmlmedia import left_out, parts
from generator.markdown.inline import InlineWriter, is_lone_embed, is_lone_link, plain, slot_of, split_url
from generator.markdown.mathml import render
from generator.markdown.notebook import Notebook, Tape
from generator.markdown.position import Cursor
from generator.markdown.sections import Sections
from generator.markdown.task import described
from generator.model import Block, CardHole, Embed, Id, Level, Link, Pieces, Span

_CODE_TEXT = 4_000
"""Characters of a code block that count as text to be searched."""


class _Named(NamedTuple):
    """A block with an id, still open."""

    level: int
    name: str
    start: int
    wrap: str


class Writer:
    """Writes one text of a note: its body, or a passage of a card.

    ``offset`` is the note's line at which the text begins, ``heading`` the section that a passage stands in. A first
    heading of level 1 that says the same as ``title`` is not written, since the page shows its title already.
    """

    def __init__(self, book: Notebook, *, body: bool, title: str = "", offset: int = 0, heading: int = -1) -> None:
        self._book = book
        self._body = body
        self._title = _folded(title)
        self._offset = offset
        self._passage_heading = heading
        self._tape = Tape()
        self._write = self._tape.write
        self._sections = Sections(book, self._tape)
        self._named: list[_Named] = []
        self._ends: list[str] = []  # what ends each open element whose closing token doesn't know it
        self._tokens: Sequence[Token] = ()
        self._at = 0
        self._row = 0
        self._column = 0
        self._depth = 0  # of the heading at hand
        self._said: list[str] = []

    def write(self, tokens: Sequence[Token]) -> Pieces:
        """Writes ``tokens`` to the end and returns the pieces."""
        self._tokens = tokens
        title = self._hidden_title()
        shown = 0  # where the text goes on behind a heading that is left out
        for at, token in enumerate(tokens):
            if at == title or (token.type == "heading_open" and _is_empty(tokens[at + 1])):
                shown = at + 3
            if at < shown:
                continue
            self._at = at
            if token.nesting < 0:
                self._sections.end(token.level)
            self._handlers[token.type](self, token)
            if token.nesting <= 0 and self._named and self._named[-1].level == token.level:
                self._end_named()
        self._sections.end(-1)
        return self._tape.pieces()

    def said(self) -> str:
        """The plain text of all that a passage's writer wrote, spaces collapsed."""
        return " ".join(" ".join(self._said).split())

    def _line(self, token: Token) -> int:
        """The note's line, from 0, that ``token`` begins on."""
        return self._offset + (token.map[0] if token.map else 0)

    def _heading(self) -> int:
        """Index of the heading whose section this is."""
        return self._sections.heading if self._body else self._passage_heading

    def _end_block(self, said: str, line: int) -> None:
        if self._body:
            self._book.blocks.append(Block(said, self._heading(), line))
        else:
            self._said.append(said)

    # --- elements ---

    def _tag(self, token: Token, tag: str, attributes: str = "", wrap: str = "") -> None:
        """The start tag of a block, with the id that the author gave it, if any."""
        name = token.meta.get("block", "") if self._body and token.meta else ""
        anchor = self._book.block_anchor(name) if name else ""
        if not anchor:
            self._write(f"<{tag}{attributes}>")
            return
        self._named.append(_Named(token.level, name, self._tape.mark(), wrap))
        self._write(f'<{tag}{attributes} id="')
        self._tape.hole(Id(anchor))
        self._write('">')

    def _end_named(self) -> None:
        named = self._named.pop()
        self._book.spans.append(Span("block", named.name, 0, named.start, self._tape.mark(), named.wrap))

    def _open(self, token: Token) -> None:
        self._tag(token, token.tag)

    def _close(self, token: Token) -> None:
        self._write(f"</{token.tag}>\n")

    def _end(self, _: Token) -> None:
        self._write(self._ends.pop())

    def _open_paragraph(self, token: Token) -> None:
        if not token.hidden and not is_lone_embed(self._tokens, self._at + 1):
            self._tag(token, "p")

    def _close_paragraph(self, token: Token) -> None:
        if token.hidden:
            self._write("\n" * (self._tokens[self._at + 1].type != "list_item_close"))
        elif not is_lone_embed(self._tokens, self._at - 1):
            self._write("</p>\n")

    def _open_list(self, token: Token) -> None:
        start = token.attrGet("start")
        attributes = ' class="contains-task-list"' if "tasks" in token.meta else ""
        self._tag(token, token.tag, attributes + (f' start="{start}"' if start is not None else ""))

    def _open_item(self, token: Token) -> None:
        task = token.meta.get("task", "")
        checked = " is-checked" * bool(task.strip())
        attributes = f' class="task-list-item{checked}" data-task="{escape(task.strip())}"' if task else ""
        self._tag(token, "li", attributes, wrap="ol" if token.markup in ".)" else "ul")

    def _open_callout(self, token: Token) -> None:
        """Its title comes next, as three tokens, then its content, unless it ends there."""
        folds = token.tag == "details"
        attributes = f' data-callout="{escape(token.meta["kind"])}"' + " open" * (token.meta["fold"] == "+")
        self._tag(token, token.tag, f' class="callout"{attributes}')
        # A summary may hold phrasing only.
        outer, inner = ("summary", "span") if folds else ("div", "div")
        self._write(f'<{outer} class="callout-title"><{inner} class="callout-title-inner">')
        content = self._tokens[self._at + 4].type != "blockquote_close"
        self._ends.append("</div>" * content + f"</{token.tag}>\n")
        self._ends.append(f"</{inner}></{outer}>\n" + '<div class="callout-content">\n' * content)

    def _open_quote(self, token: Token) -> None:
        self._ends.append("</blockquote>\n")
        self._tag(token, "blockquote")

    def _nothing(self, _: Token) -> None:
        pass

    def _code(self, token: Token) -> None:
        fence = code.fence(token.info)
        if fence.language in dataview.QUERIES:
            self._query(token, fence.language)
            return
        if fence.language == "mermaid":
            self._diagram(token)
            return
        lang = f' data-lang="{escape(fence.language)}"' if fence.language else ""
        self._tag(token, "div", f' class="code"{lang}')
        if fence.title:
            self._write(f'<div class="code-title">{escape(fence.title, quote=False)}</div>')
        self._write(f'<pre class="highlight"><code>{code.shown(token.content, fence)}</code></pre></div>\n')
        self._end_block(token.content[:_CODE_TEXT], self._line(token))

    def _diagram(self, token: Token) -> None:
        """Its source; where scripts run, a page shows what ``assets/src/site/diagrams.ts`` has drawn of it."""
        self._book.diagrams = True
        self._tag(token, "div", ' class="mermaid"')
        self._write(f"<pre><code>{escape(token.content, quote=False)}</code></pre></div>\n")
        self._end_block(token.content[:_CODE_TEXT], self._line(token))

    def _query(self, token: Token, language: str) -> None:
        """A word about what Obsidian would show there: the query itself says nothing to a reader."""
        line = self._line(token)
        column = len(self._book.lines[line]) - len(self._book.lines[line].lstrip()) + 1
        self._book.report("query-unsupported", line, column, *dataview.problem(language))
        self._tag(token, "p", ' class="obsidian-only"')
        self._write(f"{dataview.notice(language)}</p>\n")

    def _math(self, token: Token) -> None:
        shown = render(token.content, display=True)
        if shown.problem:
            cursor = Cursor(token.content, self._book.lines, self._line(token))
            self._book.report_math(shown.problem, *cursor.place(shown.at))
        self._tag(token, "div", ' class="math math-block"')
        self._write(f"{shown.html}</div>\n")
        self._end_block(latex(token.content), self._line(token))

    def _rule(self, token: Token) -> None:
        self._tag(token, "hr")
        self._write("\n")

    def _html(self, token: Token) -> None:
        html, at = token.content, 0
        shown = parts(html)
        self._book.report_html(left_out(html, shown), self._line(token))
        named = "block" in token.meta
        if named:
            self._tag(token, "div")
        for part in shown:
            if isinstance(part, str):
                self._write(part)
                continue
            at = max(at, html.find(part.src, at))
            line = self._line(token) + html.count("\n", 0, at)
            self._tape.hole(Embed(len(self._book.links), part.slot, *part.look))
            self._book.links.append(Link(part.kind, *split_url(part.src), line, 0, self._heading()))
        self._write("</div>\n" * named)
        self._end_block(text(html), self._line(token))

    def _card(self, token: Token) -> None:
        card = token.meta["card"]
        self._book.card_headings[card] = self._heading()
        self._tape.hole(CardHole(card))

    def _open_table(self, token: Token) -> None:
        self._tag(token, "div", ' class="table-wrap"')
        self._write("<table>\n")

    def _close_table(self, _: Token) -> None:
        self._write("</table></div>\n")

    def _open_row(self, token: Token) -> None:
        self._row, self._column = self._line(token), 0
        self._write("<tr>")

    def _open_cell(self, token: Token) -> None:
        style = str(token.attrGet("style") or "")
        align = f' class="align-{style.removeprefix("text-align:")}"' if style else ""
        self._write(f"<{token.tag}{align}>")

    # --- headings ---

    def _hidden_title(self) -> int:
        """Where the heading stands that repeats the title; -1 if none does."""
        if not self._title:
            return -1
        at = next((at for at, token in enumerate(self._tokens) if token.type == "heading_open"), -1)
        if at < 0 or self._tokens[at].tag != "h1" or self._tokens[at].level > 0:
            return -1
        return at if _folded(_text(self._tokens[at + 1])) == self._title else -1

    def _open_heading(self, token: Token) -> None:
        if not self._body:
            self._ends.append("</p>\n")
            self._write('<p class="heading">')
            return
        said = _text(self._tokens[self._at + 1])
        written = self._tokens[self._at + 1].content
        heading = self._sections.begin(int(token.tag[1]), token.level, said, written, self._line(token))
        self._depth = heading.depth
        self._write("<h")
        self._tape.hole(Level(heading.depth))
        self._write(f' class="level-{heading.level}" id="')
        self._tape.hole(Id(heading.id))
        self._write('">')

    def _close_heading(self, token: Token) -> None:
        if not self._body:
            self._end(token)
            return
        self._write("</h")
        self._tape.hole(Level(self._depth))
        self._write(">\n")

    # --- inline ---

    def _inline(self, token: Token) -> None:
        before = self._tokens[self._at - 1].type if self._at else ""
        line, start = self._line(token), None
        if before in ("th_open", "td_open"):
            line, start = self._row, self._cell_start(token.content)
        elif before == "paragraph_open" and self._at > 1:
            self._checkbox(self._tokens[self._at - 2])
        is_heading = before == "heading_open"
        block = len(self._book.blocks) if self._body and not is_heading else -1
        first = len(self._book.links)
        cursor = Cursor(token.content, self._book.lines, line, start)
        writer = InlineWriter(self._book, self._tape, cursor, slot_of(self._tokens, self._at), self._heading(), block)
        said = writer.write(token.children or ())
        if not is_heading:
            self._end_block(said, line)
        if len(self._book.links) > first and is_lone_link(self._tokens, self._at):
            self._book.links[first] = replace(self._book.links[first], alone=True)

    def _cell_start(self, content: str) -> int:
        """The column, from 0, of a cell's text in its row; cells come in order."""
        source = self._book.lines[self._row] if self._row < len(self._book.lines) else ""
        written = content.replace("|", "\\|")
        at = max(source.find(written, self._column), 0)
        self._column = at + len(written)
        return at

    def _checkbox(self, item: Token) -> None:
        task = item.meta.get("task", "")
        if task:
            checked = " checked" if task.strip() else ""
            self._write(f'<input type="checkbox" disabled{checked} aria-label="{escape(described(task))}"> ')

    _handlers: ClassVar[dict[str, Callable[[Writer, Token], None]]] = {
        "inline": _inline,
        "paragraph_open": _open_paragraph,
        "paragraph_close": _close_paragraph,
        "heading_open": _open_heading,
        "heading_close": _close_heading,
        "bullet_list_open": _open_list,
        "bullet_list_close": _close,
        "ordered_list_open": _open_list,
        "ordered_list_close": _close,
        "list_item_open": _open_item,
        "list_item_close": _close,
        "blockquote_open": _open_quote,
        "blockquote_close": _end,
        "callout_open": _open_callout,
        "callout_title_open": _nothing,
        "callout_title_close": _end,
        "fence": _code,
        "code_block": _code,
        "math_block": _math,
        "hr": _rule,
        "html_block": _html,
        "card": _card,
        "table_open": _open_table,
        "table_close": _close_table,
        "thead_open": _open,
        "thead_close": _close,
        "tbody_open": _open,
        "tbody_close": _close,
        "tr_open": _open_row,
        "tr_close": _close,
        "th_open": _open_cell,
        "th_close": _close,
        "td_open": _open_cell,
        "td_close": _close,
    }
    """Every block token of the parser -> what writes it."""


def _is_empty(inline: Token) -> bool:
    return not any(child.type != "text" or child.content.strip() for child in inline.children or ())


def _folded(title: str) -> str:
    return unicodedata.normalize("NFC", title).casefold()


def _text(inline: Token) -> str:
    """The text of a heading, spaces collapsed."""
    return " ".join(plain(inline.children or ()).split())
