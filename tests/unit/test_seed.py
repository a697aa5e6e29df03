"""The vault that the project was made for, as it is: a long outline note whose topic notes and pictures are missing.

It is another's text and not part of the project; where it is absent, these tests are skipped. What it holds is tested
on notes of our own elsewhere.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
VAULTS = ROOT.parent / "shared" / "vaults"
SEED = VAULTS / "seed"

STUBS = (
    "s3",
    "glue",
    "kinesis",
    "data-pipeline",
    "step-functions",
    "batch",
    "athena",
    "quicksight",
    "emr",
    "sagemaker-groundtruth",
    "ec2",
    "sagemaker",
    "sagemaker-built-in-algorithm",
)

pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason="the seed vault is not here")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator.cli", *map(str, arguments), "--no-cache"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def exported() -> dict[str, Any]:
    done = run("export", SEED, "--to", "json")
    assert done.returncode == 0
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_it_builds(tmp_path: Path) -> None:
    assert run("build", SEED, "-o", tmp_path / "site").returncode == 0
    for name in STUBS:
        page = (tmp_path / "site" / f"{name}.html").read_text()
        assert 'content="noindex"' in page
        assert "AWS ML Specialty" in page


def test_its_cards_have_the_keys_that_were_labelled_by_hand(exported: dict[str, Any]) -> None:
    labels = json.loads((VAULTS / "oracle.json").read_text())["cards"]
    wanted = [(row["options"], row["correct"]) for row in labels if row["note"] == "AWS ML Specialty.md"]
    assert [(len(card["options"]), card["correct"]) for card in exported["cards"]] == wanted
    assert len(wanted) == 24
    assert all(card["graded"] for card in exported["cards"])


@pytest.mark.parametrize("to", ["tsv", "anki", "gift", "aiken", "print"])
def test_its_cards_go_to_every_format(tmp_path: Path, to: str) -> None:
    done = run("export", SEED, "--to", to, "-o", tmp_path / "cards")
    assert (done.returncode, done.stderr) == (0, "24 cards\n")


def test_its_course_has_four_domains_and_thirteen_topics(exported: dict[str, Any]) -> None:
    (course,) = exported["courses"]
    assert [(domain["weight"], domain["cards"]) for domain in course["domains"]] == [(20, 5), (24, 5), (36, 5), (20, 5)]
    assert sum(len(domain["topics"]) for domain in course["domains"]) == 13
    assert sum(card["domain"] is None for card in exported["cards"]) == 4
    listed = {note for domain in course["domains"] for topic in domain["topics"] for note in topic["notes"]}
    assert len(listed) == 12  # EC2, the thirteenth linked note, stands in a sentence


def test_check_names_the_place_of_each_missing_image() -> None:
    done = run("check", SEED)
    missing = re.findall(
        r"^AWS ML Specialty\.md:(\d+):(\d+): error\[image-missing\] .*\"(.*?)\"", done.stdout, re.MULTILINE
    )
    assert done.returncode == 1
    assert len(missing) == 20
    lines = (SEED / "AWS ML Specialty.md").read_text(encoding="utf-8").split("\n")
    for line, col, name in missing:
        assert lines[int(line) - 1][int(col) - 1 :].startswith(f"![[{name}]]")


def test_with_the_sample_vaults_figures_no_image_is_missing(tmp_path: Path) -> None:
    vault = Path(shutil.copytree(SEED, tmp_path / "seed"))
    for figure in (ROOT / "content").rglob("Pasted image *.png"):
        shutil.copy(figure, vault)
    done = run("check", vault)
    assert done.returncode == 0
    assert "image-missing" not in done.stdout
