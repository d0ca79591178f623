"""Which pictures have a glyph, and what is said of those that have none."""

from __future__ import annotations

import pytest

from engraving.notation.direction_signs import sign_codes, sign_text
from engraving.score import Segment
from engraving.typefaces import smufl as g


@pytest.mark.parametrize(
    ("segment", "codes"),
    [
        (Segment("damp"), (g.PLUCKED_DAMP,)),
        (Segment("string-mute", "off"), (g.STRINGS_MUTE_OFF,)),
        (Segment("staff-divide", "up-down"), (g.STAFF_DIVIDE_ARROW_UP_DOWN,)),
        (Segment("symbol", "fermataAbove"), (g.FERMATA_ABOVE,)),
        (Segment("symbol", "noSuchGlyph"), ()),
        (Segment("other-direction", "", (("smufl", "pictBeaterHand"),)), (g.PICT_BEATER_HAND,)),
        (Segment("percussion", "beater snare stick", (("tip", "down"),)), (g.PICT_BEATER_SNARE_STICKS_DOWN,)),
        (Segment("percussion", "stick xylophone soft", (("tip", "left"),)), (g.PICT_BEATER_SOFT_XYLOPHONE_LEFT,)),
        (Segment("percussion", "stick xylophone shaded"), ()),
        (Segment("percussion", "metal gong"), ()),
        (Segment("words", "damp"), ()),
    ],
)
def test_pictures(segment: Segment, codes: tuple[int, ...]) -> None:
    assert sign_codes(segment) == codes


@pytest.mark.parametrize(
    ("segment", "text"),
    [
        (Segment("percussion", "timpani"), "timpani"),
        (Segment("percussion", "metal tam tam"), "tam tam"),
        (Segment("percussion", "beater wire brush"), "wire brush"),
        (Segment("percussion", "stick timpani soft"), "soft timpani sticks"),
        (Segment("percussion", "stick timpani x"), "timpani sticks"),
        (Segment("percussion", "other-percussion brake drum"), "brake drum"),
        (Segment("scordatura", "4=F♯3 1=D5"), "Scordatura: 4 = F♯3, 1 = D5"),
        (Segment("other-direction", "whisper"), "whisper"),
    ],
)
def test_words_for_the_rest(segment: Segment, text: str) -> None:
    assert sign_text(segment) == text


def test_harp_pedals_stand_in_their_order_whatever_the_source_has() -> None:
    codes = sign_codes(Segment("harp-pedals", "A-1 G0 F1 E0 B-1 C-1 D0"))
    up, middle, down = g.HARP_PEDAL_RAISED, g.HARP_PEDAL_CENTERED, g.HARP_PEDAL_LOWERED
    assert codes == (middle, up, up, g.HARP_PEDAL_DIVIDER, middle, down, middle, up)
