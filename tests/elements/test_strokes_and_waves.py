"""Arpeggios, glissandi and tremolos (E18, E20)."""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink, Line, Polygon
from engraving.typefaces import smufl as g
from tests.elements.drawn import by_atom, events, lines, marked, sheet
from tests.layout.small_music import Drawn

NEAR = 0.02


def test_an_arpeggio_is_as_tall_as_its_chord_and_left_of_its_accidentals() -> None:
    for rolled in marked("arpeggios", "arpeggiate")[:6]:
        named = {int(atom) for atom in rolled.mark.get("heads").split()}
        heads = [d for d in rolled.heads if d.item.atom in named]
        wave = next(d for d in rolled.ink if not d.item.echo)
        assert rolled.inks == {Ink.ARPEGGIO}
        reach = max(d.y1 for d in heads) - min(d.y0 for d in heads)
        assert rolled.y1 - rolled.y0 == pytest.approx(reach, abs=0.6)
        assert rolled.y0 == pytest.approx(min(d.y0 for d in heads), abs=0.6)
        signs = [d for d in sheet("arpeggios").of(Ink.ACCIDENTAL) if abs(d.x1 - heads[0].x0) < 1.5]
        assert wave.x1 < min(d.x0 for d in heads + signs)


def test_only_the_notes_it_stands_on_are_rolled() -> None:
    partial = marked("arpeggios", "arpeggiate")[3]
    assert len(partial.event.heads) == 4
    assert partial.y0 > partial.heads[1].y
    assert partial.y0 < partial.heads[2].y


@pytest.mark.parametrize(("nth", "sign"), [(1, 1), (2, -1)])
def test_an_arrow_points_the_way_the_chord_is_rolled(nth: int, sign: int) -> None:
    """A head at that end, tapering away from the wave."""
    rolled = marked("arpeggios", "arpeggiate")[nth]
    (arrow,) = [d for d in rolled.ink if d.item.echo]
    (wave,) = [d for d in rolled.ink if not d.item.echo]
    assert isinstance(arrow.item, Polygon)
    assert (arrow.middle - wave.middle) * sign > 0
    assert arrow.centre == pytest.approx(wave.centre, abs=0.15)
    tip = max(arrow.item.points[1::2], key=lambda y: y * sign)
    assert arrow.item.points[1::2].count(tip) == 1


def test_a_bracket_has_its_hooks_towards_the_chord() -> None:
    (struck,) = marked("arpeggios", "non-arpeggiate")
    upright, *hooks = sorted(struck.ink, key=lambda d: d.width)
    assert len(hooks) == 2
    assert all(hook.x1 > upright.x1 for hook in hooks)
    assert upright.y0 < struck.heads[0].y
    assert upright.y1 > struck.heads[-1].y


def test_chords_of_one_number_are_rolled_as_one_over_both_staves() -> None:
    upper, lower = marked("arpeggios", "arpeggiate")[5:7]
    assert upper.ink[0].y0 - lower.ink[0].y1 == pytest.approx(0.0, abs=0.3)
    assert lower.ink[0].y1 < -2.0  # measured from the upper staff, where the one line hangs


def test_chords_of_two_numbers_are_rolled_one_by_one() -> None:
    upper, lower = marked("arpeggios", "arpeggiate")[7:9]
    assert min(d.y0 for d in upper.ink) - max(d.y1 for d in lower.ink) > 3.0


@pytest.mark.parametrize("kind", ["glissando", "slide"])
def test_a_glissando_goes_from_head_to_head(kind: str) -> None:
    ink = by_atom("glissandi")
    for spanner, drawn in lines("glissandi", kind):
        assert spanner.start is not None
        assert spanner.stop is not None
        a, b = ink[spanner.start.head][0], ink[spanner.stop.head][0]
        line = next(d for d in drawn if d.ink is Ink.GLISSANDO)
        assert line.x0 - a.x1 == pytest.approx(0.5, abs=0.3)
        signs = [d.x0 for d in sheet("glissandi").of(Ink.ACCIDENTAL) if 0 < b.x0 - d.x0 < 2]
        assert min([b.x0, *signs]) - line.x1 == pytest.approx(0.5, abs=0.2)
        assert min(a.y, b.y) - 0.4 < line.y0 < line.y1 < max(a.y, b.y) + 0.4


@pytest.mark.parametrize(("kind", "nth", "form"), [("glissando", 0, "wavy"), ("slide", 0, "solid")])
def test_what_the_source_does_not_say_is_wavy_for_glissandi_and_straight_for_slides(
    kind: str, nth: int, form: str
) -> None:
    _, drawn = lines("glissandi", kind)[nth]
    line = next(d for d in drawn if d.ink is Ink.GLISSANDO)
    assert isinstance(line.item, Polygon if form == "wavy" else Line)


