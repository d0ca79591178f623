"""Reading fonts with fontTools: once for every font, then the cache answers."""

from __future__ import annotations

import hashlib
import math
import re
from array import array
from collections.abc import Iterable
from io import BytesIO
from typing import Any, NamedTuple

from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

from engraving.typefaces.face import Point
from engraving.typefaces.record import FaceRecord, KernTable, Packed, pack
from engraving.typefaces.thickness import Thickness

TOLERANCE = 5.0  # 1/1000 em: 0.02 staff spaces
GLYPH = re.compile(
    r'<g c="(?P<code>[0-9A-F]+)"[^>]* n="(?P<name>\w+)"\s*(?:/>|>(?P<inside>.*?)</g>)', re.DOTALL
)
ANCHOR = re.compile(r'<a n="(\w+)" x="([^"]+)" y="([^"]+)"')
UNUSED = ("BASE", "DSIG", "FFTM", "GDEF", "GPOS", "GSUB", "VORG")


class Unpacked(NamedTuple):
    """A font ready for the cache; ``ttf`` is a TrueType file."""

    record: FaceRecord
    outlines: Packed
    ttf: bytes


def flatten(glyphs: Any, name: str, scale: float) -> list[list[Point]]:
    """A glyph as closed polygons, in font units times ``scale``."""
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    contours: list[list[Point]] = []
    for operator, points in pen.value:
        if operator == "moveTo":
            contours.append([points[0]])
        elif operator == "lineTo":
            contours[-1].append(points[0])
        elif operator == "qCurveTo":
            if points[-1] is None:  # a contour without a single point on its curve
                (x0, y0), (x1, y1) = points[-2], points[0]
                start = (x0 + x1) / 2, (y0 + y1) / 2
                contours.append([start])
                points = (*points[:-1], start)
            for control, end in decomposeQuadraticSegment(points):
                bend(contours[-1], control, end, TOLERANCE / scale)
    return [[(x * scale, y * scale) for x, y in contour] for contour in contours if len(contour) > 2]


def bend(line: list[Point], control: Point, end: Point, tolerance: float) -> None:
    """Add a quadratic curve to a line as straight pieces."""
    (x0, y0), (x1, y1), (x2, y2) = line[-1], control, end
    away = math.hypot(x0 - 2 * x1 + x2, y0 - 2 * y1 + y2)
    steps = max(1, math.ceil(math.sqrt(away / (4 * tolerance))))
    for step in range(1, steps + 1):
        t = step / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        line.append((a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2))


def unpack_music(woff2: bytes, table: bytes) -> Unpacked:
    """A wheel's music font; glyphs that only ligatures reach get their SMuFL code points back."""
    font = TTFont(BytesIO(woff2), recalcTimestamp=False)
    font.flavor = None
    names = set(font.getGlyphOrder())
    wanted: dict[int, str] = {}
    anchors: dict[int, dict[str, tuple[float, float]]] = {}
    for entry in GLYPH.finditer(table.decode()):
        code, name = int(entry["code"], 16), entry["name"]
        if name in names:
            wanted[code] = name
        found = {key: (float(x), float(y)) for key, x, y in ANCHOR.findall(entry["inside"] or "")}
        if found:
            anchors[code] = found
    for subtable in font["cmap"].tables:
        if subtable.isUnicode():
            for code, name in wanted.items():
                subtable.cmap.setdefault(code, name)
    return measure(font, anchors)


def unpack_text(content: bytes) -> Unpacked:
    """A text font with its kerning; a TrueType file stays as it is."""
    font = TTFont(BytesIO(content), recalcTimestamp=False)
    codes: dict[str, list[int]] = {}
    for code, name in font.getBestCmap().items():
        codes.setdefault(name, []).append(code)
    scale = 1000 / font["head"].unitsPerEm
    kerning = [tables for lookup in kern_lookups(font) if (tables := kern_tables(lookup, codes, scale))]
    plain = font.flavor is None and "glyf" in font
    if not plain:
        to_truetype(font)
    return measure(font, {}, kerning, content if plain else None)


