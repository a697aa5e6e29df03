"""What pages say beside the notes: the texts of ``pages`` in ``assets/src/messages.ts``, the one file to translate.

The client's build leaves them to the generator as data. They are constants of the program: read when the first is
wanted, and part of ``memo.salt`` as the code is. A name that is not there raises ``KeyError``: no page lacks a text.
"""

from __future__ import annotations

from functools import cache

import msgspec

from generator import installed

PAGES = "pages.json"
"""Their file in the built client."""


class Catalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The texts, as ``messages.ts`` explains them."""

    texts: dict[str, str]
    forms: dict[str, dict[str, str]]
    kinds: dict[str, dict[str, str]]
    dates: list[str]
    ones: list[int]
    group: str
    decimal: str


@cache
def raw() -> bytes:
    """The texts as they are kept. Raises ``FileNotFoundError`` if the client was never built."""
    return (installed.client() / PAGES).read_bytes()


@cache
def catalogue() -> Catalogue:
    """All texts. Raises ``msgspec.ValidationError`` where one is no text."""
    return msgspec.json.decode(raw(), type=Catalogue)


def text(name: str, /, **values: object) -> str:
    """The text ``name``, with ``values`` in place of the names in braces. It is plain: HTML needs it escaped."""
    return catalogue().texts[name].format(**values)


def kind(of: str, key: str) -> str:
    """What a thing of the list ``of`` is called."""
    return catalogue().kinds[of][key]


def counted(name: str, count: int) -> str:
    """The text ``name`` in the form that goes with ``count``, which is 0 or more."""
    forms, ones = catalogue().forms[name], catalogue().ones
    form = "one" if (count if count < 200 else 100 + count % 100) in ones else "other"
    if count == 0 and "none" in forms:
        form = "none"
    return forms[form].replace("#", number(count))


def number(value: float, form: str = ",.12g") -> str:
    """A number as the language writes it; ``form`` is as in ``format``."""
    return format(value, form).translate({ord(","): catalogue().group, ord("."): catalogue().decimal})


def date(iso: str) -> str:
    """An ISO date, or the date of an ISO time, in words."""
    year, month, day = iso[:10].split("-")
    return catalogue().dates[int(month) - 1].format(day=int(day), year=year)
