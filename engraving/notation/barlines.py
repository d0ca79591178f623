"""Barlines as rows of strokes, from what the bars on both sides say (E01, E40)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from engraving.score import Bar, Ending
from engraving.typefaces import Faces, Thickness
from engraving.typefaces import smufl as g

DOT_STEP = 0.5  # of dotted lines, from one dot to the next

_STROKES: dict[str, str] = {
    "": "|",
    "regular": "|",
    "dotted": ":",
    "dashed": "!",
    "heavy": "#",
    "light-light": "||",
    "light-heavy": "|#",
    "heavy-light": "#|",
    "heavy-heavy": "##",
    "tick": "'",
    "short": ",",
    "none": "",
}


class Stroke(NamedTuple):
    """One piece of a barline: ``kind`` | thin, # thick, : dotted, ! dashed, ' tick, , short, * repeat dots."""

    kind: str
    x: float
    width: float


class Barline(msgspec.Struct, frozen=True, gc=False):
    """A barline: pieces from x = 0, and the width of all of them.

    ``wings`` are (way, kind) of those a repeat has: −1 over the bars before it, 1 over those after.
    """

    strokes: tuple[Stroke, ...]
    width: float
    wings: tuple[tuple[int, str], ...] = ()

    @property
    def kinds(self) -> str:
        """Its strokes from left to right."""
        return "".join(stroke.kind for stroke in self.strokes)

    @property
    def middle(self) -> float:
        """x of the middle of its strokes, dots apart."""
        edges = [x for stroke in self.strokes if stroke.kind != "*" for x in (stroke.x, stroke.x + stroke.width)]
        return (edges[0] + edges[-1]) / 2 if edges else self.width / 2


def barline(right: Bar | None, left: Bar | None, faces: Faces, *, final: bool = False) -> Barline:
    """The barline after ``right`` and before ``left``; either may be None at a line's ends.

    The last bar of the cue takes the source's barline, else thin-thick (E40).
    """
    closing = right is not None and right.repeat_end > 0
    opening = left is not None and left.repeat_start
    if closing or opening:
        repeat = row("*|#|*" if closing and opening else "*|#" if closing else "#|*", faces)
        wings = [(-1, right.wings[1])] if closing and right is not None and right.wings[1] else []
        wings += [(1, left.wings[0])] if opening and left is not None and left.wings[0] else []
        return replace(repeat, wings=tuple(wings)) if wings else repeat
    style = right.right if right is not None else ""
    if not style and left is not None and left.left:
        style = left.left
    if final and not style:
        style = "light-heavy"
    if right is None and not style:
        return row("", faces)  # nothing stands between the prefix and the first note of a line
    return styled(style, faces)


def styled(style: str, faces: Faces) -> Barline:
    """A barline by its MusicXML style."""
    return row(_STROKES.get(style, "|"), faces)


def volta_text(ending: Ending) -> str:
    """What stands under the bracket of an ending: its own words, else its numbers."""
    return ending.text or ", ".join(f"{number}" for number in ending.numbers) + "."


@cache
def row(kinds: str, faces: Faces) -> Barline:
    """Strokes side by side, gaps between them by what they are."""
    thickness, dot = faces.thickness, faces.box(g.REPEAT_DOT)
    widths = {"#": thickness.thick_barline, "!": thickness.dashed_barline, "*": dot.x1 - dot.x0}
    strokes: list[Stroke] = []
    x = 0.0
    for i, kind in enumerate(kinds):
        if i:
            x += _gap({kind, kinds[i - 1]}, thickness)
        width = widths.get(kind, thickness.thin_barline)
        strokes.append(Stroke(kind, x, width))
        x += width
    return Barline(tuple(strokes), x)


def _gap(kinds: set[str], thickness: Thickness) -> float:
    """Between two strokes of these kinds."""
    if "*" in kinds:
        return thickness.repeat_dot_gap
    return thickness.thin_thick_gap if len(kinds) > 1 else thickness.barline_gap


def dashes(kind: str, thickness: Thickness) -> tuple[float, ...]:
    """How a stroke is broken up, as stroke and gap in spaces; a whole one is not."""
    if kind == "!":
        return thickness.barline_dash, thickness.barline_dash_gap
    dot = thickness.thin_barline
    return (dot, max(DOT_STEP - dot, dot)) if kind == ":" else ()
