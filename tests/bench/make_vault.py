"""Makes vaults to measure on: notes of about 3 KB with what real ones hold, the same bytes for the same arguments.

Each note has front matter, headings, nested lists, a code block, a table, five wikilinks, an image, a callout; every
tenth has a card. Usage: ``python make_vault.py FOLDER NOTES``.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image

_WORDS = [
    "shard",
    "record",
    "stream",
    "bucket",
    "batch",
    "model",
    "feature",
    "label",
    "metric",
    "drift",
    "tensor",
    "kernel",
    "epoch",
    "gradient",
    "column",
    "table",
    "query",
    "index",
    "cache",
    "queue",
    "topic",
    "node",
    "cluster",
    "replica",
    "region",
    "zone",
    "policy",
    "role",
    "key",
    "token",
    "secret",
    "object",
    "layer",
    "weight",
    "bias",
    "sample",
    "vector",
    "matrix",
    "score",
    "recall",
    "precision",
    "window",
    "join",
    "filter",
    "scale",
    "limit",
    "quota",
    "cost",
    "price",
    "time",
    "order",
    "state",
]
_FOLDER = 100
"""Notes in a folder."""


def make(folder: Path, notes: int) -> None:
    """Write a vault of ``notes`` notes to ``folder``, which must not exist yet."""
    draw = Random(notes)  # noqa: S311 - the same vault every time is what a benchmark needs
    folder.mkdir(parents=True)
    (folder / "study.toml").write_text('title = "Bench"\nexclude = []\n')
    pictures = folder / "Pictures"
    pictures.mkdir()
    for number in range(min(notes, 200)):
        (pictures / f"figure {number}.png").write_bytes(_picture(draw))
    names = [f"Note {number}" for number in range(notes)]
    for number, name in enumerate(names):
        place = folder / f"Part {number // _FOLDER}"
        place.mkdir(exist_ok=True)
        (place / f"{name}.md").write_text(_note(draw, number, names), encoding="utf-8")


def _picture(draw: Random) -> bytes:
    picture = Image.new("RGB", (120, 80), (draw.randrange(256), draw.randrange(256), draw.randrange(256)))
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _sentence(draw: Random, words: int) -> str:
    return " ".join(draw.choices(_WORDS, k=words)).capitalize() + "."


def _note(draw: Random, number: int, names: list[str]) -> str:
    links = [f"[[{draw.choice(names)}]]" for _ in range(5)]
    code = "\n".join(
        f"{draw.choice(_WORDS)}_{n} = {draw.choice(_WORDS)}({n}, '{draw.choice(_WORDS)}')  # step {n}"
        for n in range(10)
    )
    rows = "\n".join(f"| {draw.choice(_WORDS)} | {n} | {_sentence(draw, 4)} |" for n in range(5))
    items = "\n".join("\t" * (n % 3) + f"- {_sentence(draw, 8)}" for n in range(9))
    card = ""
    if number % 10 == 0:
        question = f"Which {draw.choice(_WORDS)} comes with number {number}?"
        card = f"\n## Questions\n\n##### {question}\n- one\n- two\n- three\n#card\ntwo. {_sentence(draw, 10)}\n"
    return f"""---
tags: [part-{number // _FOLDER}, {draw.choice(_WORDS)}]
description: {_sentence(draw, 8)}
---
{_sentence(draw, 40)} See {links[0]} and {links[1]}.

## {_sentence(draw, 3)}

{items}

{_sentence(draw, 50)} It leans on {links[2]} and *{draw.choice(_WORDS)}*, with `{draw.choice(_WORDS)}` between.

```python
{code}
```

## {_sentence(draw, 3)}

| name | number | remark |
|------|-------:|--------|
{rows}

> [!note] {_sentence(draw, 3)}
> {_sentence(draw, 25)} Compare {links[3]}.

![[figure {number % 200}.png|60]]

{_sentence(draw, 60)} And {links[4]}.
{card}"""


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
