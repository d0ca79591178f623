"""Display lists to PDF. Only this and ``subsets`` import reportlab and know its insides.

reportlab supplies document, fonts and subsetting; the content stream is ours. Its user space is
scaled to 1/100 pt, so that every number on the page is the display list's own integer. All ink is
DeviceGray black, so the order of painting is free: glyphs are grouped by face and size, lines by
thickness.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from engraving.errors import CannotWrite, MissingResource
from engraving.layout.page import Curve, Glyph, Line, Page, Polygon, Text
from engraving.printing.info import PRODUCER, DocumentInfo
from engraving.printing.subsets import SubsetFont
from engraving.typefaces import TEXT_FACES, Face, Faces

SETTINGS = {
    "invariant": 1,
    "useA85": 0,
    "pageCompression": 0,  # for then every stream goes through our own filter
    "pdfComments": 0,
    "pdfMultiLine": 0,
    "ttfAsciiReadable": 0,
    "documentLang": None,
    "verbose": 0,
}
START = "0.01 0 0 0.01 0 0 cm 0 g 0 G 0 J 0 j 10 M"


def pdf_bytes(pages: Sequence[Page], faces: Faces, info: DocumentInfo) -> bytes:
    """``pages`` as a PDF document."""
    return document_bytes([(page.width, page.height, partial(page_code, page)) for page in pages], faces, info)


def document_bytes(sheets: Sequence[Sheet], faces: Faces, info: DocumentInfo) -> bytes:
    """A PDF document of sheets that say themselves what is drawn on them. Raises ``CannotWrite`` for none."""
    if not sheets:
        raise CannotWrite("There are no pages to print.")
    for name, value in SETTINGS.items():
        setattr(rl_config, name, value)
    embedded = EmbeddedFaces(faces)
    canvas = Canvas(
        BytesIO(),
        invariant=1,
        pageCompression=0,
        pdfVersion=(1, 4),
        initialFontName=embedded.font(Face.ROMAN).fontName,
    )
    embedded.document = canvas._doc
    canvas._doc.defaultStreamFilters = [Deflate()]
    digest = hashlib.sha256(repr((info, faces.fingerprint)).encode())
    for width, height, draw in sheets:
        code = draw(embedded)
        digest.update(code.encode())
        size = width / 100, height / 100
        canvas.setPageSize(size)
        canvas.setTrimBox((0, 0, *size))
        canvas._code.append(code)
        canvas.showPage()
    describe(canvas, info, digest.hexdigest()[:32].upper())
    content: bytes = canvas.getpdfdata()
    return content


def describe(canvas: Any, info: DocumentInfo, identity: str) -> None:
    """The document's properties, dates and /ID: all from the music, nothing from the clock."""
    canvas.setTitle(info.title)
    canvas.setAuthor(info.author)
    canvas.setSubject(info.subject)
    canvas.setKeywords(info.keywords)
    canvas.setCreator(info.creator)
    canvas.setProducer(PRODUCER)
    stamp = canvas._doc._timeStamp
    stamp.YMDhms, stamp.dhh, stamp.dmm = info.moment, 0, 0
    canvas._doc._ID = f"[<{identity}><{identity}>]".encode()


class Deflate:
    """How streams are packed: level 4 saves a third of level 6's time for two per cent more bytes."""

    pdfname = "FlateDecode"

    def encode(self, stream: str | bytes) -> bytes:
        """``stream`` packed."""
        return zlib.compress(stream.encode() if isinstance(stream, str) else stream, 4)


class EmbeddedFaces:
    """The fonts of one document: where each character went, and text ready to show."""

    document: Any

    def __init__(self, faces: Faces) -> None:
        self.faces = faces
        self._fonts: dict[Face, SubsetFont] = {}
        self._codes: dict[Face, Codes] = {}
        self._shown: dict[tuple[Face, str], tuple[tuple[str, str], ...]] = {}

    def open_fonts(self) -> None:
        """Read the fonts that nearly every document needs."""
        for face in (Face.MUSIC, *TEXT_FACES):
            self.font(face)

    def font(self, face: Face) -> SubsetFont:
        """The reportlab font behind ``face``, one for all faces of one file."""
        font = self._fonts.get(face)
        if font is None:
            name = f"{self.faces.source(face).name}-{self.faces.font_hash(face)[:12]}"
            if name in pdfmetrics.getRegisteredFontNames():  # else it would look through all its metrics files
                font = pdfmetrics.getFont(name)
            else:
                font = SubsetFont(name, str(self.faces.font_file(face)))
                pdfmetrics.registerFont(font)
            self._fonts[face] = font
        return font

    def codes(self, face: Face) -> Codes:
        """What the characters of ``face`` are in this document."""
        codes = self._codes.get(face)
        if codes is None:
            codes = self._codes[face] = Codes(self.font(face), self.document)
        return codes

    def shown(self, face: Face, text: str) -> tuple[tuple[str, str], ...]:
        """``text`` as (subset, operand of TJ) pairs, kerned."""
        key = face, text
        found = self._shown.get(key)
        if found is None:
            codes = self.codes(face)
            kerning = self.faces.kerning(text, face)
            parts: list[tuple[str, str]] = []
            name = operand = ""
            for character, kern in zip(text, [*kerning, 0], strict=True):
                subset, code = codes[character]
                if subset != name:
                    if name:
                        parts.append((name, f"<{operand}>".replace("<>", "")))
                    name, operand = subset, ""
                operand += f"{code}>{-kern}<" if kern else code
            if name:
                parts.append((name, f"<{operand}>"))
            found = self._shown[key] = tuple(parts)
        return found


