"""E30–E38: beams, ties, slurs, tuplets, hairpins and lines: what joins notes."""

from __future__ import annotations

import pytest

from engraving.layout.page import Curve, Ink, Polygon
from engraving.typefaces import smufl as g
from tests.layout.small_music import (
    Drawn,
    Sheet,
    back,
    barline,
    direction,
    dynamic,
    engraved,
    notes,
    wedge,
    words,
)
from tests.rules.paper import NEAR, heads, length


def primary(sheet: Sheet) -> list[Drawn]:
    """The outermost beam of each group."""
    result = []
    for beam in sheet.of(Ink.BEAM):
        stems = [s for s in sheet.of(Ink.STEM, staff=beam.staff) if beam.x0 - 0.1 <= s.centre <= beam.x1 + 0.1]
        up = any(s.y0 < beam.y0 - 1 for s in stems)
        others = [d for d in sheet.of(Ink.BEAM, staff=beam.staff) if d != beam and d.over(beam)]
        if not any(d.width > beam.width + 0.1 or (d.middle > beam.middle) is up for d in others):
            result.append(beam)
    return result


def ends(beam: Drawn) -> tuple[float, float]:
    """Height of a beam's middle at its left and right end."""
    assert isinstance(beam.item, Polygon)
    xs, ys = beam.item.points[0::2], beam.item.points[1::2]
    scale = (beam.y1 - beam.y0) / ((max(ys) - min(ys)) or 1)
    base = beam.y0 - min(ys) * scale
    left = [y for x, y in zip(xs, ys, strict=True) if x == min(xs)]
    right = [y for x, y in zip(xs, ys, strict=True) if x == max(xs)]
    return base + sum(left) / len(left) * scale, base + sum(right) / len(right) * scale


def slant(beam: Drawn) -> float:
    """How far a beam rises."""
    left, right = ends(beam)
    return right - left


def groups(sheet: Sheet) -> list[int]:
    """How many notes each beam joins."""
    return [
        sum(b.x0 - 0.1 <= s.centre <= b.x1 + 0.1 for s in sheet.of(Ink.STEM, staff=b.staff)) for b in primary(sheet)
    ]


# E30 beaming


@pytest.mark.rule("E30")
@pytest.mark.parametrize(
    ("time", "values", "wanted"),
    [
        ("4/4", "e e e e e e e e", [4, 4]),
        ("2/2", "e e e e e e e e", [4, 4]),
        ("2/4", "e e e e", [4]),
        ("3/4", "e e e e e e", [6]),
        ("4/4", "e s s e e e e e e", [3, 2, 4]),
        ("6/8", "e e e e e e", [3, 3]),
        ("9/8", "e e e e e e e e e", [3, 3, 3]),
        ("5/8", "e e e e e", [3, 2]),
        ("7/8", "e e e e e e e", [2, 2, 3]),
        ("4/4", "e. s e. s h", [2, 2]),
    ],
)
def test_a_part_without_beams_is_beamed_by_its_metre(time: str, values: str, wanted: list[int]) -> None:
    """Half bars of eighths in 4/4, whole bars in 3/4, beats where notes are shorter, dotted beats in compound time."""
    sheet = engraved(notes(" ".join(f"c5{value}" for value in values.split())), time=time)
    assert groups(sheet) == wanted


@pytest.mark.rule("E30")
def test_beams_of_the_source_are_obeyed() -> None:
    """Where the orchestrator beamed anything, his beams stand and the other short notes keep their flags."""
    sheet = engraved(notes("[c5e d5 e5] f5e c5e d5e e5q"))
    assert groups(sheet) == [3]
    assert len(sheet.of(Ink.FLAG)) == 3


