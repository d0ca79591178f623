"""Barlines as rows of strokes, from what the bars on both sides say (E01, E40)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from engraving.score import Bar, Ending

THIN = 0.16
THICK = 0.5
STROKE_GAP = 0.4
DOT_GAP = 0.16
DOT_WIDTH = 0.4

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


class Barline(NamedTuple):
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


def barline(right: Bar | None, left: Bar | None, *, final: bool = False) -> Barline:
    """The barline after ``right`` and before ``left``; either may be None at a line's ends.

    The last bar of the cue takes the source's barline, else thin-thick (E40).
    """
    closing = right is not None and right.repeat_end > 0
    opening = left is not None and left.repeat_start
    if closing or opening:
        repeat = row("*|#|*" if closing and opening else "*|#" if closing else "#|*")
        wings = [(-1, right.wings[1])] if closing and right is not None and right.wings[1] else []
        wings += [(1, left.wings[0])] if opening and left is not None and left.wings[0] else []
        return repeat._replace(wings=tuple(wings)) if wings else repeat
    style = right.right if right is not None else ""
    if not style and left is not None and left.left:
        style = left.left
    if final and not style:
        style = "light-heavy"
    if right is None and not style:
        return row("")  # nothing stands between the prefix and the first note of a line
    return styled(style)


def styled(style: str) -> Barline:
    """A barline by its MusicXML style."""
    return row(_STROKES.get(style, "|"))


def volta_text(ending: Ending) -> str:
    """What stands under the bracket of an ending: its own words, else its numbers."""
    return ending.text or ", ".join(f"{number}" for number in ending.numbers) + "."


@cache
def row(kinds: str) -> Barline:
    """Strokes side by side, gaps between them by what they are."""
    strokes: list[Stroke] = []
    x = 0.0
    for i, kind in enumerate(kinds):
        if i:
            x += DOT_GAP if "*" in (kind, kinds[i - 1]) else STROKE_GAP
        width = {"#": THICK, "*": DOT_WIDTH}.get(kind, THIN)
        strokes.append(Stroke(kind, x, width))
        x += width
    return Barline(tuple(strokes), x)
