"""Dashes after words: rit., cresc. and their kin, as far as they hold (E38)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

from engraving.layout.ink.extenders import Stretch, line_before, staff_of, stretch_of
from engraving.layout.page import Ink
from engraving.layout.pen import LINE
from engraving.layout.rows.hairpins import dashes_along
from engraving.layout.system import System
from engraving.score import Spanner

AFTER_WORDS = 0.5
BEFORE_NEXT = 0.6  # what follows on their way
AT_END = 2.5  # what begins so near before their end, at any height, is what they lead to
SHORTEST, SHORTEST_AMONG_OTHERS = 1.0, 0.8

Box = tuple[float, float, float, float]  # x0, x1, y0, y1


def dashed_to(system: System, dashes: Sequence[Spanner]) -> dict[int, float]:
    """Where the dashes after a direction's words end in this system, by the direction's atom."""
    result = {}
    for spanner in dashes:
        run = stretch_of(system, spanner, 1, to_head_end=False)
        if run is not None and run.begins:
            result[_words(spanner)] = run.x1
    return result


def draw_dashes(
    system: System,
    spanners: Sequence[Spanner],
    heights: Mapping[int, tuple[float, float, int]],
    taken: Sequence[Box] = (),
    *,
    at_end: float = 0.0,
) -> None:
    """Each at the height of its words; ``heights`` maps a direction's atom to (right end, middle height, staff
    from 0) of its words in this system. They stop before what is ``taken`` on their way, and before
    what begins within ``at_end`` of their end, at whatever height: that is what they lead to."""
    for spanner in spanners:
        words = heights.get(_words(spanner))
        staff = words[2] + 1 if words is not None else max(staff_of(spanner), 1)
        run = stretch_of(system, spanner, max(staff_of(spanner), 1), to_head_end=False)
        if run is not None:
            _draw(system, spanner, staff, run, words if run.begins else None, taken, at_end)


def _words(spanner: Spanner) -> int:
    """The atom of the direction whose words it follows; 0 for none."""
    return int(spanner.get("direction", "0") or 0)


def _before_next(x0: float, x1: float, y: float, taken: Sequence[Box], at_end: float) -> float:
    """Where dashes at a height end so that they stop before what is in their way, or what they lead to."""
    near = x1 - at_end if at_end else inf
    for left, _, low, high in taken:
        if x0 < left < x1 + BEFORE_NEXT and (left > near or low - 0.3 < y < high + 0.3):
            x1 = left - BEFORE_NEXT
    return x1


def _draw(
    system: System,
    spanner: Spanner,
    staff: int,
    run: Stretch,
    words: tuple[float, float, int] | None,
    taken: Sequence[Box],
    at_end: float,
) -> None:
    above = spanner.placement != "below"
    skyline = (system.ups if above else system.downs)[staff - 1]
    x0, x1 = run.x0, run.x1 - BEFORE_NEXT
    if run.ends and spanner.stop is not None:
        x1 = line_before(system, spanner.stop.tick, x1)
    if words is not None:
        x0, y = max(x0, words[0] + AFTER_WORDS), words[1]
    else:
        y = 3.5 if above else -4.5
        if above and taken:  # on the row that what follows stands on
            y = max(y, min(low for _, _, low, _ in taken) + 0.5)
            x1 = _before_next(x0, x1, y, taken, at_end)
        near = skyline.reach(x0, max(x1, x0 + 1))
        y = max(near + 1.2, y) if above else min(near - 1.2, y)
    x1 = _before_next(x0, x1, y, taken, at_end)
    if x1 - x0 < SHORTEST:
        x1 = x0 + (SHORTEST_AMONG_OTHERS if taken else SHORTEST)
    x1 = min(x1, system.width)
    x0 = min(x0, x1 - SHORTEST_AMONG_OTHERS)
    if above and words is None:
        clear = skyline.reach(x0, x1)
        if y < clear + 0.3:
            y = clear + 0.6
    system.pen.line(
        Ink.DASHES, staff - 1, x0, y, x1, y, LINE,
        atom=spanner.atom, echo=not run.begins, dash=dashes_along(x1 - x0),
    )  # fmt: skip
    skyline.add(x0, x1, y + (0.2 if above else -0.2))
