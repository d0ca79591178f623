"""Lines along the staff: octave, pedal, trill, dashes, voltas (E38)."""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink, Line
from tests.layout.small_music import Sheet, back, barline, direction, engraved, notes, rehearsal, tempo

NEAR = 0.02
QUARTERS = notes("c5q d5 e5 d5")


def octave(kind: str, size: int = 8) -> str:
    return direction(f'<octave-shift type="{kind}" size="{size}"/>')


def pedal(kind: str, line: bool = False, staff: int = 2) -> str:
    return direction(
        f'<pedal type="{kind}" line="{"yes" if line else "no"}" sign="{"no" if line else "yes"}"/>', staff=staff
    )


def test_e38_an_octave_line_runs_from_the_first_head_to_just_past_the_last() -> None:
    """Text at the first head's left edge, hook 0.3 beyond the last head's right edge."""
    sheet = engraved(octave("down") + notes("c6q d6 e6") + octave("stop") + notes("c5q"))
    text, *lines = sheet.of(Ink.OCTAVE)
    heads = sheet.of(Ink.HEAD)
    assert text.code == 0xE511
    assert text.x == pytest.approx(heads[0].x0, abs=0.1)
    hook = max(lines, key=lambda d: d.x1)
    assert hook.x == pytest.approx(heads[2].x1 + 0.3, abs=0.05)
    assert hook.y1 - hook.y0 >= 0.8
    assert text.y0 > 2


def test_e38_under_it_the_notes_stand_an_octave_lower() -> None:
    sheet = engraved(octave("down") + notes("c6q d6 e6") + octave("stop") + notes("c5q"))
    assert [d.y for d in sheet.of(Ink.HEAD)] == pytest.approx([0.5, 1, 1.5, 0.5], abs=NEAR)


def test_e38_an_ottava_bassa_stands_below() -> None:
    sheet = engraved(octave("up") + notes("c4q d4 e4") + octave("stop") + notes("c5q"))
    assert all(d.y1 < -2 for d in sheet.of(Ink.OCTAVE))


def test_e38_after_a_line_break_the_octave_stands_in_parentheses() -> None:
    sheet = engraved(octave("down") + QUARTERS, *[QUARTERS] * 8, notes("c5q d5 e5") + octave("stop") + notes("c5q"))
    codes = [d.code for d in sheet.of(Ink.OCTAVE, staff=2) if d.code]
    assert codes == [0xE51A, 0xE511, 0xE51B]
    assert all(d.item.echo for d in sheet.of(Ink.OCTAVE, staff=2))


def pedalled() -> Sheet:
    """A pedal pressed and lifted for each half of a bar, the next bar without."""
    left = pedal("start") + notes("c3h", staff=2) + pedal("stop") + pedal("start") + notes("g2h", staff=2) + pedal("stop")
    after = QUARTERS + back() + notes("c3w", staff=2)
    return engraved(QUARTERS + back() + left, after, clefs=("G2", "F4"), name="Piano")


def test_e38_pedal_signs_stand_under_the_lower_staff_on_one_line() -> None:
    sheet = pedalled()
    signs = sheet.of(Ink.PEDAL)
    assert {d.staff for d in signs} == {2}
    assert [d.code for d in signs] == [0xE650, 0xE655, 0xE650, 0xE655]
    assert len({round(d.y, 2) for d in signs}) == 1
    assert all(d.y1 < -2.5 for d in signs)
    first = min(sheet.of(Ink.HEAD, staff=2), key=lambda d: d.x0)
    assert signs[0].x == pytest.approx(first.x0, abs=0.15)


def test_e38_a_pedal_line_left_and_taken_at_once_is_one_notch() -> None:
    """Two lines that meet under a note are read as a change: no hook stands beside another."""
    line = pedal("start", line=True) + "{}" + pedal("stop", line=True)
    lower = line.format(notes("c3h", staff=2)) + line.format(notes("g2h", staff=2))
    sheet = engraved(QUARTERS + back() + lower, clefs=("G2", "F4"), name="Piano")
    strokes = sheet.of(Ink.PEDAL)
    upright = [d for d in strokes if d.x1 - d.x0 < 0.3]
    assert len(upright) == 2  # where it is first taken and last left
    slanted = sorted((d for d in strokes if d.x1 - d.x0 > 0.3 and d.y1 - d.y0 > 0.5), key=lambda d: d.x0)
    rising, falling = slanted
    assert rising.x1 == pytest.approx(falling.x0, abs=0.2)
    assert upright[0].x1 < rising.x0 < sheet.of(Ink.HEAD, staff=2)[1].x1 + 0.1
    assert falling.x1 < upright[1].x0
    assert {d.item.atom for d in (rising, falling)} == {s.atom for s in sheet.part.music.spanners}
    assert (sheet.engraving.audit.collisions, sheet.engraving.audit.lost) == (0, 0)


