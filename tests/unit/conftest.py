"""Small vaults for the tests that run the whole pipeline: written to a folder, built in this process, not emitted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from generator import config, site, theme
from generator.export.face import Exported, material
from generator.memo import Memo
from generator.model import Outcome

Content = str | bytes


class Made:
    """A vault and the site that was built from it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.config, problems = config.load(root)
        self.built = site.build(root, self.config, theme.default(), Memo())
        self.problems = (*problems, *self.built.diagnostics)

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file of the site that comes from the vault."""
        look = theme.default().outputs()
        return {path: output.make() for path, output in self.built.site.items() if path not in look}

    def export(self, name: str, moment: int = 0) -> Exported:
        """What the module ``name`` of ``generator.export`` makes of the vault."""
        made: Exported = import_module(f"generator.export.{name}").export(
            material(self.built, self.config, self.root.name, moment)
        )
        return made

    def page(self, path: str) -> str:
        return self.files[path].decode()

    def outcomes(self, path: str) -> tuple[Outcome, ...]:
        return self.built.outcomes[path]

    def codes(self, path: str) -> set[str]:
        return {problem.code for problem in self.problems if problem.path == path}


def write(root: Path, files: Mapping[str, Content]) -> None:
    root.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def build(vault: Path) -> Callable[[Mapping[str, Content]], Made]:
    """Write files to the vault, whatever it holds already, and build it."""

    def built(files: Mapping[str, Content]) -> Made:
        write(vault, {"study.toml": "exclude = []\n", **files})
        return Made(vault)

    return built


CARDS = """\
---
cards-deck: Biology::Plants/Trees & "more"
tags: [green, plant/leaf]
---
See [[Leaf]].

##### Which gas do leaves take in? See [[Leaf]] and https://example.org/a?b=1&c=2
- Oxygen ~ = # { } : \\\\ %50%
- **Carbon dioxide**
- Nitrogen -> air
#card
Carbon dioxide. It enters by `stomata {x: 1}` and #hash, see [[Leaf#Veins]].
^gas

##### Pick two of these
- [x] شجرة
- [x] 木
- [ ] ![[root.png|a root]]
- [ ] \\(no formula\\) [sound:x.mp3]

##### True/False: chlorophyll is red
#card
False. It is green.
^red

##### A tree has ____ and ____
#card
roots, leaves
^two

##### Bark protects the ____
#card
trunk*
^bark

##### What does this print?
```python
def f(x):
	return {"a": x}  # a: b

print(f("<b>"))
```
#card
A dictionary: `{"a": "<b>"}`

> [!tip] Why
> Because.

| a | b |
|---|---|
| 1 | 2 |
^code

##### Which one is it?
- first
- second
#card
neither of them, it depends
^judge
"""


@pytest.fixture
def cards() -> dict[str, Content]:
    """A vault with a card of every kind, and in them what formats have trouble with."""
    out = BytesIO()
    Image.new("RGB", (60, 40), (30, 120, 60)).save(out, "PNG")
    leaf = "## Veins\n\nWater.\n\n##### Leaves are ____\n#card\ngreen\n^leaves\n"
    return {"Trees.md": CARDS, "Leaf.md": leaf, "img/root.png": out.getvalue()}
