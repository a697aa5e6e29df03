"""What Obsidian and its plugins compute: a site has no results of queries, so a word about them takes their place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from generator import wording

QUERIES: Mapping[str, str] = {
    "base": "a view of a base",
    "dataview": "a Dataview query",
    "dataviewjs": "a Dataview script",
    "query": "a search",
    "tasks": "a Tasks query",
}
"""Language of a fence -> what it asks for, as problems call it."""

_EXPRESSION = re.compile(r"=.*(?:\bthis\.|\[\[|\bdate\((?:today|now)\))|\$=.*\bdv\.", re.DOTALL)
"""What is meant for Dataview and hardly for a reader: to Dataview itself, any code that begins with ``=`` is."""


def is_expression(code: str) -> bool:
    """Whether inline code is computed by Dataview: ``= this.file.name``, ``$= dv.current().rating``."""
    return _EXPRESSION.match(code.strip()) is not None


def computed() -> str:
    """HTML in place of an expression's value."""
    return escape(wording.text("computed"), quote=False)


def notice(kind: str) -> str:
    """HTML in place of a query's result."""
    return escape(wording.text("query", kind=wording.kind("queries", kind)), quote=False)


def problem(kind: str) -> tuple[str, str]:
    """Message and hint of its diagnostic; ``kind`` is empty for an expression."""
    what = QUERIES.get(kind, "a Dataview expression")
    return f"{what} has no result on the site", "write the result down, or leave it out"
