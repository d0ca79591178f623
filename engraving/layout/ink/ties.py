"""Ties of a system, whole and broken (E34)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from engraving.layout.columns.cells import Column, rolled
from engraving.layout.ink.crowded_ties import (
    SHORTEST,
    TIP_GAP,
    aligned,
    crowd,
    in_reach,
    neighbours,
    other_tips,
    past_all,
    past_others,
    touched,
    ways_of,
)  # fmt: skip
from engraving.layout.ink.parted_ties import Pieces, parted
from engraving.layout.page import Ink
from engraving.layout.pen import DASHES
from engraving.layout.system import System
from engraving.notation.curves import Bezier, boxes, outline
from engraving.notation.event_shapes import PARENTHESIS
from engraving.notation.shapes import HeadInk, Shape
from engraving.notation.ties import OFF_HEAD, Half, Span, chord_ties, tie_sides
from engraving.score import Spanner

OPEN_LENGTH = 2.6  # laissez vibrer
LEAD_IN = 2.4
_BESIDE, _ON_HEAD = 0.75, 0.65
_FARTHER = 0.35  # how much more off its heads a tie may stand to pass other ink

_SAID = {"over": True, "above": True, "under": False, "below": False}


def draw_ties(system: System, ties: Sequence[Spanner], shapes: Mapping[int, Shape]) -> list[tuple[int, Bezier]]:
    """Draw all ties that touch the system; returns (staff, curve) of each for slurs to clear."""
    here = {shape.event.id for shape in system.shapes}
    chords: dict[tuple[int, int, str], list[Spanner]] = defaultdict(list)
    for spanner in ties:
        start = spanner.start.event if spanner.start is not None else 0
        stop = spanner.stop.event if spanner.stop is not None else 0
        if start in here and stop in here:
            chords[start, stop, "whole"].append(spanner)
        elif start in here:
            chords[start, 0, "open" if spanner.stop is None else "start"].append(spanner)
        elif stop in here:
            chords[0, stop, "end" if spanner.start is not None else "stub"].append(spanner)
    drawn: list[tuple[int, Bezier]] = []
    for (start, stop, how), members in chords.items():
        chord = _chord(system, shapes.get(start), shapes.get(stop), how, members)
        if chord is not None:
            pieces = chord.pieces(drawn)
            _ink(chord, pieces)
            drawn += [(chord.staff, curve) for tie in pieces for curve in tie]
    return drawn


def _head(shape: Shape | None, atom: int) -> HeadInk | None:
    if shape is None:
        return None
    return next((h for h in shape.heads if h.head.atom == atom), None)


class _Chord(msgspec.Struct, frozen=True, gc=False):
    """The ties between two chords, one of which may be on another line: ``how`` whole, start, end, open or stub.

    ``anchor`` is the one that is here, the first if both are; ``tied`` its visible heads with their ties, from the
    lowest.
    """

    system: System
    anchor: Shape
    start: Shape | None
    stop: Shape | None
    how: str
    tied: Sequence[tuple[HeadInk, Spanner]]

    @property
    def staff(self) -> int:
        """That of its lowest tied head."""
        return self.tied[0][0].head.staff

    @property
    def half(self) -> Half | None:
        """Which half of ties broken over a line is here."""
        return "start" if self.how == "start" else "end" if self.how == "end" else None

    def sides(self) -> tuple[bool, ...]:
        """Which ties curve upwards: as the source says where that is no matter of voices or chords."""
        anchor, stop = self.anchor, self.stop
        voice = 0 if not anchor.side else (1 if anchor.side > 0 else 2)
        sides = tie_sides(
            [head.y for head, _ in self.tied],
            anchor.up,
            next_up=stop.up if self.start is not None and stop is not None else None,
            voice=voice,
            chord=[h.y for h in anchor.heads],
        )
        if not voice and len(self.tied) == 1:
            ((_, spanner),) = self.tied
            return (_SAID.get(spanner.get("orientation") or spanner.placement, sides[0]),)
        return sides

    def spans(self, sides: Sequence[bool]) -> list[Span]:
        """Where the tips of all ties stand, for these sides."""
        start, stop = self.start, self.stop
        spans = []
        for (head, spanner), up in zip(self.tied, sides, strict=True):
            x0, x1 = _tips(self.system, start, stop, self.how, head, spanner, up=up)
            off = _FARTHER if _past_unison(start, stop, head.y) or _under_ledger((start, stop), head.y, up=up) else 0.0
            rise = _rise(start, stop, head, spanner)
            spans.append(Span(x0, max(x1, x0 + 0.8), head.y + (off if up else -off), up, rise))
        return spans

    def pieces(self, drawn: Sequence[tuple[int, Bezier]]) -> tuple[Pieces, ...]:
        """The ties as ``curves`` has them, parted where no room is left for them beside a key or metre."""
        curves = self.curves(drawn)
        if self.half is not None or not self.system.inner_signs:
            return tuple((curve,) for curve in curves)
        return parted(self.system, self.staff, self.spans(self.sides()), curves, self.anchor.lines)

    def curves(self, drawn: Sequence[tuple[int, Bezier]]) -> tuple[Bezier, ...]:
        """The ties, sides decided together, clear of other voices and of those ``drawn`` before."""
        system, lines, half = self.system, self.anchor.lines, self.half
        sides, middle = self.sides(), system.pen.thickness.tie_middle
        spans = self.spans(sides)
        curves = chord_ties(spans, lines=lines, half=half)
        others = _between(system, self.start, self.stop, self.staff)
        crowded = len(spans) > 1 and crowd(spans)
        if not (others or system.inner_signs or crowded):
            return curves
        obstacles = in_reach(system, self.staff, spans, others, drawn)
        met = any(touched(curve, obstacles, middle) for curve in curves)
        if met and len(spans) == 1:
            tips = [spans[0], *other_tips(spans[0], self.start, self.stop, obstacles)]
            return (past_others(curves[0], tips, half, lines, obstacles, middle),)
        if met or crowded:
            ways = [set_out for way in ways_of(sides) for set_out in (self.spans(way), aligned(self.spans(way)))]
            return past_all(ways, obstacles, lines, half, middle)
        return curves


def _chord(
    system: System, start: Shape | None, stop: Shape | None, how: str, members: Sequence[Spanner]
) -> _Chord | None:
    """The ``members`` that hang on heads which are printed; None when none does."""
    anchor = start if start is not None else stop
    if anchor is None:
        return None
    tied: list[tuple[HeadInk, Spanner]] = []
    for spanner in members:
        end = spanner.start if start is not None else spanner.stop
        head = _head(anchor, end.head if end is not None else 0)
        if head is not None and head.head.visible:
            tied.append((head, spanner))
    tied.sort(key=lambda pair: pair[0].y)
    return _Chord(system, anchor, start, stop, how, tied) if tied else None


def _ink(chord: _Chord, pieces: Sequence[Pieces]) -> None:
    """Draw the ties of a chord; what comes later clears them."""
    system, staff, thickness = chord.system, chord.staff, chord.system.pen.thickness
    ends = (chord.start.group if chord.start is not None else 0, chord.stop.group if chord.stop is not None else 0)
    ties = zip(chord.tied, pieces, strict=True)
    for spanner, k, curve in ((spanner, k, curve) for (_, spanner), tie in ties for k, curve in enumerate(tie)):
        system.pen.curve(
            Ink.TIE,
            staff - 1,
            outline(curve, thickness.tie_end, thickness.tie_middle),
            ends=ends,
            atom=spanner.atom,
            column=chord.anchor.number,
            echo=k > 0 or chord.how == "end",
            dash=DASHES.get(spanner.get("line-type"), ()),
        )
        covered = boxes(curve, 6, thickness.tie_middle)
        system.ups[staff - 1].add_boxes(covered)
        system.downs[staff - 1].add_boxes(covered)


def _rise(start: Shape | None, stop: Shape | None, head: HeadInk, spanner: Spanner) -> float:
    """How much higher the second of two tied heads stands: by another name or after another clef."""
    last = _head(stop, spanner.stop.head) if start is not None and spanner.stop is not None else None
    return last.y - head.y if last is not None and last.head.staff == head.head.staff else 0.0


def _between(system: System, start: Shape | None, stop: Shape | None, staff: int) -> list[Shape]:
    """What else the staff has from the column a tie starts in to the one it ends in; whole-bar rests of voices too."""
    columns = system.columns
    first = start.number - columns[0].number if start is not None else 0
    last = stop.number - columns[0].number if stop is not None else len(columns)
    own = (start, stop)
    passed = columns[first : last + 1]
    found = [s for c in passed for s in c.shapes if s.staff == staff and s not in own]
    cells = system.cells[system.cell_at(passed[0].tick) : system.cell_at(passed[-1].tick) + 1]
    return found + [s for cell in cells for s in cell.whole_rests if s.side and s.staff == staff]


def _in_way(head: HeadInk, y: float, tip: float) -> bool:
    """Would a tie of a head at ``y`` run into another voice's head beside it? Past a unison it passes underneath."""
    return abs(head.y - tip) < _ON_HEAD and head.y != y


