"""Smaller copies of large pictures: WebP at the widths that pages show pictures at.

A copy is offered only if it saves a good part of what would be loaded instead: a picture that compresses well as it is
keeps to itself. Which these are is found by making them. See docs/decisions/images.md.
"""

from __future__ import annotations

import warnings
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from generator.media.metadata import orientation

if TYPE_CHECKING:
    from PIL.Image import Image

LEAST_BYTES = 50_000
"""Smaller files are not worth a copy."""
WIDTHS = (480, 800, 1280)
"""Pixels. The column of text is 612 CSS pixels wide, a phone's some 360 at up to three pixels each."""
_WORTH = 0.8
"""A copy has at most this share of the bytes of the next larger choice."""
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
"""Not AVIF: it is small as it is, and may tell its colours in a way that Pillow does not see."""
_MAX_PIXELS = 40_000_000
"""As decoded: four bytes each in every process."""
_MAX_SIDE = 16_383
"""WebP's own limit."""
_FLAT = 0.5
"""Bytes a pixel below which a lossless file is no photo, but letters and lines, which lossy compression would smear."""
_QUALITY = 80
_SRGB_GAMMA = 0.45
_SRGB_PRIMARIES = (0.31, 0.33, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06)


@lru_cache(maxsize=1)  # where no copy is kept, those of one picture are asked for one after the other
def copies(raw: bytes) -> tuple[tuple[int, bytes], ...]:
    """Width and WebP file of each copy of the picture ``raw`` that is worth offering, narrowest first.

    They are upright, in sRGB, and hold nothing but the picture. None are made of what is small already, moves, is
    damaged, or has colours that a copy would not keep.
    """
    from PIL import Image as Pillow  # imported late: most commands never open a picture

    if len(raw) < LEAST_BYTES:
        return ()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            with Pillow.open(BytesIO(raw), formats=_FORMATS) as picture:
                return _copies(picture, raw)
    except Exception:  # noqa: BLE001  # Pillow's decoders raise what they like on a damaged file
        return ()


def _copies(picture: Image, raw: bytes) -> tuple[tuple[int, bytes], ...]:
    turned = orientation(picture.info.get("exif", b""))
    width, height = picture.size if turned < 5 else picture.size[::-1]
    flat = _is_flat(picture, raw)
    picture.draft(None, (WIDTHS[-1], WIDTHS[-1]))  # lets a JPEG be decoded at a fraction of its size
    too_large = picture.width * picture.height > _MAX_PIXELS
    if too_large or getattr(picture, "is_animated", False) or not _has_plain_colours(picture, raw):
        return ()
    source = _resizable(picture)
    widths = [each for each in WIDTHS if each < width]
    if flat or width <= WIDTHS[-1]:
        widths.append(width)  # the whole picture, if WebP alone makes it smaller
    found: list[tuple[int, bytes]] = []
    limit = len(raw)
    for each in reversed(widths):
        size = (each, max(1, round(height * each / width)))
        if size[1] > _MAX_SIDE:
            continue
        data = _encoded(_copy(source, size, turned), lossless=flat)
        if len(data) <= _WORTH * limit:
            found.append((each, data))
            limit = len(data)
    return tuple(reversed(found))


def _is_flat(picture: Image, raw: bytes) -> bool:
    if picture.format == "WEBP":
        return raw[12:16] == b"VP8L"
    return picture.format == "BMP" or (
        picture.format in ("PNG", "GIF") and len(raw) < _FLAT * picture.width * picture.height
    )


def _has_plain_colours(picture: Image, raw: bytes) -> bool:
    """Whether colours are sRGB or told by a profile, not by PNG's chunks for other spaces, which copies would lose."""
    if picture.format != "PNG" or "icc_profile" in picture.info:
        return True
    header = raw[: raw.find(b"IDAT")]
    if b"cICP" in header or "srgb" in picture.info:
        return b"cICP" not in header
    gamma, primaries = picture.info.get("gamma", _SRGB_GAMMA), picture.info.get("chromaticity", _SRGB_PRIMARIES)
    return abs(gamma - _SRGB_GAMMA) < 0.01 and all(
        abs(own - usual) < 0.01 for own, usual in zip(primaries, _SRGB_PRIMARIES, strict=True)
    )


def _resizable(picture: Image) -> Image:
    """The picture in a mode in which pixels can be mixed: ``L``, ``RGB``, ``RGBA`` or ``CMYK``."""
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    if picture.mode.startswith("I"):  # 16 bits a pixel
        return picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if picture.mode in ("L", "CMYK"):
        picture.load()
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _copy(source: Image, size: tuple[int, int], turned: int) -> Image:
    """``source`` at ``size`` once it stands upright, in sRGB."""
    from PIL import Image as Pillow

    to_be_turned = {
        2: Pillow.Transpose.FLIP_LEFT_RIGHT,
        3: Pillow.Transpose.ROTATE_180,
        4: Pillow.Transpose.FLIP_TOP_BOTTOM,
        5: Pillow.Transpose.TRANSPOSE,
        6: Pillow.Transpose.ROTATE_270,
        7: Pillow.Transpose.TRANSVERSE,
        8: Pillow.Transpose.ROTATE_90,
    }
    small = source.resize(size if turned < 5 else size[::-1], Pillow.Resampling.LANCZOS, reducing_gap=3.0)
    small = _in_srgb(small, source.info.get("icc_profile"))
    return small.transpose(to_be_turned[turned]) if turned in to_be_turned else small


def _in_srgb(picture: Image, profile: bytes | None) -> Image:
    """``RGB`` or ``RGBA`` of ``picture``. A profile that does not fit it is passed over, as browsers do."""
    from PIL import ImageCms

    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    colours = picture.convert("RGB") if alpha else picture
    if profile:
        try:
            own, srgb = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
            colours = ImageCms.profileToProfile(colours, own, srgb, outputMode="RGB") or colours
        except (ImageCms.PyCMSError, OSError):
            pass
    colours = colours.convert("RGB")
    if alpha:
        colours.putalpha(alpha)
    return colours


def _encoded(picture: Image, *, lossless: bool) -> bytes:
    picture.info = {}  # else the encoder would take the profile along
    out = BytesIO()
    picture.save(out, "WEBP", lossless=lossless, quality=_QUALITY, method=4)
    return out.getvalue()
