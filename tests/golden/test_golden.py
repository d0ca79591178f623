"""Small scores whose pages were looked at once and must stay as they were.

Every ``.musicxml`` here says in its first comment what a player should see; the ``.listing`` beside it
is its display list.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engraving.layout.listing import listing
from tests.golden.kept import Kept
from tests.golden.press import engraved

FOLDER = Path(__file__).parent
SCORES = sorted(FOLDER.glob("*.musicxml"))


@pytest.mark.parametrize("score", SCORES, ids=lambda path: path.stem)
def test_the_page_is_as_it_was(score: Path, kept: Kept) -> None:
    ((_, engraving),) = engraved(score)
    kept.compare(score.with_suffix(".listing"), listing(engraving.pages))


@pytest.mark.parametrize("score", SCORES, ids=lambda path: path.stem)
def test_the_page_is_clean(score: Path) -> None:
    """A golden page has no collision, nothing lost, nothing outside the margins (A1, A2, A5)."""
    ((_, engraving),) = engraved(score)
    audit = engraving.audit
    assert (audit.collisions, audit.lost, audit.doubled, audit.outside_margins) == (0, 0, 0, 0)


@pytest.mark.parametrize("score", SCORES, ids=lambda path: path.stem)
def test_every_score_says_what_a_player_should_see(score: Path) -> None:
    comment = re.search(r"<!-- (.*?) -->", score.read_text(encoding="utf-8"), re.DOTALL)
    assert comment
    assert re.fullmatch(r"A \w+ sees [^.]*\.", " ".join(comment[1].split()))


def test_every_listing_has_its_score() -> None:
    assert [path.stem for path in sorted(FOLDER.glob("*.listing"))] == [path.stem for path in SCORES]
