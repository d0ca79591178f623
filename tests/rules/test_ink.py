"""E01–E03: how thick ink is, where glyphs come from, and how large they are."""

from __future__ import annotations

import pytest

from engraving.layout.page import Curve, Glyph, Ink, Text
from engraving.typefaces import load_faces
from engraving.typefaces import smufl as g
from tests.layout.small_music import Drawn, Sheet, barline, change, direction, engraved, notes
from tests.rules.paper import NEAR, heads, thickness

OCTAVE = direction('<octave-shift type="down" size="8"/>'), direction('<octave-shift type="stop" size="8"/>')


@pytest.mark.rule("E01")
@pytest.mark.parametrize(
    ("ink", "wanted"),
    [
        (Ink.STAFF_LINE, 0.13), (Ink.STEM, 0.12), (Ink.LEDGER, 0.16), (Ink.HAIRPIN, 0.16), (Ink.OCTAVE, 0.16),
        (Ink.TUPLET_BRACKET, 0.16), (Ink.VOLTA, 0.16),
    ],
)  # fmt: skip
def test_strokes_are_as_thick_as_their_kind_asks(ink: Ink, wanted: float) -> None:
    """Staff lines are hair lines, stems thinner still, brackets and hairpins a little stronger."""
    wedge = direction('<wedge type="crescendo"/>'), direction('<wedge type="stop"/>')
    ending = '<ending number="1" type="{}">1.</ending>'
    sheet = engraved(
        barline(left=True, ending=ending.format("start")) + wedge[0] + notes("c4q a5 c5h") + wedge[1]
        + barline(ending=ending.format("stop"), repeat="backward"),
        notes("c5q d5 e5", tuplet=3) + notes("c5h"),
        OCTAVE[0] + notes("c6q d6 e6 f6") + OCTAVE[1],
    )  # fmt: skip
    strokes = [stroke(sheet, d) for d in sheet.of(ink) if not isinstance(d.item, Glyph | Text)]
    assert strokes
    assert strokes == [pytest.approx(wanted, abs=0.005)] * len(strokes)


def stroke(sheet: Sheet, drawn: Drawn) -> float:
    """How thick a line was drawn, slanting or not."""
    return drawn.item.width / sheet.space  # type: ignore[union-attr]


@pytest.mark.rule("E01")
def test_beams_are_heavy_and_a_hairline_of_white_apart() -> None:
    """Two beams of half a space with a quarter of a space of white between them."""
    sheet = engraved(notes("[c5s c5 c5 c5] rq rh"))
    upper, lower = sorted(sheet.of(Ink.BEAM), key=lambda d: -d.y1)
    assert thickness(upper) == pytest.approx(0.5, abs=0.01)
    assert upper.y0 - lower.y1 == pytest.approx(0.25, abs=0.01)


@pytest.mark.rule("E01")
def test_the_final_barline_is_thin_and_thick() -> None:
    """The cue ends with a thin and a thick line, 0.4 apart; inside it barlines are thin."""
    inner, thin, thick = engraved(notes("c5w"), notes("c5w")).of(Ink.BARLINE)
    assert inner.width == pytest.approx(0.16, abs=0.005)
    assert thin.width == pytest.approx(0.16, abs=0.005)
    assert thick.width == pytest.approx(0.5, abs=0.005)
    assert thick.x0 - thin.x1 == pytest.approx(0.4, abs=0.01)


@pytest.mark.rule("E01")
@pytest.mark.parametrize("face", ["Bravura", "Leland", "Petaluma"])
def test_repeat_dots_stand_close_before_their_line(face: str) -> None:
    """Two dots in the spaces round the middle line, 0.16 before the thin line, however large the font draws them."""
    bars = notes("c5w"), notes("c5w") + barline("light-heavy", repeat="backward")
    sheet = engraved(*bars, faces=load_faces(face))
    dots = sheet.of(Ink.REPEAT_DOT)
    thin = sheet.of(Ink.BARLINE)[-2]
    assert sorted(round(d.y, 2) for d in dots) == [-0.5, 0.5]
    assert [thin.x0 - d.x1 for d in dots] == [pytest.approx(0.16, abs=NEAR)] * 2


