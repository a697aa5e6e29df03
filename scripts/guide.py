"""Makes a vault of docs/ in which each example of the authoring guide stands beside what becomes of it.

``python scripts/guide.py FOLDER``; ``studysite build FOLDER`` then makes a site of it. The examples become notes of
their own, which the guide embeds: so what a reader sees below an example is what the build makes of these very lines.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw

DOCS = Path(__file__).parents[1] / "docs"
GUIDE = "authoring.md"
EXAMPLE = re.compile(r"(?:^<!-- ([^\n]+) -->\n)?^```markdown\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SETTINGS = """\
title = "studysite, the guide"
description = "How to write a vault that studysite makes a site of."
exclude = []
strict_line_breaks = true

[site]
id = "studysite-guide"

[rules]
"""
SHOWN_ON_PURPOSE = (
    "card-choose-mismatch", "card-duplicate", "card-duplicate-id", "card-key-conflict", "card-key-unresolved",
    "card-no-answer", "card-no-question", "card-same-question", "card-unexplained", "embed-cycle", "embed-remote",
    "embed-unsupported", "image-missing", "image-remote", "link-alias", "link-missing",
    "math-unknown", "topic-without-card", "domain-thin",
)  # fmt: skip


HOME = """\
---
title: studysite, the guide
---
studysite turns a folder of Obsidian notes into a study site: every note a page, the outline a map of the exam, every
question a card in a quiz.

- [[authoring|Writing a vault]]: cards, courses, links, and everything else that a note may hold, by example
- [[configuration|Configuration]]: what can be set in `study.toml` and in front matter
- [[quiz|The quiz]]: practice, review, mock exams, and the address of every set; [[scheduling|how it reckons]];
  [[data|where a student's data is]], and what it survives
- [[hosting|Hosting]]: how the site gets to Netlify or anywhere else
- [[architecture|Architecture]]: for those who want to change studysite itself
"""


class Example(NamedTuple):
    """An example of the guide: the note that it is, its text, and the comment above it, which says what it shows."""

    path: str
    text: str
    shows: dict[str, list[str]]


def examples(guide: str) -> Iterator[Example]:
    """The examples of the text ``guide``, in order."""
    for number, (comment, text) in enumerate(EXAMPLE.findall(guide), 1):
        pairs = [part.split(": ", 1) for part in comment.split("; ")] if comment else []
        shows = {key: value.split(" | ") for key, value in pairs}
        yield Example(shows.pop("file", [f"Example {number}.md"])[0], text, shows)


def attachments(folder: Path) -> None:
    """The files that examples show. What is no picture has no more than its name."""
    leaf = Image.new("RGB", (480, 320), "#f4f1e8")
    draw = ImageDraw.Draw(leaf)
    draw.polygon([(60, 160), (160, 70), (290, 60), (420, 160), (290, 260), (160, 250)], fill="#5c8a4a")
    draw.line([(30, 160), (420, 160)], fill="#31512a", width=6)
    for at in range(130, 380, 50):
        draw.line([(at, 160), (at + 40, 100)], fill="#31512a", width=3)
        draw.line([(at, 160), (at + 40, 220)], fill="#31512a", width=3)
    leaf.save(folder / "leaf.png")
    leaf.save(folder / "leaf.pdf")
    for name in ("leaf.mp4", "measurements.csv"):
        (folder / name).write_text("no more than its name counts")


def shown(guide: str) -> str:
    """``guide`` with what becomes of each example below it."""
    paths = (example.path for example in examples(guide))

    def result(found: re.Match[str]) -> str:
        return f"{found[0]}\n\n> [!example] What becomes of it\n> ![[{next(paths)}]]\n"

    return EXAMPLE.sub(result, guide)


def write(folder: Path) -> None:
    """Make the vault in ``folder``, which must not exist. Raises ``OSError``."""
    shutil.copytree(DOCS, folder)
    guide = (DOCS / GUIDE).read_text(encoding="utf-8")
    (folder / "study.toml").write_text(SETTINGS + "".join(f'{code} = "off"\n' for code in SHOWN_ON_PURPOSE))
    (folder / GUIDE).write_text(shown(guide), encoding="utf-8")
    for note in folder.rglob("*.md"):
        text = note.read_text(encoding="utf-8")
        title = text.partition("\n")[0].removeprefix("# ")
        note.write_text(f"---\ntitle: {json.dumps(title)}\n---\n{text}", encoding="utf-8")
    (folder / "index.md").write_text(HOME, encoding="utf-8")
    there = folder / "Examples"
    there.mkdir()
    attachments(there)
    for example in examples(guide):
        (there / example.path).write_text(example.text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
