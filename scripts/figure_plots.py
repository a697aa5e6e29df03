"""The figures that are curves: time series, activation functions, gradient descent and penalties."""

from __future__ import annotations

from itertools import pairwise
from math import dist, exp, pi, sin
from random import Random

from figure_canvas import ACCENT, ACCENT_TINT, HAIR, INK, MUTED, SECOND, Canvas, Plot, Point, ellipse

# --- time series ------------------------------------------------------------------------------------------------------


def time_series(slope: float, swing: float, jitter: float) -> tuple[Canvas, Plot]:
    """A series of 73 values: a straight trend, a wave with a period of 18 and noise, each as strong as asked."""
    noise = Random(7)  # noqa: S311 - a picture of noise, the same each time
    canvas = Canvas()
    plot = Plot(canvas, (70, 50, 910, 410), (0, 80), (0, 10))
    plot.axes("time", "value", (0, 0))
    plot.line(
        [
            (i, 5 + slope * (i - 36) + swing * sin(2 * pi * i / 18) + jitter * (noise.random() - 0.5))
            for i in range(1, 74)
        ],
        ACCENT,
    )
    return canvas, plot


def trend() -> Canvas:
    """Values that scatter around a rising straight line."""
    canvas, plot = time_series(0.09, 0, 1.3)
    plot.line([(1, 5 - 0.09 * 35), (73, 5 + 0.09 * 37)], SECOND, 3, dash=12)
    canvas.text(*plot.at(60, 5.6), "trend", 31, SECOND)
    return canvas


def seasonality() -> Canvas:
    """Values that repeat a wave; one period is marked."""
    canvas, plot = time_series(0, 2.6, 0.3)
    (left, y), (right, _) = plot.at(22.5, 8.7), plot.at(40.5, 8.7)
    middle = (left + right) / 2
    canvas.arrow([(middle, y), (left, y)], SECOND)
    canvas.arrow([(middle, y), (right, y)], SECOND)
    canvas.text(middle, y - 24, "one period", 31, SECOND)
    return canvas


def trend_and_seasonality() -> Canvas:
    """A wave that climbs along its trend."""
    canvas, plot = time_series(0.075, 1.6, 0.4)
    plot.line([(1, 5 - 0.075 * 35), (73, 5 + 0.075 * 37)], SECOND, 3, dash=12)
    canvas.text(*plot.at(63, 5.3), "trend", 31, SECOND)
    return canvas


def noise() -> Canvas:
    """Values without a pattern, around their mean."""
    canvas, plot = time_series(0, 0, 6)
    plot.line([(1, 5), (73, 5)], SECOND, 3, dash=12)
    canvas.text(*plot.at(74, 5), "mean", 31, SECOND, align=0)
    return canvas


# --- activation functions ---------------------------------------------------------------------------------------------


def activation(formula: str) -> tuple[Canvas, Plot]:
    """Axes from -5 to 5 with the formula in the corner."""
    canvas = Canvas()
    plot = Plot(canvas, (60, 40, 900, 430), (-5, 5), (-1.6, 5))
    plot.axes("x", "f(x)", (0, 0))
    canvas.text(60, 70, formula, 38, INK, align=0)
    return canvas, plot


def relu() -> Canvas:
    """The rectified linear unit."""
    canvas, plot = activation("f(x) = max(0, x)")
    plot.line([(-4.8, 0), (0, 0), (4.6, 4.6)], ACCENT, 6)
    canvas.text(*plot.at(-2.5, 0.45), "slope 0: nothing is learned", 29, SECOND)
    canvas.text(*plot.at(3.5, 2.5), "slope 1", 29, ACCENT)
    return canvas


def leaky_relu() -> Canvas:
    """ReLU with a small slope on the left."""
    canvas, plot = activation("f(x) = max(0.1 x, x)")
    plot.line([(-4.8, -0.48), (0, 0), (4.6, 4.6)], ACCENT, 6)
    canvas.text(*plot.at(-2.6, -0.85), "slope 0.1, never zero", 29, SECOND)
    canvas.text(*plot.at(3.5, 2.5), "slope 1", 29, ACCENT)
    return canvas


def parametric_relu() -> Canvas:
    """Several slopes on the left, one of which was learned."""
    canvas, plot = activation("f(x) = max(a x, x),  a < 1")
    for slope in (0.05, 0.15, 0.32):
        plot.line([(-4.8, -4.8 * slope), (0, 0)], SECOND, 3, dash=10)
    plot.line([(-4.8, -4.8 * 0.23), (0, 0), (4.6, 4.6)], ACCENT, 6)
    canvas.text(*plot.at(-2.6, 0.45), "the slope a is learned", 29, SECOND)
    canvas.text(*plot.at(3.5, 2.5), "slope 1", 29, ACCENT)
    return canvas


def sigmoid(x: float) -> float:
    """The logistic function."""
    return 1 / (1 + exp(-x))


