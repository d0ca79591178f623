"""Noteheads, stems, beams, accidentals, dots, graces, tuplets and syllables as written (E10–E19, E33, E36, E46)."""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink, Polygon
from engraving.notation.accidentals import CODES
from engraving.score.atoms import Kind, of_kind
from engraving.typefaces import smufl as g
from tests.elements.drawn import by_atom, events, lines, marked, sheet
from tests.layout.small_music import Drawn

NEAR = 0.05

def heads(name: str, shape: str, value: str) -> list[Drawn]:
    """The printed heads of a shape on notes of a value."""
    ink = by_atom(name)
    return [
        d for e in events(name) if e.value == value for h in e.heads if h.shape == shape for d in ink[h.atom]
    ]


def test_every_stem_meets_its_head() -> None:
    page = sheet("noteheads")
    for staff in range(1, len(page.staves()) + 1):
        for stem in page.of(Ink.STEM, staff=staff):
            assert any(
                head.x0 - NEAR <= stem.centre <= head.x1 + NEAR and stem.y0 <= head.y1 + NEAR and head.y0 <= stem.y1 + NEAR
                for head in page.of(Ink.HEAD, staff=staff)
            )


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        ("x", g.NOTEHEAD_X_WHOLE),
        ("diamond", g.NOTEHEAD_DIAMOND_WHOLE),
        ("slash", g.NOTEHEAD_SLASH_WHITE_WHOLE),
        ("triangle", g.NOTEHEAD_TRIANGLE_UP_WHOLE),
    ],
)
def test_whole_notes_have_shapes_of_their_own(shape: str, code: int) -> None:
    assert [d.code for d in heads("noteheads-dressed", shape, "whole")] == [code]


def test_a_head_may_be_filled_against_its_value() -> None:
    assert [d.code for d in heads("noteheads-dressed", "diamond", "half")] == [g.NOTEHEAD_DIAMOND_BLACK]
    assert [d.code for d in heads("noteheads-dressed", "diamond", "quarter")] == [g.NOTEHEAD_DIAMOND_HALF]


def test_heads_in_parentheses_keep_their_accidental_outside() -> None:
    page = sheet("noteheads-dressed")
    left = [d for d in page.of(Ink.HEAD) if d.code == g.NOTEHEAD_PARENTHESIS_LEFT]
    right = [d for d in page.of(Ink.HEAD) if d.code == g.NOTEHEAD_PARENTHESIS_RIGHT]
    assert len(left) == len(right) == 3
    (sharp,) = [d for d in page.of(Ink.ACCIDENTAL) if d.code == g.ACCIDENTAL_SHARP]
    assert sharp.x1 < left[-1].x0


def test_a_head_may_be_any_glyph_of_the_standard() -> None:
    assert [d.code for d in heads("noteheads-dressed", "noteheadHeavyX", "quarter")] == [g.NOTEHEAD_HEAVY_X]


def test_the_letters_of_a_head_stand_over_it() -> None:
    (letters,) = marked("noteheads-dressed", "notehead-text")
    assert letters.text == "C"
    assert letters.y0 > letters.heads[0].y1


def test_a_double_stem_goes_up_and_down_and_a_note_may_have_none() -> None:
    ink = by_atom("noteheads-dressed")
    stems = sheet("noteheads-dressed").of(Ink.STEM)
    for event in events("noteheads-dressed"):
        low, high = (ink[event.heads[k].atom][0] for k in (0, -1))
        own = [s for s in stems if low.x0 - NEAR < s.centre < low.x1 + NEAR]
        if event.stem == "double":
            up, down = sorted(own, key=lambda s: -s.y1)
            assert up.y1 >= high.y + 2.4
            assert down.y0 <= low.y - 2.4
            assert down.centre < up.centre
        elif event.stem == "none":
            assert own == []


@pytest.mark.parametrize("value", sorted(set(CODES) - {"double-flat"}))
def test_every_accidental_of_the_format_is_drawn(value: str) -> None:
    ink = by_atom("accidentals")
    signed = [h for e in events("accidentals") for h in e.heads if h.accidental and h.accidental.value == value]
    assert signed
    for head in signed:
        sign = next(d for d in ink[of_kind(head.atom, Kind.ACCIDENTAL)] if d.code == CODES[value])
        assert sign.x1 < ink[head.atom][0].x0
        assert sign.y == pytest.approx(ink[head.atom][0].y, abs=NEAR)


