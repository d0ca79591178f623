"""A small page drawn by hand for the audit's tests, every piece of ink under a name of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from engraving.layout.page import Curve, Glyph, Ink, Item, Line, Page, Polygon, Staff, Text
from engraving.typefaces import Face, Faces
from engraving.typefaces import smufl as g

SPACE = 531  # 1/100 pt: a staff of 7.5 mm
WIDTH, HEIGHT = 64800, 86400
MARGIN = 3600
LEFT, RIGHT = MARGIN, WIDTH - MARGIN
TOPS = (72000, 60000, 48000, 40500)  # middle lines: two single staves, then a grand staff
SYSTEMS = (0, 1, 2, 2)


class Sheet:
    """Draws in staff spaces: x from the left margin, y from the middle line of a staff (1 to 4)."""

    def __init__(self, faces: Faces) -> None:
        self.faces = faces
        self.items: dict[str, Item] = {}
        for staff in (1, 2, 3, 4):
            for line in range(5):
                y = 2 - line
                self.line(f"staff {staff} line {line}", Ink.STAFF_LINE, staff, 0, y, 101.6, y, 0.13)

    def at(self, staff: int, x: float, y: float) -> tuple[int, int]:
        """A place on the page."""
        return round(LEFT + x * SPACE), round(TOPS[staff - 1] + y * SPACE)

    def add(self, name: str, item: Item) -> None:
        """Keep an item under a name."""
        assert name not in self.items, name
        self.items[name] = item

    def glyph(
        self, name: str, ink: Ink, staff: int, x: float, y: float, code: int, *, scale: float = 1, **keys: Any
    ) -> None:
        """A music glyph."""
        left, base = self.at(staff, x, y)
        size = round(4 * SPACE * scale)
        self.add(name, Glyph(ink, left, base, code, size, self.faces.home(code), staff=staff, **keys))

    def line(
        self,
        name: str,
        ink: Ink,
        staff: int,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        width: float,
        **keys: Any,
    ) -> None:
        """A stroke."""
        ends = *self.at(staff, x0, y0), *self.at(staff, x1, y1)
        self.add(name, Line(ink, *ends, round(width * SPACE), staff=staff, **keys))

    def polygon(self, name: str, ink: Ink, staff: int, *points: float, **keys: Any) -> None:
        """A filled polygon."""
        pairs = zip(points[0::2], points[1::2], strict=True)
        flat = tuple(value for x, y in pairs for value in self.at(staff, x, y))
        self.add(name, Polygon(ink, flat, staff=staff, **keys))

    def curve(
        self,
        name: str,
        ink: Ink,
        staff: int,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        rise: float,
        **keys: Any,
    ) -> None:
        """A slur or tie: 0.1 thick at its ends, 0.22 in the middle; ``rise`` of its control points."""
        third = (x1 - x0) / 3
        bend = rise / 0.75
        outer = [(x0, y0), (x0 + third, y0 + bend), (x1 - third, y1 + bend), (x1, y1)]
        back = [(x1 - third, y1 + bend - 0.22), (x0 + third, y0 + bend - 0.22), (x0, y0)]
        flat = tuple(value for x, y in (*outer, *back) for value in self.at(staff, x, y))
        self.add(name, Curve(ink, flat, staff=staff, **keys))

    def text(
        self,
        name: str,
        ink: Ink,
        staff: int,
        x: float,
        y: float,
        text: str,
        size: float,
        face: Face,
        **keys: Any,
    ) -> None:
        """Type, ``size`` in pt."""
        left, base = self.at(staff, x, y)
        self.add(name, Text(ink, left, base, text, round(size * 100), face, staff=staff, **keys))

    def page(self, items: Mapping[str, Item] | None = None) -> Page:
        """Everything drawn, or ``items`` instead."""
        chosen = (self.items if items is None else items).values()
        music = tuple(item for item in chosen if item.ink is not Ink.HEADING)
        furniture = tuple(item for item in chosen if item.ink is Ink.HEADING)
        staves = tuple(
            Staff(
                number,
                SYSTEMS[number - 1],
                LEFT,
                RIGHT,
                TOPS[number - 1],
                SPACE,
                5,
                (4 * number, 4 * number + 3),
            )
            for number in (1, 2, 3, 4)
        )
        return Page(WIDTH, HEIGHT, (MARGIN,) * 4, music, furniture, staves)


def moved(item: Item, dx: int, dy: int) -> Item:
    """An item somewhere else."""
    if isinstance(item, Line):
        return msgspec.structs.replace(
            item, x0=item.x0 + dx, y0=item.y0 + dy, x1=item.x1 + dx, y1=item.y1 + dy
        )
    if isinstance(item, Polygon | Curve):
        points = tuple(value + (dy if k % 2 else dx) for k, value in enumerate(item.points))
        return msgspec.structs.replace(item, points=points)
    return msgspec.structs.replace(item, x=item.x + dx, y=item.y + dy)


def realistic_sheet(faces: Faces) -> Sheet:
    """Two single systems and a grand staff with one of nearly everything, nothing touching."""
    sheet = Sheet(faces)
    _first_system(sheet)
    _second_system(sheet)
    _grand_staff(sheet)
    sheet.add("heading", Text(Ink.HEADING, LEFT, 80000, "1M1 Flute", 1800, Face.BOLD))
    sheet.add("page number", Text(Ink.HEADING, 30000, MARGIN + 300, "page 1 of 1", 1000, Face.ROMAN))
    return sheet


def _note(
    sheet: Sheet,
    name: str,
    staff: int,
    x: float,
    y: float,
    *,
    up: bool,
    group: int,
    column: int = 0,
    tip: float | None = None,
) -> None:
    """A black head with its stem; its column has its group's number when it has none."""
    keys = {"group": group, "column": column or group}
    sheet.glyph(f"{name} head", Ink.HEAD, staff, x, y, g.NOTEHEAD_BLACK, atom=group, **keys)
    stem = x + 1.12 if up else x + 0.06
    start = y + 0.168 if up else y - 0.168
    end = tip if tip is not None else (y + 3.5 if up else y - 3.5)
    sheet.line(f"{name} stem", Ink.STEM, staff, stem, start, stem, end, 0.12, **keys)


