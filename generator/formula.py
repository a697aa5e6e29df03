r"""Where a formula begins and ends in a line of text: ``$inline$`` and ``$$display$$``.

Markdown and the card grammar both must not look into formulas, so both ask here. The rules are Obsidian's: no white
space inside a single ``$``, no digit behind the closing one (``$5 and $10`` is text), and ``\$`` is a dollar. The first
dollar sign that is not escaped ends a formula or shows that there is none; so does a backtick, as code wins over math.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BODY = r"(?:[^$\\`\n]|\n(?![ \t]*\n)|\\[^`])"
PATTERN = (
    rf"\$\$(?=\s*[^\s$])(?P<display>(?:{_BODY}|\$(?!\$))++)\$\$"
    rf"|\$(?![\s$])(?P<inline>{_BODY}++)(?<!\s)\$(?!\d)"
)
"""A formula; what stands between its marks is the group ``display`` or ``inline``."""
FORMULA = re.compile(PATTERN)
_HIDDEN = re.compile(rf"`[^`]*`|\\[\\$]|{PATTERN}")
_PART = re.compile(r"(?P<text>(?:\\\S|[^\s%])++)|(?P<space>\s+)|%[^\n]*")


def parts(body: str) -> Iterator[tuple[str, int]]:
    """What stands between the marks of a formula, without LaTeX's comments: words and single spaces, with offsets."""
    for part in _PART.finditer(body):
        if part.lastgroup:
            yield part["text"] or " ", part.start()


def latex(body: str) -> str:
    """What stands between the marks of a formula, without LaTeX's comments, white space as single spaces."""
    return " ".join("".join(text for text, _ in parts(body)).split())


def masked(text: str) -> str:
    """``text`` with a backtick for each character of its code spans and formulas."""
    return _HIDDEN.sub(lambda found: "`" * len(found[0]) if found[0][0] != "\\" else found[0], text)
