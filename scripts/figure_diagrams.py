"""The figures that are boxes, bars and arrows: softmax, networks, gradients through layers, containers."""

from __future__ import annotations

from math import exp

from figure_canvas import ACCENT, ACCENT_TINT, HAIR, INK, MUTED, PAPER, SECOND, SECOND_TINT, Canvas


def softmax() -> Canvas:
    """Three scores and the probabilities that softmax makes of them."""
    canvas = Canvas()
    scores = {"cat": 2.0, "dog": 1.0, "bird": 0.1}
    total = sum(exp(score) for score in scores.values())
    canvas.text(230, 55, "scores", 31, MUTED)
    canvas.text(730, 55, "probabilities, sum 1", 31, MUTED)
    for row, (name, score) in enumerate(scores.items()):
        y = 130 + 105 * row
        probability = exp(score) / total
        canvas.text(90, y, name, 33, INK, align=1)
        canvas.box((110, y - 24, 110 + 110 * score, y + 24), SECOND_TINT, SECOND, line=2, radius=3)
        canvas.text(125 + 110 * score, y, f"{score:.1f}", 33, SECOND, align=0)
        canvas.box((590, y - 24, 590 + 360 * probability, y + 24), ACCENT_TINT, ACCENT, line=2, radius=3)
        canvas.text(605 + 360 * probability, y, f"{probability:.2f}", 33, ACCENT, align=0)
    canvas.arrow([(435, 235), (545, 235)], MUTED)
    canvas.text(490, 205, "softmax", 31, INK)
    canvas.text(480, 430, "p_{i} = exp(x_{i}) / (exp(x_{1}) + exp(x_{2}) + exp(x_{3}))", 36, INK)
    return canvas


def neuron(canvas: Canvas, x: float, y: float) -> None:
    """A neuron with its input from below and its output above."""
    canvas.arrow([(x, y + 120), (x, y + 46)], SECOND)
    canvas.arrow([(x, y - 44), (x, y - 118)], ACCENT)
    canvas.dot(x, y, 44, ACCENT_TINT, ACCENT)


def recurrent_neuron() -> Canvas:
    """One neuron with its loop, and the same unrolled over three steps."""
    canvas = Canvas()
    y = 245
    neuron(canvas, 140, y)
    canvas.arrow([(183, y - 10), (236, y - 10), (236, y + 78), (162, y + 78), (162, y + 41)], INK)
    canvas.text(140, y + 142, "x", 33, SECOND)
    canvas.text(140, y - 142, "y", 33, ACCENT)
    canvas.text(305, y, "=", 44, MUTED)
    canvas.arrow([(350, y), (406, y)], INK)
    for x, step in ((450, "t-1"), (630, "t"), (810, "t+1")):
        neuron(canvas, x, y)
        canvas.arrow([(x + 44, y), (x + (136 if step != "t+1" else 100), y)], INK)
        canvas.text(x, y + 142, f"x_{{{step}}}", 33, SECOND)
        canvas.text(x, y - 142, f"y_{{{step}}}", 33, ACCENT)
    canvas.text(630, 450, "the same weights at every step in time", 29, MUTED)
    canvas.text(140, 450, "with its loop", 29, MUTED)
    return canvas


