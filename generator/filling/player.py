"""A film, a recording, a PDF or a page of an allowed host, in its place, with a link to it below.

The link is always there: a browser may not know the format, phones show no PDF inside of a page, paper shows nothing.
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote

from generator.filling.link import URL_SAFE, address, end_tag, start_tag
from generator.filling.reference import about_of, name_of
from generator.model import Doc, Embed, Outcome

_PLAYED = frozenset(("video", "audio", "pdf", "frame"))
_BLOCK_SLOTS = frozenset(("block", "split", "flow"))
_HEIGHT = re.compile(r"#(?:.*&)?height=([0-9]{2,4})(?:&|\Z)")
_SANDBOX = "allow-scripts allow-same-origin allow-popups allow-presentation"
"""A player of another site needs its scripts and its storage. It may not send this page elsewhere, nor save files."""


def is_figure(hole: Embed, outcome: Outcome) -> bool:
    """Tell whether the hole is filled by ``player``, with a block that no paragraph may hold."""
    return outcome.media in _PLAYED and hole.slot in _BLOCK_SLOTS


def player(hole: Embed, doc: Doc, outcome: Outcome, root: str) -> str:
    """The ``<figure>``."""
    name, about = name_of(hole, doc, outcome), about_of(outcome)
    label, text, src = escape(name), escape(name, quote=False), address(outcome, root)
    size = f' width="{hole.width}"' * bool(hole.width) + f' height="{hole.height}"' * bool(hole.height)
    if outcome.media == "video":
        shown = f'<video controls preload="metadata" src="{src}" aria-label="{label}"{size}></video>'
    elif outcome.media == "audio":
        shown = f'<audio controls preload="metadata" src="{src}" aria-label="{label}"></audio>'
    elif outcome.media == "pdf":
        height = _HEIGHT.search(outcome.href)
        size = f' height="{height[1]}"' if height else size
        bare = f"{src}{'&amp;' if '#' in src else '#'}navpanes=0"  # thumbnails take half of the room
        shown = f'<iframe src="{bare}" title="{label}" loading="lazy"{size}></iframe>'
    else:
        src = escape(quote(outcome.src, safe=URL_SAFE))
        shown = (
            f'<iframe src="{src}" title="{label}" loading="lazy" sandbox="{_SANDBOX}" allowfullscreen '
            f'referrerpolicy="strict-origin-when-cross-origin"{size}></iframe>'
        )
    words = f"{start_tag(outcome, root)}{text}{end_tag(outcome)}"
    if about != text:
        words += f' <span class="media-about">{about}</span>'
    return (
        f'<figure class="player" data-media="{outcome.media}">\n{shown}\n<figcaption>{words}</figcaption>\n</figure>\n'
    )
