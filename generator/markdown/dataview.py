"""What Obsidian and its plugins compute: a site has no results of queries, so a word about them takes their place."""

from __future__ import annotations

import re
from collections.abc import Mapping

QUERIES: Mapping[str, str] = {
    "base": "A view of a base",
    "dataview": "A Dataview query",
    "dataviewjs": "A Dataview script",
    "query": "A search",
    "tasks": "A Tasks query",
}
"""Language of a fence -> what it asks for."""
COMPUTED = "(computed in Obsidian)"
"""The words in place of an expression's value."""

_EXPRESSION = re.compile(r"=.*(?:\bthis\.|\[\[|\bdate\((?:today|now)\))|\$=.*\bdv\.", re.DOTALL)
"""What is meant for Dataview and hardly for a reader: to Dataview itself, any code that begins with ``=`` is."""


def is_expression(code: str) -> bool:
    """Whether inline code is computed by Dataview: ``= this.file.name``, ``$= dv.current().rating``."""
    return _EXPRESSION.match(code.strip()) is not None


def notice(kind: str) -> str:
    """The words in place of a query's result."""
    return f"{QUERIES[kind]}; its result is shown in Obsidian only."


def problem(kind: str) -> tuple[str, str]:
    """Message and hint of its diagnostic; ``kind`` is empty for an expression."""
    what = QUERIES.get(kind, "A Dataview expression")
    return f"{what[0].lower()}{what[1:]} has no result on the site", "write the result down, or leave it out"
