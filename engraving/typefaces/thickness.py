"""How thick lines are beside a music font's glyphs, and how far apart (E01, E02)."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import field

Spaces = Annotated[float, msgspec.Meta(gt=0.0, le=4.0)]
"""A length in staff spaces that can be seen, and no more than a staff."""


class Thickness(msgspec.Struct, frozen=True, gc=False, cache_hash=True):
    """The ``engravingDefaults`` of a SMuFL font, under the standard's names in its metadata.

    What a font does not say is E01's. Lines the standard has no name for are as E01 wants all others.
    """

    staff_line: Spaces = field(default=0.13, name="staffLineThickness")
    stem: Spaces = field(default=0.12, name="stemThickness")
    beam: Spaces = field(default=0.5, name="beamThickness")
    beam_gap: Spaces = field(default=0.25, name="beamSpacing")
    ledger: Spaces = field(default=0.16, name="legerLineThickness")
    ledger_reach: Spaces = field(default=0.4, name="legerLineExtension")
    slur_end: Spaces = field(default=0.1, name="slurEndpointThickness")
    slur_middle: Spaces = field(default=0.22, name="slurMidpointThickness")
    tie_end: Spaces = field(default=0.1, name="tieEndpointThickness")
    tie_middle: Spaces = field(default=0.22, name="tieMidpointThickness")
    thin_barline: Spaces = field(default=0.16, name="thinBarlineThickness")
    thick_barline: Spaces = field(default=0.5, name="thickBarlineThickness")
    dashed_barline: Spaces = field(default=0.16, name="dashedBarlineThickness")
    barline_dash: Spaces = field(default=0.5, name="dashedBarlineDashLength")
    barline_dash_gap: Spaces = field(default=0.5, name="dashedBarlineGapLength")
    barline_gap: Spaces = field(default=0.4, name="barlineSeparation")
    thin_thick_gap: Spaces = field(default=0.4, name="thinThickBarlineSeparation")
    repeat_dot_gap: Spaces = field(default=0.16, name="repeatBarlineDotSeparation")
    bracket: Spaces = field(default=0.5, name="bracketThickness")
    sub_bracket: Spaces = field(default=0.16, name="subBracketThickness")
    hairpin: Spaces = field(default=0.16, name="hairpinThickness")
    octave_line: Spaces = field(default=0.16, name="octaveLineThickness")
    pedal_line: Spaces = field(default=0.16, name="pedalLineThickness")
    volta: Spaces = field(default=0.16, name="repeatEndingLineThickness")
    tuplet_bracket: Spaces = field(default=0.16, name="tupletBracketThickness")
    lyric_line: Spaces = field(default=0.16, name="lyricLineThickness")
    enclosure: Spaces = field(default=0.16, name="textEnclosureThickness")
    arrow_shaft: Spaces = field(default=0.16, name="arrowShaftThickness")
    h_bar: Spaces = field(default=1.0, name="hBarThickness")

    @property
    def beam_pitch(self) -> float:
        """From the centre of one beam to the next."""
        return self.beam + self.beam_gap

    def beams(self, count: int) -> float:
        """``count`` beams from outer to inner edge."""
        return self.beam + self.beam_pitch * (count - 1)
