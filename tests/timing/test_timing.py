"""Performance order, elapsed time and clocks."""

from __future__ import annotations

from fractions import Fraction

import pytest
from msgspec.structs import replace

from engraving.score import Bar, BarKind, Credits, Cue, Ending, TempoChange
from engraving.timing import format_clock, performance_order, tempo_map
from engraving.timing.cue_file import CueFile, FreeTime

TPQ = 24


def _cue(bars: list[Bar], tempi: tuple[tuple[int, float], ...] = (), endings: tuple[Ending, ...] = ()) -> Cue:
    changes = tuple(TempoChange(tick, quarters) for tick, quarters in tempi)
    return Cue(Credits(), TPQ, tuple(bars), (), tempi=changes, endings=endings)


def _bars(*quarters: int, **changes: dict[str, object]) -> list[Bar]:
    """Bars of so many quarters; ``b2={"repeat_end": 2}`` changes bar index 2."""
    bars, tick = [], 0
    for index, length in enumerate(quarters):
        bar = Bar(index, str(index + 1), tick, length * TPQ)
        bars.append(replace(bar, **changes.get(f"b{index}", {})))
        tick += length * TPQ
    return bars


def _order(bars: list[Bar], endings: tuple[Ending, ...] = ()) -> list[int]:
    performance = performance_order(_cue(bars, endings=endings))
    assert not performance.findings
    return [index for index, _ in performance.order]


def test_straight_through() -> None:
    performance = performance_order(_cue(_bars(4, 4, 4)))
    assert performance.order == ((0, 1), (1, 1), (2, 1))
    assert performance.straight


def test_repeats() -> None:
    assert _order(_bars(4, 4, 4, b1={"repeat_end": 2})) == [0, 1, 0, 1, 2]
    start_and_end = _bars(4, 4, 4, 4, b1={"repeat_start": True}, b2={"repeat_end": 3})
    assert _order(start_and_end) == [0, 1, 2, 1, 2, 1, 2, 3]
    twice = _bars(4, 4, 4, b0={"repeat_end": 2}, b1={"repeat_end": 2})
    assert _order(twice) == [0, 0, 1, 1, 2]


def test_passes_are_counted() -> None:
    performance = performance_order(_cue(_bars(4, 4, b0={"repeat_end": 2})))
    assert performance.order == ((0, 1), (0, 2), (1, 1))
    assert not performance.straight


def test_endings() -> None:
    bars = _bars(4, 4, 4, 4, b1={"repeat_end": 2})
    endings = (Ending(1, (1,), "1.", 1, 1), Ending(2, (2,), "2.", 2, 2))
    assert _order(bars, endings) == [0, 1, 0, 2, 3]


def test_an_ending_for_several_times() -> None:
    bars = _bars(4, 4, 4, 4, b1={"repeat_end": 2})
    endings = (Ending(1, (1, 2, 3), "1.-3.", 1, 1), Ending(2, (4,), "4.", 2, 2))
    assert _order(bars, endings) == [0, 1, 0, 1, 0, 1, 0, 2, 3]


def test_da_capo_al_fine() -> None:
    bars = _bars(4, 4, 4, b0={"jumps": (("fine", "yes"),)}, b2={"jumps": (("dacapo", "yes"),)})
    assert _order(bars) == [0, 1, 2, 0]


def test_da_capo_without_fine_plays_on_to_the_end() -> None:
    assert _order(_bars(4, 4, b1={"jumps": (("dacapo", "yes"),)})) == [0, 1, 0, 1]


def test_dal_segno_al_coda_takes_the_last_endings_and_no_repeats() -> None:
    bars = _bars(
        4, 4, 4, 4, 4, 4,
        b1={"jumps": (("segno", "a"),), "repeat_start": True},
        b2={"jumps": (("tocoda", "c"),)},
        b3={"repeat_end": 2},
        b4={"jumps": (("dalsegno", "a"),)},
        b5={"jumps": (("coda", "c"),)},
    )  # fmt: skip
    assert _order(bars) == [0, 1, 2, 3, 1, 2, 3, 4, 1, 2, 5]


@pytest.mark.parametrize(
    "changes",
    [
        {"b2": {"jumps": (("dalsegno", "a"),)}},
        {"b0": {"jumps": (("segno", "x"),)}, "b1": {"jumps": (("segno", "y"),)},
         "b2": {"jumps": (("dalsegno", "z"),)}},
        {"b0": {"jumps": (("tocoda", "c"),)}, "b2": {"jumps": (("dacapo", "yes"),)}},
    ],
)  # fmt: skip
def test_a_jump_that_cannot_be_followed_is_told_and_ignored(changes: dict[str, dict[str, object]]) -> None:
    performance = performance_order(_cue(_bars(4, 4, 4, **changes)))
    assert [finding.rule for finding in performance.findings] == ["jump-ambiguous"]
    assert performance.straight