@pytest.mark.rule("E30")
def test_secondary_beams_break_at_the_beat_and_beamlets_point_into_it() -> None:
    """Sixteenths of two beats under one beam show the beat; the short one of a dotted pair points to its partner."""
    pair = engraved(notes("[c5e. c5s] [c5s c5e.] rh"))
    stubs = sorted((b for b in pair.of(Ink.BEAM) if b.width < 2), key=lambda d: d.x0)
    stems = pair.of(Ink.STEM)
    assert [stub.width for stub in stubs] == [pytest.approx(1.18, abs=0.15)] * 2
    assert stubs[0].x1 == pytest.approx(stems[1].x1, abs=0.1)
    assert stubs[1].x0 == pytest.approx(stems[2].x0, abs=0.1)


# E31 slant


@pytest.mark.rule("E31")
@pytest.mark.parametrize(
    ("run", "least", "most"),
    [("[c5e c5]", 0, 0), ("[c5e d5]", 0, 0.5), ("[a4e c5]", 0, 1.0), ("[e4e c5]", 0.25, 2.0), ("[e4e e5]", 0.25, 2.0)],
)
def test_a_beam_leans_with_its_notes_but_gently(run: str, least: float, most: float) -> None:
    """Beams rise with rising notes, never by more than two spaces; repeated notes have a flat beam."""
    sheet = engraved(notes(f"{run} rq rh"))
    assert least <= abs(slant(primary(sheet)[0])) <= most + 0.01


@pytest.mark.rule("E31")
def test_a_beam_over_a_hollow_is_flat() -> None:
    """When an inner note is nearer the beam than the outer ones the beam is flat."""
    for run in ("[e4e g4 e4 g4]", "[e4e a4 f4 g4]"):
        assert slant(primary(engraved(notes(f"{run} rh")))[0]) == pytest.approx(0, abs=0.01)


@pytest.mark.rule("E31")
@pytest.mark.parametrize("run", ["[a4e g4]", "[f4e a4]", "[c5e e5]", "[d5e c5 d5 e5]", "[f4e g4 a4 g4]", "[e5e c5]"])
def test_in_the_staff_a_beam_sits_hangs_or_straddles(run: str) -> None:
    """Beams lie at lines so that no thin wedge of white is left: on the line, under or over it."""
    beam = primary(engraved(notes(f"{run} rq rh")))[0]
    for y in ends(beam):
        if abs(y) < 2:
            assert (y % 1.0) in (
                pytest.approx(0.0, abs=0.03),
                pytest.approx(0.25, abs=0.03),
                pytest.approx(0.75, abs=0.03),
                pytest.approx(1.0, abs=0.03),
            )


# E32 stem lengths in beams


@pytest.mark.rule("E32")
@pytest.mark.parametrize(("value", "least"), [("e", 2.5), ("s", 3.0), ("t", 3.5)])
@pytest.mark.parametrize("run", ["c5 e5 g5 e5", "f4 e4 g4 a4", "a4 e5 a4 e5", "e4 c5 e5 g5", "b4 b4 b4 b4"])
def test_no_stem_under_a_beam_is_too_short(run: str, value: str, least: float) -> None:
    """Every note under a beam has a stem that can be read: longer for more beams."""
    tokens = " ".join(f"{pitch}{value}" for pitch in run.split())
    sheet = engraved(notes(f"[{tokens}] rh"), time="4/4")
    for head in heads(sheet):
        assert length(sheet, head) >= least - NEAR


@pytest.mark.rule("E32")
def test_beamed_notes_on_ledger_lines_reach_the_middle_line() -> None:
    """A group far above or below the staff has its beam at the middle line."""
    high, low = engraved(notes("[d6e e6 d6 e6] rh")), engraved(notes("[a3e g3 a3 g3] rh"))
    assert min(ends(primary(high)[0])) <= 0.3
    assert max(ends(primary(low)[0])) >= -0.3


@pytest.mark.rule("E32")
def test_a_beam_clears_the_other_voice() -> None:
    """The upper voice's beam clears the heads and accidentals of the lower voice under it."""
    sheet = engraved(notes("[g5e a5 g5 a5] rh", voice=1) + back() + notes("c5q e#5 rh", voice=2))
    for beam in sheet.of(Ink.BEAM):
        assert not any(beam.touches(d) for d in sheet.of(Ink.HEAD, Ink.ACCIDENTAL))


