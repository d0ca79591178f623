"""Rests under a beam: it makes room for them as far as stems may grow, then they move (E15, E32)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from engraving.notation.beams import Beam
from engraving.notation.shapes import Shape
from engraving.notation.voice_rests import move_rest

_CLEAR, _CLEAR_FOREIGN = 0.3, 0.15
_GROWN = 1.5  # how much longer the stems of a group may be for the sake of its rests


class PlacedBeam(NamedTuple):
    """The centre line of a primary beam, and how far its group's beams reach below and above it."""

    line: Beam
    below: float
    above: float


class BeamedRest(NamedTuple):
    """A rest with the middle of its ink, x in the system; its beams reach ``depth`` from the primary centre line."""

    shape: Shape
    centre: float
    depth: float

    def least(self, up: bool, moved: int = 0) -> float:
        """The y nearest to the heads at which the primary centre line clears it, moved by so many spaces."""
        box = self.shape.boxes[0]
        return box.y1 - moved + _CLEAR + self.depth if up else box.y0 + moved - _CLEAR - self.depth

    @property
    def held(self) -> bool:
        """Is another voice beside it, so that it cannot move into the staff?"""
        shape = self.shape
        column = shape.column
        if not shape.side or column is None:
            return False
        return bool(shape.rest_y) or any(s is not shape and s.staff == shape.staff for s in column.shapes)

    def move(self, spaces: int, up: bool) -> None:
        """Away from a beam that lies above it (``up``) or below."""
        move_rest(self.shape, -float(spaces) if up else float(spaces))

    def move_off(self, beam: Beam, up: bool) -> None:
        """Off a beam that lies as it lies, in whole spaces."""
        spaces = 0
        while (beam.at(self.centre) - self.least(up, spaces)) * (1.0 if up else -1.0) < -1e-6:
            spaces += 1
        if spaces:
            self.move(spaces, up)


def beam_over_rests(
    solve: Callable[[Sequence[tuple[float, float]]], Beam], rests: Sequence[BeamedRest], up: bool
) -> Beam:
    """The beam that leaves its rests in the middle of the staff, or moves them all as little as stems allow.

    ``solve`` finds the best beam beyond some points. Rests of one voice of two are not waited for, as its beam
    would go farther out of the staff, unless another voice keeps them where they are.
    """
    placed = [(rest.centre, rest.least(up)) for rest in rests if rest.held]
    plain = solve(placed)
    waiting = [rest for rest in rests if not rest.shape.side]
    moved, beam = 0, plain
    while waiting:
        beam = solve([*placed, *((rest.centre, rest.least(up, moved)) for rest in waiting)])
        if abs(beam.y0 + beam.y1 - plain.y0 - plain.y1) / 2 <= _GROWN + 1e-6:
            break
        moved += 1
    if moved:
        for rest in waiting:
            rest.move(moved, up)
    return beam


def move_off_foreign(rest: Shape, beams: Sequence[PlacedBeam]) -> None:
    """A rest of one of several voices outwards, in whole spaces, off the beams of the others (E15)."""
    box = rest.boxes[0]
    x0, x1, moved = rest.x + box.x0 - _CLEAR_FOREIGN, rest.x + box.x1 + _CLEAR_FOREIGN, 0.0
    for line, below, above in beams:
        if line.x0 <= x1 and x0 <= line.x1:
            low, high = sorted((line.at(max(x0, line.x0)), line.at(min(x1, line.x1))))
            while box.y0 + moved < high + above + _CLEAR_FOREIGN and low - below - _CLEAR_FOREIGN < box.y1 + moved:
                moved += rest.side
    if moved:
        move_rest(rest, moved)
