"""Ties of a system, whole and broken (E34)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.notation.curves import Bezier, boxes, outline
from engraving.notation.shapes import HeadInk, Shape
from engraving.notation.ties import Half, Span, chord_ties, tie_sides
from engraving.score import Spanner

TIP_GAP = 0.2
OPEN_LENGTH = 2.6  # laissez vibrer
LEAD_IN = 2.4
SHORTEST = 0.9


def draw_ties(system: System, ties: Sequence[Spanner], shapes: Mapping[int, Shape]) -> list[tuple[int, Bezier]]:
    """Draw all ties that touch the system; returns (staff, curve) of each for slurs to clear."""
    here = {shape.event.id for shape in system.shapes}
    chords: dict[tuple[int, int, str], list[Spanner]] = defaultdict(list)
    for tie in ties:
        start = tie.start.event if tie.start is not None else 0
        stop = tie.stop.event if tie.stop is not None else 0
        if start in here and stop in here:
            chords[start, stop, "whole"].append(tie)
        elif start in here:
            chords[start, 0, "open" if tie.stop is None else "start"].append(tie)
        elif stop in here:
            chords[0, stop, "end" if tie.start is not None else "stub"].append(tie)
    drawn: list[tuple[int, Bezier]] = []
    for (start, stop, how), members in chords.items():
        drawn += _chord(system, shapes.get(start), shapes.get(stop), how, members)
    return drawn


def _head(shape: Shape | None, atom: int) -> HeadInk | None:
    if shape is None:
        return None
    return next((h for h in shape.heads if h.head.atom == atom), None)


def _chord(
    system: System, start: Shape | None, stop: Shape | None, how: str, members: Sequence[Spanner]
) -> list[tuple[int, Bezier]]:
    """All ties between the same two chords, sides decided together."""
    anchor = start if start is not None else stop
    if anchor is None:
        return []
    found: list[tuple[HeadInk, Spanner]] = []
    for tie in members:
        end = tie.start if start is not None else tie.stop
        head = _head(anchor, end.head if end is not None else 0)
        if head is not None and head.head.visible:
            found.append((head, tie))
    found.sort(key=lambda pair: pair[0].y)
    if not found:
        return []
    voice = 0 if not anchor.side else (1 if anchor.side > 0 else 2)
    sides = tie_sides(
        [head.y for head, _ in found],
        anchor.up,
        next_up=stop.up if start is not None and stop is not None else None,
        voice=voice,
        chord=[h.y for h in anchor.heads],
    )
    spans = []
    for (head, tie), side in zip(found, sides, strict=True):
        up = {"over": True, "above": True, "under": False, "below": False}.get(
            tie.get("orientation") or tie.placement, side
        )
        if voice or len(found) > 1:
            up = side
        x0, x1 = _tips(system, start, stop, how, head, tie)
        spans.append(Span(x0, max(x1, x0 + 0.8), head.y, up))
    half: Half | None = "start" if how == "start" else ("end" if how == "end" else None)
    curves = chord_ties(spans, lines=anchor.lines, half=half)
    staff = found[0][0].head.staff
    result = []
    ends = (start.group if start is not None else 0, stop.group if stop is not None else 0)
    number = anchor.column.number if anchor.column is not None else 0  # type: ignore[attr-defined]
    for (_, tie), curve in zip(found, curves, strict=True):
        system.pen.curve(
            Ink.TIE,
            staff - 1,
            outline(curve),
            ends=ends,
            atom=tie.atom,
            group=0,
            column=number,
            echo=how == "end",
        )
        result.append((staff, curve))
        pieces = boxes(curve, 6)
        system.ups[staff - 1].add_boxes(pieces)
        system.downs[staff - 1].add_boxes(pieces)
    return result


def _before_accidentals(stop: Shape, y: float) -> float:
    """A tie may not run over accidentals of the chord it leads to."""
    signs = [dx for dx, at, *_ in stop.accidentals if abs(at - y) < 1.7]
    return stop.x + min(signs) - TIP_GAP if signs else 1e9


def _tips(
    system: System, start: Shape | None, stop: Shape | None, how: str, head: HeadInk, tie: Spanner
) -> tuple[float, float]:
    """Facing tips: 0.2 beyond the head edges, after dots it would run through."""
    if start is not None:
        x0 = start.x + head.x1 + TIP_GAP
        dots = [dx for dx, y, _ in start.dots if abs(y - head.y) < 0.6]
        if dots:
            x0 = start.x + max(dots) + 0.4 + TIP_GAP
    if stop is not None:
        other = _head(stop, tie.stop.head if tie.stop is not None else 0)
        x1 = stop.x + (other.dx if other is not None else 0.0) - TIP_GAP
        x1 = min(x1, _before_accidentals(stop, head.y))
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
