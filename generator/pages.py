"""Doc + what its links lead to + what mentions it -> Page: every hole filled, nothing left to ask.

Each builder is a pure function of values that its caller can digest, so a page need not be built to know that it has
not changed. ``fill`` turns pieces into HTML for a page at a given depth; the rest says what stands around a body.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote, urlsplit

from generator.model import (
    CardHole,
    Compact,
    Course,
    DeckCard,
    Doc,
    Embed,
    Id,
    LinkClose,
    LinkOpen,
    Outcome,
    Pieces,
    Ref,
)
from generator.views import (
    Backlink,
    BareContent,
    CardView,
    Entry,
    HomeContent,
    Kind,
    ListContent,
    NoteContent,
    Option,
    Page,
    StubContent,
)

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SENTENCE = 120
"""Characters on each side of a link that a backlink shows at most."""


class Place(Compact, frozen=True, gc=False):
    """Where a page stands: its address, its ancestors, its neighbours, and the data script of its folder."""

    path: str
    crumbs: tuple[Ref, ...] = ()
    previous: Ref | None = None
    next: Ref | None = None
    nav: str = ""


# --- holes ------------------------------------------------------------------------------------------------------------


def fill(pieces: Pieces, doc: Doc, outcomes: Sequence[Outcome], root: str) -> tuple[str | CardHole, ...]:
    """HTML with every hole filled but those of cards. ``root`` is the way from the page to the site's root.

    Neighbouring strings are joined, so the result alternates between HTML and cards.
    """
    out: list[str | CardHole] = []
    html: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            html.append(piece)
        elif isinstance(piece, LinkOpen):
            html.append(_open(outcomes[piece.link], root))
        elif isinstance(piece, LinkClose):
            html.append(_close(outcomes[piece.link]))
        elif isinstance(piece, Id):
            html.append(piece.name)
        elif isinstance(piece, Embed):
            html.append(_embed(piece, doc, outcomes[piece.link], root))
        else:
            out.append("".join(html))
            html.clear()
            out.append(piece)
    out.append("".join(html))
    return tuple(part for part in out if part != "")


def filled(pieces: Pieces, doc: Doc, outcomes: Sequence[Outcome], root: str) -> str:
    """The HTML of pieces that hold no card."""
    return "".join(part for part in fill(pieces, doc, outcomes, root) if isinstance(part, str))


def _href(outcome: Outcome, root: str) -> str:
    href = quote(outcome.href, safe="/:?#[]@!$&'()*+,;=%~") if outcome.state == "external" else root + outcome.href
    return escape(href)


def _open(outcome: Outcome, root: str) -> str:
    state = outcome.state
    if state == "external":
        return f'<a class="external-link" href="{_href(outcome, root)}" rel="noopener noreferrer">'
    if state in ("note", "asset"):
        return f'<a class="internal-link" href="{_href(outcome, root)}">'
    if state == "stub":
        return f'<a class="internal-link stub" href="{_href(outcome, root)}">'
    if state == "tag":
        return f'<a class="tag" href="{_href(outcome, root)}">'
    return '<span class="unresolved">' if state in ("missing-note", "missing-asset") else "<span>"


def _close(outcome: Outcome) -> str:
    return "</a>" if outcome.state in ("external", "note", "asset", "stub", "tag") else "</span>"


def _embed(hole: Embed, doc: Doc, outcome: Outcome, root: str) -> str:
    html = _picture(hole, outcome, root) if outcome.media == "image" else _reference(hole, doc, outcome, root)
    return f"<p>{html}</p>\n" if hole.slot == "block" else html


def _picture(hole: Embed, outcome: Outcome, root: str) -> str:
    width, height = hole.width, hole.height
    size = outcome.image
    if size is not None:
        if width and not height:
            height = max(1, round(width * size.height / size.width))
        elif not width:
            width, height = size.width, size.height
    sizes = f' width="{width}"' if width else ""
    sizes += f' height="{height}"' if height else ""
    return f'<img src="{_href(outcome, root)}" alt="{escape(hole.alt)}"{sizes} loading="lazy" decoding="async">'


def _reference(hole: Embed, doc: Doc, outcome: Outcome, root: str) -> str:
    """What stands for an embed that is not shown in place: a link with a name, or a word about what is missing."""
    link = doc.links[hole.link]
    if outcome.state == "external":
        text = hole.alt or urlsplit(outcome.href).netloc or outcome.href
    else:
        text = hole.alt or link.target or doc.title
    if outcome.state in ("missing-note", "missing-asset"):
        return f'<span class="missing-media">{escape(text, quote=False)} is missing</span>'
    if hole.slot == "link":
        return escape(text, quote=False)
    return f"{_open(outcome, root)}{escape(text, quote=False)}{_close(outcome)}"


# --- cards ------------------------------------------------------------------------------------------------------------


def card_view(placed: DeckCard, doc: Doc, outcomes: Sequence[Outcome], root: str) -> CardView:
    """``placed`` as shown on a page ``root`` away from the site's root; ``doc`` and ``outcomes`` are its note's."""
    card, source = placed.card, placed.card.source

    def html(pieces: Pieces) -> str:
        return filled(pieces, doc, outcomes, root).strip()

    return CardView(
        id=placed.id,
        twin=source.twin,
        hash=placed.hash,
        kind=source.kind,
        prompt=html(card.prompt) or escape(card.prompt_text, quote=False) or "Question",
        context=html(card.context),
        options=tuple(
            Option(_LETTERS[index] if index < len(_LETTERS) else str(index + 1), html(option), index in source.correct)
            for index, option in enumerate(card.options)
        ),
        correct=source.correct,
        multiple=source.multiple,
        ordered=source.ordered,
        graded=source.graded,
        choose=source.choose,
        blanks=source.blanks,
        answer=html(card.answer),
        explanation=html(card.explanation),
        read=placed.read,
        href=placed.href,
        place=f"{placed.note}:{source.line + 1}",
    )


def quiz_link(**choice: str) -> str:
    """The quiz page's address, from the site's root, for practice of a choice of cards."""
    query = "&".join(f"{key}={quote(value, safe='')}" for key, value in choice.items())
    return f"quiz.html#/practice?{query}"


# --- notes ------------------------------------------------------------------------------------------------------------


class Mention(Compact, frozen=True, gc=False):
    """A link to a page, seen from that page: who makes it, and in which words."""

    target: str
    """As ``links.backlinks`` keys it: the vault path of a note, the address of a stub."""
    backlink: Backlink


def mentions(doc: Doc, outcomes: Sequence[Outcome], href: str) -> tuple[Mention, ...]:
    """What ``doc``, whose page is at ``href``, says of other pages; of equal sentences only the first."""
    found: list[Mention] = []
    for link, outcome in zip(doc.links, outcomes, strict=True):
        target = outcome.path if outcome.state == "note" else outcome.href if outcome.state == "stub" else ""
        if not target or target == doc.path or link.kind == "property":
            continue
        heading = doc.headings[link.heading] if link.heading >= 0 else None
        place = f"{href}#{heading.id}" if heading else href
        before, words, after = "", "", ""
        if link.block >= 0:
            text = doc.blocks[link.block].text
            before, words, after = _sentence(text, link.start, link.end)
            if link.alone and heading:
                before = f"{heading.text}: "
        mention = Mention(target, Backlink(doc.title, place, before, words or outcome.title, after))
        if mention not in found:
            found.append(mention)
    return tuple(found)


def _sentence(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The sentence around ``text[start:end]`` in three parts, cut at words where it is long."""
    before, after = text[:start], text[end:]
    cut = max(before.rfind(mark) for mark in (". ", "! ", "? ", "\n"))
    before = before[cut + 1 :].lstrip() if cut >= 0 else before
    stops = [at for mark in (". ", "! ", "? ", "\n") if (at := after.find(mark)) >= 0]
    after = after[: min(stops) + 1] if stops else after
    if len(before) > _SENTENCE:
        before = "… " + before[-_SENTENCE:].partition(" ")[2]
    if len(after) > _SENTENCE:
        after = after[:_SENTENCE].rpartition(" ")[0] + " …"
    return before, text[start:end], after


