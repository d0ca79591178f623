"""Voices stemmed one way that move together look like one chord after another (E12, E30, E36)."""

from __future__ import annotations

import pytest

from engraving.layout.page import Ink, Polygon
from tests.layout.small_music import Drawn, Sheet, back, engraved, notes


def together(*voices: str) -> Sheet:
    """A bar of 2/4 of several voices, the highest first, over another one that holds a half note."""
    moving = [notes(text, voice=k) for k, text in enumerate(voices, 1)]
    return engraved(back(2).join([*moving, notes("g3h", voice=len(voices) + 1)]), time="2/4")


def beams(sheet: Sheet) -> list[tuple[int, ...]]:
    """The corners of every beam drawn."""
    found = [d.item for d in sheet.of(Ink.BEAM)]
    return [beam.points for beam in found if isinstance(beam, Polygon)]


def stems_up(sheet: Sheet) -> list[Drawn]:
    """The stems of the moving voices, from the left."""
    return sorted((d for d in sheet.of(Ink.STEM) if d.y1 > 1.0), key=lambda d: d.x)


@pytest.mark.rule("E12")
@pytest.mark.rule("E30")
def test_voices_that_move_together_share_stems_and_beam() -> None:
    """Both beams are there, so that nothing is lost in a count, and they are one."""
    sheet = together("[g5e a5 g5 f5]", "[d5e f5 e5 c5]")
    assert len(beams(sheet)) == 2
    assert len(set(beams(sheet))) == 1
    assert len({round(stem.x, 2) for stem in stems_up(sheet)}) == 4
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.rule("E12")
def test_a_second_between_them_stands_on_both_sides_of_the_stem() -> None:
    """The upper head right of it, as in a chord."""
    sheet = together("[b5e c6]", "[a5e b5]")
    heads = sorted((d for d in sheet.of(Ink.HEAD) if d.y > 0), key=lambda d: (d.x, d.y))
    lower, upper = heads[:2]
    assert upper.y - lower.y == pytest.approx(0.5, abs=0.01)
    assert upper.x0 == pytest.approx(lower.x1, abs=0.15)
    assert len({round(stem.x, 2) for stem in stems_up(sheet)}) == 2


@pytest.mark.rule("E12")
def test_a_second_of_two_flagged_voices_keeps_its_flag_off_its_heads() -> None:
    sheet = together("g5e re g5q", "f5e re f5q")
    (flag,) = sheet.of(Ink.FLAG)
    assert all(not flag.touches(head) for head in sheet.of(Ink.HEAD))
    assert sheet.engraving.audit.collisions == 0


@pytest.mark.rule("E36")
def test_their_tuplets_have_one_digit() -> None:
    """It is there for each of them, in one place."""
    sheet = engraved(
        notes("[g5e a5 g5]", tuplet=3) + notes("g5q") + back(2)
        + notes("[d5e f5 e5]", voice=2, tuplet=3) + notes("d5q", voice=2) + back(2) + notes("g3h", voice=3),
        time="2/4",
    )  # fmt: skip
    digits = sheet.of(Ink.TUPLET_NUMBER)
    assert len(digits) == 2
    assert len({(d.x, d.y) for d in digits}) == 1


@pytest.mark.rule("E30")
@pytest.mark.parametrize(
    ("upper", "inner"),
    [
        ("[g5e a5 g5 f5]", "[d5e. f5s e5e c5]"),  # another rhythm
        ("[g5e a5 d5 f5]", "[d5e f5 e5 c5]"),  # the inner voice crosses it
        ("[g5e{accent} a5 g5 f5]", "[d5e f5 e5 c5]"),  # an accent is one player's
    ],
)
def test_voices_that_differ_keep_their_own_beams(upper: str, inner: str) -> None:
    sheet = together(upper, inner)
    assert len(set(beams(sheet))) == len(beams(sheet)) >= 2


@pytest.mark.rule("E12")
def test_three_voices_above_a_fourth_share_one_beam() -> None:
    up = "<stem>up</stem>"
    bars = [notes(t, voice=k, extra=up) for k, t in enumerate(("[g5e a5]", "[e5e f5]", "[c5e d5]"), 1)]
    rest = [notes("rq", voice=k) for k in (1, 2, 3)]
    low = notes("c4h", voice=4, extra="<stem>down</stem>")
    voices = [bar + other for bar, other in zip(bars, rest, strict=True)]
    sheet = engraved(back(2).join([*voices, low]), time="2/4")
    assert len(beams(sheet)) == 3
    assert len(set(beams(sheet))) == 1
    assert len({round(head.x, 1) for head in sheet.of(Ink.HEAD)}) == 2


@pytest.mark.rule("E16")
@pytest.mark.parametrize("mark", ["staccato", "tenuto", "accent", "staccato,accent", "spiccato"])
def test_articulations_that_both_have_stand_once_over_their_common_beam(mark: str) -> None:
    """Each voice's own is there, in one place."""
    upper, inner = (" ".join(f"{pitch}{{{mark}}}" for pitch in run.split()) for run in ("g5e a5", "d5e f5"))
    sheet = together(f"[{upper}] rq", f"[{inner}] rq")
    assert len(set(beams(sheet))) == 1
    signs = sheet.of(Ink.STACCATO, Ink.ARTICULATION)
    assert len({sign.item.atom for sign in signs}) == len(signs) == 4 * len(mark.split(","))
    assert len({(sign.x, sign.y, sign.code) for sign in signs}) == len(signs) / 2
    assert sheet.engraving.audit.collisions == 0
    assert sheet.engraving.audit.lost == 0


@pytest.mark.rule("E16")
@pytest.mark.parametrize(("upper", "inner"), [("up-bow", "up-bow"), ("fermata", "fermata"), ("staccato", "tenuto")])
def test_marks_of_one_voice_keep_its_stem(upper: str, inner: str) -> None:
    """Bows and fermatas are told to each player."""
    sheet = together(f"g5q{{{upper}}} a5q", f"d5q{{{inner}}} f5q")
    assert len({round(stem.x, 2) for stem in stems_up(sheet)}) == 3
