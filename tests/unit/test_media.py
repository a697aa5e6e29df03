"""Pictures and other files: size, address, what is refused, what a photo loses."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pillow

from generator.filekind import kind_of
from generator.media import Medium, content, load
from generator.media.metadata import without_metadata
from generator.model import File, Image

CANARY = b"CANARY"


def picture(kind: str, *, turned: int = 1, size: tuple[int, int] = (40, 20), **options: Any) -> bytes:
    """A photo as a camera writes it, with CANARY wherever the format has room for words."""
    image = Pillow.new("RGB", size)
    for x in range(min(size)):
        image.putpixel((x, x), (x * 5, x, 255 - x))
    exif = Pillow.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = turned, "CANARY camera", "CANARY owner"
    exif.get_ifd(0x8769)[0xA431] = "CANARY serial"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 28.0, 40.0), 29: "CANARY"})
    out = BytesIO()
    image.save(out, kind, exif=exif, **options)
    return out.getvalue()


def loaded(folder: Path, name: str, raw: bytes) -> Medium:
    (folder / name).write_bytes(raw)
    return load(folder, File(name, ()))


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def huge(side: int) -> bytes:
    """The beginning of a PNG, which says how large it is."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"")


PHOTOS = {
    "JPEG": picture("JPEG", turned=6, comment=CANARY, xmp=b"<x>CANARY</x>"),
    "progressive JPEG": picture("JPEG", turned=8, comment=CANARY, progressive=True, quality=20),
    "PNG": picture("PNG", turned=5),
    "WebP": picture("WEBP", turned=7, xmp=b"<x>CANARY</x>"),
    "lossless WebP": picture("WEBP", turned=6, lossless=True),
    "AVIF": picture("AVIF", turned=6, xmp=b"<x>CANARY</x>"),
}


@pytest.mark.parametrize("raw", PHOTOS.values(), ids=PHOTOS)
def test_a_photo_loses_what_the_camera_wrote_and_nothing_that_is_seen(tmp_path: Path, raw: bytes) -> None:
    assert CANARY in raw
    clean = without_metadata(raw)
    assert CANARY not in clean
    before, after = Pillow.open(BytesIO(raw)), Pillow.open(BytesIO(clean))
    assert before.tobytes() == after.tobytes()
    assert after.getexif().get(0x0112) == before.getexif().get(0x0112)
    assert set(after.getexif()) == {0x0112}
    assert not after.getexif().get_ifd(0x8825)
    assert without_metadata(clean) == clean
    name = {"J": "p.jpg", "p": "p.jpg", "P": "p.png"}.get(str(before.format)[0], "p.webp")
    assert loaded(tmp_path, name, raw).image == Image(20, 40)
    assert content(tmp_path, name) == clean


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_an_upright_photo_keeps_no_exif_at_all(kind: str) -> None:
    clean = without_metadata(picture(kind))
    assert not dict(Pillow.open(BytesIO(clean)).getexif())


