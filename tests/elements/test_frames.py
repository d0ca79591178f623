"""What notes stand in: clefs, keys, metres, staff lines, and every barline with its repeats and endings (E19, E40)."""

from __future__ import annotations

from itertools import pairwise

import pytest

from engraving.layout.page import Ink, Line, Text
from engraving.typefaces import smufl as g
from tests.elements.drawn import sheet
from tests.layout.small_music import Drawn, Sheet

NEAR = 0.06


def _per_bar(page: Sheet, ink: Ink, staff: int = 1) -> list[list[Drawn]]:
    """Ink by the bar it stands in, on all lines of the page; the prefix belongs to the first bar."""
    bars: list[list[Drawn]] = []
    for number in range(staff, len(page.staves()) + 1, page.part.music.staves):
        edges = [d.x0 for d in page.of(Ink.BARLINE, staff=number)]
        found = page.of(ink, staff=number)
        starts = [0.0, *edges]
        for left, right in zip(starts, [*edges, 999.0], strict=True):
            bars.append([d for d in found if left <= d.x0 < right])
    return bars


def test_every_clef_puts_the_note_on_the_middle_line() -> None:
    page = sheet("part-clefs")
    heads = page.of(Ink.HEAD)
    assert len(heads) == 19
    assert [d.middle for d in heads] == pytest.approx([0] * 19, abs=NEAR)
    codes = [d.code for d in page.of(Ink.CLEF) if not d.item.echo]
    assert [code for k, code in enumerate(codes) if not k or code != codes[k - 1]][:5] == [
        g.G_CLEF_8VA, g.G_CLEF_15MA, g.G_CLEF_8VB, g.G_CLEF_15MB, g.G_CLEF,
    ]  # fmt: skip
    assert {g.F_CLEF, g.F_CLEF_8VB, g.F_CLEF_8VA, g.F_CLEF_15MB, g.F_CLEF_15MA, g.C_CLEF, g.C_CLEF_8VB} < set(codes)


def test_a_percussion_clef_reads_like_a_treble_clef_and_has_no_key() -> None:
    page = sheet("part-clef-percussion")
    assert page.one(Ink.CLEF).code == g.UNPITCHED_PERCUSSION_CLEF_1
    assert [d.y for d in page.of(Ink.HEAD)] == pytest.approx([-1.5, -0.5, 0.5, 1.5], abs=NEAR)


def test_e19_one_line_has_notes_and_rests_on_it_and_short_barlines() -> None:
    page = sheet("part-one-line")
    (line,) = page.of(Ink.STAFF_LINE)
    assert line.middle == pytest.approx(0, abs=NEAR)
    assert [d.y for d in page.of(Ink.HEAD)] == pytest.approx([0] * 4, abs=NEAR)
    first = page.of(Ink.BARLINE)[0]
    assert (first.y0, first.y1) == pytest.approx((-1, 1), abs=0.1)
    assert page.one(Ink.CLEF).middle == pytest.approx(0, abs=NEAR)


def test_staff_lines_change_at_their_barline_and_notes_count_from_the_lowest() -> None:
    page = sheet("part-staff-lines")
    lines, bars, heads = page.of(Ink.STAFF_LINE), page.of(Ink.BARLINE), page.of(Ink.HEAD)
    edges = [0.0, *(d.centre for d in bars)]
    for k, count in enumerate((2, 3, 4, 5, 6)):
        here = [d for d in lines if d.x0 == pytest.approx(edges[k], abs=0.2)]
        assert len(here) == count
        low, high = heads[2 * k], heads[2 * k + 1]
        assert low.y == pytest.approx(min(d.middle for d in here), abs=NEAR)
        assert high.y == pytest.approx(max(d.middle for d in here), abs=NEAR)


def test_e40_naturals_only_before_open_key_and_where_the_source_cancels() -> None:
    codes = [d.code for d in sheet("part-keys").of(Ink.KEY)]
    sharp, flat, natural = g.ACCIDENTAL_SHARP, g.ACCIDENTAL_FLAT, g.ACCIDENTAL_NATURAL
    assert codes[:3] == [sharp] * 3
    assert codes[3:8] == [natural] * 3 + [flat] * 2
    assert codes[8:10] == [natural] * 2
    assert codes[10:17] == [sharp] * 5 + [g.ACCIDENTAL_DOUBLE_SHARP] * 2
    assert codes[17:19] == [sharp] * 2
    assert codes[19:] == [
        sharp, flat, g.ACCIDENTAL_QUARTER_TONE_FLAT_STEIN, g.ACCIDENTAL_THREE_QUARTER_TONES_FLAT_ZIMMERMANN,
    ]  # fmt: skip


