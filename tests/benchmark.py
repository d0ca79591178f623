"""How long all parts of a score take, beside MuseScore 3 doing the same job in the same run.

    python tests/benchmark.py SCORE [--rounds 3]

Alternates ``engraving parts SCORE --jobs 2`` (validation and audit on, warm face cache) with
``mscore3 --score-parts-pdf SCORE`` and compares the medians of wall time, process start to last
file closed. MuseScore makes the full score as well, as it cannot make the parts alone. Python keeps its
compiled modules, as it does for users (PYTHONDONTWRITEBYTECODE is not handed on).
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def ours(score: Path) -> float:
    """Seconds for all parts, written to a folder of their own."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "engraving", "parts", str(score), "-o", folder, "--jobs", "2"],
            env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            stderr=subprocess.DEVNULL,
            check=False,
        )
        seconds = time.perf_counter() - started
    if done.returncode not in (0, 1):
        raise SystemExit(f"engraving ended with {done.returncode}")
    return seconds


def musescore(score: Path, program: str) -> float:
    """Seconds for score and parts, as MuseScore hands them over on its standard output."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    started = time.perf_counter()
    subprocess.run(
        [program, "--score-parts-pdf", str(score)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - started


def main() -> None:
    """Alternate, take medians, print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("score", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--mscore", default="mscore3")
    options = parser.parse_args()
    ours(options.score)  # warms the face cache
    pairs = [(ours(options.score), musescore(options.score, options.mscore)) for _ in range(options.rounds)]
    mine, theirs = (statistics.median(times) for times in zip(*pairs, strict=True))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print("rounds (engraving, MuseScore):", ", ".join(f"{a:.2f} {b:.2f}" for a, b in pairs))
    print(f"engraving {mine:.2f} s, MuseScore {theirs:.2f} s, ratio {mine / theirs:.2f}")
    print(f"largest process of either: {peak // 1024} MB")


if __name__ == "__main__":
    main()
