"""Dynamics, hairpins, expression under the staff (E37, E41, E42b, E43, E45, E49)."""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink
from engraving.typefaces import smufl as g
from tests.layout.small_music import Drawn, Sheet, back, direction, dynamic, engraved, notes, wedge, words

NEAR = 0.02
QUARTERS = notes("c5q d5 e5 d5")


def signs(sheet: Sheet, staff: int = 1) -> list[Drawn]:
    return [d for d in sheet.of(Ink.DYNAMIC, staff=staff) if d.code]


def hairpin(sheet: Sheet, staff: int = 1) -> tuple[float, float, float, float]:
    """x0, x1, opening at the left, opening at the right of the only hairpin of a staff."""
    a, b = sheet.of(Ink.HAIRPIN, staff=staff)
    scale, origin = sheet.space, sheet.staves()[staff - 1]
    left = abs(a.item.y0 - b.item.y0) / scale  # type: ignore[union-attr]
    right = abs(a.item.y1 - b.item.y1) / scale  # type: ignore[union-attr]
    return (a.item.x0 - origin.x0) / scale, (a.item.x1 - origin.x0) / scale, left, right  # type: ignore[union-attr]


def test_e45_dynamics_rest_on_a_line_three_spaces_below_the_staff() -> None:
    sheet = engraved(dynamic("p") + QUARTERS)
    assert signs(sheet)[0].y == pytest.approx(-5.0, abs=NEAR)


def test_e45_no_dynamic_comes_nearer_than_a_space_to_the_staff() -> None:
    for letters in ("p", "f", "sfz", "mf", "ppp"):
        assert signs(engraved(dynamic(letters) + QUARTERS))[0].y1 <= -3.0 + NEAR


def test_e45_low_notes_push_their_dynamic_down_only_as_far_as_needed() -> None:
    sheet = engraved(dynamic("p") + notes("e3q rq rh"))
    sign, low = signs(sheet)[0], min(d.y0 for d in sheet.of(Ink.HEAD))
    assert sign.y1 <= low - 0.5 + NEAR
    assert sign.y1 >= low - 1.2


def test_e42b_a_dynamic_is_centred_on_its_head() -> None:
    sheet = engraved(notes("c5h") + dynamic("p") + notes("d5h"))
    anchor = sheet.faces.anchor(0xE520, "opticalCenter")
    assert anchor is not None
    sign, head = signs(sheet)[0], sheet.of(Ink.HEAD)[1]
    assert sign.x + anchor[0] == pytest.approx(head.centre, abs=0.05)


def test_e42_a_run_shares_one_baseline() -> None:
    """p, hairpin, f: the low note in the middle takes all three down."""
    sheet = engraved(
        dynamic("p") + wedge("crescendo") + notes("c5q e3 d5q") + wedge("stop") + dynamic("f") + notes("c5q")
    )
    p, f = signs(sheet)
    assert p.y == f.y
    a, b = sheet.of(Ink.HAIRPIN)
    assert (a.y + b.y) / 2 == pytest.approx(p.y + 0.5, abs=NEAR)


def test_e37_a_hairpin_stands_six_tenths_off_the_dynamics_at_its_ends() -> None:
    sheet = engraved(
        dynamic("p") + wedge("crescendo") + notes("c5q d5 e5") + wedge("stop") + dynamic("f") + notes("d5q")
    )
    p, f = signs(sheet)
    x0, x1, left, right = hairpin(sheet)
    assert x0 - p.x1 == pytest.approx(0.6, abs=0.1)
    assert f.x0 - x1 == pytest.approx(0.6, abs=0.1)
    assert left == pytest.approx(0, abs=NEAR)
    assert 0.9 <= right <= 1.6


def test_e37_a_hairpin_of_one_short_note_is_three_spaces_long_where_there_is_room() -> None:
    """Shorter it would be read as an accent."""
    sheet = engraved(notes("c5q") + wedge("crescendo") + notes("d5s") + wedge("stop") + notes("d5s d5e e5h"))
    x0, x1, _, _ = hairpin(sheet)
    assert x1 - x0 == pytest.approx(3.0, abs=NEAR)


def test_e37_a_diminuendo_is_open_at_its_left() -> None:
    sheet = engraved(wedge("diminuendo") + QUARTERS, wedge("stop") + notes("c5w"))
    _, _, left, right = hairpin(sheet)
    assert 0.9 <= left <= 1.6
    assert right == pytest.approx(0, abs=NEAR)


def test_e37_a_long_hairpin_opens_to_one_and_a_quarter() -> None:
    sheet = engraved(wedge("crescendo") + QUARTERS, QUARTERS, wedge("stop") + notes("c5w"))
    assert hairpin(sheet)[3] == pytest.approx(1.25, abs=NEAR)


