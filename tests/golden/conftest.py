"""``pytest tests/golden --golden-report FOLDER`` shows what changed; ``--update-golden`` accepts it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.golden.album import Album
from tests.golden.kept import Kept


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether pages are to be accepted instead of compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def album(request: pytest.FixtureRequest) -> Iterator[Album | None]:
    """Where changed pages are shown, if anybody asked for it."""
    folder: Path | None = request.config.getoption("--golden-report")
    if folder is None:
        yield None
        return
    made = Album(folder)
    yield made
    made.write()


@pytest.fixture(scope="session")
def kept(update_golden: bool, album: Album | None) -> Kept:
    """Compares listings with those kept, or keeps them."""
    return Kept(update=update_golden, album=album)