class Codes(dict[str, tuple[str, str]]):
    """Of each character of a font: the name of the subset that holds it, and its code there in hex."""

    def __init__(self, font: SubsetFont, document: Any) -> None:
        super().__init__()
        self._font = font
        self._document = document
        self._names: dict[int, str] = {}

    def __missing__(self, character: str) -> tuple[str, str]:
        font = self._font
        if ord(character) not in font.face.charToGlyph:
            raise MissingResource(f"{font.face.name.decode()} does not draw U+{ord(character):04X}.")
        ((subset, codes),) = font.splitString(character, self._document)
        name = self._names.get(subset)
        if name is None:
            name = self._names[subset] = font.getSubsetInternalName(subset, self._document)
        found = self[character] = name, codes.hex()
        return found


Sheet = tuple[int, int, Callable[[EmbeddedFaces], str]]
"""Width and height in 1/100 pt, and what tells the content stream."""


def page_code(page: Page, faces: EmbeddedFaces) -> str:
    """The content stream of one page."""
    glyphs: dict[tuple[str, int], list[str]] = {}
    stamps: dict[tuple[Face, int, int], tuple[list[str], str]] = {}
    texts: list[str] = []
    strokes: dict[tuple[int, tuple[int, ...]], list[str]] = {}
    fills: list[str] = []
    for item in page.items:  # isinstance would ask msgspec's metaclass each time it is not one
        if type(item) is Glyph:
            stamp = stamps.get((item.face, item.code, item.size))
            if stamp is None:
                name, code = faces.codes(item.face)[chr(item.code)]
                stamp = glyphs.setdefault((name, item.size), []), f"Tm<{code}>Tj"
                stamps[item.face, item.code, item.size] = stamp
            stamp[0].append(f"1 0 0 1 {item.x} {item.y} {stamp[1]}")
        elif type(item) is Line:
            path = f"{item.x0} {item.y0} m {item.x1} {item.y1} l"
            strokes.setdefault((item.width, item.dash), []).append(path)
        elif type(item) is Text:
            if item.text:
                texts.append(text_code(item, faces))
        elif type(item) is Polygon:
            fills.append(polygon_code(item.points))
        elif item.dash:
            width, path = middle_code(item)
            strokes.setdefault((width, item.dash), []).append(path)
        else:
            fills.append(curve_code(item.points))
    parts = [START]
    parts += strokes_code(strokes)
    parts += fills
    if glyphs or texts:
        parts.append("BT")
        for (name, size), shown in glyphs.items():
            parts.append(f"{name} {size} Tf")
            parts += shown
        parts += texts
        parts.append("ET")
    return "\n".join(parts)


def text_code(item: Text, faces: EmbeddedFaces) -> str:
    """One run of text."""
    shown = "".join(
        [f"{name} {item.size} Tf[{operand}]TJ" for name, operand in faces.shown(item.face, item.text)]
    )
    return f"1 0 0 1 {item.x} {item.y} Tm{shown}"


def strokes_code(strokes: dict[tuple[int, tuple[int, ...]], list[str]]) -> Iterable[str]:
    """All lines of one thickness and dash as one path, stroked once."""
    for (width, dash), paths in strokes.items():
        pattern = " ".join(map(str, dash))
        yield f"{width} w[{pattern}]0 d"
        yield from paths
        yield "S"


def polygon_code(points: Sequence[int]) -> str:
    """A filled polygon."""
    corners = [f"{points[i]} {points[i + 1]}" for i in range(0, len(points), 2)]
    return f"{' l '.join([f'{corners[0]} m {corners[1]}', *corners[2:]])} l h f"


def curve_code(points: Sequence[int]) -> str:
    """A filled slur: there along the outer edge, back along the inner."""
    return "{} {} m {} {} {} {} {} {} c {} {} {} {} {} {} c h f".format(*points)


def middle_code(curve: Curve) -> tuple[int, str]:
    """A dashed slur: its width in the middle, and the curve half way between its edges."""
    p = curve.points
    out, back = p[0:8], (*p[6:8], *p[8:14])
    back = (*back[6:8], *back[4:6], *back[2:4], *back[0:2])
    middle = tuple((a + b) // 2 for a, b in zip(out, back, strict=True))
    across = [
        sum(w * (out[i + k] - back[i + k]) for i, w in ((0, 1), (2, 3), (4, 3), (6, 1))) / 8 for k in (0, 1)
    ]
    width = max(1, round((across[0] ** 2 + across[1] ** 2) ** 0.5))
    return width, "{} {} m {} {} {} {} {} {} c".format(*middle)
