"""Ink of one system before the system has a place on paper.

Drawing happens in staff spaces: x from the system's left end, y from the middle line of a staff of
the system. ``settle`` turns everything into page items once, when the system's place is known, so
coordinates are rounded exactly once (to 1/100 pt).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engraving.layout.page import Curve, Glyph, Ink, Item, Line, Polygon, Text
from engraving.score.atoms import in_score
from engraving.typefaces import TEXT_FACES, Box, Face, Faces

LINE = 0.16
"""E01: lines along the staff that SMuFL has no thickness for, in spaces."""

DASHES = {"dashed": (0.7, 0.5), "dotted": (0.16, 0.4)}
"""MusicXML's ``line-type`` as strokes and gaps in spaces; solid lines are in none."""


class Pen:
    """Collects ink. ``staff`` is the staff of the system, counted from 0 at the top.

    ``thickness`` is that of lines beside its music font (E02).
    """

    __slots__ = ("_faces", "_space", "marks", "thickness")

    def __init__(self, faces: Faces, space: float) -> None:
        """``space`` is one staff space in 1/100 pt: type is measured in points."""
        self._faces = faces
        self.thickness = faces.thickness
        self._space = space
        self.marks: list[tuple[Any, ...]] = []

    def box(self, code: int) -> Box:
        """The ink of a glyph at full size, in staff spaces."""
        return self._faces.box(code)

    def advance(self, code: int) -> float:
        """How far a glyph at full size moves what follows, in staff spaces."""
        return self._faces.advance(code)

    def anchor(self, code: int, name: str) -> tuple[float, float] | None:
        """A SMuFL anchor of a glyph at full size, if its font gives one."""
        return self._faces.anchor(code, name)

    def glyph(
        self,
        ink: Ink,
        staff: int,
        x: float,
        y: float,
        code: int,
        *,
        scale: float = 1.0,
        atom: int = 0,
        group: int = 0,
        column: int = 0,
        echo: bool = False,
    ) -> None:
        """One music glyph with its origin at (x, y)."""
        self.marks.append(("g", ink, staff, x, y, code, scale, atom, group, column, echo))

    def line(
        self,
        ink: Ink,
        staff: int,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        width: float,
        *,
        atom: int = 0,
        group: int = 0,
        column: int = 0,
        echo: bool = False,
        dash: tuple[float, ...] = (),
        staff1: int = -1,
    ) -> None:
        """A stroke; ``staff1`` when its second end is measured from another staff."""
        self.marks.append(
            (
                "l",
                ink,
                staff,
                x0,
                y0,
                x1,
                y1,
                width,
                atom,
                group,
                column,
                echo,
                dash,
                staff if staff1 < 0 else staff1,
            )
        )

    def polygon(
        self,
        ink: Ink,
        staff: int,
        points: Sequence[float],
        *,
        atom: int = 0,
        group: int = 0,
        column: int = 0,
        echo: bool = False,
    ) -> None:
        """A filled polygon, points as x, y, x, y …"""
        self.marks.append(("p", ink, staff, points, atom, group, column, echo))

    def curve(
        self,
        ink: Ink,
        staff: int,
        points: Sequence[float],
        *,
        ends: tuple[int, int] = (0, 0),
        atom: int = 0,
        group: int = 0,
        column: int = 0,
        echo: bool = False,
        dash: tuple[float, ...] = (),
    ) -> None:
        """A slur or tie outline, see ``page.Curve``."""
        self.marks.append(("c", ink, staff, points, ends, atom, group, column, echo, dash))

    def text(
        self,
        ink: Ink,
        staff: int,
        x: float,
        y: float,
        text: str,
        size: float,
        face: Face,
        *,
        atom: int = 0,
        group: int = 0,
        column: int = 0,
        echo: bool = False,
    ) -> None:
        """A line of type, ``size`` in pt: set in runs, each character in the first face that has it."""
        for run in self._faces.typeset(text, face, size):
            at, height = x + run.x * 100 / self._space, y + run.rise * 100 / self._space
            if run.face in TEXT_FACES:
                self.marks.append(
                    ("t", ink, staff, at, height, run.text, run.size, run.face, atom, group, column, echo)
                )
                continue
            scale = run.size * 100 / (4 * self._space)
            for character in run.text:
                code = ord(character)
                self.marks.append(("g", ink, staff, at, height, code, scale, atom, group, column, echo))
                at += self._faces.advance(code) * scale

    def settle(
        self,
        left: float,
        tops: Sequence[float],
        space: float,
        first_staff: int,
        *,
        part: int = -1,
        restated: bool = False,
    ) -> list[Item]:
        """Page items for a system: its left end at ``left``, its staves' middle lines at ``tops``, in 1/100 pt.

        ``part`` is the index of a score's part, whose atoms become unique in the score; ``restated`` ink repeats
        what stands elsewhere.
        """
        items: list[Item] = []
        own = in_score(0, part)
        add = items.append
        em = 4.0 * space
        home = self._faces.home
        for mark in self.marks:
            staff: int = mark[2]
            base = tops[staff]
            number = first_staff + staff
            match mark:
                case ("g", ink, _, x, y, code, scale, atom, group, column, echo):
                    add(
                        Glyph(
                            ink, round(left + x * space), round(base + y * space), code, round(em * scale),
                            home(code), atom and atom | own, group and group | own, number, echo or restated, column,
                        )
                    )  # fmt: skip
                case ("l", ink, _, x0, y0, x1, y1, width, atom, group, column, echo, dash, staff1):
                    add(
                        Line(
                            ink, round(left + x0 * space), round(base + y0 * space), round(left + x1 * space),
                            round(tops[staff1] + y1 * space), round(width * space),
                            atom and atom | own, group and group | own, number, echo or restated, column,
                            tuple([round(d * space) for d in dash]) if dash else (),
                        )
                    )  # fmt: skip
                case ("p", ink, _, points, atom, group, column, echo):
                    add(
                        Polygon(
                            ink, _points(points, left, base, space),
                            atom and atom | own, group and group | own, number, echo or restated, column,
                        )
                    )  # fmt: skip
                case ("c", ink, _, points, ends, atom, group, column, echo, dash):
                    add(
                        Curve(
                            ink, _points(points, left, base, space),
                            (ends[0] and ends[0] | own, ends[1] and ends[1] | own),
                            atom and atom | own, group and group | own, number, echo or restated, column,
                            tuple([round(d * space) for d in dash]) if dash else (),
                        )
                    )  # fmt: skip
                case ("t", ink, _, x, y, text, size, face, atom, group, column, echo):
                    add(
                        Text(
                            ink, round(left + x * space), round(base + y * space), text, round(size * 100), face,
                            atom and atom | own, group and group | own, number, echo or restated, column,
                        )
                    )  # fmt: skip
        return items


def _points(points: Sequence[float], left: float, base: float, space: float) -> tuple[int, ...]:
    flat = [0] * len(points)
    flat[0::2] = [round(left + x * space) for x in points[0::2]]
    flat[1::2] = [round(base + y * space) for y in points[1::2]]
    return tuple(flat)