def test_naturals_that_cancel_a_key_stand_on_the_side_of_the_new_one_that_the_source_says() -> None:
    sharp, flat, natural = g.ACCIDENTAL_SHARP, g.ACCIDENTAL_FLAT, g.ACCIDENTAL_NATURAL
    signs = sheet("part-keys-cancelled").of(Ink.KEY)
    assert [d.code for d in signs] == [sharp] * 3 + [sharp, natural, natural] + [natural, flat, flat]
    assert all(a.x1 < b.x0 for a, b in pairwise(signs))


def test_signs_of_a_key_never_touch() -> None:
    signs = sheet("part-keys").of(Ink.KEY)
    for a, b in pairwise(signs):
        assert b.x0 - a.x1 > 0.05


def test_each_staff_may_have_its_own_key() -> None:
    page = sheet("part-keys-by-staff")
    assert [d.code for d in page.of(Ink.KEY, staff=1)] == [g.ACCIDENTAL_FLAT] * 3
    assert [d.code for d in page.of(Ink.KEY, staff=2)] == [g.ACCIDENTAL_SHARP] * 2


def _metres(page: Sheet) -> list[list[Drawn]]:
    """The metre of each bar, without courtesies."""
    found = _per_bar(page, Ink.METRE)
    return [bar for bar in ([d for d in bar if not d.item.echo] for bar in found) if bar]


def test_metres_are_figures_symbols_or_notes() -> None:
    d = g.TIME_SIG_DIGITS
    signs = [[s.code for s in sorted(metre, key=lambda s: (s.x0, -s.y))] for metre in _metres(sheet("part-metres"))]
    assert signs[:5] == [
        [g.TIME_SIG_COMMON], [g.TIME_SIG_CUT_COMMON], [d[3]], [d[2], g.MET_NOTE_QUARTER_UP],
        [d[2], g.MET_NOTE_QUARTER_UP, g.MET_AUGMENTATION_DOT],
    ]  # fmt: skip
    assert sorted(signs[5]) == sorted([d[3], g.TIME_SIG_PLUS_SMALL, d[2], d[8]])
    assert g.TIME_SIG_PLUS in signs[6]
    assert [d[3], g.TIME_SIG_SLASH, d[4]] in signs
    assert [d[2], d[4]] in signs
    assert [g.TIME_SIG_X] in signs


def test_a_number_over_a_note_does_not_touch_it() -> None:
    over, note, *_ = sorted(_metres(sheet("part-metres"))[3], key=lambda s: -s.y)
    assert over.code == g.TIME_SIG_DIGITS[2]
    assert over.y0 - note.y1 > 0.03
    assert note.y0 >= -2.9
    assert note.centre == pytest.approx(over.centre, abs=0.3)


@pytest.mark.parametrize(
    ("bar", "between"),
    [
        (0, [g.TIME_SIG_PARENS_LEFT, g.TIME_SIG_PARENS_RIGHT]),
        (1, [g.TIME_SIG_BRACKET_LEFT, g.TIME_SIG_BRACKET_RIGHT]),
        (2, [g.TIME_SIG_EQUALS]), (3, [g.TIME_SIG_SLASH]), (4, [g.TIME_SIG_MINUS]), (5, []),
    ],
)  # fmt: skip
def test_two_metres_are_related_as_the_source_says(bar: int, between: list[int]) -> None:
    metre = _metres(sheet("part-metres-interchangeable"))[bar]
    figures = [s for s in metre if s.code in g.TIME_SIG_DIGITS]
    assert sorted(s.code - g.TIME_SIG_0 for s in figures) == [3, 4, 6, 8]
    assert [s.code for s in metre if s.code not in g.TIME_SIG_DIGITS] == between
    assert max(s.x1 for s in figures[:2]) < min(s.x0 for s in figures[2:])


def _strokes(page: Sheet) -> list[list[Drawn]]:
    """Barlines as groups of strokes, in order."""
    groups: list[list[Drawn]] = []
    for number in range(1, len(page.staves()) + 1):
        before = None
        for stroke in page.of(Ink.BARLINE, staff=number):
            if before is not None and stroke.x0 - before.x1 < 0.6:
                groups[-1].append(stroke)
            else:
                groups.append([stroke])
            before = stroke
    return groups