def test_accidentals_are_dressed_as_written() -> None:
    last = events("accidentals")[-6:-2]
    ink = by_atom("accidentals")
    rows = [[d.code for d in ink[of_kind(e.heads[0].atom, Kind.ACCIDENTAL)]] for e in last]
    assert rows == [
        [g.ACCIDENTAL_PARENS_LEFT, g.ACCIDENTAL_SHARP, g.ACCIDENTAL_PARENS_RIGHT],
        [g.ACCIDENTAL_BRACKET_LEFT, g.ACCIDENTAL_FLAT, g.ACCIDENTAL_BRACKET_RIGHT],
        [g.ACCIDENTAL_BRACKET_LEFT, g.ACCIDENTAL_FLAT, g.ACCIDENTAL_BRACKET_RIGHT],
        [g.ACCIDENTAL_NATURAL],
    ]


def test_hooks_point_into_their_beat() -> None:
    beams = sheet("beams").of(Ink.BEAM)
    hooks = [b for b in beams if b.width < 1.5]
    assert len(hooks) == 2
    primaries = [b for b in beams if b.width > 1.5]
    backward = next(h for h in hooks if any(abs(h.x1 - p.x1) < NEAR for p in primaries))
    forward = next(h for h in hooks if h is not backward)
    assert any(abs(forward.x0 - p.x0) < NEAR for p in primaries)


@pytest.mark.parametrize(("fan", "groups"), [("accel", 2), ("rit", 1)])
def test_a_feathered_beam_spreads_towards_the_faster_notes(fan: str, groups: int) -> None:
    """Three beams at least, together at one end and apart at the other."""
    ink = by_atom("beams")
    found = [group for group in sheet("beams").part.music.beams if group.fan == fan]
    assert len(found) == groups
    for group in found:
        beams = [d.item for d in ink[group.atom]]
        assert len(beams) == 3
        starts, ends = [], []
        for beam in beams:
            assert isinstance(beam, Polygon)
            starts.append(beam.points[1])
            ends.append(beam.points[3])
        together, apart = (starts, ends) if fan == "accel" else (ends, starts)
        space = sheet("beams").space
        assert max(together) - min(together) < 0.1 * space
        assert max(apart) - min(apart) == pytest.approx(1.5 * space, abs=0.1 * space)


def test_grace_notes_are_small_before_their_note_and_after_it() -> None:
    ink = by_atom("graces")
    for event in events("graces"):
        for head in event.heads:
            (drawn,) = ink[head.atom]
            assert (drawn.width < 1.0) == bool(event.grace)
    slashed = [e for e in events("graces") if e.slash]
    slashes = sheet("graces").of(Ink.SLASH)
    groups = [b for b in sheet("graces").part.music.beams if b.grace]
    beamed = {i for group in groups for i in group.events[1:]}
    assert len(slashes) == len([e for e in slashed if e.id not in beamed])


def test_e17_stems_of_beamed_graces_are_as_short_as_others() -> None:
    """Two and a half spaces, but for the slant of their beam."""
    ink = by_atom("graces")
    stems = sheet("graces").of(Ink.STEM)
    small = [ink[h.atom][0] for e in events("graces") if e.grace for h in e.heads[-1:]]
    for head in small:
        stem = next(s for s in stems if head.x0 - NEAR < s.centre < head.x1 + NEAR)
        assert stem.y1 - head.y < 3.6


def test_notes_after_the_last_note_stand_before_the_barline() -> None:
    (first, second) = [e for e in events("graces") if e.grace > 0]
    ink, bars = by_atom("graces"), sheet("graces").of(Ink.BARLINE)
    main = max(
        (ink[e.heads[0].atom][0] for e in events("graces") if e.bar == first.bar and not e.grace),
        key=lambda d: d.x,
    )
    a, b = (ink[e.heads[0].atom][0] for e in (first, second))
    assert main.x1 < a.x0 < b.x0 < min(d.x0 for d in bars if d.x0 > main.x1)


