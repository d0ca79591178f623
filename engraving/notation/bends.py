"""How far a string is bent, and the room its arrow needs beside the head (E20)."""

from __future__ import annotations

from engraving.notation.shapes import BoxInk, Shape
from engraving.score import Mark

BEND_WIDTH = 1.4
BEND_GAP = 0.25
WORDS_WIDTH = 0.8  # of “full” beyond its arrow, before another one
_AMOUNTS = {0.25: "⅛", 0.5: "¼", 1.0: "½", 1.5: "¾", 2.0: "full", 3.0: "1½", 4.0: "2", 5.0: "2½", 6.0: "3"}


def amount(mark: Mark) -> str:
    """The figure over the arrow, in whole tones as players count bends; with the vibrato bar by its name."""
    semitones = _semitones(mark)
    figure = _AMOUNTS.get(abs(semitones), f"{abs(semitones) / 2:g}")
    if semitones < 0:
        figure = f"−{figure}"
    bar = mark.get("with-bar")
    return figure if not bar else f"{figure} {'w/bar' if bar == 'yes' else bar}"


def is_dive(mark: Mark) -> bool:
    """Whether the pitch goes down."""
    return _semitones(mark) < 0 and mark.get("pre-bend") != "yes"


def _semitones(mark: Mark) -> float:
    try:
        return float(mark.text)
    except ValueError:
        return 2.0


def reserve_bends(shape: Shape) -> None:
    """Room right of the chord for its arrows, one after another."""
    count = sum(mark.name == "bend" for mark in shape.event.marks)
    if not count:
        return
    shape.bend = shape.right() + BEND_GAP
    if all(mark.get("pre-bend") == "yes" for mark in shape.event.marks if mark.name == "bend"):
        shape.bend = shape.heads[-1].dx + shape.width / 2
        return
    low, high = shape.low - 0.2, max(shape.high, (shape.lines - 1) / 2) + 1.0
    shape.boxes.append(BoxInk(shape.bend, shape.bend + count * (BEND_WIDTH + WORDS_WIDTH) - WORDS_WIDTH, low, high))
