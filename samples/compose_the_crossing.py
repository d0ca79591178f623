# SPDX-License-Identifier: Apache-2.0
"""Write the sample cue 1M1, The Crossing: ``python samples/compose_the_crossing.py``."""

from pathlib import Path

from compose import crossing_brass, crossing_rhythm, crossing_strings, crossing_woodwinds
from compose.crossing_plan import PLAN
from compose.writer import Credits, write_score

CREDITS = Credits(
    work="Night Ferry",
    composer="The engraving project",
    orchestrator="The engraving project",
    rights="The engraving project. Licensed under the Apache License, Version 2.0.",
    software="compose_the_crossing.py",
    date="2026-11-22",
)
PARTS = (
    *crossing_woodwinds.PARTS,
    *crossing_brass.PARTS,
    *crossing_rhythm.PARTS,
    *crossing_strings.PARTS,
)


def main() -> None:
    """Write the cue beside this script."""
    target = Path(__file__).with_name(f"{PLAN.number} {PLAN.title}.musicxml")
    write_score(target, PLAN, PARTS, CREDITS)


if __name__ == "__main__":
    main()
