"""Who a card is, whatever its author edits: two fingerprints, whose definition is final.

Browsers keep years of progress under these values, so what they are computed from may never change. Both are the
lower-case hexadecimal blake2b digest, 8 bytes long, without key, of UTF-8 text. That text is made of normal forms.

The *normal form* of a passage is ``Plain(passage).text`` (see there), then Unicode NFKC, then ``str.casefold``, then
NFKC again; then every character of the categories L, M, N and S and the characters ``# % & @`` stay, those of Cf and Cc
other than white space are dropped, and runs of all others (white space, punctuation) become one space; no space at the
ends. If nothing is left, it is the folded text with its white space collapsed.

* ``question``: the digest of the normal form of the question without its number, heading marks, "T/F" label, marker
  and parenthesised hints how many options to choose. Neither path nor kind is in it, nor are the options.
* ``twin``: the digest of the normal forms of all options in sorted order, then that of the whole answer without id,
  each followed by a line feed. Moving options about keeps it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from hashlib import blake2b

from generator.cards.plain import Plain

_CHOOSE_HINT = re.compile(r"\((?:choose|select|pick)\b[^()]*\)", re.IGNORECASE)
_KEPT = "#%&@"


def question_fingerprint(question: str) -> str:
    """The id of a card that has none of its own; ``question`` is Markdown, already without number and label."""
    return _digest(_normal(_CHOOSE_HINT.sub(" ", question)))


def twin_fingerprint(options: Iterable[str], answer: str) -> str:
    """The second fingerprint, of options and answer (Markdown)."""
    return _digest("".join(f"{text}\n" for text in [*sorted(map(_normal, options)), _normal(answer)]))


def _digest(text: str) -> str:
    return blake2b(text.encode(errors="replace"), digest_size=8).hexdigest()


def _normal(passage: str) -> str:
    """The normal form that the module's docstring defines."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", Plain(passage).text).casefold())
    return " ".join("".join(map(_normal_character, folded)).split()) or " ".join(folded.split())


def _normal_character(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] in "LMNS" or character in _KEPT:
        return character
    return "" if category in {"Cf", "Cc"} and not character.isspace() else " "
