"""Where the folders lie that come with the program: inside the package once installed, beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def templates() -> Path:
    """The templates of pages."""
    return _folder("templates", "templates")


def client() -> Path:
    """The built browser client."""
    return _folder("client", "assets/dist")


def _folder(inside: str, beside: str) -> Path:
    folder = _PACKAGE / inside
    return folder if folder.is_dir() else _PACKAGE.parent / beside