def test_e37_without_a_dynamic_it_begins_at_the_first_heads_left_edge() -> None:
    sheet = engraved(notes("c5q") + wedge("crescendo") + notes("d5q e5 d5"), wedge("stop") + notes("c5w"))
    assert hairpin(sheet)[0] == pytest.approx(sheet.of(Ink.HEAD)[1].x0, abs=0.1)


def test_e37_stopping_on_a_downbeat_it_ends_before_the_barline() -> None:
    sheet = engraved(wedge("crescendo") + QUARTERS, wedge("stop") + notes("c5w"))
    assert sheet.of(Ink.BARLINE)[0].x0 - hairpin(sheet)[1] == pytest.approx(0.4, abs=0.1)


def test_e37_one_that_would_be_too_short_passes_the_barline() -> None:
    """From the last eighth of a bar to the next downbeat's dynamic: it ends before that dynamic."""
    sheet = engraved(notes("c5h. c5e") + wedge("crescendo") + notes("d5e"), wedge("stop") + dynamic("f") + notes("c5w"))
    x0, x1, _, _ = hairpin(sheet)
    assert x1 - x0 >= 1.6 - NEAR
    assert x1 <= signs(sheet)[0].x0 - 0.4


@pytest.mark.parametrize("stop", [1, 2, 3])
def test_e37_one_without_a_dynamic_at_its_end_stops_with_its_last_note(stop: int) -> None:
    """Stopping at beat two, three or four it ends before that beat's head."""
    names = ["c5q", "d5", "e5", "d5"]
    sheet = engraved(
        wedge("crescendo") + notes(" ".join(names[:stop])) + wedge("stop") + notes("q ".join(["d5"] * (4 - stop)) + "q")
    )
    heads = sheet.of(Ink.HEAD)
    x1 = hairpin(sheet)[1]
    assert heads[stop - 1].x1 - NEAR <= x1 <= heads[stop].x0 - 0.4


def test_e37_adjoining_hairpins_stand_six_tenths_apart() -> None:
    sheet = engraved(
        wedge("crescendo") + notes("c5q d5") + wedge("stop") + wedge("diminuendo") + notes("e5q d5"),
        wedge("stop") + notes("c5w"),
    )
    xs = sorted({(round(d.x0, 2), round(d.x1, 2)) for d in sheet.of(Ink.HAIRPIN)})
    assert xs[1][0] - xs[0][1] == pytest.approx(0.6, abs=0.1)


def test_e37_a_hairpin_broken_by_the_line_is_half_a_space_open_there_and_goes_on() -> None:
    sheet = engraved(wedge("crescendo") + QUARTERS, *[QUARTERS] * 8, notes("c5q d5 e5") + wedge("stop") + notes("d5q"))
    x0, _x1, left, right = hairpin(sheet, 2)
    clef = sheet.of(Ink.CLEF, staff=2)[0]
    assert left == pytest.approx(0.5, abs=NEAR)
    assert right > left
    assert x0 > clef.x1
    assert [d.item.echo for d in sheet.of(Ink.HAIRPIN, staff=1)].count(False) == 1
    assert all(d.item.echo for d in sheet.of(Ink.HAIRPIN, staff=2))
    assert hairpin(sheet, 1)[1] < sheet.of(Ink.BARLINE, staff=1)[-1].x0


def test_e43_words_hang_beside_their_dynamic() -> None:
    """p sub. — the dynamic keeps its place, the word follows at 0.4."""
    sheet = engraved(dynamic("p") + words("sub.", placement="below") + QUARTERS)
    word = next(d for d in sheet.of(Ink.DYNAMIC) if d.text)
    sign = signs(sheet)[0]
    assert sign.x < word.x
    assert word.x0 - sign.x1 == pytest.approx(0.4, abs=0.3)
    assert word.y == sign.y


def test_e43_a_modifier_stands_before_its_dynamic() -> None:
    sheet = engraved(words("poco", placement="below") + dynamic("f") + QUARTERS)
    word = next(d for d in sheet.of(Ink.DYNAMIC) if d.text)
    assert word.x1 < signs(sheet)[0].x0
    assert word.y == signs(sheet)[0].y


def test_e43_two_directions_at_one_place_are_never_stacked() -> None:
    sheet = engraved(dynamic("mp") + words("espr.", placement="below") + words("sempre", placement="below") + QUARTERS)
    items = sheet.of(Ink.DYNAMIC, Ink.EXPRESSION)
    assert len(items) == 3
    assert not any(a.touches(b) for i, a in enumerate(items) for b in items[i + 1 :])


