"""The sheet before a score: what it is, who plays, how long it takes, and at which pitch it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from engraving.house import Style, centipoints
from engraving.layout.page import Ink, Item, Page
from engraving.layout.sheets.furniture import orchestrated, set_type, worded
from engraving.score import FullScore
from engraving.typefaces import Face, Faces

TOP = 0.86  # of the page's height: where it begins
FORCES_PT, LEAST_PT = 13.0, 8.0
LEADING = 1.35


class _Line(NamedTuple):
    text: str
    size: float
    face: Face
    space: float = 0.0  # above it, in its own sizes


def cover_page(score: FullScore, pitch: str, style: Style, faces: Faces) -> Page:
    """One page, everything centred; ``pitch`` is C SCORE or TRANSPOSED SCORE."""
    paper = style.paper
    width, height = centipoints(paper.width), centipoints(paper.height)
    margins = (
        centipoints(paper.margins.left), centipoints(paper.margins.bottom), centipoints(paper.margins.right),
        centipoints(paper.margins.top),
    )  # fmt: skip
    top = height * TOP
    size = FORCES_PT
    while size > LEAST_PT and _height(_lines(score, pitch, size)) * 100 > top - margins[1]:
        size -= 0.5
    wide = (width - margins[0] - margins[2]) / 100
    items: list[Item] = []
    y = top
    for line in _lines(score, pitch, size):
        y -= line.size * (LEADING + line.space) * 100
        fits = min(1.0, wide / max(faces.text_width(line.text, line.face, line.size), 1.0))
        shown = max(LEAST_PT, line.size * fits)
        x = (width - faces.text_width(line.text, line.face, shown) * 100) / 2
        set_type(items, Ink.HEADING, line.text, line.face, shown, x, y, faces)
    return Page(width, height, margins, tuple(items))


def _height(lines: Iterator[_Line]) -> float:
    return sum(line.size * (LEADING + line.space) for line in lines)


def _lines(score: FullScore, pitch: str, size: float) -> Iterator[_Line]:
    """From the top down; ``size`` is that of the forces. What the cue does not say is left out."""
    credits = score.credits
    heading = (
        (credits.production, 16.0, Face.ROMAN), (credits.cue_number, 36.0, Face.BOLD),
        (credits.title, 28.0, Face.ROMAN), (credits.subtitle, 16.0, Face.ROMAN),
        (credits.composer, 16.0, Face.ROMAN),
        (worded(credits.lyricist), 13.0, Face.ROMAN),
        (orchestrated(credits.orchestrator), 13.0, Face.ROMAN), (credits.version, 13.0, Face.ROMAN),
        (credits.date, 13.0, Face.ROMAN),
    )  # fmt: skip
    for text, points, face in heading:
        if text:
            yield _Line(text, points, face, 0.4)
    yield _Line(pitch, 18.0, Face.BOLD, 2.0)
    yield _Line(score.pitch_note, size, Face.ITALIC)
    if score.seconds >= 0:
        minutes, seconds = divmod(round(score.seconds), 60)
        yield _Line(f"Duration {minutes}:{seconds:02d}", size, Face.ROMAN, 0.6)
    for forces in score.forces:
        yield _Line(forces.section, size, Face.BOLD, 1.0)
        for text in forces.lines:
            yield _Line(text, size, Face.ROMAN)
