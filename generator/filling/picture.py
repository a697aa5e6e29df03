"""A picture in its place."""

from __future__ import annotations

from html import escape

from generator.filling.link import address
from generator.model import Embed, Outcome


def picture(hole: Embed, outcome: Outcome, root: str) -> str:
    """The ``<img>`` of an embed, with the size that the author asked for, or its own."""
    width, height = hole.width, hole.height
    size = outcome.image
    if size is not None:
        if width and not height:
            height = max(1, round(width * size.height / size.width))
        elif not width:
            width, height = size.width, size.height
    sizes = f' width="{width}"' if width else ""
    sizes += f' height="{height}"' if height else ""
    if outcome.state == "external":
        sizes += ' referrerpolicy="no-referrer"'
    return f'<img src="{address(outcome, root)}" alt="{escape(hole.alt)}"{sizes} loading="lazy" decoding="async">'
