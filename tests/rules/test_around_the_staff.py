"""E40–E49 and E59: what stands before, over and under the notes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from engraving.house import Style
from engraving.layout.page import Ink, Text
from engraving.typefaces import Face
from engraving.typefaces import smufl as g
from tests.layout.small_music import (
    Drawn,
    Sheet,
    back,
    barline,
    change,
    direction,
    dynamic,
    engraved,
    house,
    metronome,
    notes,
    rehearsal,
    tempo,
    wedge,
    words,
)
from tests.rules.paper import EMPTY, NEAR, PIANO, QUARTERS, bar_bounds, heads


def both(upper: str, lower: str) -> str:
    """A bar of two hands."""
    return upper + back() + lower


HANDS = both(QUARTERS, notes("c3h g3", voice=5, staff=2))


def face_of(drawn: Drawn) -> Face:
    """The face of a word."""
    assert isinstance(drawn.item, Text)
    return drawn.item.face


def points(drawn: Drawn) -> float:
    """The size of a word."""
    assert isinstance(drawn.item, Text)
    return drawn.item.size / 100


# E40 prefix


@pytest.mark.rule("E40")
def test_a_line_begins_with_clef_key_and_metre() -> None:
    """Clef 0.8 in, key and metre a space apart, then the first note with room before it."""
    sheet = engraved(QUARTERS, key=3)
    clef, key, metre = (sheet.of(ink) for ink in (Ink.CLEF, Ink.KEY, Ink.METRE))
    assert clef[0].x0 == pytest.approx(0.8, abs=NEAR)
    assert min(d.x0 for d in key) - clef[0].x1 == pytest.approx(1.0, abs=NEAR)
    assert min(d.x0 for d in metre) - max(d.x1 for d in key) == pytest.approx(1.0, abs=0.12)
    assert heads(sheet)[0].x0 - max(d.x1 for d in metre) >= 1.8 - 0.12


@pytest.mark.rule("E40")
def test_notes_keep_off_barlines() -> None:
    """1.2 from the barline to the next head, 1.0 to its accidental, 1.0 from the last note to the barline."""
    sheet = engraved(notes("c5q d5 e5 d5"), notes("c#5q d5 e5 d5"))
    line = sheet.of(Ink.BARLINE)[0]
    assert sheet.one(Ink.ACCIDENTAL).x0 - line.x1 >= 1.0 - NEAR
    assert heads(sheet)[4].x0 - line.x1 >= 1.2 - NEAR
    assert line.x0 - heads(sheet)[3].x1 >= 1.0 - NEAR


def changing_at(bar: int) -> Iterator[tuple[Sheet, int]]:
    """Music that changes clef, key and metre at a bar, and the line before it, if a line begins there."""
    later = notes("c3q d3 e3")
    sheet = engraved(*[QUARTERS] * bar, change(key=2, time="3/4", clef="F4") + later, *[later] * 12)
    yield from ((sheet, staff.number) for staff in sheet.staves() if staff.bars[1] == bar - 1)


@pytest.mark.rule("E40")
def test_a_coming_clef_stands_before_the_barline_and_a_coming_key_and_metre_after_it() -> None:
    """At the end of a line the player is warned: small clef, barline, key, metre."""
    sheet, last = next(found for bar in range(2, 12) for found in changing_at(bar))
    line = sheet.of(Ink.BARLINE, staff=last)[-1]
    clef = sheet.of(Ink.CLEF, staff=last)[-1]
    key = [d for d in sheet.of(Ink.KEY, staff=last) if d.x0 > line.x1]
    metre = [d for d in sheet.of(Ink.METRE, staff=last) if d.x0 > line.x1]
    assert clef.x1 < line.x0
    assert len(key) == 2
    assert len(metre) == 2
    assert max(d.x1 for d in key) < min(d.x0 for d in metre)


@pytest.mark.rule("E40")
def test_naturals_cancel_a_key_only_when_nothing_is_left_of_it() -> None:
    """From two sharps to none there are two naturals, from two sharps to one flat only the flat."""
    opened = engraved(QUARTERS, change(key=0) + QUARTERS, key=2)
    assert [d.code for d in opened.of(Ink.KEY)].count(g.ACCIDENTAL_NATURAL) == 2
    changed = engraved(QUARTERS, change(key=-1) + QUARTERS, key=2)
    assert [d.code for d in changed.of(Ink.KEY)].count(g.ACCIDENTAL_NATURAL) == 0


@pytest.mark.rule("E40")
def test_every_line_has_clef_and_key_and_only_a_grand_staff_a_line_at_its_left() -> None:
    """Clef and key again on every line, the metre not; a single staff is open at its left."""
    sheet = engraved(*[QUARTERS] * 14, key=-2)
    for staff in range(2, len(sheet.staves()) + 1):
        assert (len(sheet.of(Ink.CLEF, staff=staff)), len(sheet.of(Ink.KEY, staff=staff))) == (1, 2)
        assert sheet.of(Ink.METRE, staff=staff) == []
    assert sheet.of(Ink.SYSTEM_LINE, Ink.BRACE) == []
    grand = engraved(HANDS, HANDS, **PIANO)
    assert len(grand.of(Ink.SYSTEM_LINE)) == 1
    assert len(grand.of(Ink.BRACE)) == 1


# E41 order


def stacked(*layers: list[Drawn]) -> bool:
    """Does every layer lie over the one before it, where they stand over each other?"""
    return all(
        upper.y0 >= lower.y1 - 0.3
        for k, below in enumerate(layers)
        for above in layers[k + 1 :]
        for lower in below
        for upper in above
        if lower.over(upper)
    )


@pytest.mark.rule("E41")
def test_over_the_staff_marks_are_ordered_from_the_note_outwards() -> None:
    """Accent, ornament, fermata, technique, tempo, clock."""
    sheet = engraved(
        metronome(60) + tempo("Allegro molto moderato") + words("pizz.", placement="above")
        + notes("g5q{accent,trill-mark,fermata} d5 e5 d5"),
    )  # fmt: skip
    order = (Ink.HEAD, Ink.ARTICULATION, Ink.ORNAMENT, Ink.FERMATA, Ink.TECHNIQUE, Ink.TEMPO, Ink.TIMING)
    layers = [sheet.of(ink) for ink in order]
    assert all(layers)
    assert stacked(*layers)


@pytest.mark.rule("E41")
def test_under_the_staff_dynamics_then_pedal_then_numbers() -> None:
    """Under the left hand: dynamics nearest, the pedal line under them, bar numbers outermost."""
    down, up = (direction(f'<pedal type="{t}" line="yes"/>', staff=2) for t in ("start", "stop"))
    sheet = engraved(
        both(QUARTERS, dynamic("p", staff=2, placement="below") + down + notes("e2h g2", voice=5, staff=2) + up),
        HANDS, **PIANO,
    )  # fmt: skip
    marks = [sheet.of(ink, staff=2) for ink in (Ink.BAR_NUMBER, Ink.PEDAL, Ink.DYNAMIC, Ink.HEAD)]
    assert all(marks)
    assert stacked(*marks)


@pytest.mark.rule("E41", "E46")
def test_singers_have_dynamics_above_and_words_below() -> None:
    """On a vocal staff the dynamics are over the notes, the words under them."""
    sheet = engraved(dynamic("p") + notes("c5q d5 b4 a4", lyrics="la la la la"), name="Soprano")
    assert sheet.one(Ink.DYNAMIC).y0 > 2
    assert all(d.y1 < -2 for d in sheet.of(Ink.LYRIC))


# E42 rows


@pytest.mark.rule("E42")
def test_rows_share_a_baseline() -> None:
    """Bar numbers of a line stand on one line, and so do tempo marks, and a run of dynamics with its hairpin."""
    sheet = engraved(
        tempo("Allegro") + dynamic("p") + wedge("crescendo") + notes("c5q c4 e5 d5") + wedge("stop"),
        dynamic("f") + tempo("Meno") + QUARTERS,
        QUARTERS,
    )
    for ink in (Ink.BAR_NUMBER, Ink.TEMPO, Ink.DYNAMIC):
        assert len({round(d.y, 2) for d in sheet.of(ink)}) == 1, ink.name
        assert len(sheet.of(ink)) > 1


@pytest.mark.rule("E42")
def test_a_boxed_letter_comes_first_and_the_tempo_right_of_it() -> None:
    """Box, a space, tempo: on one row."""
    sheet = engraved(notes("c5w"), tempo("Allegro") + rehearsal("B") + QUARTERS)
    box, mark, letter = sheet.of(Ink.BOX), sheet.one(Ink.TEMPO), sheet.one(Ink.REHEARSAL)
    white = mark.x0 - max(d.x1 for d in box)
    assert 0.8 <= white <= 1.5
    assert mark.y0 < letter.y1
    assert letter.y0 < mark.y1


@pytest.mark.rule("E42")
def test_a_mark_over_a_very_high_note_rises_alone() -> None:
    """One tempo mark over a high note does not carry the others with it."""
    sheet = engraved(tempo("Allegro") + notes("c5w"), tempo("Meno") + notes("c7w"), tempo("Vivo") + notes("c5w"))
    a, b, c = sheet.of(Ink.TEMPO)
    assert a.y == c.y
    assert b.y > a.y + 4


# E42b horizontal places


@pytest.mark.rule("E42b")
@pytest.mark.parametrize("letters", ["p", "f", "mf", "sfz", "ppp"])
def test_a_dynamic_is_centred_under_its_head(letters: str) -> None:
    """By its optical centre where the font knows one, not by its box."""
    sheet = engraved(notes("c5h") + dynamic(letters) + notes("d5h"))
    sign, head = sheet.one(Ink.DYNAMIC), heads(sheet)[1]
    optical = sheet.faces.anchor(sign.code, "opticalCenter")
    assert (sign.x + optical[0] if optical else sign.centre) == pytest.approx(head.centre, abs=0.1)


@pytest.mark.rule("E42b")
def test_words_begin_at_their_head() -> None:
    """Technique and expression begin at the left edge of the head."""
    for text, ink in (("pizz.", Ink.TECHNIQUE), ("dolce", Ink.EXPRESSION)):
        sheet = engraved(notes("c5h") + words(text) + notes("d5h"))
        assert sheet.one(ink).x == pytest.approx(heads(sheet)[1].x0, abs=0.15)


@pytest.mark.rule("E42b")
def test_a_tempo_begins_at_the_metre_or_at_its_first_note() -> None:
    """At the cue's start over the metre, in mid-line over the note of its beat."""
    start = engraved(tempo("Allegro") + QUARTERS)
    assert start.one(Ink.TEMPO).x == pytest.approx(min(d.x0 for d in start.of(Ink.METRE)), abs=0.15)
    middle = engraved(notes("c5w"), tempo("Meno mosso") + QUARTERS)
    assert middle.one(Ink.TEMPO).x == pytest.approx(heads(middle)[1].x0, abs=0.15)


