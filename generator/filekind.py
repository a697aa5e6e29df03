"""What kind of thing a file is, by its ending, as Obsidian decides it. Holds for files of the vault and elsewhere."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Literal

Kind = Literal["image", "video", "audio", "pdf", "canvas", "base", "drawing", "file"]

_ENDINGS: dict[Kind, tuple[str, ...]] = {
    "image": ("png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp"),
    "video": ("mp4", "webm", "mov", "ogv", "mkv"),
    "audio": ("mp3", "wav", "ogg", "m4a", "flac", "3gp"),
    "pdf": ("pdf",),
    "canvas": ("canvas",),
    "base": ("base",),
    "drawing": ("excalidraw",),
}
_KINDS = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings}

APP_ONLY: frozenset[str] = frozenset(("canvas", "base", "drawing"))
"""What only Obsidian can show. The site holds none of their bytes: see docs/decisions/app-files.md."""


def ending(path: str) -> str:
    """``svg`` for ``a/B.SVG``; empty where there is none."""
    return PurePosixPath(path).suffix.lower().lstrip(".")


def kind_of(path: str) -> Kind:
    """The kind of the file at ``path``."""
    return _KINDS.get(ending(path), "file")
