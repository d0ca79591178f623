"""Nothing disappears: every class of mark is on the pages as often as in the source, or a finding names it (A5)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from engraving.musicxml import read
from engraving.parts import extract_all
from tests.census import by_class, printed, source, written
from tests.conftest import CORPUS
from tests.golden.press import engraved
from tests.layout.small_music import dynamic, notes, score_xml, wedge

FEATURES = sorted(p for p in (CORPUS / "features").rglob("*") if p.suffix in {".xml", ".musicxml", ".mxl"})
SMALL = ("a-walk-through-the-park.xml", "aloha-oe.mxl", "lift-every-voice.mxl", "sq8437358.mxl", "brahms-op.45-1.mxl")
TACET = {"directions", "endings"}
"""What a part that only says TACET does not show; its tempi and words are named by ``tacet-words``."""
NAMED = {
    "slurs_beatattached-ref.musicxml": {"slurs"},  # one of two equal slurs: ``slur-doubled``
}

needs_corpus = pytest.mark.skipif(not FEATURES, reason=f"no feature files at {CORPUS}: their marks are not counted")


def lacking(path: Path) -> dict[str, int]:
    """How many of each class are in a score, but neither on the pages of its parts nor among what findings name."""
    here: Counter[str] = Counter()
    for _, done in engraved(path):
        here += by_class(printed(done.pages) | {atom for finding in done.findings for atom in finding.atoms})
    lack = dict(written(source(path)) - here)
    if all(extraction.part.tacet for extraction in extract_all(read(path, validate=False).cue)):
        lack = {name: count for name, count in lack.items() if name not in TACET}
    return {name: count for name, count in lack.items() if name not in NAMED.get(path.name, ())}


@needs_corpus
def test_every_mark_of_the_feature_files_is_printed_or_named() -> None:
    assert {path.name: lack for path in FEATURES if (lack := lacking(path))} == {}


@needs_corpus
@pytest.mark.parametrize("name", SMALL)
def test_every_mark_of_real_scores_is_printed_or_named(name: str) -> None:
    assert lacking(CORPUS / "scores" / name) == {}


def test_the_census_counts_what_it_should() -> None:
    text = score_xml(
        dynamic("f") + wedge("crescendo") + notes("(c5e) c5q.{staccato,slur+} d#5e~ ~d#5h{accent,slur-}") + wedge("stop")
    )
    assert written(etree.fromstring(text.encode())) == {
        "heads": 4, "dots": 1, "marks": 2, "slurs": 1, "ties": 1, "hairpins": 1, "directions": 1,
    }  # fmt: skip
