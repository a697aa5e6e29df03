"""What makes the site an app that works offline: the service worker with its list of files, and the web app manifest.

The worker is the client's ``sw.js`` behind a line that the build writes: which files every visitor gets, each with a
revision, so that an update fetches only what changed. These are the shell and the quiz data, then pages, then pictures,
up to 500 files or 10 MB. All other files stand in a list of their own, which is fetched only by readers who want
everything saved; so ``sw.js``, which browsers look at with every visit, stays small. See docs/decisions/offline.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from generator.config import Config
from generator.media import Medium
from generator.memo import digest
from generator.model import Output
from generator.theme import output
from generator.views import Shell

WORKER = "sw.js"
MANIFEST = "manifest.webmanifest"
MAX_FILES = 500
MAX_BYTES = 10_000_000
_SAMPLE = 64
"""So many pages are made to estimate what all the pages weigh that nobody gets unasked."""
_REVISION = 12
_SHORT = 12
"""Characters of a name that fit under an icon."""
_ICONS = (("icons/icon", "any"), ("icons/maskable", "maskable"))
_SIZES = (192, 512)


def is_for_readers(path: str) -> bool:
    """Whether browsers ask for the file: what stands at the root for hosts and search engines is none of theirs."""
    return "/" in path or path.endswith((".html", ".js", ".webmanifest"))


def full_list(files: Mapping[str, Output], shell: Iterable[str]) -> tuple[str, Output]:
    """Path and content of the list of every file that can be saved, ``shell`` left out: path -> revision."""
    names = sorted(path for path in files.keys() - set(shell) if is_for_readers(path))
    made = output(msgspec.json.encode({path: _revision(files[path]) for path in names}))
    return f"assets/data/offline.{made.digest[:8]}.json", made


def worker(
    client: bytes,
    build: str,
    files: Mapping[str, Output],
    shell: Sequence[str],
    pages: Sequence[str],
    media: Iterable[Medium],
    more: str,
) -> Output:
    """The service worker of the build ``build``.

    ``shell`` is always kept, ``pages`` in their order as far as they fit, then any other page, then pictures. ``more``
    is the path of the full list. Pages are made only to be weighed, and only when the worker's bytes are wanted.
    """
    found = {file for medium in media if medium.href for file in _files(medium)}  # two of the vault may be one picture
    heavy = sorted(found)
    placed = {*shell, more, *(file.href for file in heavy)}
    pages = [*pages, *sorted(filter(is_for_readers, files.keys() - placed - set(pages)))]
    key = digest(client, build, shell, pages, heavy)

    def make() -> bytes:
        kept = _kept(files, shell, pages, heavy)
        listing = {
            "build": build,
            "files": {path: _revision(files[path]) for path in kept},
            "more": {"list": more, **_rest(files, kept, pages, heavy)},
        }
        return b"self.listing=" + msgspec.json.encode(listing) + b";\n" + client

    return Output(key, make)


def no_worker(client: bytes) -> Output:
    """A worker that removes one which was installed before, and itself."""
    return output(b"self.listing=null;\n" + client)


class _Heavy(NamedTuple):
    """A file of the vault on the site, or a smaller copy of one."""

    href: str
    size: int
    unasked: bool
    """Every visitor gets it, if there is room: a picture that a page may load."""


def _files(medium: Medium) -> Iterator[_Heavy]:
    yield _Heavy(medium.href, medium.size, medium.loaded)
    for copy in medium.copies:
        yield _Heavy(copy.href, copy.size, unasked=True)


def _revision(made: Output) -> str:
    return made.digest[:_REVISION]


def _kept(
    files: Mapping[str, Output], shell: Sequence[str], pages: Sequence[str], heavy: Sequence[_Heavy]
) -> dict[str, int]:
    """Path -> bytes of what every visitor gets."""
    kept = {path: len(files[path].make()) for path in shell}
    room = MAX_BYTES - sum(kept.values())
    for path in pages:
        if len(kept) >= MAX_FILES or room <= 0:
            break
        size = len(files[path].make())
        if size > room:
            break
        kept[path] = size
        room -= size
    for file in heavy:
        if file.unasked and len(kept) < MAX_FILES and file.size <= room:
            kept[file.href] = file.size
            room -= file.size
    return kept


def _rest(
    files: Mapping[str, Output], kept: Mapping[str, int], pages: Sequence[str], heavy: Sequence[_Heavy]
) -> dict[str, int]:
    """Count and bytes of what is saved only when asked for; the bytes of many pages are an estimate."""
    left = [path for path in pages if path not in kept]
    sample = left[:: max(1, len(left) // _SAMPLE)]
    weighed = sum(len(files[path].make()) for path in sample)
    sizes = [file.size for file in heavy if file.href not in kept]
    size = sum(sizes) + (weighed * len(left) // len(sample) if sample else 0)
    return {"files": len(left) + len(sizes), "bytes": size}


def manifest(shell: Shell, config: Config) -> bytes:
    """The web app manifest (https://www.w3.org/TR/appmanifest/). Its addresses count from its own, the site's root."""
    assets = dict(shell.assets)
    fields: dict[str, Any] = {
        "name": shell.title,
        "short_name": _short(shell.title),
        "description": config.description,
        "lang": shell.language,
        "dir": shell.direction,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": "#fbfaf7",
        "theme_color": "#fbfaf7",
        "icons": [
            {"src": assets[f"{name}-{size}.png"], "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for name, purpose in _ICONS
            for size in _SIZES
        ],
    }
    return msgspec.json.encode({name: value for name, value in fields.items() if value})


def _short(title: str) -> str:
    """As many whole words of ``title`` as fit under an icon, else its first characters."""
    if len(title) <= _SHORT:
        return title
    return title[: _SHORT + 1].rpartition(" ")[0] or title[:_SHORT]
