"""Tokens -> pieces: one pass that writes HTML, leaves holes, and takes down headings, sections, links and plain text.

``Notebook`` is what one note collects while its body and its cards' passages are written; ``Writer`` writes one of
those texts. Nothing here knows another note: where a link leads is a hole.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from markdown_it.token import Token
from msgspec.structs import replace

from generator.markdown.code import highlight, language
from generator.markdown.embed import Look, look
from generator.markdown.html import InlineTags, clean, dropped
from generator.model import (
    Block,
    CardHole,
    Diagnostic,
    Embed,
    Heading,
    Hole,
    Id,
    Link,
    LinkClose,
    LinkKind,
    LinkOpen,
    Pieces,
    Slot,
    Span,
)
from generator.slug import slug

_PLAIN_TAGS = frozenset(
    "blockquote_open blockquote_close bullet_list_open bullet_list_close ordered_list_close list_item_open "
    "list_item_close thead_open thead_close tbody_open tbody_close tr_close th_close td_close".split()
)
_PHRASE_TAGS = frozenset("em_open em_close strong_open strong_close s_open s_close".split())
_CODE_TEXT = 4_000
"""Characters of a code block that count as text to be searched."""


class Notebook:
    """What is known of one note while its texts are written."""

    def __init__(self, path: str, lines: Sequence[str], *, breaks: bool) -> None:
        self.path = path
        self.lines = lines
        self.breaks = breaks
        self.headings: list[Heading] = []
        self.spans: list[Span] = []
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.tags: list[str] = []
        self.problems: list[Diagnostic] = []
        self.card_headings: dict[int, int] = {}
        """Card that the body has a hole for -> the heading it stands under, -1 before the first."""
        self._ids: set[str] = set()
        self._found: dict[tuple[int, str], int] = {}

    def anchor(self, text: str) -> str:
        """An id of its own for a heading: ``text``'s slug, with ``-1``, ``-2`` for later ones of that name."""
        base = slug(text) or "section"
        name, count = base, 0
        while name in self._ids:
            count += 1
            name = f"{base}-{count}"
        self._ids.add(name)
        return name

    def place(self, token: Token, offset: int, pos: int) -> tuple[int, int]:
        """Line (from 0) and column (from 1) of what stands at ``pos`` in an inline token's content."""
        before = token.content[:pos]
        line = (token.map[0] if token.map else 0) + offset + before.count("\n")
        start = before.rfind("\n") + 1
        end = token.content.find("\n", pos)
        shown = token.content[start : end if end >= 0 else len(token.content)].rstrip()
        raw = self.lines[line].rstrip() if line < len(self.lines) else ""
        if raw.endswith(shown):
            return line, len(raw) - len(shown) + pos - start + 1
        # A table's cell or a closed heading: look for the text itself, after what was found on this line before.
        mark = shown[pos - start : pos - start + 12]
        at = raw.find(mark, self._found.get((line, mark), -1) + 1)
        self._found[(line, mark)] = at
        return line, at + 1

    def report(self, code: str, line: int, col: int, message: str, hint: str = "") -> None:
        """Takes down a problem; ``line`` from 0, ``col`` from 1."""
        self.problems.append(Diagnostic(code, self.path, line + 1, col, message, hint))


