"""What page turns cost the player: rest before and after them in seconds (E54, R34–R37)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from engraving.house import Style
from engraving.layout.casting.playing import Playing
from engraving.score import Part

SEVERE_COST = 80.0  # two pages: paper costs less than notes that half a desk does not play
MILD_COST = 8.0
COSTS = {"free": 0.0, "mild": MILD_COST, "severe": SEVERE_COST}
CHANGING = 1.0  # seconds before and after an instrument change in which nobody turns


class Turn(msgspec.Struct, frozen=True, gc=False):
    """One physical turn: after ``page``, at the end of bar index ``bar``; seconds of rest; free, mild or severe.

    ``back_to`` is the page turned back to, by a repeat or jump (0: on to the next).
    """

    page: int
    bar: int
    rest_before: float
    rest_after: float
    grade: str
    back_to: int = 0


class TurnJudge:
    """Knows where a part rests, and for how long."""

    def __init__(self, part: Part, style: Style) -> None:
        self.part = part
        self.policy = style.turns
        self._playing = Playing(part)
        cued = {e.id for e in part.music.events if e.cue}
        self._tied = [
            (s.start.tick, s.stop.tick)
            for s in part.music.spanners
            if s.kind == "tie" and s.start is not None and s.stop is not None and s.start.event not in cued
        ]
        self._judged: dict[int, tuple[float, float, str]] = {}
        self._changes = {tick for tick, _, _ in part.music.instruments if tick}

    def is_turn(self, page: int, total: int) -> bool:
        """Must the player turn after ``page`` (from 0) of ``total``?"""
        if page >= total - 1 or self.policy.policy == "none":
            return False
        if self.policy.policy == "taped":
            return (page + 1) % self.policy.panels == 0
        return total >= 3 and page % 2 == 0

    @property
    def panels(self) -> int:
        """How many pages on the player turns again."""
        return {"taped": self.policy.panels, "book": 2}.get(self.policy.policy, 1)

    def turn(self, bar: int, page: int) -> Turn:
        """The turn at the end of bar ``bar``, judged (E54): rest before + half the rest after."""
        before, after, grade = self._known(bar)
        return Turn(page + 1, bar, round(before, 2), round(after, 2), grade)

    def _known(self, bar: int) -> tuple[float, float, str]:
        if bar not in self._judged:
            self._judged[bar] = self._judge(bar)
        return self._judged[bar]

    def _judge(self, bar: int) -> tuple[float, float, str]:
        tick = self.part.bars[bar].end
        before, after = self._playing.rest_at(bar)
        grade = self._grade(before, after)
        if grade == "free" and any(start < tick <= stop for start, stop in self._tied):
            grade = "mild"
        if any(abs(self._seconds_between(tick, change)) < CHANGING for change in self._changes):
            grade = "severe"
        return before, after, grade

    def _grade(self, before: float, after: float) -> str:
        worth = before + 0.5 * after
        return "free" if worth >= self.policy.free else ("mild" if worth >= self.policy.mild else "severe")

    def _seconds_between(self, tick: int, other: int) -> float:
        """Between two ticks as they stand on paper."""
        return self._elapsed(other) - self._elapsed(tick)

    def _elapsed(self, tick: int) -> float:
        bars = self.part.bars
        k = min(bisect_left(bars, tick, key=lambda bar: bar.end), len(bars) - 1)
        share = (tick - bars[k].start) / bars[k].length if bars[k].length else 0.0
        return self._playing.starts[k] + share * (self._playing.starts[k + 1] - self._playing.starts[k])

    def may_turn(self, page: int) -> bool:
        """Must the player turn after ``page`` (from 0) when many follow?"""
        return self.is_turn(page, page + 3)

    def warns(self, bar: int) -> bool:
        """Would a warning stand at a turn after this bar?"""
        return self._known(bar)[2] != "free"

    def cost(self, bar: int) -> float:
        """What a turn after this bar adds to a casting-off."""
        return COSTS[self._known(bar)[2]]

    def turns(self, pages: Sequence[Sequence[int]]) -> tuple[Turn, ...]:
        """All turns of a casting-off, given the last bar of each line of each page; those back to repeats last."""
        ends = [lines[-1] for lines in pages]
        turned = [page for page in range(len(ends)) if self.is_turn(page, len(ends))]
        onward = [self.turn(ends[page], page) for page in turned]
        return tuple(onward + self._back(ends))

    def _back(self, ends: Sequence[int]) -> list[Turn]:
        """Repeats and jumps that go back to a page which no longer lies open."""
        turns = []
        for bar, following in self._playing.jumps_back():
            page, back = bisect_left(ends, bar), bisect_left(ends, following)
            if self._opening(page, len(ends)) != self._opening(back, len(ends)):
                before, after = self._playing.rest_over(bar, following)
                grade = self._grade(before, after)
                turns.append(Turn(page + 1, bar, round(before, 2), round(after, 2), grade, back_to=back + 1))
        return turns

    def _opening(self, page: int, total: int) -> int:
        """Which of the openings that lie before the player a page belongs to."""
        return sum(self.is_turn(before, total) for before in range(page))