# E33 kinds of beams


@pytest.mark.rule("E33")
def test_a_beam_runs_over_a_rest_which_keeps_clear() -> None:
    """A rest under a beam belongs to the group and does not touch the beam."""
    sheet = engraved(notes("[c5s rs d5s e5s] rq rh"))
    beam, rest = primary(sheet)[0], sheet.of(Ink.REST)[0]
    assert beam.x0 < rest.x0 < rest.x1 < beam.x1
    assert not any(rest.touches(d) for d in sheet.of(Ink.BEAM))


@pytest.mark.rule("E33")
def test_a_beam_runs_over_a_barline() -> None:
    """A beam that the source carries over a barline is drawn over it in one piece."""
    one = notes("c5h. c5e").replace("</notations>", "</notations>") + note_beam("d5e", "begin")
    sheet = engraved(one, note_beam("e5e", "end") + notes("c5e c5h."))
    line = sheet.of(Ink.BARLINE)[0]
    assert any(beam.x0 < line.x0 and beam.x1 > line.x1 for beam in sheet.of(Ink.BEAM))


def note_beam(token: str, value: str) -> str:
    """One eighth with its own end of a beam."""
    return notes(token, extra="").replace("<staff>1</staff>", f'<staff>1</staff><beam number="1">{value}</beam>')


@pytest.mark.rule("E33")
def test_a_beam_between_two_staves_has_stems_both_ways() -> None:
    """Notes of both hands under one beam: it lies between the staves with stems up from below and down from above."""
    low = notes("[c3e g3", staff=2).replace("</note>", "</note>") if False else ""
    tokens = [("c3", 2, "begin"), ("c5", 1, "continue"), ("e3", 2, "continue"), ("e5", 1, "end")]
    row = "".join(
        notes(f"{pitch}e", staff=staff).replace(
            f"<staff>{staff}</staff>", f'<staff>{staff}</staff><beam number="1">{value}</beam>'
        )
        for pitch, staff, value in tokens
    )
    sheet = engraved(low + row + notes("rh") + back() + notes("Rw", voice=5, staff=2), clefs=("G2", "F4"), name="Piano")
    beams = sheet.of(Ink.BEAM)
    assert len(beams) == 1
    upper, lower = sheet.staves()
    y = beams[0].item.points[1]  # type: ignore[union-attr]
    assert lower.y + 2 * lower.space < y < upper.y - 2 * upper.space


@pytest.mark.rule("E33")
def test_a_beam_of_grace_notes_is_small() -> None:
    """Beamed grace notes have a thinner beam."""
    grace = notes("(d5s) (e5s)")
    first, second = grace.split("</note>")[:2]
    beam = '<beam number="1">{0}</beam><beam number="2">{0}</beam>'
    grace = (
        first.replace("<staff>1</staff>", "<staff>1</staff>" + beam.format("begin")) + "</note>"
        + second.replace("<staff>1</staff>", "<staff>1</staff>" + beam.format("end")) + "</note>"
    )  # fmt: skip
    sheet = engraved(grace + notes("c5q d5 e5h"))
    small = sheet.of(Ink.BEAM)
    assert len(small) == 2
    for d in small:
        left, _ = ends(d)
        assert d.y1 - d.y0 - abs(slant(d)) < 0.4, left
    assert sheet.of(Ink.FLAG) == []


# E34 ties


@pytest.mark.rule("E34")
@pytest.mark.parametrize(("pitch", "above"), [("e4", False), ("a4", False), ("c5", True), ("g5", True)])
def test_a_tie_lies_away_from_the_stem(pitch: str, above: bool) -> None:
    """Ties of one voice curve away from the stems, from edge to edge of the heads, close to them."""
    sheet = engraved(notes(f"{pitch}h~ ~{pitch}h"))
    tie, (first, second) = sheet.one(Ink.TIE), heads(sheet)
    assert (tie.middle > first.y) is above
    assert tie.x0 - first.x1 == pytest.approx(0.2, abs=0.15)
    assert second.x0 - tie.x1 == pytest.approx(0.2, abs=0.15)
    assert min(abs(tie.y0 - first.y), abs(tie.y1 - first.y)) <= 0.8


