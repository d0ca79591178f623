"""Numbers no score holds neither hang the reader nor stop it: the value counts as not there."""

from __future__ import annotations

import pytest

from engraving.musicxml import read_data

_SCORE = """<?xml version="1.0"?><score-partwise version="4.0"><part-list><score-part id="P1"><part-name>X</part-name>
</score-part></part-list><part id="P1"><measure number="1"><attributes><divisions>{divisions}</divisions><time>
<beats>{beats}</beats><beat-type>4</beat-type></time></attributes><note><pitch><step>C</step><octave>{octave}</octave>
</pitch><duration>{duration}</duration><type>quarter</type></note></measure></part></score-partwise>"""
_PLAIN = {"divisions": "1", "beats": "4", "octave": "4", "duration": "1"}


@pytest.mark.parametrize("number", ["1e999999999", "9" * 5000, "-" + "9" * 40, "nan", "inf", ".", "", "1/0", "²"])
@pytest.mark.parametrize("field", sorted(_PLAIN))
def test_numbers_beyond_reason_are_read_as_absent(field: str, number: str) -> None:
    reading = read_data(_SCORE.format(**{**_PLAIN, field: number}).encode(), "cue.musicxml", validate=False)
    assert len(reading.cue.parts[0].music.events) >= 1
