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
FILES = sorted(path for path in SUITE.rglob("*") if path.suffix in {".xml", ".musicxml", ".mxl"})
SCORES = [path for path in FILES if (FOLDER / f"{path.stem}.listing").exists()]

needs_corpus = pytest.mark.skipif(not FILES, reason=f"no feature files at {SUITE}: their pages are not compared")


@needs_corpus
@pytest.mark.parametrize("score", SCORES, ids=lambda path: path.stem)
def test_the_pages_are_as_they_were(score: Path, kept: Kept) -> None:
    kept.compare(FOLDER / f"{score.stem}.listing", told(score))


@needs_corpus
def test_every_listing_has_its_file() -> None:
    assert {path.stem for path in FOLDER.glob("*.listing")} == {path.stem for path in SCORES}