def _frame(sheet: Sheet, staff: int, prefix: str) -> None:
    sheet.glyph(f"{prefix} clef", Ink.CLEF, staff, 0.8, -1, g.G_CLEF)
    sheet.glyph(f"{prefix} key", Ink.KEY, staff, 4.6, 2, g.ACCIDENTAL_SHARP)


def _first_system(sheet: Sheet) -> None:
    """Notes with what hangs on them."""
    _frame(sheet, 1, "first")
    sheet.glyph("metre over", Ink.METRE, 1, 7, 1, g.TIME_SIG_0 + 4)
    sheet.glyph("metre under", Ink.METRE, 1, 7, -1, g.TIME_SIG_0 + 4)
    _note(sheet, "plain", 1, 12, 0.5, up=False, group=101)
    sheet.glyph("sharp", Ink.ACCIDENTAL, 1, 15.5, -0.5, g.ACCIDENTAL_SHARP, group=102, column=102)
    _note(sheet, "altered", 1, 17, -0.5, up=True, group=102)
    sheet.glyph("dot", Ink.DOT, 1, 18.8, -0.5, g.AUGMENTATION_DOT, group=102, column=102)
    sheet.glyph("staccato", Ink.STACCATO, 1, 17.4, -1.5, g.ARTIC_STACCATO_BELOW, group=102)
    _note(sheet, "flagged", 1, 23, -1, up=True, group=103)
    sheet.glyph("flag", Ink.FLAG, 1, 24.06, 2.5, g.FLAG_8TH_UP, group=103, column=103)
    sheet.glyph("rest", Ink.REST, 1, 28, 0, g.REST_QUARTER)
    for k, (x, y) in enumerate(((32, -1), (35, -0.5), (38, 0))):
        _note(sheet, f"beamed {k}", 1, x, y, up=True, group=104, column=113 + k, tip=2.75 + 0.1 * k)
    sheet.polygon(
        "beam", Ink.BEAM, 1, 33.06, 2.5, 39.18, 2.75, 39.18, 3.25, 33.06, 3.0, group=104, atom=104
    )  # fmt: skip
    sheet.line("tuplet bracket", Ink.TUPLET_BRACKET, 1, 32, 4.2, 34.6, 4.3, 0.16, atom=120)
    sheet.glyph("tuplet number", Ink.TUPLET_NUMBER, 1, 35.2, 4.0, g.TUPLET_0 + 3, scale=0.8, atom=120)
    sheet.line("barline", Ink.BARLINE, 1, 43, 2.06, 43, -2.06, 0.16)
    _note(sheet, "tied 1", 1, 46, 0.5, up=False, group=105)
    _note(sheet, "tied 2", 1, 52, 0.5, up=False, group=106)
    sheet.curve("tie", Ink.TIE, 1, 47.4, 0.9, 51.8, 0.9, 0.7, ends=(105, 106), atom=121)
    _note(sheet, "high", 1, 57, 4, up=False, group=107, tip=0)
    for y in (3, 4):
        sheet.line(f"ledger {y}", Ink.LEDGER, 1, 56.6, y, 58.58, y, 0.16, group=107, column=107)
    sheet.glyph("accent", Ink.ARTICULATION, 1, 57, 5.2, g.ARTIC_ACCENT_ABOVE, group=107)
    _note(sheet, "slurred 1", 1, 63, -1, up=True, group=108)
    _note(sheet, "slurred 2", 1, 69, 0, up=True, group=109)
    sheet.curve("slur", Ink.SLUR, 1, 63.6, -1.9, 69.6, -0.9, -1.3, ends=(108, 109), atom=122)
    sheet.glyph("fermata", Ink.FERMATA, 1, 68.6, 4.6, g.FERMATA_ABOVE, group=109)
    _note(sheet, "trembling", 1, 75, -1, up=True, group=110)
    sheet.polygon(
        "tremolo", Ink.TREMOLO, 1, 75.6, 0.6, 76.6, 0.9, 76.6, 1.3, 75.6, 1.0, group=110, atom=123
    )  # fmt: skip
    sheet.glyph("grace head", Ink.HEAD, 1, 80, 0, g.NOTEHEAD_BLACK, scale=0.62, group=111, column=111)
    sheet.line("grace stem", Ink.STEM, 1, 80.7, 0.1, 80.7, 2.5, 0.1, group=111, column=111)
    sheet.line("slash", Ink.SLASH, 1, 80.2, 1.2, 81.4, 2.1, 0.1, group=111)
    sheet.glyph("flat", Ink.ACCIDENTAL, 1, 84, 1, g.ACCIDENTAL_FLAT, group=112, column=112)
    _note(sheet, "last", 1, 86, 1, up=False, group=112)
    sheet.glyph("fingering", Ink.FINGERING, 1, 86.2, 3, g.FINGERING_0 + 1, group=112)
    sheet.glyph("breath", Ink.BREATH, 1, 90, 2, g.BREATH_MARK_COMMA)
    sheet.line("final thin", Ink.BARLINE, 1, 100.2, 2.06, 100.2, -2.06, 0.16)
    sheet.line("final thick", Ink.BARLINE, 1, 101.35, 2.06, 101.35, -2.06, 0.5)