def test_e38_a_pedal_is_lifted_before_it_is_pressed_again() -> None:
    sheet = pedalled()
    signs = sheet.of(Ink.PEDAL)
    assert not any(a.touches(b) for i, a in enumerate(signs) for b in signs[i + 1 :])


def test_e38_a_pedal_line_has_hooks_at_both_ends() -> None:
    bar = (
        QUARTERS
        + back()
        + pedal("start", line=True)
        + notes("c3h", staff=2)
        + pedal("stop", line=True)
        + notes("g2h", staff=2)
    )
    lines = engraved(bar, bar, clefs=("G2", "F4"), name="Piano").of(Ink.PEDAL)
    upright = [d for d in lines if d.y1 - d.y0 > 0.8]
    assert len(upright) == 4


def test_e38_a_volta_spans_its_bars_with_its_number_inside() -> None:
    first = '<ending number="1" type="{}"/>'
    second = '<ending number="2" type="{}"/>'
    sheet = engraved(
        notes("c5w"),
        barline(left=True, ending=first.format("start"))
        + notes("d5w")
        + barline("light-heavy", repeat="backward", ending=first.format("stop")),
        barline(left=True, ending=second.format("start"))
        + notes("e5w")
        + barline("light-heavy", ending=second.format("discontinue")),
    )
    texts = [d for d in sheet.of(Ink.VOLTA) if d.text]
    assert [d.text for d in texts] == ["1.", "2."]
    roofs = [d for d in sheet.of(Ink.VOLTA) if d.width > 3]
    hooks = [d for d in sheet.of(Ink.VOLTA) if not d.text and d.width < 1]
    lines = sheet.of(Ink.BARLINE)
    assert len(roofs) == 2
    assert len(hooks) == 3  # the second ending is open at its right
    assert roofs[0].x0 == pytest.approx(lines[0].x1, abs=0.35)
    assert roofs[0].y == roofs[1].y
    assert all(d.y > 3 for d in roofs)
    assert all(roof.y0 > text.y1 for roof, text in zip(roofs, texts, strict=True))


def test_e38_a_trill_line_runs_from_its_sign_to_the_end_of_its_note() -> None:
    trill = '<notations><ornaments><trill-mark/><wavy-line type="{}" number="1"/></ornaments></notations>'
    sheet = engraved(
        notes("c5h", extra="").replace("</note>", trill.format("start") + "</note>")
        + notes("d5h").replace(
            "</note>", '<notations><ornaments><wavy-line type="stop" number="1"/></ornaments></notations></note>'
        ),
        notes("c5w"),
    )
    sign, wave = sheet.one(Ink.ORNAMENT), sheet.of(Ink.TRILL_LINE)
    assert wave[0].x0 >= sign.x1 - NEAR
    assert len({d.y for d in wave}) == 1
    assert wave[-1].x1 <= sheet.of(Ink.BARLINE)[0].x0


def test_e38_dashes_run_on_from_their_word() -> None:
    two_types = '<words>cresc.</words></direction-type><direction-type><dashes type="start"/>'
    start = direction(two_types, placement="below")
    stop = direction('<dashes type="stop"/>')
    sheet = engraved(start + QUARTERS, stop + notes("c5w"))
    word = next(d for d in sheet.of(Ink.DYNAMIC) if d.text == "cresc.")
    line = sheet.one(Ink.DASHES)
    assert line.x0 > word.x1
    assert word.y0 < line.y < word.y1
    assert line.item.dash  # type: ignore[union-attr]


def test_e38_dashes_that_run_on_over_a_line_break_stand_on_the_row_of_the_mark_that_ends_them() -> None:
    """A mark reaches a little left of the barline the dashes end at, and is not in their way for that."""
    types = '<words font-weight="bold">rit.</words></direction-type><direction-type><dashes type="start"/>'
    start = direction(types, placement="above", sound='<sound tempo="90"/>')
    sixteenths = notes(" ".join(["c5s"] * 16))
    bars = [sixteenths, start + sixteenths, *[sixteenths] * 3]
    broken = 0
    for last in range(4, 9):
        end = direction('<dashes type="stop"/>') + rehearsal("A") + tempo("Driving")
        sheet = engraved(*bars, *[sixteenths] * (last - 4), end + sixteenths, *[sixteenths] * 3)
        mark = next(d for d in sheet.of(Ink.TEMPO) if d.text == "Driving")
        beside = [d for d in sheet.of(Ink.DASHES) if d.item.staff == mark.item.staff]
        broken += len(sheet.of(Ink.DASHES)) > len(beside) == 1
        assert all(mark.y0 < line.y < mark.y1 for line in beside)
    assert broken


