"""Rests under a beam: it makes room for them as far as stems may grow, then they move (E15, E32)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from engraving.notation.beams import Beam
from engraving.notation.shapes import Shape

_CLEAR = 0.3
_GROWN = 1.5  # how much longer the stems of a group may be for the sake of its rests


class BeamedRest(NamedTuple):
    """A rest with the middle of its ink, x in the system; its beams reach ``depth`` from the primary centre line."""

    shape: Shape
    centre: float
    depth: float

    def least(self, up: bool, moved: int = 0) -> float:
        """The y nearest to the heads at which the primary centre line clears it, moved by so many spaces."""
        box = self.shape.boxes[0]
        return box.y1 - moved + _CLEAR + self.depth if up else box.y0 + moved - _CLEAR - self.depth

    def move(self, spaces: int, up: bool) -> None:
        """Away from a beam that lies above it (``up``) or below."""
        dy = -float(spaces) if up else float(spaces)
        shape = self.shape
        shape.rest_y += dy
        shape.boxes[0] = shape.boxes[0]._replace(y0=shape.boxes[0].y0 + dy, y1=shape.boxes[0].y1 + dy)
        shape.dots = [(x, y + dy, atom) for x, y, atom in shape.dots]

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

    ``solve`` finds the best beam beyond some points. Rests of one voice of two are not waited for: its beam
    would go farther out of the staff.
    """
    plain = solve(())
    waiting = [rest for rest in rests if not rest.shape.side]
    moved, beam = 0, plain
    while waiting:
        beam = solve([(rest.centre, rest.least(up, moved)) for rest in waiting])
        if abs(beam.y0 + beam.y1 - plain.y0 - plain.y1) / 2 <= _GROWN + 1e-6:
            break
        moved += 1
    if moved:
        for rest in waiting:
            rest.move(moved, up)
    return beam
