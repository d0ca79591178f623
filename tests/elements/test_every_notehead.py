"""Every notehead of MusicXML on every value: the glyph SMuFL has for it, its stem at its edge, or a finding."""

from __future__ import annotations

from functools import cache

import pytest

from engraving.layout.page import Ink
from tests.elements.standard import Snippet, glyph, inked, schema
from tests.layout.small_music import Drawn, notes, score_xml

NEAR = 0.03


def _family(stem: str, *last: str) -> tuple[str, ...]:
    return tuple(f"{stem}{value}" for value in (last or ("DoubleWhole", "Whole", "Half", "Black")))


def _shape(stem: str) -> tuple[str, ...]:
    return _family(f"noteShape{stem}", "DoubleWhole", "White", "White", "Black")


SHAPES = {  # breve, whole, half, and all shorter ones, by SMuFL's names
    "normal": _family("notehead"),
    "slash": (*_family("noteheadSlash", "WhiteDoubleWhole", "WhiteWhole", "WhiteHalf", "HorizontalEnds"),),
    "triangle": _family("noteheadTriangleUp"),
    "inverted triangle": _family("noteheadTriangleDown"),
    "left triangle": _family("noteheadTriangleUpRight", "White", "White", "White", "Black"),
    "diamond": _family("noteheadDiamond"),
    "square": ("noteheadDoubleWholeSquare", "noteheadSquareWhite", "noteheadSquareWhite", "noteheadSquareBlack"),
    "rectangle": ("noteheadDoubleWholeSquare", "noteheadSquareWhite", "noteheadSquareWhite", "noteheadSquareBlack"),
    "cross": _family("noteheadPlus"),
    "x": _family("noteheadX"),
    "circle-x": _family("noteheadCircleX", "DoubleWhole", "Whole", "Half", ""),
    "circled": _family("noteheadCircled"),
    "circle dot": ("noteheadRoundWhiteWithDot",) * 4,
    "arrow up": _family("noteheadLargeArrowUp"),
    "arrow down": _family("noteheadLargeArrowDown"),
    "slashed": _family("noteheadSlashed", "DoubleWhole1", "Whole1", "Half1", "Black1"),
    "back slashed": _family("noteheadSlashed", "DoubleWhole2", "Whole2", "Half2", "Black2"),
    "cluster": _family("noteheadClusterSquare", "White", "White", "White", "Black"),
    "do": _shape("TriangleUp"), "re": _shape("Moon"), "mi": _shape("Diamond"), "fa": _shape("TriangleRight"),
    "fa up": _shape("TriangleLeft"), "so": _shape("Round"), "la": _shape("Square"), "ti": _shape("TriangleRound"),
}  # fmt: skip
ALIKE = {"circle dot": ("half", "breve"), "cluster": ("breve",), "left triangle": ("breve",)}
INKLESS = {"none", "other"}
VALUES = ("breve", "whole", "half", "quarter", "eighth")


@cache
def _snippet(shape: str, attributes: str = "") -> Snippet:
    """A breve, a whole, and stems both ways on halves, quarters and eighths."""
    head = f"<notehead{attributes}>{shape}</notehead>"
    return Snippet(score_xml(*(notes(row, extra=head) for row in ("c5B", "c5w f4h c5", "f4q c5 f4 c5 f4e c5 f4 r rh")), time="8/4"))


def _heads(snippet: Snippet) -> list[tuple[str, Drawn]]:
    """Each head with its note's value; parentheses have no atom."""
    ink = {drawn.item.atom: drawn for drawn in snippet.page.of(Ink.HEAD) if drawn.item.atom}
    events = snippet.page.part.music.events
    return [(event.value, ink[head.atom]) for event in events for head in event.heads if head.atom in ink]


def test_every_value_of_the_schema_is_here() -> None:
    assert set(SHAPES) | INKLESS == set(schema().values["notehead-value"])


@pytest.mark.parametrize("shape", SHAPES)
def test_each_value_has_the_glyph_of_the_standard(shape: str) -> None:
    found = _heads(_snippet(shape))
    assert len(found) == 11
    for value, drawn in found:
        assert drawn.code == glyph(SHAPES[shape][min(VALUES.index(value), 3)]), value
    assert _snippet(shape).sound


@pytest.mark.parametrize("shape", SHAPES)
def test_a_value_without_a_sign_of_its_own_is_told(shape: str) -> None:
    told = _snippet(shape).told("not-drawn")
    alike = ALIKE.get(shape, ())
    assert len(told) == len(alike)
    assert all(value in message for value, message in zip(sorted(alike), sorted(told), strict=True))
    codes = {value: drawn.code for value, drawn in _heads(_snippet(shape))}
    assert (codes["breve"] == codes["whole"]) == ("breve" in alike)
    assert (codes["half"] == codes["quarter"]) == ("half" in alike)