@pytest.mark.rule("E42b")
def test_a_rehearsal_mark_stands_on_its_barline() -> None:
    """Centred on the barline, and at a line's start with the left end of the staff."""
    sheet = engraved(rehearsal("A") + notes("c5w"), rehearsal("B") + QUARTERS)
    first, second = sorted(sheet.of(Ink.REHEARSAL), key=lambda d: d.x0)
    assert second.centre == pytest.approx(sheet.of(Ink.BARLINE)[0].centre, abs=0.15)
    assert min(d.x0 for d in sheet.of(Ink.BOX)) == pytest.approx(0, abs=0.1)
    assert first.x0 < 2


@pytest.mark.rule("E42b")
@pytest.mark.parametrize("shape", ["rectangle", "square", "circle", "oval", "bracket", "inverted-bracket", "triangle", "hexagon"])
def test_whatever_is_round_a_rehearsal_mark_begins_within_the_staff(shape: str) -> None:
    """Boxes, circles and brackets that open outwards keep to the left margin, where the staff begins."""
    mark = direction(f'<rehearsal enclosure="{shape}">A</rehearsal>', placement="above")
    sheet = engraved(mark + notes("c5w"))
    assert min(d.x0 for d in sheet.of(Ink.BOX)) >= -0.01
    assert sheet.one(Ink.REHEARSAL).x0 > min(d.x0 for d in sheet.of(Ink.BOX))
    assert sheet.engraving.audit.outside_margins == 0


