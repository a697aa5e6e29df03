"""The dialects in which people write cards, one a module.

A dialect has two functions, ``is_written_in`` for a quick look and ``drafts`` from the lines of a note to the cards it
finds; everything after that (kind, key, identity) is the same for all. To add a dialect, add its module here.
"""

from __future__ import annotations

from generator.cards.dialects import flashcards

DIALECTS = (flashcards,)
"""In the order of precedence: where two dialects claim a line, the first has it."""
