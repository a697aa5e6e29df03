"""Inline tokens -> pieces: text, emphasis, links, embeds, tags, inline HTML, and the plain text of it all.

Below the writer stand the questions that are asked of such a run of tokens as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import ClassVar

from markdown_it.token import Token
from msgspec.structs import replace

from generator.formula import latex
from generator.markdown import dataview
from generator.markdown.embed import Look, look
from generator.markdown.footnote import Footnote
from generator.markdown.html import InlineTags
from generator.markdown.htmlmedia import MediaTag, joined, left_out, parts
from generator.markdown.mathml import render
from generator.markdown.notebook import Notebook, Tape
from generator.markdown.position import Cursor
from generator.model import Embed, Field, FootnoteRef, Link, LinkClose, LinkKind, LinkOpen, Pieces, Slot

_LINK_OPEN = frozenset(("wikilink_open", "link_open"))
_LINK_CLOSE = frozenset(("wikilink_close", "link_close"))
_EMBED = frozenset(("embed", "image"))


class InlineWriter:
    """Writes one run of inline tokens to ``tape``.

    ``slot`` says what may stand where the run is, ``heading`` and ``block`` to which section and block of text its
    links belong.
    """

    def __init__(self, book: Notebook, tape: Tape, cursor: Cursor, slot: Slot, heading: int, block: int) -> None:
        self._book = book
        self._tape = tape
        self._cursor = cursor
        self._slot = slot
        self._heading = heading
        self._block = block
        self._tags = InlineTags()
        self._depth = 0  # of emphasis, fields and links
        self._field: tuple[str, int] = ("", 0)  # the open one: key, and where its value's text begins
        self._opened: list[tuple[int, int, int]] = []  # links: index (-1 inside another), start of text, next piece
        self._text: list[str] = []
        self._length = 0
        self._around: list[tuple[Tape, InlineTags, Slot, int, int, int, int]] = []  # what an inline footnote stands in

    def write(self, children: Sequence[Token]) -> str:
        """Writes ``children`` to the end and returns their plain text."""
        for child in joined(children):
            if child.nesting < 0:
                self._tape.write(self._tags.leave(child.level))
            self._handlers[child.type](self, child)
        self._tape.write(self._tags.leave(-1))
        return "".join(self._text)

    def _say(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)

    def _plain(self, text: str) -> None:
        self._tape.write(escape(text, quote=False))
        self._say(text)

    def _shown(self, child: Token) -> None:
        self._plain(child.content)

    def _code(self, child: Token) -> None:
        if dataview.is_expression(child.content):
            self._book.report("query-unsupported", *self._cursor.place(child.meta["pos"]), *dataview.problem(""))
            self._tape.write(f'<span class="obsidian-only">{dataview.computed()}</span>')
            return
        self._tape.write("<code>")
        self._shown(child)
        self._tape.write("</code>")

    def _math(self, child: Token) -> None:
        display = child.markup == "$$"
        shown = render(child.content, display=display)
        if shown.problem:
            at = child.meta["pos"] + len(child.markup) + shown.at
            self._book.report_math(shown.problem, *self._cursor.place(at))
        self._tape.write(f'<span class="math math-{"block" if display else "inline"}">{shown.html}</span>')
        self._say(latex(child.content))

    def _break(self, child: Token) -> None:
        self._tape.write("<br>\n" if self._book.breaks or child.type == "hardbreak" else "\n")
        self._say(" ")

    def _wrapper(self, child: Token) -> None:
        self._depth += child.nesting
        tag = "del" if child.tag == "s" else child.tag
        self._tape.write(f"<{tag}>" if child.nesting > 0 else f"</{tag}>")

    def _html(self, child: Token) -> None:
        shown = parts(child.content)
        self._book.report_html(left_out(child.content, shown), self._cursor.place(child.meta["pos"])[0])
        media = [part for part in shown if isinstance(part, MediaTag)]
        if media:
            self._hole_for(self._add(child, media[0].kind, *split_url(media[0].src)), media[0].look)
            return
        html = self._tags.tag(child.content, child.level, in_link=bool(self._opened))
        self._tape.write(html)
        if html == "<br>":
            self._say(" ")

    # --- fields ---

    def _open_field(self, child: Token) -> None:
        self._depth += 1
        key = child.meta["key"]
        if child.markup == "(":
            self._tape.write('<span class="inline-field">')
        else:
            self._tape.write(f'<span class="inline-field"><span class="inline-field-key">{escape(key)}:</span> ')
            self._say(f"{key}: ")
        self._field = (key, len(self._text))

    def _close_field(self, _: Token) -> None:
        self._depth -= 1
        self._tape.write("</span>")
        key, start = self._field
        self._book.fields.append(Field(key, "".join(self._text[start:])))

    # --- links ---

    def _wikilink(self, child: Token) -> None:
        self._open(child, "wiki", child.meta["target"], child.meta["subpath"])

    def _link(self, child: Token) -> None:
        self._open(child, "markdown", *split_url(str(child.attrs["href"])))

    def _open(self, child: Token, kind: LinkKind, target: str, subpath: str) -> None:
        self._depth += 1
        if self._opened or self._tags.in_link:  # an address inside a link's text: no link in a link
            self._opened.append((-1, 0, 0))
            return
        link = self._add(child, kind, target, subpath)
        self._tape.hole(LinkOpen(link, str(child.attrs.get("title", ""))))
        self._opened.append((link, self._length, self._tape.mark()))

    def _close(self, _: Token) -> None:
        self._depth -= 1
        link, start, piece = self._opened.pop()
        if link >= 0:
            if self._tape.mark() == piece:  # nobody can follow a link without a text
                self._plain(self._book.links[link].target or "#")
            self._book.links[link] = replace(self._book.links[link], start=start, end=self._length)
            self._tape.hole(LinkClose(link))

    def _add(self, child: Token, kind: LinkKind, target: str, subpath: str) -> int:
        line, col = self._cursor.place(child.meta["pos"])
        at = self._length
        self._book.links.append(Link(kind, target, subpath, line, col, self._heading, self._block, at, at))
        return len(self._book.links) - 1

    def _embed(self, child: Token) -> None:
        meta = child.meta
        self._hole_for(self._add(child, "embed", meta["target"], meta["subpath"]), meta["look"])

    def _image(self, child: Token) -> None:
        link = self._add(child, "image", *split_url(str(child.attrs["src"])))
        self._hole_for(link, look(plain(child.children or ())))

    def _hole_for(self, link: int, looks: Look) -> None:
        slot: Slot = "phrasing" if self._depth or self._tags else self._slot
        if self._opened or self._tags.in_link:
            slot = "link"
        self._tape.hole(Embed(link, slot, looks.alt, looks.width, looks.height))

    def _footnote(self, child: Token) -> None:
        self._refer(child.meta["footnote"])

    def _refer(self, footnote: Footnote | Pieces) -> None:
        if not self._tags.in_link:  # the mark is a link itself
            self._tape.hole(FootnoteRef(self._book.footnote(footnote, self._heading)))

    def _open_footnote(self, _: Token) -> None:
        """What follows goes elsewhere, and none of its words belong to this text."""
        around = (self._tape, self._tags, self._slot, self._block, self._depth, len(self._text), self._length)
        self._around.append(around)
        self._tape, self._tags, self._slot, self._block, self._depth = Tape(), InlineTags(), "phrasing", -1, 0
        self._tape.write("<p>")

    def _close_footnote(self, _: Token) -> None:
        tape = self._tape
        self._tape, self._tags, self._slot, self._block, self._depth, texts, self._length = self._around.pop()
        del self._text[texts:]
        tape.write("</p>\n")
        self._refer(tape.pieces())

    def _tag(self, child: Token) -> None:
        self._book.tags.setdefault(child.content)
        shown = "#" + child.content
        if self._tags.in_link:
            self._plain(shown)
            return
        link = self._add(child, "tag", child.content, "")
        self._tape.hole(LinkOpen(link))
        self._plain(shown)
        self._tape.hole(LinkClose(link))

    _handlers: ClassVar[dict[str, Callable[[InlineWriter, Token], None]]] = {
        "text": _shown,
        "code_inline": _code,
        "math_inline": _math,
        "softbreak": _break,
        "hardbreak": _break,
        "html_inline": _html,
        "em_open": _wrapper,
        "em_close": _wrapper,
        "strong_open": _wrapper,
        "strong_close": _wrapper,
        "s_open": _wrapper,
        "s_close": _wrapper,
        "mark_open": _wrapper,
        "mark_close": _wrapper,
        "field_open": _open_field,
        "field_close": _close_field,
        "wikilink_open": _wikilink,
        "wikilink_close": _close,
        "link_open": _link,
        "link_close": _close,
        "embed": _embed,
        "image": _image,
        "tag": _tag,
        "footnote_ref": _footnote,
        "footnote_open": _open_footnote,
        "footnote_close": _close_footnote,
    }
    """Every inline token of the parser -> what writes it."""


def split_url(url: str) -> tuple[str, str]:
    """Path and fragment of a Markdown link; the URL of another site stays whole."""
    target, _, subpath = url.partition("#")
    return (url, "") if ":" in target or target.startswith("//") else (target, subpath)


def plain(children: Sequence[Token]) -> str:
    """The text of inline tokens as a reader sees it, spaces as they are."""
    out = []
    in_footnote = False
    for child in children:
        if child.type in ("footnote_open", "footnote_close"):
            in_footnote = child.nesting > 0
        elif in_footnote:
            continue
        elif child.type in ("text", "text_special", "code_inline"):
            out.append(child.content)
        elif child.type == "math_inline":
            out.append(latex(child.content))
        elif child.type == "tag":
            out.append("#" + child.content)
        elif child.type in ("softbreak", "hardbreak"):
            out.append(" ")
        elif child.type == "field_open" and child.markup != "(":
            out.append(f"{child.meta['key']}: ")
        elif child.type == "image":
            out.append(plain(child.children or ()))
    return "".join(out)


def slot_of(tokens: Sequence[Token], at: int) -> Slot:
    """What may stand where this run of inline tokens is."""
    if at == 0:  # a passage that is a single paragraph comes without its <p>
        return "flow"
    before = tokens[at - 1]
    if before.type == "paragraph_open":
        if before.hidden:
            return "flow"
        return "block" if is_lone_embed(tokens, at) else "split"
    return "flow" if before.type in ("td_open", "th_open") else "phrasing"


def is_lone_embed(tokens: Sequence[Token], at: int) -> bool:
    """Whether this paragraph's text is an embed alone, and its element not needed for an id or beside a checkbox."""
    children = tokens[at].children or ()
    if len(children) != 1 or children[0].type not in _EMBED:
        return False
    return "block" not in tokens[at - 1].meta and (at < 2 or "task" not in tokens[at - 2].meta)


def is_lone_link(tokens: Sequence[Token], at: int) -> bool:
    """Whether this inline token is a single link, emphasised or not, and all the text of its list item."""
    if at < 2 or tokens[at - 1].type != "paragraph_open" or tokens[at - 2].type != "list_item_open":
        return False
    inside = False
    links = 0
    for child in tokens[at].children or ():
        if child.type in _LINK_OPEN:
            links += 1
            inside = True
        elif child.type in _LINK_CLOSE:
            inside = False
        elif child.type == "field_open" or (
            not inside and child.nesting == 0 and (child.type != "text" or child.content.strip())
        ):
            return False
    return links == 1
