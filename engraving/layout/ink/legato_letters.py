"""Letters of hammer-ons and pull-offs over the slur that joins their notes (E20)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.notation.shapes import Shape
from engraving.score import Spanner
from engraving.typefaces import Face, Faces

OFF = 0.4
_LETTERS = {"hammer-on": "H", "pull-off": "P"}


def without_slur(joined: Sequence[Spanner], slurs: Sequence[Spanner]) -> list[Spanner]:
    """Hammer-ons and pull-offs whose notes no slur of the source joins: they bring their own."""
    have = {_notes(slur) for slur in slurs}
    return [line for line in joined if line.start is not None and line.stop is not None and _notes(line) not in have]


def _notes(line: Spanner) -> tuple[int, int]:
    return line.start.event if line.start else 0, line.stop.event if line.stop else 0


def draw_letters(
    system: System, joined: Sequence[Spanner], slurred: frozenset[int], shapes: Mapping[int, Shape], faces: Faces,
    points: float, space: float,
) -> None:  # fmt: skip
    """The letter, or what the source writes, over the middle; ``slurred`` are the atoms printed as slurs already."""
    for line in joined:
        first = shapes.get(line.start.event) if line.start is not None else None
        last = shapes.get(line.stop.event) if line.stop is not None else None
        if first is None or first.event.id not in system.shape_ids:
            continue
        end = last.x if last is not None and last.event.id in system.shape_ids else system.barlines[-1][0]
        text = line.text or _LETTERS[line.kind]
        box = faces.text_box(text, Face.ROMAN, points)
        width = faces.text_width(text, Face.ROMAN, points) * 100 / space
        x = (first.x + end + first.width) / 2 - width / 2
        skyline = system.ups[first.staff - 1]
        y = max(skyline.reach(x, x + width), system.staff_edge(first.staff)) + OFF - box.y0 * 100 / space
        system.pen.text(
            Ink.TECHNIQUE, first.staff - 1, x, y, text, points, Face.ROMAN, atom=line.atom, echo=line.atom in slurred
        )
        skyline.add(x, x + width, y + box.y1 * 100 / space)
