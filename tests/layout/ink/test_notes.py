"""Notes and rests as ink on the page (E01, E03, E10–E18, E30–E33)."""

from __future__ import annotations

import itertools

import pytest

from engraving.layout.page import Ink
from engraving.typefaces import smufl as g
from tests.layout.small_music import Drawn, back, engraved, notes

NEAR = 0.02


def test_e10_stems_of_single_notes_point_at_the_middle_line() -> None:
    sheet = engraved(notes("a4q c5 b4 g5"))
    assert [stem.y0 < head.y - 1 for stem, head in zip(sheet.of(Ink.STEM), sheet.of(Ink.HEAD), strict=True)] == [
        False,
        True,
        True,
        True,
    ]


def test_e01_stems_are_an_eighth_of_a_space_thick_and_touch_their_heads() -> None:
    sheet = engraved(notes("a4q g5 e4+c5 f4"))
    for stem in sheet.of(Ink.STEM):
        assert stem.width == pytest.approx(0.12, abs=NEAR)
        assert any(head.over(stem) and head.y0 < stem.y1 and stem.y0 < head.y1 for head in sheet.of(Ink.HEAD))


def test_e11_a_stem_from_far_off_reaches_the_middle_line() -> None:
    low, high = engraved(notes("a3h e6")).of(Ink.STEM)
    assert low.y1 == pytest.approx(0, abs=NEAR)
    assert high.y0 == pytest.approx(0, abs=NEAR)


def test_e12_a_second_stands_on_both_sides_of_its_stem() -> None:
    sheet = engraved(notes("g4+a4h b4+c5h"))
    (low, high, down_low, down_high) = sorted(sheet.of(Ink.HEAD), key=lambda d: (d.x > 20, d.y))
    up, down = sheet.of(Ink.STEM)
    assert low.x1 == pytest.approx(up.x1, abs=0.05)
    assert high.x0 == pytest.approx(up.x0, abs=0.05)
    assert down_high.x0 == pytest.approx(down.x0, abs=0.05)
    assert down_low.x1 == pytest.approx(down.x1, abs=0.05)


# Ledgers


def test_e01_ledger_lines_reach_four_tenths_past_the_head() -> None:
    sheet = engraved(notes("a5q rq rh"))
    head, ledger = sheet.of(Ink.HEAD)[0], sheet.one(Ink.LEDGER)
    assert ledger.y == pytest.approx(3, abs=NEAR)
    assert head.x0 - ledger.x0 == pytest.approx(0.4, abs=NEAR)
    assert ledger.x1 - head.x1 == pytest.approx(0.4, abs=NEAR)
    assert ledger.y1 - ledger.y0 == pytest.approx(0.16, abs=NEAR)


def test_e01_beside_an_accidental_a_ledger_line_is_shorter_on_that_side() -> None:
    sheet = engraved(notes("a#5q rq rh"))
    head, ledger = sheet.of(Ink.HEAD)[0], sheet.one(Ink.LEDGER)
    assert head.x0 - ledger.x0 == pytest.approx(0.2, abs=NEAR)
    assert ledger.x1 - head.x1 == pytest.approx(0.4, abs=NEAR)
    assert sheet.one(Ink.ACCIDENTAL).x1 < ledger.x0


def test_e01_ledger_lines_of_neighbours_keep_apart() -> None:
    run = " ".join(["[a5s c6 a5 c6]"] * 4)
    sheet = engraved(*[notes(run)] * 8)
    first = sorted((d for d in sheet.of(Ink.LEDGER, staff=1) if abs(d.y - 3) < 0.1), key=lambda d: d.x0)
    gaps = [b.x0 - a.x1 for a, b in itertools.pairwise(first)]
    assert min(gaps) >= 0.15 - NEAR


# Accidentals and dots on the page


def test_e13b_an_accidental_stands_a_third_of_a_space_before_its_head() -> None:
    sheet = engraved(notes("f#5q rq rh"))
    head, sign = sheet.of(Ink.HEAD)[0], sheet.one(Ink.ACCIDENTAL)
    assert (sign.code, sign.y) == (g.ACCIDENTAL_SHARP, pytest.approx(head.y, abs=NEAR))
    assert head.x0 - sign.x1 == pytest.approx(0.35, abs=NEAR)