@pytest.mark.rule("E42b")
def test_a_bar_number_stands_in_the_middle_of_its_bar() -> None:
    """Between barline and barline, in the middle."""
    sheet = engraved(QUARTERS, QUARTERS, QUARTERS)
    for bar in (1, 2):
        left, right = bar_bounds(sheet, bar)
        assert sheet.of(Ink.BAR_NUMBER)[bar].centre == pytest.approx((left + right) / 2, abs=0.3)


@pytest.mark.rule("E42b")
@pytest.mark.parametrize("element", ["segno", "coda"])
def test_segno_and_coda_stand_on_their_barline(element: str) -> None:
    """The sign is centred over the barline that it belongs to."""
    sheet = engraved(notes("c5w"), direction(f"<{element}/>", placement="above") + QUARTERS, notes("c5w"))
    assert sheet.one(Ink.JUMP).centre == pytest.approx(sheet.of(Ink.BARLINE)[0].centre, abs=0.15)


# E43 lines of type


def run(*pieces: str) -> str:
    """One direction of several types."""
    inside = "".join(f"<direction-type>{piece}</direction-type>" for piece in pieces)
    return f'<direction placement="below">{inside}<staff>1</staff></direction>'


@pytest.mark.rule("E43")
def test_brackets_round_a_dynamic_stand_close_on_its_line() -> None:
    """[mp] is one run: bracket, sign, bracket, on one baseline, the sign at its own place."""
    sheet = engraved(run("<words>[</words>", "<dynamics><mp/></dynamics>", "<words>]</words>") + QUARTERS)
    row = sorted(sheet.of(Ink.DYNAMIC, Ink.EXPRESSION), key=lambda d: d.x0)
    assert [bool(d.code) for d in row] == [False, True, False]
    assert len({round(d.y, 2) for d in row}) == 1
    assert row[0].x0 < row[1].x0 < row[2].x0
    assert max(abs(row[1].x0 - row[0].x1), abs(row[2].x0 - row[1].x1)) < 0.25  # boxes; both lean