@pytest.mark.rule("E34")
def test_ties_of_a_chord_open_outwards() -> None:
    """The upper half of a chord is tied above, the lower half below."""
    sheet = engraved(notes("e4+g4+b4+d5h~ ~e4+g4+b4+d5h"))
    ties = sorted(sheet.of(Ink.TIE), key=lambda d: d.middle)
    ys = sorted(d.y for d in heads(sheet)[:4])
    assert len(ties) == 4
    assert [t.middle > y for t, y in zip(ties, ys, strict=True)] == [False, False, True, True]


@pytest.mark.rule("E34")
def test_ties_of_two_voices_go_with_their_voice() -> None:
    """The upper player's tie is over, the lower's under his notes."""
    sheet = engraved(notes("d5h~ ~d5h", voice=1) + back() + notes("g4h~ ~g4h", voice=2))
    lower, upper = sorted(sheet.of(Ink.TIE), key=lambda d: d.y0)
    assert upper.y0 > 1
    assert lower.y1 < -1


@pytest.mark.rule("E34")
def test_a_tie_has_room_even_between_close_notes() -> None:
    """However tight the line, a tie is two spaces long; its halves at a line break 1.6 at least."""
    bars = [notes("[c5s d5 e5 c5] [c5s d5 e5 c5~] [~c5s d5 e5 c5] [c5s d5 e5 c5~]")] + [
        notes("[~c5s d5 e5 c5] [c5s d5 e5 c5~] [~c5s d5 e5 c5] [c5s d5 e5 c5~]")
    ] * 7
    sheet = engraved(*bars)
    for tie in sheet.of(Ink.TIE):
        assert isinstance(tie.item, Curve)
        assert tie.width >= (2.0 if all(tie.item.ends) else 1.6) - 0.05


# E35 slurs


@pytest.mark.rule("E35")
@pytest.mark.parametrize(
    ("bar", "above"),
    [("e4q{slur+} f4 g4 f4{slur-}", False), ("c5q{slur+} d5 e5 d5{slur-}", True), ("e4q{slur+} c5 e4 f4{slur-}", True)],
)
def test_a_slur_is_above_if_any_stem_is_down(bar: str, above: bool) -> None:
    """Slurs lie over the notes, and under them only when all stems are up."""
    sheet = engraved(notes(bar))
    slur = sheet.one(Ink.SLUR)
    assert (slur.y1 > max(d.y for d in heads(sheet))) is above


@pytest.mark.rule("E35")
def test_a_slur_runs_from_the_middle_of_a_head_to_the_middle_of_a_head() -> None:
    """On the head side its ends stand over the heads' centres, 0.4 off them."""
    sheet = engraved(notes("c5q{slur+} d5 e5 c5{slur-}"))
    slur, row = sheet.one(Ink.SLUR), heads(sheet)
    assert slur.x0 == pytest.approx(row[0].centre, abs=0.15)
    assert slur.x1 == pytest.approx(row[-1].centre, abs=0.15)
    assert slur.y0 - row[0].y1 == pytest.approx(0.4, abs=0.2)


@pytest.mark.rule("E35")
def test_a_slur_is_an_arch_that_clears_what_it_spans() -> None:
    """Never an S, no higher than it must: it clears every head, stem and accidental under it."""
    sheet = engraved(notes("c5q{slur+} a5 f#5 g5"), notes("e5q d5 c#5 c5{slur-}"))
    slur = sheet.one(Ink.SLUR)
    item = slur.item
    assert isinstance(item, Curve)
    xs, ys = item.points[0:8:2], item.points[1:8:2]
    chord = [(ys[3] - ys[0]) / (xs[3] - xs[0]) * (x - xs[0]) + ys[0] for x in xs]
    assert all(y > c for y, c in zip(ys[1:3], chord[1:3], strict=True))
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.rule("E35")
def test_a_slur_goes_round_a_tie() -> None:
    """A slur that meets a tie runs from the first to the last tied note, outside the tie."""
    sheet = engraved(notes("c5h~{slur+} ~c5q d5{slur-}"))
    slur, tie = sheet.one(Ink.SLUR), sheet.one(Ink.TIE)
    assert slur.x0 < tie.x0
    assert slur.y1 > tie.y1


