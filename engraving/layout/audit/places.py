"""Saying where: places of the report from marks and atoms."""

from __future__ import annotations

from engraving.layout.audit.contact import Contact
from engraving.layout.audit.report import Fault, Place, ink_name
from engraving.layout.audit.scene import Mark, Scene
from engraving.score.atoms import bar_of


def pair_place(fault: Fault, number: int, a: Mark, b: Mark, contact: Contact, scene: Scene) -> Place:
    """Where two marks of page ``number`` meet."""
    if (b.item.ink, b.order) < (a.item.ink, a.order):
        a, b = b, a
    return Place(
        fault=fault,
        page=number,
        x=round(contact.x / 100, 2),
        y=round(contact.y / 100, 2),
        inks=(ink_name(a.item.ink), ink_name(b.item.ink)),
        bars=bars_of(scene, a, b),
        atoms=tuple(mark.item.atom for mark in (a, b) if mark.item.atom),
        area=round(contact.area, 4),
        depth=round(contact.depth, 3),
    )


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