@pytest.mark.rule("E43")
@pytest.mark.parametrize("apart", [False, True])
def test_a_word_hangs_beside_its_dynamic(apart: bool) -> None:
    """p sub.: the word 0.4 right of the sign, whether they were written as one direction or two."""
    pieces = "<dynamics><p/></dynamics>", "<words>sub.</words>"
    text = run(*pieces[:1]) + run(*pieces[1:]) if apart else run(*pieces)
    sheet = engraved(text + QUARTERS)
    word, sign = sorted(sheet.of(Ink.DYNAMIC, Ink.EXPRESSION), key=lambda d: bool(d.code))
    assert word.x0 - sign.x1 == pytest.approx(0.4, abs=0.25)
    assert word.y == pytest.approx(sign.y, abs=NEAR)


@pytest.mark.rule("E43")
def test_nothing_is_stacked_on_anything() -> None:
    """Three words at one note stand clear of each other."""
    sheet = engraved(words("pizz.") + words("dolce") + words("sul tasto") + dynamic("p") + QUARTERS, QUARTERS)
    items = sheet.of(Ink.TECHNIQUE, Ink.EXPRESSION, Ink.DYNAMIC)
    assert len(items) == 4
    assert not any(a.touches(b) for i, a in enumerate(items) for b in items[i + 1 :])


# E43b classes of words


@pytest.mark.rule("E43b")
@pytest.mark.parametrize(
    ("text", "ink", "face", "above"),
    [
        ("pizz.", Ink.TECHNIQUE, Face.ROMAN, True), ("con sord.", Ink.TECHNIQUE, Face.ROMAN, True),
        ("div.", Ink.TECHNIQUE, Face.ROMAN, True), ("sul G", Ink.TECHNIQUE, Face.ROMAN, True),
        ("dolce", Ink.EXPRESSION, Face.ITALIC, False), ("espressivo", Ink.EXPRESSION, Face.ITALIC, False),
        ("cresc.", Ink.EXPRESSION, Face.ITALIC, False), ("Allegro", Ink.TEMPO, Face.BOLD, True),
    ],
)  # fmt: skip
def test_words_are_set_by_what_they_mean(text: str, ink: Ink, face: Face, above: bool) -> None:
    """Tempo bold above, technique roman above, expression and dynamic words italic below."""
    sheet = engraved((tempo(text) if ink is Ink.TEMPO else words(text)) + QUARTERS)
    (word,) = [d for d in sheet.of(Ink.TECHNIQUE, Ink.EXPRESSION, Ink.DYNAMIC, Ink.TEMPO) if d.text]
    assert word.ink in (ink, Ink.DYNAMIC) if text == "cresc." else word.ink is ink
    assert face_of(word) is face
    assert (word.y > 0) is above


@pytest.mark.rule("E43b")
def test_a_copyists_bold_does_not_make_expression_a_tempo() -> None:
    """Known words keep their class whatever face and size the source gave them."""
    loud = direction('<words font-weight="bold" font-size="24">pizz.</words>')
    word = engraved(loud + QUARTERS).one(Ink.TECHNIQUE)
    assert face_of(word) is Face.ROMAN
    assert points(word) == pytest.approx(11, abs=0.1)


# E44 sizes


@pytest.mark.rule("E44")
def test_every_kind_of_word_has_its_size() -> None:
    """Bar numbers 9, clock 8, technique and expression 11, tempo 13, rehearsal marks 15 point bold in a box."""
    sheet = engraved(
        metronome(60) + tempo("Allegro") + rehearsal("A") + words("pizz.") + words("dolce") + QUARTERS, QUARTERS
    )
    sizes = {Ink.BAR_NUMBER: 9, Ink.TIMING: 8, Ink.TECHNIQUE: 11, Ink.EXPRESSION: 11, Ink.TEMPO: 13, Ink.REHEARSAL: 15}
    for ink, size in sizes.items():
        found = [points(d) for d in sheet.of(ink) if d.text]
        assert found, ink.name
        assert set(found) == {size}, ink.name
    box, letter = sheet.of(Ink.BOX), sheet.one(Ink.REHEARSAL)
    assert letter.x0 - min(d.x1 for d in box) == pytest.approx(0.5, abs=0.2)


@pytest.mark.rule("E44")
def test_nothing_is_under_eight_point() -> None:
    """No word on the page is smaller than 8 point, on the smallest staff too."""
    sheet = engraved(
        metronome(60) + rehearsal("A") + words("pizz.") + notes("c5q{fingering:3} d5 e5 d5", lyrics="la la la la"),
        QUARTERS,
    )
    texts = [item for item in sheet.pages[0].items if isinstance(item, Text)]
    assert min(item.size for item in texts) >= 800


