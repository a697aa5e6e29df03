"""What a user installs: the wheel made from the sdist is complete, and builds the same site as the checkout.

The wheel is built from the unpacked sdist, so that a source missing there is noticed, and far from the checkout's
assets/, which other tests read meanwhile. The build isn't isolated: the build requirements are among the locked
packages of the extra ``dev``, and only npm needs the network.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.xdist_group("packaging")  # one worker, hence one build for all tests


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked sdist."""
    folder = tmp_path_factory.mktemp("sdist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder], cwd=ROOT, check=True)
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        archive.extractall(folder, filter="data")
    return next(path for path in folder.iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel made from the sdist."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-build-isolation", "--wheel-dir", folder, sdist)
    return next(folder.glob("*.whl"))


def pip(*args: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "pip", args[0], "--quiet", "--no-deps", *args[1:]], check=True)


def site(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_sdist_holds_sources_only(sdist: Path) -> None:
    names = {path.relative_to(sdist).as_posix() for path in sdist.rglob("*")}
    assert {"assets/package-lock.json", "assets/src/site.ts", "content/index.md", "tests/test_packaging.py"} <= names
    assert not {name for name in names if {"dist", "node_modules", "__pycache__"} & set(PurePosixPath(name).parts)}


def test_wheel_holds_package_templates_client_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        entry_points = archive.read("studysite-0.1.0.dist-info/entry_points.txt").decode()
    assert "studysite = generator.cli:main" in entry_points
    client = ("site.js", "quiz.js", "site.css", "pages.json")
    assert {f"generator/client/{name}" for name in client} <= names
    templates = {path.relative_to(ROOT).as_posix() for path in (ROOT / "templates").rglob("*") if path.is_file()}
    assert {f"generator/{name}" for name in templates} == {n for n in names if n.startswith("generator/templates/")}
    assert {PurePosixPath(name).parts[0] for name in names} == {"generator", "studysite-0.1.0.dist-info"}
    assert not {name for name in names if name.endswith((".ts", ".tsx", ".mjs", ".map")) or "node_modules" in name}


def test_installed_command_builds_the_same_site_as_the_checkout(wheel: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    pip("install", "--target", installed, wheel)
    checkout = Path(sys.executable).with_name("studysite")
    build = ("build", ROOT / "content", "--no-cache", "--quiet", "-o")
    environment = {"PYTHONPATH": str(installed)}
    subprocess.run([installed / "bin/studysite", *build, tmp_path / "wheel"], env=environment, cwd=tmp_path, check=True)
    subprocess.run([checkout, *build, tmp_path / "checkout"], cwd=tmp_path, check=True)
    assert "index.html" in site(tmp_path / "wheel")
    assert site(tmp_path / "wheel") == site(tmp_path / "checkout")
