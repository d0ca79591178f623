"""The sample cue against its picture: what its cue file says stands on the score, and fits the music."""

from __future__ import annotations

from pathlib import Path

import pytest

from engraving.house import load_style
from engraving.layout.full_score.engrave import engrave_score
from engraving.layout.page import Ink
from engraving.musicxml import Opening
from engraving.production import Options, Watcher
from engraving.production.clock import Clock
from engraving.production.stages import Unproofed, proofed, split
from engraving.timing.cue_file.reading import load_cue_file
from engraving.typefaces import load_faces

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "1M1 The Crossing.musicxml"


@pytest.fixture(scope="module")
def cue() -> Unproofed:
    return split(Opening(SAMPLE), Options(score=True, parts=True), Clock(Watcher()))


def test_nothing_is_wrong_between_music_and_picture(cue: Unproofed) -> None:
    rules = {finding.rule for finding in proofed(cue, Clock(Watcher())).findings}
    assert not rules & {
        "picture-not-printed", "cue-file-place", "hit-missed", "hit-outside", "cue-short", "ramp-without-law", "ramp-cut",
    }  # fmt: skip


@pytest.mark.rule("R59", "R61")
def test_all_of_it_stands_on_the_score(cue: Unproofed) -> None:
    score = cue.music.score()
    style = load_style("us-session")
    engraving = engrave_score(score, style, load_faces(style.faces.music, style.faces.text))
    items = [item for page in engraving.pages for item in page.music]
    said = {ink: [getattr(item, "text", "") for item in items if item.ink is ink] for ink in Ink}
    cue_file = load_cue_file(SAMPLE.with_suffix(".toml"))
    words = " ".join(said[Ink.HIT])
    assert all(hit.caption in words for hit in cue_file.hits)
    assert words.count(" fr") + words.count("\N{NO-BREAK SPACE}fr") == len(cue_file.hits)
    assert {"green 3 s from −0:03.0", "red 2 s", "yellow 3 s"} <= set(said[Ink.STREAMER])
    assert "8 free clicks from −0:08.0" in said[Ink.CLICK]
    assert {"click 24-0", "click var.", "click 12-0", "click 6-0", "click out", "click in 20-0"} <= set(said[Ink.CLICK])
    assert len([text for text in said[Ink.TIMING] if text]) == len(score.bars)
    heading = [getattr(item, "text", "") for item in engraving.pages[0].furniture]
    assert "Start 01:02:14:00 · 24 fps" in heading
    audit = engraving.audit
    assert (audit.collisions, audit.outside_margins, audit.lost, audit.doubled) == (0, 0, 0, 0)


@pytest.mark.rule("R61")
def test_its_parts_have_clicks_and_no_hits(cue: Unproofed) -> None:
    parts = [cue.music.part(at) for at in range(len(cue.music.chairs))]
    assert all(part.picture is not None and part.picture.clicks and not part.picture.hits for part in parts)
