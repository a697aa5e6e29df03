"""The tags of a link, by what it leads to."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from generator.model import Outcome

URL_SAFE = "/:?#[]@!$&'()*+,;=%~"
"""What stays as it is in the address of another site."""


def address(outcome: Outcome, root: str) -> str:
    """The value of ``href`` or ``src``, escaped. ``root`` is the way from the page to the site's root."""
    href = quote(outcome.href, safe=URL_SAFE) if outcome.state == "external" else root + outcome.href
    return escape(href)


def start_tag(outcome: Outcome, root: str, title: str = "") -> str:
    """What opens the link's text: an ``<a>``, or a ``<span>`` where there is nowhere to go."""
    state = outcome.state
    more = f' title="{escape(title)}"' if title else ""
    if state == "external":
        return f'<a class="external-link" href="{address(outcome, root)}"{more} rel="noopener noreferrer">'
    if state in ("note", "asset"):
        return f'<a class="internal-link" href="{address(outcome, root)}"{more}>'
    if state == "stub":
        return f'<a class="internal-link stub" href="{address(outcome, root)}">'
    if state == "tag":
        return f'<a class="tag" href="{address(outcome, root)}">'
    return '<span class="is-unresolved">' if state in ("missing-note", "missing-asset") else "<span>"


def end_tag(outcome: Outcome) -> str:
    """What closes it."""
    return "</a>" if outcome.state in ("external", "note", "asset", "stub", "tag") else "</span>"
