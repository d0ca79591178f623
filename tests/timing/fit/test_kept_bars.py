"""Tempi for bars that stay as they are: against every way there is, and over pauses and free time."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from engraving.timing.cue_file import CueFile, FreeTime, Hit, Pause, Place
from engraving.timing.fit import Target, grid_of, targets
from engraving.timing.fit.bars import Prices
from engraving.timing.fit.kept_bars import KeptPath, Still, counted, kept_path, stills
from engraving.timing.fit.segments import Start, tempo_place

FPS, FRAME = Fraction(24), Fraction(1, 24)
SLOW, FAST = Fraction(40), Fraction(200)


def target(at: str, beat: int | Fraction, frames: int = 0) -> Target:
    return Target(Fraction(at), frames * FRAME, frames * FRAME, offset=Fraction(beat))


def found(*wanted: Target, still: tuple[Still, ...] = ()) -> KeptPath:
    path = kept_path(wanted, still, (SLOW, FAST), FPS, Start(), "exact")
    assert path is not None
    return path


def tempi(path: KeptPath) -> list[Fraction]:
    return [segment.tempo for segment in path.path.segments]


def test_each_hit_falls_on_its_own_beat() -> None:
    """8 beats in 5 s are 96, and so are 12 in 7.5 s: one tempo; 12 in 7 s are 720/7."""
    assert tempi(found(target("5", 8), target("12.5", 20))) == [96]
    assert tempi(found(target("5", 8), target("12", 20))) == [96, Fraction(720, 7)]


def test_parts_of_a_beat_are_beats_too() -> None:
    """Two bars of 7/8, counted in quarters: 7 in 3.5 s are 120, 3.5 in 2.1 s are 100."""
    assert tempi(found(target("3.5", 7), target("5.6", Fraction(21, 2)))) == [120, 100]


def test_what_stands_still_is_taken_out_and_put_back() -> None:
    """At 60: a pause of 3 s before beat 8, free time of 4 beats that lasts 10 s from beat 12 on."""
    still = (Still(Fraction(8), Fraction(3)), Still(Fraction(12), Fraction(10), Fraction(4)))
    path = found(target("11", 8), target("29", 20), still=still)
    assert tempi(path) == [60]
    assert [path.moment(Fraction(n)) for n in (7, 8, 12, 14, 16, 20)] == [7, 11, 15, None, 25, 29]


def test_pauses_and_free_time_of_a_cue_file() -> None:
    cue = CueFile(
        pauses=(Pause(Place("3", Fraction(2)), Fraction(1)), Pause(Place("x"), Fraction(1))),
        free=(FreeTime("5", Fraction(9), 2),),
    )
    assert stills(cue, grid_of(4, "beats")) == (
        Still(Fraction(9), Fraction(1)), Still(Fraction(16), Fraction(9), Fraction(8)),
    )  # fmt: skip
    assert counted(Fraction(17), stills(cue, grid_of(4, "beats"))) is None


def test_no_tempo_does_it() -> None:
    assert kept_path([target("1", 40)], (), (SLOW, FAST), FPS, Start(), "whole") is None
    assert kept_path([target("2", 4)], (Still(Fraction(1), Fraction(5)),), (SLOW, FAST), FPS, Start(), "whole") is None


def ways(wanted: list[Target]) -> Iterator[int]:
    """What every choice of hits and frames at which the tempo changes costs."""
    price = Prices()
    spots = [[None, *(t.at + n * FRAME for n in range(-int(t.early * 24), int(t.late * 24) + 1))] for t in wanted]
    for chosen in product(*spots[:-1], spots[-1][1:]):
        stops = [(Fraction(0), Fraction(0))]
        stops += [(at, t.offset or Fraction(0)) for at, t in zip(chosen, wanted, strict=True) if at is not None]
        cost, places = 0, []
        for (since, beat), (until, last) in pairwise(stops):
            length = (until - since) / (last - beat)
            if not 60 / FAST <= length <= 60 / SLOW:
                break
            places.append(tempo_place(int(last - beat), int((until - since) * 24)))
            passed = [t for t in wanted if t.offset is not None and beat < t.offset <= last]
            late = [since + ((t.offset or 0) - beat) * length - t.at for t in passed]
            if any(not -t.early <= off <= t.late for off, t in zip(late, passed, strict=True)):
                break
            cost += sum(int(price.off * abs(off) * 24) for off in late)
        else:
            yield cost + sum(price.change + abs(b - a) for a, b in pairwise(places))


@given(
    st.lists(st.tuples(st.integers(24, 120), st.integers(2, 9), st.integers(0, 2)), min_size=1, max_size=4),
)
@settings(max_examples=60, deadline=None)
def test_nothing_is_cheaper(steps: list[tuple[int, int, int]]) -> None:
    frames, beats, wanted = 0, 0, []
    for more, on, limit in steps:
        frames, beats = frames + more, beats + on
        wanted.append(Target(frames * FRAME, limit * FRAME, limit * FRAME, offset=Fraction(beats)))
    path = kept_path(wanted, (), (SLOW, FAST), FPS, Start(), "exact")
    assert (None if path is None else path.path.cost) == min(ways(wanted), default=None)


def test_hits_of_a_cue_file_in_bars() -> None:
    exact = Fraction(0)
    at = {"5": "3", "7": "", "12": "6"}
    cue = CueFile(hits=tuple(Hit(Fraction(t), "", early=exact, late=exact, wanted=Place(bar)) for t, bar in at.items()))
    wanted = [t for t in targets(cue, grid_of(4, "beats")) if t.offset is not None]
    assert tempi(found(*wanted)) == [96, Fraction(720, 7)]
