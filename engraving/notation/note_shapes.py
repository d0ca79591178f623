"""Shapes of notes, worked out once for all notes that look alike."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import lru_cache
from typing import NamedTuple

from engraving.notation.event_shapes import note_shape
from engraving.notation.shapes import BoxInk, HeadInk, Shape, event_scale
from engraving.score import Event
from engraving.typefaces import Faces

MOST_LOOKS = 4096  # remembered at once


class _Look(NamedTuple):
    """What notes that look alike have in common."""

    heads: tuple[HeadInk, ...]
    stemmed: bool
    stem_x: float
    stem_foot: float
    second_stem: tuple[float, float] | None
    tip: float
    flag: int
    flag_y: float
    ledgers: tuple[tuple[float, float, float, int], ...]
    boxes: tuple[BoxInk, ...]


@lru_cache(maxsize=4)
def note_shapes_of(faces: Faces) -> NoteShapes:
    """One for all parts: their notes look alike."""
    return NoteShapes(faces)


class NoteShapes:
    """Makes the shapes of notes, and remembers how they look."""

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._looks: dict[Hashable, _Look] = {}

    def shape(
        self, event: Event, staff: int, positions: Sequence[float], *, up: bool, beamed: bool, lines: int
    ) -> Shape:
        """As ``event_shapes.note_shape``."""
        if event.marks and any(mark.name == "tremolo" for mark in event.marks):  # it lengthens the stem
            return note_shape(event, staff, positions, up=up, beamed=beamed, lines=lines, faces=self._faces)
        heads = [(h.shape, h.filled, h.visible, h.cue, h.parentheses, h.staff, h.printing) for h in event.heads]
        key = (
            event.value, event.stem, event.grace != 0, event.cue, up, beamed, lines, tuple(positions), tuple(heads),
        )  # fmt: skip
        look = self._looks.get(key)
        if look is not None:
            return _like(look, event, staff, up=up, lines=lines)
        shape = note_shape(event, staff, positions, up=up, beamed=beamed, lines=lines, faces=self._faces)
        if len(self._looks) >= MOST_LOOKS:
            self._looks.clear()
        self._looks[key] = _Look(
            tuple(shape.heads), shape.stemmed, shape.stem_x, shape.stem_foot, shape.second_stem, shape.tip,
            shape.flag, shape.flag_y, tuple(shape.ledgers), tuple(shape.boxes),
        )  # fmt: skip
        return shape


def _like(look: _Look, event: Event, staff: int, *, up: bool, lines: int) -> Shape:
    shape = Shape(event, staff, event_scale(event), lines)
    shape.up = up
    shape.heads = [
        HeadInk(ink.y, ink.dx, ink.x1, ink.code, head, ink.scale)
        for ink, head in zip(look.heads, event.heads, strict=True)
    ]
    shape.stemmed, shape.stem_x, shape.stem_foot = look.stemmed, look.stem_x, look.stem_foot
    shape.second_stem, shape.tip = look.second_stem, look.tip
    shape.flag, shape.flag_y = look.flag, look.flag_y
    shape.ledgers, shape.boxes = list(look.ledgers), list(look.boxes)
    return shape
