"""What there is of each topic: its notes, the cards that are about it, and so the courses as their pages show them.

A card is about a topic if it stands in one of the topic's notes or under its heading, or if it names one of the notes.
Naming counts for coverage, never for the domain.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from generator import wording
from generator.links import fold, written_path
from generator.model import Card, Course, Diagnostic, Doc, Domain, Exam, Outcome, Ref, Topic
from generator.outline.course import Draft, TopicDraft
from generator.outline.placing import Place
from generator.outline.reading import Answer
from generator.outline.words import Names


class Placed(NamedTuple):
    """A card with its id, its place, and its right answers."""

    id: str
    note: str
    card: Card
    place: Place
    answers: tuple[Answer, ...]
    problems: tuple[Diagnostic, ...]


class _TopicNote(NamedTuple):
    """A note that a topic lists, written or not. ``key`` is its path, or its name if there is no such note."""

    key: str
    ref: Ref
    names: tuple[str, ...]


class Coverage:
    """The topics of all courses with their notes; what cards name of them."""

    def __init__(
        self,
        drafts: Mapping[str, Draft],
        docs: Mapping[str, Doc],
        outcomes: Mapping[str, tuple[Outcome, ...]],
        hrefs: Mapping[str, str],
    ) -> None:
        self._drafts, self._docs, self._hrefs, self._outcomes = drafts, docs, hrefs, outcomes
        self._notes: dict[tuple[str, int], list[_TopicNote]] = {}
        self._topics_of: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._refs: dict[str, Ref] = {}
        self._unwritten: dict[str, Ref] = {}
        self._found: dict[str, set[tuple[str, int]]] = {}
        things: dict[str | None, list[tuple[str, str]]] = {None: []}
        for course, draft in drafts.items():
            things[course] = []
            for topic in (topic for domain in draft.domains for topic in domain.topics):
                notes = self._notes_of(course, topic)
                self._notes[course, topic.heading] = notes
                for note in notes:
                    self._topics_of[note.key].append((course, topic.heading))
                    things[course] += [(name, note.key) for name in note.names]
                    if note.key in docs:
                        self._refs[note.key] = Ref(note.ref.title, note.ref.href, wording.text("namedInCard"))
                    else:
                        self._unwritten[note.key] = note.ref
            things[None] += things[course]
        self._names = {course: Names(pairs) for course, pairs in things.items()}

    def _notes_of(self, course: str, topic: TopicDraft) -> list[_TopicNote]:
        """The notes that ``topic`` lists, each once; not those that are private, and not the course itself."""
        found: dict[str, _TopicNote] = {}
        for index in topic.links:
            outcome = self._outcomes[course][index]
            if outcome.state == "note" and outcome.path != course and outcome.path in self._docs:
                doc = self._docs[outcome.path]
                stem = doc.path.rpartition("/")[2].removesuffix(".md")
                ref = Ref(doc.title, outcome.href)
                note = _TopicNote(doc.path, ref, tuple(dict.fromkeys((stem, doc.title, *doc.meta.aliases))))
            elif outcome.state in ("stub", "missing-note"):
                name = written_path(self._docs[course].links[index]).rpartition("/")[2].removesuffix(".md")
                note = _TopicNote(fold(name), Ref(name, outcome.href), (name,))
            else:
                continue
            found.setdefault(note.key, note)
        return list(found.values())

    def to_read(self, placed: Placed) -> Ref | None:
        """The first note of the course's topics that the right answer or the question names and that is written."""
        return next((self._refs[key] for key in self._named(placed) if key in self._refs), None)

    def to_write(self, placed: Placed) -> Ref | None:
        """The first such note that nobody has written yet."""
        return next((self._unwritten[key] for key in self._named(placed) if key in self._unwritten), None)

    def _named(self, placed: Placed) -> Iterable[str]:
        card = placed.card
        right = [card.option_texts[index] for index in card.source.correct]
        return self._names[placed.place.course].within("\n".join((*right, card.answer_text, card.prompt_text)))

    def _about(self, placed: Placed) -> set[tuple[str, int]]:
        """The topics that a card is about, as course and heading."""
        if placed.id in self._found:
            return self._found[placed.id]
        card, course = placed.card, placed.place.course
        found = set(self._topics_of.get(placed.note, ()))
        if (placed.note, card.heading) in self._notes:
            found.add((placed.note, card.heading))
        for key in self._names[course].within(text_of(card)):
            found.update(topic for topic in self._topics_of[key] if course in (None, topic[0]))
        self._found[placed.id] = found
        return found

    def topics(self, placed: Placed) -> tuple[int, ...]:
        """The topics of its own domain that a card is about, as places in the domain's outline."""
        course, domain = placed.place
        if course is None or domain is None:
            return ()
        about = self._about(placed)
        topics = self._drafts[course].domains[domain].topics
        return tuple(index for index, topic in enumerate(topics) if (course, topic.heading) in about)

    def courses(self, cards: Iterable[Placed], config_exam: Exam | None) -> tuple[Course, ...]:
        """The courses by path, with what ``cards`` there are of each part."""
        in_topic: Counter[tuple[str, int]] = Counter()
        in_place: Counter[Place] = Counter()
        in_course: Counter[str | None] = Counter()
        for placed in cards:
            in_topic.update(self._about(placed))
            in_place[placed.place] += 1
            in_course[placed.place.course] += 1

        def course(draft: Draft) -> Course:
            doc, page = self._docs[draft.note], self._hrefs[draft.note]
            weights = _in_percent([domain.weight for domain in draft.domains])

            def href(heading: int) -> str:
                return f"{page}#{doc.headings[heading].id}"

            def topic(part: TopicDraft) -> Topic:
                at = (draft.note, part.heading)
                return Topic(part.title, href(part.heading), tuple(note.ref for note in self._notes[at]), in_topic[at])

            return Course(
                title=draft.title,
                note=draft.note,
                href=page,
                exam=_exam(draft.exam, config_exam),
                domains=tuple(
                    Domain(
                        title=domain.title,
                        href=href(domain.heading),
                        weight=weights[index],
                        topics=tuple(topic(part) for part in domain.topics),
                        cards=in_place[Place(draft.note, index)],
                    )
                    for index, domain in enumerate(draft.domains)
                ),
                practice=tuple(
                    Ref(each.title, outcome.href)
                    for each in draft.practice
                    if (outcome := self._outcomes[draft.note][each.link]).state == "external"
                ),
                cards=in_course[draft.note],
            )

        return tuple(course(draft) for draft in self._drafts.values())


