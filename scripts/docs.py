"""Writes ``docs/configuration.md`` from the schemas of ``study.toml`` and front matter, so that they cannot differ."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator import frontmatter
from generator.config import Cards, Config
from generator.schema import KEYS

INTRODUCTION = """\
# Configuration

<!-- Written by scripts/docs from generator/schema.py and generator/frontmatter.py: change it there. -->

A vault may hold a file `study.toml` in its folder. Every key may be left out, and so may the file. A key that does not
exist and a value that does not fit are errors, which name the right one.

```toml
title = "My course"
exclude = ["Templates/**", "Journal/**"]

[exam]
questions = 65
minutes = 180

[rules]
link-missing = "error"
```

From `.obsidian/`, if it is there, come strict line breaks, the list of excluded files, and the folders of templates and
daily notes; notes in these are not published. `study.toml` wins where both set strict line breaks. What one of the two
excludes, the other does not bring back.
"""

RULES = """
## [rules]

How grave a problem is: its code, and `"off"`, `"info"`, `"warning"` or `"error"`. `studysite check` prints the codes.
"""

FRONT_MATTER = """
## Front matter

What a note may say of itself, between two lines `---` at its very start. Other keys are left alone. A value that does
not fit is reported and ignored, but where `publish` or `draft` cannot be read, the note is private.

| Key | Example | Meaning |
|---|---|---|
"""

EXAM = """\
| `exam` | `{questions: 65, minutes: 180}` | Makes the note a course; it may hold the keys of `[exam]`, or nothing. |
"""


def configuration() -> str:
    """``docs/configuration.md``: every key, what it takes, its default and its meaning."""
    defaults: Mapping[str, object] = {"": Config(), "cards": Cards()}
    lines = []
    for section, keys in KEYS.items():
        if section == "rules":
            continue
        lines += ["", f"## [{section}]" if section else "## Above the first section", ""]
        lines += ["| Key | Takes | Default | Meaning |", "|---|---|---|---|"]
        for name, key in keys.items():
            value: Any = getattr(defaults.get(section), name, None)
            default = "" if value is None else f"`{json.dumps(value)}`"
            lines.append(f"| `{name}` | {key.expected} | {default} | {key.meaning} |")
    rows = (f"| `{name}` | `{key.example}` | {key.meaning} |\n" for name, key in frontmatter.KEYS.items())
    return INTRODUCTION + "\n".join(lines) + "\n" + RULES + FRONT_MATTER + "".join(rows) + EXAM


if __name__ == "__main__":
    Path("docs/configuration.md").write_text(configuration(), encoding="utf-8")
