"""Every value that crosses a stage of the build, and nothing else.

A build is a pure function from a vault to a site. What flows between its stages is frozen: two equal values are
interchangeable, so a memo can hand back an old one, and a worker process or the cache on disk can send one as plain
bytes (msgspec's MessagePack). Lines count from 0 inside the pipeline and from 1 in whatever a person reads
(``Diagnostic`` and the JSON export); paths inside the vault and the site are POSIX paths without a leading slash.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import BinaryIO, Literal

import msgspec


class Value(msgspec.Struct, frozen=True, gc=False):
    """A frozen value. ``gc=False``: values form trees, never cycles, so the collector need not visit them."""


class Compact(Value, frozen=True, gc=False, array_like=True):
    """A value that is stored by the thousand: encoded by position, not by field name."""


# --- problems --------------------------------------------------------------------------------------------------------

Severity = Literal["error", "warning", "info"]


class Diagnostic(Compact, frozen=True, gc=False):
    """One problem that an author can mend. ``diagnostics.CODES`` and ``[rules]`` say how grave it is."""

    code: str
    path: str
    line: int
    """From 1; 0 where the problem belongs to the file or the vault as a whole."""
    col: int
    """From 1, in characters; 0 where the whole line is meant."""
    message: str
    hint: str = ""
    """What to do about it, or an empty string."""


# --- the vault --------------------------------------------------------------------------------------------------------


class Source(Compact, frozen=True, gc=False):
    """A note as read: decoded, without a byte order mark, every line end a line feed."""

    path: str
    text: str
    problems: tuple[Diagnostic, ...] = ()


class File(Compact, frozen=True, gc=False):
    """A file of the vault as it was listed. What was read of it holds for as long as it is listed as equal."""

    path: str
    stamp: tuple[int, ...]
    """Size, times and inode: made by ``vault.scan``, and only ever compared."""


# --- a parsed note ----------------------------------------------------------------------------------------------------

LinkKind = Literal["wiki", "markdown", "embed", "image", "frame", "tag", "property"]
EMBEDS: frozenset[LinkKind] = frozenset(("embed", "image", "frame"))
"""Those that show a thing in place."""


class Link(Compact, frozen=True, gc=False):
    """A reference as the author wrote it, before anyone knows what it leads to.

    ``target`` is the path part, ``subpath`` what follows the first ``#`` (without it). ``embed`` is ``![[...]]``,
    ``image`` is ``![](...)`` or an ``<img>``, ``frame`` an ``<iframe>``, ``property`` stands in front
    matter, ``tag`` is ``#tag`` with the tag as its target.
    """

    kind: LinkKind
    target: str
    subpath: str
    line: int
    """From 0."""
    col: int
    """From 1, in characters."""
    heading: int = -1
    """Index into ``Doc.headings`` of the section it stands in, -1 before the first."""
    block: int = -1
    """Index into ``Doc.blocks`` of the text around it, -1 outside of any (headings, cards)."""
    start: int = 0
    end: int = 0
    """Where its text stands in that block."""
    alone: bool = False
    """It is all that its list item holds: in a course's outline such an item names a topic's note."""


class LinkOpen(Compact, frozen=True, gc=False, tag="a"):
    """The hole where a link's start tag goes; ``link`` is an index into ``Doc.links``."""

    link: int
    title: str = ""
    """What ``[text](target "title")`` says of it."""


class LinkClose(Compact, frozen=True, gc=False, tag="/a"):
    """The hole where the same link's end tag goes."""

    link: int


Slot = Literal["block", "split", "flow", "phrasing", "link"]


class Embed(Compact, frozen=True, gc=False, tag="embed"):
    """The hole of ``![[...]]`` or ``![](...)``.

    ``slot`` says what may stand there: ``block`` is a paragraph of its own (the filler brings its ``<p>``), ``split``
    stands inside a paragraph, ``flow`` in a list item or cell, ``phrasing`` in a heading or emphasis, ``link``
    inside a link, which may hold no other.
    """

    link: int
    slot: Slot
    alt: str
    width: int | None = None
    height: int | None = None


