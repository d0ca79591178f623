"""Bent strings: an arrow out of the head, with how far (E20)."""

from __future__ import annotations

from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.notation.bends import BEND_WIDTH, WORDS_WIDTH, amount, is_dive
from engraving.notation.shapes import Shape
from engraving.score import Mark
from engraving.typefaces import Face, Faces

ARROW, ARROW_HALF = 0.8, 0.3
RISE = 1.0  # of an arrow over the staff or what stands there
DIVE = 2.5  # of the vibrato bar, under the head
OFF_TEXT = 0.3


def draw_bends(system: System, faces: Faces, points: float, space: float) -> None:
    """Bends, pre-bends and releases of a system; arrows over the staff with “full”, “½” …"""
    for shape in system.shapes:
        x = shape.x + shape.bend
        top = 0.0
        for mark in shape.event.marks:
            if mark.name == "bend" and shape.heads:
                top = _bend(system, shape, mark, x, top)
                if mark.get("release") == "":
                    _words(system, shape, mark, _tip(mark, x), faces, points, space)
                x += BEND_WIDTH + WORDS_WIDTH


def _tip(mark: Mark, x: float) -> float:
    """Where the arrow of a bend that begins at ``x`` points."""
    upright = mark.get("pre-bend") == "yes" or mark.get("release") != ""
    return x if upright else x + BEND_WIDTH - ARROW_HALF


def _bend(system: System, shape: Shape, mark: Mark, x: float, bent: float) -> float:
    """Print an arrow; returns how high it goes, from where a release on the same note (``bent``) comes back."""
    staff, y = shape.staff - 1, shape.high
    straight, released, dive = mark.get("pre-bend") == "yes", mark.get("release") != "", is_dive(mark)
    tip_x = _tip(mark, x)
    near = system.ups[staff].reach(tip_x - ARROW_HALF, tip_x + ARROW_HALF)
    top = bent or max(near, system.staff_edge(shape.staff)) + RISE
    if straight:
        thick = system.pen.thickness.arrow_shaft
        system.pen.line(
            Ink.GLISSANDO, staff, x, y + 0.5, x, top - ARROW / 2, thick, atom=mark.atom, group=shape.group
        )
        _arrow(system, staff, x, top, mark, shape, up=True)
    elif released or dive:  # back to the head, or down from it
        end = x + BEND_WIDTH - ARROW_HALF
        start, foot = (top, y) if released else (y, y - DIVE)
        _arc(system, staff, (x, start), (end, foot + ARROW / 2), mark, shape)
        _arrow(system, staff, end, foot, mark, shape, up=False)
        system.downs[staff].add(end - ARROW_HALF, end + ARROW_HALF, foot)
    else:
        _arc(system, staff, (x, y), (tip_x, top - ARROW / 2), mark, shape)
        _arrow(system, staff, tip_x, top, mark, shape, up=True)
    system.ups[staff].add(x, x + BEND_WIDTH, top if not dive else y)
    return top


def _words(
    system: System, shape: Shape, mark: Mark, centre: float, faces: Faces, points: float, space: float
) -> None:
    """How far, over the arrow."""
    staff, text = shape.staff - 1, amount(mark)
    skyline = system.ups[staff]
    box = faces.text_box(text, Face.ROMAN, points)
    width = faces.text_width(text, Face.ROMAN, points) * 100 / space
    x = centre - width / 2
    y = max(skyline.reach(x, x + width), system.staff_edge(shape.staff)) + OFF_TEXT - box.y0 * 100 / space
    system.pen.text(
        Ink.TECHNIQUE, staff, x, y, text, points, Face.ROMAN, atom=mark.atom, group=shape.group, echo=True
    )
    skyline.add(x, x + width, y + box.y1 * 100 / space)


def _arc(
    system: System, staff: int, start: tuple[float, float], end: tuple[float, float], mark: Mark, shape: Shape
) -> None:
    """A quarter turn: level at its start, upright at its end."""
    (x0, y0), (x1, y1) = start, end
    half, flat = system.pen.thickness.arrow_shaft / 2, 0.6 * (x1 - x0)
    rise = 0.45 * (y1 - y0)
    system.pen.curve(
        Ink.GLISSANDO, staff,
        (
            x0, y0 + half, x0 + flat, y0 + half, x1 - half, y0 + rise, x1 - half, y1,
            x1 + half, y0 + rise, x0 + flat, y0 - half, x0, y0 - half,
        ),
        atom=mark.atom, group=shape.group,
    )  # fmt: skip


def _arrow(system: System, staff: int, x: float, tip: float, mark: Mark, shape: Shape, *, up: bool) -> None:
    base = tip - ARROW if up else tip + ARROW
    system.pen.polygon(
        Ink.GLISSANDO, staff, (x - ARROW_HALF, base, x, tip, x + ARROW_HALF, base),
        atom=mark.atom, group=shape.group, echo=True,
    )  # fmt: skip
