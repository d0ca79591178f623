"""TrueType subsets for one document, put together from what each font was read for once.

reportlab cuts a subset by walking the whole font file for every document. Here each glyph's outline is
cut, padded and summed once in the process, and a subset is those pieces joined: the same bytes. The
font's dictionaries are written as text, not built for reportlab to write.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from struct import pack, pack_into, unpack_from
from typing import Any, NamedTuple

from reportlab.lib.rl_accel import calcChecksum, fp_str
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import FF_NONSYMBOLIC, FF_SYMBOLIC, SUBSETN, TTFont, makeToUnicodeCMap

COPIED = ("name", "OS/2", "cvt ", "fpgm", "prep")
"""Tables a subset takes over as they are, where the font has them."""
MAGIC = 0xB1B0AFBA
"""What the checksum of a whole font file is subtracted from."""
SHORT = 0x1FFFE
"""The longest glyph table that 16-bit places (in units of two bytes) reach."""
WORDS, SCALE, MORE, TWO_SCALES, TWO_BY_TWO = 0x1, 0x8, 0x20, 0x40, 0x80
"""Flags of a glyph that is part of another: how long its entry is, and whether one more follows."""
Summed = tuple[bytes, int]
"""Some of a font file, and its checksum."""


class Outline(NamedTuple):
    """One glyph as it stands in a font file, padded to whole words."""

    data: bytes
    checksum: int
    parts: tuple[tuple[int, int], ...]  # of a glyph made of others: where their numbers stand, and which they are


class Written(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """An object of the document that says itself how it is written."""

    def __init__(self, text: str) -> None:
        self._text = text

    def format(self, document: Any) -> bytes:  # noqa: ARG002  # reportlab gives it
        """The object as it stands in the file."""
        return self._text.encode()


class SubsetFont(TTFont):  # type: ignore[misc]
    """A font of reportlab's that writes its own subsets into the document."""

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, path, asciiReadable=False)
        face = self.face
        self._cutter = Cutter(face)
        self._widths: dict[int, str] = {}
        self._described = (
            f"/Type /FontDescriptor /Flags {face.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC}"
            f" /Ascent {fp_str(face.ascent)} /Descent {fp_str(face.descent)} /CapHeight {fp_str(face.capHeight)}"
            f" /ItalicAngle {fp_str(face.italicAngle)} /StemV {fp_str(face.stemV)}"
            f" /FontBBox [{fp_str(face.bbox)}] /MissingWidth {fp_str(face.defaultWidth)}"
        )

    def addObjects(self, doc: Any) -> None:  # noqa: N802  # reportlab calls it at the end of a document
        """The font, its descriptor, its character map and its file, once for each subset."""

        def added(item: Any, kind: str) -> str:
            return str(doc.Reference(item, f"{kind}:{name}").format(doc).decode())

        state = self.state.pop(doc)
        for number, subset in enumerate(state.subsets):
            name = f"{state.internalName}+{number}"
            full = pdfdoc.PDFName(f"{SUBSETN(number).decode()}+{self.face.name.decode()}")
            file = pdfdoc.PDFStream(content=self._cutter.subset(subset))
            file.dictionary["Length1"] = len(file.content)
            characters = pdfdoc.PDFStream(content=makeToUnicodeCMap(full[1:], subset))
            described = f"<< {self._described} /FontName {full} /FontFile2 {added(file, 'file')} >>"
            font = Written(
                f"<< /Type /Font /Subtype /TrueType /Name /{name} /BaseFont {full}"
                f" /FirstChar 0 /LastChar {len(subset) - 1} /Widths [{' '.join(map(self._width, subset))}]"
                f" /ToUnicode {added(characters, 'characters')}"
                f" /FontDescriptor {added(Written(described), 'descriptor')} >>"
            )
            doc.idToObject["BasicFonts"].dict[name] = doc.Reference(font, name)

    def _width(self, code: int) -> str:
        """The advance of a character as it is written, in 1/1000 em."""
        width = self._widths.get(code)
        if width is None:
            width = self._widths[code] = fp_str(self.face.getCharWidth(code))
        return width


