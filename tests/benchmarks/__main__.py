"""How fast it is, stage by stage and beside MuseScore 3.

    python -m tests.benchmarks SCORE [--score] [--rounds 3] [--mscore mscore3]

Prints which Python it is, for its build makes a sixth of the time; seconds, bars a second and memory of every stage in
one process; then alternates ``engraving parts SCORE --jobs 2`` (validation and audit on, warm face cache) with
``mscore3 --score-parts-pdf SCORE`` and compares the medians. MuseScore makes the full score as well, as it cannot make
the parts alone; with ``--score`` we do too. Without MuseScore there is no ratio.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
from pathlib import Path

from tests.benchmarks.musescore import race
from tests.benchmarks.stages import measured


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("score", type=Path)
    parser.add_argument("--score", dest="with_score", action="store_true", help="make the full score as well")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--mscore", default="mscore3")
    options = parser.parse_args()
    print("Python", " ".join(sys.version.split()))
    for stage in measured(options.score):
        speed, memory = stage.bars_a_second, stage.memory / 2**20
        print(f"{stage.name:18} {stage.seconds:6.2f} s {speed:9.0f} bars/s {memory:7.1f} MB")
    if shutil.which(options.mscore) is None:
        print(f"{options.mscore} is not there: no ratio")
        return
    wishes = ["--score"] if options.with_score else []
    result = race(options.score, options.mscore, options.rounds, *wishes)
    mine, theirs = result.medians
    print("rounds (engraving, MuseScore):", ", ".join(f"{a:.2f} {b:.2f}" for a, b in result.rounds))
    print(f"engraving {mine:.2f} s, MuseScore {theirs:.2f} s, ratio {result.ratio:.2f}")
    print(f"largest process of either: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