class Writer:
    """Writes one text of a note: its body, or a passage of a card.

    ``offset`` is the note's line at which the text begins, ``heading`` the section it stands in. A first H1 that says
    the same as ``title`` is not written, since the page shows its title already.
    """

    def __init__(self, book: Notebook, *, body: bool, title: str = "", offset: int = 0, heading: int = -1) -> None:
        self._book = book
        self._body = body
        self._title = title
        self._offset = offset
        self._heading = heading
        self._pieces: list[str | Hole] = []
        self._html: list[str] = []
        self._sections: list[tuple[int, int, int, int]] = []  # heading's level, container's depth, heading, start
        self._depths: list[int] = []  # levels of the headings that the next one may be nested in
        self._row = 0
        self._heading_tag = ""
        self._text: list[str] = []  # of the inline run at hand
        self._length = 0
        self._said: list[str] = []

    # --- what comes out ---

    def write(self, tokens: Sequence[Token]) -> Pieces:
        """Writes ``tokens`` to the end and returns the pieces."""
        first = 3 if self._starts_with_title(tokens) else 0
        for at in range(first, len(tokens)):
            token = tokens[at]
            if token.nesting < 0:
                self._end_sections(token.level)
            kind = token.type
            if kind == "inline":
                self._inline(token, self._slot(tokens, at), alone=_lone_link(tokens, at))
            elif kind in _PLAIN_TAGS:
                self._html.append(f"</{token.tag}>\n" if token.nesting < 0 else f"<{token.tag}>")
            elif kind == "paragraph_open":
                if not token.hidden and not _lone_embed(tokens[at + 1]):
                    self._html.append("<p>")
            elif kind == "paragraph_close":
                if not token.hidden and not _lone_embed(tokens[at - 1]):
                    self._html.append("</p>\n")
            elif kind == "heading_open":
                if self._body:
                    self._open_heading(token, tokens[at + 1])
                else:
                    self._html.append('<p class="heading">')
            elif kind == "heading_close":
                self._html.append(f"</{self._heading_tag}>\n" if self._body else "</p>\n")
            elif kind == "card":
                self._book.card_headings[token.meta["card"]] = self._heading
                self._hole(CardHole(token.meta["card"]))
            else:
                self._block(token)
        self._end_sections(-1)
        self._flush()
        return tuple(self._pieces)

    def said(self) -> str:
        """The plain text of all that a passage's writer wrote, spaces collapsed."""
        return " ".join(" ".join(self._said).split())

    def _flush(self) -> None:
        if self._html:
            self._pieces.append("".join(self._html))
            self._html.clear()

    def _hole(self, hole: Hole) -> None:
        self._flush()
        self._pieces.append(hole)

    def _say(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)

    # --- blocks ---

    def _block(self, token: Token) -> None:
        kind = token.type
        if kind == "fence" or kind == "code_block":
            self._code(token.content, language(token.info) if kind == "fence" else "", token)
        elif kind == "hr":
            self._html.append("<hr>\n")
        elif kind == "html_block":
            self._raw(token.content, token.map[0] + self._offset if token.map else 0)
            self._html.append(clean(token.content))
        elif kind == "ordered_list_open":
            start = token.attrGet("start")
            self._html.append(f'<ol start="{int(start)}">\n' if start is not None else "<ol>\n")
        elif kind == "table_open":
            self._html.append('<div class="table-wrap"><table>\n')
        elif kind == "table_close":
            self._html.append("</table></div>\n")
        elif kind == "tr_open":
            self._row = token.map[0] if token.map else self._row
            self._html.append("<tr>")
        elif kind in ("th_open", "td_open"):
            style = str(token.attrGet("style") or "")
            align = f' class="align-{style.removeprefix("text-align:")}"' if style else ""
            self._html.append(f"<{token.tag}{align}>")
        else:  # every block token of the parser is named above: a new one must be given its HTML here
            raise AssertionError(kind)

    def _code(self, code: str, lang: str, token: Token) -> None:
        name = f' data-lang="{escape(lang)}"' if lang else ""
        self._html.append(f'<div class="code"{name}><pre class="highlight"><code>{highlight(code, lang)}</code></pre></div>\n')
        self._end_block(code[:_CODE_TEXT], token.map[0] if token.map else 0)

    def _end_block(self, text: str, line: int) -> None:
        if self._body:
            self._book.blocks.append(Block(text, self._heading, line + self._offset))
        else:
            self._said.append(text)

    def _raw(self, html: str, line: int) -> None:
        names = dropped(html)
        if names:
            self._book.report(
                "html-dropped", line, 0, f"{', '.join(names)} is not allowed on the site and was left out",
                "write it in Markdown",
            )

    # --- headings ---

    def _starts_with_title(self, tokens: Sequence[Token]) -> bool:
        return (
            bool(self._title)
            and len(tokens) > 2
            and tokens[0].type == "heading_open"
            and tokens[0].tag == "h1"
            and plain(tokens[1]) == self._title
        )

    def _open_heading(self, token: Token, inline: Token) -> None:
        level = int(token.tag[1])
        while self._depths and self._depths[-1] >= level:
            self._depths.pop()
        self._depths.append(level)
        depth = min(len(self._depths), 5)
        self._end_sections_for(level, token.level)
        self._heading_tag = f"h{depth + 1}"
        text = plain(inline)
        anchor = self._book.anchor(text)
        self._flush()
        start = len(self._pieces)
        self._heading = len(self._book.headings)
        line = (token.map[0] if token.map else 0) + self._offset
        self._book.headings.append(Heading(level, depth, text, anchor, line))
        self._sections.append((level, token.level, self._heading, start))
        self._html.append(f'<{self._heading_tag} class="level-{level}" id="')
        self._hole(Id(anchor))
        self._html.append('">')

    def _end_sections_for(self, level: int, container: int) -> None:
        """A heading ends the sections of its level and deeper ones in the same container."""
        self._flush()
        while self._sections and self._sections[-1][1] == container and self._sections[-1][0] >= level:
            self._end_section()

    def _end_sections(self, container: int) -> None:
        """The end of a container ends the sections in it."""
        if self._sections and self._sections[-1][1] > container:
            self._flush()
            while self._sections and self._sections[-1][1] > container:
                self._end_section()

    def _end_section(self) -> None:
        level, _, heading, start = self._sections.pop()
        name = self._book.headings[heading].id
        self._book.spans.append(Span("heading", name, level, start, len(self._pieces)))

    # --- inline ---

    def _slot(self, tokens: Sequence[Token], at: int) -> Slot:
        if at == 0:  # a passage that is a single paragraph comes without its <p>
            return "flow"
        before = tokens[at - 1]
        if before.type == "paragraph_open":
            if before.hidden:
                return "flow"
            return "block" if _lone_embed(tokens[at]) else "split"
        return "flow" if before.type in ("td_open", "th_open") else "phrasing"

    def _inline(self, token: Token, slot: Slot, *, alone: bool) -> None:
        self._text, self._length = [], 0
        first = len(self._book.links)
        in_heading = slot == "phrasing"
        block = len(self._book.blocks) if self._body and not in_heading else -1
        if token.map is None:  # a cell: its row knows the line
            token.map = [self._row, self._row + 1]
        self._phrase(token, slot, block)
        if not in_heading:
            self._end_block("".join(self._text), token.map[0])
        if alone and len(self._book.links) > first:
            self._book.links[first] = replace(self._book.links[first], alone=True)

    def _phrase(self, token: Token, slot: Slot, block: int) -> None:
        tags = InlineTags()
        opened: list[tuple[int, int]] = []  # link, where its text starts
        depth = 0
        html = self._html
        for child in token.children or ():
            kind = child.type
            if child.nesting < 0:
                html.append(tags.leave(child.level))
            if kind == "text":
                html.append(escape(child.content, quote=False))
                self._say(child.content)
            elif kind in _PHRASE_TAGS:
                depth += child.nesting
                tag = "del" if child.tag == "s" else child.tag
                html.append(f"<{tag}>" if child.nesting > 0 else f"</{tag}>")
            elif kind == "softbreak":
                html.append("<br>\n" if self._book.breaks else "\n")
                self._say(" ")
            elif kind == "hardbreak":
                html.append("<br>\n")
                self._say(" ")
            elif kind == "code_inline":
                html.append(f"<code>{escape(child.content, quote=False)}</code>")
                self._say(child.content)
            elif kind in ("link_open", "wikilink_open"):
                depth += 1
                opened.append((self._link(token, child, block), self._length))
                self._hole(LinkOpen(opened[-1][0]))
            elif kind in ("link_close", "wikilink_close"):
                depth -= 1
                link, start = opened.pop()
                self._book.links[link] = replace(self._book.links[link], start=start, end=self._length)
                self._hole(LinkClose(link))
            elif kind in ("embed", "image"):
                self._embed(token, child, "phrasing" if depth else slot, block)
            elif kind == "tag":
                self._tag(token, child, block)
            elif kind == "html_inline":
                line, _ = self._book.place(token, self._offset, 0)
                self._raw(child.content, line)
                html.append(tags.tag(child.content, child.level))
            else:  # as in _block
                raise AssertionError(kind)
        html.append(tags.leave(-1))

    def _link(self, token: Token, child: Token, block: int) -> int:
        pos = child.meta.get("pos") if child.meta else None
        if child.type == "wikilink_open":
            kind: LinkKind = "wiki"
            target, subpath = child.meta["target"], child.meta["subpath"]
        else:
            kind = "markdown"
            target, _, subpath = str(child.attrGet("href") or "").partition("#")
            if ":" in target or target.startswith("//"):  # a URL keeps its fragment
                target, subpath = str(child.attrGet("href")), ""
        if pos is None:  # a bare URL that linkify found
            pos = max(token.content.find(target), 0)
        return self._add_link(kind, target, subpath, token, pos, block)

    def _add_link(self, kind: LinkKind, target: str, subpath: str, token: Token, pos: int, block: int) -> int:
        line, col = self._book.place(token, self._offset, pos)
        self._book.links.append(
            Link(kind, target, subpath, line, col, self._heading, block, self._length, self._length)
        )
        return len(self._book.links) - 1

    def _embed(self, token: Token, child: Token, slot: Slot, block: int) -> None:
        if child.type == "embed":
            kind: LinkKind = "embed"
            target, subpath, looks = child.meta["target"], child.meta["subpath"], child.meta["look"]
        else:
            kind = "image"
            target, _, subpath = str(child.attrGet("src") or "").partition("#")
            looks = look(plain_children(child.children or ()))
        link = self._add_link(kind, target, subpath, token, (child.meta or {}).get("pos", 0), block)
        assert isinstance(looks, Look)
        self._hole(Embed(link, slot, looks.alt, looks.width, looks.height))

    def _tag(self, token: Token, child: Token, block: int) -> None:
        link = self._add_link("tag", child.content, "", token, child.meta["pos"], block)
        if child.content not in self._book.tags:
            self._book.tags.append(child.content)
        self._hole(LinkOpen(link))
        self._html.append(escape("#" + child.content, quote=False))
        self._say("#" + child.content)
        self._hole(LinkClose(link))


