"""All cards of the vault in their places, and the courses with what there is of each topic.

The one stage that looks at all notes at once: ids must be unique, and a course's cards stand in many notes. What it
asks of a single note is made by ``course.draft``, and remembered by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.model import Compact, Course, DeckCard, Diagnostic, Doc, Exam, Outcome, Ref
from generator.outline.course import Draft
from generator.outline.coverage import Coverage, Placed, scaled
from generator.outline.identity import content_hash, identify
from generator.outline.placing import NOWHERE, Chart, Place, place, places, said
from generator.outline.reading import Library, Section, linked, phrases, section_ref
from generator.outline.words import Words

_MOST_PLACES = 3
"""Places to read that a card names at most."""
_MARKERS = frozenset(("card", "card-reverse", "card-spaced"))


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
    *,
    tag: str = "flashcards",
) -> Deck:
    """The deck and the courses of a vault.

    ``docs`` are its published notes by path, ``drafts`` those that are courses, ``outcomes`` what each note's links
    lead to, ``hrefs`` each note's page from the site's root, ``config_exam`` what ``study.toml`` says of exams, ``tag``
    the tag (without ``#``) that marks notes with cards and, by what follows in it, their deck.
    """
    drafts = {note: drafts[note] for note in sorted(drafts)}
    charts = {note: Chart(draft, outcomes[note]) for note, draft in drafts.items()}
    problems = [problem for note, draft in drafts.items() for problem in scaled(draft, docs[note])]
    homes = places(docs, charts.values())
    by_word: dict[str, Place] = {}
    for note in sorted(docs):
        named, unknown = said(docs[note], homes.get(note, NOWHERE), charts)
        problems += unknown
        if named:
            by_word[note] = named

    written = [
        (note, card) for note in sorted(docs) for card in sorted(docs[note].cards, key=lambda card: card.source.line)
    ]
    identities = identify(written)
    problems += [problem for identity in identities for problem in identity.problems]
    placed = [
        Placed(
            identity.id,
            note,
            card,
            by_word.get(note) or place(card, note, homes.get(note, NOWHERE), charts),
            identity.problems,
        )
        for identity, (note, card) in zip(identities, written, strict=True)
        if identity.id is not None
    ]

    coverage = Coverage(drafts, docs, outcomes, hrefs)
    answers = _answers(placed, docs, charts)

    def in_deck(each: Placed, sections: Sequence[Section]) -> DeckCard:
        doc, source, (course, domain) = docs[each.note], each.card.source, each.place
        read = [*linked(each.card, outcomes[each.note], docs)]
        read += [section_ref(section, docs, hrefs) for section in sections]
        if not read and (topic := coverage.to_read(each)):
            read = [topic]
        return DeckCard(
            id=each.id,
            hash=content_hash(source),
            note=each.note,
            card=each.card,
            deck=_path(doc, tag),
            tags=tuple(dict.fromkeys(each for each in (*doc.tags, *source.tags) if not _is_marker(each, tag))),
            course=course,
            domain=drafts[course].domains[domain].title if course is not None and domain is not None else None,
            href=f"{hrefs[each.note]}#card-{each.id}",
            read=_distinct(read),
            problems=tuple(dict.fromkeys(problem.code for problem in (*source.problems, *each.problems))),
        )

    cards = tuple(in_deck(each, sections) for each, sections in zip(placed, answers, strict=True))
    return Deck(coverage.courses(placed, config_exam), cards, tuple(problems))


def _answers(placed: Sequence[Placed], docs: Mapping[str, Doc], charts: Mapping[str, Chart]) -> list[list[Section]]:
    """For each card the sections that hold its right answers: in its own note, else in its course's notes."""
    wanted = [phrases(each.card) for each in placed]
    in_note: dict[str, set[Words]] = {}
    for each, right in zip(placed, wanted, strict=True):
        in_note.setdefault(each.note, set()).update(right)
    own = {note: Library((docs[note],), right) for note, right in in_note.items() if right}

    in_course: dict[str, set[Words]] = {}
    for each, right in zip(placed, wanted, strict=True):
        if each.place.course is not None:
            missing = (phrase for phrase in right if own[each.note].find(phrase) is None)
            in_course.setdefault(each.place.course, set()).update(missing)
    shared = {
        course: Library((docs[note] for note in charts[course].notes if note in docs), right)
        for course, right in in_course.items()
        if right
    }

    def find(each: Placed, phrase: Words) -> Section | None:
        found = own[each.note].find(phrase)
        return found or (shared[each.place.course].find(phrase) if each.place.course in shared else None)

    return [
        [section for phrase in right if (section := find(each, phrase))]
        for each, right in zip(placed, wanted, strict=True)
    ]


def _distinct(refs: Iterable[Ref]) -> tuple[Ref, ...]:
    """The first of ``refs``, each address once."""
    found: dict[str, Ref] = {}
    for ref in refs:
        found.setdefault(ref.href, ref)
    return tuple(found.values())[:_MOST_PLACES]


def _path(doc: Doc, tag: str) -> tuple[str, ...]:
    """The deck of a note's cards: what it says, else what its tag says, else its folder and title."""
    if doc.meta.deck:
        return doc.meta.deck
    for each in doc.tags:
        if each.casefold().startswith(f"{tag.casefold()}/"):
            return tuple(filter(None, each[len(tag) + 1 :].split("/")))
    return (*doc.path.split("/")[:-1], doc.title)


def _is_marker(name: str, tag: str) -> bool:
    """Tell whether a tag only says that there are cards."""
    folded = name.casefold()
    return folded.partition("/")[0] in _MARKERS or f"{folded}/".startswith(f"{tag.casefold()}/")
