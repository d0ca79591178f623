"""Barlines as strokes (E01, E40)."""

from __future__ import annotations

import pytest

from engraving.notation.barlines import Barline, barline
from engraving.score import Bar
from tests.layout.small_music import small_faces

FACES = small_faces()


def bar(**fields: object) -> Bar:
    return Bar(0, "1", 0, 96, **fields)  # type: ignore[arg-type]


def kinds(line: Barline) -> str:
    return "".join(stroke.kind for stroke in line.strokes)


def gaps(line: Barline) -> list[float]:
    return [b.x - (a.x + a.width) for a, b in zip(line.strokes, line.strokes[1:], strict=False)]


def test_e01_between_bars_stands_one_thin_line() -> None:
    line = barline(bar(), bar(), FACES)
    assert kinds(line) == "|"
    assert line.width == pytest.approx(0.16)


def test_e40_the_last_bar_ends_thin_thick_unless_the_source_says_otherwise() -> None:
    assert kinds(barline(bar(), None, FACES, final=True)) == "|#"
    assert kinds(barline(bar(right="light-light"), None, FACES, final=True)) == "||"


def test_e40_a_line_that_breaks_in_mid_cue_ends_with_a_thin_one() -> None:
    assert kinds(barline(bar(), None, FACES)) == "|"


def test_e01_thin_thick_stand_four_tenths_apart() -> None:
    line = barline(bar(right="light-heavy"), None, FACES)
    assert [s.width for s in line.strokes] == [0.16, 0.5]
    assert gaps(line) == pytest.approx([0.4])


@pytest.mark.parametrize(
    ("style", "strokes"),
    [
        ("regular", "|"), ("light-light", "||"), ("light-heavy", "|#"), ("heavy-light", "#|"), ("heavy-heavy", "##"),
        ("heavy", "#"), ("dashed", "!"), ("dotted", ":"), ("tick", "'"), ("short", ","), ("none", ""),
    ],
)  # fmt: skip
def test_every_barline_of_the_format(style: str, strokes: str) -> None:
    assert kinds(barline(bar(right=style), bar(), FACES)) == strokes


def test_a_barline_said_by_the_bar_after_it_counts_too() -> None:
    assert kinds(barline(bar(), bar(left="light-light"), FACES)) == "||"


def test_repeats_open_close_and_do_both() -> None:
    assert kinds(barline(bar(), bar(repeat_start=True), FACES)) == "#|*"
    assert kinds(barline(bar(repeat_end=2), bar(), FACES)) == "*|#"
    assert kinds(barline(bar(repeat_end=2), bar(repeat_start=True), FACES)) == "*|#|*"
    assert kinds(barline(bar(repeat_end=2), None, FACES, final=True)) == "*|#"
    assert kinds(barline(None, bar(repeat_start=True), FACES)) == "#|*"


def test_e01_repeat_dots_stand_off_their_line_by_a_stroke() -> None:
    line = barline(bar(repeat_end=2), bar(repeat_start=True), FACES)
    assert gaps(line) == pytest.approx([0.16, 0.4, 0.4, 0.16])


def test_e40_no_bar_is_no_barline() -> None:
    assert kinds(barline(None, None, FACES)) == ""


def test_e40_a_line_begins_without_a_barline() -> None:
    assert kinds(barline(None, bar(), FACES)) == ""