@pytest.mark.rule("E44")
def test_the_first_page_says_cue_and_player_large_and_later_pages_in_one_line() -> None:
    """Instrument 18, title 16 on page one; then one line of 10 point with the page's number."""
    sheet = engraved(
        *[notes("[c5s d5 e5 f5] [c5s d5 e5 f5] [c5s d5 e5 f5] [c5s d5 e5 f5]")] * 60, name="Flute", title="Night"
    )
    first = {i.text: i.size for i in sheet.pages[0].furniture if isinstance(i, Text)}
    assert (first["Flute"], first["Night"]) == (1800, 1600)
    later = [i for i in sheet.pages[1].furniture if isinstance(i, Text)]
    assert {i.size for i in later} == {1000}
    assert len({i.y for i in later}) == 1
    assert any("2" in i.text for i in later)


# E45 dynamics


@pytest.mark.rule("E45")
def test_dynamics_stand_three_spaces_under_the_staff() -> None:
    """Their baseline is 3 below the bottom line, above a staff 1.7 over the top line."""
    assert engraved(dynamic("p") + QUARTERS).one(Ink.DYNAMIC).y == pytest.approx(-5, abs=NEAR)
    above = engraved(dynamic("p", placement="above") + notes("c5q d5 e5 d5"), name="Soprano")
    assert above.one(Ink.DYNAMIC).y == pytest.approx(3.7, abs=NEAR)


@pytest.mark.rule("E45")
def test_a_run_of_dynamics_moves_out_together() -> None:
    """One low note lowers p, hairpin and f alike, only as far as needed."""
    sheet = engraved(dynamic("p") + wedge("crescendo") + notes("c5q f3 e5 d5") + wedge("stop"), dynamic("f") + QUARTERS)
    soft, loud = sheet.of(Ink.DYNAMIC)
    assert soft.y == loud.y < -5
    low = min(d.y0 for d in sheet.of(Ink.HEAD))
    assert low - max(d.y1 for d in sheet.of(Ink.HAIRPIN)) < 2.5
    assert not any(d.touches(head) for d in sheet.of(Ink.HAIRPIN, Ink.DYNAMIC) for head in heads(sheet))


# E46 lyrics


@pytest.mark.rule("E46")
def test_syllables_stand_under_their_heads_on_one_line() -> None:
    """Centred on the head without their comma, 3.2 below the staff."""
    plain = engraved(notes("c5h d5h", lyrics="snow falls"), name="Soprano")
    comma = engraved(notes("c5h d5h", lyrics="snow, falls"), name="Soprano")
    for word, head in zip(plain.of(Ink.LYRIC), heads(plain), strict=True):
        assert word.centre == pytest.approx(head.centre, abs=0.15)
        assert word.y == pytest.approx(-5.2, abs=NEAR)
    a, b = plain.of(Ink.LYRIC)[0], comma.of(Ink.LYRIC)[0]
    assert b.x0 - heads(comma)[0].x0 == pytest.approx(a.x0 - heads(plain)[0].x0, abs=0.05)


@pytest.mark.rule("E46")
def test_long_syllables_push_the_notes_apart() -> None:
    """0.6 between syllables at least; the notes give way."""
    sheet = engraved(notes("c5q d5 b4 a4", lyrics="strengths through straight thoughts"), name="Soprano")
    row = sheet.of(Ink.LYRIC)
    assert min(b.x0 - a.x1 for a, b in itertools.pairwise(row)) >= 0.6 - 0.05


@pytest.mark.rule("E46")
def test_hyphens_and_extenders_run_between_syllables() -> None:
    """A divided word has hyphens 0.8 long; a melisma a line from its syllable to its last head."""
    divided = engraved(notes("c5h d5h", lyrics="Ky- -rie"), name="Soprano")
    a, b = divided.of(Ink.LYRIC)
    for hyphen in divided.of(Ink.LYRIC_LINE):
        assert a.x1 < hyphen.x0
        assert hyphen.x1 < b.x0
        assert hyphen.width == pytest.approx(0.8, abs=0.05)
    melisma = engraved(notes("c5q d5 e5 d5", lyrics="ah_ * * *"), notes("c5w", lyrics="so"), name="Soprano")
    line = melisma.one(Ink.LYRIC_LINE)
    word = melisma.of(Ink.LYRIC)[0]
    assert line.x0 - word.x1 == pytest.approx(0.3, abs=0.1)
    assert line.x1 == pytest.approx(heads(melisma)[3].x1, abs=0.1)
    assert word.x0 == pytest.approx(heads(melisma)[0].x0, abs=0.2)


# E47 multi-bar rests


@pytest.mark.rule("E47")
def test_empty_bars_are_counted_over_a_bar_and_named_under_it() -> None:
    """Twelve bars' rest: H-bar a space off its barlines, 12 over it, 2–13 under it."""
    sheet = engraved(QUARTERS, *[EMPTY] * 12, QUARTERS)
    bar, *serifs = sorted(sheet.of(Ink.H_BAR), key=lambda d: -d.width)
    left, right = bar_bounds(sheet, 1)
    assert (bar.x0 - left, right - bar.x1) == (pytest.approx(1, abs=0.1), pytest.approx(1, abs=0.1))
    assert all(d.y1 - d.y0 == pytest.approx(2, abs=NEAR) for d in serifs)
    figures, span = sheet.of(Ink.REST_COUNT), sheet.one(Ink.REST_RANGE)
    assert [d.code - g.TIME_SIG_0 for d in figures] == [1, 2]
    assert min(d.y0 for d in figures) == pytest.approx(2.5, abs=0.05)
    assert span.text == "2–13"
    assert span.y1 < -2
    assert span.centre == pytest.approx(bar.centre, abs=0.2)