@pytest.mark.parametrize("pitch", ["a#5", "b#5", "cb6", "c#4", "b#3", "gb3"])
def test_e13b_an_accidental_beside_a_ledger_line_is_no_farther_from_its_head(pitch: str) -> None:
    """The ledger line gives way (E01), not the accidental."""
    sheet = engraved(notes(f"{pitch}q rq rh"))
    head, sign = sheet.of(Ink.HEAD)[0], sheet.one(Ink.ACCIDENTAL)
    assert head.x0 - sign.x1 == pytest.approx(0.35, abs=NEAR)
    assert all(line.x0 - sign.x1 >= 0.15 - NEAR for line in sheet.of(Ink.LEDGER))


def test_e13_an_alteration_is_shown_once_a_bar_and_taken_back_in_the_next() -> None:
    """F sharp, F sharp again without a sign, a courtesy natural in the next bar."""
    sheet = engraved(notes("f#5q f#5 e5h"), notes("f5w"))
    assert [d.code for d in sheet.of(Ink.ACCIDENTAL)] == [g.ACCIDENTAL_SHARP, g.ACCIDENTAL_NATURAL]


def test_e14_a_dot_stands_right_of_its_note_in_a_space() -> None:
    sheet = engraved(notes("b4h. rq"))
    head, dot = sheet.of(Ink.HEAD)[0], sheet.one(Ink.DOT)
    assert dot.x0 - head.x1 == pytest.approx(0.5, abs=0.03)
    assert dot.middle == pytest.approx(0.5, abs=NEAR)


def test_e14_a_dotted_eighth_keeps_its_dot_off_its_flag() -> None:
    for pitch in ("f4", "g4", "a4", "e4"):
        sheet = engraved(notes(f"{pitch}e. rs rq rh"))
        assert not sheet.one(Ink.DOT).touches(sheet.one(Ink.FLAG))


# Rests


def test_e15_a_whole_bar_rest_hangs_in_the_middle_of_its_bar() -> None:
    sheet = engraved(notes("c5w"), notes("R"), notes("c5w"))
    left, right = sheet.of(Ink.BARLINE)[:2]
    rest = sheet.one(Ink.REST)
    assert rest.centre == pytest.approx((left.x1 + right.x0) / 2, abs=0.1)
    assert rest.y1 == pytest.approx(1.0, abs=0.1)


def test_e15_a_whole_bar_rest_in_any_metre_is_a_whole_rest() -> None:
    for time, length in (("3/4", "h."), ("2/4", "h"), ("6/8", "h.")):
        sheet = engraved(notes(f"c5{length}"), notes(f"R{length}"), notes(f"c5{length}"), time=time)
        assert sheet.one(Ink.REST).code == g.REST_WHOLE


def test_e15_rests_stand_in_the_middle_of_the_staff() -> None:
    quarter, eighth, sixteenth = (d for d in engraved(notes("rq c5e re c5q rs c5e.")).of(Ink.REST))
    assert quarter.middle == pytest.approx(0, abs=0.1)
    assert {round(eighth.y, 2), round(sixteenth.y, 2)} == {0}


def test_e15_rests_of_two_voices_stand_above_and_below() -> None:
    sheet = engraved(notes("rq e5 e5h", voice=1) + back() + notes("f4h rh", voice=2))
    upper, lower = sorted(sheet.of(Ink.REST), key=lambda d: -d.y)
    assert upper.y == pytest.approx(2, abs=NEAR)
    assert lower.y == pytest.approx(-2, abs=NEAR)


def test_e15_identical_rests_of_two_voices_are_two_items_in_one_place() -> None:
    sheet = engraved(notes("rq e5 e5h", voice=1) + back() + notes("rq f4 f4h", voice=2))
    a, b = sheet.of(Ink.REST)
    assert (a.x, a.y) == (b.x, b.y)
    assert a.item.atom != b.item.atom


def test_e15_a_half_rest_outside_the_staff_has_a_ledger_line() -> None:
    """Pushed up by a high lower voice."""
    sheet = engraved(notes("rh e5h", voice=1) + back() + notes("d5h f4h", voice=2))
    rest = max(sheet.of(Ink.REST), key=lambda d: d.y)
    assert rest.y > 2
    assert rest.code == g.REST_HALF_LEGER_LINE


