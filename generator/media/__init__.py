"""Pictures, sound, films and other files that published notes refer to: what kind each is, its size, its address.

Only referenced files are opened. An address holds a digest of the content and nothing of the folder that the file lies
in, so it can be cached for ever and tells nothing about the rest of the vault. ``content`` is what the site holds of a
file: of a photo the picture, without what the camera wrote beside it (``metadata.py``); of an SVG only a drawing
(``svg.py``).
"""

from __future__ import annotations

import warnings
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from generator.filekind import APP_ONLY, Kind, ending, kind_of
from generator.media.copies import LEAST_BYTES, WIDTHS, copies
from generator.media.metadata import is_cut, orientation, without_metadata
from generator.media.svg import SvgError, size, without_source
from generator.model import Choice, Compact, File, Image, Output
from generator.shelf import Shelf, digest
from generator.slug import slug
from generator.vault import open_asset, read_asset

_MENDED = frozenset(("image", "file"))
"""Kinds whose files are looked through for metadata; all others are published as they are."""
_ACTIVE = frozenset((
    "htm", "html", "shtml", "xht", "xhtml", "mht", "mhtml", "xml", "xsl", "xslt", "svgz", "js", "mjs", "css", "wasm",
))  # fmt: skip
"""What a browser would run in the site's name if it were opened there: such files are shown as text."""
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP")
"""What a picture may be by its content, in Pillow's words."""
MAX_PIXELS = 100_000_000


class Copy(Compact, frozen=True, gc=False):
    """A smaller copy of a picture: its width in pixels, and of its file the digest and the bytes."""

    width: int
    digest: str
    size: int
    href: str = ""


class Medium(Compact, frozen=True, gc=False):
    """A file of the vault as the site shows it."""

    path: str
    kind: Kind
    href: str
    """From the site's root; empty if the file cannot be shown."""
    digest: str
    """Of ``content``."""
    image: Image | None = None
    """Size of a picture, ``None`` where it has none or is no picture."""
    problem: str = ""
    """Why it cannot be shown, for the author."""
    size: int = 0
    """Bytes of ``content``."""
    copies: tuple[Copy, ...] = ()
    """Of a large picture, narrowest first."""
    flaw: str = ""
    """What is wrong with it although it can be shown, for the author."""

    @property
    def loaded(self) -> bool:
        """Whether pages load the file itself: a picture that has copies may only be linked to."""
        choices = self.image.choices if self.image else ()
        return self.kind == "image" and (not choices or choices[-1].href == self.href)


def content(root: Path, path: str) -> bytes:
    """The bytes that the site holds of the file at ``path`` in the vault ``root``. Raises ``OSError``."""
    return _clean(path, read_asset(root, path))


def _clean(path: str, raw: bytes) -> bytes:
    if ending(path) == "svg":
        return without_source(raw)
    return without_metadata(raw) if kind_of(path) in _MENDED else raw


def file_output(root: Path, medium: Medium) -> Output:
    """The file of the site that holds ``medium`` of the vault ``root``."""
    opened = None if medium.kind in _MENDED else partial(open_asset, root, medium.path)
    return Output(medium.digest, partial(content, root, medium.path), opened)


def load(root: Path, asset: File) -> Medium:
    """Read ``asset`` and say what a page needs to know. Never raises: a problem is told in the value."""
    kind = kind_of(asset.path)
    if kind in APP_ONLY:
        return Medium(asset.path, kind, "", "")
    try:
        file = read_asset(root, asset.path)
    except OSError as error:
        return Medium(asset.path, kind, "", "", problem=f"the file cannot be read: {error.strerror or error}")
    raw = _clean(asset.path, file)
    own = digest(raw)
    image, problem = _picture(asset.path, raw) if kind == "image" else (None, "")
    if problem:
        return Medium(asset.path, kind, "", own, problem=problem)
    suffix = slug(ending(asset.path)).encode()[:20].decode(errors="ignore") or "bin"
    href = _href(asset.path, own, "txt" if suffix in _ACTIVE else suffix)
    flaw = "the file ends too early" if image and is_cut(file, raw) else ""
    return Medium(asset.path, kind, href, own, image, size=len(raw), flaw=flaw)


