"""The order in which bars are played: repeats, endings and jumps unrolled.

A bar that is played twice is visited twice; each visit is (bar index, pass), passes counted from 1.
What cannot be decided is a finding, and the cue is then taken straight through.
"""

from __future__ import annotations

import msgspec

from engraving.findings import Finding, Severity
from engraving.score import Bar, Cue, Ending
from engraving.score.places import place

_LONGEST = 64  # a performance longer than this many times the bars on paper is a loop

_AT_END = ("dacapo", "dalsegno")


class Performance(msgspec.Struct, frozen=True, gc=False):
    """``order`` is every visit in time, as (bar index, pass from 1)."""

    order: tuple[tuple[int, int], ...]
    findings: tuple[Finding, ...] = ()

    @property
    def straight(self) -> bool:
        """True when every bar is played once, in the order of the paper."""
        return all(visit == (i, 1) for i, visit in enumerate(self.order))


class _Ambiguous(Exception):
    """Why the order cannot be decided, and at which bar index."""

    def __init__(self, why: str, bar: int) -> None:
        super().__init__(why)
        self.why = why
        self.bar = bar


def performance_order(cue: Cue) -> Performance:
    """Unroll a cue. Rule ``jump-ambiguous`` (warning) when repeats or jumps do not make sense."""
    bars = cue.bars
    if not _turns_back(bars):
        return Performance(tuple((i, 1) for i in range(len(bars))))
    try:
        indices = _Walk(bars, cue.endings).run()
    except _Ambiguous as trouble:
        finding = Finding(
            "jump-ambiguous", Severity.WARNING, place(cue, "", trouble.bar),
            f"{trouble.why}; times are counted as if the cue were played straight through.",
            "Write the repeats out, or correct the jump in the source.",
        )  # fmt: skip
        return Performance(tuple((i, 1) for i in range(len(bars))), (finding,))
    return Performance(_with_passes(indices, len(bars)))


def _turns_back(bars: tuple[Bar, ...]) -> bool:
    return any(bar.repeat_end or bar.jumps for bar in bars)


def _with_passes(indices: list[int], count: int) -> tuple[tuple[int, int], ...]:
    played = [0] * count
    visits = []
    for index in indices:
        played[index] += 1
        visits.append((index, played[index]))
    return tuple(visits)


class _Walk:
    """One reading of the cue from its first bar, following the signs as a player does."""

    def __init__(self, bars: tuple[Bar, ...], endings: tuple[Ending, ...]) -> None:
        self.bars = bars
        self.endings = {e.first: e for e in endings}
        self.ending_ends = {e.last: e for e in endings}
        for ending in endings:
            if not ending.numbers:
                raise _Ambiguous("An ending does not say which time it is for", ending.first)
        self.targets = _targets(bars)
        self.section = 0  # where the current repeat goes back to
        self.play = 1  # which time through it we are
        self.jumped = False
        self.taken: set[tuple[int, str]] = set()
        self.visited: list[int] = []

    def run(self) -> list[int]:
        """Bar indices in the order of playing."""
        here = 0
        while here < len(self.bars):
            if len(self.visited) > _LONGEST * len(self.bars):
                raise _Ambiguous("The repeats and jumps never come to an end", here)
            here = self._enter(here)
            if here >= len(self.bars):
                break
            self.visited.append(here)
            following = self._leave(here)
            if following is None:
                break
            here = following
        return self.visited

    def _enter(self, here: int) -> int:
        """Skip the endings that are not for this time; notice where a repeat begins."""
        while here < len(self.bars):
            if self.bars[here].repeat_start and here != self.section:
                self.section, self.play = here, 1
            ending = self.endings.get(here)
            if ending is None or self._is_for_now(ending):
                return here
            here = ending.last + 1
        return here

    def _is_for_now(self, ending: Ending) -> bool:
        if self.jumped:  # after a jump the last ending is taken
            return ending.last + 1 not in self.endings
        return self.play in ending.numbers

    def _leave(self, here: int) -> int | None:
        """The bar after this one, or None at the end."""
        bar = self.bars[here]
        if bar.repeat_end and not self.jumped:
            if self.play < self._times(here):
                self.play += 1
                return self.section
            self.section, self.play = here + 1, 1
        elif here in self.ending_ends and here + 1 not in self.endings:
            self.section, self.play = here + 1, 1
        for name, value in bar.jumps:
            if name in _AT_END and (here, name) not in self.taken:
                self.taken.add((here, name))
                return self._jump(here, "segno" if name == "dalsegno" else "", value)
            if name == "fine" and self.jumped:
                return None
            if name == "tocoda" and self.jumped and (here, name) not in self.taken:
                self.taken.add((here, name))
                return self._target(here, "coda", value)
        return here + 1

    def _times(self, here: int) -> int:
        """How often the passage ending here is played: its endings know better than the sign."""
        times = self.bars[here].repeat_end
        ending = self.ending_ends.get(here)
        while ending is not None:
            times = max(times, *ending.numbers)
            ending = self.endings.get(ending.last + 1)
        return times

    def _jump(self, here: int, name: str, value: str) -> int:
        target = self._target(here, name, value) if name else 0
        self.jumped = True
        self.section, self.play = target, 1
        return target

    def _target(self, here: int, name: str, value: str) -> int:
        places = [index for found, label, index in self.targets if found == name]
        labelled = [index for found, label, index in self.targets if found == name and label == value]
        chosen = labelled or places
        if len(chosen) != 1:
            why = f"{len(chosen)} places are marked {name}" if chosen else f"no bar is marked {name}"
            raise _Ambiguous(f"A jump cannot be followed: {why}", here)
        return chosen[0]


def _targets(bars: tuple[Bar, ...]) -> tuple[tuple[str, str, int], ...]:
    """Where segno and coda stand, as (name, label, bar index)."""
    return tuple(
        (name, value, bar.index) for bar in bars for name, value in bar.jumps if name in ("segno", "coda")
    )
