"""Takes out of a photo what is not picture: place, time, owner, device, thumbnails, comments.

The file's parts are copied or left out as they are; nothing is compressed anew, so no pixel changes. The colour profile
and the orientation stay. What cannot be followed to its end is cut off there, never passed on unread.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

_EXIF = b"Exif\0\0"
_PNG = b"\x89PNG\r\n\x1a\n"


def without_metadata(raw: bytes) -> bytes:
    """The JPEG, PNG, WebP, AVIF or HEIC file in ``raw`` without its metadata; anything else as it is."""
    if raw.startswith(b"\xff\xd8\xff"):
        return _parts(_jpeg(raw))
    if raw.startswith(_PNG):
        return _parts(_png(raw))
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP":
        chunks = _parts(_webp(raw))
        return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks
    if raw[4:8] == b"ftyp":
        return _isobmff(raw)
    return raw


def is_cut(raw: bytes, clean: bytes) -> bool:
    """Whether the JPEG, PNG, GIF or WebP file in ``raw`` ends before its picture does.

    ``clean`` is ``without_metadata(raw)``, which has nothing behind the picture's end.
    """
    if clean.startswith(b"\xff\xd8\xff"):
        return not clean.endswith(b"\xff\xd9")
    if clean.startswith(_PNG):
        return clean[-8:-4] != b"IEND"
    if raw.startswith(b"GIF8"):
        return b";" not in raw[-64:]
    return raw.startswith(b"RIFF") and len(raw) < 8 + int.from_bytes(raw[4:8], "little")


def _parts(parts: Iterator[bytes]) -> bytes:
    found = []
    try:
        for part in parts:
            found.append(part)  # noqa: PERF402  # what came before an error counts
    except (struct.error, IndexError):
        pass
    return b"".join(found)


def orientation(exif: bytes) -> int:
    """How the picture is to be turned, 1 (upright) to 8, as ``exif`` says.

    Source: TIFF 6.0, section 2; tag 0x0112 of EXIF 2.32, section 4.6.4.
    """
    exif = exif.removeprefix(_EXIF)
    order = "<" if exif.startswith(b"II*\0") else ">"
    try:
        (start,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, start)
        for at in range(start + 2, start + 2 + count * 12, 12):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", exif, at)
            if tag == 0x0112:
                return int(value) if value in range(1, 9) else 1
    except struct.error:  # none, or damaged
        pass
    return 1


def _oriented(exif: bytes) -> bytes:
    """An EXIF block with the orientation that ``exif`` has and nothing else; empty where the picture stands upright."""
    turned = orientation(exif)
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, turned, 0, 0) if turned > 1 else b""


_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)


def _jpeg(raw: bytes) -> Iterator[bytes]:
    """Segments up to the picture's end; what may follow is another picture. Source: ITU T.81, annex B."""
    yield raw[:2]
    at, data = 2, False
    while found := _MARKER.search(raw, at):
        if data:  # compressed; in it only stuffing and restarts look like markers
            yield raw[at : found.start()]
        marker, at = raw[found.start() + 1], found.start()
        if marker == 0xD9:
            yield raw[at : at + 2]
            return
        end = at + 2 + struct.unpack_from(">H", raw, at + 2)[0]
        segment, at, data = raw[at:end], end, marker == 0xDA
        if marker == 0xE1:
            if segment[4:10] == _EXIF and (tiff := _oriented(segment[4:])):
                yield b"\xff\xe1" + struct.pack(">H", 8 + len(tiff)) + _EXIF + tiff
        elif marker == 0xE2:
            if segment[4:16] == b"ICC_PROFILE\0":
                yield segment
        elif marker in (0xE0, 0xEE) or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            yield segment
    if data:
        yield raw[at:]


_PNG_SHOWN = frozenset(
    b"tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs hIST sPLT acTL fcTL fdAT cICP mDCV mDCv cLLI cLLi".split()
)


def _png(raw: bytes) -> Iterator[bytes]:
    """Chunks that hold the picture (their names begin in upper case) or tell how to show it. Source: PNG, section 5."""
    yield _PNG
    at, kind = len(_PNG), b""
    while kind != b"IEND":
        (length,) = struct.unpack_from(">I", raw, at)
        kind, chunk = raw[at + 4 : at + 8], raw[at : at + 12 + length]
        if kind[:1].isupper() or kind in _PNG_SHOWN:
            yield chunk
        elif kind == b"eXIf" and (tiff := _oriented(chunk[8:-4])):
            yield struct.pack(">I", len(tiff)) + kind + tiff + struct.pack(">I", zlib.crc32(kind + tiff))
        at += 12 + length


