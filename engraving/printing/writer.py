"""Display lists to PDF. The only module that imports reportlab, and the only one that knows its insides.

reportlab supplies document, fonts and subsetting; the content stream is ours. Its user space is
scaled to 1/100 pt, so that every number on the page is the display list's own integer. All ink is
DeviceGray black, so the order of painting is free: glyphs are grouped by face and size, lines by
thickness.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from engraving.errors import CannotWrite, MissingResource
from engraving.files import replace_file
from engraving.layout.page import Curve, Glyph, Line, Page, Polygon, Text
from engraving.printing.info import PRODUCER, DocumentInfo
from engraving.typefaces import Face, Faces

SETTINGS = {
    "invariant": 1,
    "useA85": 0,
    "pageCompression": 1,
    "pdfComments": 0,
    "pdfMultiLine": 0,
    "ttfAsciiReadable": 0,
    "documentLang": None,
    "verbose": 0,
}
START = "0.01 0 0 0.01 0 0 cm 0 g 0 G 0 J 0 j 10 M"


def write_pdf(pages: Sequence[Page], path: Path, faces: Faces, info: DocumentInfo) -> None:
    """Print ``pages`` into one file, which is there whole or not at all."""
    replace_file(path, pdf_bytes(pages, faces, info))


def pdf_bytes(pages: Sequence[Page], faces: Faces, info: DocumentInfo) -> bytes:
    """``pages`` as a PDF document."""
    return document_bytes([(page.width, page.height, partial(page_code, page)) for page in pages], faces, info)


def document_bytes(sheets: Sequence[Sheet], faces: Faces, info: DocumentInfo) -> bytes:
    """A PDF document of sheets that say themselves what is drawn on them."""
    if not sheets:
        raise CannotWrite("There are no pages to print.")
    for name, value in SETTINGS.items():
        setattr(rl_config, name, value)
    embedded = EmbeddedFaces(faces)
    canvas = Canvas(
        BytesIO(),
        invariant=1,
        pageCompression=1,
        pdfVersion=(1, 4),
        initialFontName=embedded.font(Face.ROMAN).fontName,
    )
    embedded.document = canvas._doc
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


class EmbeddedFaces:
    """The fonts of one document: where each character went, and text ready to show."""

    document: Any

    def __init__(self, faces: Faces) -> None:
        self.faces = faces
        self._fonts: dict[Face, TTFont] = {}
        self._codes: dict[tuple[Face, str], tuple[str, str]] = {}
        self._shown: dict[tuple[Face, str], tuple[tuple[str, str], ...]] = {}

    def font(self, face: Face) -> TTFont:
        """The reportlab font behind ``face``, one for all faces of one file."""
        font = self._fonts.get(face)
        if font is None:
            name = f"{self.faces.source(face).name}-{self.faces.font_hash(face)[:12]}"
            if name in pdfmetrics.getRegisteredFontNames():  # else it would look through all its metrics files
                font = pdfmetrics.getFont(name)
            else:
                font = TTFont(name, str(self.faces.font_file(face)), asciiReadable=False)
                pdfmetrics.registerFont(font)
            self._fonts[face] = font
        return font

    def code(self, face: Face, character: str) -> tuple[str, str]:
        """The name of the subset that holds ``character``, and its code there in hex."""
        key = face, character
        found = self._codes.get(key)
        if found is None:
            font = self.font(face)
            if ord(character) not in font.face.charToGlyph:
                raise MissingResource(f"{font.face.name.decode()} does not draw U+{ord(character):04X}.")
            ((subset, codes),) = font.splitString(character, self.document)
            name = font.getSubsetInternalName(subset, self.document)
            found = self._codes[key] = name, codes.hex()
        return found

    def shown(self, face: Face, text: str) -> tuple[tuple[str, str], ...]:
        """``text`` as (subset, operand of TJ) pairs, kerned."""
        key = face, text
        found = self._shown.get(key)
        if found is None:
            parts: list[tuple[str, str]] = []
            for character, kern in zip(text, [*self.faces.kerning(text, face), 0], strict=True):
                name, code = self.code(face, character)
                if not parts or parts[-1][0] != name:
                    parts.append((name, ""))
                gap = f"{-kern}" if kern else ""
                parts[-1] = name, parts[-1][1] + f"<{code}>{gap}"
            found = self._shown[key] = tuple((name, operand.replace("><", "")) for name, operand in parts)
        return found


Sheet = tuple[int, int, Callable[[EmbeddedFaces], str]]
"""Width and height in 1/100 pt, and what tells the content stream."""


def page_code(page: Page, faces: EmbeddedFaces) -> str:
    """The content stream of one page."""
    glyphs: dict[tuple[str, int], list[str]] = {}
    texts: list[str] = []
    strokes: dict[tuple[int, tuple[int, ...]], list[str]] = {}
    fills: list[str] = []
    code = faces.code
    for item in page.items:
        if isinstance(item, Glyph):
            name, character = code(item.face, chr(item.code))
            glyphs.setdefault((name, item.size), []).append(f"1 0 0 1 {item.x} {item.y} Tm<{character}>Tj")
        elif isinstance(item, Line):
            path = f"{item.x0} {item.y0} m {item.x1} {item.y1} l"
            strokes.setdefault((item.width, item.dash), []).append(path)
        elif isinstance(item, Text):
            if item.text:
                texts.append(text_code(item, faces))
        elif isinstance(item, Polygon):
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
        f"{name} {item.size} Tf[{operand}]TJ" for name, operand in faces.shown(item.face, item.text)
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
