"""Lines of type with signs and words mixed, and the pen that puts ink on a page (E43, E44)."""

from __future__ import annotations

import pytest

from engraving.layout.lettering.type_run import TypeLine
from engraving.layout.lettering.typeline import Typist
from engraving.layout.page import Curve, Glyph, Ink, Line, Polygon, Text
from engraving.layout.pen import Pen
from engraving.notation.words import WordClass
from engraving.score import Segment
from engraving.typefaces import Face
from engraving.typefaces import smufl as g
from tests.layout.small_music import house, small_faces

SPACE = 500.0


@pytest.fixture
def typist() -> Typist:
    return Typist(house(), small_faces())


def order(line: TypeLine) -> list[str | int]:
    return [piece.code or piece.text for piece in line.pieces]


def gaps(line: TypeLine) -> list[float]:
    """From ink to ink; words are measured by their advance."""
    boxes = [small_faces().box(piece.code) if piece.code else None for piece in line.pieces]
    left = [piece.x + (box.x0 if box else 0.0) for piece, box in zip(line.pieces, boxes, strict=True)]
    right = [piece.x + (box.x1 if box else piece.width) for piece, box in zip(line.pieces, boxes, strict=True)]
    return [b - a for a, b in zip(right, left[1:], strict=False)]


@pytest.mark.parametrize("letters", ["p", "mp", "f", "ff", "sfz"])
def test_e43_a_word_hangs_four_tenths_after_its_dynamic(letters: str, typist: Typist) -> None:
    line = typist.run((Segment("dynamics", letters), Segment("words", "sub.")), WordClass.DYNAMIC)
    assert order(line)[1] == "sub."
    assert gaps(line) == [pytest.approx(0.4, abs=0.15)]


@pytest.mark.parametrize("letters", ["p", "mp", "f", "ff"])
def test_e43_a_word_stands_four_tenths_before_its_dynamic(letters: str, typist: Typist) -> None:
    line = typist.run((Segment("words", "poco"), Segment("dynamics", letters)), WordClass.DYNAMIC)
    assert order(line)[0] == "poco"
    assert gaps(line) == [pytest.approx(0.4, abs=0.15)]


def test_e43_the_origin_of_a_run_is_the_optical_centre_of_its_dynamic(typist: Typist) -> None:
    anchor = small_faces().anchor(g.DYNAMIC_PIANO, "opticalCenter")
    assert anchor is not None
    line = typist.run((Segment("words", "sempre"), Segment("dynamics", "p")), WordClass.DYNAMIC)
    sign = next(piece for piece in line.pieces if piece.code)
    assert sign.x + anchor[0] == pytest.approx(0)


def test_e43_brackets_stand_tight_around_a_sign(typist: Typist) -> None:
    left, sign, right = typist.run((Segment("dynamics", "[mp]"),), WordClass.DYNAMIC).pieces
    assert (left.text, sign.code, right.text) == ("[", g.DYNAMIC_MP, "]")
    assert sign.x - (left.x + left.width) < 0.2
    assert right.x - (sign.x + sign.width) < 0.2


def test_the_box_of_a_run_holds_its_ink(typist: Typist) -> None:
    faces = small_faces()
    line = typist.run((Segment("words", "poco"), Segment("dynamics", "ff")), WordClass.DYNAMIC)
    sign = next(piece for piece in line.pieces if piece.code)
    box = faces.box(sign.code)
    assert line.left <= min(piece.x for piece in line.pieces) + 0.2
    assert line.right >= sign.x + box.x1 - 1e-9
    assert line.low <= box.y0
    assert line.high >= box.y1
    assert line.width == line.right - line.left


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("quarter=96", [g.MET_NOTE_QUARTER_UP, " = ", "96"]),
        ("quarter.=60", [g.MET_NOTE_QUARTER_UP, g.MET_AUGMENTATION_DOT, " = ", "60"]),
        ("eighth=quarter", [g.MET_NOTE_8TH_UP, " = ", g.MET_NOTE_QUARTER_UP]),
        ("half=c. 72", [g.MET_NOTE_HALF_UP, " = ", "c. 72"]),
    ],
)
def test_e44_metronome_marks_are_notes_and_figures(text: str, pieces: list[str | int], typist: Typist) -> None:
    assert order(typist.run((Segment("metronome", text),), WordClass.TEMPO)) == pieces