def _href(path: str, digest: str, suffix: str) -> str:
    stem = slug(PurePosixPath(path).stem).encode()[:60].decode(errors="ignore").strip("-") or "file"
    return f"assets/media/{stem}-{digest[:10]}.{suffix}"


# --- smaller copies ---------------------------------------------------------------------------------------------------


def may_have_copies(medium: Medium) -> bool:
    """Whether it is a picture of pixels, and large enough."""
    return medium.image is not None and medium.size >= LEAST_BYTES and ending(medium.path) != "svg"


def make_copies(root: Path, path: str, expected: str, shelf: Shelf) -> tuple[Copy, ...]:
    """Make the copies of the picture at ``path``, whose content has the digest ``expected``, and put them on the shelf.

    Raises ``OSError`` where it is not there any more, or is another one by now.
    """
    return tuple(Copy(width, shelf.put(data), len(data)) for width, data in copies(_same(root, path, expected)))


def copy_content(root: Path, medium: Medium, copy: Copy, shelf: Shelf) -> bytes:
    """The bytes of one copy: from the shelf, or made anew. Raises ``OSError`` as ``make_copies`` does."""
    found = shelf.get(copy.digest)
    return dict(copies(_same(root, medium.path, medium.digest)))[copy.width] if found is None else found


def _same(root: Path, path: str, expected: str) -> bytes:
    raw = content(root, path)
    if digest(raw) != expected:
        raise OSError(f"{path} was changed while the site was built")
    return raw


def with_copies(medium: Medium, made: tuple[Copy, ...]) -> Medium:
    """``medium`` with these copies to choose from, and the picture itself where they are much smaller than it."""
    if not made or medium.image is None:
        return medium
    named = tuple(replace(copy, href=_href(medium.path, copy.digest, "webp")) for copy in made)
    choices = tuple(Choice(copy.width, copy.href) for copy in named)
    if named[-1].width < min(medium.image.width, WIDTHS[-1]):
        choices += (Choice(medium.image.width, medium.href),)
    return replace(medium, copies=named, image=replace(medium.image, choices=choices))


def _picture(path: str, raw: bytes) -> tuple[Image | None, str]:
    """A picture's size, if it has one, and why it cannot be shown."""
    if not raw:
        return None, "the file is empty"
    if ending(path) != "svg":
        return _raster(raw)
    try:
        found = size(raw)
    except SvgError as error:
        return None, str(error)
    return (Image(*found) if found else None), ""


def picture_ending(raw: bytes) -> tuple[str, str]:
    """The file name ending that fits the picture ``raw``, and why it cannot be shown, if so. Every pixel is read."""
    from PIL import Image as Pillow

    start = raw[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"<html" in start or b"<!doctype html" in start:
        return "", "it is a web page, no picture"
    if start.startswith((b"<", b"\xff\xfe<", b"\xfe\xff")):
        return "svg", _picture("a.svg", raw)[1]
    problem = _picture("a.png", raw)[1]
    if problem:
        return "", problem
    try:
        with Pillow.open(BytesIO(raw), formats=_FORMATS) as picture:
            picture.load()
            kind = str(picture.format)
    except Exception as error:  # noqa: BLE001  # as below
        return "", f"it is damaged: {error}"
    return {"JPEG": "jpg", "MPO": "jpg"}.get(kind, kind.lower()), ""


def _raster(raw: bytes) -> tuple[Image | None, str]:
    from PIL import Image as Pillow  # imported late: most commands never open a picture
    from PIL import UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            with Pillow.open(BytesIO(raw), formats=_FORMATS) as picture:
                width, height = picture.size
                # Not getexif(): of a PNG it would decode every pixel.
                turned = orientation(picture.info.get("exif", b""))
    except UnidentifiedImageError:  # its message holds an address in memory
        return None, "it is damaged, or no image of a kind that browsers show"
    except Pillow.DecompressionBombError:
        return None, "the image is too large"
    except Exception as error:  # noqa: BLE001  # Pillow's decoders raise what they like on a damaged file
        return None, f"the image cannot be read: {type(error).__name__}: {error}"
    if width * height > MAX_PIXELS:
        return None, f"the image is too large: {width} × {height} pixels"
    return (Image(height, width) if turned in (5, 6, 7, 8) else Image(width, height)), ""