def recurrent_shapes() -> Canvas:
    """Four networks: which steps take an input, and which give an output."""
    canvas = Canvas(960, 600)
    shapes = (
        ("sequence to sequence", "a forecast at every step", "1111", "1111"),
        ("sequence to vector", "the mood of a review", "1111", "0001"),
        ("vector to sequence", "a caption for an image", "1000", "1111"),
        ("encoder and decoder", "a translation", "1100", "0011"),
    )
    for index, (title, example, inputs, outputs) in enumerate(shapes):
        left, top = 480 * (index % 2), 300 * (index // 2)
        canvas.text(left + 240, top + 36, title, 31, INK)
        canvas.text(left + 240, top + 270, example, 27, MUTED)
        for step in range(4):
            x, y = left + 90 + 100 * step, top + 152
            if inputs[step] == "1":
                canvas.arrow([(x, y + 84), (x, y + 27)], SECOND, 3, head=12)
            if outputs[step] == "1":
                canvas.arrow([(x, y - 26), (x, y - 84)], ACCENT, 3, head=12)
            if step:
                canvas.arrow([(x - 74, y), (x - 28, y)], INK, 3, head=12)
            canvas.box((x - 26, y - 26, x + 26, y + 26), ACCENT_TINT, ACCENT, line=3, radius=8)
    canvas.line([(480, 24), (480, 576)], HAIR, 2)
    canvas.line([(24, 300), (936, 300)], HAIR, 2)
    return canvas


def shrinking_gradient() -> Canvas:
    """A bar for each layer, a quarter of the next."""
    canvas = Canvas()
    floor = 370
    canvas.line([(70, floor), (900, floor)], MUTED, 2)
    for layer in range(1, 7):
        x = 130 + 140 * (layer - 1)
        shrunk = 4 ** (6 - layer)
        height = max(250 / shrunk, 1.5)
        canvas.box((x - 40, floor - height, x + 40, floor), ACCENT_TINT, ACCENT, line=2, radius=0)
        canvas.text(x, floor - height - 22, "1" if shrunk == 1 else f"1/{shrunk}", 29, ACCENT)
        canvas.text(x, floor + 26, f"layer {layer}", 29, INK)
    canvas.text(130, floor + 60, "input", 29, MUTED)
    canvas.text(830, floor + 60, "output", 29, MUTED)
    canvas.arrow([(770, floor + 60), (200, floor + 60)], SECOND, 3)
    canvas.text(60, 60, "size of the gradient, at best a quarter per layer", 31, INK, align=0)
    return canvas


def residual_block() -> Canvas:
    """Two layers with a shortcut around them."""
    canvas = Canvas()
    y = 265
    canvas.text(70, y, "x", 36, SECOND)
    canvas.arrow([(95, y), (228, y)])
    for left in (230, 460):
        canvas.box((left, y - 50, left + 150, y + 50), ACCENT_TINT, ACCENT)
        canvas.text(left + 75, y, "layer", 33)
    canvas.arrow([(382, y), (458, y)])
    canvas.arrow([(612, y), (698, y)])
    canvas.dot(730, y, 30, SECOND_TINT, SECOND)
    canvas.line([(717, y), (743, y)], SECOND)
    canvas.line([(730, y - 13), (730, y + 13)], SECOND)
    canvas.arrow([(762, y), (880, y)])
    canvas.text(835, y + 34, "F(x) + x", 31)
    canvas.arrow([(160, y), (160, 120), (730, 120), (730, y - 32)], SECOND, 4)
    canvas.text(445, 90, "shortcut: slope 1, whatever the layers do", 31, SECOND)
    canvas.text(420, y + 86, "F(x)", 31, ACCENT)
    canvas.arrow([(880, 410), (80, 410)], MUTED, 3)
    canvas.text(480, 440, "the gradient on its way back takes both roads", 29, MUTED)
    return canvas


def containers() -> Canvas:
    """Two containers between ECR and S3, and what passes between them."""
    canvas = Canvas(960, 600)
    for left, title, rows in (
        (40, "training container", ("/opt/ml/code", "/opt/ml/input/data", "/opt/ml/model")),
        (450, "inference container", ("/opt/ml/model", "GET /ping", "POST /invocations")),
    ):
        canvas.box((left, 160, left + 350, 400), ACCENT_TINT, ACCENT)
        canvas.text(left + 175, 192, title, 33, ACCENT)
        for row, name in enumerate(rows):
            canvas.box((left + 25, 220 + 57 * row, left + 325, 264 + 57 * row), PAPER, HAIR, line=2, radius=6)
            canvas.text(left + 45, 242 + 57 * row, name, 28, INK, align=0)
    canvas.box((235, 30, 605, 96), SECOND_TINT, SECOND)
    canvas.text(420, 63, "ECR: container images", 31)
    canvas.arrow([(350, 96), (350, 126), (215, 126), (215, 158)], SECOND)
    canvas.arrow([(490, 96), (490, 126), (625, 126), (625, 158)], SECOND)
    canvas.box((40, 490, 800, 556), SECOND_TINT, SECOND)
    canvas.text(64, 523, "S3", 33, SECOND, align=0)
    canvas.text(225, 523, "training data", 31)
    canvas.text(560, 523, "model.tar.gz", 31)
    canvas.arrow([(215, 490), (215, 402)])
    canvas.arrow([(330, 400), (330, 445), (510, 445), (510, 488)])
    canvas.arrow([(610, 490), (610, 402)])
    canvas.arrow([(930, 250), (802, 250)])
    canvas.text(866, 226, "requests", 29, MUTED)
    canvas.arrow([(802, 320), (930, 320)])
    canvas.text(866, 346, "answers", 29, MUTED)
    return canvas
