"""E02: a music font that says how thick lines are is believed, line by line."""

from __future__ import annotations

from itertools import pairwise

import pytest

from engraving.layout.page import Curve, Ink, Line
from engraving.typefaces import Faces, Thickness, load_faces
from tests.layout.full_score.small_scores import Group, engraved_score
from tests.layout.full_score.small_scores import Line as Instrument
from tests.layout.small_music import (
    Drawn,
    Sheet,
    back,
    barline,
    change,
    direction,
    engraved,
    notes,
    rehearsal,
    wedge,
    words,
)
from tests.odd_face import ODD, odd_face
from tests.rules.paper import NEAR, goes_up, heads, stem_of

ENDING = '<ending number="1" type="{}">1.</ending>'
BEND = "<technical><bend><bend-alter>2</bend-alter>{}</bend></technical>"
OCTAVE = direction('<octave-shift type="down" size="8"/>'), direction('<octave-shift type="stop" size="8"/>')
PEDAL = direction('<pedal type="start" line="yes"/>', staff=2), direction('<pedal type="stop" line="yes"/>', staff=2)
FINE = 0.005  # 1/100 pt on a 7.5 mm staff is 0.002

BARS = (
    barline(left=True, ending=ENDING.format("start")) + rehearsal("A") + wedge("crescendo") + notes("c4q a5 c5h")
    + wedge("stop") + barline("light-heavy", ending=ENDING.format("stop"), repeat="backward"),
    notes("c5q d5 e5", tuplet=3) + notes("c5h"),
    OCTAVE[0] + notes("c6q d6 e6 f6") + OCTAVE[1],
    notes("c5q d5 e5 f5", lyrics="glo-_ * * ri-") + barline("dashed"),
    notes("c5q d5 e5 f5", lyrics="-a_ * * *") + barline("light-light"),
    notes("R"), notes("R"), notes("R"),
    notes("[d5s{slur+} d5 e5 d5{slur-}] [g4s g4 a4 g4] c5h~") + barline("dotted"),
    notes("~c5h c5h"),
)  # fmt: skip


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Faces:
    folder = tmp_path_factory.mktemp("odd")
    return load_faces(str(odd_face(folder)), cache=folder)


@pytest.fixture(scope="module")
def sheet(own: Faces) -> Sheet:
    return engraved(*BARS, faces=own)


@pytest.fixture(scope="module")
def piano(own: Faces) -> Sheet:
    left = PEDAL[0] + notes("c3w", voice=5, staff=2) + PEDAL[1]
    return engraved(notes("c5q d5 e5 f5") + back() + left, clefs=("G2", "F4"), name="Piano", faces=own)


def widths(sheet: Sheet, ink: Ink) -> set[float]:
    """How thick the strokes of a kind were drawn, in hundredths of a space."""
    found = {round(d.item.width / sheet.space, 2) for d in sheet.of(ink) if isinstance(d.item, Line)}
    assert found
    return found


def spot(sheet: Sheet, ink: Ink) -> Drawn:
    """The first ink of a kind."""
    return sheet.of(ink)[0]


@pytest.mark.rule("E02")
@pytest.mark.parametrize(
    ("ink", "name"),
    [
        (Ink.STAFF_LINE, "staffLineThickness"), (Ink.STEM, "stemThickness"), (Ink.LEDGER, "legerLineThickness"),
        (Ink.HAIRPIN, "hairpinThickness"), (Ink.OCTAVE, "octaveLineThickness"),
        (Ink.VOLTA, "repeatEndingLineThickness"), (Ink.TUPLET_BRACKET, "tupletBracketThickness"),
        (Ink.LYRIC_LINE, "lyricLineThickness"), (Ink.BOX, "textEnclosureThickness"),
    ],
)  # fmt: skip
def test_each_kind_of_line_is_as_thick_as_the_font_says(ink: Ink, name: str, sheet: Sheet) -> None:
    """Staff lines, stems, ledger lines, hairpins and the rest look as the font's maker drew them."""
    assert widths(sheet, ink) == {ODD[name]}


