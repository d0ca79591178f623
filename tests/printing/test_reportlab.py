"""The writer leans on parts of reportlab that are not its public face. This fails when they move."""

from __future__ import annotations

import inspect
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from engraving.printing import subsets, writer
from engraving.printing.info import DocumentInfo
from engraving.typefaces import Face, load_faces


def test_fonts_split_strings_into_subsets() -> None:
    font = TTFont("probe", str(load_faces().font_file(Face.ROMAN)), asciiReadable=False)
    pdfmetrics.registerFont(font)
    canvas = Canvas(BytesIO(), invariant=1, initialFontName="probe")
    assert font.splitString("AB", canvas._doc) == [(0, b"\x01\x02")]
    assert font.splitString("BA", canvas._doc) == [(0, b"\x02\x01")]
    assert font.getSubsetInternalName(0, canvas._doc) == "/F1+0"
    assert ord("A") in font.face.charToGlyph
    assert 0xE0A4 not in font.face.charToGlyph
    assert font.face.name == b"SourceSerifPro-Regular"


def test_a_font_keeps_its_subsets_and_its_name_in_the_document() -> None:
    font = TTFont("probe", str(load_faces().font_file(Face.ROMAN)), asciiReadable=False)
    canvas = Canvas(BytesIO(), invariant=1)
    font.splitString("AB", canvas._doc)
    name = font.getSubsetInternalName(0, canvas._doc)
    state = font.state[canvas._doc]
    assert f"/{state.internalName}+0" == name
    assert state.subsets[0][:3] == [0, ord("A"), ord("B")]
    assert isinstance(canvas._doc.idToObject["BasicFonts"].dict, dict)
    assert canvas._doc.delayedFonts == [font]


def test_the_canvas_keeps_its_code_document_and_clock_where_we_look() -> None:
    canvas = Canvas(BytesIO(), invariant=1)
    assert isinstance(canvas._code, list)
    stamp = canvas._doc._timeStamp
    assert (len(stamp.YMDhms), stamp.dhh, stamp.dmm) == (6, 0, 0)
    assert canvas._doc._ID is None
    canvas._doc._ID = b"[<00><11>]"
    canvas._code.append("0 0 m 1 1 l S")
    canvas.showPage()
    assert b"/ID [<00><11>]" in b" ".join(canvas.getpdfdata().split())


def test_the_settings_we_make_exist() -> None:
    assert [name for name in writer.SETTINGS if not hasattr(rl_config, name)] == []


def test_no_other_module_imports_reportlab() -> None:
    assert all("reportlab" in inspect.getsource(module) for module in (writer, subsets))
    writer.pdf_bytes([writer.Page(100, 100, (0, 0, 0, 0), ())], load_faces(), DocumentInfo())
    assert rl_config.useA85 == 0
