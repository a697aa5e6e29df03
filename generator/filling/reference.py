"""What stands for a thing that is not shown in place: its name and a word on what it is, as a link where one can go."""

from __future__ import annotations

from html import escape
from pathlib import PurePosixPath
from urllib.parse import unquote

from generator import wording
from generator.filekind import APP_ONLY, ending
from generator.filling.link import address, end_tag, start_tag
from generator.model import Doc, Embed, Outcome


def reference(hole: Embed, doc: Doc, outcome: Outcome, root: str) -> str:
    """What stands for an embed that is not shown in place. It is phrasing, so it may stand in any slot."""
    name, about = escape(name_of(hole, doc, outcome), quote=False), about_of(outcome)
    if hole.slot == "link":
        return name
    if hole.slot == "phrasing" or not about:
        return f"{start_tag(outcome, root)}{name}{end_tag(outcome)}"
    if outcome.state == "external":
        start = f'<a class="media-link external-link" href="{address(outcome, root)}" rel="noopener noreferrer">'
    elif outcome.state == "asset":
        saved = f' download="{escape(outcome.title)}"' if outcome.media == "file" else ""
        start = f'<a class="media-link internal-link" href="{address(outcome, root)}"{saved}>'
    else:
        start = f'<span class="media-link{" missing-media" * outcome.state.startswith("missing")}">'
    words = f'<span class="media-name">{name}</span>'
    if about != name:
        words += f' <span class="media-about">{about}</span>'
    return f"{start}{words}{end_tag(outcome)}"


def name_of(hole: Embed, doc: Doc, outcome: Outcome) -> str:
    """What its author calls the embedded thing, else the name that it has."""
    if hole.alt:
        return hole.alt
    if outcome.media in APP_ONLY:
        return PurePosixPath(outcome.path).stem.removesuffix(".excalidraw")
    if outcome.state == "asset":
        return outcome.title
    if outcome.state == "external":
        return outcome.title or outcome.href
    link = doc.links[hole.link]
    return (link.target if link.kind == "embed" else unquote(link.target)) or doc.title


def about_of(outcome: Outcome) -> str:
    """What the embedded thing is, in a few words of HTML; empty for a note."""
    if outcome.media in APP_ONLY:
        about = wording.text("onlyInObsidian", kind=wording.kind("apps", outcome.media))
    elif outcome.state == "asset":
        kind = ending(outcome.path).upper() or wording.text("file")
        about = wording.text("about", kind=kind, size=_weight(outcome.length))
    elif outcome.state == "external":
        about = outcome.title
    else:
        about = wording.text("notFound") if outcome.state.startswith("missing") else ""
    return escape(about, quote=False)


def _weight(length: int) -> str:
    """A number of bytes as people read it."""
    for unit, size in (("megabytes", 1_000_000), ("kilobytes", 1_000)):
        if length >= size:
            shown = wording.number(length / size, ".1f") if length < 10 * size else wording.number(length // size)
            return wording.text(unit, number=shown)
    return wording.counted("bytes", length)
