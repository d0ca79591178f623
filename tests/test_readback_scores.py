"""What is on paper is what the source says: printed pages read back as ink, against music21's reading of the file.

Per part: pitch, written value, dots, ties, order and staff of every note and rest, and the number of dynamics,
articulations, fermatas, slurs, hairpins, tempo marks and syllables. Neither side knows ours: pages are read from the
PDF's content streams, sources by music21.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from engraving.house import load_style
from engraving.layout.engrave import engrave
from engraving.musicxml import read
from engraving.parts import extract_all
from engraving.printing.info import DocumentInfo
from engraving.printing.writer import write_pdf
from engraving.typefaces import load_faces
from tests.readback.comparison import compare
from tests.readback.counting import count_differences
from tests.readback.omissions import omissions
from tests.readback.printed import read_part
from tests.readback.source import read_source

ROOT = Path(__file__).resolve().parents[1]
SCORES = ROOT.parent / "shared" / "corpus" / "scores"
SAMPLE = ROOT / "samples" / "1M1 The Crossing.musicxml"
SLOW = {"beethoven-op.125-4.mxl", "bruckner-wab.105-4.mxl"}

# Differences not yet settled between the three readings (ours, music21's, the page's), by what differs. A score may
# lose some, never gain one; every other score is equal in everything.
UNSETTLED: dict[str, Counter[str]] = {}


def _scores() -> list[object]:
    found = sorted(p for p in SCORES.iterdir() if p.suffix in {".xml", ".mxl", ".musicxml"}) if SCORES.is_dir() else []
    return [pytest.param(p, id=p.name, marks=[pytest.mark.slow] if p.name in SLOW else []) for p in found]


def differences(path: Path, folder: Path) -> list[tuple[str, str]]:
    """(what, where and how) for everything in which the printed parts differ from the source."""
    style, faces = load_style("us-session"), load_faces()
    sources = read_source(path)
    cue = read(path, validate=False).cue
    assert len(cue.parts) == len(sources)
    omitted = omissions(path)
    found: list[tuple[str, str]] = []
    for index, (extraction, source) in enumerate(zip(extract_all(cue), sources, strict=True)):
        part = extraction.part
        if part.tacet:
            assert all(bar.empty for bar in source.bars), part.chair
            continue
        pdf = folder / "part.pdf"
        write_pdf(engrave(part, style, faces).pages, pdf, faces, DocumentInfo(title=part.chair))
        printed = read_part(pdf, faces)
        rows = [*compare(source, printed), *count_differences(index, sources, omitted, printed)]
        found += [(row.what, f"{part.chair}, bar index {row.bar}: {row.text}") for row in rows]
    return found


@pytest.mark.skipif(not SCORES.is_dir(), reason=f"the corpus of real scores is not at {SCORES}")
@pytest.mark.parametrize("path", _scores())
def test_every_score_reads_back_as_its_source(path: Path, tmp_path: Path) -> None:
    found = differences(path, tmp_path)
    beyond = Counter(what for what, _ in found) - UNSETTLED.get(path.name, Counter())
    assert not beyond, [text for what, text in found if what in beyond]


def test_the_sample_cue_reads_back_as_its_source(tmp_path: Path) -> None:
    assert differences(SAMPLE, tmp_path) == []
