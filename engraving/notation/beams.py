"""Beams: how one slants, how long its stems are (E10, E31–E33).

Pure geometry in staff spaces: x right, y up, 0 on the middle line. A beam is known by the *centre
line of its primary beam*, from the first stem to the last; beam number n lies n − 1 times a beam and
a gap nearer the heads. The outer edge, to which stems are measured, is half a beam beyond the centre line.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import NamedTuple

import msgspec

from engraving.typefaces import Thickness

GRACE = 0.62
GRACE_STEM = 2.5  # E17

_AIM, _AIM_FREE = 3.5, 2.0  # E32: stems to aim for, and what beams must leave free of them
_SHORTEST, _SHORTEST_FREE = (2.5, 2.5, 3.0), 1.5  # the same at the least, by number of beams
_MOST_BEAMS = 8
_SLANT = (0, 1, 2, 4, 5, 6, 7, 8)  # E31, quarter spaces by steps between the outer heads
_STEEPER, _SHORTER, _MID_SPACE = 2.0, 1.1, 0.2  # what a quarter too many costs against one too few


class Stem(msgspec.Struct, frozen=True, gc=False):
    """One stem of a group; ``near``, ``far``: y of its heads nearest to the beam and farthest from it.

    ``levels`` counts its beams (1–6). ``floor`` is the least distance from the near head's centre
    to the inner edge of its innermost beam, where inner accidentals or another voice need room (0: none).
    """

    x: float
    near: float
    far: float
    levels: int = 1
    floor: float = 0.0


class Beam(msgspec.Struct, frozen=True, gc=False):
    """The centre line of the primary beam, from the first stem's centre to the last's."""

    x0: float
    y0: float
    x1: float
    y1: float

    def at(self, x: float) -> float:
        """The centre line's y above ``x``, also beyond its ends."""
        if self.x1 == self.x0:
            return self.y0
        return self.y0 + (self.y1 - self.y0) * (x - self.x0) / (self.x1 - self.x0)


class _Lengths(NamedTuple):
    """Stem lengths to aim for and the least ones, by number of beams."""

    aim: tuple[float, ...]
    least: tuple[float, ...]


@lru_cache(maxsize=8)
def _lengths(thickness: Thickness) -> _Lengths:
    """E32: 3.5, at least 2.5 for one beam and 3.0 for two; more where beams would leave too little of a stem free."""
    beams = [thickness.beams(count) for count in range(_MOST_BEAMS + 1)]
    least = [*_SHORTEST, *[0.0] * (len(beams) - len(_SHORTEST))]
    return _Lengths(
        tuple(max(_AIM, stack + _AIM_FREE) for stack in beams),
        tuple(max(length, stack + _SHORTEST_FREE) for length, stack in zip(least, beams, strict=True)),
    )


