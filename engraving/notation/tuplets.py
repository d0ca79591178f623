"""Tuplets: digits alone or with a bracket, on which side, and where the bracket runs (E36).

Staff spaces, x right, y up, 0 on the middle line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from engraving.notation.beams import Beam, Stem
from engraving.typefaces import smufl as g

HOOK = 0.75
OFF_NOTES = 0.75
_HOOK_CLEAR = 0.25  # from a hook's tip to what stands under it
_SLOPE = 1 / 6
_OFF_STAFF = 0.5
DIGIT_HEIGHT = 1.4
DIGIT_GAP = 0.35
_DIGIT_CLEAR = 0.25  # from digits to stems and heads beside them
_HEAD_WIDTH = 1.2
_IN_STAFF = 2.1
_OTHER_SIDE = 0.75  # how far digits would rather move along the beam than change its side

NOTE_FORMS = {
    "breve": g.MET_NOTE_DOUBLE_WHOLE, "whole": g.MET_NOTE_WHOLE, "half": g.MET_NOTE_HALF_UP,
    "quarter": g.MET_NOTE_QUARTER_UP, "eighth": g.MET_NOTE_8TH_UP, "16th": g.MET_NOTE_16TH_UP,
    "32nd": g.MET_NOTE_32ND_UP, "64th": g.MET_NOTE_64TH_UP, "128th": g.MET_NOTE_128TH_UP,
}  # fmt: skip
"""Notes beside the figures, by the type they count."""


class Outer(NamedTuple):
    """One note or rest seen from the bracket: its x range and its outermost y on that side."""

    x0: float
    x1: float
    y: float


class Bracket(NamedTuple):
    """The bracket's line; hooks of 0.75 go from its ends towards the notes."""

    x0: float
    y0: float
    x1: float
    y1: float


def needs_bracket(events: Sequence[int], beams: Sequence[Sequence[int]], *, source: str = "") -> bool:
    """False when one beam spans exactly the tuplet; ``source`` is MusicXML's ``bracket`` (yes, no, "").

    ``events`` are the tuplet's event ids in time order, ``beams`` the ids under each beam. A beam
    over a tuplet that begins or ends with a rest does not span it.
    """
    if source:
        return source == "yes"
    return not any(beam[0] == events[0] and beam[-1] == events[-1] for beam in beams if beam)


def tuplet_side(stems_up: Sequence[bool], *, placement: str = "", voice: int = 0) -> bool:
    """True when digits and bracket go above: by the source, else the voice, else the stems (E36).

    Where stems differ the majority decides, then above; rests give no stem.
    """
    if placement in ("above", "below"):
        return placement == "above"
    if voice:
        return voice == 1
    return sum(stems_up) * 2 >= len(stems_up)


def bracket(points: Sequence[Outer], up: bool, x_start: float, x_end: float, *, lines: int = 5) -> Bracket:
    """The line of a bracket from ``x_start`` to ``x_end``, the outer edges of first and last head (E36).

    It keeps 0.75 off every note, its hooks 0.25, and both ends stay outside the staff. It is flat
    when an inner note stands outermost, else it rises at most 1 in 6.
    """
    sign = 1.0 if up else -1.0
    span = max(x_end - x_start, 1e-6)
    floor = (lines - 1) / 2 + _OFF_STAFF
    first, last = points[0].y * sign, points[-1].y * sign
    inner = max([p.y * sign for p in points[1:-1]], default=min(first, last) - 1.0)
    slope = 0.0
    if inner < max(first, last):
        wish = max(last + OFF_NOTES, floor) - max(first + OFF_NOTES, floor)
        slope = min(max(wish / span, -_SLOPE), _SLOPE)
    base = max(floor, floor - slope * span)
    for x0, x1, y in points:
        left, right = x0 - x_start, x1 - x_start
        margin = OFF_NOTES
        if left < _HOOK_CLEAR or right > span - _HOOK_CLEAR:
            margin = HOOK + _HOOK_CLEAR
        base = max(base, y * sign + margin - slope * (left if slope > 0 else right))
    return Bracket(x_start, base * sign, x_end, (base + slope * span) * sign)


def on_bracket(line: Bracket) -> tuple[float, float]:
    """The centre of the digits: in the gap half way between the tuplet's outer edges."""
    return (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2


class Knee(NamedTuple):
    """A beam with stems on both sides: its primary line, its ink above and below that, stems and their directions."""

    line: Beam
    above: float
    below: float
    stems: Sequence[Stem]
    ups: Sequence[bool]


def beside_knee(
    knee: Knee, up: bool, x0: float, x1: float, width: float, staves: Sequence[float] = (0.0,)
) -> tuple[float, float, bool] | None:
    """Where digits stand at a kneed beam: left edge, lower edge, and whether above it; None: nowhere (E36).

    They stay as near the middle of ``x0``–``x1`` as the stems on their side of the beam and the staves,
    given by their middle lines, allow; on side ``up`` rather than the other.
    """
    centre, room = (x0 + x1 - width) / 2, (x1 - x0 - width) / 2
    best: tuple[float, float, float, bool] | None = None
    for above in (up, not up):
        for step in range(int(room / 0.25) + 1):
            cost = 0.25 * step + (0.0 if above == up else _OTHER_SIDE)
            if best is not None and cost >= best[0]:
                break
            for left in (centre - 0.25 * step, centre + 0.25 * step):
                y = _off_knee(knee, left, left + width, above)
                if y is not None and not any(-_IN_STAFF - DIGIT_HEIGHT < y - middle < _IN_STAFF for middle in staves):
                    best = (cost, left, y, above)
                    break
    return best[1:] if best is not None else None


def _off_knee(knee: Knee, x0: float, x1: float, above: bool) -> float | None:
    """The lower edge of digits over or under the beam, if no stem or head of that side is in their way."""
    heights = (knee.line.at(x0), knee.line.at(x1))
    y = max(heights) + knee.above + DIGIT_GAP if above else min(heights) - knee.below - DIGIT_GAP - DIGIT_HEIGHT
    for stem, stem_up in zip(knee.stems, knee.ups, strict=True):
        if stem_up == above:
            continue  # on the other side of the beam
        left, right = stem.x, stem.x
        if y - 0.5 < stem.near < y + DIGIT_HEIGHT + 0.5:  # its head stands beside it
            left, right = (stem.x - _HEAD_WIDTH, stem.x) if stem_up else (stem.x, stem.x + _HEAD_WIDTH)
        if left - _DIGIT_CLEAR < x1 and x0 < right + _DIGIT_CLEAR:
            return None
    return y