@pytest.mark.rule("E35")
def test_a_slur_over_a_line_break_is_two_that_open_to_each_other() -> None:
    """The first half ends just before the last barline, the second begins after the clef; both can be seen."""
    bars = [notes("c5q d5 e5 d5{slur+}" if k % 2 == 0 else "c5q{slur-} d5 e5 d5") for k in range(16)]
    bars = [notes("c5q{slur+} d5 e5 d5")] + [notes("c5q d5 e5 d5")] * 14 + [notes("c5q d5 e5 d5{slur-}")]
    sheet = engraved(*bars)
    slurs = sheet.of(Ink.SLUR)
    assert len(slurs) == len(sheet.staves()) > 1
    first, second = slurs[0], slurs[1]
    line = sheet.of(Ink.BARLINE, staff=1)[-1]
    assert line.x0 - first.x1 == pytest.approx(0.5, abs=0.15)
    prefix = max(d.x1 for d in sheet.of(Ink.CLEF, Ink.KEY, staff=2))
    assert second.x0 - prefix == pytest.approx(1.0, abs=0.6)
    assert min(d.width for d in slurs) >= 3 - NEAR


@pytest.mark.rule("E35")
def test_slurs_of_two_voices_lie_outside() -> None:
    """The upper voice's slur is over the staff, the lower voice's under it."""
    sheet = engraved(
        notes("e5q{slur+} f5 g5 f5{slur-}", voice=1) + back() + notes("g4q{slur+} a4 g4 f4{slur-}", voice=2)
    )
    low, high = sorted(sheet.of(Ink.SLUR), key=lambda d: d.y0)
    assert high.y1 > 2
    assert low.y0 < -2


@pytest.mark.rule("E35")
def test_the_placement_of_the_source_wins() -> None:
    """A slur the orchestrator put below is below."""
    bar = notes("c5q{slur+} d5 e5 d5{slur-}").replace('type="start"/>', 'type="start" placement="below"/>')
    sheet = engraved(bar)
    assert sheet.one(Ink.SLUR).y1 < 1


# E36 tuplets


@pytest.mark.rule("E36")
def test_a_beamed_triplet_is_its_digit_alone() -> None:
    """Under its own beam a triplet needs only the digit, over the middle of its notes."""
    sheet = engraved(notes("[c5e d5 e5]", tuplet=3) + notes("d5q c5h"))
    digit, row = sheet.one(Ink.TUPLET_NUMBER), heads(sheet)
    assert sheet.of(Ink.TUPLET_BRACKET) == []
    assert digit.centre == pytest.approx((row[0].x0 + row[2].x1) / 2, abs=0.5)
    assert not digit.touches(sheet.one(Ink.BEAM))


@pytest.mark.rule("E36")
def test_without_a_beam_a_triplet_has_a_bracket() -> None:
    """The bracket runs from the first head's left edge to the last head's right edge, hooks towards the notes."""
    sheet = engraved(notes("c5q d5 e5", tuplet=3) + notes("c5h"))
    row, bracket = heads(sheet), sheet.of(Ink.TUPLET_BRACKET)
    assert min(d.x0 for d in bracket) == pytest.approx(row[0].x0, abs=0.3)
    assert max(d.x1 for d in bracket) == pytest.approx(row[2].x1, abs=0.3)
    hooks = [d for d in bracket if d.width < 0.3]
    assert len(hooks) == 2
    assert all(d.y1 - d.y0 == pytest.approx(0.75, abs=0.15) for d in hooks)
    for d in bracket:
        assert not any(d.touches(head) for head in row)