def test_an_ending_without_numbers_is_told() -> None:
    bars = _bars(4, 4, 4, b1={"repeat_end": 2})
    performance = performance_order(_cue(bars, endings=(Ending(1, (), "?", 1, 1),)))
    assert [finding.where.bar for finding in performance.findings] == ["2"]


def test_vector_55() -> None:
    """q = 88 in 4/4: bar 13 starts after 360/11 s."""
    found = tempo_map(_cue(_bars(*[4] * 13), ((0, 88.0),)))
    assert found.seconds_at(12 * 4 * TPQ) == Fraction(360, 11)


def test_vector_56() -> None:
    """q = 100, bars of 4, 4, 3, 5 quarters."""
    found = tempo_map(_cue(_bars(4, 4, 3, 5), ((0, 100.0),)))
    assert found.bar_seconds() == (0.0, 2.4, 4.8, 6.6, 9.6)


def test_vector_57() -> None:
    """Four bars at q = 120, then q = 90."""
    found = tempo_map(_cue(_bars(*[4] * 7), ((0, 120.0), (16 * TPQ, 90.0))))
    assert found.seconds_at(6 * 4 * TPQ) == Fraction(40, 3)


def test_vector_58() -> None:
    """6/8 at dotted quarter 60, which sounds at 90 quarters: a bar lasts 2 s."""
    found = tempo_map(_cue(_bars(3, 3), ((0, 90.0),)))
    assert found.bar_seconds() == (0.0, 2.0, 4.0)


def test_vector_43() -> None:
    """93.4 s at q = 120 is beat 3.8 of bar 47."""
    found = tempo_map(_cue(_bars(*[4] * 48), ((0, 120.0),)))
    tick = 46 * 4 * TPQ + Fraction(28, 10) * TPQ
    before = found.seconds_at(int(tick))
    after = found.seconds_at(int(tick) + 1)
    assert before is not None
    assert after is not None
    assert before <= Fraction(934, 10) < after


def test_a_printed_tempo_means_its_decimal() -> None:
    found = tempo_map(_cue(_bars(4, 4), ((0, 117.55),)))
    assert found.seconds_at(4 * TPQ) == Fraction(240 * 100, 11755)


def test_a_tempo_may_change_inside_a_bar() -> None:
    found = tempo_map(_cue(_bars(4, 4), ((0, 60.0), (2 * TPQ, 120.0))))
    assert found.bar_seconds() == (0.0, 3.0, 5.0)
    assert found.seconds_at(3 * TPQ) == Fraction(5, 2)


def test_printed_times_are_the_first_pass() -> None:
    found = tempo_map(_cue(_bars(4, 4, b0={"repeat_end": 2}), ((0, 60.0),)))
    assert found.bar_seconds() == (0.0, 8.0, 12.0)
    assert found.total == 12


def test_without_a_tempo_only_the_beginning_is_known() -> None:
    found = tempo_map(_cue(_bars(4, 4)))
    assert found.bar_seconds() == (0.0, -1.0, -1.0)
    assert found.seconds_at(TPQ) is None
    assert not found.findings  # no-tempo is for the proofreader to say
    late = tempo_map(_cue(_bars(4, 4, 4), ((4 * TPQ, 60.0),)))
    assert late.bar_seconds() == (0.0, -1.0, -1.0, -1.0)


def test_a_free_bar_stops_the_clock_until_its_duration_is_given() -> None:
    bars = _bars(4, 4, 4, b1={"kind": BarKind.FREE})
    found = tempo_map(_cue(bars, ((0, 60.0),)))
    assert found.bar_seconds() == (0.0, 4.0, -1.0, -1.0)
    assert [(f.rule, f.where.bar_index) for f in found.findings] == [("free-time-unknown", 1)]
    given = tempo_map(_cue(bars, ((0, 60.0),)), CueFile(free=(FreeTime("2", Fraction(15)),)))
    assert given.bar_seconds() == (0.0, 4.0, 19.0, 23.0)
    assert given.seconds_at(6 * TPQ) == Fraction(23, 2)
    assert not given.findings


def test_no_bars() -> None:
    assert tempo_map(_cue([])).bar_seconds() == (0.0,)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0:00.0"),
        (Fraction(337, 10), "0:33.7"),
        (Fraction(360, 11), "0:32.7"),
        (59.99, "0:59.9"),
        (60, "1:00.0"),
        (Fraction(3599, 1) + Fraction(999, 1000), "59:59.9"),
        (2.4, "0:02.4"),
        (2.3999999999999, "0:02.4"),
        (754.05, "12:34.0"),
    ],
)
def test_clock(seconds: Fraction | float, expected: str) -> None:
    assert format_clock(seconds) == expected


def test_unknown_time_is_no_clock() -> None:
    with pytest.raises(ValueError, match="not an elapsed time"):
        format_clock(-1.0)