def test_e43b_expression_is_italic_below_on_the_dynamics_row() -> None:
    sheet = engraved(words("dolce") + QUARTERS)
    word = sheet.one(Ink.EXPRESSION)
    assert word.item.face.name == "ITALIC"  # type: ignore[union-attr]
    assert word.item.size == 1100  # type: ignore[union-attr]
    assert word.y == pytest.approx(-5.0, abs=0.3)


def test_e43b_expression_goes_above_when_the_source_says_so() -> None:
    sheet = engraved(words("dolce", placement="above") + QUARTERS)
    assert sheet.one(Ink.EXPRESSION, Ink.TECHNIQUE).y0 > 2


def test_e43b_expression_is_italic_above_too() -> None:
    sheet = engraved(words("dolce", placement="above") + QUARTERS)
    assert sheet.one(Ink.EXPRESSION, Ink.TECHNIQUE).item.face.name == "ITALIC"  # type: ignore[union-attr]


def test_e42b_expression_begins_at_its_heads_left_edge() -> None:
    sheet = engraved(notes("c5h") + words("dolce", placement="below") + notes("d5h"))
    assert sheet.one(Ink.EXPRESSION).x == pytest.approx(sheet.of(Ink.HEAD)[1].x0, abs=0.1)


OVER = dynamic("f", placement="above")


def test_e41_a_dynamic_over_one_voice_stands_under_it_all_the_same() -> None:
    """It was over the staff for the sake of the player it shared the staff with in the score."""
    (found,) = signs(engraved(QUARTERS, OVER + QUARTERS))
    assert found.y == pytest.approx(-5.0, abs=0.3)


def test_e41_a_hairpin_over_one_voice_stands_under_it_on_the_row_of_its_dynamic() -> None:
    hairpin_ = wedge("crescendo", placement="above"), wedge("stop", placement="above")
    sheet = engraved(hairpin_[0] + QUARTERS, hairpin_[1] + dynamic("f") + QUARTERS)
    assert all(line.y1 < -3 for line in sheet.of(Ink.HAIRPIN))


@pytest.mark.parametrize("text", ["cresc.", "dim.", "poco a poco cresc."])
def test_e43b_dynamic_words_over_one_voice_stand_on_the_row_of_its_dynamics_under_it(text: str) -> None:
    sheet = engraved(dynamic("p") + QUARTERS, words(text, placement="above") + QUARTERS)
    (said,) = [d for d in sheet.of(Ink.DYNAMIC) if d.text]
    assert said.y == pytest.approx(signs(sheet)[0].y, abs=NEAR)


def test_e43b_dashes_go_under_the_staff_with_their_word() -> None:
    started = dashes_after("cresc.").replace('placement="below"', 'placement="above"')
    sheet = engraved(started + QUARTERS, QUARTERS + direction('<dashes type="stop"/>'))
    assert sheet.of(Ink.DASHES)
    assert all(line.y1 < -3 for line in sheet.of(Ink.DASHES))


def test_e58_other_words_over_one_voice_stay_where_the_source_has_them() -> None:
    sheet = engraved(words("grazioso", placement="above") + QUARTERS)
    assert sheet.one(Ink.EXPRESSION).y > 2


def test_e41_of_two_voices_on_a_staff_the_upper_keeps_its_dynamics_over_it() -> None:
    two = notes("e5h f5") + back() + notes("c4h d4", voice=2)
    sheet = engraved(OVER + dynamic("p", placement="below") + two, QUARTERS)
    assert {d.y > 0 for d in signs(sheet)} == {True, False}


def test_e41_a_dynamic_over_another_mark_of_its_time_stays_there() -> None:
    """Two players in unison: f for one of them, p for the other."""
    sheet = engraved(OVER + dynamic("p", placement="below") + QUARTERS)
    assert {d.y > 0 for d in signs(sheet)} == {True, False}
    under = wedge("diminuendo", placement="below"), wedge("stop", placement="below")
    sheet = engraved(under[0] + notes("c5q") + OVER + notes("d5 e5 d5"), under[1] + QUARTERS)
    assert signs(sheet)[0].y > 0


