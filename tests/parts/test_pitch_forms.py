"""One cue in three forms of pitch gives the same parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from engraving.musicxml import read
from engraving.parts import Extraction, extract_all
from engraving.score import Part
from tests.parts.small_scores import spelled

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "pitch"


def _extractions(form: str) -> tuple[Extraction, ...]:
    return extract_all(read(SAMPLES / f"{form}.musicxml").cue)


def _read_by_player(part: Part) -> tuple[object, ...]:
    """What stands on the paper of a part."""
    music = part.music
    return (
        part.chair,
        spelled(music),
        [(event.tick, event.length, event.value, event.dots) for event in music.events],
        [(tick, key.fifths) for tick, _, key in music.keys],
        music.clefs,
        [(rest.first, rest.last, rest.count) for rest in part.multi_rests],
        [(direction.tick, direction.text) for direction in (*part.directions, *music.directions)],
    )


@pytest.mark.parametrize("form", ["concert-score", "concert-unmarked"])
def test_the_same_parts_come_of_it(form: str) -> None:
    written = _extractions("written")
    other = _extractions(form)
    assert [_read_by_player(e.part) for e in other] == [_read_by_player(e.part) for e in written]
    assert not any(e.part.pitch_unconfirmed for e in other)


def test_only_the_unmarked_form_rests_on_an_assumption() -> None:
    rules = {
        form: [finding.rule for e in _extractions(form) for finding in e.findings]
        for form in ("written", "concert-score", "concert-unmarked")
    }
    rit = "ramp-without-law"  # in each of them
    assert rules == {"written": [rit], "concert-score": [rit], "concert-unmarked": ["pitch-assumed", rit]}
