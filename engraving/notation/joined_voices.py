"""Voices stemmed one way that move together: they share a beam as the heads of one chord share a stem (E12, E30)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from engraving.notation.event_shapes import displacements, outline
from engraving.notation.ledgers import add_ledgers
from engraving.notation.marks import shared_marks
from engraving.notation.shapes import Shape
from engraving.notation.stems import lengthen_for
from engraving.notation.voices import Side
from engraving.score import BeamGroup, Event
from engraving.typefaces import Faces


def joined_beams(
    groups: Sequence[BeamGroup],
    events: Mapping[int, Event],
    positions: Mapping[int, Sequence[float]],
    side_of: Mapping[int, Side],
) -> dict[int, int]:
    """Beam of an inner voice -> the beam of the voice outside it that serves both.

    The two hold the same values at the same ticks and have the same articulations; nowhere does the inner voice cross
    the outer one.
    """
    by_rhythm: dict[tuple[int, int, tuple[object, ...]], list[tuple[int, BeamGroup]]] = defaultdict(list)
    for group in groups:
        members = [events[i] for i in group.events]
        sides = {side_of.get(m.id) for m in members}
        side = sides.pop()
        if side is None or sides or group.grace or group.fan or len({m.staff for m in members}) > 1:
            continue
        if any(not m.heads or m.stem in ("none", "double") for m in members):
            continue
        rhythm = tuple((m.tick, m.length, m.value, m.dots, m.cue, shared_marks(m)) for m in members)
        by_rhythm[members[0].staff, side[0], rhythm].append((side[1], group))
    joined: dict[int, int] = {}
    for (_, sign, _), found in by_rhythm.items():
        found.sort(key=lambda ranked: ranked[0])
        for (rank, inner), (next_rank, outer) in pairwise(found):
            pairs = zip(inner.events, outer.events, strict=True)
            if next_rank == rank + 1 and all(_inside(positions[a], positions[b], sign) for a, b in pairs):
                joined[inner.atom] = outer.atom
    return joined


def _inside(inner: Sequence[float], outer: Sequence[float], sign: int) -> bool:
    """Do the heads of two chords follow each other outwards, or is it one and the same head?"""
    gap = min(outer) - max(inner) if sign > 0 else min(inner) - max(outer)
    return gap > 0.0 or (gap == 0.0 and len(inner) == len(outer) == 1)


def units(voices: Sequence[Shape], faces: Faces) -> list[list[Shape]]:
    """Voices of one side, the outermost first: those that look like one chord share its stem."""
    units: list[list[Shape]] = []
    for note in voices:
        if units and _chord_like(units[-1][-1], note):
            units[-1].append(note)
        else:
            units.append([note])
    for unit in units:
        if len(unit) > 1:
            _join(unit, faces)
            for outer, inner in pairwise(unit):
                _end_at(inner, outer, faces.thickness.stem)
    return units


def _chord_like(outer: Shape, inner: Shape) -> bool:
    """Two voices stemmed the same way that may stand on one stem, with one flag: of one value, marked alike."""
    a, b = outer.event, inner.event
    gap = outer.low - inner.high if outer.up else inner.low - outer.high
    return (
        outer.up == inner.up
        and (gap > 0.0 or (gap == 0.0 and shareable(outer, inner) and len(outer.heads) == len(inner.heads) == 1))
        and (a.value, a.dots) == (b.value, b.dots)
        and outer.scale == inner.scale
        and (inner.joined == outer.beam if outer.beam else not inner.beam)
        and not (outer.strokes or inner.strokes)
        and shared_marks(a) == shared_marks(b)
        and not any(ink.head.cue for shape in (outer, inner) for ink in shape.heads)
    )


def _join(voices: Sequence[Shape], faces: Faces) -> None:
    """Seconds between voices on both sides of the stem, as in one chord; all of it one group (E12)."""
    heights = sorted({ink.y for shape in voices for ink in shape.heads})
    places = displacements(heights, up=voices[0].up, width=voices[0].width, stem=faces.thickness.stem)
    beside = dict(zip(heights, places, strict=True))
    for shape in voices:
        shape.group, shape.sharing = voices[0].group, shape is not voices[0]
        heads = [replace(ink, dx=beside[ink.y], x1=ink.x1 + beside[ink.y] - ink.dx) for ink in shape.heads]
        if heads != shape.heads:
            shape.heads, shape.ledgers = heads, []
            add_ledgers(shape, faces.thickness.ledger_reach)
            outline(shape, faces)
    if voices[0].flag:
        lengthen_for([ink for shape in voices for ink in shape.heads], voices[0], faces)
        outline(voices[0], faces)


def _end_at(inner: Shape, outer: Shape, stem: float) -> None:
    """The inner voice's stem ends at the outer voice's head, whose stem goes on from there."""
    if inner.stemmed:
        inner.tip = outer.low if inner.up else outer.high
        inner.stemmed = inner.tip != (inner.high if inner.up else inner.low)
        near = inner.high if inner.up else inner.low
        low, high = min(near, inner.tip), max(near, inner.tip)
        if inner.flag:  # the outer voice's stands for both
            inner.flag = 0
            inner.boxes.pop()
        inner.boxes = [b._replace(y0=low, y1=high) if b.x1 - b.x0 <= stem + 1e-6 else b for b in inner.boxes]


def shareable(upper: Shape, lower: Shape) -> bool:
    """A unison is one head if head shapes and dots allow."""
    a, b = upper.heads[0], lower.heads[-1]
    if a.dx or b.dx:
        return False
    return a.code == b.code and upper.event.dots == lower.event.dots and upper.scale == lower.scale