@pytest.mark.rule("E47", "E57")
@pytest.mark.parametrize(
    "mark",
    [rehearsal("B"), tempo("Meno mosso"), change(key=2), words("pizz."), dynamic("p")],
    ids=["rehearsal", "tempo", "key", "text", "dynamic"],
)
def test_what_a_counting_player_must_see_breaks_the_rest(mark: str) -> None:
    """A new tempo, a letter, a key or a word of his own begins a new count."""
    sheet = engraved(QUARTERS, *[EMPTY] * 4, mark + EMPTY, *[EMPTY] * 5, QUARTERS)
    counts = [d.code - g.TIME_SIG_0 for d in sheet.of(Ink.REST_COUNT)]
    assert counts in ([4, 6], [4, 5])


@pytest.mark.rule("E47")
def test_a_clef_does_not_break_the_rest_and_one_bar_has_no_count() -> None:
    """A clef change moves to the end of the rest; one empty bar is a whole rest."""
    sheet = engraved(QUARTERS, EMPTY, EMPTY, change(clef="F4") + EMPTY, EMPTY, notes("c3w"))
    assert [d.code - g.TIME_SIG_0 for d in sheet.of(Ink.REST_COUNT)] == [4]
    one = engraved(QUARTERS, EMPTY, QUARTERS)
    assert one.of(Ink.H_BAR, Ink.REST_COUNT) == []
    assert len(one.of(Ink.REST)) == 1


# E48 metres


@pytest.mark.rule("E48")
def test_in_parts_every_staff_has_its_own_metre_of_usual_size() -> None:
    """Tall metres over a group are for the score; in a part each staff shows its metre."""
    sheet = engraved(HANDS, HANDS, **PIANO)
    for staff in (1, 2):
        figures = sheet.of(Ink.METRE, staff=staff)
        assert len(figures) == 2
        assert (min(d.y0 for d in figures), max(d.y1 for d in figures)) == (
            pytest.approx(-2, abs=0.1),
            pytest.approx(2, abs=0.1),
        )


# E49 grand staves


@pytest.mark.rule("E49")
def test_a_grand_staff_is_braced_joined_and_roomy() -> None:
    """Brace at the left, barlines through both staves, eight spaces between them unless notes need more."""
    sheet = engraved(HANDS, HANDS, **PIANO)
    upper, lower = sheet.staves()
    inner = (upper.y - lower.y) / sheet.space - 4
    assert inner >= 6.5 - NEAR
    brace = sheet.one(Ink.BRACE)
    assert brace.x1 < 0
    joined = [d for d in sheet.of(Ink.BARLINE) if d.y1 - d.y0 > inner + 4]
    assert joined


@pytest.mark.rule("E49")
def test_dynamics_of_both_hands_stand_between_the_staves() -> None:
    """A dynamic for the right hand is in the middle of the free gap."""
    sheet = engraved(both(dynamic("p") + QUARTERS, notes("c3h g3", voice=5, staff=2)), **PIANO)
    upper, lower = sheet.staves()
    gap = (upper.y - lower.y) / sheet.space
    sign = sheet.one(Ink.DYNAMIC)
    y = sign.middle if sign.staff == 1 else sign.middle - gap
    assert y == pytest.approx(-gap / 2, abs=0.6)


@pytest.mark.rule("E49")
def test_a_grand_staff_has_its_tempo_once_above_and_its_numbers_once_below() -> None:
    """Tempo over the upper staff only, one row of bar numbers under the lower."""
    sheet = engraved(tempo("Allegro") + HANDS, HANDS, **PIANO)
    assert {d.staff for d in sheet.of(Ink.TEMPO)} == {1}
    assert {d.staff for d in sheet.of(Ink.BAR_NUMBER)} == {2}
    assert [d.text for d in sheet.of(Ink.BAR_NUMBER)] == ["1", "2"]


@pytest.mark.rule("E49")
def test_five_or_six_grand_staves_fill_a_page() -> None:
    """A full page of piano holds five or six systems."""
    bar = both(notes("[c5s d5 e5 f5] [c5s d5 e5 f5] [c5s d5 e5 f5] [c5s d5 e5 f5]"), notes("c3h g3", voice=5, staff=2))
    sheet = engraved(*[bar] * 60, **PIANO)
    assert len(sheet.pages) > 2
    assert len(sheet.staves(1)) // 2 in (5, 6)


