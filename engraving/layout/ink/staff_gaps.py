"""Between the staves of one system: nearer or farther apart once the gaps between systems are settled (E49)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engraving.house import Style
from engraving.layout.skyline import BUCKET, SIDEWAYS, Skyline, facing
from engraving.layout.system import System

STAFF_CLEAR = 0.8  # between facing skylines of a grand staff
STEPS = 30  # of halving: far under 1/100 pt
HARDLY_SEEN = 0.2  # a space: no staff is moved away for less
TOUCHED = 0.002  # a space: 1/100 pt


def staff_distances(system: System) -> list[Skyline]:
    """How far apart two neighbours' middle lines must be, along the line; rows between them count with the room they
    need wherever they stand now."""
    result = []
    for k in range(system.staff_count - 1):
        distance = facing(system.downs[k], system.ups[k + 1])
        distance.heights = [height + STAFF_CLEAR for height in distance.heights]
        for upper, x0, x1, least in system.rows_in_gaps:
            if upper == k:
                distance.lower(x0 - SIDEWAYS * BUCKET, x1 + SIDEWAYS * BUCKET, least)
        result.append(distance)
    return result


def least_staff_gaps(system: System, style: Style) -> list[float]:
    """How near each two neighbours can stand, middle line to middle line; what runs from staff to staff holds them."""
    if system.ink_in_gaps:
        return system.gap_between
    least = style.systems.least_staff_distance
    return [
        min(gap, max(distance.extreme(), least))
        for gap, distance in zip(system.gap_between, staff_distances(system), strict=True)
    ]


def shared(systems: Sequence[System], left: float, most: float, style: Style) -> list[list[float]]:
    """The staff gaps of a page's systems when the page has ``left`` spaces too many, or too few (negative).

    All are brought to one level: those under it widened, but none beyond ``most``, or those over it narrowed.
    """
    if left > 0:

        def at(level: float) -> list[list[float]]:
            top = min(level, most)
            return [s.gap_between if s.ink_in_gaps else [max(gap, top) for gap in s.gap_between] for s in systems]
    else:
        least = [least_staff_gaps(system, style) for system in systems]

        def at(level: float) -> list[list[float]]:
            return [
                [max(low, min(gap, level)) for gap, low in zip(s.gap_between, lows, strict=True)]
                for s, lows in zip(systems, least, strict=True)
            ]

    now = sum(sum(system.gap_between) for system in systems)
    return at(_level(lambda level: sum(map(sum, at(level))), now + left, most))


def _level(total: Callable[[float], float], wanted: float, highest: float) -> float:
    """The level whose total is what is wanted; it grows with the level."""
    low, high = 0.0, max(highest, wanted)
    for _ in range(STEPS):
        middle = (low + high) / 2
        if total(middle) > wanted:
            high = middle
        else:
            low = middle
    return low


def moved(system: System, gaps: Sequence[float]) -> bool:
    """Must the system be drawn again? What a page lacks it lacks, what it has left may stay where it is."""
    return any(b < a - TOUCHED or b > a + HARDLY_SEEN for a, b in zip(system.gap_between, gaps, strict=True))
