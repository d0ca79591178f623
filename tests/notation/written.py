"""Events for the tests of notation, which need a value and heads but no music around them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from engraving.notation.event_shapes import note_shape, rest_shape
from engraving.notation.shapes import Shape
from engraving.score import Accidental, Event, Head, Mark, Pitch
from engraving.score.atoms import Kind, pack
from engraving.typefaces import Faces

TPQ = 24
LENGTHS = {"breve": 192, "whole": 96, "half": 48, "quarter": 24, "eighth": 12, "16th": 6, "32nd": 3}


def event(
    value: str = "quarter", heads: int = 1, *, number: int = 1, accidentals: Sequence[str] = (),
    pitch: Pitch | None = None, unpitched: bool = False, **fields: object,
) -> Event:  # fmt: skip
    """A chord of so many heads (a rest with none); pitches do not matter where positions are given."""
    kind = Kind.HEAD if heads else Kind.REST
    signs = [Accidental(value) if value else None for value in accidentals] or [None] * heads
    made = Event(
        id=pack(0, number, kind), bar=0, tick=0, length=LENGTHS[value], value=value, voice=1, staff=1,
        heads=tuple(
            Head(
                pack(0, number + 100 * k, Kind.HEAD), pitch or Pitch(4, k % 7), accidental=signs[k], unpitched=unpitched
            )
            for k in range(heads)
        ),
    )  # fmt: skip
    return replace(made, **fields)


def chord(
    faces: Faces, *positions: float, value: str = "quarter", up: bool = True, side: int = 0, beamed: bool = False,
    lines: int = 5, **fields: object,
) -> Shape:  # fmt: skip
    """A chord with heads at these heights, lowest first."""
    written = event(value, len(positions), **fields)  # type: ignore[arg-type]
    shape = note_shape(written, 1, positions, up=up, beamed=beamed, lines=lines, faces=faces)
    shape.side = side
    return shape


def rest(
    faces: Faces,
    value: str = "quarter",
    y: float = 0.0,
    *,
    side: int = 0,
    bar: float = 4.0,
    lines: int = 5,
    **fields: object,
) -> Shape:
    """A rest at a height, in a bar of so many quarters."""
    written = event(value, 0, **fields)  # type: ignore[arg-type]
    shape = rest_shape(written, 1, y, lines=lines, faces=faces, whole_bar_quarters=bar)
    shape.side = side
    return shape


def tremolo(slashes: int) -> Mark:
    """A tremolo mark."""
    return Mark(pack(0, 900, Kind.TREMOLO), "tremolo", str(slashes))
