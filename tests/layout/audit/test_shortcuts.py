"""The audit's shortcuts leave out nothing: what they spare is neither a hit nor near."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from engraving.layout.audit.collisions import Judge
from engraving.layout.audit.contact import FAR, contact, near, room_for_hit, within_reach
from engraving.layout.audit.hollows import Hollows
from engraving.layout.audit.outlines import Area, Crescent
from engraving.layout.audit.scene import Mark, Scene
from engraving.layout.audit.tracing import Outliner, crescent
from engraving.layout.page import Curve, Glyph, Ink, Line, Page, Staff, Text
from engraving.typefaces import Face, load_faces
from engraving.typefaces import smufl as g

SP = 500  # hundredths of a point in a staff space of these tests
WIDE = 12 * SP
place = st.integers(-2 * SP, 2 * SP)


@st.composite
def curves(draw: st.DrawFn) -> Curve:
    """Slurs and ties of all bends, most of them as they are drawn, some that turn back on their way."""
    x0, x3 = 0, draw(st.integers(SP, WIDE))
    x1, x2 = draw(st.integers(-SP, x3)), draw(st.integers(0, x3 + SP))
    y0, y1, y2, y3 = (draw(place) for _ in range(4))
    thick = draw(st.integers(10, SP // 3))
    back = (x2, y2 - thick, x1, y1 - thick, x0, y0)
    return Curve(Ink.SLUR, (x0, y0, x1, y1, x2, y2, x3, y3, *back))


@st.composite
def others(draw: st.DrawFn) -> Glyph | Line | Text:
    """What may lie beside a slur."""
    x, y = draw(st.integers(-SP, WIDE)), draw(st.integers(-3 * SP, 3 * SP))
    return draw(
        st.sampled_from(
            (
                Glyph(Ink.ACCIDENTAL, x, y, g.ACCIDENTAL_FLAT, 4 * SP, staff=1),
                Glyph(Ink.HEAD, x, y, g.NOTEHEAD_BLACK, 4 * SP, staff=1),
                Line(Ink.STEM, x, y, x, y + 3 * SP, 60, staff=1),
                Line(Ink.HAIRPIN, x, y, x + 5 * SP, y + SP, 60, staff=1),
                Text(Ink.TECHNIQUE, x, y, "pizz. (non div.)", 2 * SP, Face.ROMAN, staff=1),
            )
        )
    )


def scene_of(*items: Curve | Glyph | Line | Text) -> tuple[Scene, list[Mark]]:
    staff = Staff(1, 0, 0, WIDE, 20 * SP, SP, 5)
    page = Page(10 * WIDE, 10 * WIDE, (0, 0, 0, 0), items, staves=(staff,))
    scene = Scene(page, Outliner(load_faces()))
    return scene, sorted((mark for marks in scene.systems.values() for mark in marks), key=lambda m: m.order)


@settings(max_examples=400, deadline=None)
@given(curves(), others())
def test_what_is_spared_is_neither_hit_nor_near(curve: Curve, other: Glyph | Line | Text) -> None:
    scene, (a, b) = scene_of(curve, other)
    first, second = scene.outline(a), scene.outline(b)
    found = contact(first, second, scene.space)
    close = found is not None or near(first, second, scene.space)
    if found is not None:
        assert room_for_hit(a, b, scene.space)
    if Hollows(FAR * scene.space).hold(b, a) or not within_reach(first, second, scene.space):
        assert not close
    judge = Judge(scene)
    judge.meet(a, b)
    assert bool(judge.places) == close


@settings(max_examples=200, deadline=None)
@given(curves(), st.integers(-SP, WIDE), st.integers(1, 3 * SP), st.integers(-3 * SP, 3 * SP))
def test_a_crescent_is_the_polygon_it_is_made_of(curve: Curve, x: int, width: int, y: int) -> None:
    outline = crescent(curve)
    if not isinstance(outline, Crescent):
        return
    (xs, ys), (back_xs, back_ys) = outline._arcs
    polygon = [*zip(xs, ys, strict=True), *reversed([*zip(back_xs, back_ys, strict=True)])]
    whole = Area(polygon, outline.box)
    assert outline.reach(x, x + width) == whole.reach(x, x + width)
    assert [round(v, 6) for v in outline.spans(y)] == [round(v, 6) for v in whole.spans(y)]
    ground = float(x), y - 1.0, float(x + width), y + 1.0
    inside = clipped(outline.within(ground).spans(y), x, x + width)
    assert inside == clipped(whole.spans(y), x, x + width)


def clipped(spans: object, left: float, right: float) -> list[tuple[float, float]]:
    """The stretches between two verticals that are wider than rounding."""
    values = list(spans)  # type: ignore[call-overload]
    pairs = [(max(a, left), min(b, right)) for a, b in zip(values[0::2], values[1::2], strict=True)]
    return [(round(a, 3), round(b, 3)) for a, b in pairs if b - a > 1e-3]