def _past_unison(start: Shape | None, stop: Shape | None, y: float) -> bool:
    """Whether another voice's head of the same pitch stands between the heads a tie joins."""
    for shape, sign in ((start, 1), (stop, -1)):
        if shape is None or not shape.side:
            continue
        mine = [h.dx for h in shape.heads if h.y == y]
        theirs = [h.dx for s in neighbours(shape) for h in s.heads if h.y == y]
        if mine and any(sign * (dx - mine[0]) > _BESIDE for dx in theirs):
            return True
    return False


def _under_ledger(ends: Sequence[Shape | None], y: float, *, up: bool) -> bool:
    """Whether a ledger line of a wide chord runs where a tie would leave or reach its head."""
    sign = 1.0 if up else -1.0
    return any(
        0.0 <= sign * (line - y) - OFF_HEAD < _FARTHER - 0.05
        for shape in ends
        if shape is not None
        for line, *_ in shape.ledgers
    )


def _before_others(stop: Shape, y: float, tip: float, left: float) -> float:
    """A tie may not run over accidentals or heads beside the head it leads to, of its chord or another voice's."""
    near = [stop, *neighbours(stop)]
    inks = [dx for s in near for dx, at, *_ in s.accidentals if abs(at - y) < 1.7]
    inks += [h.dx for s in near[1:] for h in s.heads if _in_way(h, y, tip) and h.x1 < left + _BESIDE]
    column = stop.column
    if isinstance(column, Column) and column.arpeggio and any(s.low - 1.0 < y < s.high + 1.0 for s in rolled(near)):
        inks.append(column.arpeggio)
    return stop.x + min(inks) - TIP_GAP if inks else 1e9


