"""The look: templates and the built browser client, found where this installation keeps them.

A theme is read once a build and has a digest of all it holds, so that pages are made again when it changes. Styles
and scripts get fingerprinted names; pages refer to them by logical name.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator import installed, wording
from generator.model import Output
from generator.views import Page


class ThemeError(Exception):
    """There is no built client in this installation."""


class Theme:
    """Templates and client files of one look.

    ``assets`` maps a logical name (``site.css``) to its path on the site; ``digest`` covers everything. ``live`` has by
    name the files that belong to ``serve`` alone. The texts of pages are in neither.
    """

    def __init__(self, templates: Path, client: Path) -> None:
        if not (client / wording.PAGES).is_file():
            raise ThemeError(f"the browser client is not built: {client} lacks {wording.PAGES} (run: pip install -e .)")
        self._files = {
            file.relative_to(client).as_posix(): file.read_bytes()
            for file in sorted(client.rglob("*"))
            if file.is_file()
        }
        del self._files[wording.PAGES]
        self.live: Mapping[str, bytes] = {
            name: self._files.pop(name) for name in sorted(self._files) if name.startswith("live.")
        }
        self.assets: Mapping[str, str] = {name: _fingerprinted(name, raw) for name, raw in self._files.items()}
        total = blake2b(digest_size=16)
        for name, path in self.assets.items():
            total.update(f"{name}\0{path}\0".encode())
        for file in sorted(templates.rglob("*")):
            if file.is_file():
                total.update(file.relative_to(templates).as_posix().encode() + b"\0" + file.read_bytes())
        self.digest = total.hexdigest()
        self.environment = environment(templates)
        self.environment.globals["asset"] = self.assets.__getitem__

    def outputs(self) -> dict[str, Output]:
        """The client's files, by their path on the site."""
        return {path: output(self._files[name]) for name, path in self.assets.items()}


def environment(templates: Path) -> Environment:
    """What makes pages of templates. They have every text as ``say.name``, to be formatted where it has braces.

    What goes between the braces of a text is escaped with it, unless the text was escaped before.
    """
    made = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals |= {
        "say": SimpleNamespace(**wording.catalogue().texts),
        "counted": wording.counted,
        "number": wording.number,
        "date": wording.date,
        "address": address,
    }
    return made


def address(page: Page, href: str) -> str:
    """``href`` as ``page`` writes it: a place of the site from where the page stands, a URL as it is."""
    return href if ":" in href.partition("/")[0] else page.root + href


def output(raw: bytes) -> Output:
    """An ``Output`` whose bytes are at hand."""
    return Output(blake2b(raw, digest_size=16).hexdigest(), lambda: raw)


@cache
def default() -> Theme:
    """The look that comes with studysite. Raises ``ThemeError`` if its client was never built."""
    return Theme(installed.templates(), installed.client())


def _fingerprinted(name: str, raw: bytes) -> str:
    path = PurePosixPath("assets") / name
    tail = blake2b(raw, digest_size=4).hexdigest()
    return str(path.with_name(f"{path.stem}.{tail}{path.suffix}"))