@pytest.mark.rule("E36")
def test_a_bracket_keeps_off_its_notes_and_leans_little() -> None:
    """Three quarters of a space off the notes, hardly slanting, level when an inner note is outermost."""
    sheet = engraved(notes("d5q b4 d5", tuplet=3) + notes("c5h"))
    bracket = [d for d in sheet.of(Ink.TUPLET_BRACKET) if d.width > 0.5]
    assert len({round(d.middle, 2) for d in bracket}) == 1
    row, stems = heads(sheet)[:3], sheet.of(Ink.STEM)[:3]
    top, bottom = max(d.y1 for d in [*row, *stems]), min(d.y0 for d in [*row, *stems])
    nearest = min(max(d.y0 - top, bottom - d.y1) for d in bracket)
    assert nearest >= 0.75 - 0.16 / 2 - 0.01  # measured to the middle of the stroke


@pytest.mark.rule("E36")
def test_a_slur_over_exactly_the_tuplet_lies_inside_it() -> None:
    """Slur, then bracket, then number outside, when all are on one side."""
    sheet = engraved(notes("c5q{slur+} d5 e5{slur-}", tuplet=3) + notes("c5h"))
    slur, bracket = sheet.one(Ink.SLUR), sheet.of(Ink.TUPLET_BRACKET)
    below, above = max(d.y1 for d in bracket) < slur.y0, min(d.y0 for d in bracket) > slur.y0
    assert below or above
    assert not any(slur.touches(d) and abs(d.middle - slur.middle) < 0.1 for d in bracket)


# E37 hairpins


def opening(sheet: Sheet) -> tuple[float, float, float, float]:
    """Left and right end of a hairpin and how far it is open there."""
    strokes = sheet.of(Ink.HAIRPIN)
    x0, x1 = min(d.x0 for d in strokes), max(d.x1 for d in strokes)
    ys: dict[float, list[float]] = {x0: [], x1: []}
    for d in strokes:
        item = d.item
        (ax, ay), (bx, by) = sorted([(item.x0, item.y0), (item.x1, item.y1)])  # type: ignore[union-attr]
        ys[x0].append(ay / sheet.space)
        ys[x1].append(by / sheet.space)
        assert ax < bx
    return x0, x1, max(ys[x0]) - min(ys[x0]), max(ys[x1]) - min(ys[x1])


@pytest.mark.rule("E37")
@pytest.mark.parametrize("kind", ["crescendo", "diminuendo"])
def test_a_hairpin_opens_a_space_and_a_quarter(kind: str) -> None:
    """A crescendo opens to the right, a diminuendo to the left, by 0.9 to 1.6."""
    sheet = engraved(wedge(kind) + notes("c5q d5 e5 f5") + wedge("stop"), notes("c5w"))
    _, _, left, right = opening(sheet)
    wide, shut = (right, left) if kind == "crescendo" else (left, right)
    assert 0.9 <= wide <= 1.6
    assert shut == pytest.approx(0, abs=0.05)


@pytest.mark.rule("E37")
def test_a_hairpin_fits_between_its_dynamics() -> None:
    """From p to f: 0.6 of white at both signs, on their height."""
    sheet = engraved(
        dynamic("p") + wedge("crescendo") + notes("c5q d5 e5 f5") + wedge("stop"), dynamic("f") + notes("c5w")
    )
    soft, loud = sheet.of(Ink.DYNAMIC)
    x0, x1, _, _ = opening(sheet)
    assert x0 - soft.x1 == pytest.approx(0.6, abs=0.05)
    assert loud.x0 - x1 == pytest.approx(0.6, abs=0.7)
    axis = sum(d.middle for d in sheet.of(Ink.HAIRPIN)) / 2
    assert axis - soft.y == pytest.approx(0.5, abs=0.1)


@pytest.mark.rule("E37")
def test_a_hairpin_that_stops_on_a_downbeat_ends_before_the_barline() -> None:
    """It says where the next bar begins: 0.4 before the barline."""
    sheet = engraved(wedge("crescendo") + notes("c5q d5 e5 f5"), wedge("stop") + notes("c5w"))
    _, x1, _, _ = opening(sheet)
    line = sheet.of(Ink.BARLINE)[0]
    assert line.x0 - x1 == pytest.approx(0.4, abs=0.1)