@pytest.mark.rule("E43")
def test_cresc_over_one_voice_goes_behind_the_sign_of_its_note() -> None:
    """p cresc. is one thing to read; cresc. alone over the staff is missed. p espr. has its words already."""
    over = words("cresc.", placement="above")
    sheet = engraved(over + dynamic("p", placement="below") + QUARTERS)
    (said,) = [d for d in sheet.of(Ink.DYNAMIC) if d.text]
    (sign,) = signs(sheet)
    assert said.y == pytest.approx(sign.y, abs=NEAR)
    assert 0.2 < said.x0 - sign.x1 < 1.0
    sheet = engraved(over + words("molto", placement="below") + QUARTERS)
    assert {d.y > 0 for d in sheet.of(Ink.DYNAMIC)} == {True, False}
    sheet = engraved(words("f dim.", placement="above") + dynamic("p", placement="below") + QUARTERS)
    assert {d.y > 0 for d in signs(sheet)} == {True, False}


def test_e41_singers_who_hum_keep_their_dynamics_over_the_staff() -> None:
    assert signs(engraved(OVER + QUARTERS, name="Soprano"))[0].y > 0


def test_e41_vocal_staves_have_dynamics_above() -> None:
    sheet = engraved(dynamic("p") + notes("c5q d5 e5 d5", lyrics="la la la la"), name="Soprano")
    assert signs(sheet)[0].y == pytest.approx(3.7, abs=NEAR)
    assert all(d.y < -2 for d in sheet.of(Ink.LYRIC))


def test_e41_singers_have_no_dynamics_under_their_words_whatever_the_source_places() -> None:
    sheet = engraved(
        dynamic("p", placement="below") + notes("c5q d5 e5 d5", lyrics="la la la la"), name="Soprano"
    )
    assert signs(sheet)[0].y > 2


def test_e49_dynamics_of_a_grand_staff_stand_between_its_staves() -> None:
    sheet = engraved(
        dynamic("p") + notes("c5q d5 e5 d5") + back() + notes("c3w", staff=2), clefs=("G2", "F4"), name="Piano"
    )
    upper, lower = sheet.staves()
    gap = (upper.y - lower.y) / sheet.space
    sign = signs(sheet)[0]
    assert sign.middle == pytest.approx(-gap / 2, abs=0.5)


@pytest.mark.parametrize("kind", ["crescendo", "diminuendo"])
def test_e37_niente_is_a_small_circle_at_the_closed_end(kind: str) -> None:
    start, stop = (f'<wedge type="{value}" niente="yes"/>' for value in (kind, "stop"))
    sheet = engraved(direction(start) + QUARTERS + direction(stop), notes("c5w"))
    (ring,) = (d for d in sheet.of(Ink.HAIRPIN) if d.code == g.DYNAMIC_NIENTE_FOR_HAIRPIN)
    arms = [d for d in sheet.of(Ink.HAIRPIN) if not d.code]
    assert len(arms) == 2
    for arm in arms:
        assert (arm.x0 - ring.x1 if kind == "crescendo" else ring.x0 - arm.x1) == pytest.approx(0, abs=NEAR)
    assert ring.middle == pytest.approx((arms[0].middle + arms[1].middle) / 2, abs=NEAR)


def test_e45_dynamics_do_not_touch_what_stands_under_the_notes() -> None:
    sheet = engraved(
        dynamic("f") + notes("e4q{accent} f4{staccato} e4{tenuto} c4{accent}") + dynamic("ff") + notes(""), notes("c4w")
    )
    marks = sheet.of(Ink.ARTICULATION, Ink.STACCATO, Ink.HEAD, Ink.STEM, Ink.LEDGER)
    assert not any(sign.touches(mark) for sign in signs(sheet) for mark in marks)


def test_e43_words_in_the_way_of_a_later_dynamic_stand_after_it() -> None:
    """un peu en dehors, then mp: side by side on one baseline, the dynamic under its own note."""
    sheet = engraved(notes("c5s") + words("un peu en dehors", placement="below") + notes("c5s c5e") + dynamic("mp")
                     + notes("c5q d5h"), notes("c5w"))  # fmt: skip
    (sign,), word = signs(sheet), sheet.one(Ink.EXPRESSION)
    head = sheet.of(Ink.HEAD)[3]
    assert sign.centre == pytest.approx(head.centre, abs=0.4)
    assert word.x0 - sign.x1 == pytest.approx(0.4, abs=0.1)
    assert word.y == sign.y


def test_e37_a_hairpin_begins_after_words_that_reach_over_its_first_note() -> None:
    sheet = engraved(
        dynamic("mf") + words("espressivo", placement="below") + notes("c5e") + wedge("crescendo") + notes("d5e e5q d5h"),
        wedge("stop") + notes("c5w"),
    )
    word = next(d for d in sheet.of(Ink.DYNAMIC) if d.text)
    assert hairpin(sheet)[0] == pytest.approx(word.x1 + 0.6, abs=0.1)
    a, b = sheet.of(Ink.HAIRPIN)
    assert (a.y + b.y) / 2 == pytest.approx(word.y + 0.5, abs=NEAR)


