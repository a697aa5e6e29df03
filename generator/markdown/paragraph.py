"""What a paragraph has begun by a line that might end it."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

_NO_MARKS = re.compile(r"\\[%$]|(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
"""Where marks mean themselves."""


def is_open(state: StateBlock, line: int, mark: str) -> bool:
    """Has the paragraph that ``line`` might go on opened a pair of ``mark`` by then? What was counted is kept."""
    counted, upto, odd = state.env.get(mark, (None, 0, False))
    if counted is not state or not state.line <= upto <= line:
        upto, odd = state.line, False
    for above in range(upto, line):
        text = state.src[state.bMarks[above] : state.eMarks[above]]
        if mark in text:
            odd ^= _NO_MARKS.sub("", text).count(mark) % 2 == 1
    state.env[mark] = (state, line, odd)
    return bool(odd)
