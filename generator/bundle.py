"""Decks -> the data that the browser loads: the deck, the cards' texts in shards, each folder's navigation.

All of it is classic scripts that call ``studysite.register(name, data)``, since browsers refuse ``fetch`` and modules
on ``file://``. The shapes are those of ``assets/src/data.ts``. Names carry a digest of the content, and ``build.js``
alone knows them, so that one edited card changes three small files and no page but its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import msgspec

from generator.filling.card import card_view
from generator.model import Body, Course, DeckCard, Exam, Ref

_SHARD = 64
"""Cards that a shard holds on average."""


def script(name: str, data: object) -> bytes:
    """The data script that registers ``data`` under ``name``."""
    text = msgspec.json.encode(data).decode()
    # JSON allows these in strings, JavaScript before 2019 did not, and an HTML parser must never meet "</".
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
    return f"studysite.register({msgspec.json.encode(name).decode()},{text});\n".encode()


def shards(cards: Sequence[DeckCard]) -> dict[str, str]:
    """Card id -> the name of its shard. A note's cards stay together, and an edit moves no other note's cards.

    Notes are spread over a number of shards that doubles as the deck grows.
    """
    count = 1
    while count * _SHARD < len(cards):
        count *= 2
    return {card.id: f"cards/{int.from_bytes(_hash(card.note), 'big') % count}" for card in cards}


def _hash(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=8).digest()


def deck(courses: Iterable[Course], cards: Sequence[DeckCard], notes: Mapping[str, Ref]) -> dict[str, Any]:
    """What the quiz must know before it shows a card. ``notes``: vault path -> title and address of its page."""
    courses = tuple(courses)
    number = {course.note: index for index, course in enumerate(courses)}
    domains = {course.note: {d.title: index for index, d in enumerate(course.domains)} for course in courses}
    paths = sorted({card.note for card in cards})
    place = {path: index for index, path in enumerate(paths)}
    shard = shards(cards)
    return {
        "courses": [_course(course) for course in courses],
        "notes": [{"path": path, "title": notes[path].title, "href": notes[path].href} for path in paths],
        "cards": [
            {
                "id": card.id,
                "twin": card.card.source.twin,
                "hash": card.hash,
                "note": place[card.note],
                "deck": "::".join(card.deck),
                "tags": card.tags,
                "course": number.get(card.course, -1) if card.course else -1,
                "domain": domains[card.course].get(card.domain, -1) if card.course and card.domain else -1,
                "topics": card.topics,
                "kind": card.card.source.kind,
                "options": len(card.card.options),
                "multiple": card.card.source.multiple,
                "ordered": card.card.source.ordered,
                "graded": card.card.source.graded,
                "choose": card.card.source.choose,
                "problems": card.problems,
                "shard": shard[card.id],
            }
            for card in cards
        ],
    }


def exam(value: Exam) -> dict[str, Any]:
    """An exam as data scripts and the JSON export hold it; ``None`` where the course does not say."""
    return {
        "questions": value.questions,
        "minutes": value.minutes,
        "pass_mark": value.pass_mark,
        "date": value.date,
        "unanswered_wrong": value.unanswered_wrong,
    }


def _ref(ref: Ref) -> dict[str, str]:
    return {"title": ref.title, "href": ref.href, "why": ref.why}


def _course(course: Course) -> dict[str, Any]:
    return {
        "title": course.title,
        "note": course.note,
        "href": course.href,
        "exam": exam(course.exam),
        "cards": course.cards,
        "domains": [
            {
                "title": domain.title,
                "weight": domain.weight,
                "href": domain.href,
                "cards": domain.cards,
                "topics": [
                    {
                        "title": topic.title,
                        "href": topic.href,
                        "cards": topic.cards,
                        "notes": [_ref(note) for note in topic.notes],
                    }
                    for topic in domain.topics
                ],
            }
            for domain in course.domains
        ],
    }


def shard(cards: Sequence[tuple[DeckCard, Body]]) -> dict[str, Any]:
    """The texts of ``cards``, each with its note's body, by id.

    Links and images count from the site's root, where the quiz page lives.
    """
    found = {}
    for placed, body in cards:
        view = card_view(placed, body, "")
        found[view.id] = {
            "prompt": view.prompt,
            "context": view.context,
            "options": [option.html for option in view.options],
            "correct": view.correct,
            "blanks": view.blanks,
            "answer": view.answer,
            "explanation": view.explanation,
            "read": [_ref(ref) for ref in view.read],
            "to_write": _ref(view.to_write) if view.to_write else None,
            "href": view.href,
            "place": view.place,
        }
    return found


def nav(title: str, href: str, notes: Iterable[Ref], folders: Iterable[Ref]) -> dict[str, Any]:
    """What stands in a folder, for the navigation of its pages."""
    return {
        "title": title,
        "href": href,
        "notes": [{"title": ref.title, "href": ref.href} for ref in notes],
        "folders": [{"title": ref.title, "href": ref.href} for ref in folders],
    }
