"""Blocks inside of paragraphs: HTML has no such thing, so the paragraph ends before the block and goes on after it."""

from __future__ import annotations

from collections.abc import Callable

from generator.model import Embed, Hole, Pieces


def parted(pieces: Pieces, is_block: Callable[[Embed], bool]) -> Pieces:
    """``pieces`` with every ``split`` embed that ``is_block`` between paragraphs; none of these is empty."""
    out: list[str | Hole] = []
    between = False
    for piece in pieces:
        if isinstance(piece, Embed) and piece.slot == "split" and is_block(piece):
            if not between:
                _end(out)
            between = True
            out.append(piece)
        else:
            out += _beginning(piece) if between else (piece,)
            between = False
    return tuple(out)


def _end(out: list[str | Hole]) -> None:
    """Ends the paragraph that ``out`` is in, or takes its start tag away if nothing is in it yet."""
    last = ""
    if out and isinstance(out[-1], str):
        last = out[-1].rstrip()
        out.pop()
    while last.endswith("<br>"):
        last = last.removesuffix("<br>").rstrip()
    out.append(last.removesuffix("<p>") if last.endswith("<p>") else f"{last}</p>\n")


def _beginning(piece: str | Hole) -> Pieces:
    """``piece`` as the first of a new paragraph, unless nothing but its end is left."""
    if not isinstance(piece, str):
        return "<p>", piece
    rest = piece.lstrip()
    while rest.startswith("<br>"):
        rest = rest.removeprefix("<br>").lstrip()
    return (rest.removeprefix("</p>").lstrip("\n"),) if rest.startswith("</p>") else (f"<p>{rest}",)
