"""Smaller copies of large pictures: which are made, what they look like, how pages offer them, where they are kept."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from hashlib import shake_128
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pillow
from PIL import ImageCms, ImageDraw, ImageOps

from generator import config, media, site, theme
from generator.filling.picture import picture
from generator.media.copies import LEAST_BYTES, copies
from generator.memo import Cache, Memo
from generator.model import Choice, Embed, Image, Outcome
from generator.shelf import Shelf
from generator.site import Built

from .conftest import write


def photo(width: int, height: int) -> Pillow.Image:
    """Corners of four colours, and something like a photo's grain, the same in every run."""
    image = Pillow.new("RGB", (2, 2))
    for at, colour in {(0, 0): "#e02020", (1, 0): "#20a020", (0, 1): "#2020e0", (1, 1): "#e0e020"}.items():
        image.putpixel(at, tuple(bytes.fromhex(colour[1:])))
    image = image.resize((width, height), Pillow.Resampling.BILINEAR)
    grain = Pillow.frombytes("L", (width, height), shake_128(b"grain").digest(width * height))
    return Pillow.blend(image, grain.convert("RGB"), 0.1)


def screenshot(width: int, height: int) -> Pillow.Image:
    image = Pillow.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for y in range(0, height - 12, 13):
        draw.text((10, y), "The same words in every line, small and black. " * (width // 240), fill="black")
    return image


def saved(image: Pillow.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Pillow.Image:
    image = Pillow.open(BytesIO(data))
    image.load()
    return image


def near(pixel: Any, wanted: tuple[int, ...], by: int = 24) -> bool:
    return all(abs(own - other) <= by for own, other in zip(pixel, wanted, strict=True))


RED = (214, 42, 42)
PHOTO = saved(photo(2000, 1200), "JPEG", quality=92)


def test_a_photo_has_a_copy_for_each_width_and_each_saves_a_lot() -> None:
    found = copies(PHOTO)
    assert [width for width, _ in found] == [480, 800, 1280]
    sizes = [*(len(data) for _, data in found), len(PHOTO)]
    assert all(small <= 0.8 * large for small, large in pairwise(sizes))
    for width, data in found:
        image = opened(data)
        assert (image.format, image.size) == ("WEBP", (width, round(width * 0.6)))
        assert near(image.convert("RGB").getpixel((3, 3)), RED)
    assert copies(PHOTO) == found


@pytest.mark.parametrize("width", [480, 481, 700, 1280, 1281])
def test_no_copy_is_larger_than_the_picture(width: int) -> None:
    widths = [each for each, _ in copies(saved(photo(width, 500), "JPEG", quality=97))]
    assert widths
    assert max(widths) <= width
    assert widths == sorted(set(widths))


def test_letters_and_lines_are_never_smeared() -> None:
    image = screenshot(2200, 1400)
    raw = saved(image, "PNG")
    assert len(raw) > LEAST_BYTES
    found = copies(raw)
    assert [width for width, _ in found] == [2200]
    assert opened(found[0][1]).convert("RGB").tobytes() == image.tobytes()
    assert len(found[0][1]) <= 0.8 * len(raw)


def test_a_picture_that_webp_does_not_make_smaller_is_left_alone() -> None:
    raw = saved(photo(1200, 900), "WEBP", quality=75)
    assert len(raw) > LEAST_BYTES
    assert 1200 not in [width for width, _ in copies(raw)]
    assert copies(saved(photo(470, 300), "JPEG", quality=60)) == ()


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_copy_stands_upright(kind: str, turned: int) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = turned
    image = photo(900, 600)
    raw = saved(image, kind, exif=exif, **({"quality": 97} if kind != "PNG" else {}))
    upright = ImageOps.exif_transpose(opened(raw)).convert("RGB")
    found = copies(raw)
    assert found
    for width, data in found:
        copy = opened(data)
        assert copy.size == (width, round(upright.height * width / upright.width))
        assert not dict(copy.getexif())
        small = upright.resize(copy.size)
        for x, y in ((9, 9), (copy.width - 9, 9), (9, copy.height - 9), (copy.width - 9, copy.height - 9)):
            assert near(copy.convert("RGB").getpixel((x, y)), small.getpixel((x, y)))


def test_a_copy_holds_nothing_but_the_picture() -> None:
    exif = Pillow.Exif()
    exif[0x010F] = "CANARY camera"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    raw = saved(photo(1000, 700), "JPEG", quality=95, exif=exif, icc_profile=profile, comment=b"CANARY")
    for _, data in copies(raw):
        assert b"CANARY" not in data
        assert not {"exif", "icc_profile", "xmp"} & opened(data).info.keys()


def swapped() -> bytes:
    """A colour profile in which red is green: sRGB with the first two colorants exchanged."""
    raw = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    raw[:] = raw.replace(b"rXYZ", b"tmp!", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"tmp!", b"gXYZ", 1)
    return bytes(raw)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_are_those_that_the_profile_means(mode: str) -> None:
    image = photo(900, 600).convert(mode)
    for raw in (
        saved(image, "PNG", icc_profile=swapped()),
        *([saved(image, "JPEG", quality=97, icc_profile=swapped())] if mode == "RGB" else []),
    ):
        copy = opened(copies(raw)[-1][1]).convert("RGB")
        assert near(copy.getpixel((3, 3)), (RED[1], RED[0], RED[2]), 40)


@pytest.mark.parametrize("profile", [b"no profile", ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()])
def test_a_profile_that_does_not_fit_is_passed_over(profile: bytes) -> None:
    raw = saved(photo(900, 600), "JPEG", quality=97, icc_profile=profile)
    assert near(opened(copies(raw)[-1][1]).convert("RGB").getpixel((3, 3)), RED)


def test_what_shines_through_still_does() -> None:
    image = photo(900, 600).convert("RGBA")
    image.putalpha(Pillow.linear_gradient("L").resize((900, 600)))
    for raw in (saved(image, "PNG"), saved(image, "WEBP", quality=100), saved(image.convert("LA"), "PNG")):
        copy = opened(copies(raw)[-1][1])
        assert copy.mode == "RGBA"
        assert near(copy.getpixel((5, copy.height // 2))[3:], (128,), 4)
        assert near(copy.getpixel((5, 1))[3:], (0,), 4)


def test_a_grey_picture_of_sixteen_bits() -> None:
    ramp = Pillow.linear_gradient("L").rotate(90).resize((900, 600))
    grain = shake_128(b"grain").digest(900 * 600)  # in the lower byte
    high = bytes(byte for pair in zip(grain, ramp.tobytes(), strict=True) for byte in pair)
    raw = saved(Pillow.frombytes("I;16", (900, 600), high), "PNG")
    copy = opened(copies(raw)[-1][1]).convert("L").resize((900, 600))
    for x in (10, 450, 890):
        assert near((copy.getpixel((x, 300)),), (ramp.getpixel((x, 300)),), 4)


def test_a_picture_for_print() -> None:
    raw = saved(photo(900, 600).convert("CMYK"), "JPEG", quality=97)
    assert near(opened(copies(raw)[-1][1]).convert("RGB").getpixel((3, 3)), RED, 40)


def test_a_palette() -> None:
    raw = saved(photo(1000, 800).quantize(200), "PNG")
    assert near(opened(copies(raw)[-1][1]).convert("RGB").getpixel((3, 3)), RED, 40)
    assert copies(saved(photo(1000, 800), "BMP"))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_what_moves_is_left_alone(kind: str) -> None:
    frames = [photo(600, 400), photo(600, 400).rotate(180)]
    raw = saved(frames[0], kind, save_all=True, append_images=frames[1:], quality=97)
    assert len(raw) > LEAST_BYTES
    assert copies(raw) == ()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize(
    ("extra", "made"),
    [
        (chunk(b"gAMA", struct.pack(">I", 45455)), True),
        (chunk(b"gAMA", struct.pack(">I", 100000)), False),
        (chunk(b"sRGB", b"\0") + chunk(b"gAMA", struct.pack(">I", 100000)), True),
        (chunk(b"gAMA", struct.pack(">I", 45455)) + chunk(b"cHRM", struct.pack(">8I", *([31000] * 8))), False),
        (chunk(b"cICP", bytes((9, 16, 0, 1))), False),
    ],
)
def test_colours_that_a_copy_would_lose(extra: bytes, *, made: bool) -> None:
    raw = saved(photo(900, 600), "PNG")
    at = raw.index(b"IDAT") - 4
    assert bool(copies(raw[:at] + extra + raw[at:])) == made


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_damaged_picture_has_no_copies(kind: str) -> None:
    raw = saved(photo(1200, 900), kind, quality=97)
    assert copies(raw)
    assert copies(raw[: len(raw) * 2 // 3]) == ()
    assert copies(b"x" * LEAST_BYTES) == ()
    assert copies(raw[:10]) == ()


def test_a_picture_too_tall_for_webp() -> None:
    raw = saved(photo(500, 17_000), "JPEG", quality=90)
    assert [(width, opened(data).height) for width, data in copies(raw)] == [(480, 16_320)]


# --- on the site ------------------------------------------------------------------------------------------------------

Build = Callable[..., Built]


@pytest.fixture
def built(tmp_path: Path) -> Build:
    def build(shelf: Shelf | None, memo: Memo | None = None, jobs: int = 1) -> Built:
        root = tmp_path / "vault"
        settings = config.load(root)[0]
        return site.build(root, settings, theme.default(), memo or Memo(), shelf=shelf, jobs=jobs)

    note = "Look: ![[photo.jpg|A hill]]\n\n![[photo.jpg|300]]\n\n![[shot.png]]\n\n![[small.png]]\n"
    write(
        tmp_path / "vault",
        {
            "study.toml": "exclude = []\n",
            "Note.md": note,
            "part/Card.md": "##### Which?\n![[photo.jpg]]\n- ![[photo.jpg]]\n- B\n#card\nB\n",
            "photo.jpg": PHOTO,
            "shot.png": saved(screenshot(1500, 1100), "PNG"),
            "small.png": saved(screenshot(90, 60), "PNG"),
        },
    )
    return build


def made(found: Built) -> dict[str, bytes]:
    look = theme.default().outputs()
    return {path: output.make() for path, output in found.site.items() if path not in look}


def test_a_page_offers_every_copy_and_the_site_has_it(built: Build) -> None:
    files = made(built(Shelf()))
    page = files["note.html"].decode()
    offers = re.findall(r'src="(\S+)" srcset="([^"]+)" sizes="([^"]+)"', page)
    assert len(offers) == 3
    for src, srcset, _ in offers:
        assert src in files
        for offer in srcset.split(", "):
            path, width = offer.split(" ")
            assert opened(files[path]).width == int(width[:-1])
    assert [sizes for *_, sizes in offers] == [
        "(min-width: 644px) 612px, calc(100vw - 32px)",
        "(min-width: 332px) 300px, calc(100vw - 32px)",
        "(min-width: 644px) 612px, calc(100vw - 32px)",
    ]
    assert 'width="2000" height="1200"' in page
    assert 'width="300" height="180"' in page
    assert page.count("fetchpriority") == 1
    assert page.index("fetchpriority") < page.index('loading="lazy"')
    assert 'srcset="../assets/media/photo-' in files["part/card.html"].decode()
    (shard,) = (text for path, text in files.items() if path.startswith("assets/data/cards"))
    assert b'srcset=\\"assets/media/photo-' in shard


def test_a_picture_that_is_shown_smaller_than_it_is_opens_larger_from_the_text_but_not_from_a_card(
    built: Build,
) -> None:
    files = made(built(None))
    page = files["note.html"].decode()
    assert re.findall(r'<a class="picture" href="(\S+?)-\w+\.\w+"', page) == [
        "assets/media/photo",
        "assets/media/photo",
        "assets/media/shot",
    ]
    assert 'class="picture"' not in files["part/card.html"].decode()
    assert "srcset" not in page


def test_copies_are_the_same_bytes_however_they_came_about(built: Build, tmp_path: Path) -> None:
    cold = made(built(Shelf()))
    shelf, cache = Shelf(tmp_path / "shelf"), Cache(tmp_path / "cache")
    memo = Memo(cache)
    assert made(built(shelf, memo, jobs=2)) == cold
    assert made(built(shelf, memo)) == cold
    assert made(built(shelf, Memo(cache))) == cold
    for file in (tmp_path / "shelf").iterdir():
        file.write_bytes(b"damaged")
    assert made(built(shelf, Memo(cache))) == cold
    assert made(built(Shelf(tmp_path / "vault" / "Note.md" / "no folder"), Memo(cache))) == cold
    cache.close()


def test_a_picture_is_shrunk_once(built: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path / "cache")
    shelf = Shelf(tmp_path / "shelf")
    first = made(built(shelf, Memo(cache)))
    monkeypatch.setattr(media, "copies", lambda _raw: pytest.fail("shrunk again"))
    (tmp_path / "vault/photo.jpg").rename(tmp_path / "vault/part/photo.jpg")
    assert made(built(shelf, Memo(cache)))["note.html"] == first["note.html"]
    cache.close()


def test_a_picture_that_changes_while_it_is_shrunk_is_shown_itself(
    built: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path / "cache")
    monkeypatch.setattr(media, "content", lambda *_: b"another")
    assert b"srcset" not in built(Shelf(), Memo(cache)).site["note.html"].make()
    monkeypatch.undo()
    assert b"srcset" in built(Shelf(), Memo(cache)).site["note.html"].make()
    cache.close()


def test_the_shelf_forgets_only_when_most_is_old(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    used = {shelf.put(b"used")}
    for number in range(1003):
        shelf.put(b"%d" % number)
    shelf.sweep(used)
    assert len(list((tmp_path / "shelf").iterdir())) == 1004
    shelf.put(b"one more")
    shelf.sweep(used)
    assert shelf.get(used.pop()) == b"used"
    assert len(list((tmp_path / "shelf").iterdir())) == 1


@pytest.mark.parametrize(
    ("width", "shown"),
    [(None, 612), (300, 300), (900, 612), (5000, 612)],
)
def test_sizes_say_how_wide_a_picture_is_shown(width: int | None, shown: int) -> None:
    image = Image(2000, 1000, (Choice(480, "a-480.webp"), Choice(2000, "a.png")))
    html = picture(
        Embed(0, "block", "", width), Outcome("asset", "a.png", media="image", image=image), "../", opens=True
    )
    assert f'sizes="(min-width: {shown + 32}px) {shown}px, calc(100vw - 32px)"' in html
    assert 'srcset="../a-480.webp 480w, ../a.png 2000w"' in html
    assert html.startswith('<a class="picture" href="../a.png" title="Open larger">')


@pytest.mark.parametrize("slot", ["phrasing", "link"])
def test_no_link_where_none_may_stand(slot: Any) -> None:
    outcome = Outcome("asset", "a.png", media="image", image=Image(2000, 1000))
    assert picture(Embed(0, slot, ""), outcome, "", opens=True).startswith("<img")
    small = Outcome("asset", "a.png", media="image", image=Image(612, 100))
    assert picture(Embed(0, "block", ""), small, "", opens=True).startswith("<img")
