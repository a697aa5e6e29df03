"""The id of every card of the site: stable while its text is edited, and of one card alone.

A card brings an id of its own or the fingerprint of its question. Where several cards bring the same, their second
fingerprints tell them apart; never their order, which edits elsewhere would change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from generator.model import Card, CardSource, Diagnostic
from generator.outline.words import Words, words


def content_hash(source: CardSource) -> str:
    """The digest of all that the author wrote of a card: it names the version that a student answered."""
    texts = (source.question.text, [option.text for option in source.options], source.answer.text)
    return blake2b(msgspec.msgpack.encode(texts), digest_size=6).hexdigest()


class Identity(NamedTuple):
    """``id`` is ``None`` for a card that an earlier place holds already."""

    id: str | None
    problems: tuple[Diagnostic, ...] = ()


def identify(cards: Sequence[tuple[str, Card]]) -> list[Identity]:
    """Who each of ``cards`` is, given with the note that it stands in."""
    sharing: dict[str, list[int]] = defaultdict(list)
    for index, (_, card) in enumerate(cards):
        sharing[card.source.id].append(index)
    found = [Identity(card.source.id) for _, card in cards]
    taken = set(sharing)
    for name, indexes in sharing.items():
        if len(indexes) == 1:
            continue
        first: dict[tuple[str, Words], int] = {}
        for index in indexes:
            card = cards[index][1]
            original = first.setdefault(_same(card), index)
            problems = []
            if original != index:
                problems.append(_problem("card-duplicate", cards, index, original, "delete one of them"))
            if card.source.explicit and index != indexes[0]:
                hint = f"take ^{name} away from one of them"
                problems.append(_problem("card-duplicate-id", cards, index, indexes[0], hint))
            found[index] = Identity(name if original == index else None, tuple(problems))
        if len(first) > 1:
            for index in first.values():
                source = cards[index][1].source
                apart = f"{name}-{source.twin[:6]}"
                if apart in taken:  # one id, the same options and answer: then the questions differ
                    apart = f"{name}-{content_hash(source)}"
                taken.add(apart)
                found[index] = found[index]._replace(id=apart)
    return found


def _same(card: Card) -> tuple[str, Words]:
    """What two cards of one id must share to be the same card. A fingerprint stands for the question already."""
    return card.source.twin, tuple(words(card.prompt_text)) if card.source.explicit else ()


_MESSAGES = {
    "card-duplicate": "this card also stands at {}; the quiz asks it once",
    "card-duplicate-id": "the card at {} has the same id",
}


def _problem(code: str, cards: Sequence[tuple[str, Card]], index: int, other: int, hint: str) -> Diagnostic:
    (note, card), (other_note, other_card) = cards[index], cards[other]
    place = f"{other_note}:{other_card.source.line + 1}"
    return Diagnostic(code, note, card.source.line + 1, 0, _MESSAGES[code].format(place), hint)