def text_of(card: Card) -> str:
    """All that a student reads of ``card``, in plain text."""
    return "\n".join((card.prompt_text, *card.option_texts, card.answer_text))


def _exam(own: Exam | None, general: Exam | None) -> Exam:
    """What the course says of its exam, and where it is silent, ``study.toml``."""
    own, general = own or Exam(), general or Exam()
    said = {name: getattr(own, name) for name in Exam.__struct_fields__ if getattr(own, name) is not None}
    return msgspec.structs.replace(general, **said)


def _add_up(weights: Sequence[float]) -> bool:
    """Tell whether there is nothing to scale; weights may be rounded ("33.3 %", three times)."""
    return sum(weights) == 0 or abs(sum(weights) - 100) < 0.5


def _in_percent(weights: Sequence[float]) -> list[float]:
    """``weights`` as shares of 100."""
    return [*weights] if _add_up(weights) else [weight * 100 / sum(weights) for weight in weights]


def scaled(draft: Draft, doc: Doc) -> tuple[Diagnostic, ...]:
    """A word to the author where the weights of a course don't add up."""
    weights = [domain.weight for domain in draft.domains]
    if _add_up(weights):
        return ()
    message = f"the weights of the {len(weights)} domains add up to {sum(weights):g}, not to 100; they are scaled"
    line = doc.headings[draft.domains[0].heading].line + 1
    return (Diagnostic("weights-scaled", draft.note, line, 0, message, "write weights that add up to 100"),)
