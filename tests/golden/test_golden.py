"""Small scores whose pages were looked at once and must stay as they were.

Every ``.musicxml`` here says in its first comment what a player should see; the ``.listing`` beside it
is its display list. When layout changes on purpose: ``pytest tests/golden --update-golden``, look at
the pages, read the diff.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest

from engraving.house import load_style
from engraving.layout.engrave import Engraving, engrave
from engraving.layout.listing import listing
from engraving.musicxml import read
from engraving.parts import extract_all
from engraving.typefaces import load_faces

FOLDER = Path(__file__).parent
SCORES = sorted(FOLDER.glob("*.musicxml"))
MOST_SHOWN = 40


def engraved(score: Path) -> Engraving:
    style = load_style("us-session")
    part = extract_all(read(score, validate=False).cue)[0].part
    return engrave(part, style, load_faces(style.faces.music, style.faces.text))


@pytest.mark.parametrize("score", SCORES, ids=lambda path: path.stem)
def test_the_page_is_as_it_was(score: Path, update_golden: bool) -> None:
    golden = score.with_suffix(".listing")
    made = listing(engraved(score).pages)
    if update_golden:
        golden.write_text(made, encoding="utf-8")
        return
    kept = golden.read_text(encoding="utf-8")
    changes = list(difflib.unified_diff(kept.splitlines(), made.splitlines(), "kept", "made", n=0, lineterm=""))
    assert not changes, "\n".join([f"{score.stem}: {len(changes)} lines changed", *changes[:MOST_SHOWN]])


@pytest.mark.parametrize("score", SCORES, ids=lambda path: path.stem)
def test_the_page_is_clean(score: Path) -> None:
    """A golden page has no collision, nothing lost, nothing outside the margins (A1, A2, A5)."""
    audit = engraved(score).audit
    assert (audit.collisions, audit.lost, audit.doubled, audit.outside_margins) == (0, 0, 0, 0)


@pytest.mark.parametrize("score", SCORES, ids=lambda path: path.stem)
def test_every_score_says_what_a_player_should_see(score: Path) -> None:
    comment = re.search(r"<!-- (.*?) -->", score.read_text(encoding="utf-8"), re.DOTALL)
    assert comment
    assert re.fullmatch(r"A \w+ sees [^.]*\.", " ".join(comment[1].split()))


def test_every_listing_has_its_score() -> None:
    assert [path.stem for path in sorted(FOLDER.glob("*.listing"))] == [path.stem for path in SCORES]
