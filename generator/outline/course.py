"""A note -> the draft of the course that it outlines: domains with weights, topics, further practice.

All that can be known from the note alone, so that it is made anew only when the note changes. Links stay indexes into
``Doc.links``: where they lead is known to the vault, not to the note.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from generator.links import is_url
from generator.model import Compact, Doc, Exam, Heading, Link


class TopicDraft(Compact, frozen=True, gc=False):
    """A heading under a domain; ``links`` are those that name its notes."""

    heading: int
    """Index into ``Doc.headings``."""
    title: str
    links: tuple[int, ...]


class DomainDraft(Compact, frozen=True, gc=False):
    """A weighted heading; ``links`` name notes that it lists itself, outside of its topics."""

    heading: int
    title: str
    weight: float
    """Percent as written, a range's middle."""
    topics: tuple[TopicDraft, ...]
    links: tuple[int, ...]


class PracticeDraft(Compact, frozen=True, gc=False):
    """A section that holds nothing but a link to another site."""

    title: str
    link: int


class Draft(Compact, frozen=True, gc=False):
    """A course as its note tells it."""

    note: str
    title: str
    exam: Exam | None
    domains: tuple[DomainDraft, ...]
    practice: tuple[PracticeDraft, ...]
    named: tuple[int, ...]
    """Links in the domains' sections, be they list items, in sentences or in headings: the names of the outline."""


def draft(doc: Doc) -> Draft | None:
    """The course that ``doc`` outlines, ``None`` if it is no course.

    A course has two or more sibling headings with weights that add up to 80-120, or says ``exam:`` in front matter.
    """
    weighted = _domains(doc)
    if not weighted and not doc.meta.is_course:
        return None
    domain_of = {inside: head.heading for head in weighted for inside in range(head.heading, _end(doc, head.heading))}
    in_cards = {link for card in doc.cards for link in card.links}
    links = [(index, link) for index, link in enumerate(doc.links) if index not in in_cards]
    named = tuple(index for index, link in links if link.heading in domain_of and _names_note(link))
    listed: dict[int, list[int]] = defaultdict(list)
    for index in named:
        link = doc.links[index]
        if link.alone or _is_heading(link, doc.headings[link.heading]):
            listed[link.heading].append(index)

    def topics(domain: int) -> Iterator[TopicDraft]:
        for at in range(domain + 1, _end(doc, domain)):
            yield TopicDraft(at, clean(doc.headings[at].text), tuple(listed[at]))

    return Draft(
        note=doc.path,
        title=doc.title,
        exam=doc.meta.exam,
        domains=tuple(
            DomainDraft(head.heading, head.title, head.weight, tuple(topics(head.heading)), tuple(listed[head.heading]))
            for head in weighted
        ),
        practice=tuple(_practice(doc, links, domain_of)),
        named=named,
    )


def _end(doc: Doc, heading: int) -> int:
    """The index after the last heading in the section of ``heading``."""
    level = doc.headings[heading].level
    after = range(heading + 1, len(doc.headings))
    return next((at for at in after if doc.headings[at].level <= level), len(doc.headings))


def _names_note(link: Link) -> bool:
    return link.kind in ("wiki", "markdown") and bool(link.target) and not is_url(link)


def _is_heading(link: Link, heading: Heading) -> bool:
    """Tell whether the link is all that the heading holds."""
    return link.block < 0 and link.line == heading.line and link.end - link.start >= len(heading.text)


# --- titles and weights -----------------------------------------------------------------------------------------------

_PERCENT = r"(\d{1,3}(?:[.,]\d{1,3})?)\s*%"
_RANGE = rf"(\d{{1,3}}(?:[.,]\d{{1,3}})?)\s*%?\s*(?:[-–—]|to)\s*{_PERCENT}"
_IN_BRACKETS = re.compile(
    rf"[(\[]\s*(?:weight:?\s*)?(?:{_RANGE}|{_PERCENT})(?:\s+of\s[^()\[\]]*)?\s*[)\]]", re.IGNORECASE
)
_AT_END = re.compile(rf"(?<![\w.,])(?:{_RANGE}|{_PERCENT})$", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:(?:domain|section|part|module|unit|chapter)\s+)?"
    r"(?:\d{1,3}(?:\.\d{1,3})*(?:[.):](?!\d)\s*|\s+[-–—]\s+)|\d{1,3}(?:\.\d{1,3})+\s+)",
    re.IGNORECASE,
)


