"""The data scripts of a site: the deck and its shards of cards, and each folder's navigation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from hashlib import blake2b

from generator import bundle
from generator.addresses import Addresses
from generator.layout import Places
from generator.memo import Memo
from generator.model import Body, DeckCard, Doc, Output, Ref
from generator.outline import Deck
from generator.theme import output
from generator.transclusion import Bodies


def data_scripts(
    memo: Memo, docs: Mapping[str, Doc], bodies: Bodies, deck: Deck, where: Addresses, places: Places, title: str
) -> dict[str, tuple[str, Output]]:
    """Name -> path and Output of every data script."""
    found: dict[str, tuple[str, Output]] = {}
    refs = {card.note: Ref(docs[card.note].title, where.notes[card.note]) for card in deck.cards}
    if deck.cards:
        found["deck"] = _fingerprinted("deck", memo("deck data", "", (deck, refs), _deck_script))
    shard_of = bundle.shards(deck.cards)
    shards: dict[str, list[tuple[DeckCard, Body]]] = defaultdict(list)
    for card in deck.cards:
        shards[shard_of[card.id]].append((card, bodies.of_cards(card.note)))
    for name, cards in sorted(shards.items()):
        found[name] = _fingerprinted(name, memo("shard", name, (name, tuple(cards)), _shard_script))
    for folder, href in where.folders.items():
        name = nav_name(folder)
        notes = tuple(Ref(docs[path].title, where.notes[path]) for path in places.notes.get(folder, ()))
        folders = tuple(Ref(child.rpartition("/")[2], where.folders[child]) for child in places.below.get(folder, ()))
        label = folder.rpartition("/")[2] or title
        raw = memo("nav", folder, (name, label, href, notes, folders), _nav_script)
        found[name] = (nav_path(folder), output(raw))
    return found


def nav_path(folder: str) -> str:
    """Where that script is. It has no fingerprint, since every page of the folder names it."""
    return f"assets/{nav_name(folder)}.js"


def nav_name(folder: str) -> str:
    """The name under which a folder's navigation registers. It tells nothing of the folder's own name."""
    return f"nav/{blake2b(folder.encode(), digest_size=6).hexdigest()}"


def _fingerprinted(name: str, raw: bytes) -> tuple[str, Output]:
    made = output(raw)
    return f"assets/data/{name.replace('/', '-')}.{made.digest[:8]}.js", made


def _deck_script(deck: Deck, refs: Mapping[str, Ref]) -> bytes:
    return bundle.script("deck", bundle.deck(deck.courses, deck.cards, refs))


def _shard_script(name: str, cards: tuple[tuple[DeckCard, Body], ...]) -> bytes:
    return bundle.script(name, bundle.shard(cards))


def _nav_script(name: str, title: str, href: str, notes: tuple[Ref, ...], folders: tuple[Ref, ...]) -> bytes:
    return bundle.script(name, bundle.nav(title, href, notes, folders))