def figures(nth: int) -> list[int]:
    """The figures of a tuplet, from the left."""
    _, ink = lines("tuplets", "tuplet")[nth]
    return [d.code for d in sorted(ink, key=lambda d: d.x0) if d.ink is Ink.TUPLET_NUMBER]


THREE, TWO, COLON = g.TUPLET_DIGITS[3], g.TUPLET_DIGITS[2], g.TUPLET_COLON
EIGHTH, QUARTER, HALF, DOT = g.MET_NOTE_8TH_UP, g.MET_NOTE_QUARTER_UP, g.MET_NOTE_HALF_UP, g.MET_AUGMENTATION_DOT


@pytest.mark.parametrize(
    ("nth", "codes"),
    [
        (0, [THREE]),
        (3, [THREE, COLON, TWO]),
        (4, [THREE, COLON, TWO, EIGHTH]),
        (5, [THREE, QUARTER, COLON, TWO, QUARTER]),
        (6, []),
        (7, [THREE, EIGHTH]),
        (8, [THREE, QUARTER, DOT, COLON, g.TUPLET_DIGITS[1], HALF, DOT]),
    ],
)
def test_e36_figures_ratios_and_notes_as_written(nth: int, codes: list[int]) -> None:
    assert figures(nth) == codes


@pytest.mark.parametrize(("nth", "bracketed"), [(0, False), (1, True), (2, True), (6, True)])
def test_e36_brackets_where_no_beam_stands_for_them_or_the_source_asks(nth: int, bracketed: bool) -> None:
    _, ink = lines("tuplets", "tuplet")[nth]
    assert any(d.ink is Ink.TUPLET_BRACKET for d in ink) == bracketed


def test_e36_a_tuplet_within_a_tuplet_lies_inside_it() -> None:
    outer, inner = [ink for _, ink in lines("tuplets", "tuplet")][9:11]
    assert min(d.y0 for d in outer) > max(d.y1 for d in inner if d.ink is Ink.TUPLET_BRACKET) - NEAR
    assert min(d.x0 for d in outer) < min(d.x0 for d in inner)
    assert max(d.x1 for d in inner) < max(d.x1 for d in outer)


def test_e14_dots_stand_in_spaces_over_line_notes_unless_the_source_says_under() -> None:
    ink = by_atom("dots")
    up, down = [e for e in events("dots") if e.bar == 0 and e.dots]
    for event, side in ((up, 0.5), (down, -0.5)):
        head, dot = ink[event.heads[0].atom][0], ink[of_kind(event.heads[0].atom, Kind.DOT1)][0]
        assert dot.y - head.y == pytest.approx(side, abs=NEAR)


def test_hidden_dots_and_ledger_lines_leave_no_ink() -> None:
    page = sheet("dots")
    ink = by_atom("dots")
    hidden = next(e for e in events("dots") if e.dots and not e.heads[0].dotted)
    assert of_kind(hidden.heads[0].atom, Kind.DOT1) not in ink
    bare = next(e for e in events("dots") if e.heads and e.heads[0].printing and not e.heads[0].printing.ledgers)
    head = ink[bare.heads[0].atom][0]
    assert not any(ledger.over(head) for ledger in page.of(Ink.LEDGER))
    assert len(page.of(Ink.DOT)) == 1 + 1 + 2 + 1


def test_syllables_elisions_humming_and_laughing_are_printed() -> None:
    found = [d.text for d in sheet("syllables").of(Ink.LYRIC) if d.text]
    assert {"Glo", "ri", "a", "Ho", "san", "na", "(humming)", "(laughing)", "go,", "amen."} <= set(found)
    assert "to\u00a0e" in found
    assert g.LYRICS_ELISION in {d.code for d in sheet("syllables").of(Ink.LYRIC)}


def test_hyphens_stand_between_syllables_and_an_extender_ends_with_its_last_note() -> None:
    page = sheet("syllables")
    drawn = page.of(Ink.LYRIC_LINE)
    hyphens, extenders = [d for d in drawn if d.width < 1.5], [d for d in drawn if d.width > 1.5]
    assert len(hyphens) == 5
    assert len(extenders) == 2
    ink = by_atom("syllables")
    last = ink[[e for e in events("syllables") if e.bar == 1][1].heads[0].atom][0]
    assert all(d.x1 == pytest.approx(last.x1, abs=0.1) for d in extenders)
