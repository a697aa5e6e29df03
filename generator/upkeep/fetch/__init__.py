"""``studysite fetch-media``: copies pictures of other sites into the vault, and leads the notes that show them there.

Since it writes into notes, it changes only the address of a picture and keeps every other byte; a note that was saved
meanwhile is left alone; no file is ever overwritten; and one picture that cannot be had keeps no other from being
copied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from generator import vault
from generator.config import Config
from generator.media import picture_ending
from generator.parse import Settings, parse
from generator.progress import Tick
from generator.shelf import digest
from generator.slug import DEVICES, slug
from generator.upkeep.fetch.web import FetchError, download
from generator.upkeep.fetch.written import Place, edited, places
from generator.upkeep.rewriting import ChangedError, rewrite

_TOGETHER = 6
"""Pictures that are fetched at a time."""
_FOLDERS = ("attachments", "assets", "images", "media")
"""Where pictures are likely to lie, if Obsidian has no setting for it. The first is made where there is none."""
_LONGEST = 80
"""Bytes of a name."""


class Note(NamedTuple):
    """A note with pictures from elsewhere."""

    path: str
    raw: bytes
    """As read: what it must still be when it is written."""
    places: tuple[Place, ...]


class Report(NamedTuple):
    """What came of it."""

    copied: int
    """Pictures."""
    changed: int
    """Notes."""
    failed: int
    """Pictures and notes."""


def remote_pictures(root: Path, config: Config) -> tuple[Note, ...]:
    """The notes of the vault at ``root``, unpublished ones too, that show pictures from elsewhere; sorted.

    Raises ``OSError`` if ``root`` cannot be listed.
    """
    settings = Settings(breaks=not config.strict_line_breaks, cards=config.cards)
    found = []
    for file in vault.scan(root, config).notes:
        try:
            raw = vault.read_asset(root, file.path)
        except OSError:
            continue  # `check` tells of it
        if any(mark in raw for mark in (b"://", b"data:")):
            shown = places(parse(vault.decode(file.path, raw), settings), raw, config.allow_hosts)
            if shown:
                found.append(Note(file.path, raw, shown))
    return tuple(found)


def folder_of(root: Path, config: Config, note: str) -> str:
    """The vault path of the folder that takes the attachments of ``note``, as Obsidian is set; empty for the root.

    Raises ``FetchError`` for one that is hidden or leads out of the vault.
    """
    setting = config.attachments
    if setting is None:
        here = {entry.name.casefold(): entry.name for entry in sorted(root.iterdir(), reverse=True) if entry.is_dir()}
        setting = next((here[name] for name in _FOLDERS if name in here), _FOLDERS[0])
    inside = note.rpartition("/")[0] if setting.startswith("./") else ""
    parts = [part for part in f"{inside}/{setting}".split("/") if part not in ("", ".")]
    outside = not root.joinpath(*parts).resolve().is_relative_to(root.resolve())
    if outside or any(part.startswith(".") for part in parts):
        raise FetchError(f'the folder for attachments, "{setting}", is hidden or not in the vault')
    return "/".join(parts)


def fetch(root: Path, config: Config, notes: Sequence[Note], say: Callable[[str], None], tick: Tick) -> Report:
    """Copy every picture of ``notes`` and write the notes. ``say`` gets a line for all that was done or failed."""
    first: dict[str, tuple[Note, Place]] = {}
    copied: dict[str, str] = {}
    failed = 0
    for note in notes:
        for place in note.places:
            if place.start < place.end:
                first.setdefault(place.url, (note, place))
            else:
                failed += 1
                say(f"{note.path}:{place.line}: {shown(place.url)}: its address stands elsewhere; change it there")
    for done, (url, got) in enumerate(_downloads(list(first)), 1):
        note, place = first[url]
        try:
            if isinstance(got, FetchError):
                raise got
            copied[url] = _kept(root, folder_of(root, config, note.path), url, got)
            say(f"{shown(url)} -> {copied[url]}")
        except (FetchError, OSError) as error:
            failed += 1
            say(f"{note.path}:{place.line}: {shown(url)}: {getattr(error, 'strerror', None) or error}")
        tick(done, len(first))
    changed = 0
    for note in notes:
        try:
            changed += _write(root, note, copied)
        except (ChangedError, OSError) as error:
            failed += 1
            say(f"{note.path}: {getattr(error, 'strerror', None) or error}")
    return Report(len(copied), changed, failed)


def shown(url: str) -> str:
    """``url`` as a line of text has room for it: of a ``data:`` URL the beginning."""
    return f"{url[:32]}…" if url.startswith("data:") else url


def _downloads(urls: Sequence[str]) -> Iterator[tuple[str, bytes | FetchError]]:
    def one(url: str) -> bytes | FetchError:
        try:
            return download(url)
        except FetchError as error:
            return error

    with ThreadPoolExecutor(_TOGETHER) as pool:
        for start in range(0, len(urls), _TOGETHER):  # no more in memory than these
            some = urls[start : start + _TOGETHER]
            yield from zip(some, pool.map(one, some), strict=True)


def _kept(root: Path, folder: str, url: str, data: bytes) -> str:
    """The vault path of a file that holds the picture ``data``; it is written unless it is there already."""
    ending, problem = picture_ending(data)
    if problem:
        raise FetchError(problem)
    stem = "" if url.startswith("data:") else PurePosixPath(unquote(urlsplit(url).path)).stem
    stem = slug(stem, lower=False).encode()[:_LONGEST].decode(errors="ignore").strip("-")
    stem = stem if stem and stem.lower() not in DEVICES else f"picture-{stem}".strip("-")
    (root / folder).mkdir(parents=True, exist_ok=True)
    taken = {entry.name.casefold(): entry for entry in (root / folder).iterdir()}
    names = (f"{stem}{f'-{digest(data)[:length]}' if length else ''}.{ending}" for length in (0, 6, 12, 32))
    for name in names:
        there = taken.get(name.casefold())
        if there is None:
            _create(root / folder / name, data)
            return f"{folder}/{name}".lstrip("/")
        if there.is_file() and there.read_bytes() == data:
            return f"{folder}/{there.name}".lstrip("/")
    raise FetchError("every name for it is taken")


def _create(file: Path, data: bytes) -> None:
    with file.open("xb") as out:
        try:
            out.write(data)
        except BaseException:
            with suppress(OSError):
                file.unlink()
            raise


def _write(root: Path, note: Note, copied: Mapping[str, str]) -> bool:
    """Write ``note`` with the pictures that are there now; whether anything changed."""
    new = edited(note.raw, note.places, copied)
    if new == note.raw:
        return False
    rewrite(root / note.path, note.raw, new)
    return True
