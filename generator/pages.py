"""Doc + what its links lead to + what mentions it -> Page: every hole filled, nothing left to ask.

Each builder is a pure function of values that its caller can digest, so a page need not be built to know that it has
not changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import chain, repeat
from urllib.parse import quote

from generator.filling import Filler
from generator.filling.card import card_view
from generator.filling.footnote import Footnotes
from generator.filling.link import end_tag, start_tag
from generator.markdown import wikilink
from generator.model import Body, Compact, Course, DeckCard, Doc, Outcome, Property, Ref
from generator.views import (
    Backlink,
    BareContent,
    CardView,
    Entry,
    HomeContent,
    Kind,
    LinkedProperty,
    ListContent,
    NoteContent,
    Page,
    RedirectContent,
    StubContent,
)

_SENTENCE = 120
"""Characters on each side of a link that a backlink shows at most."""


class Place(Compact, frozen=True, gc=False):
    """Where a page stands: its address, its ancestors, its neighbours, and the data script of its folder."""

    path: str
    crumbs: tuple[Ref, ...] = ()
    previous: Ref | None = None
    next: Ref | None = None
    nav: str = ""


# --- notes ------------------------------------------------------------------------------------------------------------


class Mention(Compact, frozen=True, gc=False):
    """A link to a page, seen from that page: who makes it, and in which words."""

    target: str
    """The vault path of a note, or the address of a stub."""
    backlink: Backlink


def mentions(doc: Doc, outcomes: Sequence[Outcome], href: str) -> tuple[Mention, ...]:
    """What ``doc``, whose page is at ``href``, says of other pages; of equal sentences only the first."""
    found: dict[Mention, None] = {}
    said = chain(repeat(None, len(doc.links) - len(doc.meta.properties)), doc.meta.properties)
    for link, outcome, written in zip(doc.links, outcomes, said, strict=True):
        target = outcome.path if outcome.state == "note" else outcome.href if outcome.state == "stub" else ""
        if not target or target == doc.path:
            continue
        heading = doc.headings[link.heading] if link.heading >= 0 else None
        place = f"{href}#{heading.id}" if heading else href
        before, words, after = "", "", ""
        if link.block >= 0:
            text = doc.blocks[link.block].text
            before, words, after = _sentence(text, link.start, link.end)
            if link.alone and heading:
                before = f"{heading.text}: "
        if written is not None:
            before, words = f"{written.name}: ", _shown(written)
        found[Mention(target, Backlink(doc.title, place, before, words or outcome.title, after))] = None
    return tuple(found)


def _shown(written: Property) -> str:
    """The text of a link in front matter."""
    link = wikilink.split(written.inner)
    return link.label or wikilink.shown(link)


def _properties(doc: Doc, outcomes: Sequence[Outcome], root: str) -> tuple[LinkedProperty, ...]:
    """The links of front matter, by key. Pictures are left out: they say how a note looks, not where it leads."""
    found: dict[str, list[str]] = {}
    for written, outcome in zip(doc.meta.properties, outcomes[len(outcomes) - len(doc.meta.properties) :], strict=True):
        if outcome.media != "image":
            text = escape(_shown(written), quote=False)
            found.setdefault(written.name, []).append(f"{start_tag(outcome, root)}{text}{end_tag(outcome)}")
    return tuple(LinkedProperty(name, tuple(links)) for name, links in found.items())


def _sentence(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The sentence around ``text[start:end]`` in three parts, cut at words where it is long."""
    # No more than may be shown, lest a block with very many links be copied for each of them.
    before, after = text[max(0, start - _SENTENCE - 4) : start], text[end : end + _SENTENCE + 4]
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
    body: Body,
    backlinks: tuple[Backlink, ...],
    tags: tuple[Ref, ...],
    course: Course | None,
    place: Place,
) -> Page:
    """The page of a note, or of a course if ``course`` is what the note describes.

    Its questions are its own: those of notes that are shown in it count where they stand.
    """
    doc, outcomes = body.text.doc, body.text.outcomes
    shown = [card for card in body.text.cards if card is not None]
    unresolved = dict.fromkeys(
        link.target for link, outcome in zip(doc.links, outcomes, strict=True) if outcome.state == "missing-note"
    )
    content = NoteContent(
        body=_body(body, place.path),
        toc=doc.headings,
        tags=tags,
        questions=len(shown),
        quiz=_quiz_link(note=doc.path) if shown else "",
        backlinks=backlinks,
        unresolved=tuple(unresolved),
        properties=_properties(doc, outcomes, "../" * place.path.count("/")),
        date=doc.meta.date or "",
        classes=doc.meta.cssclasses,
        course=course,
        course_quiz=_quiz_link(course=doc.path) if course else "",
    )
    return Page(
        kind="course" if course else "note",
        path=place.path,
        title=doc.title,
        content=content,
        description=doc.meta.description,
        crumbs=place.crumbs,
        previous=place.previous,
        next=place.next,
        nav=place.nav,
        source=doc.path,
    )


