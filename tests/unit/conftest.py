"""Small vaults for the tests that run the whole pipeline: written to a folder, built in this process, not emitted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

import pytest

from generator import config, site, theme
from generator.memo import Memo
from generator.model import Outcome

Content = str | bytes


class Made:
    """A vault and the site that was built from it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        settings, problems = config.load(root)
        self.built = site.build(root, settings, theme.default(), Memo())
        self.problems = (*problems, *self.built.diagnostics)

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file of the site that comes from the vault."""
        look = theme.default().outputs()
        return {path: output.make() for path, output in self.built.site.items() if path not in look}

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