def test_lines_are_wavy_solid_dashed_and_dotted_as_written() -> None:
    drawn = [next(d for d in ink if d.ink is Ink.GLISSANDO).item for _, ink in lines("glissandi", "glissando")]
    solid, dashed, dotted = drawn[1:4]
    assert isinstance(solid, Line)
    assert isinstance(dashed, Line)
    assert isinstance(dotted, Line)
    assert not solid.dash
    assert dashed.dash[0] > dotted.dash[0] > 0


def test_a_wave_keeps_to_its_line() -> None:
    """Every wave of it is as tall as the next, however steep the line."""
    _, drawn = lines("glissandi", "glissando")[-1]
    wave = next(d for d in drawn if d.ink is Ink.GLISSANDO).item
    assert isinstance(wave, Polygon)
    points = list(zip(wave.points[0::2], wave.points[1::2], strict=True))
    half = len(points) // 2
    (x0, y0), (x1, y1) = points[0], points[half - 1]
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    off = [((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0)) / length for x, y in points]
    space = sheet("glissandi").space
    assert max(off) - min(off) < 0.9 * space
    assert max(off) - min(off) > 0.4 * space


def test_its_words_stand_over_the_line() -> None:
    words = [d for _, ink in lines("glissandi", "glissando") for d in ink if d.text]
    assert [d.text for d in words] == ["gliss.", "gliss."]
    for word in words:
        assert word.ink is Ink.TECHNIQUE
        assert word.y0 > 2.0


def strokes(nth: int) -> tuple[list[Drawn], list[Drawn]]:
    """The strokes of a pair from below, and its two stems."""
    spanner, ink = lines("tremolos", "tremolo")[nth]
    own = by_atom("tremolos")
    assert spanner.start is not None
    assert spanner.stop is not None
    heads = [own[anchor.head][0] for anchor in (spanner.start, spanner.stop)]
    stems = [d for d in sheet("tremolos").of(Ink.STEM) if any(abs(d.centre - h.centre) < 0.8 for h in heads)]
    return sorted((d for d in ink if d.ink is Ink.TREMOLO), key=lambda d: d.middle), stems


@pytest.mark.parametrize(("nth", "count"), [(0, 3), (1, 1), (2, 3), (3, 2), (4, 2)])
def test_a_pair_has_as_many_strokes_as_written(nth: int, count: int) -> None:
    assert len(strokes(nth)[0]) == count


def test_e18_strokes_of_halves_touch_the_stems_with_the_outermost_only() -> None:
    (low, middle, high), (a, b) = strokes(0)
    assert high.x0 == pytest.approx(a.centre, abs=0.1)
    assert high.x1 == pytest.approx(b.centre, abs=0.1)
    assert all(stroke.x0 > a.x1 + 0.2 and stroke.x1 < b.x0 - 0.2 for stroke in (low, middle))


def test_e18_strokes_of_shorter_notes_keep_off_the_stems() -> None:
    for nth in (3, 4):
        found, (a, b) = strokes(nth)
        assert all(a.x1 + 0.2 < stroke.x0 and stroke.x1 < b.x0 - 0.2 for stroke in found)


def test_e18_three_spaces_at_least_lie_between_the_stems_of_a_pair() -> None:
    for nth in (0, 1, 3, 4):
        _, (a, b) = strokes(nth)
        assert b.x0 - a.x1 > 2.9


def test_the_stems_of_a_pair_go_one_way() -> None:
    """The A and C below the middle line, the F above it: the pair is one as under a beam."""
    found, (a, b) = strokes(3)
    assert a.y0 < found[0].y0 + NEAR
    assert b.y0 < found[0].y0 + 0.5


def test_e18_single_strokes_clear_head_and_flag() -> None:
    sign = sheet("tremolos").of(Ink.TREMOLO)
    for drawn in sheet("tremolos").of(Ink.FLAG):
        assert not any(drawn.touches(other) for other in sign)
    for trembled in marked("tremolos", "tremolo"):
        (stroke,) = trembled.ink
        for head in trembled.heads:
            assert min(abs(stroke.y0 - head.y1), abs(stroke.y1 - head.y0)) > 0.25


def test_an_unmeasured_tremolo_is_a_buzz_roll() -> None:
    (buzz,) = [m for m in marked("tremolos", "tremolo") if m.mark.get("type") == "unmeasured"]
    assert buzz.codes == (g.BUZZ_ROLL,)
    assert len(events("tremolos")) > 15
