"""Excalidraw's drawings: which notes are drawings, what of them their author wrote, where their pictures are.

The plugin keeps a drawing as data in a note (``Plan.excalidraw.md``, or any note with its key in the front matter), in
former times in a file (``Plan.excalidraw``), and may export a picture beside it. The data are never read: they hold
whatever was put on the drawing, see docs/decisions/app-files.md. Source of the format: the plugin's code,
https://github.com/zsviczian/obsidian-excalidraw-plugin.
"""

from __future__ import annotations

import re

_FILE, _NOTE = ".excalidraw", ".excalidraw.md"
_KEY = re.compile(r"^excalidraw-plugin[ \t]*:", re.MULTILINE)
_DATA = re.compile(
    r"#{1,2}[ ]+(?:Excalidraw Data|Text Elements|Element Links|Embedded Files|Drawing)[ ]*|```(?:compressed-)?json.*"
)
_ADVICE = re.compile(r"==\s*⚠.*")
"""The plugin's word to those who see a drawing as text."""
_ENDINGS = (".svg", ".png", ".light.svg", ".light.png", ".dark.svg", ".dark.png")


def is_drawing(path: str, text: str) -> bool:
    """Tell whether the note at ``path`` is a drawing."""
    if path.lower().endswith(_NOTE):
        return True
    end = text.find("\n---", 3) if text.startswith("---") else -1
    return end > 0 and _KEY.search(text, 0, end) is not None


def without_data(text: str) -> str:
    """A drawing's note with the lines of its author alone; all others are empty, so that lines keep their numbers."""
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines) if _DATA.fullmatch(line)), len(lines))
    return "\n".join("" if at >= first or _ADVICE.match(line) else line for at, line in enumerate(lines))


def name(path: str) -> str:
    """What a drawing is called: the name of its file without endings."""
    return path.rpartition("/")[2].removesuffix(".md").removesuffix(_FILE)


def pictures(path: str) -> tuple[str, ...]:
    """Where the exported picture of the drawing at ``path`` may be, the best first: as Excalidraw names it."""
    stems = (
        (path.removesuffix(".md"), path.removesuffix(_FILE)) if path.endswith(_FILE) else (path.removesuffix(".md"),)
    )
    return tuple(stem + ending for stem in stems for ending in _ENDINGS)