def _after_others(start: Shape, y: float, tip: float, right: float) -> float:
    """Past dots a tie would run through, and heads of another voice right of its own."""
    near = [start, *neighbours(start)]
    inks = [dx + 0.4 for s in near for dx, at, _ in s.dots if abs(at - y) < 0.6]
    inks += [h.x1 for s in near[1:] for h in s.heads if _in_way(h, y, tip) and h.dx > right - _BESIDE]
    return start.x + max(inks) + TIP_GAP if inks else -1e9


def _beside(head: HeadInk) -> float:
    """How far the parentheses round a head reach beyond it."""
    return PARENTHESIS * head.scale if head.head.parentheses else 0.0


def _tips(
    system: System, start: Shape | None, stop: Shape | None, how: str, head: HeadInk, spanner: Spanner, *, up: bool
) -> tuple[float, float]:
    """Facing tips: 0.2 beyond the head edges, after dots and before accidentals it would run through."""
    tip = head.y + (OFF_HEAD if up else -OFF_HEAD)
    if start is not None:
        right = start.x + head.x1 + _beside(head)
        x0 = max(right + TIP_GAP, _after_others(start, head.y, tip, head.x1))
    if stop is not None:
        last = _head(stop, spanner.stop.head if spanner.stop is not None else 0) or head
        tip += last.y - head.y
        x1 = min(stop.x + last.dx - _beside(last) - TIP_GAP, _before_others(stop, last.y, tip, last.dx))
        if start is not None:
            x1 = max(x1, x0 + SHORTEST)
        if start is None:
            x0 = max(system.prefix.width + 0.4, x1 - LEAD_IN) if how == "end" else x1 - OPEN_LENGTH
            x0 = min(x0, x1 - 1.6)
    else:
        x1 = x0 + OPEN_LENGTH if how == "open" else system.barlines[-1][0] - 0.3
        if how == "start":
            x1 = min(max(x1, x0 + 1.6), system.width - 0.1)
            x0 = min(x0, x1 - 0.8)
    return x0, x1
