"""A new click as a line of type: its frame click, and its tempo as a metronome mark."""

from __future__ import annotations

from engraving.layout.metronome_marks import MetronomeMark
from engraving.layout.page import Ink
from engraving.layout.type_run import Run, TypeLine
from engraving.score import PrintedClick
from engraving.typefaces import Face, Faces

APART = 0.7


def click_line(click: PrintedClick, size: float, space: float, faces: Faces) -> TypeLine:
    """``size`` in pt, ``space`` a staff space in 1/100 pt."""
    spaces = 100 / space
    run = Run(faces, spaces)
    if click.text:
        run.text(click.text, Face.BOLD, size, Ink.CLICK)
    if click.tempo:
        run.x += APART if click.text else 0.0
        MetronomeMark(run, size, size * spaces / 4).set(click.tempo, parentheses=False, arrows=False)
    run.pieces = [piece._replace(ink=Ink.CLICK) for piece in run.pieces]
    return run.line(0.0)