@pytest.mark.parametrize("raw", PHOTOS.values(), ids=PHOTOS)
def test_no_damage_lets_the_words_through(raw: bytes) -> None:
    start = max(raw.rfind(CANARY), len(raw) // 2)
    for cut in range(start, len(raw), 7):
        assert CANARY not in without_metadata(raw[:cut]) or raw[4:8] == b"ftyp"
    for at in range(12, len(raw), 11):
        damaged = bytearray(raw)
        damaged[at] ^= 0xFF
        without_metadata(bytes(damaged))


def test_words_in_other_parts_of_a_file_go_too() -> None:
    png = picture("PNG")
    at = png.index(b"IDAT") - 4
    extra = b"".join(chunk(kind, CANARY) for kind in (b"tEXt", b"zTXt", b"iTXt", b"tIME", b"prVt", b"caBX"))
    shown = chunk(b"pHYs", bytes(9)) + chunk(b"gAMA", bytes(4))
    clean = without_metadata(png[:at] + extra + shown + png[at:] + CANARY)
    assert CANARY not in clean
    assert b"pHYs" in clean
    assert b"gAMA" in clean
    jpeg = picture("JPEG", icc_profile=b"a profile of colours")
    for segment in (b"\xff\xed", b"\xff\xe2", b"\xff\xe5", b"\xff\xfe"):
        jpeg = jpeg[:2] + segment + struct.pack(">H", 2 + len(CANARY)) + CANARY + jpeg[2:]
    clean = without_metadata(jpeg + CANARY + jpeg)
    assert CANARY not in clean
    assert b"a profile of colours" in clean


def test_other_files_stay_as_they_are(tmp_path: Path) -> None:
    files = {"a.gif": b"GIF89a...", "a.pdf": b"%PDF CANARY", "a.zip": b"PK", "a.mp4": b"\0\0\0\x08ftypisom"}
    for name, raw in files.items():
        (tmp_path / name).write_bytes(raw)
        assert content(tmp_path, name) == raw


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.PNG", "image"), ("a.b.jpeg", "image"), ("a.mov", "video"), ("a.3gp", "audio"), ("a.PDF", "pdf"),
     ("a.docx", "file"), ("png", "file"), (".png", "file"), ("a.png.zip", "file"), ("a", "file")],
)  # fmt: skip
def test_a_files_kind_is_told_by_its_ending(name: str, kind: str) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("name", "raw", "problem"),
    [
        ("a.png", b"", "empty"),
        ("a.svg", b"", "empty"),
        ("a.png", b"no image at all", "damaged"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "damaged"),
        ("a.png", b"<html><script>alert(1)</script>", "damaged"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "damaged"),
        ("a.webp", b"RIFF\0\0\0\0WEBP", "damaged"),
        ("a.gif", b"GIF89a", "damaged"),
        ("a.png", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", "damaged"),
        ("a.png", huge(30_000), "too large"),
        ("a.png", huge(11_000), "too large"),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_told_and_not_published(tmp_path: Path, name: str, raw: bytes, problem: str) -> None:
    found = loaded(tmp_path, name, raw)
    assert (found.href, found.image) == ("", None)
    assert problem in found.problem
    assert "0x" not in found.problem  # the same words in every run


@pytest.mark.parametrize("raw", [*PHOTOS.values(), picture("GIF")], ids=[*PHOTOS, "GIF"])
def test_a_file_that_ends_too_early_is_told_and_shown(tmp_path: Path, raw: bytes) -> None:
    assert loaded(tmp_path, "a.jpg", raw).flaw == ""
    if raw[4:8] != b"ftyp":  # whose end nothing marks
        cut = loaded(tmp_path, "a.jpg", raw[:-12])
        assert cut.href
        assert cut.flaw == "the file ends too early"


def test_what_follows_a_picture_is_no_damage(tmp_path: Path) -> None:
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        assert loaded(tmp_path, "a.png", picture(kind) + bytes(40)).flaw == ""


def test_a_picture_is_known_by_its_content_not_by_its_ending(tmp_path: Path) -> None:
    assert loaded(tmp_path, "a.jpg", picture("PNG")).image == Image(40, 20)
    assert loaded(tmp_path, "a.gif", picture("WEBP")).image == Image(40, 20)
    assert loaded(tmp_path, "a.bmp", picture("BMP")).image == Image(40, 20)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert load(tmp_path, File("gone.png", ())).problem == "the file cannot be read: No such file or directory"


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="24" height="12"', Image(24, 12)),
        ("width='24.4px' height=' 12px '", Image(24, 12)),
        ('viewBox="0 0 300 150"', Image(300, 150)),
        ('width="100%" height="100%" viewBox="0,0,30,15"', Image(30, 15)),
        ('width="10cm" height="5CM"', Image(378, 189)),
        ('width="2in" height="144pt"', Image(192, 192)),
        ('width="25.4mm" height="1pc"', Image(96, 16)),
        ('width="2em" height="101.6Q"', Image(32, 96)),
        ('width="1e2" height="+.5e2"', Image(100, 50)),
        ('width="600" viewBox="0 0 300 150"', Image(600, 300)),
        ('width="100%" height="75px" viewBox="-5 -5 300 150"', Image(150, 75)),
        ('width="600" height="auto" viewBox="0 0 3e2 150"', Image(600, 300)),
        ('width="10vw" height="10vh"', None),
        ('width="-5" height="5"', None),
        ('width="1e9" height="1"', None),
        ('width="2em"', None),
        ('viewBox="0 0 a b"', None),
        ('viewBox="1 2"', None),
        ('width="0" height="0"', None),
        ('width="99999999999" height="2"', None),
        ("", None),
    ],
)
def test_the_size_of_an_svg(tmp_path: Path, attributes: str, size: Image | None) -> None:
    found = loaded(tmp_path, "a.svg", SVG.format(attributes, "<path d='M0 0'/>").encode())
    assert (found.image, found.problem) == (size, "")
    assert found.href


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_svg_in_any_common_encoding(tmp_path: Path, encoding: str) -> None:
    text = '<?xml version="1.0"?>\n' + SVG.format('width="3" height="4"', "<title>é</title>")
    assert loaded(tmp_path, "a.svg", text.encode(encoding)).image == Image(3, 4)


