"""Printed parts of real scores, read back from their PDF as ink, equal music21's reading of the source."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.readback.press import all_differences, open_score, unexplained

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "1M1 The Crossing.musicxml"

SCORES = (
    "a-walk-through-the-park.xml",
    "aloha-oe.mxl",
    "bach-bwv.1048-1.mxl",
    "bach-bwv.232-04.mxl",
    "beach-op.32-3.mxl",
    "boulanger-dun-matin-de-printemps.mxl",
    "brahms-op.45-1.mxl",
    "brahms-op.98-3.mxl",
    "el-capitan.xml",
    "k013a-orchestralscorefinale.xml",
    "k013b-orchestralscoresibelius.xml",
    "large-orchestra-ref.musicxml",
    "lift-every-voice.mxl",
    "open-source-symphony.xml",
    "sq8437358.mxl",
    "transposition.musicxml",
    pytest.param("beethoven-op.125-4.mxl", marks=pytest.mark.slow),
    pytest.param("bruckner-wab.105-4.mxl", marks=pytest.mark.slow),
)


@pytest.mark.parametrize("name", SCORES)
def test_printed_parts_say_what_the_source_says(name: str, corpus: Path, tmp_path: Path) -> None:
    score = open_score(corpus / "scores" / name)
    left = unexplained(name, list(all_differences(score, tmp_path)))
    assert not left, "\n".join(left)


def test_the_sample_cue_prints_what_it_says(tmp_path: Path) -> None:
    left = unexplained(SAMPLE.name, list(all_differences(open_score(SAMPLE), tmp_path)))
    assert not left, "\n".join(left)
