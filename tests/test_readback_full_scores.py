"""The printed conductor's score of real cues, read back as ink staff by staff, equals music21's reading of the source."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.readback.press import unexplained
from tests.readback.source import read_source
from tests.readback.stand import pages_of_score, score_differences, score_of

LARGEST = (
    "boulanger-dun-matin-de-printemps.mxl",
    "bach-bwv.1048-1.mxl",
    "brahms-op.98-3.mxl",
    pytest.param("bruckner-wab.105-4.mxl", marks=pytest.mark.slow),
    pytest.param("beethoven-op.125-4.mxl", marks=pytest.mark.slow),
)


@pytest.mark.parametrize("name", LARGEST)
def test_every_staff_of_the_score_says_what_the_source_says(name: str, corpus: Path, tmp_path: Path) -> None:
    """Heads, pitches, values, ties and rests, instrument by instrument in the score's order."""
    path = corpus / "scores" / name
    score = score_of(path)
    pages, idle = pages_of_score(score, tmp_path)
    left = unexplained(name, list(score_differences(score, read_source(path), pages, idle)), notes_only=True)
    assert not left, "\n".join(left)


def test_two_staves_exchanged_are_noticed(corpus: Path, tmp_path: Path) -> None:
    """The reader is not blind: what is printed in another order, or not at all, is a difference."""
    path = corpus / "scores" / "lift-every-voice.mxl"
    score = score_of(path)
    first, second, *others = score.parts
    exchanged = replace(score, parts=(second, first, *others))
    pages, idle = pages_of_score(exchanged, tmp_path)
    assert not list(score_differences(exchanged, read_source(path), pages, idle))
    told = {difference.part for difference in score_differences(score, read_source(path), pages, idle)}
    assert told == {first.part.chair, second.part.chair}
