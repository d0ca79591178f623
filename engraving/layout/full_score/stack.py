"""One system of the score: the desks it shows, drawn on the grid and set apart by their skylines (E49, E55)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from engraving.layout.full_score.desk import Desk
from engraving.layout.full_score.edge import Place
from engraving.layout.full_score.measures import APART
from engraving.layout.skyline import clearance
from engraving.layout.system import CLEF_REACH, System

CLEAR = 0.6  # between facing skylines of two parts
TIGHT_CLEAR = 0.2
TIGHT = 5.6
LEAST_APART = 6.2  # middle line to middle line, neighbours of one family
FAMILY_APART = 1.2  # more between families
CLEFS_APART = CLEF_REACH[0] - CLEF_REACH[1]  # as if all clefs were of one height, but where every space is wanted
TOUCHING = min(TIGHT - TIGHT_CLEAR, LEAST_APART - CLEAR)  # what touches at less has room at any distance


class Shown(NamedTuple):
    """A desk as it was drawn in one system, and the staves it has there."""

    desk: Desk
    system: System
    place: Place

    @property
    def first(self) -> int:
        """Its first staff in the system, counted from 0."""
        return self.place.first

    @property
    def last(self) -> int:
        """Its last staff in the system."""
        return self.place.last


def _touching(upper: System, lower: System) -> float:
    """The distance at which two systems' skylines touch, if it is more than they always have: ``TOUCHING``."""
    return clearance(upper.downs[-1], lower.ups[0], least=TOUCHING)


def least_apart(upper: System, lower: System) -> float:
    """The least distance of two desks of one family, middle line to middle line."""
    return max(LEAST_APART, max(_touching(upper, lower), CLEFS_APART) + CLEAR)


class Stack:
    """Drawn desks one under the other, with the gaps between them still to be settled.

    ``tight``, ``least`` and ``natural`` are distances between middle lines of neighbouring staves of two desks;
    no gap is under its least unless the page could not hold the system otherwise.
    """

    def __init__(self, grid: System, shown: Sequence[Shown], families: Sequence[int]) -> None:
        """``families`` says for each of ``shown`` to which family it belongs."""
        self.grid = grid
        self.shown = tuple(shown)
        self.tight: list[float] = []
        self.least: list[float] = []
        self.natural: list[float] = []
        for k in range(len(shown) - 1):
            more = FAMILY_APART if families[k] != families[k + 1] else 0.0
            facing = _touching(shown[k].system, shown[k + 1].system)
            touching = max(facing, CLEFS_APART)
            self.tight.append(max(TIGHT, facing + TIGHT_CLEAR))
            self.least.append(max(LEAST_APART + more / 2, touching + CLEAR))
            self.natural.append(max(APART + more, touching + CLEAR + 0.4 + more / 2))
        self.inner = sum(sum(one.system.gap_between) for one in shown)

    @property
    def above(self) -> float:
        """From the top staff's middle line to the highest ink; clefs of whatever height, or a bracket's end."""
        return max(CLEF_REACH[0], self.shown[0].system.ups[0].extreme())

    @property
    def below(self) -> float:
        """From the lowest staff's middle line to the lowest ink; clefs of whatever height, or a bracket's end."""
        return max(-CLEF_REACH[1], -self.shown[-1].system.downs[-1].extreme())

    def highest(self, room: float) -> tuple[float, float]:
        """How high over the top staff's middle line a page of ``room`` lets ink reach: with gaps half squeezed, and
        with the tightest."""
        tight, least = (room - self.height(gaps) + self.above for gaps in (self.tight, self.least))
        return (tight + least) / 2, tight

    def height(self, gaps: Sequence[float]) -> float:
        """Ink height with these gaps."""
        return self.above + self.inner + sum(gaps) + self.below

    def staves(self, gaps: Sequence[float]) -> list[float]:
        """The middle line of each staff from the top one's, downwards negative."""
        offsets: list[float] = []
        y = 0.0
        for k, one in enumerate(self.shown):
            offsets.append(y)
            for gap in one.system.gap_between:
                y -= gap
                offsets.append(y)
            if k < len(gaps):
                y -= gaps[k]
        return offsets
