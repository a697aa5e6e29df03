"""What stands for a file that is not shown in place."""

from __future__ import annotations

from html import escape
from urllib.parse import urlsplit

from generator.filling.link import end_tag, start_tag
from generator.model import Doc, Embed, Outcome


def reference(hole: Embed, doc: Doc, outcome: Outcome, root: str) -> str:
    """What stands for an embed that is not shown in place: a link with a name, or a word about what is missing."""
    link = doc.links[hole.link]
    if outcome.state == "external":
        text = hole.alt or urlsplit(outcome.href).netloc or outcome.href
    else:
        text = hole.alt or link.target or doc.title
    if outcome.state in ("missing-note", "missing-asset"):
        return f'<span class="missing-media">{escape(text, quote=False)} is missing</span>'
    if hole.slot == "link":
        return escape(text, quote=False)
    return f"{start_tag(outcome, root)}{escape(text, quote=False)}{end_tag(outcome)}"