@pytest.mark.rule("E02")
def test_the_bar_of_a_long_rest_is_as_thick_as_the_font_says(sheet: Sheet) -> None:
    """The bar over three bars of rest is heavier than usual, on the middle line."""
    assert max(widths(sheet, Ink.H_BAR)) == ODD["hBarThickness"]


@pytest.mark.rule("E02")
def test_a_bent_string_s_arrow_has_the_font_s_shaft(own: Faces) -> None:
    """The upright arrow of a string bent before it is plucked is as thick as the font's arrows."""
    bent = notes("c5q d5 e5 f5").replace(
        "</note>", f"<notations>{BEND.format('<pre-bend/>')}</notations></note>", 1
    )
    assert widths(engraved(bent, faces=own), Ink.GLISSANDO) == {ODD["arrowShaftThickness"]}


@pytest.mark.rule("E02")
def test_pedal_and_left_edge_are_as_thick_as_the_font_says(piano: Sheet) -> None:
    """A pianist's pedal line, and the line that joins two staves, which is a thin barline."""
    assert widths(piano, Ink.PEDAL) == {ODD["pedalLineThickness"]}
    assert widths(piano, Ink.SYSTEM_LINE) == {ODD["thinBarlineThickness"]}


@pytest.mark.rule("E02")
def test_stems_meet_heads_and_ledger_lines_pass_them_however_thick(sheet: Sheet) -> None:
    """A thick stem grows inwards from its head's edge, and ledger lines reach as far past the head as the font asks."""
    for head in heads(sheet):
        if head.width > 1.5:
            continue
        stem = stem_of(sheet, head)
        edge = stem.x1 - head.x1 if goes_up(sheet, head) else head.x0 - stem.x0
        assert edge == pytest.approx(0.0, abs=NEAR)
    low = heads(sheet)[0]
    line = spot(sheet, Ink.LEDGER)
    assert (low.y, line.y) == (pytest.approx(-3.0, abs=FINE),) * 2
    assert low.x0 - line.x0 == pytest.approx(ODD["legerLineExtension"], abs=NEAR)
    assert line.x1 - low.x1 == pytest.approx(ODD["legerLineExtension"], abs=NEAR)


@pytest.mark.rule("E02")
def test_heads_of_a_second_share_a_thick_stem(own: Faces) -> None:
    """Both heads of a second touch the stem between them, so they lie as far on each other as it is thick."""
    sheet = engraved(notes("c5+d5q r r r"), faces=own)
    left, right = heads(sheet)
    stem = spot(sheet, Ink.STEM)
    assert left.x1 - right.x0 == pytest.approx(ODD["stemThickness"], abs=NEAR)
    assert (stem.x0, stem.x1) == (pytest.approx(right.x0, abs=NEAR), pytest.approx(left.x1, abs=NEAR))


@pytest.mark.rule("E02")
@pytest.mark.parametrize("bar", ["[d5s d5 d5 d5] rq rh", "[g4s g4 g4 g4] rq rh", "[c6t c6 c6 c6] re rq rh"])
def test_beams_and_the_white_between_them_are_the_font_s(bar: str, own: Faces) -> None:
    """Stems end at the outer edge of the outer beam, and beams are as thick and as far apart as the font says."""
    sheet = engraved(notes(bar), faces=own)
    beams = sorted(sheet.of(Ink.BEAM), key=lambda d: d.y0)
    assert [b.y1 - b.y0 for b in beams] == [pytest.approx(ODD["beamThickness"], abs=FINE)] * len(beams)
    gaps = [above.y0 - below.y1 for below, above in pairwise(beams)]
    assert gaps == [pytest.approx(ODD["beamSpacing"], abs=FINE)] * (len(beams) - 1)
    for head in heads(sheet):
        stem = stem_of(sheet, head)
        tip, edge = (stem.y1, beams[-1].y1) if goes_up(sheet, head) else (stem.y0, beams[0].y0)
        assert tip == pytest.approx(edge, abs=FINE)


