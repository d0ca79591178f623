"""How common ink is measured: thresholds, holes, slants, distances."""

from __future__ import annotations

import pytest

from engraving.layout.audit import Fault, audit
from engraving.layout.audit.contact import contact, near
from engraving.layout.audit.outlines import Outline
from engraving.layout.audit.tracing import Outliner, line_box
from engraving.layout.page import Curve, Glyph, Ink, Item, Line, Page, Polygon, Text
from engraving.typefaces import Face, Faces, load_faces
from engraving.typefaces import smufl as g

SP = 1000  # hundredths of a point in a staff space of these tests


@pytest.fixture(scope="module")
def faces() -> Faces:
    return load_faces()


@pytest.fixture(scope="module")
def outliner(faces: Faces) -> Outliner:
    return Outliner(faces)


def drawn(item: Item, outliner: Outliner) -> Outline:
    box = outliner.box(item)
    assert box is not None
    return outliner.outline(item, box)


def bar(x0: float, y0: float, x1: float, y1: float) -> Polygon:
    """An upright rectangle in staff spaces."""
    a, b, c, d = (round(v * SP) for v in (x0, y0, x1, y1))
    return Polygon(Ink.BEAM, (a, b, c, b, c, d, a, d))


def stroke(x0: float, y0: float, x1: float, y1: float, width: float) -> Line:
    return Line(Ink.HAIRPIN, *(round(v * SP) for v in (x0, y0, x1, y1, width)))


def glyph(code: int, x: float = 0, y: float = 0, scale: float = 1) -> Glyph:
    return Glyph(Ink.HEAD, round(x * SP), round(y * SP), code, round(4 * SP * scale))


@pytest.mark.parametrize(
    ("wide", "high", "hits"),
    [
        (1, 0.07, False), (1, 0.1, True), (0.07, 1, False), (0.1, 1, True), (0.13, 0.16, True),
        (0.12, 0.16, True), (0.12, 0.13, False), (0.25, 0.09, True), (0.17, 0.1, False), (1, 1, True),
    ],
)  # fmt: skip
def test_a_hit_is_wide_and_deep_enough(wide: float, high: float, hits: bool, outliner: Outliner) -> None:
    """A stem through a hairpin is one (0.12 by 0.16), a stem over a staff line would not be."""
    first, second = bar(0, 0, 3, 3), bar(3 - wide, 3 - high, 6, 6)
    found = contact(drawn(first, outliner), drawn(second, outliner), SP)
    assert (found is not None) == hits
    if found is not None:
        assert found.area == pytest.approx(wide * high, rel=0.05)
        assert found.depth == pytest.approx(min(wide, high), abs=0.03)
        assert (found.x, found.y) == pytest.approx((SP * (3 - wide / 2), SP * (3 - high / 2)), abs=0.03 * SP)


def test_lines_and_blocks_measure_alike(outliner: Outliner) -> None:
    upright = stroke(1, -2, 1, 2, 0.3)
    found = contact(drawn(upright, outliner), drawn(stroke(0, 0, 3, 0, 0.2), outliner), SP)
    assert found is not None
    assert found.area == pytest.approx(0.06)
    assert found.depth == pytest.approx(0.2)


def test_a_long_graze_is_no_hit_however_much_it_adds_up_to(outliner: Outliner) -> None:
    """Two slanted strokes that share a sliver 0.05 deep along 10 spaces."""
    first, second = stroke(0, 0, 10, 3, 0.3), stroke(0, 0.261, 10, 3.261, 0.3)
    a, b = drawn(first, outliner), drawn(second, outliner)
    assert contact(a, b, SP) is None
    deeper = drawn(stroke(0, 0.17, 10, 3.17, 0.3), outliner)
    found = contact(a, deeper, SP)
    assert found is not None
    assert 0.09 < found.depth < 0.2


def test_a_flat_beam_is_ink_between_its_ends(outliner: Outliner) -> None:
    beam = drawn(bar(0, 0, 8, 0.5), outliner)
    assert contact(beam, drawn(glyph(g.NOTEHEAD_BLACK, 3, 0.4), outliner), SP) is not None
    assert beam.reach(3 * SP, 4 * SP) == (0, 0.5 * SP)


def test_the_hole_of_a_head_is_no_ink(outliner: Outliner) -> None:
    whole = drawn(glyph(g.NOTEHEAD_WHOLE), outliner)
    box = whole.box
    middle = (box[0] + box[2]) / 2 / SP
    speck = drawn(bar(middle - 0.12, -0.12, middle + 0.12, 0.12), outliner)
    assert contact(whole, speck, SP) is None
    assert contact(drawn(glyph(g.NOTEHEAD_BLACK), outliner), speck, SP) is not None
    assert len(whole.spans(1)) == 4


def test_a_flat_tucks_over_a_head_where_boxes_say_no(outliner: Outliner) -> None:
    """The corner over a flat's bowl is free."""
    flat = drawn(glyph(g.ACCIDENTAL_FLAT), outliner)
    head = drawn(glyph(g.NOTEHEAD_BLACK, 0.35, 1.35, 0.62), outliner)
    a, b = flat.box, head.box
    assert a[0] < b[0] < a[2]
    assert a[1] < b[1] < a[3]
    assert contact(flat, head, SP) is None


