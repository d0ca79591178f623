"""Rests of several voices: outwards until they are clear of what the others play (E15)."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from engraving.notation.shapes import BoxInk, Shape
from engraving.notation.voices import rest_height
from engraving.typefaces import smufl as g

_REST_CLEAR = 0.5
_HEAD = 0.5  # from the middle of a head to its edge
_FARTHEST = 7  # spaces that a rest is moved to fit between two voices
_BESIDE = 1.0  # what is farther from a whole-bar rest to either side is not in its way
_OFF_HELD = 0.75  # a rest from the middle of a head that is held under or over it


def settle_rests(rests: Sequence[Shape], notes: Sequence[Shape]) -> None:
    """E15: rests of several voices move outwards in whole spaces until 0.5 clear; identical ones share a place."""
    equal: dict[tuple[int, int, float], list[Shape]] = {}
    for rest in sorted(rests, key=lambda r: abs(r.rest_y)):
        equal.setdefault((rest.rest, rest.event.dots, rest.scale), []).append(rest)
    settled: list[Shape] = []
    for same in equal.values():
        first = same[0]
        if len(same) > 1:
            move_rest(first, _home(first) - first.rest_y)
            sides = {n.side for n in (*notes, *rests) if n not in same}
            outwards = -min(sides) if len(sides) == 1 else first.side
        else:
            outwards = first.side
        if len(same) > 1 or not _between(first, notes, settled):
            _clear(first, outwards, notes, settled)
        settled.append(first)
        for rest in same[1:]:
            move_rest(rest, first.rest_y - rest.rest_y)


def _between(rest: Shape, notes: Sequence[Shape], settled: Sequence[Shape]) -> bool:
    """Move an inner voice's rest to where it fits between the outer voice and the others; is there such a place?

    It does not leave its own half of the staff.
    """
    outer = [n for n in notes if n.side == rest.side and n.rank > rest.rank]
    if not outer:
        return False
    sign, box = rest.side, rest.boxes[0]
    near, far = sorted((sign * box.y0, sign * box.y1))
    least = max([n.reach(up=sign > 0) * sign + _REST_CLEAR for n in notes if n not in outer], default=near - _FARTHEST)
    edges = [sign * (n.low if sign > 0 else n.high) - _HEAD for n in outer]
    edges += [sign * y for n in outer for y, *_ in n.ledgers if sign * y > 0]
    most, home = min(edges) - _REST_CLEAR, sign * (rest.rest_y - _home(rest))
    for dy in sorted(range(-_FARTHEST, _FARTHEST), key=lambda dy: (abs(dy), -dy)):
        free = home + dy >= 0 and least <= near + dy and far + dy <= most
        if free and not any(_meets(rest, sign * dy, other) for other in settled):
            move_rest(rest, float(sign * dy))
            return True
    return False


def _meets(rest: Shape, dy: float, other: Shape) -> bool:
    """Would a rest so much higher be nearer than 0.5 to another one?"""
    mine, theirs = rest.boxes[0], other.boxes[0]
    return mine.y0 + dy < theirs.y1 + _REST_CLEAR and theirs.y0 - _REST_CLEAR < mine.y1 + dy


def _home(rest: Shape) -> float:
    """The y of a rest in a voice alone."""
    return 1.0 if rest.rest == g.REST_WHOLE and rest.lines > 1 else 0.0


def _clear(rest: Shape, outwards: int, notes: Sequence[Shape], settled: Sequence[Shape]) -> None:
    """Move a rest outwards until it is clear of all notes, and of rests that have their places."""
    up = outwards > 0
    edges = [n.reach(up=up) for n in notes]
    for other in settled:
        box = other.boxes[0]
        if _meets(rest, 0.0, other) or not (outwards > 0 > box.y1 or outwards < 0 < box.y0):
            edges.append(box.y1 if up else box.y0)
    if not edges:
        return
    box = rest.boxes[0]
    short = max(edges) + _REST_CLEAR - box.y0 if up else box.y1 + _REST_CLEAR - min(edges)
    if short > 0:
        move_rest(rest, outwards * float(ceil(short - 1e-9)))


def clear_held_notes(rests: Sequence[Shape], shapes: Sequence[Shape]) -> None:
    """Rests of several voices stand outside the notes that other voices hold through them, and their ties (E15)."""
    for rest in rests:
        tick, box = rest.event.tick, rest.boxes[0]
        short = 0.0
        for shape in shapes:
            event = shape.event
            if shape.heads and shape.staff == rest.staff and event.tick < tick < event.tick + event.length:
                if rest.side > 0 and shape.side < 0:
                    short = max(short, shape.high + _OFF_HELD - box.y0)
                elif rest.side < 0 and shape.side > 0:
                    short = max(short, box.y1 - shape.low + _OFF_HELD)
        if short > 0.0:
            move_rest(rest, rest.side * float(ceil(short - 1e-9)))


def clear_whole_rests(rests: Sequence[Shape], shapes: Sequence[Shape]) -> None:
    """Whole-bar rests are centred in their bar, so they clear all that other voices have there (E15)."""
    first: Shape | None = None
    for rest in rests:
        if not rest.side:
            continue
        if first is not None and rest.rest == first.rest:  # of one staff: equal rests share a place
            move_rest(rest, first.rest_y - rest.rest_y)
            continue
        first = rest
        _clear(rest, rest.side, [s for s in shapes if s.heads], [s for s in shapes if s.rest and s not in rests])


def settle_whole_rest(rest: Shape, shapes: Sequence[Shape]) -> None:
    """A whole-bar rest of one of several voices at its place in the bar: clear of what stands there (E15).

    How far it was moved for the whole bar, before there were places, no longer matters.
    """
    box = rest.boxes[0]
    x0, x1 = rest.x + box.x0 - _BESIDE, rest.x + box.x1 + _BESIDE
    near = [s for s in shapes if s is not rest and s.x + s.left() < x1 and x0 < s.x + s.right()]
    move_rest(rest, rest_height((rest.side, rest.rank)) + _home(rest) - rest.rest_y)
    _clear(rest, rest.side, [s for s in near if s.heads], [s for s in near if s.rest])


def move_rest(shape: Shape, dy: float) -> None:
    """Move a rest up or down with its dots."""
    shape.rest_y += dy
    shape.dots = [(x, y + dy, atom) for x, y, atom in shape.dots]
    shape.boxes = [BoxInk(b.x0, b.x1, b.y0 + dy, b.y1 + dy) for b in shape.boxes]