class Id(Compact, frozen=True, gc=False, tag="id"):
    """The hole of an ``id`` attribute's value: a host gives its guests' ids a prefix, so that none clash."""

    name: str


class Level(Compact, frozen=True, gc=False, tag="h"):
    """The hole of a heading's digit, in its start and its end tag: a guest's headings nest under its host's."""

    depth: int
    """As in ``Heading``."""


class FootnoteRef(Compact, frozen=True, gc=False, tag="fn"):
    """The hole of a footnote's number, which only the page knows; ``footnote`` is an index into ``Doc.footnotes``."""

    footnote: int


class CardHole(Compact, frozen=True, gc=False, tag="card"):
    """The place where a card was written; ``card`` is an index into ``Doc.cards``."""

    card: int


Hole = LinkOpen | LinkClose | Embed | Id | Level | FootnoteRef | CardHole
Pieces = tuple[str | Hole, ...]
"""HTML and holes in document order."""


class Heading(Compact, frozen=True, gc=False):
    """A heading of the body. Headings that are the question of a card are not among them."""

    level: int
    """As the author wrote it, 1 to 6."""
    depth: int
    """Its depth of nesting, 1 to 5: what the page shows as h2 to h6."""
    text: str
    id: str
    line: int
    source: str = ""
    """Its text with the marks that the author wrote, by which Obsidian's links name it; empty if there are none."""


class Span(Compact, frozen=True, gc=False):
    """A part of a note that can be shown by itself: a heading's section, or a block with an id.

    ``start`` and ``end`` are indexes into ``Doc.pieces``; a section ends at the next heading of its level or above in
    the same container, or where that container ends. ``wrap`` names the list that a lone item needs around it.
    """

    kind: Literal["heading", "block"]
    name: str
    level: int
    start: int
    end: int
    wrap: str = ""


class Block(Compact, frozen=True, gc=False):
    """The plain text of one paragraph, list item or cell, for backlinks, search and "read it here"."""

    text: str
    heading: int
    """Index into ``Doc.headings`` of the section it stands in, -1 before the first."""
    line: int


class Field(Compact, frozen=True, gc=False):
    """An inline field of the Dataview plugin, ``key:: value``; ``value`` is its plain text."""

    key: str
    value: str


# --- cards ------------------------------------------------------------------------------------------------------------

CardKind = Literal["choice", "truefalse", "cloze", "open"]


class Passage(Compact, frozen=True, gc=False):
    """A stretch of Markdown inside a card: its text, and the line of the note (from 0) that its first line is from."""

    text: str
    line: int


class CardSource(Compact, frozen=True, gc=False):
    """A card as the grammar read it from source lines, before any Markdown is rendered.

    ``start`` and ``end`` (half open, from 0) are the lines that leave the body. ``correct`` holds indexes into
    ``options``; it is empty when there are no options or the key is unresolved. ``answer`` is all that the author wrote
    as the answer, ``explanation`` what is left of it once the key is taken out (empty text: nothing).
    """

    start: int
    end: int
    line: int
    kind: CardKind
    question: Passage
    options: tuple[Passage, ...]
    answer: Passage
    explanation: Passage
    correct: tuple[int, ...]
    multiple: bool
    ordered: bool
    graded: bool
    blanks: tuple[str, ...]
    """For a typed ``cloze``: the plain text that belongs in each blank, in order; else empty."""
    choose: int
    """The number that "choose n" asks for; 0 where the question doesn't say."""
    id: str
    """The explicit id without ``^``, else the fingerprint of the question."""
    explicit: bool
    twin: str
    """The second fingerprint: of options and answer."""
    tags: tuple[str, ...]
    """Tags written beside the marker, and the one that says of the note or its part that it has cards."""
    domain: str
    """What its field ``domain::`` says, or empty."""
    problems: tuple[Diagnostic, ...]