def test_e12_a_shared_unison_is_two_items_in_one_place() -> None:
    sheet = engraved(notes("c5h e5", voice=1) + back() + notes("c5h a4", voice=2))
    a, b = (d for d in sheet.of(Ink.HEAD) if abs(d.y - 0.5) < 0.1)
    assert (a.x, a.y) == (b.x, b.y)
    assert a.item.atom != b.item.atom
    up, down = sorted((s for s in sheet.of(Ink.STEM) if s.x0 < a.x1), key=lambda s: -s.y1)
    assert up.y1 > 3
    assert down.y0 < -2


# Grace notes, cue size


def test_e17_grace_notes_stand_close_before_their_note() -> None:
    sheet = engraved(notes("c5q [(d5s) (e5s)] f#5q rh"))
    heads = sorted(sheet.of(Ink.HEAD), key=lambda d: d.x)
    first, second, main = heads[1], heads[2], heads[3]
    assert first.width == pytest.approx(1.18 * 0.62, abs=0.03)
    accidental = sheet.one(Ink.ACCIDENTAL)
    assert accidental.x0 - second.x1 == pytest.approx(0.5, abs=NEAR)
    assert first.x1 < second.x0 < accidental.x0 < main.x0


def test_e17_the_slash_crosses_the_stem_of_an_acciaccatura() -> None:
    sheet = engraved(notes("c5q (/d5e) e5q rh"))
    slash = sheet.one(Ink.SLASH)
    stem = min(sheet.of(Ink.STEM), key=lambda d: abs(d.centre - slash.centre))
    assert slash.touches(stem)
    assert stem.y1 - stem.y0 == pytest.approx(2.5, abs=0.5)


def test_e17_grace_notes_do_not_stretch_with_the_line() -> None:
    """One bar on a short line and among others on a full one: graces keep their distance to their note."""
    alone = engraved(notes("c5q (/d5e) e5q rh"))
    full = engraved(*[notes("c5q (/d5e) e5q rh")] * 5)
    a, b = (s.of(Ink.HEAD)[1:3] for s in (alone, full))
    assert a[1].x - a[0].x == pytest.approx(b[1].x - b[0].x, abs=NEAR)


# Beams


def test_e01_beams_are_half_a_space_thick_and_a_quarter_apart() -> None:
    sheet = engraved(notes("[c5s c5 c5 c5] rq rh"))
    lower, upper = sorted(sheet.of(Ink.BEAM), key=lambda d: d.y0)
    assert lower.y1 - lower.y0 == pytest.approx(0.5, abs=NEAR)
    assert upper.y0 - lower.y1 == pytest.approx(0.25, abs=NEAR)


def test_e30_beams_of_the_source_are_obeyed_and_the_rest_keeps_its_flags() -> None:
    sheet = engraved(notes("[c5e d5] e5e f5e rh"))
    assert len(sheet.of(Ink.BEAM)) == 1
    assert len(sheet.of(Ink.FLAG)) == 2


@pytest.mark.parametrize(
    ("time", "values", "groups"),
    [
        ("4/4", "e e e e e e e e", [4, 4]),
        ("2/4", "e e e e", [4]),
        ("3/4", "e e e e e e", [6]),
        ("3/4", "e e q e e", [2, 2]),
        ("6/8", "e e e e e e", [3, 3]),
        ("4/4", "s s s s e e e. s q", [4, 2, 2]),
        ("5/8", "e e e e e", [3, 2]),
        ("7/8", "e e e e e e e", [2, 2, 3]),
    ],
)
def test_e30_a_part_without_beams_is_beamed_by_its_metre(time: str, values: str, groups: list[int]) -> None:
    """Plain eighths by half bars, bars of three in one, compound metres by dotted beats, shorter notes by the beat."""
    sheet = engraved(notes(" ".join(f"c5{value}" for value in values.split())), time=time)
    longest = sorted((d for d in sheet.of(Ink.BEAM) if d.y0 < -2.4), key=lambda d: d.x0)
    primary = [d for d in longest if not any(o is not d and o.over(d) and o.y0 < d.y0 for o in longest)]
    assert [sum(1 for s in sheet.of(Ink.STEM) if d.x0 - 0.1 < s.x0 < d.x1) for d in primary] == groups


