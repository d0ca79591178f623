"""Real files: all of them are read, and nothing in them is lost on the way."""

from __future__ import annotations

import zipfile
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from engraving.musicxml.reader import Reading, read_tree
from engraving.musicxml.timewise import to_partwise
from engraving.score import Music
from engraving.score.atoms import Kind, kind_of
from engraving.score.pitch import STEPS
from tests.pace import paces

_CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
_SCORES = sorted((_CORPUS / "scores").glob("*")) if _CORPUS.is_dir() else []
_FEATURES = sorted(p for p in (_CORPUS / "features").rglob("*") if p.is_file()) if _CORPUS.is_dir() else []

pytestmark = pytest.mark.skipif(
    not _SCORES, reason="the corpus of real scores is not beside this checkout (shared/corpus)"
)


def tree(path: Path) -> etree._Element:
    data = path.read_bytes()
    if path.suffix == ".mxl":
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if not n.startswith("META-INF") and n.endswith("xml")]
            data = archive.read(names[0])
    return to_partwise(etree.fromstring(data, etree.XMLParser(huge_tree=True, resolve_entities=False)))


@lru_cache(maxsize=1)  # they are large
def score(name: str) -> tuple[etree._Element, Reading]:
    root = tree(_CORPUS / "scores" / name)
    return root, read_tree(root, file=name)


@pytest.mark.parametrize("path", _FEATURES, ids=lambda path: path.name)
def test_feature_files_are_read_whole(path: Path) -> None:
    root = tree(path)
    check_conserved(root, read_tree(root, file=path.name))


@pytest.mark.parametrize("path", _SCORES, ids=lambda path: path.stem)
def test_scores_are_read_whole(path: Path) -> None:
    check_conserved(*score(path.name))


def check_conserved(root: etree._Element, reading: Reading) -> None:
    """Counts made by XPath on the file against what was read."""
    elements = {part.get("id"): part for part in root.iterfind("part")}
    for source in reading.cue.parts:
        element = elements.get(source.key)
        if element is None:
            continue  # a second part of one id
        music = source.music
        assert pitches_read(music) == pitches_written(element)
        written = int(count(element, "measure/note[pitch or unpitched]"))
        assert sum(len(event.heads) for event in music.events) == written
        assert sum(event.is_rest for event in music.events) == written_rests(element)
        graces = sum(len(event.heads) for event in music.events if event.grace)
        assert graces == count(element, "measure/note[grace and not(rest)]")
        shown = "measure/note/notations[not(@print-object='no')]"
        starts = count(element, f"{shown}/slur[@type='start']")
        stops = count(element, f"{shown}/slur[@type='stop']")
        slurs = [s for s in music.spanners if s.kind == "slur"]
        assert (sum(s.start is not None for s in slurs), sum(s.stop is not None for s in slurs)) == (
            starts,
            stops,
        )
        assert no_atom_twice(music)
        ticks = [(e.tick, e.grace, e.staff, e.voice) for e in music.events]
        assert ticks == sorted(ticks)
        for event in music.events:
            bar = reading.cue.bars[event.bar]
            assert bar.start <= event.tick <= bar.end
            assert event.length > 0 or event.grace or event.is_rest


def count(element: etree._Element, path: str) -> float:
    found: Any = element.xpath(f"count({path})")
    return float(found)


def written_rests(element: etree._Element) -> float:
    return count(element, "measure/note[rest or not(pitch or unpitched)]")


def pitches_written(element: etree._Element) -> Counter[tuple[str, float, str]]:
    return Counter(
        (p.findtext("step", ""), float(p.findtext("alter") or 0), p.findtext("octave", ""))
        for p in element.iterfind("measure/note/pitch")
    )


def pitches_read(music: Music) -> Counter[tuple[str, float, str]]:
    return Counter(
        (STEPS[head.pitch.step], head.pitch.alter, str(head.pitch.octave))
        for event in music.events
        for head in event.heads
        if not head.unpitched
    )


def no_atom_twice(music: Music) -> bool:
    """Heads, rests, marks, syllables, beams, spanners, directions and styles all have their own number."""
    atoms = [head.atom for event in music.events for head in event.heads]
    atoms += [event.id for event in music.events if event.is_rest]
    atoms += [thing.atom for event in music.events for thing in (*event.marks, *event.lyrics)]
    atoms += [thing.atom for thing in (*music.beams, *music.spanners, *music.directions, *music.styles)]
    return len({atom >> 6 for atom in atoms}) == len(atoms)


