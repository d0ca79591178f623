"""What the audit says about a part's pages."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from engraving.layout.page import Ink


class Fault(StrEnum):
    """What is wrong at a place, gravest first; from ``SQUEEZED`` on it is listed, but nothing is wrong."""

    COLLISION = "collision"  # A1
    MARGIN = "outside the margins"  # A2
    LOST = "lost"  # A5
    DOUBLED = "drawn twice"  # A5
    SQUEEZED = "squeezed"  # A3
    STRETCHED = "stretched"  # A3
    NEAR = "near"  # A1


class Place(msgspec.Struct, frozen=True, gc=False):
    """One place the audit points at.

    ``page`` and ``system`` (on that page) count from 1, 0 for none. ``x, y`` are points from the lower left
    corner. ``inks`` names the ink concerned, ``bars`` are bar indices, ``atoms`` those that are not 0;
    ``moment`` is the atom that tells the beat: one of these, or that of the note or rest at or before the place.
    ``area`` (sp²) and ``depth`` (sp) are what two inks of a collision have in common, for ink outside the
    margins ``depth`` is how far it sticks out. ``force`` is that of a system under or over the limits.
    """

    fault: Fault
    page: int = 0
    x: float = 0.0
    y: float = 0.0
    inks: tuple[str, ...] = ()
    bars: tuple[int, ...] = ()
    atoms: tuple[int, ...] = ()
    area: float = 0.0
    depth: float = 0.0
    system: int = 0
    moment: int = 0
    force: float = 0.0

    def __str__(self) -> str:
        bars = ", ".join(str(bar) for bar in self.bars)
        where = f"page {self.page} at {self.x:.1f}, {self.y:.1f} pt: " if self.page else ""
        return f"{where}{self.fault}: {' on '.join(self.inks)}{f' (bar index {bars})' if bars else ''}"


class Audit(msgspec.Struct, frozen=True, gc=False):
    """The audit of one part: counts, measures, and ``places`` behind each count, gravest first.

    ``collisions`` and ``near`` are pairs of ink (A1), ``outside_margins`` items (A2), ``lost`` and
    ``doubled`` atoms (A5). ``squeezed`` and ``stretched`` are systems under and over the forces that are
    fit to read, ``tightest`` and ``loosest`` the least and greatest force, ``smallest_head_gap`` (sp) is
    between heads of neighbouring columns (A3). ``staff_mm`` is the lowest staff, ``smallest_text_pt`` the
    smallest type (A6), ``fill`` the share of each page's height between the margins that ink spans (A7).
    Measures are 0 or empty when there is nothing to measure.
    """

    collisions: int = 0
    outside_margins: int = 0
    lost: int = 0
    doubled: int = 0
    near: int = 0
    squeezed: int = 0
    stretched: int = 0
    tightest: float = 0.0
    loosest: float = 0.0
    smallest_head_gap: float = 0.0
    staff_mm: float = 0.0
    smallest_text_pt: float = 0.0
    fill: tuple[float, ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def clean(self) -> bool:
        """Nothing collides, sticks out, is lost or drawn twice."""
        return not (self.collisions or self.outside_margins or self.lost or self.doubled)


def ink_name(ink: Ink) -> str:
    """``Ink.STAFF_LINE`` as "staff line"."""
    return ink.name.lower().replace("_", " ")
