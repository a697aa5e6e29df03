"""A picture in its place."""

from __future__ import annotations

from html import escape

from generator import wording
from generator.filling.link import address
from generator.model import Embed, Image, Outcome

_MEASURE = 612
"""CSS pixels: as wide as text is set (``--measure`` in rem of 17), and so the most that a picture gets."""
_MARGIN = 32
"""CSS pixels beside the text of a narrow window, left and right together."""


def picture(hole: Embed, outcome: Outcome, root: str, *, first: bool = False, opens: bool = False) -> str:
    """The ``<img>`` of an embed, with the size that the author asked for, or its own.

    :param first: it is seen as soon as the page is, so it is loaded at once.
    :param opens: where it is shown smaller than it is, it is a link to itself.
    """
    width, height = hole.width, hole.height
    size = outcome.image
    if size is not None:
        if width and not height:
            height = max(1, round(width * size.height / size.width))
        elif not width:
            width, height = size.width, size.height
    src = address(outcome, root)
    sizes = f' width="{width}"' if width else ""
    sizes += f' height="{height}"' if height else ""
    if outcome.state == "external":
        sizes += ' referrerpolicy="no-referrer"'
    loading = ' fetchpriority="high"' if first else ' loading="lazy"'
    image = f'<img src="{src}"{_choices(size, width, root)} alt="{escape(hole.alt)}"{sizes}{loading} decoding="async">'
    if opens and hole.slot in ("block", "split", "flow") and size and width and size.width > min(width, _MEASURE):
        return f'<a class="picture" href="{src}" title="{escape(wording.text("openLarger"))}">{image}</a>'
    return image


def _choices(size: Image | None, width: int | None, root: str) -> str:
    """The picture's files and how wide it is shown at most: the browser picks what suits its screen."""
    if size is None or not size.choices:
        return ""
    files = ", ".join(f"{escape(root + choice.href)} {choice.width}w" for choice in size.choices)
    shown = min(width or size.width, _MEASURE)
    return f' srcset="{files}" sizes="(min-width: {shown + _MARGIN}px) {shown}px, calc(100vw - {_MARGIN}px)"'
