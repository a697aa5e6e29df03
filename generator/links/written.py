"""What a link says by itself: a path, a URL, the name of a file."""

from __future__ import annotations

import re
from urllib.parse import unquote

from generator import vault
from generator.model import Link, LinkKind

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
FOLLOWED = ("http:", "https:", "mailto:", "tel:")
_ENCODED: frozenset[LinkKind] = frozenset(("markdown", "image", "frame"))
"""Kinds whose target is a URI reference."""
_FILE_ENDING = re.compile(r"\.(?!md$|\d+$)[A-Za-z0-9]{2,5}$")

fold = vault.fold
"""Links compare names as the vault does."""


def written_path(link: Link) -> str:
    """The path that a link names; Markdown links are URI-decoded, and a lone ``%`` is just that."""
    return decoded(link, link.target).strip()


def decoded(link: Link, text: str) -> str:
    """A part of ``link`` as its author means it."""
    return unquote(text) if link.kind in _ENCODED else text


def is_url(link: Link) -> bool:
    """Tell whether the link names a URL. In a wikilink only a followed scheme counts, since names may hold colons."""
    if link.kind in _ENCODED:
        return SCHEME.match(link.target) is not None or link.target.startswith("//")
    return link.target.lower().startswith(FOLLOWED)


def names_file(link: Link) -> bool:
    """Has the target an ending that is not a note's? ``![[2026.03.14]]`` names a note, ``![[figure.png]]`` a file."""
    return _FILE_ENDING.search(written_path(link)) is not None
