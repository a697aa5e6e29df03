"""What a template sees: every page of the site as one frozen value, complete before a byte of HTML shell is made.

A page's bytes depend on its ``Page`` and on the ``Shell`` (which is the same for all pages of a build), and on nothing
else. So the digest of the two tells whether a file has to be made again, and a theme's author finds all there is to
show in this file. Every ``href`` counts from the site's root; templates put ``root`` before it.
"""

from __future__ import annotations

from typing import Literal

from generator.model import CardKind, Compact, Course, Heading, Ref


class Option(Compact, frozen=True, gc=False):
    """One option of a card: its letter as shown without JavaScript, its HTML, and whether it is right."""

    letter: str
    html: str
    right: bool


class CardView(Compact, frozen=True, gc=False, tag="card"):
    """A card as shown: HTML filled for the page it stands on. See ``model.CardSource`` for the flags."""

    id: str
    twin: str
    """Fingerprint of options and answer."""
    hash: str
    """Hash of all its text: an event of the student's log names the version that was answered."""
    kind: CardKind
    prompt: str
    """The question's first paragraph: phrasing content, fit for a legend."""
    context: str
    """Blocks that follow it (more paragraphs, lists, code, pictures); mostly empty. Goes between legend and options."""
    options: tuple[Option, ...]
    correct: tuple[int, ...]
    multiple: bool
    ordered: bool
    graded: bool
    choose: int
    """How many to choose if the card says so, else 0."""
    blanks: tuple[str, ...]
    answer: str
    explanation: str
    read: tuple[Ref, ...]
    """Where the answer can be read; ``href`` from the root."""
    to_write: Ref | None
    """The topic to write where it cannot; without ``href`` if it has no page."""
    href: str
    """The card's own place."""
    anchor: str
    """The id of its form where this is that place; empty where it is shown elsewhere."""
    place: str
    """``Note.md:41``, for whoever wants to mend it."""


class Backlink(Compact, frozen=True, gc=False):
    """A note that links here: ``before``, ``link`` and ``after`` are plain text, the sentence around the link."""

    title: str
    href: str
    before: str
    link: str
    after: str


class Entry(Compact, frozen=True, gc=False):
    """A line of a list of notes."""

    title: str
    href: str
    detail: str = ""
    """A description, or an empty string."""
    cards: int = 0
    date: str = ""


class LinkedProperty(Compact, frozen=True, gc=False):
    """A key of front matter whose values are links: each as HTML, or as a word about a note that is not there."""

    name: str
    links: tuple[str, ...]


class NoteContent(Compact, frozen=True, gc=False, tag="note"):
    """A note; with ``course`` it is the page of that course, whose map goes before the body."""

    body: tuple[str | CardView, ...]
    toc: tuple[Heading, ...]
    tags: tuple[Ref, ...]
    questions: int
    quiz: str
    """Practice of this page's cards, from the root; empty without cards."""
    backlinks: tuple[Backlink, ...]
    unresolved: tuple[str, ...]
    """Names of linked notes that nobody has written yet and that have no page."""
    date: str
    """From front matter, ISO, or empty."""
    classes: tuple[str, ...]
    properties: tuple[LinkedProperty, ...] = ()
    course: Course | None = None
    course_quiz: str = ""


class ListContent(Compact, frozen=True, gc=False, tag="list"):
    """A folder, a tag, or the list of all notes. ``body`` is the folder's own note, if it has one."""

    body: tuple[str | CardView, ...]
    folders: tuple[Entry, ...]
    notes: tuple[Entry, ...]
    newer: Ref | None
    older: Ref | None


class HomeContent(Compact, frozen=True, gc=False, tag="home"):
    """Home: the vault's own index note as ``body`` if it has one, the courses, folders and notes at the root."""

    body: tuple[str | CardView, ...]
    courses: tuple[Course, ...]
    folders: tuple[Entry, ...]
    notes: tuple[Entry, ...]
    """The newest by front matter's date, else the first by name; never more than twelve."""
    all_notes: Ref | None
    """The list of all notes, where ``notes`` holds not all of them."""
    cards: int


class StubContent(Compact, frozen=True, gc=False, tag="stub"):
    """A topic that the outline names and nobody has written: who mentions it, and the questions that name it."""

    mentions: tuple[Backlink, ...]
    cards: tuple[CardView, ...]


class RedirectContent(Compact, frozen=True, gc=False, tag="redirect"):
    """A former address of a note: ``href`` is its page, from the root, ``canonical`` the same for search engines."""

    href: str
    canonical: str


class BareContent(Compact, frozen=True, gc=False, tag="bare"):
    """A page whose text is the template's own: the quiz, the 404 page, the one shown without a network."""


Content = NoteContent | ListContent | HomeContent | StubContent | RedirectContent | BareContent
Kind = Literal["home", "note", "course", "folder", "tag", "stub", "quiz", "missing", "offline", "redirect"]


class Page(Compact, frozen=True, gc=False):
    """A page of the site. ``kind`` names its template, ``<kind>.html``."""

    kind: Kind
    path: str
    title: str
    content: Content
    description: str = ""
    crumbs: tuple[Ref, ...] = ()
    """Ancestors from Home to the parent."""
    noindex: bool = False
    previous: Ref | None = None
    next: Ref | None = None
    nav: str = ""
    """The data script of its folder (``register("nav/...")``), from the root; empty for pages without one."""
    source: str = ""
    """The note's path in the vault, for the link that edits it; empty for pages that are no note's."""
    base: str = ""
    """The site's root as a host knows it, for the 404 page: hosts show it at any address."""

    @property
    def root(self) -> str:
        """The way from this page to the site's root: ``""`` or ``"../"`` repeated."""
        return self.base or "../" * self.path.count("/")


class Shell(Compact, frozen=True, gc=False):
    """What every page of a build has in common."""

    title: str
    language: str
    direction: Literal["ltr", "rtl"]
    site: str
    """The key under which browsers keep a student's progress."""
    csp: str
    assets: tuple[tuple[str, str], ...]
    """Logical name (``site.css``) -> path from the root, fingerprinted (``assets/site.3f2a9c1b.css``)."""
    cards: int
    """Cards in the whole site: 0 hides the quiz."""
    styles: tuple[str, ...]
    """The author's own style sheets, from the root."""
    edit_url: str