def test_e49_dynamics_of_both_hands_share_one_row() -> None:
    upper = dynamic("p") + notes("c5h d5") + back()
    lower = notes("c3h", staff=2) + dynamic("f").replace("</direction>", "<staff>2</staff></direction>")
    sheet = engraved(upper + lower + notes("c3h", staff=2), clefs=("G2", "F4"), name="Piano")
    ys = {round(d.item.y) for d in sheet.of(Ink.DYNAMIC)}  # type: ignore[union-attr]
    assert len(signs(sheet)) == 2
    assert len(ys) == 1


def test_what_both_hands_say_at_once_is_printed_once_and_named() -> None:
    below = dynamic("p").replace("</direction>", "<staff>2</staff></direction>")
    sheet = engraved(dynamic("p") + notes("c5w") + back() + below + notes("c3w", staff=2), clefs=("G2", "F4"), name="Harp")
    assert len(signs(sheet)) == 1
    assert [f.rule for f in sheet.engraving.findings] == ["words-repeated"]
    assert not sheet.engraving.audit.lost


def test_a_hairpin_of_two_voices_is_printed_once_and_named() -> None:
    two = wedge("crescendo") + wedge("crescendo").replace("/>", ' number="2"/>')
    stop = wedge("stop") + wedge("stop").replace("/>", ' number="2"/>')
    sheet = engraved(two + QUARTERS, stop + notes("c5w"))
    assert len(sheet.of(Ink.HAIRPIN)) == 2
    assert [f.rule for f in sheet.engraving.findings] == ["line-repeated"]
    assert not sheet.engraving.audit.lost


def test_what_one_says_above_and_another_below_is_printed_twice() -> None:
    sheet = engraved(words("dolce", placement="above") + words("dolce", placement="below") + QUARTERS)
    assert len(sheet.of(Ink.EXPRESSION)) == 2


def dashes_after(text: str) -> str:
    types = f'<words>{text}</words></direction-type><direction-type><dashes type="start"/>'
    return direction(types, placement="below")


def test_e42_dashes_keep_the_row_of_their_word_and_end_before_the_next_dynamic() -> None:
    sheet = engraved(
        dynamic("p") + notes("c5q") + dashes_after("cresc.") + notes("e3q c5h"),
        notes("c5q d5") + direction('<dashes type="stop"/>') + dynamic("f") + notes("c5h"),
    )
    line, (_, f) = sheet.one(Ink.DASHES), signs(sheet)
    word = next(d for d in sheet.of(Ink.DYNAMIC) if d.text)
    assert f.y == word.y
    assert line.middle == pytest.approx(word.y + 0.5, abs=NEAR)
    assert line.x0 - word.x1 == pytest.approx(0.6, abs=0.1)
    assert f.x0 - line.x1 == pytest.approx(0.6, abs=0.1)


def test_e42_dashes_go_on_at_the_height_of_the_row_after_a_break() -> None:
    sheet = engraved(
        dashes_after("cresc.") + QUARTERS, *[QUARTERS] * 8,
        notes("c5q d5 e5") + direction('<dashes type="stop"/>') + dynamic("f") + notes("d5q"),
    )  # fmt: skip
    (line,), (f,) = sheet.of(Ink.DASHES, staff=2), signs(sheet, 2)
    assert line.item.echo
    assert line.middle == pytest.approx(f.y + 0.5, abs=NEAR)
    assert f.x0 - line.x1 == pytest.approx(0.6, abs=0.1)


def test_e49_divided_strings_have_their_dynamics_under_their_own_staves() -> None:
    lower = dynamic("f").replace("</direction>", "<staff>2</staff></direction>")
    sheet = engraved(dynamic("p") + notes("c5w") + back() + lower + notes("c5w", staff=2), clefs=("G2", "G2"), name="Violin")
    assert [round(d.y, 1) for d in signs(sheet, 1)] == [-5.0]
    assert [round(d.y, 1) for d in signs(sheet, 2)] == [-5.0]


def test_e49_words_between_two_staves_do_not_interrupt_the_barlines() -> None:
    """A bar opens for words a little longer than it."""
    bars = [notes("c5h d5") + back() + notes("c3w", staff=2)] * 3
    said = dynamic("pp") + words("pas trop serré", placement="below")
    sheet = engraved(said + bars[0], *bars[1:], clefs=("G2", "F4"), name="Celesta")
    right = max(d.x1 for d in sheet.of(Ink.DYNAMIC))
    first = min(d.x0 for d in sheet.of(Ink.BARLINE) if d.x0 > sheet.of(Ink.HEAD)[0].x1)
    assert right < first
    joined = [d for d in sheet.of(Ink.BARLINE, staff=1) if d.x0 == first]
    assert len(joined) == 1  # one stroke from the upper staff down to the lower


