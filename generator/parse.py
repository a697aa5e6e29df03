"""Source -> Doc: everything about a note that can be known without the rest of the vault.

Front matter is read and blanked out, cards are found on the lines, the body and the cards' passages are parsed by
``markdown.parser`` and written to pieces. Lines keep their numbers all the way, so problems and cards name the line
that the author sees.
"""

from __future__ import annotations

import re
from collections import ChainMap
from html import escape
from pathlib import PurePosixPath
from typing import Any

from markdown_it.token import Token
from msgspec.structs import replace

from generator import cards, excalidraw, frontmatter
from generator.cards.marks import is_marker
from generator.config import Cards, Config
from generator.markdown import MAX_NESTING, parser
from generator.markdown.footnote import Footnote
from generator.markdown.notebook import Notebook
from generator.markdown.wikilink import split
from generator.markdown.writer import Writer
from generator.model import (
    Card,
    CardSource,
    Compact,
    Diagnostic,
    Doc,
    Embed,
    Heading,
    Link,
    Meta,
    Passage,
    Pieces,
    Property,
    Source,
)
from generator.vault import matches

MAX_TEXT = 10_000_000
"""Characters of a note; a longer one is shown as its source."""
_SHOWN_SOURCE = 100_000
"""Characters of that source that its page shows."""

