"""The file format: a zip with a SQLite database of Anki's schema 11 and numbered media files.

Every Anki since 2.1 and both mobile apps read this oldest form of the format. Sources: Anki's own
``rslib/src/storage/schema11.sql`` and ``rslib/src/import_export/package/``, https://github.com/ankitects/anki, and the
AnkiDroid project's description of the tables, https://github.com/ankidroid/Anki-Android/wiki/Database-Structure.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from hashlib import sha1
from html import unescape
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from generator.export.anki.notetype import NoteType, stable_id

_SCHEMA = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
    ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL,
    models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
    usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL,
    flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
    mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL,
    ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL,
    left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,
    ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL,
    type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
"""
_OPTIONS = {
    "id": 1,
    "name": "Default",
    "mod": 0,
    "usn": 0,
    "maxTaken": 60,
    "timer": 0,
    "autoplay": True,
    "replayq": True,
    "dyn": False,
    "new": {"bury": False, "delays": [1, 10], "initialFactor": 2500, "ints": [1, 4, 7], "order": 1, "perDay": 20},
    "rev": {"bury": False, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1, "maxIvl": 36500, "perDay": 200, "hardFactor": 1.2},
    "lapse": {"delays": [10], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0},
}
"""The preset that decks refer to. Anki takes it over only if it is asked to."""
_IMG = re.compile(r'<img[^>]* src="([^"]*)"[^>]*>')
_TAG = re.compile(r"<[^>]*>")


class Note(NamedTuple):
    """A note with one card."""

    guid: str
    fields: tuple[str, ...]
    deck: str
    """With ``::`` between a deck and those in it."""
    tags: tuple[str, ...]


def package(kind: NoteType, notes: Sequence[Note], media: Mapping[str, bytes], moment: int) -> bytes:
    """An ``.apkg`` file. ``media`` are files by their names in fields; ``moment`` is in seconds since 1970."""
    names = sorted(media)
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(_entry("collection.anki2"), _collection(kind, notes, moment))
        archive.writestr(_entry("media"), json.dumps({str(at): name for at, name in enumerate(names)}))
        for at, name in enumerate(names):
            archive.writestr(_entry(str(at)), media[name])
    return out.getvalue()


def _entry(name: str) -> ZipInfo:
    """A file of the zip, always of the same date."""
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _collection(kind: NoteType, notes: Sequence[Note], moment: int) -> bytes:
    decks = _decks([note.deck for note in notes])
    first = moment * 1000  # notes and cards are numbered by the millisecond that they were made in
    with closing(sqlite3.connect(":memory:")) as base:
        base.executescript(_SCHEMA)
        stored = {str(number): _deck(number, name, moment) for name, number in decks.items()}
        models = {str(kind.id): kind.model(moment)}
        texts = [json.dumps(value) for value in ({"nextPos": 1, "curDeck": 1}, models, stored, {"1": _OPTIONS}, {})]
        base.execute("INSERT INTO col VALUES (1, 0, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, ?)", (first, first, *texts))
        names = {name.casefold(): number for name, number in decks.items()}
        for at, note in enumerate(notes):
            sort = plain_field(note.fields[0])
            row = (first + at, note.guid, kind.id, moment, _tags(note.tags), "\x1f".join(note.fields), sort, _sum(sort))
            base.execute("INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')", row)
            card = (first + at, first + at, names[note.deck.casefold()], moment, at + 1)
            base.execute("INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')", card)
        base.commit()
        return base.serialize()


def _decks(names: Iterable[str]) -> dict[str, int]:
    """Deck -> its number, those around each among them. Anki knows one deck of names that differ in case only."""
    found = {"default": "Default"}
    for name in sorted(names):
        parts = name.split("::")
        for end in range(1, len(parts) + 1):
            deck = "::".join(parts[:end])
            found.setdefault(deck.casefold(), deck)
    return {name: 1 if key == "default" else stable_id(f"deck {key}") for key, name in found.items()}


def _deck(number: int, name: str, moment: int) -> dict[str, Any]:
    today = {name: [0, 0] for name in ("newToday", "revToday", "lrnToday", "timeToday")}
    limits = {"extendNew": 0, "extendRev": 0}
    shown = {"collapsed": False, "browserCollapsed": False, "desc": ""}
    return {"id": number, "name": name, "mod": moment, "usn": -1, "dyn": 0, "conf": 1, **shown, **today, **limits}


def _tags(tags: Iterable[str]) -> str:
    return f" {' '.join(tags)} " if tags else ""


def plain_field(html: str) -> str:
    """A field as Anki sorts by it and looks for duplicates: text, and the names of pictures."""
    return unescape(_TAG.sub("", _IMG.sub(r" \1 ", html)))


def _sum(text: str) -> int:
    """Anki's checksum of a first field."""
    return int(sha1(text.encode(), usedforsecurity=False).hexdigest()[:8], 16)
