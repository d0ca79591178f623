"""All parts of a score, by us and by MuseScore 3, in turn: process start to last file closed.

Python keeps its compiled modules, as it does for users: PYTHONDONTWRITEBYTECODE is not handed on.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple


class Race(NamedTuple):
    """Seconds of each round, ours beside MuseScore's."""

    rounds: tuple[tuple[float, float], ...]

    @property
    def medians(self) -> tuple[float, float]:
        """Ours, MuseScore's."""
        ours, theirs = zip(*self.rounds, strict=True)
        return statistics.median(ours), statistics.median(theirs)

    @property
    def ratio(self) -> float:
        """Under 1 when we are faster."""
        ours, theirs = self.medians
        return ours / theirs


def race(score: Path, program: str, rounds: int, *wishes: str) -> Race:
    """Alternate, so that a machine whose speed varies treats both alike."""
    ours(score, *wishes)  # warms the face cache
    return Race(tuple((ours(score, *wishes), musescore(score, program)) for _ in range(rounds)))


def ours(score: Path, *wishes: str) -> float:
    """Seconds for all parts with validation and audit, written to a folder of their own; ``wishes`` such as
    ``--score`` are handed on."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "engraving", "parts", str(score), "-o", folder, "--jobs", "2", *wishes],
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
