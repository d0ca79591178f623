"""The beat length whose largest error is smallest, exactly.

A beat ``n`` after the start falls at ``n p`` when beats are ``p`` seconds long, so every error is a line in p and the
largest of them a convex polygon (least squares may leave the limits, minimax does not).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Meeting = tuple[Fraction, Fraction]  # offset in beats, moment in seconds
_Line = tuple[Fraction, Fraction]  # slope, constant


def worst_error(period: Fraction, meetings: Sequence[Meeting]) -> Fraction:
    """The largest distance of a beat from its moment, in seconds."""
    return max((abs(offset * period - at) for offset, at in meetings), default=Fraction(0))


def smallest_worst(meetings: Sequence[Meeting], shortest: Fraction, longest: Fraction) -> Fraction:
    """The period from ``shortest`` to ``longest`` seconds whose worst error is smallest.

    Begins with the lines on top at both ends and goes to where they cross, until no line is above: each step drops
    a line, so it ends at the exact corner. Where the bottom is flat its shortest period is taken.
    """
    lines = [line for offset, at in meetings for line in ((offset, -at), (-offset, at))]
    if not lines:
        return shortest
    left, right = _top(lines, shortest, falling=False), _top(lines, longest, falling=True)
    if left[0] >= 0:
        return shortest
    if right[0] <= 0:
        return longest
    while True:
        crossing = (right[1] - left[1]) / (left[0] - right[0])
        height = left[0] * crossing + left[1]
        top = _top(lines, crossing, falling=False)
        if top[0] * crossing + top[1] == height or top in (left, right):
            return crossing
        if top[0] == 0:
            return _where_level(lines, top[1])
        if top[0] < 0:
            left = top
        else:
            right = top


def _top(lines: Sequence[_Line], period: Fraction, *, falling: bool) -> _Line:
    """The highest line at a period; of those that meet there the one that is highest just before or just after."""
    return max(lines, key=lambda line: (line[0] * period + line[1], -line[0] if falling else line[0]))


def _where_level(lines: Sequence[_Line], height: Fraction) -> Fraction:
    """Where the last of the falling lines has come down to a height."""
    return max((height - constant) / slope for slope, constant in lines if slope < 0)
