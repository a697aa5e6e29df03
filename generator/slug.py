"""Names for addresses and anchors: letters and digits of any script, everything else a hyphen."""

from __future__ import annotations

import unicodedata


def slug(text: str, *, lower: bool = True) -> str:
    """``text`` in NFC, lower case unless told otherwise, with ``-`` for every run of other characters.

    May be empty (``"!?"``). Combining marks that NFC cannot join stay, since scripts from Devanagari to Thai need them.
    """
    text = unicodedata.normalize("NFC", text)
    kept = "".join(
        c if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc") else " " for c in (text.lower() if lower else text)
    )
    # Lower-casing can denormalise (``İ``), so compose once more.
    return unicodedata.normalize("NFC", "-".join(kept.split()))