def test_e31_a_beam_slants_with_its_notes_but_gently() -> None:
    rising, falling = engraved(notes("[c4e e4] [a4 f4] rh")).of(Ink.BEAM)
    for beam, sign in ((rising, 1), (falling, -1)):
        left, right = beam.item.points[1], beam.item.points[3]  # type: ignore[union-attr]
        assert 0 < sign * (right - left) / 531.5 <= 0.5


def test_e31_a_beam_over_a_concave_group_is_flat() -> None:
    beam = engraved(notes("[e4e a4 a4 f4] rh")).one(Ink.BEAM)
    assert beam.item.points[1] == beam.item.points[3]  # type: ignore[union-attr]


def test_e32_every_stem_ends_at_its_beam() -> None:
    sheet = engraved(notes("[c4e g4] [f4s a4 c5 e5] [d5e c5e] rq"))
    for stem in sheet.of(Ink.STEM):
        assert any(
            beam.x0 - 0.01 <= stem.x0 and stem.x1 <= beam.x1 + 0.01 and stem.touches(beam)
            for beam in sheet.of(Ink.BEAM)
        )
        assert stem.y1 - stem.y0 >= 2.3


def test_e30_beamlets_are_one_head_wide_and_point_into_the_beat() -> None:
    sheet = engraved(notes("[c5e. d5s] [e5s d5e.] rh"))
    beams = sheet.of(Ink.BEAM)
    short = [d for d in beams if d.width < 2]
    assert len(short) == 2
    assert all(d.width == pytest.approx(1.18, abs=0.15) for d in short)
    stems = sheet.of(Ink.STEM)
    assert short[0].x1 == pytest.approx(stems[1].x1, abs=0.05)
    assert short[1].x0 == pytest.approx(stems[2].x0, abs=0.05)


def test_e33_a_beam_may_run_over_a_rest_which_keeps_clear_of_it() -> None:
    sheet = engraved(notes("[c5e re c5e c5e] rh"))
    beam, rest = sheet.one(Ink.BEAM), min(sheet.of(Ink.REST), key=lambda d: d.x)
    assert beam.over(rest)
    assert not beam.touches(rest)


# Tremolo, ties


def test_e18_slashes_stand_on_the_stem_off_head_and_tip() -> None:
    sheet = engraved(notes("f4h{tremolo:3} rh"))
    slashes, head, stem = sheet.one(Ink.TREMOLO), sheet.of(Ink.HEAD)[0], sheet.of(Ink.STEM)[0]
    assert slashes.centre == pytest.approx(stem.centre, abs=0.05)
    assert slashes.y0 - head.y1 >= 0.3
    assert slashes.y1 <= stem.y1 + NEAR
    assert stem.y1 - head.y >= 4.25 - NEAR


def test_e18_a_whole_note_has_its_slashes_three_quarters_off_the_head() -> None:
    sheet = engraved(notes("f4w{tremolo:2}"))
    slashes, head = sheet.one(Ink.TREMOLO), sheet.of(Ink.HEAD)[0]
    assert slashes.y0 - head.y1 == pytest.approx(0.75, abs=0.05)
    assert slashes.centre == pytest.approx(head.centre, abs=0.05)


def test_e34_a_tie_joins_two_heads_away_from_the_stem() -> None:
    sheet = engraved(notes("c5h~ ~c5h"))
    tie = sheet.one(Ink.TIE)
    a, b = sheet.of(Ink.HEAD)
    assert tie.x0 - a.x1 == pytest.approx(0.2, abs=0.05)
    assert b.x0 - tie.x1 == pytest.approx(0.2, abs=0.05)
    assert tie.y0 > a.y


def test_e34_a_tie_over_a_line_break_is_drawn_twice_the_second_time_as_an_echo() -> None:
    bars = [notes("~c5w~" if 0 < n < 11 else ("c5w~" if n == 0 else "~c5w")) for n in range(12)]
    sheet = engraved(*bars)
    ties = sheet.of(Ink.TIE)
    breaks = len(sheet.staves()) - 1
    assert len(ties) == 11 + breaks
    assert sum(d.item.echo for d in ties) == breaks
    assert all(d.width >= 1.6 - NEAR for d in ties)


