"""All cards of the vault in their places, and the courses with what there is of each topic.

The one stage that looks at all notes at once: ids must be unique, and a course's cards stand in many notes. What it
asks of a single note is made by ``course.draft``, and remembered by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.cards.marks import is_marker
from generator.model import CardSource, Compact, Course, DeckCard, Diagnostic, Doc, Exam, Outcome, Ref
from generator.outline.course import Draft
from generator.outline.coverage import Coverage, Placed, scaled
from generator.outline.identity import content_hash, identify
from generator.outline.placing import NOWHERE, Chart, Place, place, places, said
from generator.outline.reading import Answer, Library, answers, linked, section_ref, sections
from generator.outline.words import Words

_MOST_PLACES = 3
"""Places to read that a card names at most."""


class Deck(Compact, frozen=True, gc=False):
    """Everything that the quiz and the course pages show."""

    courses: tuple[Course, ...]
    """By path of their notes."""
    cards: tuple[DeckCard, ...]
    """By note and line."""
    problems: tuple[Diagnostic, ...]


def deck(
    docs: Mapping[str, Doc],
    drafts: Mapping[str, Draft],
    outcomes: Mapping[str, tuple[Outcome, ...]],
    hrefs: Mapping[str, str],
    config_exam: Exam | None,
    answered: Mapping[str, tuple[tuple[Answer, ...], ...]] | None = None,
    tag: str = "flashcards",
) -> Deck:
    """The deck and the courses of a vault.

    ``docs`` are its published notes by path, ``drafts`` those that are courses, ``outcomes`` what each note's links
    lead to, ``hrefs`` each note's page from the site's root, ``config_exam`` what ``study.toml`` says of exams,
    ``answered`` what ``answers`` says of each note, for a caller who remembers it, ``tag`` the tag (without ``#``) that
    marks notes with cards and, by what follows in it, their deck.
    """
    drafts = {note: drafts[note] for note in sorted(drafts)}
    charts = {note: Chart(draft, outcomes[note]) for note, draft in drafts.items()}
    problems = [problem for note, draft in drafts.items() for problem in scaled(draft, docs[note])]
    homes = places(docs, charts.values())
    by_word: dict[str, Place] = {}
    for note in sorted(docs):
        named, unknown = said(docs[note].meta.domain or "", note, 0, homes.get(note, NOWHERE), charts)
        problems += unknown
        if named:
            by_word[note] = named

    written = [(note, card) for note in sorted(docs) for card in docs[note].cards]
    own: list[Place | None] = []
    for note, card in written:
        named, unknown = said(card.source.domain, note, card.source.line + 1, homes.get(note, NOWHERE), charts)
        problems += unknown
        own.append(named)
    identities = identify(written)
    problems += [problem for identity in identities for problem in identity.problems]
    right = [each for note in sorted(docs) for each in (answered[note] if answered else answers(docs[note]))]
    placed = [
        Placed(
            identity.id,
            note,
            card,
            named or by_word.get(note) or place(card, note, homes.get(note, NOWHERE), charts),
            phrases,
            identity.problems,
        )
        for identity, (note, card), named, phrases in zip(identities, written, own, right, strict=True)
        if identity.id is not None
    ]

    coverage = Coverage(drafts, docs, outcomes, hrefs)
    libraries = _libraries(placed, docs, charts)

    def reading(each: Placed) -> Iterator[Ref]:
        links = tuple(linked(each.card, outcomes[each.note], docs))
        yield from links
        if any("#" in ref.href and "://" not in ref.href for ref in links):
            return  # the author has named the very section
        found = False
        for answer in each.answers:
            note, heading = each.note, answer.heading
            if heading is None and each.place.course and (section := libraries[each.place.course].find(answer.phrase)):
                note, heading = section.note, section.heading
            if heading is not None:
                found = True
                yield section_ref(docs[note], heading, hrefs[note])
        if not links and not found and (topic := coverage.to_read(each)):
            yield topic

    def in_deck(each: Placed) -> DeckCard:
        doc, source, (course, domain) = docs[each.note], each.card.source, each.place
        read = _distinct(reading(each))
        return DeckCard(
            id=each.id,
            hash=content_hash(source),
            note=each.note,
            card=each.card,
            deck=_path(doc, source, tag),
            tags=tuple(each for each in dict.fromkeys((*doc.tags, *source.tags)) if not is_marker(each, tag)),
            course=course,
            domain=drafts[course].domains[domain].title if course is not None and domain is not None else None,
            topics=coverage.topics(each),
            href=f"{hrefs[each.note]}#card-{each.id}",
            read=read,
            to_write=None if read else coverage.to_write(each),
            problems=tuple(dict.fromkeys(problem.code for problem in (*source.problems, *each.problems))),
        )

    return Deck(coverage.courses(placed, config_exam), tuple(map(in_deck, placed)), tuple(problems))


def _libraries(placed: Sequence[Placed], docs: Mapping[str, Doc], charts: Mapping[str, Chart]) -> dict[str, Library]:
    """For each course with cards its notes, to be searched for the answers that their own notes don't hold."""
    wanted: dict[str, set[Words]] = {}
    for each in placed:
        if each.place.course is not None:
            missing = (answer.phrase for answer in each.answers if answer.heading is None)
            wanted.setdefault(each.place.course, set()).update(missing)
    return {
        course: Library(
            (s for note in charts[course].notes if missing and note in docs for s in sections(docs[note])), missing
        )
        for course, missing in wanted.items()
    }


def _distinct(refs: Iterable[Ref]) -> tuple[Ref, ...]:
    """The first of ``refs``, each address once."""
    found: dict[str, Ref] = {}
    for ref in refs:
        found.setdefault(ref.href, ref)
    return tuple(found.values())[:_MOST_PLACES]


def _path(doc: Doc, card: CardSource, tag: str) -> tuple[str, ...]:
    """The deck of a card: what its note says, else what the tag says, else its note's folder and title."""
    if doc.meta.deck:
        return doc.meta.deck
    for each in reversed(card.tags):  # the tag nearest to it comes last
        if each.casefold().startswith(f"{tag.casefold()}/"):
            return tuple(filter(None, each[len(tag) + 1 :].split("/")))
    return (*doc.path.split("/")[:-1], doc.title)
