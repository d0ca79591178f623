"""The reader of printed pages sees what is wrong: ink is taken away or moved, and the comparison says so."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from engraving.printing.preflight import InkGlyph, PageInk
from tests.readback.glyphs import ACCIDENTALS, CLEFS, DOT, DYNAMICS, FLAGS, HEADS, MARKS, RESTS
from tests.readback.press import Score, differences, faces, open_score, pages_of
from tests.readback.sheet import read_sheet
from tests.readback.staves import systems_of

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "1M1 The Crossing.musicxml"
TREBLE, BASS = 0xE050, 0xE062

Change = Callable[[PageInk], PageInk]


class Printed(NamedTuple):
    """A part of the sample cue as it was printed."""

    score: Score
    index: int
    pages: tuple[PageInk, ...]

    def complaints(self, pages: list[PageInk]) -> set[str]:
        return {difference.what for difference in differences(self.score, self.index, pages)}


@cache
def _score() -> Score:
    return open_score(SAMPLE)


@pytest.fixture
def printed(request: pytest.FixtureRequest, tmp_path: Path) -> Printed:
    score = _score()
    index = next(i for i, part in enumerate(score.parts) if part.chair == request.param)
    return Printed(score, index, tuple(pages_of(score.parts[index], tmp_path)[0]))


def without_glyph(codes: object) -> Change:
    """The page without its first glyph of these."""

    def change(page: PageInk) -> PageInk:
        at = next(i for i, glyph in enumerate(page.glyphs) if glyph.code in codes)  # type: ignore[operator]
        return page._replace(glyphs=page.glyphs[:at] + page.glyphs[at + 1 :])

    return change


def with_glyph(codes: object, changed: Callable[[InkGlyph], InkGlyph]) -> Change:
    """The page with its first glyph of these changed."""

    def change(page: PageInk) -> PageInk:
        at = next(i for i, glyph in enumerate(page.glyphs) if glyph.code in codes)  # type: ignore[operator]
        return page._replace(glyphs=(*page.glyphs[:at], changed(page.glyphs[at]), *page.glyphs[at + 1 :]))

    return change


def a_step_up(glyph: InkGlyph) -> InkGlyph:
    return glyph._replace(y=glyph.y + glyph.size / 8)


def into(code: int) -> Callable[[InkGlyph], InkGlyph]:
    return lambda glyph: glyph._replace(text=chr(code))


def without_beam(page: PageInk) -> PageInk:
    at = next(i for i, fill in enumerate(page.fills) if len(fill.points) == 5)
    return page._replace(fills=page.fills[:at] + page.fills[at + 1 :])


def without_arcs(page: PageInk) -> PageInk:
    return page._replace(fills=tuple(fill for fill in page.fills if len(fill.points) < 33))


def without_slanted(page: PageInk) -> PageInk:
    """Hairpins are the only slanted strokes of these parts."""
    return page._replace(lines=tuple(line for line in page.lines if line.x0 == line.x1 or line.y0 == line.y1))


def without_first_barline(page: PageInk) -> PageInk:
    sheet = read_sheet(page, faces())
    assert sheet is not None
    edge = systems_of(sheet)[0].bars[0].x1 * sheet.space
    kept = tuple(line for line in page.lines if line.x0 != line.x1 or not edge - 0.1 < line.x0 < edge + 1.5)
    return page._replace(lines=kept)


def without_bold_type(page: PageInk) -> PageInk:
    return page._replace(glyphs=tuple(g for g in page.glyphs if "Bold" not in g.font))


CHANGES: tuple[tuple[str, Change, str], ...] = (
    ("Violin I", without_glyph(HEADS), "notes"),
    ("Violin I", with_glyph(HEADS, a_step_up), "notes"),
    ("Horn in F 1", with_glyph({0xE0A4}, into(0xE0A3)), "notes"),
    ("Violin I", without_glyph(RESTS), "rests"),
    ("Violin I", without_glyph({DOT}), "notes"),
    ("Violin I", without_glyph(FLAGS), "notes"),
    ("Violin I", without_beam, "notes"),
    ("Violin I", without_arcs, "notes"),
    ("Violin I", without_arcs, "slurs"),
    ("Violin I", without_slanted, "hairpins"),
    ("Violin I", without_glyph(DYNAMICS), "dynamics"),
    ("Violin I", without_glyph(set(MARKS)), "marks"),
    ("Violin I", without_first_barline, "bars"),
    ("Violin I", without_bold_type, "rehearsal marks"),
    ("Violin I", without_glyph(ACCIDENTALS), "notes"),
    ("Violin I", with_glyph({TREBLE}, into(BASS)), "notes"),
    ("Bassoon", without_glyph(set(CLEFS)), "notes"),
    ("Horn in F 1", without_glyph({0xE4E5}), "notes"),
    ("Harp", with_glyph(HEADS, a_step_up), "notes"),
)


@pytest.mark.parametrize(
    ("printed", "change", "what"), CHANGES, indirect=["printed"], ids=[f"{n}-{c[2]}" for n, c in enumerate(CHANGES)]
)
def test_a_change_on_paper_is_seen(printed: Printed, change: Change, what: str) -> None:
    before = printed.complaints(list(printed.pages))
    assert what not in before
    assert what in printed.complaints([change(printed.pages[0]), *printed.pages[1:]])
