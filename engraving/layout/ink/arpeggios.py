"""Arpeggios: wavy lines and brackets before chords, across all staves that roll together (E20)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from engraving.layout.columns.cells import ARPEGGIO_WIDTH, ARPEGGIOS, Column
from engraving.layout.page import Ink
from engraving.layout.pen import LINE
from engraving.layout.system import System
from engraving.notation.shapes import Shape
from engraving.notation.waves import wave, wave_count
from engraving.score import Mark

WAVELENGTH = 1.0
HEIGHT = 0.55  # of the waves, that is how wide the line is
REACH = 0.5  # beyond the centres of the outer heads
ARROW = 0.9
ARROW_HALF = 0.38
BEYOND = 0.4  # how far an arrow passes the wave it ends
HOOK = 0.6
APART = 0.3  # between two signs over each other


class Rolled(NamedTuple):
    """One chord's part of a sign: how far it reaches, from the middle of the top staff."""

    shape: Shape
    mark: Mark
    low: float
    high: float


def draw_arpeggios(system: System) -> None:
    """Every arpeggio of the system; chords at one place with one number are rolled as one."""
    drops = [0.0]
    for gap in system.gap_between:
        drops.append(drops[-1] + gap)
    columns: dict[int, dict[tuple[str, str], list[Rolled]]] = defaultdict(lambda: defaultdict(list))
    for shape in system.shapes:
        for mark in shape.event.marks:
            if mark.name in ARPEGGIOS and shape.heads:
                low, high = _span(shape, mark, drops)
                rolled = Rolled(shape, mark, low - REACH, high + REACH)
                columns[id(shape.column)][mark.name, mark.get("number")].append(rolled)
    for signs in columns.values():
        for members in _over_each_other(signs.values()):
            _sign(system, members, drops)


def _span(shape: Shape, mark: Mark, drops: Sequence[float]) -> tuple[float, float]:
    """The outer heads it is for: those it names when they are more than one, else the whole chord."""
    named = {int(atom) for atom in mark.get("heads").split()}
    every = [(ink.y - drops[ink.head.staff - 1], ink.head.atom) for ink in shape.heads]
    heights = [y for y, atom in every if atom in named]
    if len(heights) < 2:
        heights = [y for y, _ in every]
    return min(heights), max(heights)


def _over_each_other(signs: Iterable[list[Rolled]]) -> list[list[Rolled]]:
    """The signs of one place from the bottom: both give way where they would touch, one where they cross."""
    placed: list[list[Rolled]] = []
    for sign in sorted(signs, key=lambda sign: min(r.low for r in sign)):
        if placed:
            below, above = max(placed[-1], key=lambda r: r.high), min(sign, key=lambda r: r.low)
            if above.low < below.high - 2 * REACH:
                placed[-1] += sign
                continue
            meet = (below.high + above.low) / 2
            placed[-1] = [r._replace(high=min(r.high, meet - APART / 2)) for r in placed[-1]]
            sign = [r._replace(low=max(r.low, meet + APART / 2)) for r in sign]
        placed.append(sign)
    return placed


def _sign(system: System, members: Sequence[Rolled], drops: Sequence[float]) -> None:
    shape, mark = members[0].shape, members[0].mark
    column = shape.column
    x = column.x + column.arpeggio if isinstance(column, Column) else shape.x - 1.1
    for rolled in members:
        drop = drops[rolled.shape.staff - 1]
        staff = rolled.shape.staff - 1
        system.ups[staff].add(x, x + ARPEGGIO_WIDTH, rolled.high + drop + 0.2)
        system.downs[staff].add(x, x + ARPEGGIO_WIDTH, rolled.low + drop - 0.2)
    ordered = sorted(members, key=lambda r: r.low)
    if mark.name == "non-arpeggiate":
        _bracket(system, x + 0.1, ordered)
    else:
        _wave(system, x + ARPEGGIO_WIDTH / 2, ordered)


def _bracket(system: System, x: float, ordered: Sequence[Rolled]) -> None:
    """Notes struck together though they might be rolled."""
    low, high = ordered[0].low, max(r.high for r in ordered)
    group, pen = ordered[0].shape.group, system.pen
    for rolled, y0, y1 in zip(ordered, [r.low for r in ordered], [*(r.low for r in ordered[1:]), high], strict=True):
        pen.line(Ink.ARPEGGIO, 0, x, y0, x, y1, LINE, atom=rolled.mark.atom, group=group)
    for y in (low + LINE / 2, high - LINE / 2):
        pen.line(Ink.ARPEGGIO, 0, x, y, x + HOOK, y, LINE, atom=ordered[0].mark.atom, group=group, echo=True)


def _wave(system: System, x: float, ordered: Sequence[Rolled]) -> None:
    """One line from the lowest note to the highest, in stretches that belong to the chords beside them."""
    low, high = ordered[0].low, max(r.high for r in ordered)
    direction = next((r.mark.get("direction") for r in ordered if r.mark.get("direction")), "")
    group, pen = ordered[0].shape.group, system.pen
    if direction:
        low, high = _arrow(system, x, low, high, ordered[-1] if direction == "up" else ordered[0], up=direction == "up")
    count = max(wave_count(high - low, WAVELENGTH), len(ordered))
    bounds = [0, *(round((r.low - low) / (high - low) * count) for r in ordered[1:]), count]
    for k in range(1, len(ordered)):  # a chord has one wave at least
        bounds[k] = max(min(bounds[k], count - len(ordered) + k), bounds[k - 1] + 1)
    for rolled, (first, last) in zip(ordered, pairwise(bounds), strict=True):
        points = wave(x, low, x, high, count=count, height=HEIGHT, first=first, last=last)
        pen.polygon(Ink.ARPEGGIO, 0, points, atom=rolled.mark.atom, group=group)


def _arrow(system: System, x: float, low: float, high: float, end: Rolled, *, up: bool) -> tuple[float, float]:
    """The arrowhead at one end of the wave, a little beyond the outer note; returns what is left for the wave."""
    sign = 1.0 if up else -1.0
    base = (high if up else low) - sign * (ARROW - BEYOND)
    tip = base + sign * ARROW
    system.pen.polygon(
        Ink.ARPEGGIO, 0, (x - ARROW_HALF, base, x, tip, x + ARROW_HALF, base, x, base + sign * 0.2),
        atom=end.mark.atom, group=end.shape.group, echo=True,
    )  # fmt: skip
    staff = end.shape.staff - 1
    skyline = (system.ups if up else system.downs)[staff]
    skyline.add(x - ARROW_HALF, x + ARROW_HALF, tip + sum(system.gap_between[:staff]))
    join = base + sign * 0.2
    return (low, join) if up else (join, high)
