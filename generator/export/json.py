"""``export --to json``: every card and course, for scripts. The shape is part of the public contract.

Text fields are plain text: tags dropped, spaces collapsed, blanks as ``____``. Fields that end in ``_html`` are as on
the site, links and images counted from its root.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from generator import bundle
from generator.export.face import Exported, Material
from generator.filling.card import card_view
from generator.model import Body, Course, DeckCard

_BLANK = re.compile(r"(?<!\w)_{2,}(?!\w)")


def export(material: Material) -> Exported:
    """``{"cards": [...], "courses": [...]}`` in UTF-8."""
    deck, bodies = material.deck, material.bodies
    data = {
        "cards": [_card(card, bodies.of_cards(card.note)) for card in deck.cards],
        "courses": [_course(course) for course in deck.courses],
    }
    return Exported(msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n", len(deck.cards))


def _text(text: str) -> str:
    return _BLANK.sub("____", " ".join(text.split()))


def _card(placed: DeckCard, body: Body) -> dict[str, Any]:
    card, source = placed.card, placed.card.source
    view = card_view(placed, body, "")
    return {
        "id": placed.id,
        "note": placed.note,
        "line": source.line + 1,
        "headings": card.headings,
        "deck": placed.deck,
        "tags": placed.tags,
        "course": placed.course,
        "domain": placed.domain,
        "kind": source.kind,
        "prompt": _text(card.prompt_text),
        "prompt_html": view.prompt + view.context,
        "options": [_text(option) for option in card.option_texts],
        "options_html": [option.html for option in view.options],
        "correct": source.correct,
        "multiple": source.multiple,
        "ordered": source.ordered,
        "answer": _text(card.answer_text),
        "answer_html": view.answer,
        "explanation_html": view.explanation,
        "graded": source.graded,
        "problems": placed.problems,
        "href": placed.href,
        "read": [{"title": ref.title, "href": ref.href, "why": ref.why} for ref in placed.read],
    }


def _course(course: Course) -> dict[str, Any]:
    return {
        "title": course.title,
        "note": course.note,
        "exam": bundle.exam(course.exam),
        "domains": [
            {
                "title": domain.title,
                "weight": domain.weight,
                "topics": [
                    {"title": topic.title, "notes": [note.title for note in topic.notes], "cards": topic.cards}
                    for topic in domain.topics
                ],
                "cards": domain.cards,
            }
            for domain in course.domains
        ],
    }
