"""A card as the exports show it: one view for all formats, in simple HTML and, by ``simple.plain``, in plain text.

Here it is decided what the answer of each kind of card is and what follows it; a format only says how it is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from generator.config import Config
from generator.export.simple import Ways, simple
from generator.filling.card import card_view
from generator.model import CardKind, Ref, Site
from generator.outline import Deck
from generator.site import Built
from generator.transclusion import Bodies


class Material(NamedTuple):
    """All that an export is made of."""

    deck: Deck
    bodies: Bodies
    files: Site
    """Where pictures are taken from."""
    title: str
    language: str
    base_url: str
    """Where the site stands, with a slash at its end, or empty."""
    namespace: str
    """``[site] id``: cards of two vaults with different ones never count as the same. Mostly empty."""
    moment: int
    """Seconds since 1970: when the export was made, for formats in which the newer version wins."""


def material(built: Built, config: Config, name: str, moment: int = 0) -> Material:
    """What there is to export of a vault that was built with ``config``; ``name`` is its folder's."""
    courses = built.deck.courses
    return Material(
        deck=built.deck,
        bodies=built.bodies,
        files=built.site,
        title=config.title or (courses[0].title if courses else name),
        language=config.language,
        base_url=config.base_url,
        namespace=config.site_id or "",
        moment=moment,
    )


class Exported(NamedTuple):
    """A file, and what there is to say of it."""

    data: bytes
    cards: int
    notices: tuple[str, ...] = ()
    """What the file lacks, and why."""


class Face(NamedTuple):
    """A card; all text is simple HTML."""

    id: str
    kind: CardKind
    deck: tuple[str, ...]
    domain: str
    """Empty if it belongs to none."""
    tags: tuple[str, ...]
    question: str
    options: tuple[str, ...]
    correct: tuple[int, ...]
    """Indexes into ``options``; empty unless ``graded``."""
    multiple: bool
    ordered: bool
    graded: bool
    """It is known what is right; else the answer is shown, and the student judges."""
    choose: int
    blanks: tuple[str, ...]
    """Plain text: what belongs in each blank, if that can be checked."""
    answer: str
    """The right options or what belongs in the blanks; of a card that is not graded all that was written."""
    explanation: str
    """What follows the answer; empty where ``answer`` holds all."""
    read: tuple[Ref, ...]
    """Where the answer can be read, addresses from the site's root."""
    href: str
    """The card's own place on the site."""
    place: str
    """``Note.md:41``."""


def faces(material: Material, ways: Ways) -> Iterator[Face]:
    """The cards of the deck, by note and line."""
    for placed in material.deck.cards:
        view = card_view(placed, material.bodies.of_cards(placed.note), "")
        question = view.prompt
        if view.context:
            # Without a first paragraph the prompt repeats the context's text.
            question = f"<p>{view.prompt}</p>{view.context}" if placed.card.prompt else view.context
        options = tuple(simple(option.html, ways) for option in view.options)
        blanks = view.blanks if view.graded else ()
        if view.graded and options:
            answer = "<br>".join(options[index] for index in view.correct)
        elif blanks:
            answer = escape(", ".join(blanks), quote=False)
        else:
            answer = simple(view.answer, ways)
        yield Face(
            id=placed.id,
            kind=view.kind,
            deck=placed.deck,
            domain=placed.domain or "",
            tags=placed.tags,
            question=simple(question, ways),
            options=options,
            correct=view.correct if view.graded else (),
            multiple=view.multiple,
            ordered=view.ordered,
            graded=view.graded,
            choose=view.choose,
            blanks=blanks,
            answer=answer,
            explanation=simple(view.explanation, ways) if view.graded else "",
            read=placed.read,
            href=view.href,
            place=view.place,
        )


class Pictures:
    """Stands for pictures in formats that hold none: their descriptions do, and it counts them."""

    def __init__(self) -> None:
        self._of_card: set[str] = set()
        self._found: set[str] = set()

    def __call__(self, src: str) -> str:
        """No address for the picture at ``src``."""
        self._of_card.add(src)
        return ""

    def end_card(self, *, written: bool = True) -> None:
        """The card at hand is told; if it is not ``written``, its pictures do not count."""
        if written:
            self._found |= self._of_card
        self._of_card.clear()

    def notices(self, what: str) -> tuple[str, ...]:
        """What to say of them; ``what`` is the format."""
        count = len(self._found)
        if not count:
            return ()
        pictures, stand = ("picture", "its description stands") if count == 1 else ("pictures", "descriptions stand")
        return (f"{count} {pictures} left out: {what} holds no files, so {stand} there",)


def left_out(reasons: dict[str, int]) -> tuple[str, ...]:
    """Notices of the cards that are not in a file: how many, by reason."""
    return tuple(f"{count} left out: {reason}" for reason, count in sorted(reasons.items()))
