"""Hairpins and dashes: from where to where they run beside their dynamics, and their lines (E37)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from engraving.layout.page import Ink
from engraving.layout.pen import DASHES, LINE, Pen
from engraving.layout.rows.row_item import RowItem
from engraving.layout.system import System
from engraving.score import Anchor, Spanner
from engraving.typefaces import smufl as g

OPEN = 1.25
LEAST_OPEN = 0.9
AXIS = 0.5  # above the dynamics' baseline
APART = 0.6
SHORTEST = 1.6
SEEN = 3.0  # where there is room: shorter ones read as accents
SHORTEST_DASHES = 0.8
BEFORE_BARLINE = 2.5  # shorter than this it runs on over the barline
WRITTEN_AT = 3.0  # a dynamic this soon after its beginning stands before it
AFTER_WORDS = (0.8, 1.2)
LONG_TYPE = 6.0  # no dynamic is as wide: type that has words in it


def side_by_side(wedges: Sequence[Spanner]) -> list[Spanner]:
    """A crescendo and a diminuendo over the same notes become a swell: half of the time each.

    They are written so for one held note; under each other they would say loud and soft at once.
    """
    pairs: dict[tuple[int, int, int, str], list[Spanner]] = {}
    for wedge in wedges:
        if wedge.start is not None and wedge.stop is not None and wedge.stop.tick > wedge.start.tick:
            place = (wedge.start.tick, wedge.stop.tick, wedge.start.staff, wedge.placement)
            pairs.setdefault(place, []).append(wedge)
    halves: dict[int, Spanner] = {}
    for (start, stop, staff, _), pair in pairs.items():
        kinds = {wedge.get("type"): wedge for wedge in pair}
        if len(pair) == 2 and kinds.keys() == {"crescendo", "diminuendo"}:
            growing, fading = kinds["crescendo"], kinds["diminuendo"]
            middle = Anchor((start + stop) // 2, staff)
            halves[growing.atom] = replace(growing, stop=middle)
            halves[fading.atom] = replace(fading, start=middle)
    return [halves.get(wedge.atom, wedge) for wedge in wedges]


def line_item(
    system: System, wedge: Spanner, staff: int, runs: Sequence[RowItem], before: Sequence[RowItem] = ()
) -> RowItem | None:
    """The part of a hairpin or of dashes that falls into the system, clear of the ``runs`` of its staff on its row.

    One that goes on where another, the last of those ``before``, has a row of its own goes on there.
    """
    start = wedge.start.tick if wedge.start is not None else wedge.stop.tick if wedge.stop is not None else 0
    stop = wedge.stop.tick if wedge.stop is not None else start
    if wedge.stop is None and wedge.start is not None:
        stop = next((c.end for c in system.cells if c.start <= start < c.end), start)
    if start >= system.end or (stop <= system.start and start < system.start):
        return None
    mine = [run for run in runs if run.staff == staff]
    item = RowItem(start, staff)
    item.spanner = wedge
    shortest = SHORTEST if wedge.kind == "wedge" else SHORTEST_DASHES
    item.x1 = _end(system, start, stop, mine)
    joins = any(_is_apart(line, mine) for line in before[-1:] if _ends_at(line, start))
    under = _interrupted(start, stop, item.x1, mine)
    item.x0 = row_x(system, start) if joins or under else _beginning(system, start, stop, item.x1, mine)
    for run in () if under else mine:
        if start < run.tick and item.x0 < run.x0 < item.x1 and run.signed and run.x0 - APART - item.x0 >= shortest:
            item.x1 = run.x0 - APART
    if item.x1 - item.x0 < shortest:
        item.x0 = min(item.x0, item.x1 - shortest) if item.x1 - item.x0 > 0.4 else item.x0
        item.x1 = max(item.x1, item.x0 + shortest)
    if wedge.kind == "wedge" and not any(item.x0 < run.x1 and run.x0 < item.x0 + SEEN + APART for run in mine):
        item.x1 = max(item.x1, min(item.x0 + SEEN, system.barlines[-1][0] - 0.4))
    item.move(min(0.0, system.width - item.x1))
    half = OPEN / 2 + system.pen.thickness.hairpin / 2 if wedge.kind == "wedge" else LINE / 2
    item.low, item.high = AXIS - half, AXIS + half
    return item


def _is_apart(line: RowItem, runs: Sequence[RowItem]) -> bool:
    """Has a hairpin a row of its own, since words where it begins leave it no room?"""
    return any(
        run.tick == line.tick and run.staff == line.staff and run.x1 - run.x0 > LONG_TYPE and line.x0 < run.x1
        for run in runs
    )


def _ends_at(line: RowItem, tick: int) -> bool:
    """Does a line end where another begins?"""
    return line.spanner is not None and line.spanner.stop is not None and line.spanner.stop.tick == tick


def _interrupted(start: int, stop: int, x1: float, runs: Sequence[RowItem]) -> bool:
    """Does a dynamic soon after its beginning leave only a stub behind it, and one before it no room at its note?

    It would say too late where it grows: it has a row of its own, under the dynamics.
    """
    at_once = max([run.x1 for run in runs if run.tick == start], default=None)
    if at_once is None:
        return False
    inside = [run for run in runs if run.signed and start < run.tick < stop]
    return any(run.x0 - at_once < SHORTEST + 2 * APART and x1 - run.x1 < SEEN + APART for run in inside)


def _beginning(system: System, start: int, stop: int, x1: float, runs: Sequence[RowItem]) -> float:
    """At its note, or after the type that stands there and leaves it room."""
    if start < system.start:
        return system.prefix.width + APART
    x0 = row_x(system, start)
    for run in runs:
        at_once = run.tick == start
        covering = run.tick < start and run.x0 <= x0 and run.x1 + APART > x0
        soon = run.signed and start < run.tick < stop and 0 < run.x0 - x0 < WRITTEN_AT
        room = x1 - run.x1 - APART
        if at_once and run.x1 - run.x0 > LONG_TYPE and room < SHORTEST:
            continue  # words as long as the hairpin: each has a row of its own
        if at_once or soon or (covering and room >= SHORTEST):
            x0 = max(x0, run.x1 + APART)
    return x0


def _end(system: System, start: int, stop: int, runs: Sequence[RowItem]) -> float:
    """Before the dynamic at its end; before the barline when it stops on a downbeat; else before the next head."""
    run = next((r for r in runs if r.tick == stop), None)
    if stop >= system.end:
        return system.barlines[-1][0] - 0.4 if run is None else run.x0 - APART
    limit = run.x0 - APART if run is not None else row_x(system, stop) - APART
    for (_, _, line_x), cell in zip(system.cell_x, system.cells, strict=True):
        if cell.end == stop and cell.start < stop:
            before = line_x - 0.4
            begin = row_x(system, start) if start >= system.start else system.prefix.width
            if before - begin >= BEFORE_BARLINE:
                return min(before, limit)
    return limit


def row_x(system: System, tick: int) -> float:
    """x of a tick for what stands under notes, also in bars that hold only a rest."""
    known = system.column_x(tick)
    if known is not None:
        return known
    for (_, free, line_x), cell in zip(system.cell_x, system.cells, strict=True):
        if cell.start <= tick < cell.end and not cell.columns:
            if tick == cell.start:
                return free + 1.2
            return free + (line_x - free) * (tick - cell.start) / (cell.end - cell.start)
    return system.x_between(tick)


def keep_apart(hairpins: Sequence[RowItem]) -> None:
    """Adjoining hairpins stand 0.6 apart."""
    for before, after in pairwise(hairpins):
        if before.staff == after.staff and before.x0 < after.x0 < before.x1 + APART and after.tick >= before.tick:
            middle = (before.x1 + after.x0) / 2
            if before.x1 - after.x0 < 2.0:
                before.x1, after.x0 = middle - APART / 2, middle + APART / 2


def draw_dashes(system: System, staff: int, item: RowItem, dashes: Spanner, y: float) -> None:
    """Dashes after *cresc.* at the height ``y`` measured from ``staff`` (from 0), in every system they cross."""
    echo = dashes.start is not None and dashes.start.tick < system.start
    dash = dashes_along(item.x1 - item.x0)
    system.pen.line(Ink.DASHES, staff, item.x0, y, item.x1, y, LINE, atom=dashes.atom, echo=echo, dash=dash)


def dashes_along(length: float) -> tuple[float, float]:
    """Dash and gap after words, stretched so that the last dash is whole: a stump of one reads as a dot."""
    dash, gap = AFTER_WORDS
    count = max(1, round((length + gap) / (dash + gap)))
    stretch = length / (count * (dash + gap) - gap)
    return dash * stretch, gap * stretch


def draw_hairpin(system: System, staff: int, item: RowItem, wedge: Spanner, y: float) -> None:
    """Two lines about the axis ``y`` measured from ``staff`` (from 0), and the circle of *niente*."""
    growing = wedge.get("type", "crescendo") == "crescendo"
    begun = wedge.start is None or wedge.start.tick >= system.start
    ended = wedge.stop is None or wedge.stop.tick <= system.end
    mouth = min(OPEN, max(LEAST_OPEN, 0.5 + (item.x1 - item.x0) * 0.06)) / 2
    left, right = (0.0, mouth) if growing else (mouth, 0.0)
    if not begun:
        left = 0.25 if growing else mouth * 0.8
    if not ended:
        right = mouth * 0.8 if growing else 0.25
    niente = wedge.get("niente") == "yes" or dict(wedge.closing).get("niente") == "yes"
    x0, x1 = item.x0, item.x1
    pen = system.pen
    if niente and growing and begun:
        x0 = _ring(pen, staff, x0, y, wedge.atom, right=True)
    if niente and not growing and ended:
        x1 = _ring(pen, staff, x1, y, wedge.atom, right=False)
    dash, thick = DASHES.get(wedge.get("line-type"), ()), pen.thickness.hairpin
    pen.line(Ink.HAIRPIN, staff, x0, y + left, x1, y + right, thick, atom=wedge.atom, echo=not begun, dash=dash)
    pen.line(Ink.HAIRPIN, staff, x0, y - left, x1, y - right, thick, atom=wedge.atom, echo=True, dash=dash)


def _ring(pen: Pen, staff: int, x: float, y: float, atom: int, *, right: bool) -> float:
    """The small circle of a hairpin from or to nothing, right or left of ``x``; its other side."""
    box = pen.box(g.DYNAMIC_NIENTE_FOR_HAIRPIN)
    width, middle = box.x1 - box.x0, (box.y0 + box.y1) / 2
    left = x if right else x - width
    pen.glyph(Ink.HAIRPIN, staff, left - box.x0, y - middle, g.DYNAMIC_NIENTE_FOR_HAIRPIN, atom=atom, echo=True)
    return x + width if right else left
