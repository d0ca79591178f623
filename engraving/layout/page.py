"""The display list: what layout hands to everything that shows, checks or compares a page.

A ``Page`` holds finished ink. Coordinates are integers in 1/100 pt, x to the right and y up from
the lower left corner of the sheet, rounded once. PDF, preview, audit, listing and tests all read
this; none of them lays anything out.

Every item says what it is (``ink``), which atom of the part it stands for (``atom``, 0 for
furniture and for lines that belong to no atom), which chord, beam or grace group it was drawn with
(``group``, 0 for none), and on which staff of the page it stands (``staff``, counted over the whole
page from 1 at the top, 0 for none). ``echo`` marks ink that repeats an atom already drawn: the second half of a
broken slur, a courtesy clef, a tempo restated.
"""

from __future__ import annotations

from enum import IntEnum
from typing import final

import msgspec

from engraving.typefaces import Face


class Ink(IntEnum):
    """What a piece of ink is, in the field's own words."""

    STAFF_LINE = 1
    LEDGER = 2
    BARLINE = 3
    REPEAT_DOT = 4
    BRACE = 5
    BRACKET = 6
    CLEF = 7
    KEY = 8
    METRE = 9
    HEAD = 10
    STEM = 11
    FLAG = 12
    BEAM = 13
    ACCIDENTAL = 14
    DOT = 15
    REST = 16
    TIE = 17
    SLUR = 18
    TUPLET_BRACKET = 19
    TUPLET_NUMBER = 20
    ARTICULATION = 21
    STACCATO = 22  # staccato and tenuto: may stand inside the staff
    ORNAMENT = 23
    FERMATA = 24
    TREMOLO = 25
    SLASH = 26  # grace-note slash
    ARPEGGIO = 27
    GLISSANDO = 28
    BREATH = 29
    DYNAMIC = 30
    HAIRPIN = 31
    EXPRESSION = 32
    TECHNIQUE = 33
    TEMPO = 34
    REHEARSAL = 35
    BOX = 36
    OCTAVE = 37
    PEDAL = 38
    TRILL_LINE = 39
    LYRIC = 40
    LYRIC_LINE = 41  # hyphens and extenders
    VOLTA = 42
    JUMP = 43  # segno, coda, D.C.
    H_BAR = 44
    REST_COUNT = 45
    REST_RANGE = 46
    BAR_NUMBER = 47
    TIMING = 48
    CHORD_SYMBOL = 49
    FINGERING = 50
    MEASURE_REPEAT = 51
    TURN_WARNING = 52
    HEADING = 53  # page furniture: titles, names, page numbers
    DASHES = 54
    SYSTEM_LINE = 55  # thin line at the left of systems of two and more staves
    HIT = 56  # caption, time and box of a moment of the picture
    STREAMER = 57  # line, arrow and punch
    CLICK = 58  # a new click, free clicks
    FIGURE = 59  # of a thorough bass
    BIG_METRE = 60  # across the staves of a score
    DIVIDER = 61  # between systems of a score


@final
class Glyph(msgspec.Struct, frozen=True, gc=False, tag="glyph", array_like=True):
    """One music glyph: ``code`` is its SMuFL code point, ``size`` the em in 1/100 pt (4 staff spaces)."""

    ink: Ink
    x: int
    y: int
    code: int
    size: int
    face: Face = Face.MUSIC
    atom: int = 0
    group: int = 0
    staff: int = 0
    echo: bool = False
    column: int = 0


@final
class Line(msgspec.Struct, frozen=True, gc=False, tag="line", array_like=True):
    """A straight stroke with butt ends, ``width`` thick; ``dash`` is (on, off) in 1/100 pt or empty."""

    ink: Ink
    x0: int
    y0: int
    x1: int
    y1: int
    width: int
    atom: int = 0
    group: int = 0
    staff: int = 0
    echo: bool = False
    column: int = 0
    dash: tuple[int, ...] = ()


@final
class Polygon(msgspec.Struct, frozen=True, gc=False, tag="polygon", array_like=True):
    """A filled polygon, ``points`` as x, y, x, y …"""

    ink: Ink
    points: tuple[int, ...]
    atom: int = 0
    group: int = 0
    staff: int = 0
    echo: bool = False
    column: int = 0


@final
class Curve(msgspec.Struct, frozen=True, gc=False, tag="curve", array_like=True):
    """A filled slur or tie: two cubic Béziers, there along the outer edge and back along the inner.

    ``points`` is the start point, then three points for the way there and three for the way back:
    x0 y0, c1 c2 end, c3 c4 start (14 integers). ``ends`` names the groups of the notes at its two
    ends (0 where the curve is broken).
    """

    ink: Ink
    points: tuple[int, ...]
    ends: tuple[int, int] = (0, 0)
    atom: int = 0
    group: int = 0
    staff: int = 0
    echo: bool = False
    column: int = 0
    dash: tuple[int, ...] = ()


@final
class Text(msgspec.Struct, frozen=True, gc=False, tag="text", array_like=True):
    """A run of text in one face, ``x, y`` the left end of its baseline, ``size`` in 1/100 pt."""

    ink: Ink
    x: int
    y: int
    text: str
    size: int
    face: Face
    atom: int = 0
    group: int = 0
    staff: int = 0
    echo: bool = False
    column: int = 0


Item = Glyph | Line | Polygon | Curve | Text


def origin(item: Item) -> tuple[int, int]:
    """Where an item begins: its own x and y, or its first point."""
    if isinstance(item, Line):
        return item.x0, item.y0
    if isinstance(item, Polygon | Curve):
        return item.points[0], item.points[1]
    return item.x, item.y


class Staff(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One staff on the page: ``y`` of its middle line, ``space`` between lines, ``system`` counted from 0.

    ``bars`` are the cue's bar indices it shows, first and last; ``force`` is what its springs are under
    (E51: 1 natural, more stretched; 0 unknown).
    """

    number: int
    system: int
    x0: int
    x1: int
    y: int
    space: int
    lines: int
    bars: tuple[int, int] = (0, 0)
    force: float = 0.0


class Page(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One sheet side: ``music`` is cached by fingerprint, ``furniture`` depends on where the page stands."""

    width: int
    height: int
    margins: tuple[int, int, int, int]  # left, bottom, right, top
    music: tuple[Item, ...]
    furniture: tuple[Item, ...] = ()
    staves: tuple[Staff, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything to be printed, music first."""
        return self.music + self.furniture
