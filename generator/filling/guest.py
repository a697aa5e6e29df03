"""A note that is shown in another: what stands around it."""

from __future__ import annotations

from html import escape

from generator.filling.link import end_tag, start_tag
from generator.model import Embed, Outcome, Transclusion


def frame(hole: Embed, shown: Transclusion, outcome: Outcome, root: str) -> tuple[str, str]:
    """What stands before and after the guest's own HTML: classes as in Obsidian, and a link to where it is from."""
    name = escape(hole.alt or outcome.title, quote=False)
    title = f'<p class="markdown-embed-title">{start_tag(outcome, root)}{name}{end_tag(outcome)}</p>\n'
    start = f'<div class="internal-embed markdown-embed">\n{title}<div class="markdown-embed-content">\n'
    end = "</div>\n</div>\n"
    return (f"{start}<{shown.wrap}>\n", f"</{shown.wrap}>\n{end}") if shown.wrap else (start, end)