def paper(height: float) -> Style:
    """The house's style on paper so high, in mm."""
    return replace(house(), paper=replace(house().paper, height=height))


def staff_gaps(sheet: Sheet, page: int = 0) -> tuple[list[float], list[float]]:
    """White inside the systems of a page, and white between them."""
    white = [(a.y - b.y) / sheet.space - 4 for a, b in itertools.pairwise(sheet.staves(page))]
    return white[::2], white[1::2]


@pytest.mark.rule("E49")
def test_the_house_says_how_far_apart_two_hands_are() -> None:
    """Eight spaces, or what the style wants."""
    roomy = replace(house(), systems=replace(house().systems, staff_gap=9.5))
    for style, wanted in ((house(), 8.0), (roomy, 9.5)):
        inside, _ = staff_gaps(engraved(HANDS, HANDS, style=style, **PIANO))
        assert inside == pytest.approx([wanted], abs=NEAR)


@pytest.mark.rule("E49")
def test_hands_stand_farther_apart_once_the_systems_do() -> None:
    """Two systems on a page with room for more, but not for a third: first their gap grows to 1.4 of its distance,
    then both pairs of staves move apart, no farther than 1.4 times eight."""
    sheet = engraved(*[dynamic("p") + HANDS] * 40, style=paper(139.0), **PIANO)
    assert len(sheet.pages) > 2
    inside, between = staff_gaps(sheet, 1)
    assert len(inside) == 2
    assert between == pytest.approx([12.5 * 1.4 - 4], abs=NEAR)
    assert inside[0] == pytest.approx(inside[1], abs=NEAR)
    assert 8.2 < inside[0] <= 11.2 + NEAR
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.rule("E49")
def test_hands_draw_together_where_a_page_lacks_a_little() -> None:
    """The lower the page the nearer the staves, down to 6.5; systems keep their 8.5, so that each is seen as one."""
    seen = set()
    for height in range(200, 172, -3):
        sheet = engraved(*[dynamic("p") + HANDS] * 20, style=paper(float(height)), **PIANO)
        inside, between = staff_gaps(sheet)
        assert min(inside) >= 6.5 - NEAR
        assert min(between) >= 8.5 - NEAR
        assert sheet.engraving.audit.collisions == 0
        assert sheet.engraving.audit.outside_margins == 0
        seen.add(min(inside) < 7.5)
    assert seen == {True, False}


@pytest.mark.rule("E49")
def test_a_diagram_of_harp_pedals_stands_between_its_barlines() -> None:
    """However tight the bars are set, the diagram has room beside the dynamic and before the barline."""
    tuned = "".join(f"<pedal-tuning><pedal-step>{step}</pedal-step><pedal-alter>0</pedal-alter></pedal-tuning>"
                    for step in "DCBEFGA")  # fmt: skip
    diagram = direction(f"<harp-pedals>{tuned}</harp-pedals>", placement="below")
    sheet = engraved(*[both(dynamic("p") + diagram + notes("c5w"), notes("c3w", voice=5, staff=2))] * 60,
                     clefs=("G2", "F4"), name="Harp")  # fmt: skip
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.rule("E49")
@pytest.mark.parametrize(("upper", "lower"), [("mf", "p"), ("p", "mf"), ("ff", "f")])
def test_the_upper_hand_s_dynamic_is_over_the_lower_s(upper: str, lower: str) -> None:
    """Two dynamics of one beat between the staves, the wider one of either hand."""
    bar = both(dynamic(upper) + QUARTERS, dynamic(lower, staff=2, placement="above") + notes("c3h g3", voice=5, staff=2))
    sheet = engraved(bar, bar, **PIANO)
    first, second = ([d.middle for d in sheet.of(Ink.DYNAMIC) if d.item.atom == atom]
                     for atom in sorted({d.item.atom for d in sheet.of(Ink.DYNAMIC)})[:2])  # fmt: skip
    assert min(first) > max(second)


ORGAN = {"clefs": ("G2", "F4", "F4"), "name": "Organ"}


def organ(pedal: str, left: str = "") -> str:
    """A bar of two hands and feet."""
    return both(QUARTERS, left + notes("c4h e4", voice=5, staff=2)) + back() + pedal + notes("c3h g2", voice=9, staff=3)


@pytest.mark.rule("E49")
def test_an_organ_s_pedals_stand_apart_from_its_manuals() -> None:
    """Brace and barlines join the manuals; the staff of the feet has barlines of its own, one line at the left holds
    all three."""
    sheet = engraved(organ(""), organ(""), **ORGAN)
    upper, lower, feet = sheet.staves()
    height = (upper.y - lower.y) / sheet.space + 4
    brace, line = sheet.one(Ink.BRACE), sheet.one(Ink.SYSTEM_LINE)
    assert brace.y1 - brace.y0 == pytest.approx(height, abs=0.3)
    assert line.y1 - line.y0 == pytest.approx((upper.y - feet.y) / sheet.space + 4, abs=0.3)
    assert [d for d in sheet.of(Ink.BARLINE, staff=1) if d.y1 - d.y0 > 5]
    for staff in (2, 3):
        assert all(d.y1 - d.y0 < 4.5 for d in sheet.of(Ink.BARLINE, staff=staff))
    assert sheet.of(Ink.BARLINE, staff=3)