def _second_system(sheet: Sheet) -> None:
    """Everything beside the staff."""
    _frame(sheet, 2, "second")
    for k in range(6):
        _note(sheet, f"note {k}", 2, 12 + 8 * k, 0, up=False, group=201 + k)
    sheet.glyph("repeat dot", Ink.REPEAT_DOT, 2, 59, 0.5, g.REPEAT_DOT)
    sheet.line("repeat barline", Ink.BARLINE, 2, 60, 2.06, 60, -2.06, 0.16)
    sheet.glyph("forte", Ink.DYNAMIC, 2, 12, -6, g.DYNAMIC_FORTE, atom=210)
    sheet.line("hairpin over", Ink.HAIRPIN, 2, 15, -5.5, 24, -4.9, 0.16, atom=211)
    sheet.line("hairpin under", Ink.HAIRPIN, 2, 15, -5.6, 24, -6.2, 0.16, atom=211)
    sheet.text("expression", Ink.EXPRESSION, 2, 28, -6, "dolce", 11, Face.ITALIC, atom=212)
    sheet.text("technique", Ink.TECHNIQUE, 2, 12, 3.5, "pizz.", 11, Face.ROMAN, atom=213)
    sheet.text("tempo", Ink.TEMPO, 2, 2, 6, "Allegro", 13, Face.BOLD, atom=214)
    sheet.text("rehearsal", Ink.REHEARSAL, 2, 43, 6, "B", 15, Face.BOLD, atom=215)
    corners = ((42.4, 5.4), (42.4, 8.4), (45.6, 8.4), (45.6, 5.4))
    for k, ((x0, y0), (x1, y1)) in enumerate(zip(corners, (*corners[1:], corners[0]), strict=True)):
        sheet.line(f"box {k}", Ink.BOX, 2, x0, y0, x1, y1, 0.16, atom=215)
    sheet.text("lyric", Ink.LYRIC, 2, 36, -4.6, "glo", 11, Face.ROMAN, atom=216)
    sheet.line("hyphen", Ink.LYRIC_LINE, 2, 40.4, -4.2, 41.2, -4.2, 0.16, atom=216)
    sheet.text("bar number", Ink.BAR_NUMBER, 2, 56, -4.5, "12", 9, Face.ROMAN)
    sheet.text("timing", Ink.TIMING, 2, 56, 9.2, "0:12.5", 8, Face.ROMAN)
    sheet.glyph("ottava", Ink.OCTAVE, 2, 20, 4, g.OTTAVA, atom=217)
    sheet.line("octave line", Ink.OCTAVE, 2, 23.5, 5.2, 33, 5.2, 0.16, atom=217, dash=(300, 200))
    sheet.line("octave hook", Ink.OCTAVE, 2, 33, 5.2, 33, 4.3, 0.16, atom=217)
    sheet.line("volta", Ink.VOLTA, 2, 47, 4.8, 59, 4.8, 0.16, atom=218)
    sheet.text("volta number", Ink.VOLTA, 2, 47.5, 3.4, "1.", 11, Face.ROMAN, atom=218)
    sheet.glyph("segno", Ink.JUMP, 2, 60.8, 4.0, g.SEGNO)
    sheet.text("chord symbol", Ink.CHORD_SYMBOL, 2, 36, 4, "Am7", 13, Face.ROMAN, atom=219)
    sheet.line("h-bar", Ink.H_BAR, 2, 64, 0, 74, 0, 1.0, atom=220)
    sheet.text("rest range", Ink.REST_RANGE, 2, 67, -4, "13–18", 9, Face.ROMAN, atom=220, echo=True)
    sheet.glyph("rest count", Ink.REST_COUNT, 2, 68.5, 3.5, g.TIME_SIG_0 + 6, atom=220, echo=True)
    sheet.glyph("measure repeat", Ink.MEASURE_REPEAT, 2, 80, 0, g.REPEAT_1_BAR, atom=221)
    sheet.text("dashed word", Ink.EXPRESSION, 2, 84, -5, "cresc.", 11, Face.ITALIC, atom=222)
    sheet.line("dashes", Ink.DASHES, 2, 90, -4.7, 96, -4.7, 0.16, atom=222, dash=(300, 300))
    sheet.text("turn warning", Ink.TURN_WARNING, 2, 92, 4, "V.S.", 13, Face.BOLD_ITALIC)
    sheet.glyph("mid-line clef", Ink.CLEF, 2, 88, 1, g.F_CLEF_CHANGE)


