"""What sounds in a score, bar by bar, as music21 reads it: another reader's ears."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import music21
from music21 import chord, harmony, note, stream
from music21.musicxml.xmlToM21 import MusicXMLWarning


def sounding(path: Path) -> list[dict[int, list[float]]]:
    """Every part's sounding pitches by bar; staves that music21 splits are one part again."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MusicXMLWarning)
        whole: Any = music21.converter.parse(path, forceSource=True).toSoundingPitch()
    found: list[dict[int, list[float]]] = []
    before = ""
    for staff in whole.parts:
        part_id = str(staff.id).split("-Staff")[0] if isinstance(staff, stream.PartStaff) else ""
        if not part_id or part_id != before:
            found.append({})
        before = part_id
        for bar, measure in enumerate(staff.getElementsByClass(stream.Measure)):
            for thing in measure.recurse().getElementsByClass((note.Note, chord.Chord)):
                if not isinstance(thing, harmony.Harmony):
                    found[-1].setdefault(bar, []).extend(pitch.ps for pitch in thing.pitches)
    return [{bar: sorted(pitches) for bar, pitches in part.items()} for part in found]
