"""What page turns cost the player: rest before and after them in seconds (E54, R34–R37)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from engraving.house import Style
from engraving.score import Part

SEVERE_COST = 30.0
MILD_COST = 8.0
COSTS = {"free": 0.0, "mild": MILD_COST, "severe": SEVERE_COST}


class Turn(msgspec.Struct, frozen=True, gc=False):
    """One physical turn: after ``page``, at the end of bar index ``bar``; seconds of rest; free, mild or severe."""

    page: int
    bar: int
    rest_before: float
    rest_after: float
    grade: str


class TurnJudge:
    """Knows where a part rests, and for how long."""

    def __init__(self, part: Part, style: Style) -> None:
        self.part = part
        self.policy = style.turns
        own = [e for e in part.music.events if e.heads and e.visible and not e.cue]  # over cue notes a player rests
        spans = [(e.tick, max(e.end, e.tick + 1)) for e in own]
        spans = sorted(spans + [(s.start, s.end) for s in part.music.styles if s.end > s.start])
        self._starts = [start for start, _ in spans]
        self._latest: list[int] = []
        latest = 0
        for _, end in spans:
            latest = max(latest, end)
            self._latest.append(latest)
        self._bar_starts = [bar.start for bar in part.bars]
        cued = {e.id for e in part.music.events if e.cue}
        self._tied = {
            s.start.tick: s.stop.tick
            for s in part.music.spanners
            if s.kind == "tie" and s.start is not None and s.stop is not None and s.start.event not in cued
        }
        self._judged: dict[int, tuple[float, float, str]] = {}
        self._changes = {tick for tick, _, _ in part.music.instruments if tick}

    def is_turn(self, page: int, total: int) -> bool:
        """Must the player turn after ``page`` (from 0) of ``total``?"""
        if page >= total - 1 or self.policy.policy == "none":
            return False
        if self.policy.policy == "taped":
            return (page + 1) % self.policy.panels == 0
        return total >= 3 and page % 2 == 0

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
        i = bisect_right(self._starts, tick - 1)
        sounded = min(self._latest[i - 1], tick) if i else 0
        following = self._starts[i] if i < len(self._starts) else self.part.bars[-1].end
        before = self._seconds(tick) - self._seconds(sounded)
        after = self._seconds(following) - self._seconds(tick)
        worth = before + 0.5 * after
        grade = "free" if worth >= self.policy.free else ("mild" if worth >= self.policy.mild else "severe")
        if grade == "free" and any(start < tick <= stop for start, stop in self._tied.items()):
            grade = "mild"
        if any(abs(self._seconds(tick) - self._seconds(change)) < 1.0 for change in self._changes):
            grade = "severe"
        return before, after, grade

    def may_turn(self, page: int) -> bool:
        """Must the player turn after ``page`` (from 0) when many follow?"""
        return self.is_turn(page, page + 3)

    def warns(self, bar: int) -> bool:
        """Would a warning stand at a turn after this bar?"""
        return self._known(bar)[2] != "free"

    def cost(self, bar: int) -> float:
        """What a turn after this bar adds to a casting-off."""
        return COSTS[self._known(bar)[2]]

    def turns(self, last_bars: Sequence[int]) -> tuple[Turn, ...]:
        """All turns of a casting-off whose pages end with these bars."""
        total = len(last_bars)
        return tuple(self.turn(bar, page) for page, bar in enumerate(last_bars) if self.is_turn(page, total))

    def _seconds(self, tick: int) -> float:
        """Elapsed seconds at a tick; unknown times count as 120 quarters a minute."""
        index = max(0, bisect_right(self._bar_starts, tick) - 1)
        bar = self.part.bars[index]
        share = (tick - bar.start) / bar.length if bar.length else 0.0
        seconds = self.part.bar_seconds
        if index + 1 < len(seconds) and seconds[index] >= 0 and seconds[index + 1] >= 0:
            return seconds[index] + share * (seconds[index + 1] - seconds[index])
        return tick / self.part.ticks_per_quarter / 2.0