def beam_line(
    stems: Sequence[Stem],
    up: bool,
    thickness: Thickness,
    *,
    over: Sequence[tuple[float, float]] = (),
    lines: int = 5,
    grace: bool = False,
    size: float = 1.0,
    longer: float = 0.0,
) -> Beam:
    """The best beam over ``stems`` going all one way: slants × quarter-space shifts, scored (E31, E32).

    ``over`` are points (x, y) that its centre line may only pass on the far side of: rests under it. ``size`` is
    0.7 for cue notes; ``grace`` takes 0.62 of it and lets stems stop short of the middle line. Stems ``longer`` by
    so much are aimed for where other voices are in the way.
    """
    stretch = GRACE_STEM / _AIM * size if grace else size
    size = GRACE * size if grace else size
    sign = 1.0 if up else -1.0
    x0, x1 = stems[0].x, stems[-1].x
    span = x1 - x0
    places = [(s.x - x0) / span if span else 0.0 for s in stems]
    edge = thickness.beam / 2 * size
    least, aims = _reaches(stems, sign, lines, grace, stretch, size, thickness)
    floors = [*zip(least, places, strict=True), *((sign * y, (x - x0) / (span or 1.0)) for x, y in over)]
    ideal = sum(aims) / len(aims) + longer
    middle = sum(places) / len(places)
    target = _slant(stems, sign, span)
    way = -1 if target < 0 else 1
    target = abs(target)
    pitch = thickness.beam_pitch
    bad0, poor0 = _positions(lines, stems[0].levels, pitch)
    bad1, poor1 = _positions(lines, stems[-1].levels, pitch)
    best, found, found_rise = 1e9, 0, 0
    for steps, slant_cost in _slants(target, _limit(span)):
        if slant_cost >= best:
            continue
        rise = steps * way
        floor = max([y - 0.25 * rise * t for y, t in floors])
        wish = ideal - 0.25 * rise * middle
        lowest = ceil(floor * 4 - 1e-6)
        q = max(lowest, round(wish * 4) - 3) - 1
        while True:
            q += 1
            cost = 0.25 * q - wish
            if slant_cost + cost >= best:
                break
            if q in bad0 or q + rise in bad1:
                continue
            cost = slant_cost + (cost if cost > 0 else -_SHORTER * cost)
            cost += _MID_SPACE * (poor0.get(q, 0) + poor1.get(q + rise, 0))
            if cost < best - 1e-9:
                best, found, found_rise = cost, q, rise
    y0 = _settled(found, lines, edge)
    y1 = _settled(found + found_rise, lines, edge) if span else y0
    return Beam(x0, sign * y0, x1, sign * y1)


def _reaches(
    stems: Sequence[Stem], sign: float, lines: int, grace: bool, stretch: float, size: float, thickness: Thickness
) -> tuple[list[float], list[float]]:
    """For each stem, mirrored to point up: the least and the wished-for y of the primary centre line.

    ``stretch`` scales stem lengths, ``size`` the beams.
    """
    ledger = (lines - 1) / 2 + 1  # the first ledger line
    edge = thickness.beam / 2 * size
    wished, shortest_of = _lengths(thickness)
    least, aims = [], []
    for stem in stems:
        near, levels = stem.near * sign, stem.levels
        shortest, aim = shortest_of[levels] * stretch, wished[levels] * stretch
        if stem.floor:
            shortest = max(shortest, stem.floor + thickness.beams(levels) * size)
        if near >= ledger:  # a stem on the wrong side grows shorter (E11)
            aim -= (0.5 if near == ledger else 1.0) * stretch
        elif near < -ledger and not grace:  # it must reach the middle line
            shortest, aim = max(shortest, -near), max(aim, -near)
        least.append(near + shortest - edge)
        aims.append(near + max(aim, shortest) - edge)
    return least, aims


def _limit(span: float) -> int:
    """The steepest slant of a group so long, in quarter spaces."""
    return 1 if span < 3.5 else 2 if span < 5 else 8


def _slant(stems: Sequence[Stem], sign: float, span: float) -> int:
    """The slant to aim for, in quarter spaces, upward positive once the stems are mirrored to point up."""
    if len(stems) < 2:
        return 0
    first, last = stems[0].near * sign, stems[-1].near * sign
    if len(stems) > 2 and max([s.near * sign for s in stems[1:-1]]) >= max(first, last):
        return 0  # concave
    target = min(_SLANT[min(round(abs(last - first) * 2), 7)], _limit(span))
    against = (stems[-1].far - stems[0].far) * sign * (last - first)
    if against < 0:  # the other side of the chords moves the other way
        target = min(target, 2)
    return target if last > first else -target


@lru_cache(maxsize=64)
def _slants(target: int, limit: int) -> tuple[tuple[int, float], ...]:
    """Slants to try, in quarter spaces, each with its cost: as wished for, then flatter, then steeper."""
    steps = [*range(target, max(0, target - 3) - 1, -1), *([target + 1] if 0 < target < limit else [])]
    return tuple((n, 0.25 * (target - n) if n <= target else 0.25 * _STEEPER * (n - target)) for n in steps)


