"""Real files from real programs go all the way to audited pages: nothing lost, nothing outside, hardly a collision."""

from __future__ import annotations

from pathlib import Path

import pytest

from engraving.errors import EngravingError, ExitCode
from engraving.house import load_style
from engraving.layout.engrave import engrave
from engraving.musicxml import read
from engraving.parts import extract_all
from engraving.production import Options
from engraving.production.extracting import extraction_options
from engraving.report.audits import audit_report
from engraving.report.proofs import remarks
from engraving.report.turns import turn_reports
from engraving.typefaces import load_faces

CORPUS = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"
SUFFIXES = {".xml", ".musicxml", ".mxl"}

needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason=f"the corpus of real scores is not at {CORPUS}: no real file is engraved"
)

# Collisions (A1) the engraver still makes, over all parts; a score may get better, never worse.
COLLISIONS: dict[str, int] = {}
SLOW = {"beethoven-op.125-4.mxl", "bruckner-wab.105-4.mxl"}


def _files(folder: str) -> list[Path]:
    return sorted(p for p in (CORPUS / folder).rglob("*") if p.suffix in SUFFIXES) if CORPUS.is_dir() else []


def _score(path: Path) -> object:
    marks = [pytest.mark.slow] if path.name in SLOW else []
    return pytest.param(path, id=path.name, marks=marks)


@needs_corpus
@pytest.mark.parametrize("path", [_score(p) for p in _files("scores")])
def test_every_score_is_engraved_without_loss(path: Path) -> None:
    """A1, A2, A4 and A5 over all parts, cue notes and all: nothing lost or drawn twice, or in the margins; all is told."""
    style, faces = load_style("us-session"), load_faces()
    collisions = 0
    options = extraction_options(Options(style=style))
    for extraction in extract_all(read(path, validate=False).cue, options):
        done = engrave(extraction.part, style, faces)
        assert done.pages
        assert (done.audit.lost, done.audit.doubled) == (0, 0), extraction.part.chair
        assert done.audit.outside_margins == 0, extraction.part.chair
        collisions += done.audit.collisions
        told = turn_reports(done.turns, done.pages, extraction.part, style)
        assert len(told) == len(done.turns), extraction.part.chair
        audited = audit_report(done.audit, extraction.part)
        assert len(remarks(extraction.part, done.pages, (), audited, told)) >= done.audit.collisions
    assert collisions <= COLLISIONS.get(path.name, 0)


@needs_corpus
def test_all_feature_files_are_engraved() -> None:
    """336 files of one feature each: none stops the engraver; what has no ink is named by a finding."""
    style, faces = load_style("us-session"), load_faces()
    files = _files("features")
    assert len(files) == 336
    lost: dict[str, int] = {}
    touching: dict[str, int] = {}
    for path in files:
        for extraction in extract_all(read(path, validate=False).cue):
            done = engrave(extraction.part, style, faces)
            assert done.pages
            if done.audit.lost:
                lost[path.name] = lost.get(path.name, 0) + done.audit.lost
            if done.audit.collisions:
                touching[path.name] = touching.get(path.name, 0) + done.audit.collisions
    assert not lost
    assert touching == TOUCHING


# Feature files in which ink still touches: how many places, and why.
TOUCHING = {
    "99a-Sibelius5-IgnoreBeaming.xml": 4,  # the source's beam runs over notes it says are not under it
    "k009a_Slurs.xml": 2,  # slurs of the source that begin inside each other and must cross
    "zwei_gesange-ref.musicxml": 1,  # a slur from staff to staff past the sharp of the note it ends at
}




@needs_corpus
@pytest.mark.parametrize(
    ("name", "code"), [("not-a-score.xml", ExitCode.NOT_MUSICXML), ("stray-bytes-before-declaration.xml", None)]
)
def test_broken_files_are_refused_in_one_line_or_recovered(name: str, code: ExitCode | None) -> None:
    path = CORPUS / "broken" / name
    if code is None:
        assert any(f.rule == "stray-bytes" for f in read(path).findings)
        return
    with pytest.raises(EngravingError) as refused:
        read(path)
    assert refused.value.code == code
    assert "\n" not in str(refused.value)