class Card(Compact, frozen=True, gc=False):
    """A card inside a ``Doc``: its source and every passage of it as pieces and as plain text."""

    source: CardSource
    headings: tuple[str, ...]
    """The headings above it, outermost first."""
    heading: int
    """Index into ``Doc.headings`` of the section it stands in, -1 before the first."""
    links: tuple[int, ...]
    """Indexes into ``Doc.links`` of the links inside it."""
    prompt: Pieces
    """The question's first paragraph, without its ``<p>``: what goes into a legend."""
    context: Pieces
    """What follows that paragraph in the question: more paragraphs, lists, code."""
    options: tuple[Pieces, ...]
    answer: Pieces
    explanation: Pieces
    prompt_text: str
    option_texts: tuple[str, ...]
    answer_text: str


# --- front matter, Doc ------------------------------------------------------------------------------------------------


class Exam(Compact, frozen=True, gc=False):
    """What a course says of its exam. ``None``: not said, so the quiz states its default."""

    questions: int | None = None
    minutes: int | None = None
    pass_mark: float | None = None
    """Percent."""
    date: str | None = None
    """ISO date."""
    unanswered_wrong: bool | None = None


class Property(Compact, frozen=True, gc=False):
    """A link that is a value of front matter: the key in lower case, and what stands between the brackets."""

    name: str
    inner: str
    line: int
    """From 0."""
    col: int
    """From 1, in characters."""


class Meta(Compact, frozen=True, gc=False):
    """A note's front matter, validated. ``frontmatter.py`` is its only reader."""

    title: str | None = None
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    description: str = ""
    publish: bool | None = None
    """``None``: not said, the vault's rule holds."""
    permalink: str | None = None
    """An address of the site that any disk can hold, without ``.html``; with a slash at its end, a folder's."""
    cssclasses: tuple[str, ...] = ()
    date: str | None = None
    deck: tuple[str, ...] = ()
    domain: str | None = None
    exam: Exam | None = None
    is_course: bool = False
    """Front matter has an ``exam`` key, even an empty one."""
    properties: tuple[Property, ...] = ()
    others: str = ""
    """Keys that nothing reads, with their values, as JSON; empty where there are none or too much of them. Nothing asks
    for them yet; they are kept so that they can be queried."""


class Doc(Compact, frozen=True, gc=False):
    """A note, parsed: everything that can be known of it without knowing the rest of the vault."""

    path: str
    title: str
    meta: Meta
    pieces: Pieces
    headings: tuple[Heading, ...]
    spans: tuple[Span, ...]
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    """Those of the body and the cards, then one for each of ``meta.properties``."""
    cards: tuple[Card, ...]
    footnotes: tuple[Pieces, ...]
    """Those that something refers to. A page shows them where it ends, a card where its passage ends."""
    tags: tuple[str, ...]
    """Front matter's and the body's, without ``#``, in the order they are met, each once."""
    fields: tuple[Field, ...]
    """In the order they are met. Nothing asks for them yet; they are kept so that they can be queried."""
    diagrams: bool
    """Whether there are any."""
    problems: tuple[Diagnostic, ...]
    is_drawing: bool = False
    """Its body ends with an embed of the note itself: that is the place of its picture."""
    unread: tuple[tuple[str, int], ...] = ()
    """Ways to write cards that are not read in this note, and how many cards they would make."""


# --- resolved ---------------------------------------------------------------------------------------------------------

State = Literal["note", "asset", "external", "stub", "tag", "unpublished", "missing-note", "missing-asset", "rejected"]


class Choice(Compact, frozen=True, gc=False):
    """A file that a browser may show for a picture: its width in pixels, its address from the site's root."""

    width: int
    href: str


class Image(Compact, frozen=True, gc=False):
    """What a page needs to know of a picture: its size in CSS pixels as shown (after EXIF orientation)."""

    width: int
    height: int
    choices: tuple[Choice, ...] = ()
    """Narrowest first; empty where there is only the picture itself."""


