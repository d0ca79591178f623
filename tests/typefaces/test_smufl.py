"""Every code point the engraver can emit is drawn by some face and comes back out of a PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from engraving.layout.page import Glyph, Ink, Page
from engraving.printing.info import DocumentInfo
from engraving.printing.preflight import preflight, read_back
from engraving.printing.writer import pdf_bytes
from engraving.typefaces import Face, load_faces, smufl

CODES = {name: value for name, value in vars(smufl).items() if name.isupper() and isinstance(value, int)}
STYLES = ("Bravura", "Leland", "Petaluma")


def test_no_code_point_has_two_names() -> None:
    assert len(set(CODES.values())) == len(CODES) > 600


def test_rows_of_digits_and_ranks_run_in_order() -> None:
    assert [smufl.TIME_SIG_DIGITS[n] for n in (0, 9)] == [smufl.TIME_SIG_0, smufl.TIME_SIG_9]
    assert smufl.FINGERING_DIGITS[5:7] == (smufl.FINGERING_5, smufl.FINGERING_6)
    assert len(smufl.FLAGS_UP) == len(smufl.FLAGS_DOWN) == 8
    assert smufl.FLAGS_UP[-1] == smufl.FLAG_1024TH_UP
    assert smufl.RESTS[3] == smufl.REST_WHOLE
    assert len(smufl.RESTS) == 14


@pytest.mark.parametrize("style", STYLES)
def test_some_face_draws_every_code_point(style: str) -> None:
    faces = load_faces(style)
    undrawn = [name for name, code in CODES.items() if not faces.has(code)]
    assert undrawn == []
    for code in CODES.values():
        face, source = faces.resolve(code)
        box = faces.box(code)
        assert box == source.box(code)
        assert box.x1 > box.x0
        assert box.y1 > box.y0
        assert source.outline(code)
        assert face in (Face.MUSIC, Face.MUSIC_FALLBACK, Face.SUPPLEMENT)


@pytest.mark.parametrize("style", STYLES)
def test_every_code_point_reads_back_from_a_pdf(style: str, tmp_path: Path) -> None:
    faces = load_faces(style)
    glyphs = tuple(
        Glyph(Ink.HEAD, 100 + 20 * n, 50_000 - 30 * n, code, 2000, faces.resolve(code)[0])
        for n, code in enumerate(CODES.values())
    )
    page = Page(59_528, 84_189, (0, 0, 0, 0), glyphs)
    path = tmp_path / "all.pdf"
    path.write_bytes(pdf_bytes([page], faces, DocumentInfo()))
    (ink,) = read_back(path)
    printed = {(g.code, round(g.x * 100), round(g.y * 100), g.font, round(g.size * 100)) for g in ink.glyphs}
    assert printed == {(g.code, g.x, g.y, faces.source(g.face).name, 2000) for g in glyphs}
    assert preflight(path) == []