@pytest.mark.parametrize("shape", SHAPES)
def test_stems_stand_at_the_heads_edge_or_in_the_middle_of_arrows(shape: str) -> None:
    snippet = _snippet(shape)
    stems = snippet.page.of(Ink.STEM)
    assert len(stems) == 9
    heads = [drawn for value, drawn in _heads(snippet) if VALUES.index(value) > 1]
    for stem, head in zip(stems, heads, strict=True):
        up = stem.middle > head.y
        edge = head.x1 - stem.width / 2 if up else head.x0 + stem.width / 2
        if shape.startswith("arrow"):
            edge = head.centre
        elif shape in ("slashed", "back slashed"):
            edge = stem.centre  # the stroke reaches beyond the head it crosses: see below
            assert head.x0 < stem.centre < head.x1
        assert stem.centre == pytest.approx(edge, abs=NEAR)
        assert stem.y0 <= head.y1 + NEAR
        assert head.y0 <= stem.y1 + NEAR


@pytest.mark.parametrize("shape", sorted(set(SHAPES) - {"circle dot", "slash"}))
@pytest.mark.parametrize(("filled", "value"), [("yes", 3), ("no", 2)])
def test_a_head_may_be_filled_against_its_value(shape: str, filled: str, value: int) -> None:
    for written, drawn in _heads(_snippet(shape, f' filled="{filled}"')):
        if written in (("whole", "half") if filled == "yes" else ("quarter", "eighth")):
            assert drawn.code == glyph(SHAPES[shape][value])


@pytest.mark.parametrize("shape", SHAPES)
def test_parentheses_stand_on_both_sides_of_every_head(shape: str) -> None:
    snippet = _snippet(shape, ' parentheses="yes"')
    left, right = (
        [d for d in snippet.page.of(Ink.HEAD) if d.code == glyph(f"noteheadParenthesis{side}")]
        for side in ("Left", "Right")
    )
    heads = [drawn for _, drawn in _heads(snippet)]
    for before, head, after in zip(left, heads, right, strict=True):
        assert before.x0 < head.x0 < head.x1 < after.x1
        assert before.y == head.y == after.y
    assert snippet.sound


# Shapes that the fonts here lack are drawn by ourselves: is each what its name says?

HOLLOW = (
    "noteheadTriangleUpHalf", "noteheadTriangleDownHalf", "noteheadTriangleUpRightWhite", "noteheadDiamondWhole",
    "noteheadPlusHalf", "noteheadXHalf", "noteheadClusterSquareWhite", "noteShapeRoundWhite", "noteShapeSquareWhite",
    "noteShapeDiamondWhite", "noteShapeTriangleUpWhite", "noteShapeMoonWhite", "noteShapeTriangleRoundWhite",
)  # fmt: skip
FILLED = (
    "noteheadTriangleUpBlack", "noteheadTriangleDownBlack", "noteheadPlusBlack", "noteheadXBlack",
    "noteheadCircledBlack", "noteheadClusterSquareBlack", "noteShapeRoundBlack", "noteShapeSquareBlack",
    "noteShapeDiamondBlack", "noteShapeTriangleUpBlack", "noteShapeMoonBlack", "noteShapeTriangleRoundBlack",
)  # fmt: skip


@pytest.mark.parametrize("name", HOLLOW)
def test_white_heads_are_hollow(name: str) -> None:
    assert not inked(glyph(name), 0.62 if "Right" in name else 0.5, 0.4 if "Right" in name else 0.5)


@pytest.mark.parametrize("name", FILLED)
def test_black_heads_are_filled(name: str) -> None:
    assert inked(glyph(name), 0.5, 0.5)


_CORNERS = {"low left": (0.04, 0.04), "low right": (0.96, 0.04), "high left": (0.04, 0.96), "high right": (0.96, 0.96)}


