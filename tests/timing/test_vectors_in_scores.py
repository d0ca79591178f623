"""Vectors of timing.md that speak of tempo marks and of time before the music, from the mark or the beat on."""

from __future__ import annotations

from fractions import Fraction

import pytest
from lxml import etree

from engraving.musicxml.reader import read_tree
from engraving.timing import tempo_map
from engraving.timing.rates import RATES
from engraving.timing.timecode import Rounding, label_at, parse
from engraving.timing.written_clicks import beat_seconds


def score(mark: str, beats: int, lower: int) -> str:
    """Two bars, with a metronome mark and nothing that sounds."""
    first = (
        f"<attributes><divisions>2</divisions><time><beats>{beats}</beats><beat-type>{lower}</beat-type></time></attributes>"
        f"<direction><direction-type><metronome>{mark}</metronome></direction-type></direction>"
    )
    rest = f"<note><rest measure='yes'/><duration>{8 * beats // lower}</duration></note>"
    bars = f"<measure number='1'>{first}{rest}</measure><measure number='2'>{rest}</measure>"
    return (
        "<score-partwise version='4.0'><part-list><score-part id='P1'><part-name>Flute</part-name></score-part></part-list>"
        f"<part id='P1'>{bars}</part></score-partwise>"
    )


@pytest.mark.parametrize(
    ("per_minute", "quarters", "bar"),
    [("60", 90, Fraction(2)), ("80", 120, Fraction(3, 2)), ("117.55", Fraction("176.325"), 180 / Fraction("176.325"))],
)
def test_vectors_58_and_59_a_dotted_quarter_in_six_eight(per_minute: str, quarters: Fraction, bar: Fraction) -> None:
    mark = f"<beat-unit>quarter</beat-unit><beat-unit-dot/><per-minute>{per_minute}</per-minute>"
    cue = read_tree(etree.fromstring(score(mark, 6, 8).encode()), file="small.musicxml").cue
    times = tempo_map(cue)
    assert times.tempo_at(0) == quarters
    assert times.first_pass == (0, bar, 2 * bar)


def test_vector_45_a_flow_that_is_attached_at_its_beat_8() -> None:
    """At 60 its beat 8 (counted from 0) is 8 s after it starts."""
    into = beat_seconds(Fraction(60), Fraction(8 + 1))
    attached = parse("02:00:00:00", RATES["24"])
    assert label_at(attached, -into, RATES["24"], Rounding.FLOOR) == "01:59:52:00"


def test_vectors_9_and_60_in_seconds_and_frames() -> None:
    early = Fraction("33.7") - beat_seconds(Fraction(88), Fraction(50))
    assert (round(early, 4), round(early * 24, 2)) == (Fraction("0.2909"), Fraction("6.98"))
    assert round(8 * Fraction(60, 88) * 24, 3) == Fraction("130.909")