def note(
    doc: Doc,
    outcomes: tuple[Outcome, ...],
    cards: tuple[DeckCard | None, ...],
    backlinks: tuple[Backlink, ...],
    tags: tuple[Ref, ...],
    course: Course | None,
    place: Place,
) -> Page:
    """The page of a note, or of a course if ``course`` is what the note describes.

    ``cards`` are aligned with ``doc.cards``; ``None`` is a card that another place shows.
    """
    kind: Kind = "course" if course else "note"
    return _page(kind, doc, place, _note_content(doc, outcomes, cards, backlinks, tags, course, place.path))


def _body(
    doc: Doc, outcomes: tuple[Outcome, ...], cards: tuple[DeckCard | None, ...], path: str
) -> tuple[str | CardView, ...]:
    root = "../" * path.count("/")
    body: list[str | CardView] = []
    for part in fill(doc.pieces, doc, outcomes, root):
        if isinstance(part, str):
            body.append(part)
        elif (placed := cards[part.card]) is not None:
            body.append(card_view(placed, doc, outcomes, root))
    return tuple(body)


def _note_content(
    doc: Doc,
    outcomes: tuple[Outcome, ...],
    cards: tuple[DeckCard | None, ...],
    backlinks: tuple[Backlink, ...],
    tags: tuple[Ref, ...],
    course: Course | None,
    path: str,
) -> NoteContent:
    shown = [card for card in cards if card is not None]
    unresolved = dict.fromkeys(
        link.target for link, outcome in zip(doc.links, outcomes, strict=True) if outcome.state == "missing-note"
    )
    return NoteContent(
        body=_body(doc, outcomes, cards, path),
        toc=doc.headings,
        tags=tags,
        questions=len(shown),
        quiz=quiz_link(note=doc.path) if shown else "",
        backlinks=backlinks,
        unresolved=tuple(unresolved),
        date=doc.meta.date or "",
        classes=doc.meta.cssclasses,
        course=course,
        course_quiz=quiz_link(course=doc.path) if course else "",
    )


