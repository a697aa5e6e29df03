"""CSS snippets: the author's own style sheets, which every page loads after the theme's.

They lie where Obsidian has them, in ``.obsidian/snippets/``, or anywhere in the vault. A page loads nothing but the
site's own files, so what a snippet would load is taken out and told. That is for a clean console: what keeps a page
from loading it is the content security policy, however it may be written.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from pathlib import Path

from generator.config import read
from generator.model import Compact, Diagnostic
from generator.slug import slug

_STRING = r""""(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'"""
_TOKEN = re.compile(
    rf"""(?P<comment>/\*.*?(?:\*/|\Z))
    | (?P<load>@import\b(?:{_STRING}|url\([^)]*+(?:\)|\Z)|[^;{{}}"'])*+;?)
    | url\(\s*+(?P<url>{_STRING}|(?:[^)"'\\]|\\.)*+)\s*+(?:\)|\Z)
    | (?P<text>{_STRING})""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_OWN = re.compile(r"(?:data:image/|\#)", re.IGNORECASE)


class Snippet(Compact, frozen=True, gc=False):
    """A style sheet as the site has it, and its path from the site's root, which holds a digest of it."""

    href: str
    css: str


def load(root: Path, paths: tuple[str, ...]) -> tuple[tuple[Snippet, ...], tuple[Diagnostic, ...]]:
    """The snippets at ``paths`` of the vault, in their order, and what is wrong with them."""
    found: dict[Snippet, None] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        try:
            raw = read(root, path)
        except OSError as error:
            message = f"the snippet cannot be read: {error.strerror or error}"
            problems.append(Diagnostic("snippet-missing", path, 0, 0, message))
            continue
        if raw is None or (root / path).resolve().suffix != ".css":  # a link may have another name than its file
            problems.append(Diagnostic("snippet-missing", path, 0, 0, "there is no such snippet", _others(root, path)))
            continue
        css, told = without_loads(path, raw.decode("utf-8-sig", errors="replace"))
        tail = blake2b(css.encode(), digest_size=4).hexdigest()
        found[Snippet(f"assets/snippets/{slug(Path(path).stem) or 'snippet'}.{tail}.css", css)] = None
        problems += told
    return tuple(found), tuple(problems)


def without_loads(path: str, css: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """``css`` without what it would load from elsewhere: ``@import`` is left out, ``url()`` becomes ``none``.

    Pictures written into the style sheet stay. Tokens as in https://www.w3.org/TR/css-syntax-3/.
    """
    problems = []

    def told(at: int, message: str, hint: str) -> None:
        line, col = css.count("\n", 0, at) + 1, at - css.rfind("\n", 0, at)
        problems.append(Diagnostic("snippet-load", path, line, col, message, hint))

    def kept(token: re.Match[str]) -> str:
        if token["load"]:
            told(token.start(), "@import is left out: pages load nothing from elsewhere", "name that file in snippets")
            return ""
        if token["url"] is None or _OWN.match(token["url"].strip("\"' ")):
            return token[0]
        told(token.start(), "url() is left out: pages load nothing from elsewhere", "write the picture as a data: URL")
        return "none"

    return _TOKEN.sub(kept, css), tuple(problems)


def _others(root: Path, path: str) -> str:
    """Which snippets there are beside the missing one."""
    folder = (root / path).parent
    inside = folder.is_dir() and folder.resolve().is_relative_to(root.resolve())
    names = sorted(file.name for file in folder.iterdir() if file.suffix == ".css") if inside else []
    return f"there are: {', '.join(names)}" if names else ""
