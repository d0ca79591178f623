"""Twice the bars cost about twice the work, in every stage: counted in calls, so that no slow machine can fail it."""

from __future__ import annotations

import cProfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from engraving.house import load_style
from engraving.layout.engrave import engrave
from engraving.musicxml import read
from engraving.parts import extract_all
from engraving.proofing import proof
from engraving.typefaces import load_faces
from tests.benchmarks.stages import measured

CUE = Path(__file__).resolve().parents[2] / "samples" / "1M1 The Crossing.musicxml"
SMALL = Path(__file__).resolve().parents[1] / "golden" / "a-phrase.musicxml"
MOST = 2.2
CHAIRS = ("Flute 1", "Percussion 1", "Harp", "Violin II")


def calls(work: Callable[[], object]) -> int:
    """How many functions are called."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())


def repeated(times: int, folder: Path) -> Path:
    """The sample cue, with all of its bars so many times."""
    tree = etree.parse(CUE)
    for part in tree.getroot().iter("part"):
        measures = list(part)
        for number, measure in enumerate(measures * (times - 1), len(measures) + 1):
            again = deepcopy(measure)
            again.set("number", str(number))
            part.append(again)
    path = folder / f"{times} times.musicxml"
    tree.write(path, encoding="utf-8", xml_declaration=True)
    return path


@pytest.fixture(scope="module")
def cues(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """The sample cue once, twice, and four times."""
    folder = tmp_path_factory.mktemp("cues")
    return {times: repeated(times, folder) for times in (1, 2, 4)}


def test_reading_proofing_and_extracting_are_linear_in_bars(cues: dict[int, Path]) -> None:
    counts: dict[str, list[int]] = {}
    for times in (1, 2):
        counts.setdefault("read", []).append(calls(lambda times=times: read(cues[times], validate=False)))  # type: ignore[misc]
        cue = read(cues[times], validate=False).cue
        for stage in (proof, extract_all):
            counts.setdefault(stage.__name__, []).append(calls(lambda stage=stage, cue=cue: stage(cue)))  # type: ignore[misc]
    for name, (once, twice) in counts.items():
        assert twice <= MOST * once, name


def engraving(path: Path) -> int:
    """Calls to engrave some chairs of different kinds."""
    style = load_style("us-session")
    faces = load_faces(style.faces.music, style.faces.text)
    count = 0
    for part in (e.part for e in extract_all(read(path, validate=False).cue) if e.part.chair in CHAIRS):
        engrave(part, style, faces)  # boxes of glyphs are looked up once and remembered
        count += calls(lambda part=part: engrave(part, style, faces))  # type: ignore[misc]
    return count


def test_engraving_is_linear_in_bars(cues: dict[int, Path]) -> None:
    """From 72 bars, so few that pages hardly need a search, to 144 and 288."""
    once, twice, four_times = (engraving(cues[times]) for times in (1, 2, 4))
    assert twice <= MOST * once
    assert four_times <= MOST * twice


def test_the_benchmark_measures_every_stage() -> None:
    stages = measured(SMALL)
    assert [stage.name for stage in stages] == ["read", "proof", "extract", "engrave and audit", "print"]
    for stage in stages:
        assert stage.bars == 4
        assert stage.bars_a_second > 0
        assert 0 < stage.memory < 2**27
