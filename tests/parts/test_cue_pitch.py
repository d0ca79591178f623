"""R57, R58: a cue note at the octave its label names is what its source plays.

Instruments that transpose by octaves alone are read as they are written.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from engraving.musicxml import read
from engraving.parts import CuePolicy, ExtractionOptions, extract_all
from engraving.parts.ensemble import Ensemble
from engraving.score import CUE_NAME, Cue, Part
from tests.parts.second_reader import sounding

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "scores"
OCTAVES = {"8va": 1, "15ma": 2, "8vb": -1, "15mb": -2}
BARS_OF_REST = 8

Passage = tuple[str, int, dict[int, Counter[float]]]
"""Its source's name, the octaves its source has it higher than it stands, its written pitches by bar."""


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the corpus is not at {CORPUS}")
def test_every_cue_note_is_what_its_source_plays() -> None:
    """Clarinets, saxophones in two keys, horns in E flat, a bass; of chords the cue shows one note."""
    name = "a-walk-through-the-park.xml"
    cue = read(CORPUS / name, validate=False).cue
    heard, names = sounding(CORPUS / name), Ensemble(cue).names
    checked = 0
    options = ExtractionOptions(cues=CuePolicy(after_bars=BARS_OF_REST))
    for index, extraction in enumerate(extract_all(cue, options)):
        for source, octaves, bars in _passages(extraction.part):
            at = names.index(source)
            line = heard[at]
            reader, player = _apart(cue, index), _apart(cue, at)
            up = 12 * (octaves - _eight(cue, index) + _eight(cue, at))
            up += (reader if reader % 12 else 0) + (player if player % 12 == 0 else 0)
            for bar, pitches in bars.items():
                played = Counter(line.get(bar, []))
                sounds = Counter({pitch + up: count for pitch, count in pitches.items()})
                assert sounds <= played, (extraction.part.chair, source, cue.bars[bar].number)
            checked += 1
    assert checked > 30


def _passages(part: Part) -> list[Passage]:
    labels = [d for d in part.music.directions if d.segments[0].kind == CUE_NAME]
    ends = [*(label.bar for label in labels), len(part.bars)][1:]
    found: list[Passage] = []
    for label, end in zip(labels, ends, strict=True):
        source, mark = re.fullmatch(r"(.*?)(?: \(([^)]+)\))?", label.text).groups()  # type: ignore[union-attr]
        bars: dict[int, Counter[float]] = {}
        for event in part.music.events:
            if event.cue and event.heads and not event.grace and label.bar <= event.bar < end:
                bars.setdefault(event.bar, Counter())[event.heads[0].pitch.midi] += not event.heads[0].unpitched
        found.append((source, OCTAVES[mark] if mark else 0, {bar: +pitches for bar, pitches in bars.items()}))
    return found


def _apart(cue: Cue, index: int) -> int:
    """Semitones from what a part reads to what sounds; these sources give one transposition a part or none."""
    given = cue.parts[index].music.transpositions
    assert len({value.chromatic for _, _, value in given}) <= 1
    return given[0][2].chromatic if given else 0


def _eight(cue: Cue, index: int) -> int:
    """Octaves in a part's clefs; these sources have one clef a part, or none of them with an 8."""
    changes = {clef.octave_change for _, _, clef in cue.parts[index].music.clefs}
    assert len(changes) == 1
    return changes.pop()