@pytest.mark.parametrize(
    ("name", "corners"),
    [
        ("noteheadTriangleUpBlack", {"low left", "low right"}),
        ("noteheadTriangleDownBlack", {"high left", "high right"}),
        ("noteheadTriangleUpRightBlack", {"low left", "low right", "high right"}),  # its long side up and to the left
        ("noteheadClusterSquareBlack", set(_CORNERS)),
        ("noteShapeTriangleUpBlack", {"low left", "low right"}),
        ("noteShapeTriangleRightBlack", {"low left", "low right", "high left"}),
        ("noteShapeTriangleLeftBlack", {"high left", "high right", "low right"}),
        ("noteShapeSquareBlack", set(_CORNERS)),
        ("noteShapeRoundBlack", set()),
        ("noteShapeDiamondBlack", set()),
        ("noteShapeMoonBlack", {"high left", "high right"}),
        ("noteShapeTriangleRoundBlack", set()),
    ],
)
def test_heads_have_the_corners_of_their_shape(name: str, corners: set[str]) -> None:
    found = {corner for corner, (x, y) in _CORNERS.items() if inked(glyph(name), x, y)}
    if len(corners) == 3:
        missing = (set(_CORNERS) - corners).pop()
        assert missing not in found
        assert not inked(glyph(name), *((0.25, 0.75) if missing == "high left" else _third(missing)))
    assert found <= corners
    assert len(found) >= min(len(corners), 1)


def _third(corner: str) -> tuple[float, float]:
    return (0.25 if "left" in corner else 0.75), (0.25 if "low" in corner else 0.75)


@pytest.mark.parametrize(("way", "apex"), [("Up", 1), ("Down", 0)])
def test_arrows_point_where_their_name_says(way: str, apex: int) -> None:
    code = glyph(f"noteheadLargeArrow{way}Black")
    assert inked(code, 0.5, abs(apex - 0.1))
    assert not inked(code, 0.5, abs(1 - apex - 0.1))
    assert not inked(code, 0.1, abs(apex - 0.1))


def test_circles_hold_a_cross_a_dot_or_a_head() -> None:
    for name, centre in (("noteheadCircleXHalf", True), ("noteheadRoundWhiteWithDot", True), ("noteheadCircledHalf", False)):
        code = glyph(name)
        assert inked(code, 0.03, 0.5)
        assert inked(code, 0.97, 0.5)
        assert inked(code, 0.5, 0.5) == centre
        assert not any(inked(code, x, y) for x, y in _CORNERS.values())
    assert not inked(glyph("noteheadRoundWhiteWithDot"), 0.27, 0.5)


@pytest.mark.parametrize("name", sorted({names[0] for names in SHAPES.values() if "DoubleWhole" in names[0]}))
def test_breves_stand_between_strokes(name: str) -> None:
    """At both edges, a space high at least."""
    assert all(inked(glyph(name), x, y) for x in (0.015, 0.985) for y in (0.35, 0.5, 0.65))


# No head, other heads


@pytest.mark.parametrize(("stem", "told"), [("none", 0), ("up", 1), ("down", 1), ("double", 1)])
def test_a_note_without_a_head_leaves_no_ink_and_a_lost_stem_is_told(stem: str, told: int) -> None:
    bare = notes("c5h", extra=f"<stem>{stem}</stem><notehead>none</notehead>")
    snippet = Snippet(score_xml(bare + notes("e5h")))
    assert len(snippet.page.of(Ink.HEAD)) == len(snippet.page.of(Ink.STEM)) == 1
    assert len(snippet.told("not-drawn")) == told
    assert snippet.sound


@pytest.mark.parametrize("shape", ["other", "x", "cluster", "normal"])
def test_a_glyph_by_name_refines_any_head(shape: str) -> None:
    head = f'<notehead smufl="noteheadDiamondBlackWide">{shape}</notehead>'
    snippet = Snippet(score_xml(notes("c5q d5 e5 f5", extra=head)))
    assert {drawn.code for _, drawn in _heads(snippet)} == {glyph("noteheadDiamondBlackWide")}
    assert snippet.told("not-understood") == []


@pytest.mark.parametrize(("shape", "drawn"), [("other", "noteheadBlack"), ("cluster", "noteheadClusterSquareBlack")])
def test_a_name_without_a_sign_is_told_and_the_nearest_head_printed(shape: str, drawn: str) -> None:
    snippet = Snippet(score_xml(notes("c5q r rh", extra=f'<notehead smufl="noteheadNowhere">{shape}</notehead>')))
    assert [d.code for _, d in _heads(snippet)] == [glyph(drawn)]
    assert len(snippet.told("not-understood")) == 1


@pytest.mark.parametrize("value", ["long", "maxima"])
def test_values_longer_than_a_breve_are_told(value: str) -> None:
    note = notes("c5B").replace("<type>breve</type>", f"<type>{value}</type>")
    assert len(Snippet(score_xml(note, time="16/4")).told("not-drawn")) == 1