def _grand_staff(sheet: Sheet) -> None:
    """A brace, barlines through both staves, notes across them."""
    sheet.glyph("brace", Ink.BRACE, 4, 0.1, -2, g.BRACE, scale=4.5)
    sheet.line("system line", Ink.SYSTEM_LINE, 3, 0.08, 2.06, 0.08, -16.2, 0.16)
    for x in (30, 60):
        sheet.line(f"grand barline {x}", Ink.BARLINE, 3, x, 2.06, x, -16.2, 0.16)
    sheet.glyph("upper clef", Ink.CLEF, 3, 2, -1, g.G_CLEF)
    sheet.glyph("lower clef", Ink.CLEF, 4, 2, 1, g.F_CLEF)
    sheet.glyph("upper chord low", Ink.HEAD, 3, 10, -0.5, g.NOTEHEAD_BLACK, group=301, column=301)
    sheet.glyph("upper chord second", Ink.HEAD, 3, 11.06, 0, g.NOTEHEAD_BLACK, group=301, column=301)
    sheet.line("upper chord stem", Ink.STEM, 3, 11.12, -0.3, 11.12, 3.5, 0.12, group=301, column=301)
    sheet.polygon(
        "arpeggio", Ink.ARPEGGIO, 3, 8.4, -1.5, 8.8, -1.5, 8.8, 1.5, 8.4, 1.5, atom=302
    )  # fmt: skip
    _note(sheet, "gliss from", 3, 16, -1, up=True, group=303)
    _note(sheet, "gliss to", 3, 24, 1, up=False, group=304)
    sheet.line("glissando", Ink.GLISSANDO, 3, 17.6, -0.8, 23.6, 0.8, 0.16, atom=305)
    sheet.glyph("trill", Ink.ORNAMENT, 3, 34, 3, g.ORNAMENT_TRILL, atom=306)
    sheet.line("trill line", Ink.TRILL_LINE, 3, 37, 3.8, 44, 3.8, 0.3, atom=306)
    _note(sheet, "trilled", 3, 34, 0, up=False, group=307)
    sheet.glyph("pedal", Ink.PEDAL, 4, 10, -5, g.KEYBOARD_PEDAL_PED, atom=308)
    sheet.line("pedal line", Ink.PEDAL, 4, 15, -4.8, 26, -4.8, 0.16, atom=308)
    _note(sheet, "left hand", 4, 16, 0, up=False, group=309)
    for k, staff in enumerate((3, 4)):
        sheet.glyph(
            f"crossing head {staff}", Ink.HEAD, staff, 48 + 4 * k, (-1, 1)[k], g.NOTEHEAD_BLACK, group=310,
            column=310 + k,
        )  # fmt: skip
    sheet.line("crossing stem", Ink.STEM, 3, 48.06, -1.2, 48.06, -7, 0.12, group=310, column=310)
    sheet.line("crossing stem 2", Ink.STEM, 4, 53.12, 1.2, 53.12, 7.1, 0.12, group=310, column=311)
    sheet.polygon(
        "crossing beam", Ink.BEAM, 3, 48, -7.25, 53.18, -7.25, 53.18, -6.75, 48, -6.75, group=310, atom=310
    )  # fmt: skip
