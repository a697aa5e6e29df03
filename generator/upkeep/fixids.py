"""``check --fix-ids``: writes under each card that has no id of its own the one by which browsers know it by now.

So progress stays, and from then on outlives every edit. Nothing else in a note changes, not a line end; and an id is
only written where the note then reads as before, with that id.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from generator import vault
from generator.model import CardSource, DeckCard, Doc
from generator.parse import Settings, parse
from generator.upkeep.rewriting import ChangedError, rewrite

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_FORMS = ("{end}^{id}", " ^{id}", "{end}{end}^{id}")
"""Ways to write an id after a card's last line, the usual one first: below it, behind it, below an empty line."""


class Fixed(NamedTuple):
    """What became of a note: how many ids were written, or why none could be."""

    path: str
    written: int
    problem: str = ""


def fix_ids(root: Path, docs: Mapping[str, Doc], cards: Sequence[DeckCard], settings: Settings) -> tuple[Fixed, ...]:
    """Write the ids of ``cards`` into the notes of the vault at ``root``; ``docs`` are the published notes."""
    wanted: dict[str, dict[int, str]] = {}
    for card in cards:
        alone = Counter((each.source.start, each.source.end) for each in docs[card.note].cards)
        source = card.card.source
        if not source.explicit and alone[source.start, source.end] == 1:
            wanted.setdefault(card.note, {})[source.start] = card.id
    return tuple(_fix(root, path, ids, settings) for path, ids in sorted(wanted.items()))


def _fix(root: Path, path: str, ids: Mapping[int, str], settings: Settings) -> Fixed:
    try:
        raw = vault.read_asset(root, path)
        if b"\0" in raw:
            return Fixed(path, 0, "it is no plain text")
        raw.decode("utf-8")
        new, written = _edited(path, raw, ids, settings)
        if written:
            rewrite(root / path, raw, new)
    except UnicodeDecodeError:
        return Fixed(path, 0, "it is not in UTF-8")
    except OSError as error:
        return Fixed(path, 0, error.strerror or str(error))
    except ChangedError as error:
        return Fixed(path, 0, str(error))
    return Fixed(path, written)


def _edited(path: str, raw: bytes, ids: Mapping[int, str], settings: Settings) -> tuple[bytes, int]:
    """The note with as many of ``ids`` (by the card's first line) as it takes unharmed, and how many those are."""
    before = _cards(path, raw, settings)
    lines = _LINE.findall(raw)
    forms: dict[int, int] = {}
    for index, card in enumerate(before):
        if card.start in ids:
            last = lines[card.end - 1]
            forms[index] = 2 if last.lstrip().startswith(b">") else 1 if card.end - card.start == 1 else 0
    left = {index: [form for form in range(len(_FORMS)) if form != first] for index, first in forms.items()}
    while forms:
        new = _inserted(raw, {before[index].end: (ids[before[index].start], form) for index, form in forms.items()})
        after = _cards(path, new, settings)
        expected = [
            replace(card, id=ids[card.start], explicit=True) if index in forms else card
            for index, card in enumerate(before)
        ]
        harmed = [index for index in forms if not _same(expected[index], after, index)]
        if (
            len(after) == len(before)
            and not harmed
            and all(map(_same, expected, [after] * len(after), range(len(after))))
        ):
            return new, len(forms)
        for index in harmed or list(forms):
            if left[index]:
                forms[index] = left[index].pop(0)
            else:
                del forms[index]
    return raw, 0


def _cards(path: str, raw: bytes, settings: Settings) -> list[CardSource]:
    return [card.source for card in parse(vault.decode(path, raw), settings).cards]


def _same(expected: CardSource, found: Sequence[CardSource], index: int) -> bool:
    """Whether the card at ``index`` reads as ``expected``, wherever its lines are by now."""
    if index >= len(found):
        return False
    one, other = expected, found[index]
    return (one.id, one.explicit, _said(one)) == (other.id, other.explicit, _said(other))


def _said(card: CardSource) -> tuple[object, ...]:
    texts = (card.question.text, [option.text for option in card.options], card.answer.text, card.explanation.text)
    return (card.kind, *texts, card.correct, card.blanks, card.twin, card.domain)


def _inserted(raw: bytes, ids: Mapping[int, tuple[str, int]]) -> bytes:
    """``raw`` with ids, each behind the line before that number, in one of the ``_FORMS``."""
    lines: list[bytes] = list(_LINE.findall(raw))
    end = next((line[len(line.rstrip(b"\r\n")) :] for line in lines if line.endswith((b"\r", b"\n"))), b"\n")
    for at, (id_, form) in ids.items():
        line = lines[at - 1]
        text = line.rstrip(b"\r\n")
        added = _FORMS[form].format(end=end.decode(), id=id_).encode()
        lines[at - 1] = text + added + line[len(text) :]
    return b"".join(lines)
