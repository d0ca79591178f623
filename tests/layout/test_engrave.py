"""A part from end to end: nothing lost, nothing doubled, the same everywhere (E41, E54; A1, A2, A5)."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engraving.layout.listing import listing
from engraving.layout.page import Ink
from tests.layout.small_music import (
    Sheet,
    back,
    change,
    dynamic,
    engraved,
    house,
    metronome,
    notes,
    rehearsal,
    score_xml,
    sheet_of,
    wedge,
    words,
)

ROOT = Path(__file__).resolve().parents[2]
VARIETY = (
    metronome(96) + dynamic("p") + notes("c5q{staccato} d5{accent} [e5e f#5] (/g5e) f5q"),
    wedge("crescendo") + notes("c4+e4+g4h~ ~c4+e4+g4q rq") + wedge("stop"),
    notes("R"), notes("R"), notes("R"),
    rehearsal("A") + dynamic("f") + notes("[c5s d5 e5 f5] g5q{slur+} a5 g5{slur-,fermata}"),
    words("pizz.") + notes("e5q f5 g5h", voice=1) + back() + notes("c4h d4h", voice=2),
    change(key=-3) + notes("bb4q{tenuto} ab4 g4 f4", voice=1),
    notes("[c5e d5 e5]", tuplet=3) + notes("d5q c5h."),
)  # fmt: skip


@pytest.fixture(scope="module")
def variety() -> Sheet:
    return engraved(*VARIETY)


def test_a5_every_atom_of_the_part_is_drawn_once(variety: Sheet) -> None:
    assert variety.engraving.audit.lost == 0
    assert variety.engraving.audit.doubled == 0


def test_a1_nothing_touches_what_it_should_not(variety: Sheet) -> None:
    assert variety.engraving.audit.collisions == 0
    assert variety.engraving.audit.outside_margins == 0
    assert variety.engraving.audit.clean


def test_e41_every_kind_of_ink_in_it_is_on_the_page(variety: Sheet) -> None:
    found = {item.ink for item in variety.pages[0].music}
    for ink in (
        Ink.HEAD, Ink.STEM, Ink.FLAG, Ink.BEAM, Ink.ACCIDENTAL, Ink.DOT, Ink.REST, Ink.TIE, Ink.SLUR, Ink.TUPLET_NUMBER,
        Ink.ARTICULATION, Ink.STACCATO, Ink.FERMATA, Ink.SLASH, Ink.DYNAMIC, Ink.HAIRPIN, Ink.TECHNIQUE, Ink.TEMPO,
        Ink.REHEARSAL, Ink.BOX, Ink.H_BAR, Ink.REST_COUNT, Ink.REST_RANGE, Ink.BAR_NUMBER, Ink.KEY, Ink.TIMING,
    ):  # fmt: skip
        assert ink in found, ink.name


@pytest.mark.parametrize("style", ["us-session", "london-session", "concert"])
def test_e56_the_staff_has_the_height_the_style_says(style: str) -> None:
    sheet = sheet_of(score_xml(*VARIETY), house(style))
    lines = sheet.of(Ink.STAFF_LINE, staff=1)
    height = (lines[-1].item.y0 - lines[0].item.y0) / 100 / 72 * 25.4  # type: ignore[union-attr]
    assert abs(height) == pytest.approx(house(style).staff.height, abs=0.02)
    assert sheet.engraving.audit.collisions == 0


def test_e54_turns_of_a_taped_part_fall_after_every_third_page() -> None:
    sheet = engraved(*[notes("c5q d5 e5 d5")] * 300)
    assert len(sheet.pages) >= 4
    assert [turn.page for turn in sheet.engraving.turns] == list(range(3, len(sheet.pages), 3))


def test_e55_pages_are_full_before_the_next_begins() -> None:
    """Ten systems on page one, eleven later, when nothing else is asked."""
    sheet = engraved(*[notes("c5q d5 e5 d5")] * 300)
    counts = [len(page.staves) for page in sheet.pages]
    assert all(8 <= count <= 12 for count in counts[:-1])
    assert counts[-1] >= 3


def test_e55_the_last_page_is_never_looser_than_the_page_before() -> None:
    sheet = engraved(*[notes("c5q d5 e5 d5")] * 90)
    pages = [[s.y for s in page.staves] for page in sheet.pages]
    gaps = [max(a - b for a, b in itertools.pairwise(ys)) for ys in pages]
    assert gaps[-1] <= gaps[-2] + 2


SCRIPT = """
from tests.layout.test_engrave import VARIETY, engraved, listing
print(listing(engraved(*VARIETY).pages), end="")
"""


def test_two_processes_that_hash_differently_print_the_same(variety: Sheet) -> None:
    """Identical listings under different PYTHONHASHSEED, time zone and locale."""
    printed = []
    for seed, zone, locale in (("1", "UTC", "C"), ("4242", "Asia/Tokyo", "C.UTF-8")):
        settings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, env=settings, capture_output=True, check=True)
        printed.append(done.stdout.decode())
    assert printed[0] == printed[1] == listing(variety.pages)
