"""Volta brackets over the top staff, on one height (E38)."""

from __future__ import annotations

from collections.abc import Sequence

from engraving.layout.ink.extenders import PAD
from engraving.layout.page import Ink
from engraving.layout.system import System
from engraving.notation.barlines import volta_text
from engraving.score import Ending
from engraving.typefaces import Face

HOOK = 2.0
LEAST = 3.0  # from the middle line to what a hook hangs down to
TEXT_IN = 0.6  # from the left hook
TEXT_DOWN = 1.7  # from the line to the baseline


def draw_voltas(system: System, endings: Sequence[Ending], size: float) -> None:
    """All endings of a system, their text (``size`` in pt) inside the left hook."""
    shown = [ending for ending in endings if _shows(system, ending)]
    row = max((_need(system, ending) for ending in shown), default=0.0)
    for ending in shown:
        _draw(system, ending, row, size)


def _shows(system: System, ending: Ending) -> bool:
    return ending.last >= system.cells[0].first and ending.first <= system.cells[-1].last


def _need(system: System, ending: Ending) -> float:
    """How high its line must be."""
    return max(system.ups[0].reach(*_span(system, ending)) + PAD, LEAST) + HOOK


def _span(system: System, ending: Ending) -> tuple[float, float]:
    """From where to where it runs."""
    x0, x1 = system.prefix.width, system.barlines[-1][0]
    for (start, _, line_x), cell in zip(system.cell_x, system.cells, strict=True):
        if cell.first <= ending.first <= cell.last:
            x0 = start + 0.2
        if cell.first <= ending.last <= cell.last:
            x1 = line_x
    return x0, x1


def _draw(system: System, ending: Ending, y: float, size: float) -> None:
    pen, thick, atom = system.pen, system.pen.thickness.volta, ending.atom
    begins = ending.first >= system.cells[0].first
    ends = ending.last <= system.cells[-1].last
    x0, x1 = _span(system, ending)
    pen.line(Ink.VOLTA, 0, x0, y, x1, y, thick, atom=atom, echo=not begins)
    if begins:
        left = x0 + thick / 2
        pen.line(Ink.VOLTA, 0, left, y, left, y - HOOK, thick, atom=atom, echo=True)
        words = volta_text(ending)
        pen.text(Ink.VOLTA, 0, x0 + TEXT_IN, y - TEXT_DOWN, words, size, Face.ROMAN, atom=atom, echo=True)
    if ends and ending.closed:
        right = x1 - thick / 2
        pen.line(Ink.VOLTA, 0, right, y, right, y - HOOK, thick, atom=atom, echo=True)
    system.ups[0].add(x0, x1, y + thick)
