"""Every score here is sound MusicXML, loses nothing, collides nowhere, and says what a player should see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engraving.musicxml import read
from tests.elements.drawn import FOLDER, sheet

SCORES = sorted(FOLDER.glob("*.musicxml"))


@pytest.fixture(params=SCORES, ids=lambda path: path.stem)
def score(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def test_it_is_valid_and_wholly_drawn(score: Path) -> None:
    assert [f"{f.rule}: {f.message}" for f in read(score).findings if f.rule in ("not-valid", "not-drawn")] == []


def test_nothing_is_lost_and_nothing_collides(score: Path) -> None:
    done = sheet(score.stem).engraving
    places = [str(place) for place in done.audit.places if place.fault.value not in ("near", "stretched", "squeezed")]
    assert places == []
    assert (done.audit.collisions, done.audit.lost, done.audit.doubled, done.audit.outside_margins) == (0, 0, 0, 0)
    assert [finding.rule for finding in done.findings] == []


def test_it_says_what_a_player_should_see(score: Path) -> None:
    comment = re.search(r"<!-- (.*?) -->", score.read_text(encoding="utf-8"), re.DOTALL)
    assert comment
    assert re.fullmatch(r"A \w+ sees [^.]*\.", " ".join(comment[1].split()))
