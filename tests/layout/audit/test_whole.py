"""A2, A5 and the measures, and the audit on real parts."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from engraving.house import load_style
from engraving.layout.audit import Audit, Fault, audit
from engraving.layout.page import Curve, Glyph, Ink, Item, Line, Page, Staff, Text
from engraving.score.atoms import Kind, of_kind, pack
from engraving.typefaces import Face, Faces, load_faces
from engraving.typefaces import smufl as g
from tests.layout.audit.sheet import HEIGHT, MARGIN, SPACE, WIDTH, realistic_sheet

HEAD = pack(3, 1, Kind.HEAD)
REST = pack(3, 2, Kind.REST)
WORDS = pack(4, 1, Kind.DIRECTION)


@pytest.fixture(scope="module")
def faces() -> Faces:
    return load_faces()


def page(*items: Item, furniture: tuple[Item, ...] = (), staves: tuple[Staff, ...] = ()) -> Page:
    return Page(WIDTH, HEIGHT, (MARGIN,) * 4, items, furniture, staves)


def head(x: int = 20000, atom: int = HEAD, *, echo: bool = False, ink: Ink = Ink.HEAD) -> Glyph:
    return Glyph(ink, x, 40000, g.NOTEHEAD_BLACK, 4 * SPACE, atom=atom, echo=echo)


def words(x: int, text: str = "dolce", *, atom: int = WORDS, echo: bool = False, y: int = 30000) -> Text:
    return Text(Ink.EXPRESSION, x, y, text, 1100, Face.ITALIC, atom=atom, echo=echo)


def faults(report: Audit, fault: Fault) -> list[tuple[int, ...]]:
    return [place.atoms for place in report.places if place.fault is fault]


# A2


def test_ink_inside_the_margins_is_in_order(faces: Faces) -> None:
    edge = Line(Ink.BARLINE, WIDTH - MARGIN, 30000, WIDTH - MARGIN, 40000, 4)
    assert audit([page(head(), edge)], frozenset(), faces).outside_margins == 0


@pytest.mark.parametrize(
    "item",
    [
        head(x=MARGIN - 30),
        words(WIDTH - MARGIN - 1000),
        Line(Ink.STAFF_LINE, MARGIN, 50000, WIDTH - MARGIN + 10, 50000, 69),
        Line(Ink.STEM, 20000, MARGIN - 5, 20000, 9000, 60),
        Curve(
            Ink.SLUR,
            (600 + WIDTH - 9000, 5000, 0, 0, 0, 0, WIDTH - 2000, 5000, 0, 0, 0, 0, 600 + WIDTH - 9000, 5000),
        ),
    ],
    ids=["head", "words", "staff line", "stem", "slur"],
)
def test_ink_over_a_margin_is_counted(item: Item, faces: Faces) -> None:
    report = audit([page(head()), page(item)], frozenset(), faces)
    assert report.outside_margins == 1
    (place,) = [place for place in report.places if place.fault is Fault.MARGIN]
    assert place.page == 2
    assert place.depth > 0
    assert not report.clean


def test_furniture_has_margins_too(faces: Faces) -> None:
    number = Text(Ink.HEADING, 30000, MARGIN - 100, "page 1 of 1", 1000, Face.ROMAN)
    assert audit([page(furniture=(number,))], frozenset(), faces).outside_margins == 1


def test_a_curve_is_measured_by_its_ink_not_by_its_controls(faces: Faces) -> None:
    top = HEIGHT - MARGIN
    outer = (20000, top - 800, 23000, top + 100, 27000, top + 100, 30000, top - 800)
    slur = Curve(Ink.SLUR, (*outer, 27000, top, 23000, top, 20000, top - 800))
    assert audit([page(slur)], frozenset(), faces).outside_margins == 0


# A5


def test_nothing_lost_and_nothing_doubled(faces: Faces) -> None:
    report = audit([page(head(), words(30000))], frozenset({HEAD, WORDS}), faces)
    assert (report.lost, report.doubled, report.places) == (0, 0, ())


def test_an_atom_no_page_shows_is_lost(faces: Faces) -> None:
    report = audit([page(head())], frozenset({HEAD, REST, WORDS}), faces)
    assert report.lost == 2
    assert faults(report, Fault.LOST) == [(REST,), (WORDS,)]
    first = next(place for place in report.places if place.atoms == (REST,))
    assert (first.page, first.bars, first.inks) == (0, (3,), ("rest",))
    assert str(first) == "lost: rest (bar index 3)"


def test_what_a_finding_names_is_not_lost(faces: Faces) -> None:
    assert audit([page(head())], frozenset({HEAD, REST}), faces, named=frozenset({REST})).lost == 0


def test_an_echo_alone_still_shows_its_atom(faces: Faces) -> None:
    assert audit([page(head(echo=True))], frozenset({HEAD}), faces).lost == 0


def test_what_the_part_does_not_owe_may_be_drawn(faces: Faces) -> None:
    report = audit([page(head(), words(30000))], frozenset({HEAD}), faces)
    assert report.clean


@pytest.mark.parametrize("kind", [Kind.HEAD, Kind.REST, Kind.DOT1, Kind.ACCIDENTAL])
def test_one_piece_of_ink_is_drawn_once(kind: Kind, faces: Faces) -> None:
    atom = of_kind(HEAD, kind)
    twice = [head(20000, atom), head(26000, atom)]
    assert audit([page(*twice)], frozenset(), faces).doubled == 1
    assert audit([page(twice[0]), page(twice[1])], frozenset(), faces).doubled == 1
    assert audit([page(head(20000, atom), head(26000, atom, echo=True))], frozenset(), faces).doubled == 0


def test_a_mark_may_be_made_of_pieces_drawn_together(faces: Faces) -> None:
    run = [words(20000, "poco"), words(24000, "f"), words(26000, "sub.")]
    assert audit([page(head(), *run)], frozenset(), faces).doubled == 0


def test_a_mark_drawn_again_elsewhere_is_doubled(faces: Faces) -> None:
    apart = [words(20000), head(), words(40000)]
    assert audit([page(*apart)], frozenset(), faces).doubled == 1
    assert audit([page(words(20000)), page(words(20000))], frozenset(), faces).doubled == 1
    assert audit([page(words(20000)), page(words(20000, echo=True))], frozenset(), faces).doubled == 0


# A3, A6, A7


def test_measures_of_a_page(faces: Faces) -> None:
    report = audit([realistic_sheet(faces).page()], frozenset(), faces)
    assert report.staff_mm == pytest.approx(7.49, abs=0.01)
    assert report.smallest_text_pt == 8
    assert 0.4 < report.fill[0] < 0.6
    assert 1 < report.smallest_head_gap < 5


def test_the_smallest_head_gap_is_between_columns(faces: Faces) -> None:
    staff = Staff(1, 0, MARGIN, WIDTH - MARGIN, 40000, SPACE, 5)
    places = ((20000, 1), (20000 + 600, 1), (22000, 2), (24000, 3))
    heads = [
        msgspec.structs.replace(head(x, pack(1, n, Kind.HEAD)), staff=1, column=column, group=column)
        for n, (x, column) in enumerate(places, 1)
    ]
    width = faces.box(g.NOTEHEAD_BLACK).x1 * SPACE
    report = audit([page(*heads, staves=(staff,))], frozenset(), faces)
    assert report.smallest_head_gap == pytest.approx((22000 - 20600 - width) / SPACE, abs=0.01)


def test_no_pages_no_faults(faces: Faces) -> None:
    report = audit([], frozenset(), faces)
    assert report == Audit()
    assert audit([page()], frozenset(), faces).fill == (0.0,)


def test_the_report_is_plain_data(faces: Faces) -> None:
    report = audit([page(head(x=100))], frozenset({HEAD, REST}), faces)
    data = msgspec.to_builtins(report)
    assert data["outside_margins"] == 1
    assert [place["fault"] for place in data["places"]] == ["outside the margins", "lost"]
    assert msgspec.convert(data, Audit) == report


# Real parts


def test_real_parts_are_judged(corpus: Path, faces: Faces) -> None:
    from engraving.layout.engrave import engrave
    from engraving.musicxml import read
    from engraving.parts import extract_all
    from engraving.score.conservation import part_atoms

    cue = read(corpus / "scores" / "aloha-oe.mxl", validate=False).cue
    style = load_style("us-session")
    for extraction in extract_all(cue):
        pages = engrave(extraction.part, style, faces).pages
        report = audit(pages, part_atoms(extraction.part), faces)
        assert len(report.fill) == len(pages)
        assert report.staff_mm == pytest.approx(style.staff.height, abs=0.02)
        assert report.smallest_text_pt >= 8
        assert audit(pages, frozenset(), faces).lost == 0


def test_a3_a_line_of_rests_alone_has_no_force(faces: Faces) -> None:
    """Its bars grow no further than rests may: five times the natural spacing is nothing a player sees."""
    loose = Staff(1, 0, MARGIN, WIDTH - MARGIN, 40000, SPACE, 5, (0, 8), 5.0)
    rest = Glyph(Ink.REST, 20000, 40000, g.REST_WHOLE, 4 * SPACE, atom=REST, staff=1)
    note = Glyph(Ink.HEAD, 20000, 40000, g.NOTEHEAD_BLACK, 4 * SPACE, atom=HEAD, staff=1)
    resting, playing = (audit([page(item, staves=(loose,))], frozenset(), faces) for item in (rest, note))
    assert (resting.stretched, resting.loosest) == (0, 0.0)
    assert (playing.stretched, playing.loosest) == (1, 5.0)
