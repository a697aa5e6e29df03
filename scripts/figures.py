"""Draws the twenty figures of the sample vault into content/.

A function draws each and returns its canvas; ``FIGURES`` says under which name it is saved. The names are of the kind
that Obsidian gives to pasted pictures, because most vaults are full of those.
"""

from __future__ import annotations

from pathlib import Path

import figure_diagrams as diagrams
import figure_plots as plots

CONTENT = Path(__file__).resolve().parent.parent / "content"

FIGURES = {
    "20210623212552": plots.trend,
    "20210623212609": plots.seasonality,
    "20210623212630": plots.trend_and_seasonality,
    "20210623212803": plots.noise,
    "20210624012153": plots.leaky_relu,
    "20210624012209": plots.relu,
    "20210624012242": plots.parametric_relu,
    "20210624012343": diagrams.softmax,
    "20210624013346": diagrams.recurrent_neuron,
    "20210624013433": diagrams.recurrent_shapes,
    "20210624013637": plots.rate_too_small,
    "20210624013650": plots.rate_too_large,
    "20210624013744": plots.rate_right,
    "20210624014749": plots.sigmoid_slope,
    "20210624014801": diagrams.shrinking_gradient,
    "20210624014819": diagrams.residual_block,
    "20210624015041": plots.penalties,
    "20210624015053": plots.l1_region,
    "20210624015110": plots.l2_region,
    "20210625220305": diagrams.containers,
}


if __name__ == "__main__":
    for stamp, draw in FIGURES.items():
        (CONTENT / f"Pasted image {stamp}.png").write_bytes(draw().png())