@pytest.mark.rule("E02")
@pytest.mark.parametrize("bar", ["[g5s g5 g5 g5] rq rh", "[f5e f5 f5 f5] rh", "[e4s e4 e4 e4] rq rh"])
def test_beams_of_any_thickness_sit_on_staff_lines_or_hang_from_them(bar: str, own: Faces) -> None:
    """Inside the staff the primary beam's edge or middle lies on a line: no sliver of white between."""
    sheet = engraved(notes(bar), faces=own)
    up = goes_up(sheet, heads(sheet)[0])
    primary = (max if up else min)(sheet.of(Ink.BEAM), key=lambda d: d.middle)
    assert min(abs(y - round(y)) for y in (primary.y0, primary.middle, primary.y1)) < FINE


@pytest.mark.rule("E02")
@pytest.mark.parametrize("value", ["e", "s", "t"])
def test_thick_beams_leave_as_much_of_a_stem_free_as_usual_ones(value: str, own: Faces) -> None:
    """Stems under several thick beams grow, so that 1.5 spaces are left between head and inner beam."""
    sheet = engraved(notes(f"[b4{value} b4 b4 b4] rh"), faces=own)
    inner = max(beam.y1 for beam in sheet.of(Ink.BEAM))
    assert min(head.y - inner for head in heads(sheet)) >= 1.5 - FINE


@pytest.mark.rule("E02")
def test_barlines_are_the_font_s_and_so_is_the_white_between_them(sheet: Sheet) -> None:
    """Repeat, double, dashed and dotted barlines have the font's strokes, gaps, dashes and dots' distance."""
    thin, thick = ODD["thinBarlineThickness"], ODD["thickBarlineThickness"]
    dots, lines = sheet.of(Ink.REPEAT_DOT), sheet.of(Ink.BARLINE)
    after = [line for line in lines if line.x0 > dots[0].x0][:2]
    assert [round(line.width, 2) for line in after] == [thin, thick]
    assert after[0].x0 - dots[0].x1 == pytest.approx(ODD["repeatBarlineDotSeparation"], abs=NEAR)
    assert after[1].x0 - after[0].x1 == pytest.approx(ODD["thinThickBarlineSeparation"], abs=FINE)
    dashes = {line.item.dash: line for line in lines if isinstance(line.item, Line) and line.item.dash}
    dotted, dashed = sorted(dashes.values(), key=lambda line: line.item.dash)  # type: ignore[union-attr]
    assert [round(v / sheet.space, 2) for v in dashed.item.dash] == [  # type: ignore[union-attr]
        ODD["dashedBarlineDashLength"], ODD["dashedBarlineGapLength"],
    ]  # fmt: skip
    assert round(dashed.width, 2) == ODD["dashedBarlineThickness"]
    assert round(dotted.item.dash[0] / sheet.space, 2) == thin  # type: ignore[union-attr]
    pairs = [(a, b) for a, b in pairwise(lines) if a.staff == b.staff and b.x0 - a.x1 < 1.0]
    double = [b.x0 - a.x1 for a, b in pairs if round(a.width, 2) == round(b.width, 2) == thin]
    assert double == [pytest.approx(ODD["barlineSeparation"], abs=FINE)]


@pytest.mark.rule("E02")
@pytest.mark.parametrize(
    ("ink", "middle", "end"),
    [
        (Ink.SLUR, "slurMidpointThickness", "slurEndpointThickness"),
        (Ink.TIE, "tieMidpointThickness", "tieEndpointThickness"),
    ],
)
def test_slurs_and_ties_swell_as_the_font_says(ink: Ink, middle: str, end: str, sheet: Sheet) -> None:
    """Half way a curve is as thick as the font's, and it is thin near its tips."""
    item = spot(sheet, ink).item
    assert isinstance(item, Curve)
    across = [thick / sheet.space for thick in thicknesses(item)]
    assert across[50] == pytest.approx(ODD[middle], abs=0.04)
    assert max(across) <= ODD[middle] + 0.04
    assert across[3] < across[25] < across[50]
    assert across[10] > ODD[end] / 2


