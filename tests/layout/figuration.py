"""Keyboard figuration as people write it: broken chords from hand to hand, a melody over them, a bass under them.

Stems of the figuration are stated as programs state them: towards a beam between the staves, all up, all down, or not
at all. A ``Random`` decides.
"""

from __future__ import annotations

import re
from random import Random

from tests.layout.small_music import back, notes, score_xml

LETTERS = "cdefgab"
MIDDLE_C = 28
KINDS = ("figuration alone", "melody over it", "bass under it", "melody and bass")
LENGTHS = {"w": 16, "h": 8, "q.": 6, "q": 4, "e": 2}
"""In sixteenths."""
_CLOSED = ("melody over it", "melody and bass"), ("bass under it", "melody and bass")


def name(step: int) -> str:
    """The pitch so many steps over C0."""
    return f"{LETTERS[step % 7]}{step // 7}"


def across(run: str, stems: str, *, voice: int = 1) -> str:
    """Notes that stand on the upper staff from middle C upwards; ``stems`` up, down, kneed or nothing."""
    written = re.split("(?<=</note>)", notes(run, voice=voice))[:-1]
    result = ""
    for note in written:
        found = re.search("<step>(.)</step>.*?<octave>(.)", note)
        upper = found is not None and 7 * int(found[2]) + LETTERS.index(found[1].lower()) >= MIDDLE_C
        stem = ("down" if upper else "up") if stems == "kneed" else stems
        staff = f"<staff>{1 if upper else 2}</staff>"
        result += note.replace("<staff>1</staff>", (f"<stem>{stem}</stem>" if stem else "") + staff)
    return result


def _figure(chance: Random, voice: int) -> str:
    """A bar of eighths or sixteenths in groups that rise, fall, arch or zigzag over middle C."""
    length = chance.choice("ees")
    group = chance.choice((4, 4, 2)) if length == "e" else 4
    way = chance.choice(((0.0, 1.0), (1.0, 0.0), (0.0, 1.0, 1.0, 0.0), (0.0, 1.0, 0.0, 1.0)))
    base, wide = chance.randint(16, 20), chance.randint(12, 18)
    run = []
    for _ in range((8 if length == "e" else 16) // group):
        if len(way) == 2:
            shares = [way[0] + (way[1] - way[0]) * k / (group - 1) for k in range(group)]
        else:
            shares = list(way[:group])
        pitches = [name(base + round(share * wide) + chance.choice((0, 0, 1, -1))) + length for share in shares]
        if chance.random() < 0.2:
            pitches[-1] += "{staccato}"
        run.append(f"[{' '.join(pitches)}]")
        base += chance.choice((-1, 0, 1))
    return across(" ".join(run), chance.choice(("", "kneed", "kneed", "up", "down")), voice=voice)


def _tune(chance: Random, voice: int, staff: int, low: int, high: int) -> str:
    """A bar of long notes and rests."""
    left, run = 16, []
    while left:
        value = chance.choice([v for v, length in LENGTHS.items() if length <= left])
        left -= LENGTHS[value]
        run.append(("r" if chance.random() < 0.12 else name(chance.randint(low, high))) + value)
    return notes(" ".join(run), voice=voice, staff=staff)


def figuration(chance: Random, kind: str, bars: int = 5) -> str:
    """A score of one piano part."""
    written = []
    for _ in range(bars):
        voices = [_tune(chance, 1, 1, 35, 42)] if kind in _CLOSED[0] else []
        voices.append(_figure(chance, len(voices) + 1))
        voices += [_tune(chance, len(voices) + 1, 2, 13, 17)] if kind in _CLOSED[1] else []
        written.append(back().join(voices))
    return score_xml(*written, clefs=("G2", "F4"), name="Piano")
