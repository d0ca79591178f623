"""What the standards say, whatever the engraver's own tables hold: MusicXML's schema and SMuFL's glyph names."""

from __future__ import annotations

import json
import re
from functools import cache

from lxml import etree

from engraving.layout.engrave import Engraving, engrave
from engraving.musicxml.coverage import undrawn
from engraving.musicxml.reader import read_tree
from engraving.musicxml.schema import schema_path
from engraving.parts import extract_all
from engraving.typefaces import Faces
from engraving.typefaces.sources import MUSIC_PACKAGE, package_folder
from tests.layout.small_music import Sheet, house, small_faces

XS = "{http://www.w3.org/2001/XMLSchema}"
_GLYPH = re.compile(r'<g c="([0-9A-F]+)"[^>]* n="(\w+)"')


class Schema:
    """Elements of a group, and the values an element or attribute may have."""

    def __init__(self) -> None:
        root = etree.parse(str(schema_path())).getroot()
        self.values = {
            kind.get("name"): [value.get("value") for value in kind.iter(f"{XS}enumeration")]
            for kind in root.findall(f"{XS}simpleType")
        }
        self.types = {kind.get("name"): kind for kind in root.findall(f"{XS}complexType")}

    def children(self, group: str) -> list[str]:
        """The elements a group of notations may hold."""
        return [child.get("name") for child in self.types[group].iter(f"{XS}element")]


@cache
def schema() -> Schema:
    return Schema()


# Ranges of the standard that the fonts here leave out: the name of the first glyph and those after it.
_RANGES = {
    0xE0A6: "noteheadXDoubleWhole noteheadXWhole noteheadXHalf noteheadXBlack",
    0xE0AC: "noteheadPlusDoubleWhole noteheadPlusWhole noteheadPlusHalf noteheadPlusBlack",
    0xE0B0: "noteheadCircleXDoubleWhole noteheadCircleXWhole noteheadCircleXHalf noteheadCircleX",
    0xE0BA: "noteheadTriangleUpDoubleWhole noteheadTriangleUpWhole noteheadTriangleUpHalf noteheadTriangleUpWhite"
    " noteheadTriangleUpBlack noteheadTriangleLeftWhite noteheadTriangleLeftBlack",
    0xE0C3: "noteheadTriangleDownDoubleWhole noteheadTriangleDownWhole noteheadTriangleDownHalf"
    " noteheadTriangleDownWhite noteheadTriangleDownBlack noteheadTriangleUpRightWhite noteheadTriangleUpRightBlack",
    0xE0D7: "noteheadDiamondDoubleWhole noteheadDiamondWhole",
    0xE0E4: "noteheadCircledBlack noteheadCircledHalf noteheadCircledWhole noteheadCircledDoubleWhole",
    0xE0ED: "noteheadLargeArrowUpDoubleWhole noteheadLargeArrowUpWhole noteheadLargeArrowUpHalf"
    " noteheadLargeArrowUpBlack noteheadLargeArrowDownDoubleWhole noteheadLargeArrowDownWhole"
    " noteheadLargeArrowDownHalf noteheadLargeArrowDownBlack",
    0xE10A: "noteheadSlashWhiteDoubleWhole",
    0xE115: "noteheadRoundWhiteWithDot",
    0xE120: "noteheadClusterSquareWhite noteheadClusterSquareBlack",
    0xE1B0: "noteShapeRoundWhite noteShapeRoundBlack noteShapeSquareWhite noteShapeSquareBlack"
    " noteShapeTriangleRightWhite noteShapeTriangleRightBlack noteShapeTriangleLeftWhite noteShapeTriangleLeftBlack"
    " noteShapeDiamondWhite noteShapeDiamondBlack noteShapeTriangleUpWhite noteShapeTriangleUpBlack"
    " noteShapeMoonWhite noteShapeMoonBlack noteShapeTriangleRoundWhite noteShapeTriangleRoundBlack",
    0xE4CA: "fermataLongHenzeAbove fermataLongHenzeBelow fermataShortHenzeAbove fermataShortHenzeBelow",
    0xE4D6: "curlewSign",
    0xE870: "csymDiminished csymHalfDiminished csymAugmented csymMajorSeventh csymMinor",
    0xECD0: "noteShapeRoundDoubleWhole noteShapeSquareDoubleWhole noteShapeTriangleRightDoubleWhole"
    " noteShapeTriangleLeftDoubleWhole noteShapeDiamondDoubleWhole noteShapeTriangleUpDoubleWhole"
    " noteShapeMoonDoubleWhole",
    0xECD7: "noteShapeTriangleRoundDoubleWhole",
}


@cache
def _names() -> dict[str, int]:
    folder = package_folder(MUSIC_PACKAGE) / "data"
    table = (folder / "Bravura.xml").read_text(encoding="utf-8")
    found = {name: int(code, 16) for code, name in _GLYPH.findall(table)}
    tunings = json.loads((folder / "tuning-glyphnames.json").read_text(encoding="utf-8"))
    found |= {name: int(point.removeprefix("U+"), 16) for name, point in tunings.items()}
    for first, names in _RANGES.items():
        for code, name in enumerate(names.split(), first):
            assert found.setdefault(name, code) == code
    return found


def glyph(name: str) -> int:
    """The code point SMuFL gives a glyph: from the tables beside the fonts, or the standard's own ranges."""
    return _names()[name]


def inked(code: int, x: float, y: float, faces: Faces | None = None) -> bool:
    """Whether a glyph has ink at a point given as shares of its box, (0, 0) the lower left corner of it."""
    faces = faces or small_faces()
    box = faces.box(code)
    px, py = box.x0 + x * (box.x1 - box.x0), box.y0 + y * (box.y1 - box.y0)
    winding = 0
    for contour in faces.outline(code):
        for (ax, ay), (bx, by) in zip(contour, (*contour[1:], contour[0]), strict=True):
            if (ay <= py) != (by <= py) and px < ax + (py - ay) / (by - ay) * (bx - ax):
                winding += 1 if by > ay else -1
    return winding != 0


class Snippet:
    """A small score read and engraved: its page, and everything that was said of it."""

    def __init__(self, text: str) -> None:
        root = etree.fromstring(text.encode())
        reading = read_tree(root, file="snippet.musicxml")
        extraction = extract_all(reading.cue)[0]
        part = extraction.part
        self.engraving: Engraving = engrave(part, house(), small_faces())
        self.page = Sheet(part, self.engraving, house())
        self.findings = (*reading.findings, *undrawn(root), *extraction.findings, *self.engraving.findings)

    @property
    def sound(self) -> bool:
        """Nothing lost, nothing twice, nothing on anything else."""
        audit = self.engraving.audit
        return (audit.lost, audit.doubled, audit.collisions, audit.outside_margins) == (0, 0, 0, 0)

    def told(self, *rules: str) -> list[str]:
        """What findings of these rules say."""
        return [finding.message for finding in self.findings if finding.rule in rules]