def thicknesses(curve: Curve) -> list[float]:
    """From edge to edge of a curve at a hundred places along it, in 1/100 pt."""
    p = curve.points
    there, home = p[0:8], (*p[12:14], *p[10:12], *p[8:10], *p[6:8])

    def at(q: tuple[int, ...], t: float) -> tuple[float, float]:
        weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        x, y = (sum(w * v for w, v in zip(weights, q[k::2], strict=True)) for k in (0, 1))
        return x, y

    edge = [at(tuple(home), k / 400) for k in range(401)]
    return [
        min(((x - a) ** 2 + (y - b) ** 2) ** 0.5 for a, b in edge)
        for x, y in (at(tuple(there), k / 100) for k in range(101))
    ]


@pytest.mark.rule("E02")
def test_boxes_leave_the_same_white_inside_however_thick(sheet: Sheet) -> None:
    """A thick box grows outwards: its letter has as much white round it as in a thin one."""
    usual = engraved(*BARS)

    def white(page: Sheet) -> float:
        sides = page.of(Ink.BOX)
        left = min(side.x1 for side in sides)
        return page.one(Ink.REHEARSAL).x0 - left

    assert white(sheet) == pytest.approx(white(usual), abs=NEAR)


@pytest.mark.rule("E02")
def test_brackets_of_a_score_are_as_thick_as_the_font_says(own: Faces) -> None:
    """Families have the font's bracket, like instruments its thinner one, and neither touches the other."""
    lines = [Instrument(name, (notes("c5w"),)) for name in ("Oboe", "Violin I", "Violin II", "Viola")]
    sheet = engraved_score(lines, [Group(1, 3), Group(1, 2, "square")], faces=own)
    page = sheet.pages[0]
    space = page.staves[0].space
    brackets = [i for i in page.music if i.ink is Ink.BRACKET and isinstance(i, Line) and i.x0 == i.x1]
    bracket, square = sorted(brackets, key=lambda i: -i.width)
    assert bracket.width / space == pytest.approx(ODD["bracketThickness"], abs=FINE)
    assert square.width / space == pytest.approx(ODD["subBracketThickness"], abs=FINE)
    assert abs(bracket.x0 - square.x0) > (bracket.width + square.width) / 2


@pytest.mark.rule("E02")
def test_with_lines_of_any_thickness_nothing_touches_anything(sheet: Sheet, piano: Sheet, own: Faces) -> None:
    """Signs keep clear of lines as they were drawn, not as they usually are."""
    close = engraved(
        notes("[c6e{slur+,staccato} b5{accent} a5 g5{slur-}] c6+d6q{fermata} f4+g4{tenuto}"),
        change(key=-3) + wedge("crescendo") + notes("bb4h~ ~bb4q") + words("dolce") + notes("b3q") + wedge("stop"),
        notes("c5q g5 c6 e6", voice=1) + back() + notes("e5q g5 a4 c4", voice=2),
        faces=own,
    )
    for page in (sheet, piano, close):
        assert page.engraving.audit.clean


@pytest.mark.rule("E02")
def test_what_a_font_does_not_say_is_as_usual(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A font that only names its stems has every other line as E01 wants it."""
    folder = tmp_path_factory.mktemp("stems")
    faces = load_faces(str(odd_face(folder, {"stemThickness": 0.2})), cache=folder)
    assert faces.thickness == Thickness(stem=0.2)
    page = engraved(notes("c4q d4 e4 f4"), faces=faces)
    assert (widths(page, Ink.STEM), widths(page, Ink.LEDGER)) == ({0.2}, {0.16})
