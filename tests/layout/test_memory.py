"""What a part was made of is gone with its pages: workers make one after another without being swept."""

from __future__ import annotations

import gc

from engraving.house import load_style
from engraving.layout.engrave import engrave
from engraving.typefaces import load_faces
from tests.layout.small_music import notes, part_of, score_xml


def test_a_part_leaves_nothing_that_refers_to_itself() -> None:
    """Circles of references stay in memory until the collector finds them, which takes as long as a short part."""
    part = part_of(score_xml(*[notes("[c5e{slur+} d5 e5 f5{slur-}] g5q rq")] * 12))
    style, faces = load_style("us-session"), load_faces()
    engrave(part, style, faces)  # what is kept for the next part is made once
    gc.collect()
    gc.disable()
    try:
        engrave(part, style, faces)
        assert gc.collect() == 0
    finally:
        gc.enable()
