"""Names for addresses and anchors: letters and digits of any script, everything else a hyphen."""

from __future__ import annotations

import re
import unicodedata

DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in "0123456789¹²³")))
"""Names that Windows keeps to itself, with any ending."""
_MARKS = frozenset("-_.~!$&'()+,;=@")
"""What an address may hold beside letters and digits, unescaped and on every disk."""
_LONGEST = 200
"""Bytes of a segment: file systems stop at 255, and an ending must fit too."""
_DEEPEST = 700
"""Bytes of an address."""
_VARIATION_SELECTOR = re.compile("[\ufe00-\ufe0f]")


def slug(text: str, *, lower: bool = True) -> str:
    """``text`` in NFC, lower case unless told otherwise, with ``-`` for every run of other characters.

    May be empty (``"!?"``). Combining marks that NFC cannot join stay, since scripts from Devanagari to Thai need them,
    but not the variation selectors of emoji, which would stand there alone and unseen.
    """
    text = _VARIATION_SELECTOR.sub("", unicodedata.normalize("NFC", text))
    kept = "".join(
        c if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc") else " " for c in (text.lower() if lower else text)
    )
    # Lower-casing can denormalise (``İ``), so compose once more.
    return unicodedata.normalize("NFC", "-".join(kept.split()))


def is_portable(address: str) -> bool:
    """Tell whether a file may have this address, ``.html`` left out, on every disk and host.

    No segment is hidden or kept by a host (``_headers``), and none that holds others looks like a file (``x.txt/y``).
    """
    *above, last = address.split("/")
    return (
        len(address.encode()) <= _DEEPEST
        and all(map(_is_segment, (*above, last)))
        and not any(segment.rpartition(".")[2][:1].isalpha() for segment in above if "." in segment)
    )


def _is_segment(text: str) -> bool:
    return (
        text[:1].isalnum()
        and all(c.isalnum() or c in _MARKS or unicodedata.category(c) in ("Mn", "Mc") for c in text)
        and not text.endswith(".")
        and text.partition(".")[0].lower() not in DEVICES
        and len(text.encode()) <= _LONGEST
        and text == unicodedata.normalize("NFC", text)
    )
