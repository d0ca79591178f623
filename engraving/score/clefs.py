"""Clefs by the names the instrument table and people give them, and what a note costs under one."""

from __future__ import annotations

import re

from engraving.score.pitch import Clef, Pitch

_NAME = re.compile(r"([GFC])(\d)(?:-(8|15)(va|vb|ma|mb))?")
_SPOKEN = {("G", 2): "treble", ("F", 4): "bass", ("C", 3): "alto", ("C", 4): "tenor", ("C", 1): "soprano"}


def named_clef(name: str) -> Clef | None:
    """The clef the instrument table means by "G2" or "G2-8vb"; None for percussion and TAB."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    octaves = {"8": 1, "15": 2}.get(found[3] or "", 0)
    down = (found[4] or "").endswith("b")
    return Clef(found[1], int(found[2]), -octaves if down else octaves)


def spoken_clef(clef: Clef) -> str:
    """What musicians call it: "tenor"; by sign and line where it has no name of its own."""
    return _SPOKEN.get((clef.sign, clef.line), f"{clef.sign}{clef.line}")


def ledger_lines(pitch: Pitch, clef: Clef) -> int:
    """How many a note needs under or over a staff of five lines in this clef."""
    return max(0, abs(pitch.diatonic - clef.middle) - 4) // 2
