"""Files of one feature each, kept as the listings of all their parts; the files themselves stay in the corpus.

The first failure shows which lines changed; ``--golden-report`` shows what that looks like.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CORPUS
from tests.golden.kept import Kept
from tests.golden.press import told

SUITE = CORPUS / "features" / "lilypond-musicxml-suite"
FOLDER = Path(__file__).parent / "features"
SCORES = sorted(path for path in SUITE.rglob("*") if path.suffix in {".xml", ".musicxml", ".mxl"})

needs_corpus = pytest.mark.skipif(not SCORES, reason=f"no feature files at {SUITE}: their pages are not compared")


@needs_corpus
@pytest.mark.parametrize("score", SCORES, ids=lambda path: path.stem)
def test_the_pages_are_as_they_were(score: Path, kept: Kept) -> None:
    kept.compare(FOLDER / f"{score.stem}.listing", told(score))


@needs_corpus
def test_every_file_has_its_listing() -> None:
    assert len(SCORES) >= 166
    assert {path.stem for path in FOLDER.glob("*.listing")} == {path.stem for path in SCORES}
