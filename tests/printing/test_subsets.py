"""Our way of cutting subsets against reportlab's own, which is slower: the same files, byte for byte."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont as Font

from engraving.printing.subsets import SHORT, Cutter, SubsetFont
from engraving.typefaces import TEXT_FACES, Face, load_faces

FACES = load_faces()


def font(face: Face) -> SubsetFont:
    return SubsetFont(f"probe-{face.name}", str(FACES.font_file(face)))


@pytest.mark.parametrize("face", list(Face), ids=lambda face: face.name)
def test_subsets_are_the_bytes_reportlab_writes(face: Face) -> None:
    """Of any size and order, with spaces for codes not yet given and characters the font lacks (the first rows)."""
    probe = font(face).face
    cutter = Cutter(probe)
    chance = random.Random(face)
    known = sorted(probe.charToGlyph)
    for size in (0, 1, 2, 31, 60, 250):
        subset = [0] + [32] * 32 + chance.sample(known, min(size, len(known)))
        assert cutter.subset(subset) == probe.makeSubset(subset), size


@pytest.mark.parametrize("face", TEXT_FACES, ids=lambda face: face.name)
def test_letters_with_accents_bring_their_parts(face: Face) -> None:
    probe = font(face).face
    subset = [0, *map(ord, "éÄç")]
    cut = Font(BytesIO(Cutter(probe).subset(subset)))
    glyphs = cut["glyf"]
    composite = [name for name in cut.getGlyphOrder() if glyphs[name].isComposite()]
    assert composite, "the face has accented letters made of parts"
    assert {part for name in composite for part in glyphs[name].getComponentNames(glyphs)} <= set(
        cut.getGlyphOrder()
    )
    assert len(cut.getGlyphOrder()) > len(subset)


def test_a_subset_too_long_for_short_places_takes_long_ones() -> None:
    probe = font(Face.MUSIC).face
    subset = [0, *sorted(probe.charToGlyph)]
    cut = Cutter(probe).subset(subset)
    assert Font(BytesIO(cut))["head"].indexToLocFormat == (len(probe.get_table("glyf")) > SHORT)
    assert cut == probe.makeSubset(subset)