@lru_cache(maxsize=64)
def _positions(lines: int, levels: int, pitch: float) -> tuple[frozenset[int], dict[int, int]]:
    """Quarter spaces (stems up) where no primary beam may end; how many others end in mid-space elsewhere."""
    reach = 2 * (lines - 1)
    touching = range(-reach - 1, reach + 2) if lines > 0 else range(0)
    wrong = {0: (2,), 1: (2,), 2: (1, 2)}.get(levels, (0, 1, 2))  # above a line: 0 straddles, 1 sits, 3 hangs
    bad = frozenset(q for q in touching if (q - reach) % 4 in wrong)
    poor: dict[int, int] = {}
    for q in range(-reach - 1, reach + 1 + ceil(4 * pitch) * levels):
        inner = (q - round(4 * pitch * n) for n in range(1, levels))
        count = sum(i in touching and (i - reach) % 4 == 2 for i in inner)
        if count:
            poor[q] = count
    return bad, poor


def _settled(q: int, lines: int, edge: float) -> float:
    """A quarter-space position as y; beams of another size move up to the line they sit on or hang from."""
    reach = 2 * (lines - 1)
    if edge != 0.25 and -reach - 1 <= q <= reach + 1:
        beyond = (q - reach) % 4
        if beyond == 1:
            return (q - 1) / 4 + edge
        if beyond == 3:
            return (q + 1) / 4 - edge
    return q / 4


def kneed_line(
    stems: Sequence[Stem], ups: Sequence[bool], thickness: Thickness, *, size: float = 1.0
) -> tuple[Beam, bool]:
    """A beam between stems going up (heads below it) and down, and which way its levels stack (E33).

    y of both staves is measured in one system. The flag is True when beams 2 … lie below the primary
    one, as under stems going up; ``stem_tip`` then says where each stem ends. When the heads are too
    close for all stems to have their least length, the shortage is shared.
    """
    main = sum(ups) * 2 > len(ups) or (sum(ups) * 2 == len(ups) and ups[0])
    sign = 1.0 if main else -1.0
    x0, span = stems[0].x, stems[-1].x - stems[0].x
    edge = thickness.beam / 2 * size
    shortest = _lengths(thickness).least
    places = [(s.x - x0) / span if span else 0.0 for s in stems]
    below, above = [], []
    for stem, stem_up, place in zip(stems, ups, places, strict=True):
        if stem_up == main:
            room = stem.floor + thickness.beams(stem.levels) * size if stem.floor else 0.0
            below.append((place, stem.near * sign + max(shortest[stem.levels] * size, room) - edge))
        else:  # this stem meets the primary beam first: what it needs is free length
            above.append((place, stem.near * sign - max(2.0 * size, stem.floor) - edge))
    rise = (stems[-1].near - stems[0].near) * sign
    steepest = min(_SLANT[min(round(abs(rise) * 2), 7)], _limit(span), 4)
    best = (-1e9, 0.0, 0.0)  # room to spare, y, slant
    for steps in range(steepest, -1, -1):
        slant = steps / 4 if rise > 0 else -steps / 4
        low = max((y - slant * t for t, y in below), default=None)
        high = min((y - slant * t for t, y in above), default=None)
        slack = 1.0 if low is None or high is None else high - low
        middle = _between(low, high)
        if best[0] < 0 and slack > best[0]:
            best = (slack, middle, slant)
    _, middle, slant = best
    y0 = round(middle * 4) / 4
    return Beam(x0, sign * y0, x0 + span, sign * (y0 + slant)), main


def _between(low: float | None, high: float | None) -> float:
    """Half way; without stems on one side a comfortable distance from the other."""
    if low is None or high is None:
        return (low or 0.0) + 1.0 if high is None else high - 1.0
    return (low + high) / 2


def stem_tip(
    beam: Beam, x: float, stem_up: bool, beams_up: bool, levels: int, thickness: Thickness, size: float = 1.0
) -> float:
    """Where the stem at ``x`` ends: the outer edge of its last beam seen from its head.

    ``beams_up`` is how the levels stack (for a plain group the stems' own direction, E11).
    """
    centre, edge = beam.at(x), thickness.beam / 2 * size
    if stem_up != beams_up:
        centre += (levels - 1) * thickness.beam_pitch * size * (1.0 if stem_up else -1.0)
    return centre + edge if stem_up else centre - edge
