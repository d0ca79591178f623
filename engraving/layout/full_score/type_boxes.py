"""Where type and signs stand on a staff: what barlines and big metres make way for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from engraving.layout.page import Ink
from engraving.layout.pen import Pen
from engraving.typefaces import Faces

_TYPE = frozenset(
    {
        Ink.ARTICULATION, Ink.BAR_NUMBER, Ink.BOX, Ink.CHORD_SYMBOL, Ink.DYNAMIC, Ink.EXPRESSION, Ink.FERMATA,
        Ink.FIGURE, Ink.FINGERING, Ink.JUMP, Ink.LYRIC, Ink.OCTAVE, Ink.ORNAMENT, Ink.PEDAL, Ink.REHEARSAL,
        Ink.TECHNIQUE, Ink.TEMPO, Ink.TIMING, Ink.TUPLET_NUMBER,
    }
)  # fmt: skip

Box = tuple[float, float, float, float]
"""x0, x1, low, high in staff spaces."""

TypeOn = Callable[[Pen, int], Sequence[Box]]
"""Says which type was drawn with a pen on a staff."""


def type_on(faces: Faces, space: float) -> TypeOn:
    """``type_boxes`` for one system, each staff's looked for once."""
    return cache(lambda pen, staff: tuple(type_boxes(pen, staff, faces, space)))


def type_boxes(pen: Pen, staff: int, faces: Faces, space: float) -> Iterator[Box]:
    """The boxes of all type that was drawn on ``staff``; ``space`` is a staff space in 1/100 pt."""
    for mark in pen.marks:
        if mark[1] not in _TYPE or mark[2] != staff:
            continue
        if mark[0] == "g":
            _, _, _, x, y, code, scale, *_ = mark
            box = faces.box(code)
            yield x + box.x0 * scale, x + box.x1 * scale, y + box.y0 * scale, y + box.y1 * scale
        elif mark[0] == "t":
            _, _, _, x, y, text, size, face, *_ = mark
            box = faces.text_box(text, face, size)
            per = 100 / space
            yield x + box.x0 * per, x + box.x1 * per, y + box.y0 * per, y + box.y1 * per
