"""The whole audit of one part's pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import inf, isfinite

import msgspec
from msgspec.structs import replace

from engraving.layout.audit.collisions import collisions
from engraving.layout.audit.conservation import doubled, lost
from engraving.layout.audit.margins import outside_margins
from engraving.layout.audit.measures import (
    beyond_forces,
    fill,
    forces,
    head_gap,
    smallest_text,
    spaced_staves,
    staff_mm,
)
from engraving.layout.audit.report import Audit, Fault, Place
from engraving.layout.audit.scene import Scene
from engraving.layout.audit.tracing import outliner_of
from engraving.layout.page import Page
from engraving.typefaces import Faces

_GRAVITY = tuple(Fault)


class Seen(msgspec.Struct, frozen=True, gc=False):
    """What is seen on one page without knowing the others: ``places`` have no page yet; ``gap`` is infinite where no
    heads are neighbours."""

    places: tuple[Place, ...]
    gap: float
    fill: float


def examine(page: Page, faces: Faces) -> Seen:
    """Judge a page by itself."""
    scene = Scene(page, outliner_of(faces))
    return Seen((*collisions(scene), *outside_margins(scene)), head_gap(scene), fill(scene))


def audit(
    pages: Sequence[Page],
    part_atoms: frozenset[int],
    faces: Faces,
    *,
    named: frozenset[int] = frozenset(),
    seen: Sequence[Seen] = (),
) -> Audit:
    """Judge the finished pages of one part.

    ``part_atoms`` are the atoms the part owes the page, ``named`` those that a finding says are not
    drawn: A5 counts as lost what is owed, not drawn and not named. ``seen`` is of each page, where they have been
    examined before.
    """
    every = seen or [examine(page, faces) for page in pages]
    places = [replace(place, page=number) for number, one in enumerate(every, 1) for place in one.places]
    gap = min((one.gap for one in every), default=inf)
    places += lost(pages, part_atoms, named)
    places += doubled(pages)
    spaced = [spaced_staves(page) for page in pages]
    places += beyond_forces(spaced)
    counts = Counter(place.fault for place in places)
    tightest, loosest = forces(spaced)
    return Audit(
        collisions=counts[Fault.COLLISION],
        outside_margins=counts[Fault.MARGIN],
        lost=counts[Fault.LOST],
        doubled=counts[Fault.DOUBLED],
        near=counts[Fault.NEAR],
        squeezed=counts[Fault.SQUEEZED],
        stretched=counts[Fault.STRETCHED],
        tightest=tightest,
        loosest=loosest,
        smallest_head_gap=round(gap, 3) if isfinite(gap) else 0.0,
        staff_mm=staff_mm(pages),
        smallest_text_pt=smallest_text(pages),
        fill=tuple(one.fill for one in every),
        places=tuple(sorted(places, key=_order)),
    )


def _order(place: Place) -> tuple[int, int, float, float, tuple[int, ...], tuple[str, ...]]:
    """By gravity, then as one reads."""
    return _GRAVITY.index(place.fault), place.page, -place.y, place.x, place.bars, place.inks