def other_dynamic(text: str) -> str:
    return direction(f"<dynamics><other-dynamics>{text}</other-dynamics></dynamics>", placement="below")


def test_e43_words_that_the_source_calls_a_dynamic_follow_the_sign() -> None:
    """Only a modifier leads: chanté doux is said of the pp, it does not change it."""
    sheet = engraved(other_dynamic("chanté doux") + dynamic("pp") + QUARTERS)
    word = next(d for d in sheet.of(Ink.DYNAMIC, Ink.EXPRESSION) if d.text)
    assert word.x0 - signs(sheet)[0].x1 == pytest.approx(0.4, abs=0.3)


@pytest.mark.parametrize(("leading", "leads"), [("poco", True), ("un peu", True), ("dim.", True), ("dolce", False)])
def test_e43_words_before_the_sign_of_one_direction_lead_only_when_they_modify_it(leading: str, leads: bool) -> None:
    said = f"<direction><direction-type><words>{leading}</words></direction-type>"
    said += "<direction-type><dynamics><p/></dynamics></direction-type></direction>"
    sheet = engraved(said + QUARTERS)
    word = next(d for d in sheet.of(Ink.DYNAMIC) if d.text)
    assert (word.x1 < signs(sheet)[0].x0) is leads


def test_e37_a_hairpin_between_the_dynamics_of_neighbouring_notes_has_room_on_their_row() -> None:
    """rf > p on two quarters: not an accent under them."""
    sheet = engraved(
        dynamic("rf") + wedge("diminuendo") + notes("c5q") + wedge("stop") + dynamic("p") + notes("d5q e5h"), QUARTERS
    )
    rf, p = signs(sheet)
    x0, x1, _, _ = hairpin(sheet)
    a, b = sheet.of(Ink.HAIRPIN)
    assert (a.y + b.y) / 2 == pytest.approx(rf.y + 0.5, abs=NEAR)
    assert rf.y == p.y
    assert x1 - x0 >= 2.4
    assert x0 - rf.x1 >= 0.5
    assert p.x0 - x1 >= 0.5


def test_e37_a_hairpin_into_the_next_bars_dynamic_has_room_on_their_row() -> None:
    eighths = " ".join(["c5e"] * 7)
    sheet = engraved(
        notes(eighths) + dynamic("f") + wedge("diminuendo") + notes("c5e"),
        wedge("stop") + dynamic("p") + notes("d5q e5 f5h"),
    )
    f, p = signs(sheet)[0], signs(sheet)[-1]
    x0, x1, _, _ = hairpin(sheet)
    assert x1 - x0 >= 2.4
    assert f.y == p.y


def test_e45_dynamics_of_one_bar_share_their_baseline_when_little_is_between_them() -> None:
    sheet = engraved(dynamic("f") + notes("g3q rq") + dynamic("p") + notes("c5h"), QUARTERS)
    f, p = signs(sheet)
    assert f.y == p.y


def test_e45_dynamics_of_one_bar_keep_their_own_heights_when_much_is_between_them() -> None:
    sheet = engraved(dynamic("f") + notes("c3q rq") + dynamic("p") + notes("c5h"), QUARTERS)
    f, p = signs(sheet)
    assert p.y - f.y >= 3.0


def test_e45_dynamics_of_distant_bars_keep_their_own_heights() -> None:
    sheet = engraved(dynamic("f") + notes("g3w"), QUARTERS, dynamic("p") + QUARTERS)
    f, p = signs(sheet)
    assert p.y == pytest.approx(-5.0, abs=NEAR)
    assert f.y < p.y - 1


def test_e45_a_step_of_less_than_a_space_between_neighbouring_bars_is_none() -> None:
    """The dynamic under a low note stands lower; those of the bars beside it go with it."""
    high, low = dynamic("f") + notes("c5w"), dynamic("f") + notes("c4w")
    alone = signs(engraved(low))[0].y
    assert -6.0 < alone < -5.0 - NEAR
    sheet = engraved(high, low, high)
    assert {sign.y for sign in signs(sheet)} == {alone}


def test_e45_small_steps_do_not_add_up() -> None:
    """Each bar lower than the one before by less than a space: no dynamic is taken down by more than one."""
    bars = [dynamic("f") + notes(f"{pitch}w") for pitch in ("c5", "c4", "b3", "a3", "g3", "f3")]
    alone = [signs(engraved(bar))[0].y for bar in bars]
    assert alone[0] - alone[-1] > 2.0
    together = [sign.y for sign in signs(engraved(*bars))]
    assert len(set(together)) > 1
    assert all(-1.0 < y - own <= NEAR for y, own in zip(together, alone, strict=True))


