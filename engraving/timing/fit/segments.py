"""Several tempi with changes of metre: the shortest path over (hit, moment, tempo, beat of the bar).

A segment is one tempo over one hit or more, each met within its limits. Tempo changes at hits, where the beat falls on
the hit or whole frames off it, within its limits (docs/timing.md, "Tempo search"). What a path costs, in millionths:

- a change of tempo: ``change``, and the distance of the two tempi's logarithms, each rounded to a millionth and
  reckoned in decimal, since the last digit of a float's would differ between machines;
- a hit that is not on its wanted beat (the downbeat, unless it says another): ``weak``; or an ``odd_bar`` or more put
  in before it, so that it is;
- ``off`` for every frame a beat is off its hit; ``moved`` for every frame the start moves.

Logarithms lie on a line, so the cheapest tempo before a given one is found by the smallest sums to its left and right.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Context
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, pairwise
from math import gcd, lcm

import msgspec
from msgspec.structs import replace

from engraving.timing.fit.bars import Prices, Step
from engraving.timing.fit.runs import Run, Stop, runs
from engraving.timing.fit.targets import Target

MILLION = 1_000_000
_DIGITS = Context(prec=20)


class Landing(msgspec.Struct, frozen=True, gc=False):
    """A hit in a segment: its index, the beats since the segment began, and how the metre came to it."""

    index: int
    beats: Fraction
    step: Step


class Segment(msgspec.Struct, frozen=True, gc=False):
    """One tempo from ``begins`` (seconds) on, over its ``landings``; the last of them is where the next begins."""

    begins: Fraction
    tempo: Fraction
    landings: tuple[Landing, ...]

    @property
    def beats(self) -> Fraction:
        """Beats to its last hit."""
        return self.landings[-1].beats

    @property
    def ends(self) -> Fraction:
        """When its last beat falls, in seconds."""
        return self.begins + 60 * self.beats / self.tempo


class Path(msgspec.Struct, frozen=True, gc=False):
    """Segments in time and what they cost, in millionths; the first begins ``phase`` beats into a bar."""

    segments: tuple[Segment, ...]
    cost: int
    phase: int = 0


class Start(msgspec.Struct, frozen=True, gc=False):
    """How the music may begin: frames by which it may be ``earlier`` or ``later``, beats of pick-up."""

    earlier: int = 0
    later: int = 0
    pickups: tuple[int, ...] = (0,)


class _Label(msgspec.Struct, gc=False):
    """The best way to a hit at a moment, in a tempo (``place`` of its logarithm) and at a beat of the bar."""

    cost: int
    place: int
    moment: int
    phase: int
    run: tuple[int, ...] = ()
    taken: tuple[Step, ...] = ()
    before: _Label | None = None


def tempo_place(beats: int, lasts: int) -> int:
    """Where the tempo of so many beats in so long a time lies, in millionths of its logarithm."""
    common = gcd(beats, lasts)
    return _logarithm(beats // common) - _logarithm(lasts // common)


@lru_cache(maxsize=65536)
def _logarithm(number: int) -> int:
    return int((_DIGITS.ln(number) * MILLION).to_integral_value())


def shortest_path(
    targets: Sequence[Target],
    bounds: tuple[Fraction, Fraction],
    fps: Fraction,
    prices: Prices | None = None,
    start: Start | None = None,
) -> Path | None:
    """The cheapest segments through all targets (their moments rising, the first above 0), tempi within ``bounds``.

    None when there are none. Raises ``ValueError`` for moments that do not rise.
    """
    return _Search(targets, bounds, fps, prices or Prices(), start or Start()).path()


class _Search:
    def __init__(
        self, targets: Sequence[Target], bounds: tuple[Fraction, Fraction], fps: Fraction, prices: Prices, start: Start
    ) -> None:
        times = [Fraction(0), *(target.at for target in targets)]
        if any(later <= earlier for earlier, later in pairwise(times)):
            raise ValueError("moments must rise, from above 0")
        numbers = [number for target in targets for number in (target.at, target.early, target.late)]
        self.unit = lcm(*(number.denominator for number in (*numbers, 1 / fps)))
        self.frame = int(self.unit / fps)
        self.prices = prices
        self.stops = [self._stop(target) for target in targets]
        slowest, fastest = bounds
        self.low = _ratio(60 * self.unit / fastest)
        self.high = _ratio(60 * self.unit / slowest)
        self.labels: list[dict[int, list[_Label]]] = [{} for _ in range(len(targets) + 1)]
        for frames in range(-start.earlier, start.later + 1):
            cost = prices.moved * abs(frames)
            self.labels[0][frames * self.frame] = [
                _Label(cost, 0, frames * self.frame, -pickup % prices.base) for pickup in start.pickups
            ]

    def _stop(self, target: Target) -> Stop:
        at, early, late = (int(number * self.unit) for number in (target.at, target.early, target.late))
        places = range(at - early // self.frame * self.frame, at + late + 1, self.frame)
        beat = int(target.offset) if self.prices.kept and target.offset is not None else None
        return Stop(at, at - early, at + late, target.beat_of(self.prices.base), tuple(places), beat)

    def _following(self, index: int) -> Sequence[Stop]:
        """The hits after a beat at which the tempo may change; where bars are kept, their beats after that one."""
        begun = self.stops[index - 1].beat if index else 0
        if begun is None:
            return self.stops[index:]
        return [stop if stop.beat is None else replace(stop, beat=stop.beat - begun) for stop in self.stops[index:]]

    def path(self) -> Path | None:
        for index in range(len(self.stops)):
            for moment, labels in self.labels[index].items():
                self._go_on(index, moment, labels)
        ends = [label for labels in self.labels[-1].values() for label in labels]
        best = min(ends, key=lambda label: (label.cost, label.moment), default=None)
        return None if best is None or not self.stops else self._told(best)

    def _go_on(self, index: int, moment: int, labels: Sequence[_Label]) -> None:
        """All runs from a moment at which the tempo may change, to all hits they reach."""
        chosen = {phase: _Cheapest([label for label in labels if label.phase == phase], index > 0)
                  for phase in {label.phase for label in labels}}  # fmt: skip
        change = self.prices.change if index else 0
        found: dict[tuple[int, int, int, int], _Label] = {}
        for last, reached in enumerate(runs(moment, self._following(index), self.low, self.high, self.prices), index):
            for run in reached:
                for end in self._ends(run, self.stops[last], moment):
                    place = tempo_place(run.beats[-1], end - moment)
                    off = self._off(run, index, moment, end)
                    for phase, cheapest in chosen.items():
                        cost, before = cheapest.at(place)
                        for ends, (metre, taken) in run.ways[phase].items():
                            total = cost + change + off + metre
                            key = (last, end, ends, place)
                            if key not in found or total < found[key].cost:
                                found[key] = _Label(total, place, end, ends, run.beats, taken, before)
        for (last, end, _, _), label in found.items():
            self.labels[last + 1].setdefault(end, []).append(label)

    def _ends(self, run: Run, stop: Stop, moment: int) -> Iterator[int]:
        """The moments at which the tempo may change that this run can reach in one of its tempi."""
        beats = run.beats[-1]
        for end in stop.places:
            lasts = end - moment
            if run.low[0] * beats <= lasts * run.low[1] and lasts * run.high[1] <= run.high[0] * beats:
                yield end

    def _off(self, run: Run, index: int, moment: int, end: int) -> int:
        """What it costs that beats are off their hits."""
        beats, lasts = run.beats[-1], end - moment
        return sum(
            self.prices.off * abs(beat * lasts - beats * (stop.at - moment)) // (beats * self.frame)
            for beat, stop in zip(run.beats, self.stops[index:], strict=False)
        )

    def _told(self, label: _Label) -> Path:
        chain = [label]
        while chain[-1].before is not None:
            chain.append(chain[-1].before)
        chain.reverse()
        segments, index = [], 0
        for before, now in pairwise(chain):
            landings = tuple(
                Landing(number, Fraction(beats), step)
                for number, (beats, step) in enumerate(zip(now.run, now.taken, strict=True), index)
            )
            tempo = Fraction(60 * now.run[-1] * self.unit, now.moment - before.moment)
            segments.append(Segment(Fraction(before.moment, self.unit), tempo, landings))
            index += len(landings)
        return Path(tuple(segments), label.cost, chain[0].phase)


class _Cheapest:
    """Labels at one hit, moment and beat of the bar, asked for the cheapest before a tempo."""

    def __init__(self, labels: Sequence[_Label], priced: bool) -> None:
        self.labels = sorted(labels, key=lambda label: (label.place, label.cost))
        self.priced = priced
        self.places = [label.place for label in self.labels]
        self.lower = list(accumulate(self.labels, _lower))
        self.upper = list(accumulate(reversed(self.labels), _upper))[::-1]

    def at(self, place: int) -> tuple[int, _Label]:
        """The least cost of going on in the tempo at ``place``, and from which label."""
        if not self.priced:
            return self.labels[0].cost, self.labels[0]
        split = bisect_right(self.places, place)
        ways = [self.lower[split - 1]] if split else []
        if split < len(self.upper):
            ways.append(self.upper[split])
        costs = [(label.cost + abs(place - label.place), label) for label in ways]
        return min(costs, key=lambda found: found[0])


def _lower(one: _Label, other: _Label) -> _Label:
    """The cheaper of two before any faster tempo."""
    return other if other.cost - other.place < one.cost - one.place else one


def _upper(one: _Label, other: _Label) -> _Label:
    """The cheaper of two before any slower tempo."""
    return other if other.cost + other.place < one.cost + one.place else one


def _ratio(number: Fraction) -> tuple[int, int]:
    return number.numerator, number.denominator