def _body(body: Body, path: str) -> tuple[str | CardView, ...]:
    root = "../" * path.count("/")
    filler = Filler(body, root, Footnotes(linked=True), page=True)
    shown: list[str | CardView] = []
    for part in filler.fill(body.text.doc.pieces):
        if isinstance(part, str):
            shown.append(part)
        elif (placed := part.text.cards[part.card]) is not None:
            # In a guest's card no note is shown: each card has that at its own place.
            own = Body(part.text) if part.is_guest else body
            shown.append(card_view(placed, own, root, depth=part.depth, at_home=not part.is_guest))
    if notes := filler.footnotes():
        shown.append(notes)
    return tuple(shown)


def _quiz_link(**choice: str) -> str:
    """The quiz page's address, from the site's root, for practice of a choice of cards."""
    query = "&".join(f"{key}={quote(value, safe='')}" for key, value in choice.items())
    return f"quiz.html#/practice?{query}"


# --- lists ------------------------------------------------------------------------------------------------------------


def _intro_body(intro: Body | None, path: str) -> tuple[str | CardView, ...]:
    """``intro``: the note that is the body of a folder's page or of Home."""
    return _body(intro, path) if intro else ()


def listing(
    kind: Kind,
    title: str,
    intro: Body | None,
    folders: tuple[Entry, ...],
    notes: tuple[Entry, ...],
    newer: Ref | None,
    older: Ref | None,
    place: Place,
) -> Page:
    """A folder's or a tag's page, or a further page of a long list."""
    content = ListContent(_intro_body(intro, place.path), folders, notes, newer, older)
    described = intro.text.doc.meta.description if intro else ""
    return Page(kind, place.path, title, content, described, place.crumbs, noindex=bool(newer), nav=place.nav)


def home(
    title: str,
    description: str,
    intro: Body | None,
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
    body: Body
    """Its note's."""


def stub(name: str, mentioned: tuple[Backlink, ...], cards: tuple[Naming, ...], place: Place) -> Page:
    """The page of a topic that nobody has written yet. ``cards`` are those that name it."""
    root = "../" * place.path.count("/")
    content = StubContent(mentioned, tuple(card_view(each.card, each.body, root, depth=1) for each in cards))
    return Page("stub", place.path, name, content, crumbs=place.crumbs, noindex=True)


def redirect(path: str, title: str, href: str, base_url: str) -> Page:
    """A former address of the note ``title``, which is at ``href`` now."""
    canonical = (base_url or "../" * path.count("/")) + href
    return Page("redirect", path, title, RedirectContent(href, canonical), noindex=True)


def bare(kind: Kind, path: str, title: str, base: str = "") -> Page:
    """A page whose text is the template's: the quiz, the 404 page, the one shown without a network."""
    return Page(kind, path, title, BareContent(), noindex=kind != "quiz", base=base)