def test_e43_what_hangs_left_of_a_bars_first_dynamic_has_room_after_the_barline() -> None:
    """At least half of it stands in its own bar."""
    sheet = engraved(QUARTERS, words("sempre", placement="below") + dynamic("pp") + notes("c5q d5 e5 d5"), QUARTERS)
    word, sign = sheet.of(Ink.DYNAMIC)
    assert sheet.of(Ink.BARLINE)[0].x1 - word.x0 <= (sign.x1 - word.x0) / 2 + NEAR


def test_e37_a_crescendo_and_a_diminuendo_of_one_held_note_stand_side_by_side() -> None:
    starts = wedge("crescendo") + direction('<wedge type="diminuendo" number="2"/>')
    stops = wedge("stop") + direction('<wedge type="stop" number="2"/>')
    sheet = engraved(starts + notes("c5w") + stops, dynamic("ppp") + notes("c5w"))
    lines = sheet.of(Ink.HAIRPIN)
    assert len(lines) == 4
    growing, fading = lines[:2], lines[2:]
    assert growing[0].middle + growing[1].middle == pytest.approx(fading[0].middle + fading[1].middle, abs=NEAR)
    assert 0.3 <= fading[0].x0 - growing[0].x1 <= 1.3
    assert growing[0].width == pytest.approx(fading[0].width, rel=0.35)


def _hand_to_hand(said: str = "") -> Sheet:
    """Three bars of a slur from the upper hand's first quarter to the lower hand's last, under one hairpin."""
    bar = notes("c6q{slur+} g5") + notes("g4 c4{slur-}", staff=2)
    bars = [said + wedge("crescendo") + bar, bar, bar + wedge("stop")]
    return engraved(*bars, clefs=("G2", "G2"), name="Harp")


@pytest.mark.rule("E49")
def test_a_hairpin_that_several_slurs_from_hand_to_hand_would_cross_stands_under_the_lower_hand() -> None:
    sheet = _hand_to_hand()
    low = sheet.staves()[1].y - 2 * sheet.space
    ends = [y for d in sheet.of(Ink.HAIRPIN) for y in (d.item.y0, d.item.y1)]  # type: ignore[union-attr]
    assert ends
    assert max(ends) < low
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.rule("E49")
def test_a_hairpin_after_a_dynamic_stays_beside_it_whatever_crosses_it() -> None:
    sheet = _hand_to_hand(dynamic("p"))
    between = sheet.staves()[1].y
    assert all(d.item.y0 > between for d in sheet.of(Ink.HAIRPIN))  # type: ignore[union-attr]


@pytest.mark.rule("E43")
def test_a_hairpin_that_words_leave_no_room_has_a_row_of_its_own_before_the_one_that_follows() -> None:
    """Pushed behind the words it would come after the diminuendo, a stub before the barline."""
    bar = words("immer hervortretend") + wedge("crescendo") + notes("c5q d5") + wedge("stop")
    sheet = engraved(*[bar + wedge("diminuendo") + notes("e5q d5") + wedge("stop")] * 8)
    growing, _, fading, _ = sheet.of(Ink.HAIRPIN, staff=1)[:4]
    said = sheet.of(Ink.EXPRESSION, staff=1)[0]
    assert said.x0 - 1 < growing.x0
    assert growing.x1 < fading.x0
    assert growing.x1 - growing.x0 >= 3.0
    assert abs(growing.middle - fading.middle) < 1.0
    assert all(line.y0 > said.y1 or line.y1 < said.y0 for line in (growing, fading))


@pytest.mark.rule("E37")
def test_a_hairpin_with_a_dynamic_in_its_middle_and_no_room_beside_it_runs_under_both() -> None:
    """sf < sf on neighbouring quarters up to the barline: not a stub after the second, before the bar's end."""
    boxed = direction('<dynamics enclosure="rectangle"><sf/></dynamics>')
    bar = dynamic("sf") + notes("c5q") + dynamic("sf") + wedge("crescendo") + notes("d5q") + boxed + notes("e5q")
    sheet = engraved(*[bar + wedge("stop")] * 6, time="3/4")
    one, other = sheet.of(Ink.HAIRPIN, staff=1)[:2]
    _, first, second = signs(sheet)[:3]
    assert first.x0 - 1.0 < one.x0 < first.x1
    assert first.y == second.y
    assert one.x1 > second.x1
    assert max(one.y1, other.y1) < min(first.y0, second.y0)