# UTF-8 read as Latin-1 and saved again turns a no-break space into these two characters.
_MOJIBAKE = re.compile("\u00c2\u00a0")
_COMMENT = re.compile(r"%%.*?(?:%%|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)


class Settings(Compact, frozen=True, gc=False):
    """What of the configuration a note's text depends on."""

    breaks: bool = True
    """A single line break is a ``<br>``, as Obsidian has it unless "strict line breaks" is on."""
    cards: Cards = Cards()

    @classmethod
    def of(cls, config: Config) -> Settings:
        """The part of ``config`` that they are."""
        return cls(breaks=not config.strict_line_breaks, cards=config.cards)


def parse(source: Source, settings: Settings) -> Doc:
    """The ``Doc`` of ``source``. Never raises: a note that cannot be parsed becomes its source text and a problem."""
    if excalidraw.is_drawing(source.path, source.text):
        source = replace(source, text=excalidraw.without_data(source.text))
    if len(source.text) > MAX_TEXT:
        return _as_source(source, f"a note of {len(source.text):,} characters is too large to render", "split it")
    try:
        return _parse(source, settings)
    except _TooDeepError:
        message = f"blocks nested more than {MAX_NESTING} deep cannot be rendered"
        return _as_source(source, message, "flatten the list or quote")
    except Exception as error:  # noqa: BLE001  # one note must never take the site down; the message says what it was
        return _as_source(source, f"cannot be rendered: {type(error).__name__}: {error}", "please report this note")


class _TooDeepError(Exception):
    """markdown-it would have dropped text."""


def _parse(source: Source, settings: Settings) -> Doc:
    path = source.path
    meta, first, problems = frontmatter.read(path, source.text)
    lines = source.text.split("\n")
    lines[:first] = [""] * first
    text, garbled = _mend(path, "\n".join(lines))
    found, unread, text, others = _cards(path, text, meta, settings.cards)
    lines = text.split("\n")

    tokens, env = _body(text, found)
    while (shown := [token.meta["card"] for token in tokens if token.type == "card"]) != [*range(len(found))]:
        # What Markdown shows as part of something else (a code block, say) is no card after all.
        found = tuple(found[index] for index in shown)
        tokens, env = _body(text, found)

    is_drawing = excalidraw.is_drawing(path, source.text)
    title = meta.title or (excalidraw.name(path) if is_drawing else PurePosixPath(path).stem)
    book = Notebook(path, lines, breaks=settings.breaks)
    pieces = Writer(book, body=True, title=title).write(tokens)
    compiled = tuple(_card(book, env, card, book.card_headings[index]) for index, card in enumerate(found))
    footnotes = _footnotes(book)
    if is_drawing:
        pieces = (*pieces, Embed(len(book.links), "block", title))
        book.links.append(Link("embed", "", "", 0, 1))
    return Doc(
        path=path,
        title=title,
        meta=meta,
        pieces=pieces,
        headings=tuple(book.headings),
        spans=tuple(book.spans),
        blocks=tuple(book.blocks),
        links=(*book.links, *map(_link, meta.properties)),
        cards=compiled,
        footnotes=footnotes,
        tags=tuple(tag for tag in dict.fromkeys((*meta.tags, *book.tags)) if not is_marker(tag, settings.cards.tag)),
        fields=tuple(book.fields),
        diagrams=book.diagrams,
        problems=(
            *source.problems,
            *problems,
            *garbled,
            *book.problems,
            *unread,
            *(p for card in found for p in card.problems),
        ),
        is_drawing=is_drawing,
        unread=others,
    )


def _link(found: Property) -> Link:
    written = split(found.inner)
    return Link("property", written.target, written.subpath, found.line, found.col)


def _cards(path: str, text: str, meta: Meta, settings: Cards) -> cards.Found:
    """The note's cards. A deck in front matter, or a glob in the settings, says of the whole note that it has some."""
    whole = next((tag for tag in meta.tags if is_marker(tag, settings.tag)), None)
    if whole is None and (meta.deck or matches(path, settings.include)):
        whole = settings.tag
    return cards.read(path, text, tag=settings.tag, whole=whole, dialects=settings.dialects)


Env = dict[str, Any]
"""What markdown-it shares between the parts of one note: reference links, footnotes, and the lines of its cards."""


def _body(text: str, found: tuple[CardSource, ...]) -> tuple[list[Token], Env]:
    ranges: dict[int, tuple[list[int], int]] = {}
    for index, card in enumerate(found):
        ranges.setdefault(card.start, ([], card.end))[0].append(index)
    env: Env = {"cards": ranges}
    return _tokens(text, env), env


def _tokens(text: str, env: Env) -> list[Token]:
    tokens = parser().parse(text, env)
    texts = (tokens, *(footnote.tokens for footnote in env["defined"]))
    if any(token.level > MAX_NESTING for text in texts for token in text):
        raise _TooDeepError
    return tokens


def _mend(path: str, text: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Turns garbled no-break spaces into plain ones."""
    if "\u00c2" not in text:
        return text, ()
    problems = []
    for line, content in enumerate(text.split("\n"), 1):
        for match in _MOJIBAKE.finditer(content):
            message = "a no-break space was garbled by a wrong encoding; it is shown as a space"
            problems.append(Diagnostic("text-mojibake", path, line, match.start() + 1, message, "retype the space"))
    return _MOJIBAKE.sub(" ", text), tuple(problems)


def _card(book: Notebook, env: Env, source: CardSource, heading: int) -> Card:
    first = len(book.links)
    # The body is parsed by now, so its cards know the reference links and footnotes of the whole note.
    known: Env = {"references": env.get("references", {}), "footnotes": ChainMap({}, env["footnotes"])}

    def written(passage: Passage) -> tuple[list[Token], Writer]:
        known["offset"] = passage.line
        tokens = _tokens(passage.text, known)
        return tokens, Writer(book, body=False, offset=passage.line, heading=heading)

    def whole(passage: Passage) -> tuple[Pieces, str]:
        tokens, writer = written(passage)
        if _is_paragraph(tokens):
            return writer.write(tokens[1:2]), writer.said()
        return writer.write(tokens), writer.said()

    tokens, writer = written(source.question)
    split = 3 if tokens and tokens[0].type == "paragraph_open" else 0
    prompt = _phrasing(writer.write(tokens[1:2])) if split else ()
    context = Writer(book, body=False, offset=source.question.line, heading=heading)
    context_pieces = context.write(tokens[split:])
    options = [whole(option) for option in source.options]
    answer, answer_text = whole(source.answer)
    explanation, _ = whole(source.explanation)
    return Card(
        source=source,
        headings=_above(book.headings, heading),
        heading=heading,
        links=tuple(range(first, len(book.links))),
        prompt=prompt,
        context=context_pieces,
        options=tuple(_phrasing(pieces) for pieces, _ in options),
        answer=answer,
        explanation=explanation,
        prompt_text=" ".join(f"{writer.said()} {context.said()}".split()),
        option_texts=tuple(text for _, text in options),
        answer_text=answer_text,
    )


def _phrasing(pieces: Pieces) -> Pieces:
    """``pieces`` as a legend or a label may hold them: no block stands in these."""
    return tuple(
        replace(piece, slot="phrasing") if isinstance(piece, Embed) and piece.slot == "flow" else piece
        for piece in pieces
    )


def _footnotes(book: Notebook) -> tuple[Pieces, ...]:
    """Those that body and cards refer to, and those that these refer to in turn, which the list gets meanwhile."""
    return tuple(
        Writer(book, body=False, offset=written.offset, heading=heading).write(written.tokens)
        if isinstance(written, Footnote)
        else written
        for written, heading in book.footnotes
    )


def _is_paragraph(tokens: list[Token]) -> bool:
    return len(tokens) == 3 and tokens[0].type == "paragraph_open"


def _above(headings: list[Heading], index: int) -> tuple[str, ...]:
    """The titles of the heading at ``index`` and of those it is nested in, outermost first."""
    out: list[str] = []
    level = 7
    for heading in reversed(headings[: index + 1]):
        if heading.level < level:
            out.append(heading.text)
            level = heading.level
    return tuple(reversed(out))


def _as_source(source: Source, message: str, hint: str) -> Doc:
    """The note as its source text, without comments. Its front matter still decides whether it is published."""
    text = source.text[:_SHOWN_SOURCE]
    meta, first, problems = frontmatter.read(source.path, text)
    body = "\n".join(text.split("\n")[first:])
    shown = escape(_COMMENT.sub("", body), quote=False)
    return Doc(
        path=source.path,
        title=meta.title or PurePosixPath(source.path).stem,
        meta=meta,
        pieces=(f'<pre class="source"><code>{shown}</code></pre>\n',),
        headings=(),
        spans=(),
        blocks=(),
        links=tuple(map(_link, meta.properties)),
        cards=(),
        footnotes=(),
        tags=meta.tags,
        fields=(),
        diagrams=False,
        problems=(*source.problems, *problems, Diagnostic("note-too-large", source.path, 0, 0, message, hint)),
    )
