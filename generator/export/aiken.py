"""``export --to aiken``: Moodle's simplest format. It holds questions with one right option, in plain text.

A question is a line, each option a line that begins with its letter, and ``ANSWER: B`` ends it. Source:
https://docs.moodle.org/en/Aiken_format.
"""

from __future__ import annotations

import re
from collections import Counter

from generator.export.face import Exported, Face, Material, Pictures, faces, left_out
from generator.export.simple import Ways, linker, plain

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_OPTION = re.compile(r"[A-Z][).]\s|ANSWER:")
"""What a line of an option or the key begins with."""


def export(material: Material) -> Exported:
    """UTF-8, a blank line between questions."""
    pictures = Pictures()
    blocks: list[str] = []
    missing: Counter[str] = Counter()
    for face in faces(material, Ways(linker(""), pictures)):
        block, reason = _block(face)
        pictures.end_card(written=bool(block))
        if block:
            blocks.append(block)
        else:
            missing[reason] += 1
    notices = (*left_out(missing), *pictures.notices("Aiken"))
    return Exported("\n".join(blocks).encode(), len(blocks), notices)


def _block(face: Face) -> tuple[str, str]:
    """The card's lines, or an empty text and why it cannot be told."""
    if not face.graded or face.multiple or len(face.correct) != 1:
        return "", "Aiken takes only questions with exactly one right option"
    if not 2 <= len(face.options) <= len(LETTERS):
        return "", "Aiken takes 2 to 26 options"
    question = " ".join(plain(face.question).split("\n"))
    options = [" ".join(plain(option).split("\n")) for option in face.options]
    if len(question) < 2 or _OPTION.match(question) or not all(options):
        return "", "Aiken could not tell the question from its options"
    lines = [question, *(f"{letter}) {option}" for letter, option in zip(LETTERS, options, strict=False))]
    return "".join(f"{line}\n" for line in (*lines, f"ANSWER: {LETTERS[face.correct[0]]}")), ""