def test_boulanger_has_its_tempo_and_rehearsal_marks_once_for_everybody() -> None:
    root, reading = score("boulanger-dun-matin-de-printemps.mxl")
    cue = reading.cue
    top = root.find("part")
    assert top is not None
    written = [
        d for d in top.iter("direction") if d.find("direction-type/words") is not None and d.get("system")
    ]
    written += [d for d in top.iter("direction") if d.find("direction-type/rehearsal") is not None]
    bare = [
        d
        for d in top.iter("direction")
        if d.find("direction-type/metronome") is not None and d.find("direction-type/words") is None
    ]
    assert len(cue.directions) == len(written) + len(bare) == 55
    assert [d.text for d in cue.directions if d.segments[0].kind == "rehearsal"] == [
        str(n) for n in range(1, 15)
    ]
    assert sum(any(s.kind == "metronome" for s in d.segments) for d in cue.directions) == 22
    assert [d.text for d in cue.directions if d.bar == 65] == ["rit."]
    assert [s.kind for s in cue.spanners] == ["dashes"] * 4
    for source in cue.parts:
        kinds = {segment.kind for d in source.music.directions for segment in d.segments}
        assert not kinds & {"rehearsal", "metronome"}
    texts = {d.text for source in cue.parts for d in source.music.directions}
    assert {"un peu en dehors", "soutenu, mais ardent", "cresc.", "à 2"} <= texts
    assert not any(f.rule == "tempo-in-one-part" for f in reading.findings)


def test_boulangers_hairpins_all_find_their_ends() -> None:
    root, reading = score("boulanger-dun-matin-de-printemps.mxl")
    wedges = [s for source in reading.cue.parts for s in source.music.spanners if s.kind == "wedge"]
    starts = root.xpath("count(//wedge[@type='crescendo' or @type='diminuendo'])")
    assert len(wedges) == starts
    assert all(w.start and w.stop and w.start.tick < w.stop.tick for w in wedges)
    assert not any(f.rule == "dangling-wedge" for f in reading.findings)


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("el-capitan.xml", [(0, "quarter=120"), (53, "quarter=120")]),
        ("a-walk-through-the-park.xml", [(0, "quarter=120"), (34, "quarter=100"), (48, "quarter=110")]),
    ],
)
def test_scores_without_the_system_attribute_are_lifted_by_their_words(
    name: str, marks: list[tuple[int, str]]
) -> None:
    cue = score(name)[1].cue
    assert [(d.bar, d.text) for d in cue.directions] == marks


def test_el_capitan_is_read_on_a_small_grid_though_its_divisions_are_256() -> None:
    cue = score("el-capitan.xml")[1].cue
    assert cue.ticks_per_quarter == 4
    assert {bar.length for bar in cue.bars} == {12, 8}  # 6/8 and 2/4
    assert [(e.numbers, e.first, e.last) for e in cue.endings] == [
        ((1,), 50, 51),
        ((2,), 52, 53),
        ((1,), 107, 107),
        ((2,), 108, 108),
    ]


def test_movements_that_begin_with_short_bars_keep_them() -> None:
    bars = score("beethoven-op.125-4.mxl")[1].cue.bars
    assert (bars[0].kind, bars[0].length) == ("pickup", 24)
    assert [bars[i].length for i in (595, 656)] == [48, 72]


def test_what_the_file_says_of_its_pitch() -> None:
    assert score("boulanger-dun-matin-de-printemps.mxl")[1].cue.concert_pitch is False
    assert score("lift-every-voice.mxl")[1].cue.concert_pitch is None


def test_reading_is_quick() -> None:
    root = tree(_CORPUS / "scores" / "boulanger-dun-matin-de-printemps.mxl")
    assert paces(lambda: read_tree(root)) < 9  # four and a half when the limit was set


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a-walk-through-the-park.xml", "open-source-symphony.xml"])
def test_music21_reads_the_same_notes_at_the_same_places(name: str) -> None:
    music21 = pytest.importorskip("music21")
    other = music21.converter.parse(_CORPUS / "scores" / name, forceSource=True)
    reading = score(name)[1]
    per_quarter = reading.cue.ticks_per_quarter
    theirs = list(other.parts)
    for source, part in zip(reading.cue.parts, _joined(theirs, reading), strict=True):
        ours = Counter(
            (event.tick / per_quarter, round(head.pitch.midi))
            for event in source.music.events
            for head in event.heads
            if not event.grace and not head.unpitched
        )
        assert ours == part


def _joined(parts: list[Any], reading: Reading) -> list[Counter[tuple[float, int]]]:
    """music21 makes a part of every staff: those of one part are put together again."""
    counted: list[Counter[tuple[float, int]]] = []
    left = list(parts)
    for source in reading.cue.parts:
        notes: Counter[tuple[float, int]] = Counter()
        for part in (left.pop(0) for _ in range(source.music.staves)):
            for element in part.flatten().notes:
                if element.duration.isGrace:
                    continue
                for pitch in element.pitches:
                    notes[float(element.offset), pitch.midi] += 1
        counted.append(notes)
    return counted


def test_every_kind_of_atom_is_what_it_says() -> None:
    music = score("boulanger-dun-matin-de-printemps.mxl")[1].cue.parts[26].music
    assert {kind_of(event.id) for event in music.events} == {Kind.HEAD, Kind.REST}
    assert {kind_of(s.atom) for s in music.spanners if s.kind == "slur"} <= {Kind.SLUR}
    assert {kind_of(d.atom) for d in music.directions} == {Kind.DIRECTION}