@pytest.mark.rule("E01")
@pytest.mark.parametrize("ink", [Ink.SLUR, Ink.TIE])
def test_slurs_and_ties_swell_towards_their_middle(ink: Ink) -> None:
    """A curve is thin at its ends and twice as strong in the middle."""
    line = "c5h{slur+} d5h{slur-}" if ink is Ink.SLUR else "c5h~ ~c5h"
    sheet = engraved(notes(line))
    (item,) = [d.item for d in sheet.of(ink)]
    assert isinstance(item, Curve)
    ys = item.points[1::2]

    def middle(a: int, b: int, c: int, d: int) -> float:
        return (a + 3 * b + 3 * c + d) / 8

    there, home = middle(*ys[0:4]), middle(*ys[3:7])
    assert abs(there - home) / sheet.space == pytest.approx(0.22 - 0.1, abs=0.12)  # a stroke of 0.1 goes round it
    assert abs(there - home) / sheet.space > 0.1


@pytest.mark.rule("E02")
def test_no_sign_is_blank_or_a_box() -> None:
    """Falls, scoops, mutes, harp pedals and fingerings are all drawn, though the music face lacks some."""
    pedals = "".join(
        f"<pedal-tuning><pedal-step>{s}</pedal-step><pedal-alter>{a}</pedal-alter></pedal-tuning>"
        for s, a in zip("DCBEFGA", (0, -1, 0, 1, 0, 0, -1), strict=True)
    )
    sheet = engraved(
        direction(f"<harp-pedals>{pedals}</harp-pedals>") + notes("c5q{falloff} d5{scoop} e5{doit} f5{fingering:3}"),
        notes("c5q{stopped} d5{snap-pizzicato} e5{thumb-position} f5{harmonic}"),
    )
    glyphs = [item for item in sheet.pages[0].music if isinstance(item, Glyph)]
    assert len({item.code for item in glyphs}) > 10
    for item in glyphs:
        box = sheet.faces.box(item.code)
        assert box.x1 > box.x0, f"U+{item.code:04X}"
        assert box.y1 > box.y0, f"U+{item.code:04X}"


@pytest.mark.rule("E02")
def test_a_flat_in_a_name_is_a_sign_of_the_music_face() -> None:
    """The heading says "Clarinet in B♭" with a real flat, as text faces have none."""
    sheet = engraved(notes("c5w"), name="Clarinet in Bb")
    assert "♭" not in "".join(sheet.furniture())
    flats = [i for i in sheet.pages[0].furniture if isinstance(i, Glyph) and i.code == g.ACCIDENTAL_FLAT]
    assert len(flats) == 1


@pytest.mark.rule("E03")
def test_grace_notes_and_clefs_inside_the_line_are_smaller() -> None:
    """A grace note is 0.62, a clef in the middle of a line 0.75 of the usual size."""
    sheet = engraved(notes("(d5e) c5q d5 e5h"), change(clef="F4") + notes("c3w"))
    sizes = {round(d.item.size / (4 * sheet.space), 2) for d in heads(sheet)}  # type: ignore[union-attr]
    assert sizes == {1.0, 0.62}
    full, small = sheet.of(Ink.CLEF)
    assert small.item.size / full.item.size == pytest.approx(0.75, abs=0.01)  # type: ignore[union-attr]


@pytest.mark.rule("E03")
def test_cue_notes_are_seven_tenths() -> None:
    """A cue of another player is written with small notes."""
    sheet = engraved(
        notes("c5h d5", extra="<notehead>normal</notehead>"), notes("c5h d5").replace("<note>", "<note><cue/>")
    )
    sizes = {round(d.item.size / (4 * sheet.space), 2) for d in heads(sheet)}  # type: ignore[union-attr]
    assert sizes == {1.0, 0.7}
