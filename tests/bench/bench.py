"""Times builds of a generated vault and prints a table: cold, unchanged, one note edited.

Each figure is a whole process, as a user starts it: the wall clock's minimum and median over the runs, and the most
memory that one process of the build took. Figures compare within one run on one machine only.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from make_vault import make


def main(notes: int, runs: int) -> None:
    """Print the table for a vault of ``notes`` notes."""
    with tempfile.TemporaryDirectory() as folder:
        vault, site, cache = Path(folder) / "vault", Path(folder) / "site", Path(folder) / "cache"
        make(vault, notes)

        def cold() -> None:
            shutil.rmtree(site, ignore_errors=True)
            shutil.rmtree(cache, ignore_errors=True)

        def edited() -> None:
            with (vault / "Part 0" / "Note 0.md").open("a") as note:
                note.write("\nOne more line.\n")

        print(f"{notes:,} notes, {os.cpu_count()} processors, {runs} runs\n")
        print(f"{'build':<22}{'min':>9}{'median':>9}{'memory':>10}")
        for name, prepare in (("cold", cold), ("unchanged", lambda: None), ("one note edited", edited)):
            seconds, memory = _measure(prepare, runs, vault, site, cache)
            print(f"{name:<22}{min(seconds):>7.2f} s{statistics.median(seconds):>7.2f} s{memory:>7.0f} MB")
        size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
        source = sum(path.stat().st_size for path in vault.rglob("*") if path.is_file())
        print(f"\noutput beyond the notes' own text: {(size - source) / notes / 1000:.1f} KB a note")


def _measure(prepare: Callable[[], None], runs: int, vault: Path, site: Path, cache: Path) -> tuple[list[float], float]:
    """Seconds of each run, and the peak memory of the last in megabytes."""
    command = [sys.executable, "-m", "generator.cli", "build", vault, "-o", site, "--cache-dir", cache, "--quiet"]
    seconds = []
    memory = 0.0
    for _ in range(runs):
        prepare()
        began = time.perf_counter()
        process = subprocess.Popen(command)
        _, status, usage = os.wait4(process.pid, 0)
        seconds.append(time.perf_counter() - began)
        if status:
            sys.exit("the build failed")
        process.returncode = 0
        memory = usage.ru_maxrss / 1000
    return seconds, memory


if __name__ == "__main__":
    main(*(int(argument.replace(",", "")) for argument in (sys.argv[1:] + ["1000", "3"][len(sys.argv) - 1 :])))