@pytest.mark.rule("E49")
def test_an_organ_s_dynamics_are_between_the_manuals_and_under_the_feet() -> None:
    """The left hand's is over its staff as in a piano part, the pedals' under theirs."""
    sheet = engraved(organ(dynamic("f", staff=3), dynamic("p", staff=2)), organ(""), **ORGAN)
    upper, lower, _ = sheet.staves()
    gap = (upper.y - lower.y) / sheet.space
    left, feet = (next(d for d in sheet.of(Ink.DYNAMIC) if d.item.atom == atom)
                  for atom in sorted({d.item.atom for d in sheet.of(Ink.DYNAMIC)}))  # fmt: skip
    assert left.staff == 1
    assert left.middle == pytest.approx(-gap / 2, abs=0.6)
    assert feet.staff == 3
    assert feet.y1 < -2


# E59 bar numbers


@pytest.mark.rule("E59")
def test_every_bar_has_its_number_under_it() -> None:
    """1, 2, 3 … in a row 3.2 below the staff when nothing is in the way, and never under 7."""
    sheet = engraved(*[QUARTERS] * 5)
    assert [d.text for d in sheet.of(Ink.BAR_NUMBER)] == [str(n) for n in range(1, 6)]
    assert {round(d.y, 2) for d in sheet.of(Ink.BAR_NUMBER, staff=1)} == {-5.2}
    low = engraved(*[dynamic("f") + notes("c4q d4 e4 d4")] * 4)
    assert all(-9.05 <= d.y <= -5.2 for d in low.of(Ink.BAR_NUMBER))


@pytest.mark.rule("E59")
def test_a_number_never_stands_among_heads() -> None:
    """Where low notes come close to it on either side a number stands under them, or slides away from them."""
    sheet = engraved(*[notes("b1q f#1 b1 f#1")] * 5, clefs=("F4",), name="Trombone")
    for number in sheet.of(Ink.BAR_NUMBER, staff=1):
        near = [d for d in heads(sheet, 1) if d.x0 < number.x1 + 3 and d.x1 > number.x0 - 3]
        assert number.y1 <= min(d.y0 for d in near) + NEAR


@pytest.mark.rule("E59")
def test_one_low_bar_sinks_its_number_alone() -> None:
    """Where one bar has low notes its number slides or sinks, the others stay in their row."""
    bars = [QUARTERS] * 5
    bars[2] = notes("[e3s f3 g3 f3] [e3s f3 g3 f3] [e3s f3 g3 f3] [e3s f3 g3 f3]")
    row = sorted(d.y for d in engraved(*bars).of(Ink.BAR_NUMBER, staff=1))
    assert row[1:] == pytest.approx([row[-1]] * (len(row) - 1), abs=NEAR)


@pytest.mark.rule("E59")
def test_numbers_touch_nothing() -> None:
    """0.4 of white between a number and any ink over it."""
    sheet = engraved(*[dynamic("p") + notes("[a3e c4 e4 g4] [a3e c4 e4 g4]")] * 4)
    ink = sheet.of(Ink.HEAD, Ink.STEM, Ink.BEAM, Ink.LEDGER, Ink.DYNAMIC)
    for number in sheet.of(Ink.BAR_NUMBER):
        assert (
            min(d.y0 for d in ink if d.over(number)) - number.y1 >= 0.35 if any(d.over(number) for d in ink) else True
        )


@pytest.mark.rule("E59")
def test_with_words_to_sing_the_numbers_are_over_the_staff_and_a_pickup_has_none() -> None:
    """Singers find bar numbers over the staff; an upbeat is not counted."""
    sung = engraved(
        notes("c5q d5 b4 a4", lyrics="la la la la"), notes("c5q d5 b4 a4", lyrics="la la la la"), name="Soprano"
    )
    assert all(d.y0 > 2 for d in sung.of(Ink.BAR_NUMBER))
    pickup = engraved(notes("c5q"), QUARTERS, QUARTERS, pickup=True)
    assert [d.text for d in pickup.of(Ink.BAR_NUMBER)] == ["1", "2"]


@pytest.mark.rule("E40")
def test_a_final_barline_ends_the_cue_even_when_the_source_forgot_it() -> None:
    """The cue's last bar ends thin and thick; a double bar of the source stays double."""
    thin, thick = engraved(notes("c5w")).of(Ink.BARLINE)
    assert thick.width > 2 * thin.width
    first, second, *_ = engraved(notes("c5w") + barline("light-light"), notes("c5w")).of(Ink.BARLINE)
    assert first.width == pytest.approx(second.width, abs=NEAR)