def test_every_bar_style_has_its_strokes() -> None:
    groups = _strokes(sheet("bar-styles"))
    widths = [["thick" if d.width > 0.4 else "thin" for d in group] for group in groups]
    assert widths == [
        ["thin"], ["thin"], ["thick"], ["thin"] * 2, ["thin", "thick"], ["thick", "thin"], ["thick"] * 2, ["thin"],
        ["thin"],
    ]  # fmt: skip
    dotted, dashed = (group[0].item for group in groups[:2])
    assert isinstance(dotted, Line)
    assert isinstance(dashed, Line)
    assert 0 < dotted.dash[0] < dashed.dash[0]
    tick, short = groups[7][0], groups[8][0]
    assert (tick.y0, tick.y1) == pytest.approx((1.4, 2.6), abs=0.1)
    assert (short.y0, short.y1) == pytest.approx((-1, 1), abs=0.1)


def test_winged_repeats_lean_over_what_they_repeat() -> None:
    page = sheet("bar-winged")
    wings = [d for d in page.of(Ink.BARLINE) if d.y1 > 2.1 or d.y0 < -2.1]
    dots = page.of(Ink.REPEAT_DOT)
    assert len(wings) == 2 * 2 * (1 + 1 + 2 + 2)
    over = [d for d in wings if d.y1 > 2.3]
    assert all(2 <= d.y1 <= 3.4 for d in over)
    # Each wing stands on its dots' side of the thick stroke.
    for dot in dots:
        assert any(abs(d.centre - dot.centre) < 1.5 for d in over)


def test_endings_are_brackets_with_their_numbers_or_words() -> None:
    page = sheet("bar-endings")
    assert [d.text for d in page.of(Ink.VOLTA) if d.text] == ["1., 2.", "3.", "First time only"]
    long = [d for d in page.of(Ink.VOLTA) if not d.text and d.x1 - d.x0 > 1]
    hooks = [d for d in page.of(Ink.VOLTA) if not d.text and d.x1 - d.x0 < 1]
    assert len(long) == 3
    assert [sum(abs(h.centre - line.x1) < 0.3 for h in hooks) for line in long] == [1, 0, 1]
    assert all(any(abs(h.centre - line.x0) < 0.3 for h in hooks) for line in long)


def test_the_words_of_an_ending_fit_under_its_bracket() -> None:
    page = sheet("bar-endings")
    words = next(d for d in page.of(Ink.VOLTA) if d.text == "First time only")
    line = next(d for d in page.of(Ink.VOLTA) if d.x0 < words.x0 < d.x1 and not d.text and d.x1 - d.x0 > 1)
    assert words.x1 < line.x1 - 0.2


def test_signs_on_barlines_stand_over_or_under_them() -> None:
    page = sheet("bar-signs")
    signs, bars = page.of(Ink.JUMP), [group[0] for group in _strokes(page)]
    by_code = {d.code: d for d in signs}
    assert set(by_code) == {g.FERMATA_ABOVE, g.FERMATA_BELOW, g.SEGNO, g.CODA, g.FERMATA_LONG_ABOVE}
    for code, bar in ((g.FERMATA_ABOVE, 0), (g.FERMATA_BELOW, 1), (g.SEGNO, 2), (g.CODA, 3), (g.FERMATA_LONG_ABOVE, 5)):
        assert by_code[code].centre == pytest.approx(bars[bar].centre, abs=0.2)
        assert by_code[code].y0 > 2 or code == g.FERMATA_BELOW
    assert by_code[g.FERMATA_BELOW].y1 < -2


def test_e19_instruments_are_named_over_their_first_note_in_the_size_of_the_style() -> None:
    page = sheet("part-instruments")
    names = [d for d in page.of(Ink.TECHNIQUE) if d.text]
    assert [d.text for d in names] == ["Vibraphone", "To Glockenspiel", "Glockenspiel", "Xylophone"]
    heads = page.of(Ink.HEAD)
    assert names[0].x0 == pytest.approx(heads[0].x0, abs=0.3)
    assert names[2].x0 == pytest.approx(heads[5].x0, abs=0.3)
    assert heads[4].x1 < names[1].x0 < page.of(Ink.H_BAR)[0].x0
    sizes = [d.item.size for d in names if isinstance(d.item, Text)]
    assert sizes == [900, 900, 900, 1100]


def test_e19_on_one_line_too() -> None:
    names = [d.text for d in sheet("part-instruments-one-line").of(Ink.TECHNIQUE)]
    assert sorted(names) == ["Tambourine", "To Tambourine", "Triangle"]
