"""What a slur joins, and where its ends move for what stands there (E17, E35, E36)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from engraving.layout.skyline import Skyline
from engraving.notation.shapes import Shape
from engraving.notation.slurs import Obstacle, slur_side
from engraving.score import Spanner

STEEPEST_BROKEN = 0.5
NUMBER_GAP = 0.3
OFF_INK = 0.3
BESIDE_STEM, OFF_STEM, UNDER_TIP = 2.5, 0.35, 1.0  # the shortest stem a tip may stand beside, and how far off and under


class Tips(Enum):
    """Where a slur of one of several voices begins and ends."""

    PLAIN = "at head or stem"
    BESIDE = "beside bare stems"
    OVER = "beyond what stands there"


def leads_in(start: Shape | None, stop: Shape | None) -> bool:
    """From graces to their own main note: such a slur lies at the heads (E17)."""
    if start is None or stop is None or not start.event.grace or stop.event.grace:
        return False
    return start.event.tick == stop.event.tick


def asked_side(spanner: Spanner) -> str:
    """The side the source says."""
    return spanner.placement or spanner.get("orientation")


def goes_with_stems(asked: str, stems: Sequence[str]) -> bool:
    """Is the side that a source asks for the one its own stems, if it says them all, give a slur anyway?"""
    if not stems or not all(stem in ("up", "down") for stem in stems):
        return False
    return slur_side([stem == "up" for stem in stems]) == slur_side((), placement=asked)


def off_figures(tip: tuple[float, float], boxes_: Sequence[Obstacle], up: bool) -> tuple[float, float]:
    """A tip moved outwards off the digits and brackets it would stand on."""
    x, y = tip
    for box in boxes_:
        if box.x0 - NUMBER_GAP < x < box.x1 + NUMBER_GAP:
            y = max(y, box.y1 + NUMBER_GAP) if up else min(y, box.y0 - NUMBER_GAP)
    return x, y


def opened(tip: tuple[float, float], x: float, y: float) -> tuple[float, float]:
    """The open end of half a slur at ``x``: at ``y``, but no steeper from its tip than an arc may be."""
    most = STEEPEST_BROKEN * abs(x - tip[0])
    return x, min(max(y, tip[1] - most), tip[1] + most)


def beside_stem(shape: Shape, tip: tuple[float, float], up: bool, way: float) -> tuple[float, float]:
    """A tip beside a bare stem (``way`` 1 right, -1 left of it) where something stands over that."""
    sign = 1.0 if up else -1.0
    head = shape.high if up else shape.low
    if not shape.stemmed or shape.up != up or shape.flag or shape.beam or sign * (shape.tip - head) < BESIDE_STEM:
        return tip
    return shape.x + shape.stem_x + way * OFF_STEM, shape.tip - sign * UNDER_TIP


def over_ink(tip: tuple[float, float], skyline: Skyline, up: bool) -> tuple[float, float]:
    """A tip moved outwards off everything that stands there, another voice's beam for one."""
    x, y = tip
    edge = skyline.reach(x - OFF_INK, x + OFF_INK)
    return x, max(y, edge + OFF_INK) if up else min(y, edge - OFF_INK)


class Joined(NamedTuple):
    """What a slur joins in a system, from ``start`` to ``stop`` where they stand in it, and what lies between."""

    spanner: Spanner
    staff: int
    start: Shape | None
    stop: Shape | None
    between: Sequence[Shape]

    @property
    def passed(self) -> list[Shape]:
        """Notes and rests it passes, other voices' at its ends among them."""
        return [s for s in self.between if s is not self.start and s is not self.stop]
