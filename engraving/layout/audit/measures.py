"""A3, A6, A7 as far as a page tells them: gaps between heads, staff size, size of type, fill."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from engraving.layout.audit.report import Fault, Place
from engraving.layout.audit.scene import FURNITURE, Mark, Scene, top
from engraving.layout.page import Ink, Page, Staff, Text

HEAD = Ink.HEAD
LEAST_FORCE, GREATEST_FORCE = 0.75, 1.45  # A3
MM_A_CENTIPOINT = 25.4 / 7200


def staff_mm(pages: Sequence[Page]) -> float:
    """The height of the lowest staff, five lines or as if; 0 without staves."""
    spaces = [staff.space for page in pages for staff in page.staves]
    return round(min(spaces) * 4 * MM_A_CENTIPOINT, 3) if spaces else 0.0


def smallest_text(pages: Sequence[Page]) -> float:
    """The smallest type in pt; 0 without any."""
    sizes = [item.size for page in pages for item in page.items if type(item) is Text and item.text.strip()]
    return min(sizes) / 100 if sizes else 0.0


def forces(spaced: Sequence[Sequence[Staff]]) -> tuple[float, float]:
    """The least and greatest force of the ``spaced`` staves of all pages; 0 when none is known."""
    known = [staff.force for staves in spaced for staff in staves]
    return (min(known), max(known)) if known else (0.0, 0.0)


def beyond_forces(spaced: Sequence[Sequence[Staff]]) -> list[Place]:
    """Systems with notes squeezed or stretched further than is fit to read (A3), at their upper left corner."""
    places: dict[tuple[int, int], Place] = {}
    for number, staves in enumerate(spaced, 1):
        for staff in staves:
            if LEAST_FORCE <= staff.force <= GREATEST_FORCE:
                continue
            place = Place(
                fault=Fault.SQUEEZED if staff.force < LEAST_FORCE else Fault.STRETCHED,
                page=number,
                x=staff.x0 / 100,
                y=round(top(staff) / 100, 2),
                bars=staff.bars,
                system=staff.system + 1,
                force=staff.force,
            )
            places.setdefault((number, staff.system), place)
    return list(places.values())


def spaced_staves(page: Page) -> list[Staff]:
    """Staves of systems with notes: rests of many bars grow no further, so that the force of theirs says nothing."""
    holding = {item.staff for item in page.music if item.ink is HEAD}
    systems = {staff.system for staff in page.staves if staff.number in holding}
    return [staff for staff in page.staves if staff.force and staff.system in systems]


def head_gap(scene: Scene) -> float:
    """The smallest gap in sp between heads of neighbouring columns of a staff; infinite if there is none."""
    gaps = [
        _least_gap([mark for mark in marks if mark[7] is HEAD])
        for system, marks in scene.systems.items()
        if system >= 0
    ]
    return min(gaps, default=float("inf")) / scene.space


def _least_gap(heads: Iterable[Mark]) -> float:
    """``heads`` by left edge."""
    least = float("inf")
    before: dict[int, tuple[int, float]] = {}
    for x0, _, x1, _, _, item, *_ in heads:
        column, right = before.get(item.staff, (item.column, x1))
        if column != item.column:
            if x0 - right < least:
                least = x0 - right
            right = x1
        before[item.staff] = item.column, max(x1, right)
    return least


def fill(scene: Scene) -> float:
    """The share of the height between the margins that music spans; 0 without music."""
    page = scene.page
    spans = [(low, high) for system, (_, low, _, high) in scene.extents.items() if system != FURNITURE]
    spans += [(line.y0, line.y1) for line in scene.staff_lines]
    room = page.height - page.margins[1] - page.margins[3]
    if not spans or room <= 0:
        return 0.0
    return round((max(high for _, high in spans) - min(low for low, _ in spans)) / room, 3)