@pytest.mark.rule("E37")
def test_a_hairpin_without_dynamics_runs_from_head_to_head() -> None:
    """From the first head's left edge to the last head's right edge."""
    sheet = engraved(notes("c5q") + wedge("crescendo") + notes("d5q e5") + wedge("stop") + notes("f5q"))
    x0, x1, _, _ = opening(sheet)
    row = heads(sheet)
    assert x0 == pytest.approx(row[1].x0, abs=0.1)
    assert row[2].x1 - 0.1 <= x1 <= row[3].x0


@pytest.mark.rule("E37")
def test_hairpins_that_meet_keep_apart() -> None:
    """A swell's two hairpins have 0.6 between them."""
    sheet = engraved(
        wedge("crescendo") + notes("c5q d5") + wedge("stop") + wedge("diminuendo") + notes("e5q d5") + wedge("stop"),
        notes("c5w"),
    )
    strokes = sorted(sheet.of(Ink.HAIRPIN), key=lambda d: d.x0)
    assert len(strokes) == 4
    assert strokes[2].x0 - strokes[1].x1 == pytest.approx(0.6, abs=0.15)


@pytest.mark.rule("E37")
def test_a_hairpin_over_a_line_break_stays_open_there() -> None:
    """Where the line breaks a crescendo is half a space open, and goes on from there."""
    bars = (
        [wedge("crescendo") + notes("c5q d5 e5 d5")]
        + [notes("c5q d5 e5 d5")] * 8
        + [notes("c5q d5 e5 d5") + wedge("stop")]
    )
    sheet = engraved(*bars)
    first = sheet.of(Ink.HAIRPIN, staff=1)
    second = sheet.of(Ink.HAIRPIN, staff=2)
    assert len(first) == len(second) == 2
    right = max(d.x1 for d in first)
    at_break = [by for d in first for by in (d.item.y1 / sheet.space,)]  # type: ignore[union-attr]
    assert abs(at_break[0] - at_break[1]) > 0.45
    assert right < sheet.width(1)


@pytest.mark.rule("E37")
def test_a_niente_has_its_circle() -> None:
    """A crescendo from nothing begins with a small circle."""
    start = direction('<wedge type="crescendo" niente="yes"/>')
    sheet = engraved(start + notes("c5q d5 e5 f5") + wedge("stop"), notes("c5w"))
    circle = [d for d in sheet.of(Ink.HAIRPIN) if d.code == g.DYNAMIC_NIENTE_FOR_HAIRPIN]
    assert len(circle) == 1
    assert circle[0].x0 <= min(d.x0 for d in sheet.of(Ink.HAIRPIN)) + NEAR


@pytest.mark.rule("E37", "E43b")
def test_cresc_in_words_has_dashes() -> None:
    """ "cresc." stands on the dynamics' line and its dashes run to where it ends."""
    dashes = (
        direction('<dashes type="start"/>', placement="below"),
        direction('<dashes type="stop"/>', placement="below"),
    )
    sheet = engraved(
        words("cresc.", placement="below") + dashes[0] + notes("c5q d5 e5 f5") + dashes[1], dynamic("f") + notes("c5w")
    )
    word = next(d for d in sheet.of(Ink.EXPRESSION, Ink.DYNAMIC) if d.text)
    lines = sheet.of(Ink.DASHES)
    assert min(d.x0 for d in lines) > word.x1
    assert word.y == pytest.approx(next(d for d in sheet.of(Ink.DYNAMIC) if d.code).y, abs=NEAR)


# E38 lines