def _weigh(text: str) -> tuple[str, float | None]:
    """A heading's text without its weight, and that weight in percent; a range is taken in the middle."""
    found = _IN_BRACKETS.search(text) or _AT_END.search(text)
    if not found:
        return text, None
    numbers = [float(number.replace(",", ".")) for number in found.groups() if number]
    before, after = text[: found.start()].rstrip(" :,-–—"), text[found.end() :].lstrip()
    return f"{before}{'' if after[:1] in ':,' else ' '}{after}".strip(), sum(numbers) / len(numbers)


def clean(text: str) -> str:
    """A heading's text without number and weight: "2.Storage (EBS) (24%)" is "Storage (EBS)"."""
    title, _ = _weigh(text)
    return title[found.end() :] if (found := _NUMBER.match(title)) and found.end() < len(title) else title


class _Weighted(NamedTuple):
    heading: int
    title: str
    weight: float


def _domains(doc: Doc) -> list[_Weighted]:
    """The first siblings whose weights make an exam; in a note that says it is a course, the most that there are."""
    siblings: dict[tuple[int, int], list[_Weighted]] = {}
    above: list[int] = []
    for index, heading in enumerate(doc.headings):
        while above and doc.headings[above[-1]].level >= heading.level:
            above.pop()
        _, weight = _weigh(heading.text)
        if weight is not None:
            group = siblings.setdefault((above[-1] if above else -1, heading.level), [])
            group.append(_Weighted(index, clean(heading.text), weight))
        above.append(index)
    for group in siblings.values():
        if len(group) > 1 and 80 <= sum(head.weight for head in group) <= 120:
            return group
    return max(siblings.values(), key=len, default=[]) if doc.meta.is_course else []


# --- further practice -------------------------------------------------------------------------------------------------

_LINK = "\0"
_ONLY_LINK = re.compile(
    rf"(?:\w+:\s*(?P<before>[^:{_LINK}]{{1,120}}?)\s+\w+:\s*|\w+:\s*)?{_LINK}(?:\s*\w+:\s*(?P<after>[^{_LINK}]{{1,120}}))?"
)


def _practice(doc: Doc, links: list[tuple[int, Link]], domain_of: dict[int, int]) -> Iterator[PracticeDraft]:
    """Sections outside of the domains that hold a link to another site, and at most labels and a name beside it."""
    with_cards = {card.heading for card in doc.cards}
    links_in: dict[int, list[int]] = defaultdict(list)
    for index, link in links:
        links_in[link.heading].append(index)
    blocks_in: dict[int, list[int]] = defaultdict(list)
    for index, block in enumerate(doc.blocks):
        blocks_in[block.heading].append(index)
    for at, heading in enumerate(doc.headings):
        has_parts = at + 1 < len(doc.headings) and doc.headings[at + 1].level > heading.level
        if has_parts or at in domain_of or at in with_cards or len(links_in[at]) != 1:
            continue
        index = links_in[at][0]
        link = doc.links[index]
        if link.kind not in ("wiki", "markdown") or not link.target.lower().startswith(("http://", "https://")):
            continue
        shown = ""
        texts = [] if link.block >= 0 else [_LINK]  # a link in the heading itself stands in no block
        for number in blocks_in[at]:
            text = doc.blocks[number].text
            if number == link.block:
                shown = text[link.start : link.end]
                text = text[: link.start] + _LINK + text[link.end :]
            texts.append(text)
        alone = _ONLY_LINK.fullmatch(" ".join(" ".join(texts).split()))
        if alone:
            name = alone["before"] or alone["after"] or ("" if "://" in shown else shown)
            title = clean(heading.text)
            yield PracticeDraft(f"{title}: {name}" if name and name != title else title, index)
