"""Pictures, sound, films and other files that published notes refer to: what kind each is, its size, its address.

Only referenced files are opened. An address holds a digest of the content and nothing of the folder that the file lies
in, so it can be cached for ever and tells nothing about the rest of the vault.
"""

from __future__ import annotations

import re
import warnings
from hashlib import blake2b
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Literal

from generator.model import Asset, Compact, Image
from generator.slug import slug
from generator.vault import read_asset

Kind = Literal["image", "video", "audio", "pdf", "file"]

_KINDS: dict[str, Kind] = {
    **dict.fromkeys("png jpg jpeg gif svg webp avif bmp".split(), "image"),
    **dict.fromkeys("mp4 webm mov ogv mkv".split(), "video"),
    **dict.fromkeys("mp3 wav ogg m4a flac 3gp".split(), "audio"),
    "pdf": "pdf",
}
MAX_PIXELS = 100_000_000

# An SVG opened by its own address is a document that may run scripts: one that holds any is not published.
_SVG_ACTIVE = re.compile(rb"<script|<foreignObject|\son\w+\s*=|javascript:|<!ENTITY|<iframe|<embed|<object", re.IGNORECASE)
_SVG_TAG = re.compile(rb"<svg\b[^>]*>", re.IGNORECASE)
_SVG_SIZE = re.compile(rb"\s(width|height|viewBox)\s*=\s*[\"']([^\"']*)[\"']")


class Medium(Compact, frozen=True, gc=False):
    """A file of the vault as the site shows it."""

    path: str
    kind: Kind
    href: str
    """From the site's root; empty if the file cannot be shown."""
    digest: str
    image: Image | None = None
    """Size of a picture, ``None`` where it has none or is no picture."""
    problem: str = ""
    """Why it cannot be shown, for the author."""


def kind_of(path: str) -> Kind:
    """By the file's ending, as Obsidian does."""
    return _KINDS.get(PurePosixPath(path).suffix.lower().lstrip("."), "file")


def load(root: Path, asset: Asset) -> Medium:
    """Read ``asset`` and say what a page needs to know. Never raises: a problem is told in the value."""
    kind = kind_of(asset.path)
    try:
        raw = read_asset(root, asset.path)
    except OSError as error:
        return Medium(asset.path, kind, "", "", problem=f"the file cannot be read: {error.strerror or error}")
    digest = blake2b(raw, digest_size=16).hexdigest()
    image, problem = None, ""
    if kind == "image":
        svg = asset.path.lower().endswith(".svg")
        image, problem = _svg(raw) if svg else _raster(raw)
    if problem:
        return Medium(asset.path, kind, "", digest, problem=problem)
    name = PurePosixPath(asset.path)
    stem = slug(name.stem)[:60].strip("-") or "file"
    ending = slug(name.suffix) or "bin"
    return Medium(asset.path, kind, f"assets/media/{stem}-{digest[:10]}.{ending}", digest, image)


def _raster(raw: bytes) -> tuple[Image | None, str]:
    from PIL import Image as Pillow  # imported late: most commands never open a picture
    from PIL import ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(BytesIO(raw)) as picture:
                width, height = picture.size
                turned = picture.getexif().get(ImageOps.ExifTags.Base.Orientation, 1)
    except Exception as error:  # noqa: BLE001  # Pillow's decoders raise what they like on a damaged file
        return None, f"the image cannot be read: {type(error).__name__}: {error}"
    if width * height > MAX_PIXELS:
        return None, f"the image is too large: {width} × {height} pixels"
    return (Image(height, width) if turned in (5, 6, 7, 8) else Image(width, height)), ""


def _svg(raw: bytes) -> tuple[Image | None, str]:
    if _SVG_ACTIVE.search(raw):
        return None, "the SVG holds scripts or foreign content, which are not published"
    tag = _SVG_TAG.search(raw)
    if tag is None:
        return None, "the SVG has no <svg> element"
    sizes = {match[1].decode(): match[2].decode(errors="replace") for match in _SVG_SIZE.finditer(tag[0])}
    width, height = _length(sizes.get("width", "")), _length(sizes.get("height", ""))
    if not (width and height):
        box = [_length(part) for part in re.split(r"[\s,]+", sizes.get("viewBox", "").strip())]
        if len(box) == 4 and box[2] and box[3]:
            width, height = box[2], box[3]
    return (Image(round(width), round(height)) if width and height else None), ""


def _length(text: str) -> float:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(?:px)?", text.strip())
    return float(match[1]) if match else 0.0