def sigmoid_slope() -> Canvas:
    """The sigmoid above its derivative."""
    canvas = Canvas()
    plot = Plot(canvas, (60, 40, 900, 420), (-7, 7), (-0.06, 1.12))
    plot.line([(-6.8, 0.25), (6.6, 0.25)], HAIR, 3, dash=10)
    plot.line([(-6.8, 1), (6.6, 1)], HAIR, 3, dash=10)
    plot.axes("x", "", (0, 0))
    plot.curve(sigmoid, (-6.8, 6.6))
    plot.curve(lambda x: sigmoid(x) * (1 - sigmoid(x)), (-6.8, 6.6), SECOND)
    canvas.text(*plot.at(3.1, 0.83), "sigmoid", 31, ACCENT)
    canvas.text(*plot.at(3.1, 0.16), "its slope", 31, SECOND)
    canvas.text(*plot.at(-6.8, 0.3), "0.25", 29, MUTED, align=0)
    canvas.text(*plot.at(-6.8, 1.05), "1", 29, MUTED, align=0)
    canvas.text(*plot.at(-4.7, 0.12), "almost flat", 29, MUTED)
    return canvas


# --- gradient descent -------------------------------------------------------------------------------------------------


def descent(rate: float, start: float, steps: int, note: str) -> Canvas:
    """Gradient descent on the parabola w * w: each step multiplies the distance from the minimum by 1 - 2 * rate."""
    canvas = Canvas()
    plot = Plot(canvas, (70, 50, 900, 410), (-3.6, 3.2), (0, 9))
    plot.axes("weight", "loss", (-3.6, 0))
    plot.curve(lambda w: w * w, (-2.9, 2.9), MUTED, 4)
    path = [start * (1 - 2 * rate) ** step for step in range(steps + 1)]
    points = [plot.at(w, w * w) for w in path]
    for a, b in pairwise(points):
        if dist(a, b) > 40:
            canvas.arrow([a, b], SECOND)
        else:
            canvas.line([a, b], SECOND)
    for x, y in points:
        canvas.dot(x, y, 7, ACCENT)
    canvas.text(400, 446, note, 31, INK)
    x, y = points[0]
    canvas.text(x + 18, y, "start", 29, ACCENT, align=0)
    return canvas


def rate_too_small() -> Canvas:
    """Ten short steps."""
    return descent(0.025, -2.6, 10, "ten steps, and still far away")


def rate_too_large() -> Canvas:
    """Five steps that overshoot."""
    return descent(1.09, 1.2, 5, "every step ends higher than the last")


def rate_right() -> Canvas:
    """Seven steps that shrink towards the minimum."""
    return descent(0.2, -2.6, 7, "long steps first, short ones at the end")


# --- regularisation ---------------------------------------------------------------------------------------------------


def penalties() -> Canvas:
    """Both penalties of one weight."""
    canvas = Canvas()
    plot = Plot(canvas, (60, 40, 900, 410), (-2.6, 2.6), (0, 4.2))
    plot.axes("weight w", "penalty", (0, 0))
    plot.curve(abs, (-2.4, 2.4))
    plot.curve(lambda w: w * w, (-1.98, 1.98), SECOND)
    canvas.text(*plot.at(2.2, 1.45), "L1: |w|", 33, ACCENT)
    canvas.text(*plot.at(1.45, 3.4), "L2: w^{2}", 33, SECOND)
    canvas.text(400, 450, "near zero L1 keeps its slope, L2 goes flat", 29, MUTED)
    return canvas


CENTRE = (0.9, 1.9)
"""The two weights with the least error, were there no penalty."""


def error(w: Point) -> float:
    """The error of two weights: an elliptic bowl around ``CENTRE``."""
    return (w[0] - CENTRE[0]) ** 2 + 2 * (w[1] - CENTRE[1]) ** 2


def constraint(region: list[Point], name: str, note: str) -> Canvas:
    """The region that a penalty allows, the error's contours, and the point of the region with the least error."""
    canvas = Canvas(960, 600)
    plot = Plot(canvas, (150, 30, 750, 530), (-2.4, 3.6), (-1.6, 3.4))
    canvas.area([plot.at(*point) for point in region], ACCENT_TINT)
    plot.axes("w_{1}", "w_{2}", (0, 0))
    plot.line(region, ACCENT, 4)
    best = min(region, key=error)
    for share in (1.0, 0.55, 0.2):
        level = share * error(best)
        plot.line(ellipse(CENTRE, (level**0.5, (level / 2) ** 0.5)), SECOND, 3)
    canvas.dot(*plot.at(*CENTRE), 5, SECOND)
    label = plot.at(2.65, CENTRE[1])
    canvas.line([plot.at(*CENTRE), label], SECOND, 2)
    canvas.text(label[0] + 10, label[1], "least error", 29, SECOND, align=0)
    canvas.dot(*plot.at(*best), 9, INK)
    canvas.text(*plot.at(-0.34, 0.24), name, 33, ACCENT)
    canvas.text(480, 566, note, 31, INK)
    return canvas


def l1_region() -> Canvas:
    """The contours meet the diamond at its corner."""
    diamond = [(0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0), (0.0, 1.0)]
    return constraint(diamond, "L1", "they touch at a corner: w_{1} is exactly zero")


def l2_region() -> Canvas:
    """The contours meet the circle beside the axis."""
    return constraint(ellipse((0, 0), (1, 1)), "L2", "they touch beside the axis: both weights shrink, none is zero")