def test_a_metronome_mark_in_parentheses(typist: Typist) -> None:
    mark = Segment("metronome", "quarter=96", (("parentheses", "yes"),))
    assert order(typist.run((mark,), WordClass.TEMPO))[0] == "("
    assert order(typist.run((mark,), WordClass.TEMPO))[-1] == ")"


@pytest.mark.parametrize(
    ("kind", "face", "points"),
    [
        (WordClass.TEMPO, Face.BOLD, 13), (WordClass.TECHNIQUE, Face.ROMAN, 11),
        (WordClass.EXPRESSION, Face.ITALIC, 11), (WordClass.DYNAMIC, Face.ITALIC, 11),
    ],
)  # fmt: skip
def test_e43b_e44_each_class_has_its_face_and_size(kind: WordClass, face: Face, points: float, typist: Typist) -> None:
    (piece,) = typist.run((Segment("words", "molto"),), kind).pieces
    assert (piece.face, piece.size) == (face, points)


def test_e44_a_rehearsal_mark_is_boxed_unless_the_source_takes_the_box_away(typist: Typist) -> None:
    boxed, bare = typist.rehearsal("A"), typist.rehearsal("A", enclosure="none")
    assert boxed.boxed
    assert not bare.boxed


# The pen


def settled(pen: Pen) -> list[object]:
    return list(pen.settle(1000.0, [50000.0, 44000.0], SPACE, 3))


def test_ink_lands_where_its_staff_is_rounded_once() -> None:
    pen = Pen(small_faces(), SPACE)
    pen.glyph(Ink.HEAD, 0, 2.0, 0.5, g.NOTEHEAD_BLACK, atom=7)
    pen.glyph(Ink.HEAD, 1, 2.0, 0.5, g.NOTEHEAD_BLACK, scale=0.62)
    a, b = settled(pen)
    assert isinstance(a, Glyph)
    assert isinstance(b, Glyph)
    assert (a.x, a.y, a.size, a.staff, a.atom) == (2000, 50250, 2000, 3, 7)
    assert (b.y, b.size, b.staff) == (44250, 1240, 4)


def test_a_stroke_may_run_from_one_staff_to_another() -> None:
    pen = Pen(small_faces(), SPACE)
    pen.line(Ink.STEM, 0, 1.0, 0.0, 1.0, 2.0, 0.12, staff1=1)
    (line,) = settled(pen)
    assert isinstance(line, Line)
    assert (line.y0, line.y1, line.width) == (50000, 45000, 60)


def test_polygons_and_curves_move_with_their_staff() -> None:
    pen = Pen(small_faces(), SPACE)
    pen.polygon(Ink.BEAM, 0, (0, 0, 1, 0, 1, 1))
    pen.curve(Ink.SLUR, 1, [float(n % 2) for n in range(14)], ends=(1, 2))
    polygon, curve = settled(pen)
    assert isinstance(polygon, Polygon)
    assert isinstance(curve, Curve)
    assert polygon.points == (1000, 50000, 1500, 50000, 1500, 50500)
    assert curve.points == (1000, 44500) * 7
    assert curve.ends == (1, 2)


def test_e02_flats_and_sharps_in_words_are_signs_of_the_music_face() -> None:
    pen = Pen(small_faces(), SPACE)
    pen.text(Ink.TECHNIQUE, 0, 0.0, 3.0, "in B♭", 11.0, Face.ROMAN)
    word, flat = settled(pen)
    assert isinstance(word, Text)
    assert isinstance(flat, Glyph)
    assert word.text == "in B"
    assert flat.code == g.ACCIDENTAL_FLAT
    assert flat.x > word.x
