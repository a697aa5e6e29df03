"""A small drawing surface for the sample vault's figures.

Everything is drawn by Pillow several times too large and then reduced, which smooths all edges. Coordinates are pixels
of the finished picture, from its top left corner; a ``Plot`` turns the coordinates of a curve into these. Letters come
from the font that Pillow carries, which exists on every machine but knows little beyond Latin-1.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from math import atan2, cos, dist, pi, sin

from PIL import Image, ImageDraw, ImageFont

Point = tuple[float, float]

PAPER = "#fbf9f4"
INK = "#1d1c1a"
MUTED = "#65615a"
HAIR = "#d8d2c5"
ACCENT = "#1f5f5b"
ACCENT_TINT = "#dcebe8"
SECOND = "#9a5b13"
SECOND_TINT = "#f4e6d3"

_SCALE = 4
_COLOURS = 96


class Canvas:
    """A sheet of paper, ``width`` by ``height`` pixels, to draw on and to take a PNG from."""

    def __init__(self, width: int = 960, height: int = 480) -> None:
        self._image = Image.new("RGB", (width * _SCALE, height * _SCALE), PAPER)
        self._draw = ImageDraw.Draw(self._image)
        self.box((1, 1, width - 1, height - 1), outline=HAIR, line=2, radius=0)

    def line(self, points: Iterable[Point], colour: str = INK, width: float = 3, *, dash: float = 0) -> None:
        """A line through the points, with round ends.

        With ``dash``: a straight line from the first to the last, in strokes of about that length.
        """
        path = list(points)
        for stroke in _dashes(path[0], path[-1], dash) if dash else [path]:
            scaled = [(x * _SCALE, y * _SCALE) for x, y in stroke]
            self._draw.line(scaled, colour, round(width * _SCALE), joint="curve")
            for x, y in (stroke[0], stroke[-1]):
                self.dot(x, y, width / 2, colour)

    def arrow(self, points: Iterable[Point], colour: str = INK, width: float = 3, *, head: float = 14) -> None:
        """A line that ends in a filled arrow head."""
        path = list(points)
        (x0, y0), (x1, y1) = path[-2:]
        angle = atan2(y1 - y0, x1 - x0)
        neck = (x1 - head * 0.8 * cos(angle), y1 - head * 0.8 * sin(angle))
        self.line([*path[:-1], neck], colour, width)
        wings = [(x1 - head * cos(angle + turn), y1 - head * sin(angle + turn)) for turn in (-0.45, 0.45)]
        self.area([(x1, y1), *wings], colour)

    def area(self, points: Iterable[Point], fill: str) -> None:
        """A filled polygon."""
        self._draw.polygon([(x * _SCALE, y * _SCALE) for x, y in points], fill)

    def dot(self, x: float, y: float, radius: float, fill: str, outline: str | None = None) -> None:
        """A filled circle."""
        corners = [(x - radius) * _SCALE, (y - radius) * _SCALE, (x + radius) * _SCALE, (y + radius) * _SCALE]
        self._draw.ellipse(corners, fill, outline, 3 * _SCALE if outline else 0)

    def box(
        self,
        corners: tuple[float, float, float, float],
        fill: str | None = None,
        outline: str | None = None,
        *,
        line: float = 3,
        radius: float = 8,
    ) -> None:
        """A rectangle with rounded corners: left, top, right, bottom."""
        left, top, right, bottom = (value * _SCALE for value in corners)
        width = round(line * _SCALE) if outline else 0
        self._draw.rounded_rectangle((left, top, right, bottom), radius * _SCALE, fill, outline, width)

    def text(self, x: float, y: float, text: str, size: float = 31, colour: str = INK, *, align: float = 0.5) -> None:
        """One line of text, centred on ``y``.

        ``align`` says which part of it stands at ``x``: 0 its start, 0.5 its middle, 1 its end. ``_{i}`` and ``^{2}``
        lower and raise a part of it.
        """
        parts = [
            (run[2:-1] if run[0] in "_^" else run, {"_": 0.28, "^": -0.38}.get(run[0], 0.0))
            for run in re.split(r"([_^]\{[^}]*\})", text)
            if run
        ]
        fonts = [ImageFont.load_default((size * 0.7 if shift else size) * _SCALE) for _, shift in parts]
        widths = [font.getlength(part) for font, (part, _) in zip(fonts, parts, strict=True)]
        left = x * _SCALE - align * sum(widths)
        base = (y + size * 0.34) * _SCALE
        for (part, shift), font, width in zip(parts, fonts, widths, strict=True):
            self._draw.text((left, base + shift * size * _SCALE), part, colour, font, anchor="ls")
            left += width

    def png(self) -> bytes:
        """The picture as a small PNG."""
        small = self._image.reduce(_SCALE).quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        out = io.BytesIO()
        small.save(out, "PNG", optimize=True)
        return out.getvalue()


class Plot:
    """A part of a canvas in which points are given in the units of the data."""

    def __init__(self, canvas: Canvas, box: tuple[float, float, float, float], x: Point, y: Point) -> None:
        self._canvas = canvas
        self._box = box
        self._x = x
        self._y = y

    def at(self, x: float, y: float) -> Point:
        """The place on the canvas of a point of the data."""
        x0, y0, x1, y1 = self._box
        across = (x - self._x[0]) / (self._x[1] - self._x[0])
        up = (y - self._y[0]) / (self._y[1] - self._y[0])
        return x0 + across * (x1 - x0), y1 - up * (y1 - y0)

    def line(self, points: Iterable[Point], colour: str = INK, width: float = 4, *, dash: float = 0) -> None:
        """A line through points of the data."""
        self._canvas.line([self.at(*point) for point in points], colour, width, dash=dash)

    def curve(self, f: Callable[[float], float], x: Point, colour: str = ACCENT, width: float = 5) -> None:
        """The graph of ``f`` between two values of x."""
        steps = 240
        xs = [x[0] + (x[1] - x[0]) * i / steps for i in range(steps + 1)]
        self.line([(value, f(value)) for value in xs], colour, width)

    def axes(self, across: str, up: str, origin: Point) -> None:
        """Both axes through ``origin``, each with an arrow and its name."""
        canvas = self._canvas
        right = self.at(self._x[1], origin[1])
        top = self.at(origin[0], self._y[1])
        canvas.arrow([self.at(self._x[0], origin[1]), right], MUTED, 2, head=12)
        canvas.arrow([self.at(origin[0], self._y[0]), top], MUTED, 2, head=12)
        canvas.text(right[0], right[1] + 22, across, 29, MUTED, align=1)
        canvas.text(top[0] + 14, top[1] + 6, up, 29, MUTED, align=0)


def ellipse(centre: Point, radii: Point) -> list[Point]:
    """The points of an ellipse with upright axes, as a closed line."""
    turns = [2 * pi * i / 180 for i in range(181)]
    return [(centre[0] + radii[0] * cos(turn), centre[1] + radii[1] * sin(turn)) for turn in turns]


def _dashes(start: Point, end: Point, length: float) -> list[list[Point]]:
    """Strokes of about ``length`` from ``start`` to ``end``, with gaps of the same length between them."""
    count = max(1, round((dist(start, end) / length + 1) / 2))
    pieces = 2 * count - 1

    def at(piece: int) -> Point:
        return start[0] + (end[0] - start[0]) * piece / pieces, start[1] + (end[1] - start[1]) * piece / pieces

    return [[at(2 * stroke), at(2 * stroke + 1)] for stroke in range(count)]
