"""Beams of several voices on one staff past each other's ink, their stems shorter or longer than usual (E32).

A voice inside another looks for its beam first: between the two voices' heads, or beyond the outer one's. The outer
voice's beam then goes beyond what the inner one left, and so does a flag.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from engraving.layout.system import System
from engraving.notation.beams import Beam
from engraving.notation.curves import Box
from engraving.notation.shapes import Shape
from engraving.typefaces import Thickness

_CLEAR = 0.15
_LONGER = (0.5, -0.5, 1.0, -1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0)
"""How much longer than usual the stems of a beam may be, in spaces, the likeliest first."""
_PRICE = 0.15  # of a space longer or shorter, against one piece of ink in the way
_PASSED = 0.6  # what a stem through a beam counts: the outer voice's go that way, as its beam lies outside
_PIECE = 1.0  # of a beam, seen as a row of boxes
_FLAG_WIDTH, _FLAG_HEIGHT = 1.1, 3.2
_MOST_LIFT = 4.0


class Stack(NamedTuple):
    """The beams of a group: the primary's centre line, how far all of them reach below and above it, their stems.

    ``stems`` are x and the y of the head nearest to the beam.
    """

    below: float
    above: float
    stems: tuple[tuple[float, float], ...]

    def met(self, beam: Beam, ink: Sequence[Box], beams: Sequence[Box]) -> float:
        """How many boxes of other ``ink`` and ``beams`` such a beam and its stems would run through."""
        through = sum(self._through(beam, box) or self._stem_through(beam, box) for box in ink)
        through += sum(self._through(beam, box) for box in beams)
        return through + _PASSED * sum(self._stem_through(beam, box) for box in beams)

    def _through(self, beam: Beam, box: Box) -> bool:
        x0, x1, low, high = box
        if x1 < beam.x0 or beam.x1 < x0:
            return False
        ys = beam.at(max(x0, beam.x0)), beam.at(min(x1, beam.x1))
        return low < max(ys) + self.above + _CLEAR and min(ys) - self.below - _CLEAR < high

    def _stem_through(self, beam: Beam, box: Box) -> bool:
        x0, x1, low, high = box
        for x, near in self.stems:
            if x0 < x < x1:
                foot, tip = sorted((near, beam.at(x)))
                if low < tip and foot < high:
                    return True
        return False


class Crowd:
    """The voices that share one staff of a system, and the beams they have so far."""

    def __init__(self, shapes: Sequence[Shape], thickness: Thickness) -> None:
        self._shapes = shapes
        self._thickness = thickness
        self._beams: list[tuple[int, Box]] = []

    def solve(self, members: Sequence[Shape], stack: Stack, solve: Callable[[float], Beam]) -> Beam:
        """The beam of a group that meets least of the other voices; ``solve`` finds one for stems so much longer."""
        best = solve(0.0)
        ink, beams = self._beside(members)
        least = stack.met(best, ink, beams)
        for longer in _LONGER:
            price = abs(longer) * _PRICE
            if least <= price:
                continue
            beam = solve(longer)
            cost = stack.met(beam, ink, beams) + price
            if cost < least - 1e-9:
                best, least = beam, cost
        return best

    def _beside(self, members: Sequence[Shape]) -> tuple[list[Box], list[Box]]:
        """Notes and rests, then beams that the other voices have from a group's first stem to its last."""
        group, x0, x1 = members[0].group, members[0].x, members[-1].x + members[-1].stem_x
        beams = [box for by, box in self._beams if by != group and box[0] < x1 and x0 < box[1]]
        ink: list[Box] = []
        for shape in self._shapes:
            if shape.group != group and x0 - 2.0 < shape.x < x1 + 2.0:
                ink += [box for box in shape.placed_ink(self._thickness) if box[0] < x1 and x0 < box[1]]
        return ink, beams

    def add(self, group: int, beam: Beam, below: float, above: float) -> None:
        """Remember the beams of a ``group``."""
        self._beams += [(group, box) for box in pieces(beam, below, above)]

    def lift_flags(self) -> None:
        """Longer stems for flags that would hang into a beam of a voice beside them."""
        for shape in self._shapes:
            if shape.flag and not shape.event.grace:
                _lift(shape, [box for _, box in self._beams])


def pieces(beam: Beam, below: float, above: float) -> list[Box]:
    """Beams as a row of boxes; they reach so far below and above the primary's centre line."""
    count = max(1, round((beam.x1 - beam.x0) / _PIECE))
    step = (beam.x1 - beam.x0) / count
    found = []
    for x in (beam.x0 + k * step for k in range(count)):
        ys = beam.at(x), beam.at(x + step)
        found.append((x, x + step, min(ys) - below, max(ys) + above))
    return found


def beam_boxes(system: System, atoms: Iterable[int]) -> list[Box]:
    """What the beams of some groups cover, but for those that lie between staves."""
    found: list[Box] = []
    for atom in atoms:
        if atom in system.beam_lines and atom not in system.crossing:
            line, up, levels, size = system.beam_lines[atom]
            found += pieces(line, *stack_reach(system.pen.thickness, levels, size, up=up))
    return found


def stack_reach(thickness: Thickness, levels: int, size: float, *, up: bool) -> tuple[float, float]:
    """How far the beams of a group reach below and above the primary's centre line."""
    edge = thickness.beam / 2 * size
    stack = (levels - 1) * thickness.beam_pitch * size + edge
    return (stack, edge) if up else (edge, stack)


def _lift(shape: Shape, beams: Sequence[Box]) -> None:
    """Lengthen a flagged stem by half spaces until its flag is off all ``beams``, if that helps at all."""
    x, sign = shape.x + shape.stem_x, 1.0 if shape.up else -1.0
    near = [box for box in beams if box[0] < x + _FLAG_WIDTH and x < box[1]]
    lift = 0.0
    while lift <= _MOST_LIFT:
        tip = shape.flag_y + sign * lift
        low, high = sorted((tip, tip - sign * _FLAG_HEIGHT * shape.scale))
        if not any(box[2] < high + _CLEAR and low - _CLEAR < box[3] for box in near):
            shape.tip += sign * lift
            shape.flag_y += sign * lift
            return
        lift += 0.5