@pytest.mark.parametrize(
    "svg",
    [
        SVG.format("", "<script>alert(1)</script>"),
        SVG.format("", "<SCRIPT/>"),
        SVG.format('xmlns:x="http://www.w3.org/1999/xhtml"', "<x:script>alert(1)</x:script>"),
        SVG.format("onload='alert(1)'", ""),
        SVG.format("", "<g ONCLICK='alert(1)'/>"),
        SVG.format("", "<g x:onclick='alert(1)'/>"),
        SVG.format("", "<a xlink:href='javascript:alert(1)'/>"),
        SVG.format("", "<a href='java&#115;cript:alert(1)'/>"),
        SVG.format("", "<a href='java&#9;script:alert(1)'/>"),
        SVG.format("", "<a href=' JavaScript:alert(1)'/>"),
        SVG.format("", "<a href='data:text/html,x'/>"),
        SVG.format("", "<animate attributeName='href' values='#;javascript:alert(1)'/>"),
        SVG.format("", "<foreignObject><iframe src='x'/></foreignObject>"),
        SVG.format("", "<foreignObject><img src='x' onerror='alert(1)'/></foreignObject>"),
        SVG.format("", "<handler type='text/ecmascript'/>"),
        "<!DOCTYPE svg [<!ENTITY a 'javascript:'>]>" + SVG.format("", "<a href='&a;alert(1)'/>"),
        "<!DOCTYPE svg [<!ENTITY % p 'x'>]>" + SVG.format("", ""),
        "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + SVG.format("", "&a;"),
        "<!DOCTYPE svg PUBLIC '-//W3C//DTD XHTML 1.0//EN' 'x'>" + SVG.format("", "<a href='javascript&colon;x'/>"),
        "<?xml version='1.0' encoding='iso-2022-jp'?>" + SVG.format("", "<scr\x1b(Bipt/>"),
        "<?xml version='1.0' encoding='utf-7'?>" + SVG.format("", ""),
        "<?xml-stylesheet href='x.xsl' type='text/xsl'?>" + SVG.format("", ""),
        "<html xmlns='http://www.w3.org/1999/xhtml'/>",
        "<svg><unclosed></svg>",
        "<svg/><svg/>",
        "plain text",
        "<svg>" * 3,
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_svg_that_is_more_than_a_drawing_is_not_published(tmp_path: Path, svg: str, encoding: str) -> None:
    found = loaded(tmp_path, "a.svg", svg.encode(encoding))
    assert found.href == ""
    assert "SVG" in found.problem


def test_drawings_of_common_programs_are_published(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    inside = (
        "<style>text { font-family: sans-serif }</style><switch><foreignObject width='1' height='1'>"
        "<div xmlns='http://www.w3.org/1999/xhtml'>words</div></foreignObject><text>words</text></switch>"
        "<image href='data:image/png;base64,AAAA'/><a href='https://example.org'><path/></a>"
    )
    assert loaded(tmp_path, "a.svg", (doctype + SVG.format("", inside)).encode()).problem == ""


def test_an_address_holds_a_name_and_a_digest_and_no_folder(tmp_path: Path) -> None:
    (tmp_path / "Secret Folder").mkdir()
    raw = picture("PNG")
    one = loaded(tmp_path, "Secret Folder/My Picture (1).PNG", raw)
    assert one.href == f"assets/media/my-picture-1-{one.digest[:10]}.png"
    assert loaded(tmp_path, "My picture 1.png", raw).href == one.href
    assert loaded(tmp_path, "My picture 1.png", picture("PNG", size=(9, 9))).href != one.href


@pytest.mark.parametrize(
    "name",
    ["😀.zip", "con.zip", "_headers", "a.😀", "x." + "e" * 240, "字" * 80 + ".zip", "<b>&\"'.zip", "?#%41.zip"],
)
def test_any_name_gives_a_safe_address(tmp_path: Path, name: str) -> None:
    href = loaded(tmp_path, name, b"bytes").href
    last = href.removeprefix("assets/media/")
    assert len(last.encode()) < 120
    assert all(c.isalnum() or c in "-." for c in last)


@pytest.mark.parametrize("ending", ["html", "HTM", "xhtml", "js", "mjs", "xml", "css", "svgz", "wasm"])
def test_a_file_that_a_browser_would_run_is_shown_as_text(tmp_path: Path, ending: str) -> None:
    assert loaded(tmp_path, f"a.{ending}", b"<script>alert(1)</script>").href.endswith(".txt")