def measure(
    font: TTFont,
    anchors: dict[int, dict[str, tuple[float, float]]],
    kerning: list[list[KernTable]] | None = None,
    ttf: bytes | None = None,
    thickness: Thickness | None = None,
) -> Unpacked:
    """Metrics and outlines of a TrueType font, and its file: ``ttf``, or one without what we leave out."""
    scale = 1000 / font["head"].unitsPerEm
    glyphs, metrics = font.getGlyphSet(), font["hmtx"]
    advances: dict[int, float] = {}
    boxes: dict[int, tuple[float, float, float, float]] = {}
    outlines: Packed = {}
    for code, name in sorted(font.getBestCmap().items()):
        if name == ".notdef":
            continue
        advances[code] = round(metrics[name][0] * scale, 3)
        contours = flatten(glyphs, name, scale)
        if contours:
            boxes[code] = bounds(contours)
            outlines[code] = [pack(contour) for contour in contours]
    if ttf is None:
        for tag in UNUSED:
            if tag in font:
                del font[tag]
        out = BytesIO()
        font.save(out, reorderTables=None)
        ttf = out.getvalue()
    os2 = font["OS/2"]
    record = FaceRecord(
        name=font["name"].getDebugName(6),
        sha=hashlib.sha256(ttf).hexdigest(),
        advances=advances,
        boxes=boxes,
        anchors={code: points for code, points in anchors.items() if code in boxes},
        kerning=kerning or [],
        cap_height=getattr(os2, "sCapHeight", 0) * scale,
        x_height=getattr(os2, "sxHeight", 0) * scale,
        ascent=font["hhea"].ascent * scale,
        descent=font["hhea"].descent * scale,
        thickness=thickness or Thickness(),
    )
    return Unpacked(record, outlines, ttf)


def bounds(contours: Iterable[Iterable[tuple[float, float]]]) -> tuple[float, float, float, float]:
    """The box round some contours."""
    points = [point for contour in contours for point in contour]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return round(min(xs), 3), round(min(ys), 3), round(max(xs), 3), round(max(ys), 3)


def kern_lookups(font: TTFont) -> list[Any]:
    """The pair-adjustment lookups of the ``kern`` feature, Latin or default script."""
    if "GPOS" not in font:
        return []
    table = font["GPOS"].table
    scripts = {record.ScriptTag: record.Script for record in table.ScriptList.ScriptRecord}
    script = scripts.get("latn") or scripts.get("DFLT")
    if script is None or script.DefaultLangSys is None:
        return []
    features = [table.FeatureList.FeatureRecord[i] for i in script.DefaultLangSys.FeatureIndex]
    indices = {
        i for record in features if record.FeatureTag == "kern" for i in record.Feature.LookupListIndex
    }
    return [table.LookupList.Lookup[i] for i in sorted(indices)]


def kern_tables(lookup: Any, codes: dict[str, list[int]], scale: float) -> list[KernTable]:
    """One lookup's subtables by code point; other kinds of lookup give none."""
    subtables = [getattr(s, "ExtSubTable", s) for s in lookup.SubTable]
    return [kern_table(s, codes, scale) for s in subtables if s.LookupType == 2]


def kern_table(subtable: Any, codes: dict[str, list[int]], scale: float) -> KernTable:
    """One pair-adjustment subtable by code point."""
    covered = subtable.Coverage.glyphs
    if subtable.Format == 1:
        pairs = {
            left << 21 | right: advance(record.Value1, scale)
            for name, pair_set in zip(covered, subtable.PairSet, strict=True)
            for record in pair_set.PairValueRecord
            for left in codes.get(name, ())
            for right in codes.get(record.SecondGlyph, ())
        }
        return KernTable(pairs=pairs)
    first, second = subtable.ClassDef1.classDefs, subtable.ClassDef2.classDefs
    rows = array(
        "h", [advance(r.Value1, scale) for record in subtable.Class1Record for r in record.Class2Record]
    )
    return KernTable(
        left={code: first.get(name, 0) for name in covered for code in codes.get(name, ())},
        right={code: number for name, number in second.items() for code in codes.get(name, ())},
        rows=rows.tobytes(),
        columns=subtable.Class2Count,
    )


def advance(value: Any, scale: float) -> int:
    """What a value record adds to the advance, in 1/1000 em."""
    return round((getattr(value, "XAdvance", 0) or 0) * scale) if value is not None else 0


def to_truetype(font: TTFont) -> None:
    """Quadratic outlines in place of cubic ones, within 1/1000 em; no compression."""
    font.flavor = None
    if "glyf" in font:
        return
    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    tolerance = font["head"].unitsPerEm / 1000
    table = newTable("glyf")
    table.glyphOrder = order
    table.glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, tolerance, reverse_direction=True))
        table.glyphs[name] = pen.glyph()
    del font["CFF "]
    font["loca"], font["glyf"] = newTable("loca"), table
    table.compile(font)
    font["hmtx"].metrics = {
        name: (width, getattr(table[name], "xMin", 0)) for name, (width, _) in font["hmtx"].metrics.items()
    }
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    fields = "Zones TwilightPoints Storage FunctionDefs InstructionDefs StackElements SizeOfInstructions"
    for field in fields.split():
        setattr(maxp, f"max{field}", 1 if field == "Zones" else 0)
    maxp.maxComponentElements = 0
    maxp.compile(font)
    font["post"].formatType = 3.0
    font.sfntVersion = "\000\001\000\000"
