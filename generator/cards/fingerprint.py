"""Who a card is, whatever its author edits: two fingerprints, whose definition is final.

Browsers keep years of progress under these values, so what they are computed from may never change. Both are the
lower-case hexadecimal blake2b digest, 8 bytes long, without key, of UTF-8 text. That text is made of normal forms.

The *normal form* of a passage is its plain text (``Plain.text``), then Unicode NFKC, then ``str.casefold``, then NFKC
again; then each character of the categories L, M, N and S and each of ``# % & @`` stays, those of Cf and Cc that are no
white space are dropped, and each run of others (white space, punctuation) becomes one space, with none at the ends. If
nothing is left, it is the folded text, each run of white space one space, none at the ends.

* ``question``: the digest of the normal form of the question, once number, heading marks, "T/F" label, marker and
  parentheses that begin with choose, select or pick are gone. Path, kind and options are not in it.
* ``twin``: the digest of the normal forms of all options in sorted order, then that of the whole answer without its id,
  each followed by a line feed. Moving options about keeps it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

_CHOOSE_HINT = re.compile(r"\((?:choose|select|pick)\b[^()]*\)", re.IGNORECASE)
_KEPT = "#%&@"


def question_fingerprint(question: str) -> str:
    """The id of a card that has none of its own; ``question`` is plain text, without number and label."""
    return _digest(_normal(_CHOOSE_HINT.sub(" ", question)))


def twin_fingerprint(options: Iterable[str], answer: str) -> str:
    """The second fingerprint, of options and answer in plain text."""
    return _digest("".join(f"{text}\n" for text in [*sorted(map(_normal, options)), _normal(answer)]))


def _digest(text: str) -> str:
    return blake2b(text.encode(errors="replace"), digest_size=8).hexdigest()


def _normal(text: str) -> str:
    """The normal form that the module's docstring defines."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(map(_normal_character, folded)).split()) or " ".join(folded.split())


@lru_cache(maxsize=4096)
def _normal_character(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] in "LMNS" or character in _KEPT:
        return character
    return "" if category in {"Cf", "Cc"} and not character.isspace() else " "
