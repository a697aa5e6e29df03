"""Which course and which domain a card belongs to. A title decides only as a whole: words in common never do.

``Chart`` is a course seen as a place for cards. ``places`` says for every note what a course makes of it, ``place`` for
every card which domain it is in.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from generator.model import Card, Diagnostic, Doc, Outcome
from generator.outline.course import Draft, clean
from generator.outline.words import words

_ACRONYM = re.compile(r"\(([^()\s]+)\)")
_BRACKETS = re.compile(r"\([^()]*\)")
_AMERICAN = tuple(
    (re.compile(pattern), ending)
    for pattern, ending in (
        (r"(?<=[aeiou])([b-df-hj-np-tv-z]+)([aeo])ll(?=(?:ing|ed|ers?)$)", r"\1\2l"),  # modelling, labelled
        (r"is(?=(?:ations?|e|ed|es|ing|ers?)$)", "iz"),  # optimisation, normalise
        (r"ys(?=(?:e|ed|es|ing|ers?)$)", "yz"),  # analyse
        (r"(?<=\w{3})our(?=(?:s|ed|ing|al)?$)", "or"),  # behaviour
        (r"(?<=\w{2})tre(?=s?$)", "ter"),  # centre
        (r"(?<=\w{2})ence(?=s?$)", "ense"),  # defence
        (r"(?<=\w{2})ogue(?=s?$)", "og"),  # catalogue
        (r"(?<=\w{2})mme(?=s?$)", "m"),  # programme
    )
)


def _american(word: str) -> str:
    """``word`` with an American ending. Words that are none may change too; both sides do, so they stay equal."""
    for pattern, ending in _AMERICAN:
        word = pattern.sub(ending, word)
    return word


def _normal(title: str) -> tuple[str, ...]:
    return tuple(_american(word) for word in words(title.replace("&", " and ")))


class Titles:
    """The titles of a course's domains, to be recognised in the headings and front matter of its notes."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._titles = [_normal(title) for title in titles]
        self._forms = [_forms(title) for title in titles]
        self._known: dict[str, int | None] = {}

    def match(self, title: str) -> int | None:
        """The index of the one domain that ``title`` means, ``None`` if it means none or several.

        It is the domain's title; else that without what stands in parentheses, or the acronym there; else two or more
        words of it, in a row. Endings may be British or American.
        """
        if title not in self._known:
            self._known[title] = self._match(clean(title))
        return self._known[title]

    def _match(self, title: str) -> int | None:
        whole, forms = _normal(title), _forms(title)
        hits = [index for index, known in enumerate(self._titles) if whole == known]
        if not hits:
            hits = [index for index, known in enumerate(self._forms) if forms & known]
        if not hits and len(whole) > 1:
            hits = [index for index, known in enumerate(self._titles) if _holds(known, whole)]
        return hits[0] if len(hits) == 1 else None


def _forms(title: str) -> set[tuple[str, ...]]:
    acronyms = [found for found in _ACRONYM.findall(title) if sum(c.isupper() for c in found) > 1]
    return {_normal(form) for form in (title, _BRACKETS.sub(" ", title), *acronyms)} - {()}


def _holds(words: tuple[str, ...], run: tuple[str, ...]) -> bool:
    return any(words[at : at + len(run)] == run for at in range(len(words) - len(run) + 1))


class Chart:
    """A course as a place for cards: its domains' titles, and which headings and notes are in which domain."""

    def __init__(self, draft: Draft, outcomes: Sequence[Outcome]) -> None:
        """``outcomes`` are those of the links of the course's note."""
        self.note = draft.note
        self.domains = draft.domains
        self.titles = Titles([domain.title for domain in draft.domains])
        self.domain_of: dict[int, int] = {}
        """Heading of the course's note -> domain."""
        self.listed: dict[str, int] = {}
        """Note -> the first domain that lists it."""
        for index, domain in enumerate(draft.domains):
            self.domain_of |= dict.fromkeys((domain.heading, *(topic.heading for topic in domain.topics)), index)
            for link in (*domain.links, *(link for topic in domain.topics for link in topic.links)):
                if outcomes[link].state == "note":
                    self.listed.setdefault(outcomes[link].path, index)
        self.named = {outcomes[link].path for link in draft.named if outcomes[link].state == "note"}
        """All notes that its outline links to."""

    @property
    def notes(self) -> list[str]:
        """The course's notes, its own first."""
        return [self.note, *sorted(self.named - {self.note})]


class Place(NamedTuple):
    """A course, by its note, and a domain of it, by its index."""

    course: str | None = None
    domain: int | None = None


NOWHERE = Place()


def places(docs: Mapping[str, Doc], charts: Collection[Chart]) -> dict[str, Place]:
    """Note -> its place: the course that it is, the first by path that lists it, or the first that mentions it."""
    found = {chart.note: Place(chart.note) for chart in charts}
    for chart in charts:
        for note, domain in chart.listed.items():
            found.setdefault(note, Place(chart.note, domain))
    for chart in charts:
        for note in sorted(chart.named):
            found.setdefault(note, Place(chart.note))
    return {note: place for note, place in found.items() if note in docs}


def said(
    domain: str, path: str, line: int, home: Place, charts: Mapping[str, Chart]
) -> tuple[Place | None, tuple[Diagnostic, ...]]:
    """The place that ``domain`` names, as a note or a card says; ``None`` and a problem if no course has that domain.

    ``line`` counts from 1; 0 is the note as a whole.
    """
    if not domain:
        return None, ()
    place = _by_title(domain, home, charts) or _by_title(domain, NOWHERE, charts)
    if place:
        return place, ()
    known = {domain.title: None for chart in charts.values() for domain in chart.domains}
    folded = {title.casefold(): title for title in known}
    near = difflib.get_close_matches(clean(domain).casefold(), list(folded), n=1, cutoff=0.5)
    hint = f'did you mean "{folded[near[0]]}"?' if near else ""
    if not hint and known:
        hint = "there is " + ", ".join(f'"{title}"' for title in list(known)[:8])
    return None, (Diagnostic("domain-unknown", path, line, 0, f'no course has a domain "{domain}"', hint),)


def _by_title(title: str, home: Place, charts: Mapping[str, Chart]) -> Place | None:
    """The domain of that title in the home's course; without a home, in the one course that has it."""
    candidates = charts.values() if home.course is None else (charts[home.course],)
    hits = [Place(chart.note, hit) for chart in candidates if (hit := chart.titles.match(title)) is not None]
    return hits[0] if len(hits) == 1 else None


def place(card: Card, note: str, home: Place, charts: Mapping[str, Chart]) -> Place:
    """Where ``card`` belongs, which stands in ``note``, whose place is ``home``, and which says nothing of a domain.

    It is the domain heading it stands under, else the innermost heading that means a domain, else its note's domain.
    """
    if home.course == note:
        domain = charts[note].domain_of.get(card.heading)
        if domain is not None:
            return Place(note, domain)
    for title in reversed(card.headings):
        found = _by_title(title, home, charts)
        if found:
            return found
    return home