def test_e34_half_a_tie_leaving_a_line_can_be_seen() -> None:
    """After the last note of a dense bar too: 1.6 before the barline, not into its head."""
    run = "[~c5s d5 e5 c5] [c5s d5 e5 c5] [c5s d5 e5 c5] [c5s d5 e5 c5~]"
    sheet = engraved(notes(run.replace("~c5s", "c5s", 1)), *[notes(run)] * 6, notes(run.replace("c5~]", "c5]")))
    halves = [d for d in sheet.of(Ink.TIE) if 0 in d.item.ends]  # type: ignore[union-attr]
    assert len(halves) == 2 * (len(sheet.staves()) - 1) > 0
    for tie in halves:
        assert tie.width >= 1.6 - NEAR
        assert not any(tie.touches(head) for head in sheet.of(Ink.HEAD, staff=tie.staff))


def test_e34_a_tie_entering_a_line_has_room_after_the_clef() -> None:
    bars = [notes("~c5w~" if 0 < n < 11 else ("c5w~" if n == 0 else "~c5w")) for n in range(12)]
    sheet = engraved(*bars)
    clef, head, tie = (sheet.of(ink, staff=2)[0] for ink in (Ink.CLEF, Ink.HEAD, Ink.TIE))
    assert head.x0 - clef.x1 >= 2.4 - NEAR
    assert tie.x0 - clef.x1 >= 0.3


# Percussion and odd heads


def test_e19_an_unpitched_note_takes_no_accidental_and_its_own_head() -> None:
    head = "<notehead>x</notehead>"
    sheet = engraved(notes("e4q e4 e4 e4", unpitched=True, extra=head), lines=1, clefs=("percussion",), name="Triangle")
    assert {d.code for d in sheet.of(Ink.HEAD)} == {g.NOTEHEAD_X_BLACK}
    assert sheet.of(Ink.ACCIDENTAL) == []
    assert all(d.y == 0 for d in sheet.of(Ink.HEAD))
    assert all(stem.y1 > 2 for stem in sheet.of(Ink.STEM))


def test_e19_beamed_notes_on_one_line_have_their_stems_up_too() -> None:
    sheet = engraved(notes("[e4e e4] e4q e4h", unpitched=True), lines=1, clefs=("percussion",), name="Triangle")
    assert all(stem.y1 > 2 for stem in sheet.of(Ink.STEM))


# Cue notes


def test_e03_all_ink_of_cue_notes_is_seven_tenths() -> None:
    text = "[f#4e. g4s] a4q{accent} b4{staccato} (c5e) c5"
    full, small = engraved(notes(text)), engraved(notes(text, extra="<cue/>"))
    for ink in (Ink.HEAD, Ink.FLAG, Ink.ACCIDENTAL, Ink.DOT, Ink.ARTICULATION, Ink.STACCATO):
        plain, cue = full.of(ink), small.of(ink)
        assert len(plain) == len(cue) > 0, ink
        for one, other in zip(plain, cue, strict=True):
            assert other.item.size == pytest.approx(0.7 * one.item.size, abs=1), ink
    for one, other in zip(full.of(Ink.BEAM), small.of(Ink.BEAM), strict=True):
        assert _thickness(other) == pytest.approx(0.7 * _thickness(one), abs=NEAR)


def test_e03_tuplet_digits_over_cue_notes_are_small() -> None:
    full, small = (
        engraved(notes("[c5e d5 e5]", tuplet=3, extra=extra) + notes("rq rh"))
        for extra in ("", "<cue/>")
    )
    plain, cue = full.one(Ink.TUPLET_NUMBER), small.one(Ink.TUPLET_NUMBER)
    assert cue.item.size == pytest.approx(0.7 * plain.item.size, abs=1)


def _thickness(beam: Drawn) -> float:
    points = beam.item.points
    return abs(points[7] - points[1]) / engraved(notes("c5w")).space


def test_e32_an_inner_accidental_is_clear_of_a_beamlet_that_points_at_it() -> None:
    """As sources have it that beam 16ths the wrong way."""
    tune = notes("[g3e. bb3s eb4e. g4s]").replace('<beam number="2">backward', '<beam number="2">forward', 1)
    sheet = engraved(tune + notes("rh"))
    assert sheet.engraving.audit.collisions == 0


def test_e35_a_slur_of_graces_stands_off_their_ledger_lines() -> None:
    sheet = engraved(notes("[(/d6s{slur+}) (c6s)] b5q.{slur-} re rh"))
    assert sheet.engraving.audit.collisions == 0
