"""Segments moved to tempi that can be printed, as long as every hit stays within its limits."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from msgspec.structs import replace

from engraving.timing.fit.minimax import smallest_worst, worst_error
from engraving.timing.fit.printable import Print, printable
from engraving.timing.fit.segments import Path, Segment
from engraving.timing.fit.sweep import Fit, Meeting, Region
from engraving.timing.fit.targets import Target


def settled(
    path: Path, targets: Sequence[Target], bounds: tuple[Fraction, Fraction], wish: Print, fps: Fraction
) -> Path:
    """The path with tempi as wished, or as near to it as limits allow; the path itself where a hit would be lost.

    Segment after segment: a tempo is taken when the hits of this segment stay within their limits, and when some tempo
    is left for those of the next, which begins as much earlier or later.
    """
    begins = path.segments[0].begins
    found: list[Segment] = []
    for number, segment in enumerate(path.segments):
        now = replace(segment, begins=begins)
        following = path.segments[number + 1] if number + 1 < len(path.segments) else None
        ways = [replace(now, tempo=tempo) for tempo in _tempi(now, targets, bounds, wish, fps)]
        taken = next((way for way in ways if following is None or _allowed(following, way.ends, targets, bounds)), None)
        if taken is None:
            return path
        found.append(taken)
        begins = taken.ends
    return replace(path, segments=tuple(found))


def _tempi(
    segment: Segment, targets: Sequence[Target], bounds: tuple[Fraction, Fraction], wish: Print, fps: Fraction
) -> list[Fraction]:
    """Tempi that meet a segment's hits: those that can be printed first, then the one the path chose."""
    region = _allowed(segment, segment.begins, targets, bounds)
    if region is None:
        return []
    moved = [replace(target, at=target.at - segment.begins) for target in targets]
    pairs = [(meeting.offset, moved[meeting.index].at) for meeting in region.meetings]
    period = smallest_worst(pairs, 60 / region.fastest, 60 / region.slowest)
    best = Fit(60 / period, worst_error(period, pairs), region)
    wishes: tuple[Print, ...] = (wish, "half", "tenth", "hundredth")
    fits = [printable(best, moved, other, fps) for other in wishes if wish != "exact"]
    tempi = [fit.tempo for fit in fits if fit is not None]
    return [*tempi, *(t for t in (segment.tempo, best.tempo) if region.slowest <= t <= region.fastest)]


def _allowed(
    segment: Segment, begins: Fraction, targets: Sequence[Target], bounds: tuple[Fraction, Fraction]
) -> Region | None:
    """The tempi that meet a segment's hits when it begins at a moment; None when none do."""
    slowest, fastest = bounds
    for landing in segment.landings:
        target = targets[landing.index]
        before, after = target.at - target.early - begins, target.at + target.late - begins
        if after <= 0:
            return None
        slowest = max(slowest, 60 * landing.beats / after)
        fastest = min(fastest, 60 * landing.beats / before) if before > 0 else fastest
    meetings = tuple(Meeting(landing.index, Fraction(landing.beats)) for landing in segment.landings)
    return Region(slowest, fastest, 0, meetings) if slowest <= fastest else None
