"""Saying where: places of the report from marks and atoms."""

from __future__ import annotations

from engraving.layout.audit.contact import Contact
from engraving.layout.audit.report import Fault, Place, ink_name
from engraving.layout.audit.scene import STARTS, Mark, Scene
from engraving.score.atoms import KIND_MASK, Kind, bar_of

SPANNING = frozenset(
    {Kind.BEAM, Kind.TIE, Kind.SLUR, Kind.WEDGE, Kind.TUPLET, Kind.LINE, Kind.ENDING, Kind.MULTI_REST, Kind.STYLE}
)  # they reach over several beats


def pair_place(fault: Fault, a: Mark, b: Mark, contact: Contact, scene: Scene) -> Place:
    """Where two marks of a page meet."""
    if (b.item.ink, b.order) < (a.item.ink, a.order):
        a, b = b, a
    return Place(
        fault=fault,
        x=round(contact.x / 100, 2),
        y=round(contact.y / 100, 2),
        inks=(ink_name(a.item.ink), ink_name(b.item.ink)),
        bars=bars_of(scene, a, b),
        atoms=tuple(mark.item.atom for mark in (a, b) if mark.item.atom),
        area=round(contact.area, 4),
        depth=round(contact.depth, 3),
        system=system_of(a, b),
        moment=moment_of(scene, contact.x, a, b),
    )


def system_of(*marks: Mark) -> int:
    """The first system that one of the marks stands in, from 1; 0 for none."""
    return next((mark.system + 1 for mark in marks if mark.system >= 0), 0)


def moment_of(scene: Scene, x: float, *marks: Mark) -> int:
    """The atom that tells the beat: a mark's own, or that of the note or rest at or before ``x``; 0 unknown."""
    for mark in marks:
        if mark.item.atom and mark.item.atom & KIND_MASK not in SPANNING:
            return mark.item.atom
    home = next((mark for mark in marks if mark.system >= 0), None)
    if home is None:
        return 0
    starts = [mark for mark in scene.systems.get(home.system, ()) if mark.ink in STARTS and mark.item.atom]
    starts = [mark for mark in starts if mark.item.staff == home.item.staff] or starts
    before = [mark for mark in starts if mark.x0 <= x] or starts[:1]
    return before[-1].item.atom if before else 0


def bars_of(scene: Scene, *marks: Mark) -> tuple[int, ...]:
    """The bars that marks belong to by atom or group; failing that, first and last bar of their system."""
    bars = {bar_of(name) for mark in marks if (name := mark.item.atom or mark.item.group)}
    known = tuple(sorted(bar for bar in bars if bar >= 0))
    if known:
        return known
    for mark in marks:
        staff = scene.staves.get(mark.item.staff)
        if staff is not None:
            return staff.bars
    return ()