def test_scaled_glyphs_are_measured_at_their_size(outliner: Outliner) -> None:
    small, large = (drawn(glyph(g.NOTEHEAD_BLACK, scale=scale), outliner) for scale in (0.62, 1))
    ruler = drawn(bar(-1, -2, 5, 2), outliner)
    areas = [found.area for head in (small, large) if (found := contact(head, ruler, SP))]
    assert areas[0] == pytest.approx(areas[1] * 0.62**2, rel=0.02)


def test_a_slur_is_its_own_thin_shape(outliner: Outliner) -> None:
    points = (0, 0, 3, 4, 9, 4, 12, 0, 9, 3.75, 3, 3.75, 0, 0)
    slur = drawn(Curve(Ink.SLUR, tuple(round(v * SP) for v in points)), outliner)
    assert slur.box[3] == pytest.approx(3 * SP, abs=0.03 * SP)  # the apex, not the controls
    assert contact(slur, drawn(bar(5, 0, 7, 2.5), outliner), SP) is None
    assert contact(slur, drawn(bar(5, 0, 7, 2.98), outliner), SP) is not None


def test_type_is_letters_not_a_box(outliner: Outliner) -> None:
    text = Text(Ink.EXPRESSION, 0, 0, "T T", round(4 * SP), Face.ROMAN)
    outline = drawn(text, outliner)
    x0, y0, x1, y1 = (v / SP for v in outline.box)
    gap = drawn(bar((x0 + x1) / 2 - 0.1, y0, (x0 + x1) / 2 + 0.1, y1), outliner)
    assert contact(outline, gap, SP) is None
    assert contact(outline, drawn(bar(x0, y1 - 0.3, x1, y1), outliner), SP) is not None


def test_blank_type_has_no_ink(outliner: Outliner, faces: Faces) -> None:
    blank = Text(Ink.LYRIC, 10000, 10000, "  ", 1100, Face.ROMAN)
    assert outliner.box(blank) is None
    page = Page(
        60000, 60000, (100,) * 4, (blank, Polygon(Ink.HEAD, (10000, 9000, 12000, 9000, 12000, 12000)))
    )
    assert audit([page], frozenset(), faces).collisions == 0


@pytest.mark.parametrize(("gap", "expected"), [(0.02, True), (0.09, True), (0.16, False), (0.5, False)])
def test_near_is_closer_than_fifteen_hundredths_to_a_row_or_two(
    gap: float, expected: bool, outliner: Outliner
) -> None:
    block = drawn(bar(0, 0, 2, 2), outliner)
    beside = drawn(bar(2 + gap, 0, 4, 2), outliner)
    over = drawn(bar(0, 2 + gap, 2, 4), outliner)
    upright = drawn(stroke(2 + gap + 0.05, 0, 2 + gap + 0.05, 3, 0.1), outliner)
    assert [near(block, one, SP) for one in (beside, over, upright)] == [expected] * 3
    assert near(beside, block, SP) == expected


def test_near_knows_glyphs_from_their_boxes(outliner: Outliner) -> None:
    head = drawn(glyph(g.NOTEHEAD_BLACK), outliner)
    x1, y1 = head.box[2] / SP, head.box[3] / SP
    corner = drawn(bar(x1 + 0.02, y1 - 0.1, x1 + 2, y1 + 2), outliner)
    assert near(head, drawn(bar(x1 + 0.1, -1, x1 + 2, 1), outliner), SP)
    assert contact(head, corner, SP) is None


def test_near_is_listed_and_not_counted(faces: Faces) -> None:
    page = Page(60000, 60000, (0,) * 4, (bar(10, 10, 12, 12), bar(12.04, 10, 14, 12)))
    report = audit([page], frozenset(), faces)
    assert (report.collisions, report.near) == (0, 1)
    assert report.clean
    (place,) = report.places
    assert place.fault is Fault.NEAR


def test_strokes_have_butt_ends() -> None:
    assert line_box(Line(Ink.STEM, 100, 0, 100, 500, 20)) == (90, 0, 110, 500)
    assert line_box(Line(Ink.BEAM, 0, 300, 500, 300, 20)) == (0, 290, 500, 310)
    x0, y0, x1, y1 = line_box(Line(Ink.HAIRPIN, 0, 0, 300, 400, 50))
    assert (x0, y0, x1, y1) == pytest.approx((-20, -15, 320, 415))


@pytest.mark.parametrize("space", [251, 283, 531])
def test_a_distance_of_fifteen_hundredths_is_not_near_for_being_rounded(space: int, outliner: Outliner) -> None:
    """Both edges stand at whole hundredths of a point: the gap may be one of these less than designed."""
    gap = int(0.15 * space)
    left, right = (Polygon(Ink.LEDGER, (x, 0, x + 500, 0, x + 500, 40, x, 40)) for x in (0, 500 + gap))
    nearer = Polygon(Ink.LEDGER, (500 + gap - 2, 0, 1000, 0, 1000, 40, 500 + gap - 2, 40))
    assert not near(drawn(left, outliner), drawn(right, outliner), space)
    assert near(drawn(left, outliner), drawn(nearer, outliner), space)
