"""Slurs from one staff to another: over both, under both or between them (E35).

Staff spaces, x right, y up, measured from one staff's middle line.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot
from typing import NamedTuple

from msgspec.structs import replace

from engraving.notation.curves import Bezier, boxes, meets
from engraving.notation.slurs import Obstacle, Point, height_of, plain_height, slur

_S_BEND, _S_BEND_LONG = 0.8, 0.06  # how far an S leaves the straight line, and more by length: else a glissando
_TOUCHED, _NOT_ASKED = 3.0, 1.5  # what speaks against a slur between staves, against spaces of height
_BETWEEN, _BUSY = 3.0, 5.0  # an arc as high as slurs usually get is still better than an S,
_RAISED = 1.0  # one that is raised over what stands between its notes is not, by what it is raised
_PIECES = 24


def moved(box: Obstacle, dy: float) -> Obstacle:
    """The same box higher by ``dy``."""
    return replace(box, y0=box.y0 + dy, y1=box.y1 + dy)


class Crossing(NamedTuple):
    """A slur between two staves and what speaks against it: what it touches, its height, its side."""

    curve: Bezier
    cost: float


def crossing_slur(
    start: Point,
    stop: Point,
    up0: bool,
    up1: bool,
    obstacles: Sequence[Obstacle],
    *,
    middle: float,
    asked: bool,
    busy: bool,
) -> Crossing:
    """A slur, ``middle`` thick, from one staff to another, leaving its notes on the sides ``up0`` and ``up1`` (E35).

    Only such a slur may be an S, where its sides differ. ``asked``: the side that is wished for;
    ``busy``: dynamics stand between the staves.
    """
    if up0 == up1:
        curve = slur(start, stop, up0, obstacles, middle=middle)
    else:
        inset, step = 0.35 * (stop[0] - start[0]), 0.35 * (stop[1] - start[1])
        bend = _S_BEND + _S_BEND_LONG * hypot(stop[0] - start[0], stop[1] - start[1])
        bend = bend if up0 else -bend
        curve = Bezier(
            *start, start[0] + inset, start[1] + step + bend, stop[0] - inset, stop[1] - step - bend, *stop
        )  # fmt: skip
    touched = sum(_touches(obstacle, curve, middle) for obstacle in obstacles)
    bulge = _BETWEEN + (_BUSY if busy else 0.0)
    if up0 == up1:
        height = height_of(curve)
        bulge = height + _RAISED * (height - plain_height(start, stop))
    return Crossing(curve, _TOUCHED * touched + bulge + (0.0 if asked else _NOT_ASKED))


def _touches(box: Obstacle, curve: Bezier, middle: float) -> bool:
    if box.x1 <= curve.x0 or box.x0 >= curve.x3:
        return False
    return meets((box.x0, box.x1, box.y0, box.y1), boxes(curve, _PIECES, middle))