class Cutter:
    """Font files of some characters of one font."""

    def __init__(self, face: Any) -> None:
        self._face = face
        self._outlines: dict[int, Outline] = {}
        self._copied = {tag: _summed(face.get_table(tag)) for tag in COPIED if tag in face.table}
        self._copied["post"] = _summed(b"\0\3\0\0" + face.get_table("post")[4:16] + bytes(16))
        self._glyf, self._head, self._hhea, self._maxp = map(face.get_table, ("glyf", "head", "hhea", "maxp"))

    def subset(self, codes: Sequence[int]) -> bytes:
        """A font file whose character 0, 1, 2 … is each of ``codes`` (Unicode)."""
        glyph_of = self._face.charToGlyph
        order = [0, *(glyph_of.get(code, 0) for code in codes)]
        numbers = {glyph: number for number, glyph in enumerate(dict.fromkeys(order))}
        outlines = []
        for glyph in (order := list(numbers)):  # which grows by what its glyphs are made of
            outline = self._outlines.get(glyph) or self._cut(glyph)
            for _, part in outline.parts:
                if part not in numbers:
                    numbers[part] = len(order)
                    order.append(part)
            outlines.append(outline)
        glyphs = [_renumbered(outline, numbers) if outline.parts else outline[:2] for outline in outlines]
        places = [0, *accumulate([len(data) for data, _ in glyphs])]
        far = places[-1] > SHORT
        metrics = [self._face.hmetrics[glyph] for glyph in order]
        full = len(metrics)
        while full > 1 and metrics[full - 1][0] == metrics[full - 2][0]:  # the last advance holds for the rest
            full -= 1
        sides = [value for pair in metrics[:full] for value in pair] + [side for _, side in metrics[full:]]
        characters = [numbers[glyph_of.get(code, 0)] for code in codes]
        count = len(codes)
        tables = self._copied | {
            "glyf": (b"".join([data for data, _ in glyphs]), sum([check for _, check in glyphs])),
            "hmtx": _summed(pack(f">{len(sides)}H", *sides)),
            "hhea": _summed(_with_short(self._hhea, 34, full)),
            "maxp": _summed(_with_short(self._maxp, 4, len(numbers))),
            "cmap": _summed(pack(f">{11 + count}H", 0, 1, 1, 0, 0, 12, 6, 10 + 2 * count, 0, 0, count, *characters)),
            "loca": _summed(pack(f">{len(places)}{'HL'[far]}", *([p if far else p >> 1 for p in places]))),
            "head": _summed(_with_short(self._head[:8] + bytes(4) + self._head[12:], 50, far)),
        }
        return _font_file(tables)

    def _cut(self, glyph: int) -> Outline:
        """The outline of one glyph, and what it is made of."""
        data = self._glyf[slice(*self._face.glyphPos[glyph : glyph + 2])]
        padded = data + bytes(-len(data) % 4)
        outline = self._outlines[glyph] = Outline(padded, calcChecksum(padded), tuple(_parts(data)))
        return outline


def _parts(data: bytes) -> Iterator[tuple[int, int]]:
    """Of a glyph made of others: where the number of each of them stands, and what it is."""
    at, more = 10, bool(data) and data[0] & 0x80  # fewer than no contours
    while more:
        flags, part = unpack_from(">HH", data, at)
        yield at + 2, part
        scale = 2 if flags & SCALE else 4 if flags & TWO_SCALES else 8 if flags & TWO_BY_TWO else 0
        at += (8 if flags & WORDS else 6) + scale
        more = flags & MORE


def _renumbered(outline: Outline, numbers: dict[int, int]) -> Summed:
    """A glyph made of others, by the numbers they have in the subset."""
    data = bytearray(outline.data)
    for at, part in outline.parts:
        pack_into(">H", data, at, numbers[part])
    return _summed(bytes(data))


def _font_file(tables: dict[str, Summed]) -> bytes:
    """A TrueType file: directory, tables, and in ``head`` what makes all words sum up to ``MAGIC``."""
    count = len(tables)
    power = count.bit_length() - 1
    parts = [pack(">lHHHH", 0x10000, count, 16 << power, power, 16 * count - (16 << power))]
    offset = 12 + 16 * count
    head = 0
    for tag, (table, check) in sorted(tables.items()):
        if tag == "head":
            head = offset + 8
        parts.append(tag.encode() + pack(">LLL", check & 0xFFFFFFFF, offset, len(table)))
        offset += len(table) + -len(table) % 4
    total = calcChecksum(b"".join(parts)) + sum([check for _, check in tables.values()])
    for _, (table, _) in sorted(tables.items()):
        parts += table, bytes(-len(table) % 4)
    whole = b"".join(parts)
    return whole[:head] + pack(">L", (MAGIC - total) & 0xFFFFFFFF) + whole[head + 4 :]


def _summed(table: bytes) -> Summed:
    return table, calcChecksum(table)


def _with_short(table: bytes, offset: int, value: int) -> bytes:
    return table[:offset] + pack(">H", value) + table[offset + 2 :]