@pytest.mark.parametrize("beats", [1, 2, 3, 5, 9, 14])
@pytest.mark.parametrize("word", ["cresc.", "rit."])
def test_e38_the_last_dash_after_a_word_is_whole(beats: int, word: str) -> None:
    """Dashes and gaps stretch together; the least is one dash."""
    types = f'<words>{word}</words></direction-type><direction-type><dashes type="start"/>'
    start = direction(types, placement="below" if word == "cresc." else "above")
    music = [start, *["c5q"] * beats, direction('<dashes type="stop"/>'), *["c5q"] * (16 - beats)]
    said = [notes(one) if one == "c5q" else one for one in music]
    rows = ["".join(said[a:b]) for a, b in ((0, 5), (5, 9), (9, 13), (13, 18))]
    for line in engraved(*rows).of(Ink.DASHES):
        dash, gap = (part / 100 for part in line.item.dash)  # type: ignore[union-attr]
        length = (line.item.x1 - line.item.x0) / 100  # type: ignore[union-attr]
        count = (length + gap) / (dash + gap)
        assert count == pytest.approx(round(count), abs=0.02)
        assert gap == pytest.approx(1.5 * dash, rel=0.01)


def test_e38_a_trill_and_its_wave_are_one_line_under_a_slur_in_two_voices() -> None:
    """What the wave must clear its sign clears too: the slur that begins beside it (stem side, upper voice)."""
    trill = "<notations><slur number='1' type='start'/><ornaments><trill-mark/>{}</ornaments></notations>"
    wave = '<wavy-line type="start" number="1"/><wavy-line type="stop" number="1"/>'
    upper = notes("g4w", voice=1).replace("</note>", trill.format(wave) + "</note>")
    sheet = engraved(
        upper + back() + notes("e4w", voice=2),
        notes("a5w{slur-}", voice=1) + back() + notes("e4w", voice=2),
    )
    sign, waves = sheet.one(Ink.ORNAMENT), sheet.of(Ink.TRILL_LINE)
    slur = sheet.one(Ink.SLUR)
    assert slur.over(sign)  # or the test says nothing
    assert all(sign.y0 < d.middle < sign.y1 for d in waves)
    assert sheet.engraving.audit.collisions == 0


def test_e38_the_last_note_of_an_octave_line_has_its_hook_on_a_new_line_too() -> None:
    """In parentheses the sign is wider than one head: without a hook nobody knows that the next note is loco."""
    bars = [octave("down") + QUARTERS, *[QUARTERS] * 20]
    for k in range(1, 21):  # whichever bar begins a line
        here = [*bars[:k], notes("c5h") + octave("stop") + notes("c5h"), *bars[k + 1 :]]
        sheet = engraved(*here)
        if sheet.engraving.pages[0].staves[1].bars[0] == k:
            break
    hook = [d for d in sheet.of(Ink.OCTAVE, staff=2) if isinstance(d.item, Line)][-1]
    heads = sheet.of(Ink.HEAD, staff=2)
    assert hook.y1 - hook.y0 > 0.8
    assert heads[0].x1 < hook.x0 < heads[1].x0


@pytest.mark.parametrize("value", ["q", "e", "s"])
def test_e38_a_single_note_under_an_octave_sign_has_its_hook(value: str) -> None:
    """The sign is wider than a head: it begins before its note, so that the next one is seen to be loco."""
    own, rest = notes(f"c6{value}"), notes(f"c5{value} d5 e5")
    sheet = engraved(notes(f"c5{value} d5 e5") + octave("down") + own + octave("stop") + rest, notes("c5w"))
    sign, *lines = sheet.of(Ink.OCTAVE)
    heads = sheet.of(Ink.HEAD)
    hook = max(lines, key=lambda d: d.x1)
    assert hook.y1 - hook.y0 > 0.8
    assert heads[3].x1 < hook.x0
    assert hook.x1 < heads[4].x0
    assert sign.x1 < hook.x0
    assert sign.x0 < heads[3].centre < sign.x1
    assert heads[3].x0 - sign.x0 < 2