def plain(inline: Token) -> str:
    """The text of an inline token as a reader sees it."""
    return " ".join(plain_children(inline.children or ()).split())


def plain_children(children: Sequence[Token]) -> str:
    """The text of inline tokens, spaces as they are."""
    out = []
    for child in children:
        if child.type in ("text", "code_inline"):
            out.append(child.content)
        elif child.type == "tag":
            out.append("#" + child.content)
        elif child.type in ("softbreak", "hardbreak"):
            out.append(" ")
        elif child.type == "image":
            out.append(plain_children(child.children or ()))
    return "".join(out)


def _lone_embed(inline: Token) -> bool:
    children = inline.children or ()
    return len(children) == 1 and children[0].type in ("embed", "image")


def _lone_link(tokens: Sequence[Token], at: int) -> bool:
    """Is this inline token a single link, and all the text of its list item?"""
    if at < 2 or tokens[at - 1].type != "paragraph_open" or tokens[at - 2].type != "list_item_open":
        return False
    children = [c for c in tokens[at].children or () if c.type != "text" or c.content.strip() or c.level > 0]
    return (
        len(children) >= 2
        and children[0].type in ("wikilink_open", "link_open")
        and children[-1].type in ("wikilink_close", "link_close")
        and sum(child.type == children[0].type for child in children) == 1
        and all(child.level > 0 for child in children[1:-1])
    )
