"""A2: ink outside the margins, furniture included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engraving.layout.audit.outlines import Bounds
from engraving.layout.audit.places import bars_of, moment_of, system_of
from engraving.layout.audit.report import Fault, Place, ink_name
from engraving.layout.audit.scene import Mark, Scene

ROUNDING = 2.0  # 1/100 pt: coordinates are rounded, and so are half thicknesses


def outside_margins(scene: Scene) -> list[Place]:
    """Every item of the page whose box reaches over a margin."""
    page = scene.page
    left, bottom, right, top = page.margins
    x0, y0 = left - ROUNDING, bottom - ROUNDING
    x1, y1 = page.width - right + ROUNDING, page.height - top + ROUNDING
    places = []
    for mark in _over((x0, y0, x1, y1), scene):
        box = scene.outline(mark).box  # a curve's own, not its controls'
        over = max(x0 - box[0], y0 - box[1], box[2] - x1, box[3] - y1)
        if over <= 0:
            continue
        places.append(
            Place(
                fault=Fault.MARGIN,
                x=round((box[0] + box[2]) / 200, 2),
                y=round((box[1] + box[3]) / 200, 2),
                inks=(ink_name(mark.item.ink),),
                bars=bars_of(scene, mark),
                atoms=(mark.item.atom,) if mark.item.atom else (),
                depth=round((over + ROUNDING) / scene.space, 3),
                system=system_of(mark),
                moment=moment_of(scene, mark.x0, mark),
            )
        )
    return places


def _over(frame: Bounds, scene: Scene) -> Iterator[Mark]:
    """Marks whose boxes reach over a frame."""
    x0, y0, x1, y1 = frame
    for system, (left, low, right, high) in scene.extents.items():
        if left < x0 or low < y0 or right > x1 or high > y1:
            yield from _leaving(frame, scene.systems[system])
    yield from _leaving(frame, scene.staff_lines)


def _leaving(frame: Bounds, marks: Iterable[Mark]) -> Iterator[Mark]:
    x0, y0, x1, y1 = frame
    return (mark for mark in marks if mark.x0 < x0 or mark.y0 < y0 or mark.x1 > x1 or mark.y1 > y1)