_WEBP_SHOWN = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))


def _webp(raw: bytes) -> Iterator[bytes]:
    """Chunks without EXIF and XMP; two flags of the header tell of these. Source: RFC 9649, section 2.7."""
    chunks = list(_riff(raw))
    tiff = next((_oriented(data) for kind, data in chunks if kind == b"EXIF"), b"")
    for kind, data in chunks:
        if kind == b"VP8X":
            yield _chunk(kind, bytes([data[0] & ~0x0C | bool(tiff) << 3]) + data[1:])
        elif kind in _WEBP_SHOWN:
            yield _chunk(kind, data)
    if tiff:
        yield _chunk(b"EXIF", tiff)


def _riff(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(raw):
        (length,) = struct.unpack_from("<I", raw, at + 4)
        yield raw[at : at + 4], raw[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _chunk(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


# --- AVIF and HEIC ----------------------------------------------------------------------------------------------------

_BLANK = b"\0\0\0\0MM\0*\0\0\0\x08" + bytes(6)
"""An EXIF item without an entry: readers are strict about its beginning."""


def _isobmff(raw: bytes) -> bytes:
    """The same file with its EXIF and XMP items blanked where they lie. Their pictures' orientation is no part of them.

    Source: ISO/IEC 14496-12, sections 8.11.3 (iloc) and 8.11.6 (iinf).
    """
    out = bytearray(raw)
    for kind, start, end in _boxes(raw, 0, len(raw)):
        if kind == b"meta":
            inside = {name: (first, last) for name, first, last in _boxes(raw, start + 4, end)}
            try:
                for first, last, item in _items(raw, inside):
                    length = len(out[first:last])
                    out[first:last] = (_BLANK if item == b"Exif" else b"").ljust(length, b"\0")[:length]
            except (struct.error, KeyError, IndexError):  # damaged: then nobody can tell where the picture is, either
                return b""
    return bytes(out)


def _boxes(raw: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end of the content of each box."""
    while at + 8 <= end:
        size, kind, start = *struct.unpack_from(">I4s", raw, at), at + 8
        if size == 1 and at + 16 <= end:
            size, start = struct.unpack_from(">Q", raw, at + 8)[0], at + 16
        last = at + size if size else end
        if last < start:
            return
        yield kind, start, min(last, end)
        at = last


def _items(raw: bytes, meta: dict[bytes, tuple[int, int]]) -> Iterator[tuple[int, int, bytes]]:
    """Where in the file the parts of each metadata item begin and end, and its kind."""
    start, end = meta[b"iinf"]
    kinds: dict[int, bytes] = {}
    for _, at, _ in _boxes(raw, start + (8 if raw[start] else 6), end):
        number, _, kind = struct.unpack_from(">IH4s" if raw[at] > 2 else ">HH4s", raw, at + 4)
        if kind in (b"Exif", b"mime"):
            kinds[number] = kind
    start, _ = meta[b"iloc"]
    version, sizes, bases = raw[start], raw[start + 4], raw[start + 5]
    if not sizes:
        raise struct.error("extents of no size")
    reader = _Numbers(raw, start + 6)
    for _ in range(reader.next(4 if version == 2 else 2)):
        number = reader.next(4 if version == 2 else 2)
        method = reader.next(2) & 15 if version else 0
        reader.next(2)
        base = reader.next(bases >> 4) + (meta[b"idat"][0] if method == 1 else 0)
        for _ in range(reader.next(2)):
            reader.next(bases & 15 if version else 0)
            offset, length = reader.next(sizes >> 4), reader.next(sizes & 15)
            if number in kinds:
                yield base + offset, base + offset + length, kinds[number]


class _Numbers:
    """Reads big-endian numbers of any size, one after the other."""

    def __init__(self, raw: bytes, at: int) -> None:
        self._raw, self._at = raw, at

    def next(self, size: int) -> int:
        if self._at + size > len(self._raw):
            raise struct.error("the file ends too early")
        self._at += size
        return int.from_bytes(self._raw[self._at - size : self._at], "big")
