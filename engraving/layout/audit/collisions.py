"""A1: ink on ink. A sweep over boxes finds who may meet, the exemption table who may, outlines who does."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import combinations

from engraving.layout.audit.contact import NEAR, Contact, contact, near, within_reach
from engraving.layout.audit.exemptions import FREE_OF_OWN_STAFF, close_by_nature, exempt, exempt_there
from engraving.layout.audit.places import pair_place
from engraving.layout.audit.report import Fault, Place
from engraving.layout.audit.scene import Mark, Scene

Meet = Callable[[Mark, Mark], None]
NOWHERE = (0.0, 0.0)


def collisions(scene: Scene, number: int) -> list[Place]:
    """Every pair of ink on the page that collides, and every pair that is near. ``number`` is the page's."""
    judge = Judge(scene, number)
    margin = NEAR * scene.space
    for marks in scene.systems.values():
        sweep(marks, margin, judge.meet)
    meet_between_systems(scene, margin, judge.meet)
    meet_staff_lines(scene, margin, judge.meet)
    return judge.places


class Judge:
    """Decides about pairs whose boxes meet."""

    def __init__(self, scene: Scene, number: int) -> None:
        self.scene = scene
        self.number = number
        self.places: list[Place] = []

    def meet(self, a: Mark, b: Mark) -> None:
        """List the pair if it collides or is near, and is not exempt."""
        scene = self.scene
        if exempt(a, b, scene):
            return
        first, second = scene.outline(a), scene.outline(b)
        if not within_reach(first, second, scene.space):
            return
        found = contact(first, second, scene.space)
        if found is not None:
            if not exempt_there(a, b, scene, found):
                self.places.append(pair_place(Fault.COLLISION, self.number, a, b, found, scene))
            return
        if not close_by_nature(a, b, scene) and near(first, second, scene.space):
            middle = Contact(
                (max(a.x0, b.x0) + min(a.x1, b.x1)) / 2, (max(a.y0, b.y0) + min(a.y1, b.y1)) / 2, 0.0, 0.0
            )
            if not exempt_there(a, b, scene, middle):
                self.places.append(pair_place(Fault.NEAR, self.number, a, b, middle, scene))


def sweep(marks: Sequence[Mark], margin: float, meet: Meet) -> None:
    """Call ``meet`` for all pairs whose boxes come within ``margin``; ``marks`` by left edge."""
    for k, a in enumerate(marks):
        _, low, right, high, *_ = a
        low, right, high = low - margin, right + margin, high + margin
        for j in range(k + 1, len(marks)):
            b = marks[j]
            if b[0] > right:
                break
            if b[1] < high and b[3] > low:
                meet(a, b)


def meet_between_systems(scene: Scene, margin: float, meet: Meet) -> None:
    """The same for pairs from two systems, most of which stand clear of each other."""
    bands = [
        (min(mark[1] for mark in marks) - margin, max(mark[3] for mark in marks) + margin, marks)
        for marks in scene.systems.values()
    ]
    for (low_a, high_a, one), (low_b, high_b, other) in combinations(bands, 2):
        low, high = max(low_a, low_b), min(high_a, high_b)
        if low < high:
            _sweep_between(
                [mark for mark in one if mark[1] < high and mark[3] > low],
                [mark for mark in other if mark[1] < high and mark[3] > low],
                margin,
                meet,
            )


def _sweep_between(one: Sequence[Mark], other: Sequence[Mark], margin: float, meet: Meet) -> None:
    """Pairs with one mark of each."""
    if not one or not other:
        return
    home = {mark.order for mark in one}

    def meet_strangers(a: Mark, b: Mark) -> None:
        if (a.order in home) != (b.order in home):
            meet(a, b)

    sweep(sorted([*one, *other]), margin, meet_strangers)


def meet_staff_lines(scene: Scene, margin: float, meet: Meet) -> None:
    """Call ``meet`` for marks and staff lines, leaving out what stands in its own staff by right (b)."""
    lines = scene.staff_lines
    if not lines:
        return
    heights = [line.y0 for line in lines]
    thick = max(line.y1 - line.y0 for line in lines)
    homes = scene.homes
    for marks in scene.systems.values():
        for mark in marks:
            _, y0, _, y1, _, item, _ = mark
            if item.ink in FREE_OF_OWN_STAFF:
                under, over = homes.get(item.staff, NOWHERE)
                if under < y0 and y1 < over:
                    continue
            for k in range(bisect_left(heights, y0 - margin - thick), len(lines)):
                line = lines[k]
                if line.y0 > y1 + margin:
                    break
                if line.x0 < mark.x1 + margin and line.x1 > mark.x0 - margin and line.y1 > y0 - margin:
                    meet(mark, line)