class Outcome(Compact, frozen=True, gc=False):
    """What a ``Link`` leads to.

    ``href`` is a path from the site's root with its fragment for everything inside, a URL for ``external``, and empty
    where there is nothing to go to. ``path`` is the vault path of the note or asset.
    """

    state: State
    href: str = ""
    path: str = ""
    title: str = ""
    media: Literal["", "image", "video", "audio", "pdf", "frame", "canvas", "base", "drawing", "file"] = ""
    """What to show in place; of what is ``external`` only if its host is allowed, of the app's own files a name."""
    image: Image | None = None
    length: int = 0
    """Bytes of an asset."""
    src: str = ""
    """What a ``frame`` loads; ``href`` is where people look at the same."""
    lost: bool = False
    """The note is there, but not the heading or block of it that the link names."""


class Wanted(Compact, frozen=True, gc=False):
    """A note that others link to and nobody has written: path, line and column (from 1) of each link."""

    name: str
    places: tuple[tuple[str, int, int], ...]

    @property
    def notes(self) -> int:
        """How many notes link to it."""
        return len({path for path, _, _ in self.places})


# --- courses and the deck ---------------------------------------------------------------------------------------------


class Ref(Compact, frozen=True, gc=False):
    """A titled place of the site: ``href`` from the site's root (empty: no page), ``why`` for "read it here" links."""

    title: str
    href: str
    why: str = ""


class Topic(Compact, frozen=True, gc=False):
    """A topic of a domain: ``notes`` are the notes its outline lists, stubs among them."""

    title: str
    href: str
    notes: tuple[Ref, ...]
    cards: int


class Domain(Compact, frozen=True, gc=False):
    """A weighted part of an exam. ``weight`` in percent (ranges in the middle), scaled where the sum is not 100."""

    title: str
    href: str
    weight: float
    topics: tuple[Topic, ...]
    cards: int


class Course(Compact, frozen=True, gc=False):
    """A course: the note it is written in, what it says of its exam, its domains, and links to further practice."""

    title: str
    note: str
    href: str
    exam: Exam
    domains: tuple[Domain, ...]
    practice: tuple[Ref, ...]
    cards: int


class DeckCard(Compact, frozen=True, gc=False):
    """A card in its place: which deck, course and domain it belongs to, and where its answer can be read."""

    id: str
    """Unique in the site."""
    hash: str
    """Of all that the author wrote of it: an event of a student's log names by it the version that was answered."""
    note: str
    card: Card
    deck: tuple[str, ...]
    tags: tuple[str, ...]
    course: str | None
    domain: str | None
    href: str
    read: tuple[Ref, ...]
    """Where its answer can be read."""
    to_write: Ref | None
    """Where it cannot be read: the topic to write, if the card names one that the course lists."""
    problems: tuple[str, ...]
    """Codes of what is wrong with it."""
    topics: tuple[int, ...] = ()
    """Which topics of its domain it is about."""


# --- notes in notes ---------------------------------------------------------------------------------------------------


class Text(Compact, frozen=True, gc=False):
    """A published note with all that its holes ask for."""

    doc: Doc
    outcomes: tuple[Outcome, ...]
    cards: tuple[DeckCard | None, ...] = ()
    """Aligned with ``doc.cards``; ``None`` is a card that another place shows. Empty where no card is to be shown."""


class Transclusion(Compact, frozen=True, gc=False):
    """What an embed shows in its place: pieces of the note ``path``, its guest, from ``start`` to ``end``."""

    link: int
    """The embed: an index into ``Doc.links`` of the note that it stands in."""
    path: str
    start: int
    end: int
    wrap: str
    """As in ``Span``."""
    inside: tuple[Transclusion, ...]
    """What is shown inside of the guest. An embed that is missing here stays a link."""


class Body(Compact, frozen=True, gc=False):
    """A note and every note that is shown in it."""

    text: Text
    guests: tuple[Text, ...] = ()
    """Each once, by path."""
    embeds: tuple[Transclusion, ...] = ()


# --- the site ---------------------------------------------------------------------------------------------------------


class Output(Value, frozen=True, gc=False):
    """A file of the site. Equal digests mean equal bytes, so an unchanged file need not be made to be known."""

    digest: str
    make: Callable[[], bytes]
    open: Callable[[], BinaryIO] | None = None
    """The same bytes as a file, of what may be too large to hold in memory."""


Site = Mapping[str, Output]
"""POSIX path relative to the output's root -> Output."""