@pytest.mark.rule("E38")
def test_an_octave_line_runs_over_its_notes_with_a_hook() -> None:
    """8va over the first note, dashes, and a hook just past the last head; the notes stand an octave lower."""
    start = direction('<octave-shift type="down" size="8"/>', placement="above")
    stop = direction('<octave-shift type="stop" size="8"/>', placement="above")
    sheet = engraved(start + notes("c6q d6 e6 f6") + stop, notes("c5w"))
    row, line = heads(sheet), sheet.of(Ink.OCTAVE)
    assert row[0].y == pytest.approx(0.5, abs=NEAR)
    text = next(d for d in line if d.code or d.text)
    assert text.x0 == pytest.approx(row[0].x0, abs=0.5)
    assert max(d.x1 for d in line) == pytest.approx(row[3].x1 + 0.3, abs=0.2)
    assert min(d.y0 for d in line) > max(d.y1 for d in sheet.of(Ink.STEM, Ink.HEAD)[:4])
    hook = max(line, key=lambda d: d.x1)
    assert hook.y1 - hook.y0 > 0.4


@pytest.mark.rule("E38")
def test_pedal_is_under_the_lower_staff() -> None:
    """Ped. and its line stand under the left hand, beginning at the note's left edge."""
    down = direction('<pedal type="start" line="yes"/>', staff=2)
    up = direction('<pedal type="stop" line="yes"/>', staff=2)
    sheet = engraved(
        notes("c5q d5 e5 f5") + back() + down + notes("c3h g3h", voice=5, staff=2) + up,
        clefs=("G2", "F4"),
        name="Piano",
    )
    ink = sheet.of(Ink.PEDAL)
    assert {d.staff for d in ink} == {2}
    assert max(d.y1 for d in ink) < -2.4
    first = heads(sheet, staff=2)[0]
    assert min(d.x0 for d in ink) == pytest.approx(first.x0, abs=0.4)


@pytest.mark.rule("E38")
def test_a_trill_has_its_wave() -> None:
    """tr over the note, then a wavy line to the end of the note."""
    bar = notes("c5w{trill-mark}").replace(
        "<trill-mark/>", '<trill-mark/><wavy-line type="start" number="1"/><wavy-line type="stop" number="1"/>'
    )
    sheet = engraved(bar, notes("d5w"))
    sign, wave = sheet.of(Ink.ORNAMENT)[0], sheet.of(Ink.TRILL_LINE)
    assert min(d.x0 for d in wave) >= sign.x1 - 0.2
    assert max(d.x1 for d in wave) <= sheet.of(Ink.BARLINE)[0].x0
    assert sign.y0 > 2.4


@pytest.mark.rule("E38")
def test_a_glissando_joins_its_heads() -> None:
    """The line leaves the first head and arrives at the second without touching either."""
    start = '<notations><glissando type="start" number="1" line-type="wavy">gliss.</glissando></notations>'
    stop = '<notations><glissando type="stop" number="1" line-type="wavy"/></notations>'
    sheet = engraved(
        notes("c4h").replace("</note>", start + "</note>") + notes("c5h").replace("</note>", stop + "</note>")
    )
    first, second = heads(sheet)
    line = [d for d in sheet.of(Ink.GLISSANDO) if not d.text]
    assert first.x1 <= min(d.x0 for d in line) + 0.1
    assert max(d.x1 for d in line) <= second.x0 + 0.1


@pytest.mark.rule("E38")
def test_a_first_ending_has_its_bracket_over_its_bar() -> None:
    """1. and 2. stand over their bars, at one height, and touch nothing."""
    ending = '<ending number="{0}" type="{1}">{0}.</ending>'
    sheet = engraved(
        barline(repeat="forward", left=True) + notes("c5q d5 e5 f5"),
        barline(left=True, ending=ending.format(1, "start")) + notes("c5q d5 e5 c6")
        + barline("light-heavy", ending=ending.format(1, "stop"), repeat="backward"),
        barline(left=True, ending=ending.format(2, "start")) + notes("c5q d5 e5 f5")
        + barline(ending=ending.format(2, "discontinue")),
    )  # fmt: skip
    texts = [d for d in sheet.of(Ink.VOLTA) if d.text or d.code]
    assert len(texts) >= 2
    assert min(d.y0 for d in sheet.of(Ink.VOLTA)) > max(d.y1 for d in sheet.of(Ink.HEAD))
    assert sheet.engraving.audit.collisions == 0
