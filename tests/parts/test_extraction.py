"""What becomes a part, and what a tacet."""

from __future__ import annotations

import pytest
from lxml import etree
from msgspec.structs import replace

from engraving.musicxml.reader import read_tree
from engraving.parts import Extraction, extract_all
from engraving.score import Credits, Segment
from tests.layout.small_music import direction, notes, score_xml

CHORD = "<harmony><root><root-step>D</root-step></root><kind>minor-seventh</kind></harmony>"
FIGURE = "<figured-bass><figure><figure-number>6</figure-number></figure></figured-bass>"


def extraction(*bars: str) -> Extraction:
    return extract_all(read_tree(etree.fromstring(score_xml(*bars).encode()), file="x").cue)[0]


def test_chords_and_figures_over_rests_are_something_to_play() -> None:
    """A rhythm player reads chord symbols, a continuo player figures: neither is told to go home."""
    for signs, kind in ((CHORD, "harmony"), (FIGURE, "figured-bass")):
        part = extraction(signs + notes("R"), notes("R"), signs + notes("R")).part
        assert not part.tacet
        said: list[Segment] = [segment for d in part.music.directions for segment in d.segments]
        assert [segment.kind for segment in said] == [kind, kind]


def test_words_to_a_tacet_player_are_told() -> None:
    found = extraction(notes("R"), direction("<words>To Picc.</words>") + notes("R"))
    assert found.part.tacet
    (finding,) = [finding for finding in found.findings if finding.rule == "tacet-words"]
    assert "“To Picc.”" in finding.message
    assert (finding.where.bar, finding.where.bar_index) == ("2", 1)


def test_a_plain_tacet_is_told_nothing() -> None:
    found = extraction(notes("R"), notes("R"))
    assert found.part.tacet
    assert not [finding for finding in found.findings if finding.rule == "tacet-words"]


@pytest.mark.parametrize(("lyrics", "named"), [("la la", "A. Poet"), ("", "")])
def test_who_wrote_the_words_is_named_to_those_who_sing_them(lyrics: str, named: str) -> None:
    cue = read_tree(etree.fromstring(score_xml(notes("c5h d5", lyrics=lyrics)).encode()), file="x").cue
    cue = replace(cue, credits=Credits(title="Song", lyricist="A. Poet"))
    assert extract_all(cue)[0].part.credits.lyricist == named
