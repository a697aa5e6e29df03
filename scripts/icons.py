"""Draws the icons under which a device shows an installed site: the shape of ``assets/icons/favicon.svg``, as PNG.

``icon-*`` has the favicon's round corners. ``maskable-*`` fills its square, since Android and iOS cut it to a shape of
their own, and keeps the drawing inside the circle that no cut reaches (80 % of the width).
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

ICONS = Path(__file__).resolve().parent.parent / "assets" / "icons"
PAPER, INK = "#1f5f5b", "#ffffff"
BOX = 32
"""The favicon's view box; what follows is measured in it."""
CORNER = 7
STROKE = 2.6
LINES = (
    ((6.5, 9), (25.5, 9)),
    ((6.5, 15), (13.5, 15)),
    ((6.5, 21), (11.5, 21)),
    ((15, 20.5), (18.6, 24.1), (26, 15.5)),
)
SAFE = 0.85
"""By how much the drawing shrinks to stay inside the circle."""
FINER = 8
"""Drawn so many times larger and scaled down: Pillow's lines have no soft edges."""


def icon(size: int, *, maskable: bool) -> Image.Image:
    """The icon, ``size`` pixels wide and high."""
    width = size * FINER
    shrink = SAFE if maskable else 1.0
    scale = width / BOX * shrink
    middle = width / 2
    picture = Image.new("RGBA", (width, width), PAPER if maskable else (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    if not maskable:
        draw.rounded_rectangle((0, 0, width - 1, width - 1), CORNER * scale, PAPER)
    for line in LINES:
        points = [(middle + (x - BOX / 2) * scale, middle + (y - BOX / 2) * scale) for x, y in line]
        draw.line(points, INK, round(STROKE * scale))
        reach = STROKE * scale / 2
        for x, y in points:  # round ends and joints
            draw.ellipse((x - reach, y - reach, x + reach, y + reach), INK)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    for pixels in (192, 512):
        icon(pixels, maskable=False).quantize(64).save(ICONS / f"icon-{pixels}.png", optimize=True)
        icon(pixels, maskable=True).convert("RGB").quantize(32).save(ICONS / f"maskable-{pixels}.png", optimize=True)
