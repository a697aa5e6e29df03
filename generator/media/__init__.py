"""Pictures, sound, films and other files that published notes refer to: what kind each is, its size, its address.

Only referenced files are opened. An address holds a digest of the content and nothing of the folder that the file lies
in, so it can be cached for ever and tells nothing about the rest of the vault. ``content`` is what the site holds of a
file: of a photo the picture, without what the camera wrote beside it (``metadata.py``); of an SVG only a drawing
(``svg.py``).
"""

from __future__ import annotations

import warnings
from hashlib import blake2b
from io import BytesIO
from pathlib import Path, PurePosixPath

from generator.filekind import APP_ONLY, Kind, ending, kind_of
from generator.media.metadata import orientation, without_metadata
from generator.media.svg import SvgError, size, without_source
from generator.model import Compact, File, Image
from generator.slug import slug
from generator.vault import read_asset

_ACTIVE = frozenset((
    "htm", "html", "shtml", "xht", "xhtml", "mht", "mhtml", "xml", "xsl", "xslt", "svgz", "js", "mjs", "css", "wasm",
))  # fmt: skip
"""What a browser would run in the site's name if it were opened there: such files are shown as text."""
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP")
"""What a picture may be by its content, in Pillow's words."""
MAX_PIXELS = 100_000_000


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


def content(root: Path, path: str) -> bytes:
    """The bytes that the site holds of the file at ``path`` in the vault ``root``. Raises ``OSError``."""
    raw = read_asset(root, path)
    if ending(path) == "svg":
        return without_source(raw)
    return without_metadata(raw) if kind_of(path) in ("image", "file") else raw


def load(root: Path, asset: File) -> Medium:
    """Read ``asset`` and say what a page needs to know. Never raises: a problem is told in the value."""
    kind = kind_of(asset.path)
    if kind in APP_ONLY:
        return Medium(asset.path, kind, "", "")
    try:
        raw = content(root, asset.path)
    except OSError as error:
        return Medium(asset.path, kind, "", "", problem=f"the file cannot be read: {error.strerror or error}")
    digest = blake2b(raw, digest_size=16).hexdigest()
    image, problem = _picture(asset.path, raw) if kind == "image" else (None, "")
    if problem:
        return Medium(asset.path, kind, "", digest, problem=problem)
    stem = slug(PurePosixPath(asset.path).stem).encode()[:60].decode(errors="ignore").strip("-") or "file"
    suffix = slug(ending(asset.path)).encode()[:20].decode(errors="ignore") or "bin"
    href = f"assets/media/{stem}-{digest[:10]}.{'txt' if suffix in _ACTIVE else suffix}"
    return Medium(asset.path, kind, href, digest, image, size=len(raw))


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
