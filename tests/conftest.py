"""What all tests may use: the corpus of real scores when it is there, and plain music to engrave."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from engraving.score import Bar, Clef, Credits, Event, Head, Metre, Music, Part, Pitch

# The same examples on every run of the continuous checks, however slow the machine; at a desk they are new each time.
settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
if os.environ.get("CI"):
    settings.load_profile("ci")

CORPUS = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"




def pytest_addoption(parser: pytest.Parser) -> None:
    golden = parser.getgroup("golden pages")
    golden.addoption("--update-golden", action="store_true", help="accept the pages as they are now")
    golden.addoption(
        "--golden-report", type=Path, metavar="FOLDER", help="show old and new pages side by side, as HTML"
    )


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real scores; tests that need it are skipped without it, and say so."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real scores is not beside this checkout (shared/corpus)")
    return CORPUS


@pytest.fixture
def plain_part() -> Callable[..., Part]:
    """Makes parts of whole notes: ``plain_part("Horn 1", bars=4)``."""

    def make(chair: str = "Flute", bars: int = 4, number: int = 1) -> Part:
        notes = tuple(
            Event(
                id=bar + 1,
                bar=bar,
                tick=bar * 4,
                length=4,
                value="whole",
                voice=1,
                staff=1,
                heads=(Head(atom=bar + 1, pitch=Pitch(octave=4, step=6)),),
            )
            for bar in range(bars)
        )
        return Part(
            chair=chair,
            instrument=chair,
            number=number,
            credits=Credits(cue_number="1M1", title="Test"),
            ticks_per_quarter=1,
            bars=tuple(Bar(index=n, number=str(n + 1), start=n * 4, length=4) for n in range(bars)),
            music=Music(staves=1, events=notes, clefs=((0, 1, Clef("G", 2)),), metres=((0, 1, Metre()),)),
        )

    return make