@pytest.mark.rule("E37")
@pytest.mark.parametrize("bars", [1, 2, 3, 5, 8])
def test_a_hairpin_that_goes_on_from_one_under_words_stands_on_its_height(bars: int) -> None:
    """Whether or not there would be room for it behind the words."""
    bar = words("hervortretend") + wedge("crescendo") + notes("c5q d5") + wedge("stop")
    sheet = engraved(*[bar + wedge("diminuendo") + notes("e5q d5") + wedge("stop")] * bars)
    lines = sheet.of(Ink.HAIRPIN)
    for growing, fading in zip(lines[::4], lines[2::4], strict=True):
        assert abs(growing.middle - fading.middle) < 1.0
        assert growing.x1 < fading.x0


def test_e43_words_of_two_beats_do_not_read_on_into_each_other() -> None:
    """ "cresc." before "meno f", "p subito" before "molto f": two word spaces between, on one baseline."""

    def run(*pieces: str) -> str:
        inside = "".join(f"<direction-type>{piece}</direction-type>" for piece in pieces)
        return f'<direction placement="below">{inside}<staff>1</staff></direction>'

    loud, soft = "<dynamics><f/></dynamics>", "<dynamics><p/></dynamics>"
    for first, second in (
        (["<words>cresc.</words>"], ["<words>meno</words>", loud]),
        ([soft, "<words>subito</words>"], ["<words>molto</words>", loud]),
    ):
        sheet = engraved(run(*first) + notes("c5h") + run(*second) + notes("c5h"), *[notes("c5s d5 e5 d5") * 4] * 4)
        texts = sorted((d for d in sheet.of(Ink.EXPRESSION, Ink.DYNAMIC) if d.text), key=lambda d: d.x0)
        assert len(texts) == 2
        assert texts[0].y == texts[1].y
        assert texts[1].x0 - texts[0].x1 >= 1.2 - 0.05


def test_e37_dashes_after_words_have_room_before_the_next_dynamic() -> None:
    """They stand on the row of their words, and can be seen."""
    start = direction('<words>cresc.</words></direction-type><direction-type><dashes type="start"/>', placement="below")
    stop = direction('<dashes type="stop"/>')
    sheet = engraved(start + notes("c5q d5") + stop + dynamic("f") + notes("c5h"), *[notes("c5s d5 e5 d5") * 4] * 4)
    dashes = sheet.of(Ink.DASHES)
    assert sum(d.width for d in dashes) >= 1.5
    assert all(0 < d.y - signs(sheet)[0].y < 1.5 for d in dashes)


def _kneed(before: str, after: str = "") -> Sheet:
    """A bar of sixteenths that go from the upper hand to the lower one under one beam, twice; and another."""
    run = notes("[f4s d4 c4 f3]").split("</note>")[:-1]
    stems = ["<stem>down</stem><staff>1", "<stem>down</stem><staff>1", "<stem>up</stem><staff>2", "<stem>up</stem><staff>2"]
    kneed = "".join(f"{note}</note>".replace("<staff>1", to) for note, to in zip(run, stems, strict=True))
    low = back(2) + notes("d2h", voice=2, staff=2)
    return engraved(before + kneed * 2 + after + low, kneed * 2 + low, time="2/4", clefs=("G2", "F4"), name="Piano")


@pytest.mark.rule("E49")
def test_a_hairpin_that_stems_from_hand_to_hand_would_cross_stands_under_the_lower_hand() -> None:
    sheet = _kneed(wedge("crescendo"), wedge("stop"))
    low = sheet.staves()[1].y - 2 * sheet.space
    assert max(y for d in sheet.of(Ink.HAIRPIN) for y in (d.item.y0, d.item.y1)) < low  # type: ignore[union-attr]


@pytest.mark.rule("E49")
@pytest.mark.parametrize("text", ["cresc.", "poco cresc.", "dolce"])
def test_words_between_the_hands_give_way_to_stems_that_pass_from_one_to_the_other(text: str) -> None:
    sheet = _kneed(words(text))
    assert sheet.of(Ink.EXPRESSION, Ink.DYNAMIC)
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.rule("E49")
@pytest.mark.parametrize("said", [dynamic("p"), dynamic("sfz"), dynamic("mf") + words("espr.")])
def test_a_dynamic_at_a_beam_from_hand_to_hand_stands_under_it(said: str) -> None:
    """The staves make room for both."""
    sheet = _kneed(said)
    first = min(sheet.of(Ink.BEAM), key=lambda d: d.x0)
    assert min(sheet.of(Ink.DYNAMIC), key=lambda d: d.x0).middle < first.middle
    assert sheet.engraving.audit.collisions == 0
