"""Fonts that a style names by their files."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from msgspec.structs import astuple

from engraving.errors import MissingResource
from engraving.layout.page import Glyph, Ink, Page, Text
from engraving.notation.accidentals import accidental_code, drawable
from engraving.printing.info import DocumentInfo
from engraving.printing.preflight import preflight, read_back
from engraving.printing.writer import pdf_bytes
from engraving.score import Accidental, Pitch
from engraving.typefaces import Face, Faces, Thickness, load_faces, smufl
from engraving.typefaces.glyph_names import accidental_point, code_point
from engraving.typefaces.sources import SERIF as SERIF_NAME
from engraving.typefaces.sources import music_files, package_folder
from tests.odd_face import ODD, odd_face

SERIF = package_folder("font_source_serif_pro") / "files"


@pytest.fixture
def own_music(tmp_path: Path) -> Path:
    """An OpenType font with cubic outlines that has one round head 1.2 spaces wide, 2000 units to the em."""
    pen = T2CharStringPen(600, None)
    pen.moveTo((0, 0))
    pen.curveTo((0, 140), (130, 250), (300, 250))
    pen.curveTo((470, 250), (600, 140), (600, 0))
    pen.curveTo((600, -140), (470, -250), (300, -250))
    pen.curveTo((130, -250), (0, -140), (0, 0))
    pen.closePath()
    empty = T2CharStringPen(500, None).getCharString()
    builder = FontBuilder(2000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "uniE0A4"])
    comma = accidental_point("accSagittal7CommaUp")
    builder.setupCharacterMap({smufl.NOTEHEAD_BLACK: "uniE0A4", comma: "uniE0A4"})
    builder.setupCFF("OwnMusic", {}, {".notdef": empty, "uniE0A4": pen.getCharString()}, {})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "uniE0A4": (600, 0)})
    builder.setupHorizontalHeader(ascent=2000, descent=-2000)
    builder.setupNameTable({"familyName": "Own", "styleName": "Regular", "psName": "OwnMusic"})
    builder.setupOS2()
    builder.setupPost()
    file = tmp_path / "OwnMusic.otf"
    builder.save(file)
    return file


def test_accidentals_of_a_rare_tuning_are_drawn_when_the_font_has_them(own_music: Path, tmp_path: Path) -> None:
    """Sources name them as the standard does; the fonts that come with us have none of them."""
    comma = Accidental("accSagittal7CommaUp")
    own = load_faces(str(own_music), cache=tmp_path / "cache")
    assert own.resolve(accidental_code(comma.value))[1].name == "OwnMusic"
    assert drawable(comma, Pitch(5, 0), own) == comma
    assert drawable(comma, Pitch(5, 0), load_faces()) == Accidental("natural")
    assert accidental_point("accidentalWrittenByNobody") == 0


def test_cubic_outlines_become_truetype(own_music: Path, tmp_path: Path) -> None:
    faces = load_faces(str(own_music), cache=tmp_path / "cache")
    assert faces.resolve(smufl.NOTEHEAD_BLACK)[1].name == "OwnMusic"
    assert faces.resolve(smufl.NOTEHEAD_HALF)[0] == Face.MUSIC_FALLBACK
    assert astuple(faces.box(smufl.NOTEHEAD_BLACK)) == pytest.approx((0, -0.5, 1.2, 0.5), abs=0.01)
    assert faces.advance(smufl.NOTEHEAD_BLACK) == pytest.approx(1.2)
    path = tmp_path / "own.pdf"
    glyphs = (
        Glyph(Ink.HEAD, 100, 200, smufl.NOTEHEAD_BLACK, 2_000),
        Glyph(Ink.HEAD, 300, 200, smufl.NOTEHEAD_HALF, 2_000, Face.MUSIC_FALLBACK),
    )
    path.write_bytes(pdf_bytes([Page(10_000, 10_000, (0, 0, 0, 0), glyphs)], faces, DocumentInfo()))
    assert preflight(path) == []
    (ink,) = read_back(path)
    assert [(glyph.font, glyph.code) for glyph in ink.glyphs] == [
        ("OwnMusic", smufl.NOTEHEAD_BLACK),
        ("Bravura", smufl.NOTEHEAD_HALF),
    ]


def test_metadata_brings_anchors_and_thicknesses(own_music: Path, tmp_path: Path) -> None:
    metadata = {
        "fontName": "Own",
        "engravingDefaults": {"staffLineThickness": 0.11, "textFontFamily": ["Own Text"]},
        "glyphsWithAnchors": {"noteheadBlack": {"stemUpSE": [1.2, 0.2]}, "unheardOf": {"stemUpSE": [0, 0]}},
    }
    own_music.with_name("ownmusic_metadata.json").write_text(json.dumps(metadata))
    for _ in ("unpacked", "from the cache"):
        faces = Faces(str(own_music), SERIF_NAME, tmp_path / "cache")
        assert faces.music.anchor(smufl.NOTEHEAD_BLACK, "stemUpSE") == (1.2, 0.2)
        assert faces.thickness == Thickness(staff_line=0.11)


def test_every_thickness_of_the_standard_is_read_and_has_a_default(tmp_path: Path) -> None:
    """E01 names the numbers; the standard the keys."""
    thickness = load_faces(str(odd_face(tmp_path)), cache=tmp_path).thickness
    assert set(ODD.values()) == set(astuple(thickness))
    assert load_faces().thickness == Thickness()
    assert (Thickness().staff_line, Thickness().stem, Thickness().beam, Thickness().beam_gap) == (0.13, 0.12, 0.5, 0.25)


@pytest.mark.parametrize(("key", "value"), [("stemThickness", 0), ("beamSpacing", -0.25), ("hairpinThickness", "thin")])
def test_lines_nobody_could_see_are_refused_by_name(key: str, value: object, tmp_path: Path) -> None:
    with pytest.raises(MissingResource, match=rf"oddlines_metadata\.json: .*engravingDefaults\.{key}"):
        load_faces(str(odd_face(tmp_path, {key: value})), cache=tmp_path)


def test_metadata_that_cannot_be_read_is_named(own_music: Path, tmp_path: Path) -> None:
    own_music.with_name("metadata.json").write_text("{")
    with pytest.raises(MissingResource, match=r"metadata\.json: This is no SMuFL font"):
        load_faces(str(own_music), cache=tmp_path / "cache")


def test_a_file_that_is_no_font_is_named(tmp_path: Path) -> None:
    file = tmp_path / "broken.otf"
    file.write_bytes(b"not a font")
    with pytest.raises(MissingResource, match=r"broken\.otf"):
        load_faces(str(file), cache=tmp_path / "cache")
    with pytest.raises(MissingResource, match=r"lost\.otf: This font file is not there"):
        load_faces(str(tmp_path / "lost.otf"))


def test_text_fonts_with_cubic_outlines_measure_as_their_truetype_twins(tmp_path: Path) -> None:
    cubic = load_faces("Bravura", str(SERIF / "SourceSerifPro-Regular.otf"), cache=tmp_path / "cache")
    quadratic = load_faces()
    for face in cubic.text:
        text = "AVATAR To Týr 2’30”"
        assert cubic.text_width(text, face, 10) == pytest.approx(quadratic.text_width(text, face, 10))
        assert astuple(cubic.text_box(text, face, 10)) == pytest.approx(
            astuple(quadratic.text_box(text, face, 10)), abs=0.03
        )
    path = tmp_path / "text.pdf"
    texts = tuple(Text(Ink.HEADING, 0, 900 * face, "Größe", 900, face) for face in cubic.text)
    path.write_bytes(pdf_bytes([Page(10_000, 10_000, (0, 0, 0, 0), texts)], cubic, DocumentInfo()))
    assert preflight(path) == []
    assert read_back(path)[0].text == "Größe" * 4


def test_a_missing_cut_is_named(tmp_path: Path) -> None:
    file = tmp_path / "Lone-Regular.otf"
    file.write_bytes((SERIF / "SourceSerifPro-Regular.otf").read_bytes())
    with pytest.raises(MissingResource, match=r"no italic cut.*Lone-Italic\.otf"):
        load_faces("Bravura", str(file), cache=tmp_path / "cache")


def test_names_of_the_standard_lead_to_our_constants() -> None:
    table = ET.fromstring(music_files("Bravura")[1].read_bytes())  # noqa: S314 - our own package's file
    pairs = {element.get("n", ""): int(element.get("c", ""), 16) for element in table.iter("g")}
    known = {name: code_point(name) for name in pairs}
    wrong = {name: (pairs[name], code) for name, code in known.items() if code not in (0, pairs[name])}
    assert wrong == {}
    assert sum(code != 0 for code in known.values()) > 350
    assert code_point("unheardOf") == code_point("") == 0