def _page(kind: Kind, doc: Doc, place: Place, content: NoteContent) -> Page:
    return Page(
        kind=kind,
        path=place.path,
        title=doc.title,
        description=doc.meta.description,
        crumbs=place.crumbs,
        noindex=False,
        previous=place.previous,
        next=place.next,
        nav=place.nav,
        content=content,
    )


# --- lists ------------------------------------------------------------------------------------------------------------


class Intro(Compact, frozen=True, gc=False):
    """The note that is the body of a folder's page or of Home."""

    doc: Doc
    outcomes: tuple[Outcome, ...]
    cards: tuple[DeckCard | None, ...]


def _intro_body(intro: Intro | None, path: str) -> tuple[str | CardView, ...]:
    return _body(intro.doc, intro.outcomes, intro.cards, path) if intro else ()


def listing(
    kind: Kind,
    title: str,
    intro: Intro | None,
    folders: tuple[Entry, ...],
    notes: tuple[Entry, ...],
    newer: Ref | None,
    older: Ref | None,
    place: Place,
) -> Page:
    """A folder's or a tag's page, or a further page of a long list."""
    content = ListContent(_intro_body(intro, place.path), folders, notes, newer, older)
    described = intro.doc.meta.description if intro else ""
    return Page(kind, place.path, title, content, described, place.crumbs, noindex=bool(newer), nav=place.nav)


def home(
    title: str,
    description: str,
    intro: Intro | None,
    courses: tuple[Course, ...],
    folders: tuple[Entry, ...],
    notes: tuple[Entry, ...],
    all_notes: Ref | None,
    cards: int,
    place: Place,
) -> Page:
    """Home."""
    content = HomeContent(_intro_body(intro, place.path), courses, folders, notes, all_notes, cards)
    return Page("home", place.path, title, content, description)


class Naming(Compact, frozen=True, gc=False):
    """A card shown away from its note."""

    card: DeckCard
    doc: Doc
    outcomes: tuple[Outcome, ...]


def stub(name: str, mentioned: tuple[Backlink, ...], cards: tuple[Naming, ...], place: Place) -> Page:
    """The page of a topic that nobody has written yet. ``cards`` are those that name it."""
    root = "../" * place.path.count("/")
    content = StubContent(mentioned, tuple(card_view(each.card, each.doc, each.outcomes, root) for each in cards))
    return Page("stub", place.path, name, content, crumbs=place.crumbs, noindex=True)


def bare(kind: Kind, path: str, title: str, base: str = "") -> Page:
    """A page whose text is the template's: the quiz, the 404 page, the one shown without a network."""
    return Page(kind, path, title, BareContent(), noindex=kind != "quiz", base=base)
