"""Our own drawings of what the fonts lack, built into a TrueType font under the SMuFL code points."""

from __future__ import annotations

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

from engraving.typefaces.drawing import Drawing
from engraving.typefaces.drawings import all_drawings
from engraving.typefaces.unpack import Unpacked, measure

NAME = "EngravingSupplement"
SPACE = 250
CREATED = 3_000_000_000  # seconds since 1904: any fixed moment


def build() -> Unpacked:
    """The supplement as a TrueType font with its metrics."""
    drawings = all_drawings()
    names = {code: f"uni{code:04X}" for code in sorted(drawings)}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    metrics = {".notdef": (500, 0)}
    for code, name in names.items():
        glyph = glyph_of(drawings[code])
        glyphs[name] = glyph
        metrics[name] = round(drawings[code].advance * SPACE), 0
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    builder.setupHorizontalMetrics(
        {
            name: (width, table[name].xMin if table[name].numberOfContours else 0)
            for name, (width, _) in metrics.items()
        }
    )
    builder.setupHorizontalHeader(ascent=1000, descent=-1000)
    builder.setupNameTable(
        {
            "familyName": NAME,
            "styleName": "Regular",
            "uniqueFontIdentifier": NAME,
            "fullName": NAME,
            "psName": NAME,
            "version": "Version 1.000",
        }
    )
    builder.setupOS2(sTypoAscender=1000, sTypoDescender=-1000, usWinAscent=1000, usWinDescent=1000)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = CREATED
    builder.font.recalcTimestamp = False
    anchors = {code: dict(drawing.anchors) for code, drawing in drawings.items() if drawing.anchors}
    return measure(builder.font, anchors)


def glyph_of(drawing: Drawing) -> Glyph:
    """A drawing as a TrueType glyph."""
    pen = TTGlyphPen(None)
    for contour in drawing.contours:
        pen.moveTo(scaled(contour.points[0]))
        for point in contour.points[1:]:
            pen.lineTo(scaled(point))
        pen.closePath()
    return pen.glyph()


def scaled(point: tuple[float, float]) -> tuple[int, int]:
    """Staff spaces to font units."""
    return round(point[0] * SPACE), round(point[1] * SPACE)
