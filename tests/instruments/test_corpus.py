"""The lookup against what real files say of their parts: name, sound, program, `<transpose>`."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from engraving.instruments import lookup
from tests.instruments.staff_shift import staff_shift

SCORES = Path(__file__).parents[2].parent / "shared/corpus/scores"
FILES = sorted(path for path in SCORES.glob("*") if path.suffix in (".xml", ".mxl", ".musicxml"))

pytestmark = pytest.mark.skipif(not FILES, reason=f"the score corpus is not there: {SCORES}")

DISAGREEMENTS = {
    ("bach-bwv.232-04.mxl", "Timpani"): "written as transposing in D, which the name does not say",
    ("bach-bwv.232-04.mxl", "Tenor"): "in the C4 clef, so without the modern octave clef",
    ("boulanger-dun-matin-de-printemps.mxl", "Bass Sarrusophone"): "transposed as a contrabass",
    ("large-orchestra-ref.musicxml", "Harp"): "an octave clef on the lower staff only",
    ("open-source-symphony.xml", "MusicXML Part"): "named nothing",
}


def root_of(path: Path) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    if path.suffix != ".mxl":
        return etree.fromstring(path.read_bytes(), parser)
    with zipfile.ZipFile(path) as archive:
        container = etree.fromstring(archive.read("META-INF/container.xml"), parser)
        inner = container.xpath("//*[local-name()='rootfile']/@full-path")
        assert isinstance(inner, list)
        return etree.fromstring(archive.read(str(inner[0])), parser)


def shift_in(part: etree._Element) -> int:
    """Semitones from plain clef to sound, from the first `<transpose>` and any octave clef below."""
    transpose = part.find(".//transpose")
    shift = 0
    if transpose is not None:
        shift = int(transpose.findtext("chromatic") or 0) + 12 * int(transpose.findtext("octave-change") or 0)
    return shift - 12 * any(clef.findtext("clef-octave-change") == "-1" for clef in part.iter("clef"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_part_is_found_and_transposes_as_its_file_says(path: Path) -> None:
    root = root_of(path)
    for listed in root.findall("part-list/score-part"):
        name = listed.findtext("part-name") or ""
        sound = listed.findtext("score-instrument/instrument-sound") or ""
        program = int(listed.findtext("midi-instrument/midi-program") or 0) or None
        part = root.find(f"part[@id='{listed.get('id')}']")
        assert part is not None
        match = lookup(name, sound, program)
        shift = None if match.instrument is None else staff_shift(match.instrument)
        assert (shift == shift_in(part)) is ((path.name, name) not in DISAGREEMENTS), (name, sound, match)
        assert not match.disagrees, name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_name_alone_would_have_done(path: Path) -> None:
    for listed in root_of(path).findall("part-list/score-part"):
        name = listed.findtext("part-name") or ""
        both = lookup(name, listed.findtext("score-instrument/instrument-sound") or "").instrument
        alone = lookup(name).instrument
        if both is None or name in ("Bass", "Bass solo"):
            continue
        assert alone is not None, name
        assert alone.transposition == both.transposition or name.startswith("Tromba"), name
